// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/leftout.h"
#include "testsupport/fakehost.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

namespace {
Step step(int n, const ResourceId& id, const QList<int>& after = {})
{
    Step step;
    step.n = n;
    step.resource = id;
    step.name = id.text;
    step.after = after;
    step.expects = {{Proof::Gone, id, {}, QStringLiteral("fake"), {}}};
    return step;
}

Goal goal(const ResourceId& id, const QList<ResourceId>& members = {})
{
    Goal goal;
    goal.resource = id;
    goal.kind = id.kind().value_or(Kind::Unknown);
    goal.members = members;
    return goal;
}

StepRecord ended(int n, std::optional<Outcome> outcome, std::optional<Error> error = {})
{
    StepRecord record;
    record.n = n;
    record.phase = StepPhase::Ended;
    record.started = outcome.has_value();
    record.outcome = outcome;
    record.error = std::move(error);
    return record;
}

const ResourceId mountId = things::id(Kind::Mount, "/mnt/1");
const ResourceId diskId = things::id(Kind::VirtualDisk, "/dev/loop1");
const ResourceId otherId = things::id(Kind::VirtualDisk, "/dev/loop2");
const ResourceId targetId = things::id(Kind::IscsiTarget, "iqn.x");
ResourceId session(int n) { return things::id(Kind::IscsiSession, "kernel/" + QByteArray::number(n)); }

OperationRecord detachAfterUnmount(std::optional<Outcome> unmounted, std::optional<Outcome> detached)
{
    OperationRecord record;
    record.plan.goals = {goal(diskId)};
    record.plan.steps = {step(1, mountId), step(2, diskId, {1})};
    record.steps = {ended(1, unmounted), ended(2, detached)};
    return record;
}

OperationRecord logout(const QList<Outcome>& outcomes)
{
    OperationRecord record;
    record.plan.verb = Verb::LogOut;
    QList<ResourceId> members;
    for (int i = 0; i < outcomes.size(); ++i) {
        members.append(session(i));
        record.plan.steps.append(step(i + 1, session(i)));
        record.steps.append(ended(i + 1, outcomes[i]));
    }
    record.plan.goals = {goal(targetId, members)};
    return record;
}

Outcome overall(OperationRecord record)
{
    record.goals = judgeGoals(record);
    return overallOutcome(record);
}
} // namespace

class TestOperation : public QObject
{
    Q_OBJECT
private slots:
    void allReachedIsDone();
    void nothingChangedGivesTheFirstErrorsOutcome();
    void whatWasNotStartedEndedForTheReasonBefore();
    void membersCountInsteadOfTheirContainer();
    void leftOutGoalsDoNotCountBesideOthers();
    void membersThatWereLeftOutAreStillThere();
    void refusedGoalsKeepTheirReason();
    void anAttachedGoalIsTheNewThing();
    void codes_data();
    void codes();
    void numbersOfTheDocumentsAreKept();
    void methodsDoNotShareTheirNumbers();
};

void TestOperation::allReachedIsDone()
{
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Done)), Outcome::Done);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::NothingToDo)), Outcome::NothingToDo);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Deferred)), Outcome::Deferred);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Failed)), Outcome::Partial);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Unknown)), Outcome::Partial);
}

void TestOperation::nothingChangedGivesTheFirstErrorsOutcome()
{
    QCOMPARE(overall(detachAfterUnmount(Outcome::Busy, {})), Outcome::Busy);
    QCOMPARE(overall(detachAfterUnmount(Outcome::TimedOut, {})), Outcome::TimedOut);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Unknown, {})), Outcome::Unknown);
    OperationRecord refused = detachAfterUnmount({}, {});
    refused.error = errorOf(ErrorCode::LogNotWritable);
    for (StepRecord& record : refused.steps)
        record.error = refused.error;
    QCOMPARE(overall(refused), Outcome::Failed);
}

void TestOperation::whatWasNotStartedEndedForTheReasonBefore()
{
    OperationRecord record = detachAfterUnmount(Outcome::Denied, {});
    record.steps[0].error = errorOf(ErrorCode::PermissionDenied, QStringLiteral("/mnt/1"));
    record.steps[1].error = errorOf(ErrorCode::PredecessorFailed);
    const GoalRecord judged = judgeGoals(record).first();
    QCOMPARE(judged.outcome, Outcome::Denied);
    QCOMPARE(judged.error->code, ErrorCode::PermissionDenied);
    QCOMPARE(judged.code.number, 5U);
    record.plan.steps[0].after = {2}; // waiting for each other
    record.steps[0].outcome.reset();
    record.steps[0].error = record.steps[1].error;
    QCOMPARE(judgeGoals(record).first().outcome, Outcome::Failed);
}

