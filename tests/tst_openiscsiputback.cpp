// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/iscsistepworld.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace mooring;
using testsupport::StepWorld;

namespace {
const QList<QByteArray> logInAgain {"iscsiadm",           "-m", "node",          "-T",
                                    "iqn.2026-11.lab:t1", "-p", "10.0.0.1:3260", "-l"};
QString text(const char* latin1) { return QString::fromLatin1(latin1); }
} // namespace

class TstOpenIscsiPutBack : public QObject
{
    Q_OBJECT
private slots:
    void logsInAgain();
    void takesALoginOfSomebodyElse();
    void tellsWhyItCannotLogInAgain();
    void waitsForTheDisks();
    void goesOnWithoutDisksThatDoNotCome();
    void refusesBrokenRecipes();
};

void TstOpenIscsiPutBack::logsInAgain()
{
    StepWorld world;
    world.made.remove(1);
    world.made.session(5, "iqn.2026-11.lab:t2"); // of another target
    world.comesBackAs(7, "sdc", 32);
    const StepResult result = world.run(world.logIn);
    QVERIFY(!result.error);
    QCOMPARE(world.iscsiadm->calls, QList<QList<QByteArray>> {logInAgain});
    QCOMPARE(result.created, (QList<ResourceId> {{text("iscsi-session:kernel/7")}, {text("disk:/dev/sdc")}}));
    QCOMPARE(result.cameAs, (QJsonObject {{text("/dev/sdb"), text("/dev/sdc")}})); // for what was on it
}

void TstOpenIscsiPutBack::takesALoginOfSomebodyElse()
{
    StepWorld world;
    const StepResult result = world.exits(world.logIn, 15, "session exists"); // ISCSI_ERR_SESS_EXISTS
    QVERIFY(!result.error);
    QCOMPARE(result.created, (QList<ResourceId> {{text("iscsi-session:kernel/1")}, {text("disk:/dev/sdb")}}));
    world.comesBackAs(9, "sdd", 48); // and when there is a new one beside it, that is meant
    QCOMPARE(world.exits(world.logIn, 0).created.value(0).text, text("iscsi-session:kernel/9"));
}

void TstOpenIscsiPutBack::tellsWhyItCannotLogInAgain()
{
    StepWorld world;
    world.made.remove(1);
    const QMap<int, ErrorCode> codes {{8, ErrorCode::DeadlinePassed},
                                      {19, ErrorCode::CommandFailed},
                                      {20, ErrorCode::ServiceNotRunning},
                                      {21, ErrorCode::CannotPutBack},
                                      {24, ErrorCode::PermissionDenied}};
    for (auto each = codes.begin(); each != codes.end(); ++each) {
        const StepResult result = world.exits(world.logIn, each.key());
        QCOMPARE(result.error->code, each.value());
        QCOMPARE(result.error->number, quint32(each.key()));
        QVERIFY(result.created.isEmpty());
    }
}

// They appear while the kernel scans, after iscsiadm has answered.
void TstOpenIscsiPutBack::waitsForTheDisks()
{
    StepWorld world;
    world.made.remove(1);
    world.options.diskPatience = 60000;
    std::atomic<bool> goesOn = false;
    std::thread kernel;
    world.iscsiadm->during = [&](const std::stop_token&, const Child::Options&) {
        world.made.session(7);
        world.made.connection(7);
        kernel = std::thread([&world, &goesOn] {
            while (!goesOn)
                std::this_thread::yield();
            world.made.disk(7, 2, "sdc", 32);
        });
    };
    StepResult result;
    std::thread step([&] { result = world.run(world.logIn); });
    QTest::qWait(60); // some looks at a session without its disk
    goesOn = true;
    step.join();
    kernel.join();
    QCOMPARE(result.created, (QList<ResourceId> {{text("iscsi-session:kernel/7")}, {text("disk:/dev/sdc")}}));
}

void TstOpenIscsiPutBack::goesOnWithoutDisksThatDoNotCome()
{
    StepWorld world;
    world.made.remove(1);
    world.iscsiadm->during = [&world](const std::stop_token&, const Child::Options&) {
        world.made.session(7);
        world.made.connection(7);
    };
    const StepResult result = world.run(world.logIn);
    QVERIFY(!result.error);
    QCOMPARE(result.created, QList<ResourceId> {{text("iscsi-session:kernel/7")}});
}

void TstOpenIscsiPutBack::refusesBrokenRecipes()
{
    StepWorld world;
    for (const char* lost : {"target", "address"}) {
        Step step = world.logIn;
        step.arguments.remove(QLatin1String(lost));
        QCOMPARE(world.run(step).error->code, ErrorCode::InvalidArgument);
    }
    QVERIFY(world.iscsiadm->calls.isEmpty());
}

QTEST_GUILESS_MAIN(TstOpenIscsiPutBack)
#include "tst_openiscsiputback.moc"
