// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/attachstage.h"

#include <QComboBox>

using namespace mooring;

// What is offered for which image, and that it reaches the plan.
class TestAttachChoices : public QObject, private AttachStage
{
    Q_OBJECT
private slots:
    void init() { prepare(); }
    void cleanup() { takeDown(); }

    void unknownContentIsLookedAtAsRawWhenAskedAndSoAttached()
    {
        m_engine->images.insert(
            "/srv/odd.img",
            {.facts = {{Fact::Size, quint64(4096)}}, .error = errorOf(ErrorCode::ImageContentUnknown)});
        m_engine->imagesAsRaw.insert("/srv/odd.img", goodImage("/srv/odd.img"));
        open({"/srv/odd.img"});
        QTRY_VERIFY(button(m_dialog, "raw"));
        QVERIFY(!canAttach());
        box("raw")->setChecked(true);
        QVERIFY(!canAttach()); // before it has been looked at that way
        QTRY_VERIFY(canAttach());
        QCOMPARE(m_engine->asked.constLast(), (ImageRequest {"/srv/odd.img", QStringLiteral("raw"), false}));
        QVERIFY(!shownError());
        box("raw")->setChecked(false);
        QTRY_VERIFY(shownError());
        QVERIFY(!canAttach());
        box("raw")->setChecked(true);
        QTRY_VERIFY(canAttach());
        QVERIFY(click(m_dialog, "attach"));
        QCOMPARE(arguments().value(QStringLiteral("format")).toString(), QStringLiteral("raw"));
        QTRY_VERIFY(!m_dialog);
    }

    void whatWasAllowedOfOneImageIsNotAllowedOfTheNext()
    {
        m_engine->images.insert("/srv/odd.img", {.error = errorOf(ErrorCode::ImageContentUnknown)});
        m_engine->imagesAsRaw.insert("/srv/odd.img", goodImage("/srv/odd.img"));
        open({"/srv/odd.img", "/srv/one.img"});
        QTRY_VERIFY(button(m_dialog, "raw"));
        box("raw")->setChecked(true);
        QTRY_VERIFY(canAttach());
        box("readOnly")->setChecked(true);
        QVERIFY(click(m_dialog, "skip"));
        QTRY_VERIFY(canAttach());
        QCOMPARE(m_engine->asked.constLast(), (ImageRequest {"/srv/one.img", {}, false}));
        QVERIFY(!isOffered("raw"));
        QVERIFY(box("readOnly")->isChecked()); // a wish, not a permission
    }

    void filesOutsideOfItsFolderAreOpenedOnlyWhenAllowed()
    {
        m_engine->images.insert("/srv/far.vmdk", {.error = errorOf(ErrorCode::ImagePartOutside)});
        ImageReport allowed = vhdx("/srv/far.vmdk");
        allowed.facts.insert(Fact::Parts, QByteArray("/elsewhere/flat.vmdk\n/srv/beside.vmdk"));
        m_engine->imagesOutside.insert("/srv/far.vmdk", allowed);
        open({"/srv/far.vmdk"});
        QTRY_VERIFY(isOffered("outside"));
        QVERIFY(!canAttach());
        box("outside")->setChecked(true);
        QTRY_VERIFY(canAttach());
        QCOMPARE(m_engine->asked.constLast(), (ImageRequest {"/srv/far.vmdk", {}, true}));
        QVERIFY2(facts().contains(QLatin1String("/elsewhere/flat.vmdk\nbeside.vmdk")), qPrintable(facts()));
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(argument("outside"));
    }

