// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/iscsistepworld.h"

#include <QTest>

using namespace mooring;
using testsupport::StepWorld;

namespace {

const QList<QByteArray> logOutOfOne {"iscsiadm", "-m", "session", "-r", "1", "-u"};
QString text(const char* latin1) { return QString::fromLatin1(latin1); }

} // namespace

class TstOpenIscsiSteps : public QObject
{
    Q_OBJECT
private slots:
    void logsOutOfOneSession();
    void mapsExitCodes_data();
    void mapsExitCodes();
    void keepsOtherCodesApart();
    void needsRoot();
    void namesThePackageThatIsMissing();
    void leavesAnotherSessionOfThatNumberAlone();
    void hasNothingToDoForASessionThatIsGone();
    void seesThatItWentMeanwhile();
    void refusesWhatItDoesNotOffer();
    void saysThatItCannotBeCalledBack();
    void stops();
    void tellsThatIscsiadmHangs();
};

void TstOpenIscsiSteps::logsOutOfOneSession()
{
    StepWorld world;
    const StepResult result = world.run(world.logOut);
    QVERIFY(!result.error);
    QCOMPARE(world.iscsiadm->calls, QList<QList<QByteArray>> {logOutOfOne});
}

void TstOpenIscsiSteps::mapsExitCodes_data()
{
    QTest::addColumn<int>("exit");
    QTest::addColumn<ErrorCode>("code");
    const QMap<int, ErrorCode> special {
        {2, ErrorCode::AlreadyGone},        {7, ErrorCode::InvalidArgument},
        {8, ErrorCode::DeadlinePassed},     {11, ErrorCode::DeadlinePassed},
        {13, ErrorCode::PermissionDenied},  {18, ErrorCode::ServiceNotRunning},
        {20, ErrorCode::ServiceNotRunning}, {21, ErrorCode::AlreadyGone},
        {24, ErrorCode::PermissionDenied},  {28, ErrorCode::SomethingStandsOnIt},
        {32, ErrorCode::AlreadyGone},       {33, ErrorCode::DeadlinePassed}};
    for (int exit = 1; exit <= 33; ++exit)
        QTest::addRow("%d", exit) << exit << special.value(exit, ErrorCode::CommandFailed);
}

void TstOpenIscsiSteps::mapsExitCodes()
{
    QFETCH(int, exit);
    QFETCH(ErrorCode, code);
    StepWorld world;
    const StepResult result = world.exits(world.logOut, exit, "iscsiadm: no luck\n");
    const Error expected {code,          world.logOut.name,         ErrorDomain::Openiscsi,
                          quint32(exit), text("iscsiadm: no luck"), {}};
    QVERIFY(result.error.has_value());
    QCOMPARE(*result.error, expected);
}

void TstOpenIscsiSteps::keepsOtherCodesApart()
{
    StepWorld world;
    const StepResult odd = world.exits(world.logOut, 255);
    QCOMPARE(odd.error->code, ErrorCode::CommandFailed);
    QCOMPARE(odd.error->domain, ErrorDomain::Exit);
    QCOMPARE(odd.error->number, 255U);
    world.iscsiadm->answer.signal = 11;
    const StepResult killed = world.run(world.logOut);
    QCOMPARE(killed.error->code, ErrorCode::CommandFailed);
    QCOMPARE(killed.error->domain, ErrorDomain::Exit);
    QCOMPARE(killed.error->number, 139U);
}

void TstOpenIscsiSteps::needsRoot()
{
    StepWorld world;
    world.options.user = 1000;
    for (const Step& step : {world.logOut, world.logIn}) {
        const StepResult result = world.run(step);
        QCOMPARE(result.error->code, ErrorCode::PermissionDenied);
        QCOMPARE(result.error->domain, ErrorDomain::None);
    }
    QVERIFY(world.iscsiadm->calls.isEmpty());
}

void TstOpenIscsiSteps::namesThePackageThatIsMissing()
{
    StepWorld world;
    world.iscsiadm->isMissing = true;
    const Error expected {ErrorCode::CommandMissing, text("iscsiadm"), {}, 0, text("open-iscsi"), {}};
    for (const Step& step : {world.logOut, world.logIn})
        QCOMPARE(*world.run(step).error, expected);
}

void TstOpenIscsiSteps::leavesAnotherSessionOfThatNumberAlone()
{
    StepWorld world;
    world.logOut.incarnation = text("1@1");
    QCOMPARE(world.run(world.logOut).error->code, ErrorCode::IdentityChanged);
    QVERIFY(world.iscsiadm->calls.isEmpty());
}

void TstOpenIscsiSteps::hasNothingToDoForASessionThatIsGone()
{
    StepWorld world;
    world.made.remove(1);
    QCOMPARE(world.run(world.logOut).error->code, ErrorCode::AlreadyGone);
    QVERIFY(world.iscsiadm->calls.isEmpty());
}

// As iscsiadm 2.1.8 ends when it does not find the session in sysfs.
void TstOpenIscsiSteps::seesThatItWentMeanwhile()
{
    StepWorld world;
    world.iscsiadm->during
        = [&world](const std::stop_token&, const Child::Options&) { world.made.remove(1); };
    const StepResult result = world.exits(world.logOut, 22);
    QCOMPARE(result.error->code, ErrorCode::AlreadyGone);
    QCOMPARE(result.error->number, 22U);
}

void TstOpenIscsiSteps::refusesWhatItDoesNotOffer()
{
    StepWorld world;
    for (const char* id : {"iscsi-session:kernel/1/2", "iscsi-session:kernel/x", "iscsi-session:4711/0002",
                           "iscsi-session:", "iscsi-lun:kernel/1"}) {
        Step step = world.logOut;
        step.resource = {text(id)};
        QCOMPARE(world.run(step).error->code, ErrorCode::InvalidArgument);
    }
    world.logOut.verb = Verb::Detach;
    QCOMPARE(world.run(world.logOut).error->code, ErrorCode::VerbNotOffered);
    QVERIFY(world.iscsiadm->calls.isEmpty());
}

void TstOpenIscsiSteps::saysThatItCannotBeCalledBack()
{
    StepWorld world;
    world.iscsiadm->during = [&world](const std::stop_token&, const Child::Options& options) {
        QCOMPARE(world.told.size(), 1); // before it was started
        options.waiting(4711, 250);
    };
    world.run(world.logOut);
    QCOMPARE(world.told.size(), 2);
    QVERIFY(world.told[0].sent && world.told[1].sent);
    QCOMPARE(world.told[1].waitingPid, 4711);
}

void TstOpenIscsiSteps::stops()
{
    StepWorld world;
    std::stop_source source;
    world.iscsiadm->answer.signal = 15;
    world.iscsiadm->during = [&source](const std::stop_token& stop, const Child::Options&) {
        source.request_stop();
        QVERIFY(stop.stop_requested());
    };
    QCOMPARE(world.run(world.logOut, source.get_token()).error->code, ErrorCode::StoppedByUser);
    QCOMPARE(world.iscsiadm->calls.size(), 1);
    QCOMPARE(world.run(world.logOut, source.get_token()).error->code, ErrorCode::StoppedByUser);
    QCOMPARE(world.iscsiadm->calls.size(), 1); // it was not even started
}

void TstOpenIscsiSteps::tellsThatIscsiadmHangs()
{
    StepWorld world;
    world.iscsiadm->answer.abandoned = true;
    QCOMPARE(world.run(world.logOut).error->code, ErrorCode::DeadlinePassed);
}

QTEST_GUILESS_MAIN(TstOpenIscsiSteps)
#include "tst_openiscsisteps.moc"