void TestOperation::membersCountInsteadOfTheirContainer()
{
    OperationRecord some = logout({Outcome::Done, Outcome::Failed, Outcome::Done});
    some.goals = judgeGoals(some);
    QCOMPARE(some.goals.size(), 4);
    QCOMPARE(some.goals.first().resource, targetId);
    QCOMPARE(some.goals.first().outcome, Outcome::Partial);
    QCOMPARE(some.goals.first().code.number, 0x80042710U);
    QCOMPARE(some.goals.first().code.symbol, QStringLiteral("VDS_E_ISCSI_LOGOUT_INCOMPLETE"));
    QCOMPARE(overallOutcome(some), Outcome::Partial);

    OperationRecord none = logout({Outcome::Failed, Outcome::Failed});
    none.plan.steps.prepend(step(9, mountId)); // an unmount before them was done
    none.steps.prepend(ended(9, Outcome::Done));
    QCOMPARE(overall(none), Outcome::Failed);
    QCOMPARE(judgeGoals(none).first().code.number, 0x80042709U);
    QCOMPARE(overall(logout({Outcome::Done, Outcome::Done})), Outcome::Done);
    QCOMPARE(overall(logout({})), Outcome::NothingToDo);
}

void TestOperation::leftOutGoalsDoNotCountBesideOthers()
{
    OperationRecord record = detachAfterUnmount(Outcome::Done, Outcome::Done);
    Goal out = goal(otherId);
    out.leftOut = true;
    record.plan.goals.prepend(out);
    QCOMPARE(overall(record), Outcome::Done);
    record.plan.goals.removeLast();
    record.plan.steps.clear();
    record.steps.clear();
    QCOMPARE(overall(record), Outcome::Busy);
}

// Its target is not free of them, so it was not logged out of.
void TestOperation::membersThatWereLeftOutAreStillThere()
{
    OperationRecord record = logout({Outcome::Done, Outcome::Done});
    record.plan.goals[0].members.append(otherId);
    for (const Step& step : record.plan.steps)
        record.plan.closure.append(step.resource);
    record.plan.options.leaveOut = {diskId};
    const QList<GoalRecord> goals = judgeGoals(record);
    QCOMPARE(goals.first().outcome, Outcome::Partial);
    QCOMPARE(goals.last().resource, otherId);
    QVERIFY(isLeftOut(goals.last().error));
    QCOMPARE(goals.last().code.number, 0U); // it is not in use
    QCOMPARE(overall(record), Outcome::Partial);
}

void TestOperation::refusedGoalsKeepTheirReason()
{
    OperationRecord record = detachAfterUnmount(Outcome::Done, Outcome::Done);
    Goal refused = goal(otherId);
    refused.refused = errorOf(ErrorCode::ImageNotAttached, QStringLiteral("a.img"));
    record.plan.goals.append(refused);
    QCOMPARE(overall(record), Outcome::Partial);
    record.plan.goals = {refused};
    record.plan.steps.clear();
    record.steps.clear();
    QCOMPARE(overall(record), Outcome::NotFound);
    QCOMPARE(judgeGoals(record).first().code.number, 0x80042935U);
}

void TestOperation::anAttachedGoalIsTheNewThing()
{
    OperationRecord record;
    record.plan.verb = Verb::Attach;
    const ResourceId image = things::id(Kind::Image, "/a.img");
    record.plan.goals = {goal(image)};
    record.plan.goals[0].proof = Proof::There;
    record.plan.steps = {step(1, image)};
    record.steps = {ended(1, Outcome::Done)};
    record.steps[0].created = {otherId};
    QCOMPARE(judgeGoals(record).first().resource, otherId);
    QCOMPARE(overall(record), Outcome::Done);
}