    void anOverlayAndReadOnlyExcludeEachOther()
    {
        open({"/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(isOffered("overlay") && isOffered("lifetime"));
        box("readOnly")->setChecked(true);
        box("overlay")->setChecked(true);
        QVERIFY(!box("readOnly")->isChecked());
        QVERIFY(!isOffered("lifetime")); // a daemon stands behind it then
        box("readOnly")->setChecked(true);
        QVERIFY(!box("overlay")->isChecked());
        QVERIFY(isOffered("lifetime"));
        box("overlay")->setChecked(true);
        box("checksum")->setChecked(true);
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(argument("overlay") && argument("checksum") && !argument("readOnly"));
    }

    void whatCanOnlyBeReadMayStillBeWrittenToThroughAnOverlay()
    {
        ImageReport report = goodImage("/srv/kept.img");
        report.facts.insert(Fact::ReadOnly, true);
        m_engine->images.insert("/srv/kept.img", report);
        open({"/srv/kept.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(box("readOnly")->isChecked() && !box("readOnly")->isEnabled());
        box("overlay")->setChecked(true);
        QVERIFY(!box("readOnly")->isChecked());
        box("overlay")->setChecked(false);
        QVERIFY(box("readOnly")->isChecked());
    }

    void anImageThatIsCutShortIsReadUnlessItsUserSaysOtherwise()
    {
        ImageReport report = goodImage("/srv/cut.img");
        report.warnings = {errorOf(ErrorCode::ImageCutShort, QStringLiteral("/srv/cut.img"))};
        m_engine->images.insert("/srv/cut.img", report);
        open({"/srv/cut.img", "/srv/cut.img", "/srv/one.img"});
        QTRY_VERIFY(canAttach());
        QVERIFY(textOf(m_dialog, "warning").contains(QLatin1String("attached read-only")));
        QVERIFY(box("readOnly")->isChecked() && box("readOnly")->isEnabled());
        box("overlay")->setChecked(true);
        QVERIFY(!box("readOnly")->isChecked()); // that leaves the image as it is
        box("overlay")->setChecked(false);
        QVERIFY(box("readOnly")->isChecked());
        box("readOnly")->setChecked(false);
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(!argument("readOnly"));
        QTRY_VERIFY(canAttach());
        QVERIFY(box("readOnly")->isChecked()); // allowed of the one before
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(argument("readOnly"));
        QTRY_COMPARE(m_dialog->path(), QByteArray("/srv/one.img"));
        QTRY_VERIFY(canAttach());
        QVERIFY(!box("readOnly")->isChecked()); // nobody wished for that
    }

    void anImageThatWasNotClosedIsAttachedAsACopyAndSaysSo()
    {
        ImageReport report = vhdx("/srv/torn.vhdx", QStringLiteral("unclean"));
        report.facts.insert(Fact::OverlayKind, QStringLiteral("copy"));
        report.warnings = {errorOf(ErrorCode::ImageNotClosed, QStringLiteral("/srv/torn.vhdx"))};
        m_engine->images.insert("/srv/torn.vhdx", report);
        open({"/srv/torn.vhdx"});
        QTRY_VERIFY(canAttach());
        QVERIFY(textOf(m_dialog, "warning").contains(QLatin1String("A copy of it is attached")));
        QVERIFY(!isOffered("overlay"));
        QVERIFY(facts().contains(QLatin1String("not closed by its last writer")));
    }

    void aReportThatNobodyCanServeIsNotAttached()
    {
        ImageReport report = goodImage("/srv/nobody.img");
        report.provider.clear();
        m_engine->images.insert("/srv/nobody.img", report);
        report.overlayProvider.clear();
        m_engine->images.insert("/srv/alone.img", report);
        open({"/srv/nobody.img", "/srv/alone.img"});
        QTRY_VERIFY(canAttach()); // through an overlay alone
        QVERIFY(box("overlay")->isChecked() && !box("overlay")->isEnabled());
        QVERIFY(click(m_dialog, "skip"));
        QTRY_VERIFY(facts().contains(QLatin1String("ext4")));
        QVERIFY(!canAttach());
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

    void anImageOfAnotherFormatIsToldWithItsKindAndStaysUntilItIsDetached()
    {
        m_engine->images.insert("/srv/a.vhdx", vhdx("/srv/a.vhdx"));
        open({"/srv/a.vhdx"});
        QTRY_VERIFY(canAttach());
        for (const char* words : {"VHDX image, dynamic", "64 MiB", "12 MiB", "closed cleanly"})
            QVERIFY2(facts().replace(QChar(0xa0), u' ').contains(QLatin1String(words)), qPrintable(facts()));
        QVERIFY(!isOffered("lifetime"));
        part<QComboBox>(m_dialog, "lifetime")->setCurrentIndex(1);
        QVERIFY(click(m_dialog, "attach"));
        QVERIFY(!argument("untilUnused"));
    }
};

QTEST_MAIN(TestAttachChoices)
#include "tst_attachchoices.moc"
