// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"

using namespace mooring;
using namespace mooring::lab;

// Cards that somebody else holds: who that is, and what waits for it.
class TestCardHolders : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void namesLikelyHoldersOfACardInUseOnly();
    void namesWhoHoldsItExclusively();
    void endsAHolderThatThePlanNames();
    void leavingWaitsForNobody();
    void resettingWaitsAndTellsForWhom();
    void waitThatWasStoppedLeavesNothingBehind();
    void waitThatIsTooLongTimesOut();
    void transactionWaitsForItsTurn();
    void reconnectingWaitsForItsTurn();
    void otherReadersGoOnMeanwhile();
    void cardThatIsRemovedWhileSomebodyWaits();
    void holderThatDiesLetsGo();
    void oursAreNoStrangers();

private:
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
};

namespace {

QString nameOf(const CardClient& client) { return QStringLiteral("lab-card (%1)").arg(client.pid()); }

QString waitsFor(const Operation* operation) { return step(operation).progress.waitingFor; }

// Another program that has a transaction on the card of slot 0.
struct Holder
{
    Holder()
    {
        isHolding = other.say("connect shared " + CardLab::reader(0)) == good && other.say("begin") == good;
    }
    bool letGo() { return other.say("end leave") == good && other.say("disconnect leave") == good; }
    CardClient other;
    bool isHolding = false;
};

} // namespace

void TestCardHolders::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
}

void TestCardHolders::init()
{
    if (!m_lab->hasCard(0))
        m_lab->insert(0);
    QTRY_VERIFY(m_lab->entry(0).contains("|20|")); // nobody of an earlier test uses it any more
}

void TestCardHolders::namesLikelyHoldersOfACardInUseOnly()
{
    CardStage stage(*m_lab);
    CardClient other, idle;
    QCOMPARE(idle.say("list").count('|'), 2 * CardLab::slotCount);
    QVERIFY(stage.users().isEmpty()); // they are connected to pcscd, and hold nothing
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    const QList<Resource> users = stage.users();
    QStringList pids;
    for (const Resource& user : users) {
        QCOMPARE(user.kind, Kind::Process);
        QCOMPARE(user.facts.value(Fact::How).toString(), token(How::ServiceClient));
        QCOMPARE(user.facts.value(Fact::Evidence).toString(), QString::fromUtf8(m_lab->socket()));
        QCOMPARE(user.needs.size(), 1);
        QCOMPARE(user.needs.first().on.first().text, "card:" + CardLab::reader(0));
        pids.append(user.facts.value(Fact::Pid).toString());
    }
    QVERIFY(pids.contains(QString::number(other.pid())));
    QVERIFY(!pids.contains(QString::number(m_lab->pid()))); // pcscd itself
    QVERIFY(!pids.contains(QString::number(getpid())));
    QVERIFY(stage.inventory({}).users.isEmpty()); // they cost something, and were not asked for
    QCOMPARE(other.say("disconnect leave"), good);
    QVERIFY(stage.users().isEmpty());
}

void TestCardHolders::namesWhoHoldsItExclusively()
{
    CardStage stage(*m_lab);
    CardClient other;
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), good);
    QCOMPARE(stage.stateOf(cardId(0)), State::Exclusive);
    const Operation* refused = CardStage::ended(stage.attach(0));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::Busy);
    QCOMPARE(reason(refused), ErrorCode::CardHeld);
    QCOMPARE(step(refused).error->number, 0x8010000BU);
    QVERIFY(step(refused).error->text.contains(nameOf(other)));
    QVERIFY(stage.fake.look({{}, {}, true}));
    const Plan plan = stage.fake.plan(Verb::Release, {readerId(0)});
    QVERIFY(plan.isBlocked());
    QCOMPARE(plan.blockers.first().facts.value(Fact::How).toString(), token(How::ServiceClient));
    QCOMPARE(other.say("disconnect leave"), good);
    VERIFY_OUTCOME(stage.attach(0), Done);
    QVERIFY(stage.release(0));
}

void TestCardHolders::endsAHolderThatThePlanNames()
{
    CardStage stage(*m_lab);
    CardClient other;
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), good);
    QVERIFY(stage.fake.look({{}, {}, true}));
    PlanOptions options;
    for (const Resource& user : stage.users()) // the lab's own watcher stays
        if (user.facts.value(Fact::Pid).toLongLong() == other.pid())
            options.answers.insert(user.id, ProcessAnswer::End);
        else
            options.leaveOut.append(user.id);
    QCOMPARE(options.answers.size(), 1);
    const Plan plan = stage.fake.plan(Verb::End, {options.answers.firstKey()}, options);
    VERIFY_OUTCOME(stage.fake.start(plan), Done);
    QTRY_COMPARE(stage.stateOf(cardId(0)), State::Present);
}

void TestCardHolders::leavingWaitsForNobody()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    Holder holder;
    QVERIFY(holder.isHolding);
    const Operation* released = stage.release(0);
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    QCOMPARE(waitsFor(released), QString());
    QCOMPARE(holder.other.say("status"), good);
    QVERIFY(holder.letGo());
}

void TestCardHolders::resettingWaitsAndTellsForWhom()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* release = stage.beginRelease(attachmentId(0), "reset");
    QTRY_VERIFY(waitsFor(release).contains(nameOf(holder.other)));
    release->stop();
    VERIFY_OUTCOME(release, Stopped);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Attached); // nothing was sent
    release = stage.beginRelease(attachmentId(0), "reset");
    QTRY_VERIFY(waitsFor(release).contains(nameOf(holder.other)));
    QCOMPARE(holder.other.say("status"), good); // not in the midst of its work
    QCOMPARE(holder.other.say("end leave"), good);
    VERIFY_OUTCOME(release, Done);
    QCOMPARE(holder.other.say("status"), wasReset);
}