void TestOperation::codes_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<ErrorCode>("reason");
    QTest::addColumn<quint32>("number");
    QTest::addColumn<QString>("symbol");
    const auto row = [](const char* name, Kind kind, Outcome outcome, ErrorCode reason, quint32 number,
                        const char* symbol) {
        QTest::newRow(name) << kind << outcome << reason << number << QString::fromLatin1(symbol);
    };
    constexpr Kind disk = Kind::VirtualDisk;
    constexpr ErrorCode any = ErrorCode::SystemCallFailed;
    row("done", disk, Outcome::Done, any, 0, "ERROR_SUCCESS");
    row("busy", disk, Outcome::Busy, any, 32, "ERROR_SHARING_VIOLATION");
    row("already detached", disk, Outcome::NothingToDo, any, 0x80042935, "VDS_E_VD_ALREADY_DETACHED");
    row("not attached", disk, Outcome::NotFound, ErrorCode::ImageNotAttached, 0x80042935,
        "VDS_E_VD_ALREADY_DETACHED");
    row("flags", disk, Outcome::InvalidRequest, ErrorCode::FlagsNotZero, 87, "ERROR_INVALID_PARAMETER");
    row("iso", disk, Outcome::BadImage, ErrorCode::IsoSizeWrong, 1392, "ERROR_FILE_CORRUPT");
    row("bad image", disk, Outcome::BadImage, ErrorCode::ImageContentUnknown, 0xC03A0015,
        "ERROR_VIRTDISK_NOT_VIRTUAL_DISK");
    row("no provider", disk, Outcome::NoProvider, any, 0xC03A0014, "ERROR_VIRTDISK_PROVIDER_NOT_FOUND");
    row("denied", disk, Outcome::Denied, ErrorCode::PermissionDenied, 5, "ERROR_ACCESS_DENIED");
    row("memory", disk, Outcome::OutOfMemory, any, 14, "ERROR_OUTOFMEMORY");
    row("compressed", disk, Outcome::Unsupported, ErrorCode::HostFolderCompressed, 618,
        "ERROR_UNSUPPORTED_COMPRESSION");
    row("encrypted", disk, Outcome::Unsupported, ErrorCode::HostFolderEncrypted, 6002,
        "ERROR_FILE_ENCRYPTED");
    row("not found", disk, Outcome::NotFound, ErrorCode::NoSuchResource, 2, "ERROR_FILE_NOT_FOUND");
    row("timed out", disk, Outcome::TimedOut, any, 1460, "ERROR_TIMEOUT");
    row("still attached", disk, Outcome::Failed, ErrorCode::StillThere, 0x8004292F, "VDS_E_VD_IS_ATTACHED");
    row("unknown has no number", disk, Outcome::Unknown, any, 0, "");
    row("lun busy", Kind::ExportLun, Outcome::Busy, any, 4097, "Busy");
    row("lun not mapped", Kind::ExportLun, Outcome::NotAssociated, any, 4096,
        "LogicalDevice Instance not Associated with Controller");
    row("lun parameter", Kind::ExportLun, Outcome::InvalidRequest, any, 5, "Invalid Parameter");
    row("lun failed", Kind::ExportLun, Outcome::Failed, any, 4, "Failed");
    row("lun timeout", Kind::ExportLun, Outcome::TimedOut, any, 3, "Timeout");
    row("lun denied", Kind::ExportLun, Outcome::Denied, any, 2, "Unspecified Error");
    row("lun unsupported", Kind::ExportLun, Outcome::Unsupported, any, 1, "Not Supported");
    row("no session", Kind::IscsiTarget, Outcome::NothingToDo, any, 0x8004270A,
        "VDS_E_ISCSI_SESSION_NOT_FOUND");
    row("logout failed", Kind::IscsiSession, Outcome::Failed, any, 0x80042709, "VDS_E_ISCSI_LOGOUT_FAILED");
    row("too late", Kind::IscsiTarget, Outcome::TooLateToStop, any, 0x8004240C, "VDS_E_CANCEL_TOO_LATE");
    row("pcscd", Kind::Reader, Outcome::ServiceUnavailable, any, 0x8010001D, "SCARD_E_NO_SERVICE");
    row("not ejected", Kind::Card, Outcome::Failed, ErrorCode::StillThere, 0x8010000E,
        "SCARD_E_CANT_DISPOSE");
    row("card denied", Kind::CardAttachment, Outcome::Denied, any, 0x8010006A, "SCARD_W_SECURITY_VIOLATION");
}

void TestOperation::codes()
{
    QFETCH(Kind, kind);
    QFETCH(Outcome, outcome);
    QFETCH(ErrorCode, reason);
    const bool isIscsi = kind == Kind::IscsiTarget || kind == Kind::IscsiSession;
    const ContractCode code
        = contractCode(kind, isIscsi ? Verb::LogOut : Verb::Detach, outcome, errorOf(reason));
    QTEST(code.number, "number");
    QTEST(code.symbol, "symbol");
}

void TestOperation::numbersOfTheDocumentsAreKept()
{
    Error error = errorOf(ErrorCode::CommandFailed);
    error.domain = ErrorDomain::Vds;
    error.number = 0x80049999;
    ContractCode code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Failed, error);
    QCOMPARE(code, (ContractCode {ErrorDomain::Vds, 0x80049999, {}}));
    code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Done, error);
    QCOMPARE(code.number, 0U); // proved: what the backend said stays in the error
    error.number = 0x00042800;
    code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Done, error);
    QCOMPARE(code.symbol, QStringLiteral("VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED"));
    code = contractCode(Kind::VirtualDisk, Verb::Detach, Outcome::Denied,
                        errnoError(EPERM, QStringLiteral("/dev/loop0")));
    QCOMPARE(code.number, 1314U);
}

void TestOperation::methodsDoNotShareTheirNumbers()
{
    const auto number
        = [](Verb verb, Outcome outcome) { return contractCode(Kind::MappedLun, verb, outcome, {}).number; };
    QCOMPARE(number(Verb::Hide, Outcome::NotAssociated), 4100U); // 4096 would say "job started"
    QCOMPARE(number(Verb::Hide, Outcome::Busy), 2U);
    QCOMPARE(number(Verb::Attach, Outcome::Busy), 4100U);
    QCOMPARE(number(Verb::Disconnect, Outcome::Busy), 4097U);
}

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
