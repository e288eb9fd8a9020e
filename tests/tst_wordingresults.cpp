// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "services/core/leftout.h"
#include "testsupport/sampletopology.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

namespace {
const ResourceId disk {QStringLiteral("virtual-disk:/dev/loop0")};

// A program is asked to quit, then the image is detached.
OperationRecord detaching()
{
    Step quit, detach;
    quit.n = 1;
    quit.resource = {QStringLiteral("process:7@1")};
    detach.n = 2;
    detach.after = {1};
    detach.resource = disk;
    OperationRecord record;
    record.plan.verb = Verb::Detach;
    record.plan.steps = {quit, detach};
    StepRecord asked, waiting;
    asked.n = 1;
    asked.phase = waiting.phase = StepPhase::Ended;
    asked.started = true;
    waiting.n = 2;
    record.steps = {asked, waiting};
    GoalRecord goal;
    goal.resource = disk;
    goal.name = QStringLiteral("a.img");
    goal.kind = Kind::VirtualDisk;
    record.goals = {goal};
    return record;
}
} // namespace

// The sentences that tell how an operation ended.
class TestWordingResults : public QObject
{
    Q_OBJECT
private slots:
    void aProgramThatDidNotQuitInTimeIsNamed()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        record.goals[0].outcome = Outcome::TimedOut;
        record.goals[0].error = errorOf(ErrorCode::DeadlinePassed, QStringLiteral("bash"));
        const QString told = Wording::operationResult(record);
        QVERIFY2(told.startsWith(QStringLiteral("a.img: not done, because bash did not answer in time.")),
                 qPrintable(told));
        QVERIFY2(!told.contains(QStringLiteral("stays done")), qPrintable(told));
        record.steps[1].started = true; // now nobody knows
        QVERIFY(!Wording::operationResult(record).contains(QStringLiteral("because")));
    }

    void aSessionThatWentWithoutAnAnswerIsToldSo()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        record.plan.verb = Verb::LogOut;
        record.goals[0].kind = Kind::IscsiSession;
        record.goals[0].outcome = Outcome::Done;
        record.goals[0].error = errorOf(ErrorCode::ConnectionLost, QStringLiteral("t1"));
        const QString told = Wording::operationResult(record);
        QVERIFY2(told.contains(Wording::error(*record.goals[0].error).what), qPrintable(told));
        record.goals[0].error.reset();
        QVERIFY(!Wording::operationResult(record).contains(QStringLiteral("lost")));
    }

    void itIsSaidWhichSideFailedToProveItself()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::AuthenticationFailed, QStringLiteral("t1"));
        error.domain = ErrorDomain::Iscsi;
        QVERIFY(Wording::error(error).what.contains(QStringLiteral("did not accept the CHAP user")));
        error.domain = ErrorDomain::Libiscsi;
        QVERIFY(Wording::error(error).what.contains(QStringLiteral("did not prove by CHAP")));
    }

    void itIsSaidWhichSideLacksTheDigest()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::NotSupportedHere, QStringLiteral("t1"));
        QVERIFY(Wording::error(error).what.contains(QStringLiteral("This system")));
        error.text = QStringLiteral("HeaderDigest=CRC32C"); // as a login says it
        QVERIFY(Wording::error(error).what.startsWith(QStringLiteral("The target does not")));
        QVERIFY(!Wording::error(error).sentence().contains(QStringLiteral("system")));
    }

    void whatWasLeftOutIsSaidToStay()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        record.goals[0].outcome = Outcome::Done;
        Goal went, out;
        went.resource = disk;
        out.resource = {QStringLiteral("virtual-disk:/dev/loop1")};
        out.leftOut = true;
        GoalRecord stays = record.goals[0];
        stays.resource = out.resource;
        stays.name = QStringLiteral("b.img");
        stays.outcome = Outcome::Busy;
        stays.error = leftOutError(stays.name);
        record.plan.goals = {went, out};
        record.goals.append(stays);
        const QString told = Wording::operationResult(record);
        QVERIFY2(told.contains(QStringLiteral("b.img stays: it was left out.")), qPrintable(told));
        QVERIFY2(!told.contains(QStringLiteral("in use")), qPrintable(told));
        QVERIFY2(!told.contains(QStringLiteral("of 2")), qPrintable(told)); // it does not count

        record.plan.goals[1].leftOut = false; // a session of a target that was to be closed
        record.plan.goals[0].members = {disk, out.resource};
        record.plan.goals.removeLast();
        QVERIFY(Wording::operationResult(record).contains(QStringLiteral("b.img stays: it was left out.")));
        QVERIFY(!Wording::error(*stays.error).sentence().contains(QStringLiteral("in use")));
    }

    void whoCouldNotBeLookedIntoIsToldToRootAsWell()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Error error = errorOf(ErrorCode::ProcessesUnseen, QStringLiteral("processes"));
        error.text = QStringLiteral("1");
        QVERIFY(Wording::error(error).next.contains(QStringLiteral("An administrator may see them")));
        error.domain = ErrorDomain::Errno; // an administrator asked
        error.number = EACCES;
        QVERIFY(Wording::error(error).what.startsWith(QStringLiteral("1 process ")));
        QVERIFY(Wording::error(error).next.contains(QStringLiteral("not even an administrator")));
    }

    void whatWentLaterIsSaidTo()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        record.outcome = record.goals[0].outcome = Outcome::Deferred;
        QCOMPARE(Wording::result(record), Wording::outcome(Outcome::Deferred));
        record.goals[0].settledAt = QDateTime::currentDateTimeUtc();
        QCOMPARE(Wording::result(record), QStringLiteral("gone later"));
    }

    void theNewNameOfADeviceIsTold()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        record.plan.verb = Verb::PutBack;
        record.plan.steps[1].name = QStringLiteral("a.img");
        record.steps[1].created = {disk};
        QVERIFY(!Wording::operationResult(record).contains(QStringLiteral(" now.")));
        record.steps[1].created = {{QStringLiteral("virtual-disk:/dev/loop4")}};
        QVERIFY(Wording::operationResult(record).contains(QStringLiteral("a.img is /dev/loop4 now.")));
    }

    void whatAStepFoundOutIsTold()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord record = detaching();
        StepRecord& account = record.steps[1];
        const auto told = [&] { return Wording::stepFacts(record, account).join(u'|'); };
        QCOMPARE(told(), QString());
        account.facts.insert(Fact::ChecksumBefore, QStringLiteral("abc"));
        QVERIFY2(told().contains(QStringLiteral("could not be read (SHA-256 before: abc)")),
                 qPrintable(told()));
        account.facts.insert(Fact::Checksum, QStringLiteral("abc"));
        QCOMPARE(told(), QStringLiteral("The image file is unchanged (SHA-256 abc)."));
        account.facts.insert(Fact::Checksum, QStringLiteral("def"));
        account.facts.insert(Fact::Overlay, QByteArray("/o.qcow2"));
        QCOMPARE(told(),
                 QStringLiteral("The image file has changed: SHA-256 before abc, now def."
                                "|The overlay is kept: /o.qcow2"));
        account.facts = {{Fact::Overlay, QByteArray("/c.vhdx")}, {Fact::OverlayKind, QStringLiteral("copy")}};
        QCOMPARE(told(), QStringLiteral("The copy is kept: /c.vhdx"));
        record.plan.steps[1].verb = Verb::Attach;
        account.facts = {{Fact::ChecksumBefore, QStringLiteral("abc")}};
        QCOMPARE(told(), QStringLiteral("SHA-256 before: abc"));
    }

    void stepsSideBySideAreSaidTo()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Plan plan = detaching().plan;
        QVERIFY(!Wording::planSubtitle(plan).contains(QStringLiteral("side by side")));
        plan.steps[1].after.clear();
        QVERIFY(Wording::planSubtitle(plan).contains(QStringLiteral("side by side")));
    }

    void everyExitCodeOfIscsiadmHasItsName()
    {
        const auto symbol
            = [](quint32 number) { return Wording::errorSymbol(ErrorDomain::Openiscsi, number); };
        QSet<QString> names;
        for (quint32 number = 0; number <= 33; ++number)
            names.insert(symbol(number));
        QVERIFY(names.size() == 34 && !names.contains(QString()));
        QCOMPARE(symbol(2), QStringLiteral("ISCSI_ERR_SESS_NOT_FOUND"));
        QCOMPARE(symbol(10), QStringLiteral("ISCSI_ERR_LOGOUT"));
        QCOMPARE(symbol(20), QStringLiteral("ISCSI_ERR_ISCSID_NOTCONN"));
        QCOMPARE(symbol(28), QStringLiteral("ISCSI_ERR_BUSY"));
        QCOMPARE(symbol(33), QStringLiteral("ISCSI_ERR_REQ_TIMEDOUT"));
        QVERIFY(symbol(34).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWordingResults)
#include "tst_wordingresults.moc"
