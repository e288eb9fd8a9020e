// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/recipes.h"
#include "testsupport/fakehost.h"
#include "testsupport/iscsiworld.h"

#include <QTest>

#include <mutex>

using namespace mooring;
using testsupport::IscsiWorld;

namespace {

QString text(const char* latin1) { return QString::fromLatin1(latin1); }
const ResourceId whole {QStringLiteral("iscsi-target:iqn.2026-11.lab:t1")};

// What iscsiadm and iscsid do together, with some sessions that they cannot log out of.
class WorkingIscsiadm final : public Child
{
public:
    explicit WorkingIscsiadm(const IscsiWorld& world)
        : m_world(world)
    {
    }
    using Child::run;
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options&) override
    {
        const std::scoped_lock lock(m_mutex);
        ChildResult result;
        if (argv.last() == "-l") {
            ++m_last;
            m_world.made.session(m_last);
            m_world.made.connection(m_last);
            m_world.made.disk(m_last, 0, "sd" + QByteArray::number(m_last), static_cast<int>(m_last));
            return result;
        }
        const unsigned sid = argv.value(4).toUInt();
        result.exitCode = refused.value(sid, 0);
        if (result.exitCode == 0 && !lies)
            m_world.made.remove(sid);
        else
            result.err = "iscsiadm: initiator reported error\n";
        return result;
    }
    QMap<unsigned, int> refused; // with this exit code
    bool lies = false; // says that it did what it did not

private:
    const IscsiWorld& m_world;
    std::mutex m_mutex;
    unsigned m_last = 20;
};

// Three sessions to one target, each with a disk, and one to another.
struct Scene : IscsiWorld
{
    Scene()
    {
        for (const unsigned sid : {1U, 2U, 3U}) {
            made.session(sid);
            made.connection(sid);
            made.disk(sid, 0, "sd" + QByteArray::number(sid), static_cast<int>(sid));
        }
        made.session(4, "iqn.2026-11.lab:t2");
        made.record("iqn.2026-11.lab:t1", "10.0.0.1,3260,1", "manual");
        iscsiadm = std::make_shared<WorkingIscsiadm>(*this);
        options.child = iscsiadm;
        fake.host.add(std::make_unique<OpenIscsiProvider>(options));
    }
    const Operation* logOut()
    {
        if (!fake.look())
            return nullptr;
        const Operation* operation = fake.start(fake.plan(Verb::LogOut, {whole}));
        return FakeHost::waitFor(operation) ? operation : nullptr;
    }
    QStringList sessions() const { return ids(look().resources, Kind::IscsiSession); }
    std::shared_ptr<WorkingIscsiadm> iscsiadm;
    FakeHost fake;
};

} // namespace

// From the plan to the proof, with the runner, the provider and a kernel made of files.
class TstOpenIscsiLogOut : public QObject
{
    Q_OBJECT
private slots:
    void closesEverySessionOfTheTarget();
    void tellsHowManyOfThemItClosed();
    void saysThatNoneWasClosed();
    void believesTheKernelAlone();
    void putsBackWhatItClosed();
};

void TstOpenIscsiLogOut::closesEverySessionOfTheTarget()
{
    Scene scene;
    const Operation* operation = scene.logOut();
    QVERIFY(operation);
    QCOMPARE(account(operation), text("done: 1 done, 2 done, 3 done"));
    QCOMPARE(scene.sessions(), QStringList {text("iscsi-session:kernel/4")});
    const QList<GoalRecord> goals = operation->record().goals;
    QCOMPARE(goals.size(), 4); // the target and its sessions
    QCOMPARE(goals[0].outcome, Outcome::Done);
    QCOMPARE(goals[0].code.number, 0U);
}

void TstOpenIscsiLogOut::tellsHowManyOfThemItClosed()
{
    Scene scene;
    scene.iscsiadm->refused = {{2, 10}}; // ISCSI_ERR_LOGOUT
    const Operation* operation = scene.logOut();
    QVERIFY(operation);
    QCOMPARE(account(operation), text("partial: 1 done, 2 failed, 3 done"));
    QCOMPARE(scene.sessions(),
             (QStringList {text("iscsi-session:kernel/2"), text("iscsi-session:kernel/4")}));
    const QList<GoalRecord> goals = operation->record().goals;
    QCOMPARE(goals[0].code.number, 0x80042710U); // VDS_E_ISCSI_LOGOUT_INCOMPLETE
    QCOMPARE(goals[2].resource.text, text("iscsi-session:kernel/2"));
    QCOMPARE(goals[2].error->domain, ErrorDomain::Openiscsi);
    QCOMPARE(goals[2].error->number, 10U);
    QCOMPARE(goals[2].error->text, text("iscsiadm: initiator reported error"));
}

void TstOpenIscsiLogOut::saysThatNoneWasClosed()
{
    Scene scene;
    scene.iscsiadm->refused = {{1, 10}, {2, 10}, {3, 10}};
    const Operation* operation = scene.logOut();
    QVERIFY(operation);
    QCOMPARE(account(operation), text("failed: 1 failed, 2 failed, 3 failed"));
    QCOMPARE(operation->record().goals[0].code.number, 0x80042709U); // VDS_E_ISCSI_LOGOUT_FAILED
    QCOMPARE(scene.sessions().size(), 4);
}

void TstOpenIscsiLogOut::believesTheKernelAlone()
{
    Scene scene;
    scene.iscsiadm->lies = true;
    const Operation* operation = scene.logOut();
    QVERIFY(operation);
    QCOMPARE(account(operation), text("failed: 1 failed, 2 failed, 3 failed"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::StillThere);
}

void TstOpenIscsiLogOut::putsBackWhatItClosed()
{
    Scene scene;
    const Operation* closed = scene.logOut();
    QVERIFY(closed);
    const QList<QJsonObject> recipes = recipesOf(closed->record(), scene.fake.host.topology());
    QCOMPARE(recipes.size(), 3);
    const Plan plan = makeRestorePlan(scene.fake.host.topology(), recipes.mid(0, 1));
    QCOMPARE(plan.steps[0].consequence, Consequence::SessionOpens);
    const Operation* operation = scene.fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), text("done: 1 done"));
    QCOMPARE(operation->record().goals[0].resource.text, text("iscsi-session:kernel/21"));
    QCOMPARE(operation->record().steps[0].created.value(1).text, text("disk:/dev/sd21"));
    QCOMPARE(scene.sessions(),
             (QStringList {text("iscsi-session:kernel/21"), text("iscsi-session:kernel/4")}));
}

QTEST_GUILESS_MAIN(TstOpenIscsiLogOut)
#include "tst_openiscsilogout.moc"
