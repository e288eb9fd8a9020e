// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/attachstage.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QProgressBar>

using namespace mooring;

class TestAttachDialog : public QObject, private AttachStage
{
    Q_OBJECT
private slots:
    void init() { prepare(); }
    void cleanup() { takeDown(); }

    void saysWhatTheFileIsBeforeAnythingHappens()
    {
        open({"/srv/one.img"});
        QVERIFY(!canAttach());
        QTRY_VERIFY(canAttach());
        QVERIFY2(facts().contains(QLatin1String("ext4")), qPrintable(facts()));
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

    void showsHowFarItIsAndStops()
    {
        const ResourceId image = ResourceId::make(Kind::Image, "/srv/one.img");
        m_engine->world.held = {image};
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(!isOffered("bar"));
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(isOffered("bar"));
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        auto* bar = part<QProgressBar>(m_dialog, "bar");
        m_engine->world.progress(image, {.bytesLeft = quint64(40) << 20});
        QTRY_VERIFY(textOf(m_dialog, "progress").contains(QLatin1String("still to write")));
        m_engine->world.progress(image, {.bytesLeft = quint64(10) << 20});
        QTRY_COMPARE(bar->value(), 75);
        m_engine->world.progress(image, {.percent = 25});
        QTest::qWait(20);
        QCOMPARE(bar->value(), 75); // never back
        QVERIFY(click(m_dialog, "stop"));
        QVERIFY(!part<QWidget>(m_dialog, "stop")->isEnabled());
        QCOMPARE(textOf(m_dialog, "progress"), Wording::stopAnswer(StopAnswer::Stopping));
        m_engine->world.failing.insert(image, errorOf(ErrorCode::StoppedByUser));
        m_engine->world.let(image);
        QTRY_VERIFY(shownError());
        QCOMPARE(shownError()->code, ErrorCode::StoppedByUser);
        QVERIFY(!isOffered("bar"));
        QVERIFY(canAttach());
    }

    void closedWhileItAttachesItLetsThatGoOn()
    {
        const ResourceId image = ResourceId::make(Kind::Image, "/srv/one.img");
        m_engine->world.held = {image};
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "attach"));
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        m_dialog->close();
        QTRY_VERIFY(!m_dialog);
        QVERIFY(!m_engine->operations().constFirst()->isFinished());
        m_engine->world.let(image);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QCOMPARE(m_engine->operations().constFirst()->record().outcome, Outcome::Done);
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

    void theChooserOffersEveryFormatAndWhatIsChosenComesFirst()
    {
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "choose"));
        auto* chooser = m_dialog->findChild<QFileDialog*>();
        QVERIFY(chooser);
        for (const char* ending : {"vhd", "vhdx", "vmdk", "vdi", "qcow2", "img", "iso"})
            QVERIFY2(
                chooser->nameFilters().constFirst().contains(QLatin1String("*.") + QLatin1String(ending)),
                ending);
        emit chooser->filesSelected({QStringLiteral("/srv/two.img"), QStringLiteral("/srv/cd.iso")});
        QCOMPARE(m_dialog->path(), QByteArray("/srv/two.img"));
        QTRY_VERIFY(button(m_dialog, "skip"));
        chooser->close();
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
