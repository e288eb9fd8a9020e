// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/uitest.h"
#include "ui/attachdialog.h"
#include "ui/errorpanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>

using namespace mooring;

namespace {

ImageReport goodImage(const QByteArray& path, const QString& format = QStringLiteral("raw"))
{
    ImageReport report;
    report.facts = {{Fact::Path, path},
                    {Fact::Size, quint64(64) << 20},
                    {Fact::OnDisk, quint64(12) << 20},
                    {Fact::Format, format},
                    {Fact::FilesystemType, QStringLiteral("ext4")},
                    {Fact::ReadOnly, format == QLatin1String("iso")}};
    return report;
}

} // namespace

class TestAttachDialog : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    QPointer<AttachDialog> m_dialog;

    void open(const QList<QByteArray>& paths)
    {
        m_dialog = new AttachDialog(*m_engine);
        m_dialog->add(paths);
        m_dialog->show();
    }
    std::optional<Error> shownError() { return m_dialog->findChild<ErrorPanel*>()->error(); }
    bool canAttach() { return button(m_dialog, "attach")->isEnabled(); }

private slots:
    void init()
    {
        failOnWarnings();
        m_engine = std::make_unique<FakeEngine>();
        for (const char* path : {"/srv/one.img", "/srv/two.img"})
            m_engine->images.insert(path, goodImage(path));
        m_engine->images.insert("/srv/cd.iso", goodImage("/srv/cd.iso", QStringLiteral("iso")));
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->hasLooked());
    }
    void cleanup()
    {
        delete m_dialog;
        m_engine.reset();
    }

    void saysWhatTheFileIsBeforeAnythingHappens()
    {
        open({"/srv/one.img"});
        QVERIFY(!canAttach());
        QTRY_VERIFY(canAttach());
        QVERIFY(textOf(m_dialog, "summary").contains(QLatin1String("ext4")));
        QVERIFY(m_engine->started.isEmpty());
    }

    void everyErrorIsToldInlineAndNothingCanBeAttached_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (ErrorCode code :
             {ErrorCode::ImageMissing, ErrorCode::ImageIsDirectory, ErrorCode::ImageNotAFile,
              ErrorCode::ImageUnreadable, ErrorCode::ImageEmpty, ErrorCode::ImageContentUnknown,
              ErrorCode::ImageFormatNoProvider, ErrorCode::IsoSizeWrong, ErrorCode::ImageAlreadyAttached,
              ErrorCode::PermissionDenied, ErrorCode::OutOfMemory})
            QTest::newRow(qPrintable(token(code))) << code;
    }
    void everyErrorIsToldInlineAndNothingCanBeAttached()
    {
        QFETCH(ErrorCode, code);
        m_engine->images.insert("/srv/bad.img",
                                {.facts = {}, .error = errorOf(code, QStringLiteral("/srv/bad.img"))});
        open({"/srv/bad.img"});
        QTRY_VERIFY(shownError());
        QCOMPARE(shownError()->code, code);
        QVERIFY(m_dialog->findChild<ErrorPanel*>()->isVisible());
        QVERIFY(!canAttach());
        QCOMPARE(button(m_dialog, "raw") != nullptr, code == ErrorCode::ImageContentUnknown);
    }

    void unknownContentCanBeAttachedAsRawWhenAsked()
    {
        m_engine->images.insert(
            "/srv/odd.img",
            {.facts = {{Fact::Size, quint64(4096)}}, .error = errorOf(ErrorCode::ImageContentUnknown)});
        open({"/srv/odd.img"});
        QTRY_VERIFY(button(m_dialog, "raw"));
        QVERIFY(!canAttach());
        button(m_dialog, "raw")->setChecked(true);
        QVERIFY(canAttach());
        QVERIFY(click(m_dialog, "attach"));
        const QJsonObject arguments = m_engine->started.constFirst().steps.constFirst().arguments;
        QCOMPARE(arguments.value(QStringLiteral("format")).toString(), QStringLiteral("raw"));
        QTRY_VERIFY(!m_dialog);
    }

    void anIsoIsReadOnlyWithoutChoice()
    {
        open({"/srv/cd.iso"});
        QTRY_VERIFY(canAttach());
        auto* readOnly = part<QCheckBox>(m_dialog, "readOnly");
        QVERIFY(readOnly->isChecked());
        QVERIFY(!readOnly->isEnabled());
    }

    void theChoicesReachThePlan()
    {
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        part<QCheckBox>(m_dialog, "readOnly")->setChecked(true);
        part<QComboBox>(m_dialog, "lifetime")->setCurrentIndex(1);
        QVERIFY(click(m_dialog, "attach"));
        const QJsonObject arguments = m_engine->started.constFirst().steps.constFirst().arguments;
        QVERIFY(arguments.value(QStringLiteral("readOnly")).toBool());
        QVERIFY(arguments.value(QStringLiteral("untilUnused")).toBool());
        QCOMPARE(arguments.value(QStringLiteral("path")).toString(), QStringLiteral("/srv/one.img"));
    }

    void severalFilesComeOneAfterAnother()
    {
        open({"/srv/one.img", "/srv/two.img", "/srv/cd.iso"});
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "skip"));
        QCOMPARE(m_dialog->path(), QByteArray("/srv/two.img"));
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "attach"));
        QTRY_COMPARE(m_dialog->path(), QByteArray("/srv/cd.iso"));
        QCOMPARE(m_engine->started.size(), 1);
    }

    void aFailedAttachKeepsTheDialogWithTheReason()
    {
        m_engine->world.failing.insert(ResourceId::make(Kind::Image, "/srv/one.img"),
                                       errorOf(ErrorCode::NoLoopDeviceFree));
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "attach"));
        QTRY_VERIFY(shownError());
        QCOMPARE(shownError()->code, ErrorCode::NoLoopDeviceFree);
        QVERIFY(m_dialog->isVisible());
        QTRY_VERIFY(canAttach()); // can be tried again
    }

    void typedPathsAreLookedAtAfterAPause()
    {
        open({});
        auto* file = part<QLineEdit>(m_dialog, "file");
        QTest::keyClicks(file, QStringLiteral("/srv/two.img"));
        QTRY_VERIFY(canAttach());
        QCOMPARE(m_dialog->path(), QByteArray("/srv/two.img"));
        QTest::keyClick(file, Qt::Key_Backspace);
        QVERIFY(!canAttach());
        QTRY_VERIFY(shownError());
        QCOMPARE(shownError()->code, ErrorCode::ImageMissing);
    }

    void warningsAreSaidButDoNotHinder()
    {
        ImageReport report = goodImage("/srv/zip.img");
        report.warnings = {errorOf(ErrorCode::HostFolderCompressed)};
        m_engine->images.insert("/srv/zip.img", report);
        open({"/srv/zip.img"});
        QTRY_VERIFY(canAttach());
        const QString words = Wording::error(report.warnings.constFirst()).what;
        const QList<QLabel*> labels = m_dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        }));
    }
};

QTEST_MAIN(TestAttachDialog)
#include "tst_attachdialog.moc"