void TestCardHolders::waitThatWasStoppedLeavesNothingBehind()
{
    CardStage stage(*m_lab);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* attach = stage.attach(0);
    QTRY_VERIFY(waitsFor(attach).contains(nameOf(holder.other)));
    attach->stop();
    VERIFY_OUTCOME(attach, Stopped);
    QVERIFY(!stage.find(attachmentId(0)));
    const Operation* again = CardStage::ended(stage.attach(0)); // pcscd still has the first attempt
    QVERIFY(again);
    QCOMPARE(reason(again), ErrorCode::CardHeld);
    QVERIFY(step(again).error->text.contains(nameOf(holder.other)));
    QVERIFY(holder.letGo());
    bool isAttached = false;
    QTRY_VERIFY(isAttached
                || (isAttached = CardStage::ended(stage.attach(0))->record().outcome == Outcome::Done));
    // its late handle is gone: there is nobody but us
    VERIFY_OUTCOME(stage.begin(Verb::Reconnect, 0, {{QStringLiteral("share"), QStringLiteral("exclusive")}}),
                   Done);
    QVERIFY(stage.release(0));
}

void TestCardHolders::waitThatIsTooLongTimesOut()
{
    CardStage stage(*m_lab);
    Holder holder;
    QVERIFY(holder.isHolding);
    const Operation* attach = CardStage::ended(stage.attach(0, "shared", 500));
    QVERIFY(attach);
    QCOMPARE(attach->record().outcome, Outcome::TimedOut);
    QVERIFY(holder.letGo());
    QTRY_COMPARE(stage.stateOf(cardId(0)), State::Present);
}

void TestCardHolders::transactionWaitsForItsTurn()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* begin = stage.begin(Verb::BeginTransaction, 0);
    QTRY_VERIFY(waitsFor(begin).contains(nameOf(holder.other)));
    begin->stop();
    VERIFY_OUTCOME(begin, Stopped);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Attached);
    begin = stage.begin(Verb::BeginTransaction, 0);
    QTRY_VERIFY(waitsFor(begin).contains(nameOf(holder.other)));
    QCOMPARE(holder.other.say("end leave"), good);
    VERIFY_OUTCOME(begin, Done);
    QVERIFY(stage.release(0));
}

void TestCardHolders::reconnectingWaitsForItsTurn()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* reconnect = stage.begin(Verb::Reconnect, 0);
    QTRY_VERIFY(waitsFor(reconnect).contains(nameOf(holder.other)));
    QVERIFY(holder.letGo());
    VERIFY_OUTCOME(reconnect, Done);
    QVERIFY(stage.release(0));
}

void TestCardHolders::otherReadersGoOnMeanwhile()
{
    CardStage stage(*m_lab);
    m_lab->insert(2);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* attach = stage.attach(0);
    QTRY_VERIFY(waitsFor(attach).contains(nameOf(holder.other)));
    VERIFY_OUTCOME(stage.attach(2), Done);
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 2), Done);
    QCOMPARE(stage.stateOf(attachmentId(2)), State::InUse);
    const Operation* released = stage.release(2, "reset");
    QVERIFY(released);
    QCOMPARE(released->record().outcome, Outcome::Done);
    QVERIFY(!attach->record().outcome);
    QVERIFY(holder.letGo());
    VERIFY_OUTCOME(attach, Done);
    QVERIFY(stage.release(0));
}

void TestCardHolders::cardThatIsRemovedWhileSomebodyWaits()
{
    CardStage stage(*m_lab);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* attach = stage.attach(0);
    QTRY_VERIFY(waitsFor(attach).contains(nameOf(holder.other)));
    m_lab->remove(0);
    QCOMPARE(holder.other.say("status"), wasRemoved);
    QCOMPARE(holder.other.say("disconnect leave"), good);
    const Operation* ended = CardStage::ended(attach);
    QVERIFY(ended);
    QCOMPARE(ended->record().outcome, Outcome::NotFound);
    QCOMPARE(reason(ended), ErrorCode::CardMissing);
    QVERIFY(!stage.find(attachmentId(0)));
}

void TestCardHolders::holderThatDiesLetsGo()
{
    CardStage stage(*m_lab);
    Holder holder;
    QVERIFY(holder.isHolding);
    Operation* attach = stage.attach(0);
    QTRY_VERIFY(waitsFor(attach).contains(nameOf(holder.other)));
    holder.other.die();
    VERIFY_OUTCOME(attach, Done);
    QVERIFY(stage.release(0));
}

// Two of ours in one program, one service for all: what it holds is told as an attachment.
void TestCardHolders::oursAreNoStrangers()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    QCOMPARE(stage.stateOf(cardId(0)), State::Shared);
    QVERIFY(stage.users().isEmpty());
    VERIFY_OUTCOME(stage.beginRelease(readerId(0)), Done);
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    VERIFY_OUTCOME(stage.attach(0), Done);
    QVERIFY(!stage.users().isEmpty()); // somebody was there before us
    for (const ResourceId& id : {readerId(0), cardId(0), attachmentId(0)}) // ours goes and evicts nobody
        QVERIFY(!stage.fake.plan(Verb::Release, {id}).isBlocked());
    QVERIFY(stage.release(0));
}

QTEST_GUILESS_MAIN(TestCardHolders)
#include "tst_cardholders_lab.moc"
