// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"
#include "privatebus.h"
#include "services/service/serviceprovider.h"

#include <QDBusConnectionInterface>

#include <csignal>

using namespace mooring;
using namespace mooring::lab;

// What is attached is held by the user's service: all programs share it, and it outlives them.
class TestCardSharing : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void looksWithoutTheService();
    void programsShareWhatOneAttached();
    void attachmentOutlivesItsProgram();
    void endOfTheServiceLeavesCardsAsTheyAre_data();
    void endOfTheServiceLeavesCardsAsTheyAre();
    void serviceLeavesWhenItHoldsNothing();
    void commandsSeeReadersAndCards();

private:
    std::unique_ptr<CardStage> program() const;
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
    std::unique_ptr<PrivateBus> m_bus;
    RunningPtr m_service;
};

void TestCardSharing::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
    m_lab->insert(0);
}

void TestCardSharing::init()
{
    m_bus = std::make_unique<PrivateBus>();
    QVERIFY(m_bus->start());
    m_service = std::make_unique<Running>(Argv {Lab::program("mooringd"), "--user", "--idle", "1"},
                                          Argv {"DBUS_SESSION_BUS_ADDRESS=" + m_bus->address().toUtf8()});
    BusConnection client(*m_bus, "init");
    QTRY_VERIFY(client->interface()->isServiceRegistered(QStringLiteral("org.mooring.Mooring1")));
    QTRY_VERIFY(m_lab->entry(0).contains("|20|"));
}

void TestCardSharing::cleanup()
{
    m_service.reset();
    m_bus.reset();
}

std::unique_ptr<CardStage> TestCardSharing::program() const
{
    PcscProvider::Options options;
    options.root = m_lab->root();
    return std::make_unique<CardStage>(std::make_unique<ServiceProvider>(
        ServiceLink::make({m_bus->address(), {}, 4000}), std::make_shared<PcscProvider>(options)));
}

void TestCardSharing::looksWithoutTheService()
{
    m_service->signal(SIGTERM);
    QVERIFY(m_service->waitEnd());
    const auto stage = program();
    QCOMPARE(stage->stateOf(cardId(0)), State::Present);
    QCOMPARE(stage->stateOf(readerId(1)), State::Absent);
    QVERIFY(!stage->find(attachmentId(0)));
    QCOMPARE(stage->fake.host.providers().first().availability, Availability::Ok);
}

void TestCardSharing::programsShareWhatOneAttached()
{
    const auto one = program(), other = program();
    VERIFY_OUTCOME(one->attach(0, "exclusive"), Done);
    QCOMPARE(other->stateOf(attachmentId(0)), State::Attached);
    QCOMPARE(other->stateOf(cardId(0)), State::Exclusive);
    QVERIFY(other->users().isEmpty()); // our own service is no stranger
    const Operation* again = CardStage::ended(other->attach(0));
    QVERIFY(again);
    QCOMPARE(reason(again), ErrorCode::WrongState);
    VERIFY_OUTCOME(other->begin(Verb::BeginTransaction, 0), Done);
    VERIFY_OUTCOME(one->beginRelease(readerId(0)), Done);
    QVERIFY(!other->find(attachmentId(0)));
    CardClient client;
    QCOMPARE(client.say("connect exclusive " + CardLab::reader(0)), good);
}

void TestCardSharing::attachmentOutlivesItsProgram()
{
    {
        const auto one = program();
        VERIFY_OUTCOME(one->attach(0), Done);
    }
    QTest::qWait(2500); // longer than it stays without anything to do
    QVERIFY(m_service->isRunning());
    const auto other = program();
    QCOMPARE(other->stateOf(attachmentId(0)), State::Attached);
    VERIFY_OUTCOME(other->beginRelease(attachmentId(0)), Done);
}

void TestCardSharing::endOfTheServiceLeavesCardsAsTheyAre_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("inTransaction");
    QTest::newRow("asked to end") << SIGTERM << false;
    QTest::newRow("asked to end in a transaction") << SIGTERM << true; // pcscd would reset the card
    QTest::newRow("killed") << SIGKILL << false;
}

void TestCardSharing::endOfTheServiceLeavesCardsAsTheyAre()
{
    QFETCH(int, signal);
    QFETCH(bool, inTransaction);
    const auto one = program();
    CardClient client;
    QCOMPARE(client.say("connect shared " + CardLab::reader(0)), good);
    VERIFY_OUTCOME(one->attach(0), Done);
    if (inTransaction)
        VERIFY_OUTCOME(one->begin(Verb::BeginTransaction, 0), Done);
    m_service->signal(signal);
    QVERIFY(m_service->waitEnd());
    QCOMPARE(client.say("status"), good);
    QTRY_VERIFY(!one->find(attachmentId(0)));
    QCOMPARE(one->stateOf(cardId(0)), State::Shared); // it is looked for here
    QCOMPARE(client.say("disconnect leave"), good);
    QTRY_COMPARE(one->stateOf(cardId(0)), State::Present);
}

void TestCardSharing::serviceLeavesWhenItHoldsNothing()
{
    {
        const auto one = program();
        VERIFY_OUTCOME(one->attach(0), Done);
        VERIFY_OUTCOME(one->beginRelease(attachmentId(0), "reset"), Done);
    }
    QCOMPARE(m_service->waitEnd(), 0);
}

void TestCardSharing::commandsSeeReadersAndCards()
{
    const Argv environment {"DBUS_SESSION_BUS_ADDRESS=" + m_bus->address().toUtf8(),
                            "XDG_STATE_HOME=" + m_folder->makeFolder("state")};
    RunOptions options;
    options.environment = environment;
    const QByteArray mooringctl = Lab::program("mooringctl");
    const Ran list = run({mooringctl, "--json", "list", "card"}, options);
    QCOMPARE(list.code, 0);
    const QJsonArray cards = list.json().value(QStringLiteral("resources")).toArray();
    QCOMPARE(cards.size(), 1);
    QCOMPARE(cards.first()[QStringLiteral("id")].toString(), cardId(0).text);
    QCOMPARE(cards.first()[QStringLiteral("state")].toString(), QStringLiteral("present"));
    const Ran show = run({mooringctl, "show", cardId(0).text.toUtf8()}, options);
    QCOMPARE(show.code, 0);
    QVERIFY(show.out.contains(CardLab::defaultAtr().toHex(' ').toUpper()));
    const Ran users = run({mooringctl, "users", readerId(0).text.toUtf8()}, options);
    QCOMPARE(users.code, 0);
}

QTEST_GUILESS_MAIN(TestCardSharing)
#include "tst_cardsharing_lab.moc"
