// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"

using namespace mooring;
using namespace mooring::lab;

// What a release does to the card, what other programs do to ours, and how it comes back.
class TestCardDispositions : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void doesToOthersWhatWasChosen_data();
    void doesToOthersWhatWasChosen();
    void tellsThatAnotherProgramResetIt();
    void cardThatStaysIsNotEjected();
    void ejectsWhereTheReaderCan();
    void removedCardIsReleasedAllTheSame();
    void reconnectingKeepsTheAttachment();

private:
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
};

void TestCardDispositions::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
    m_lab->insert(0);
}

// No command goes to a card, whatever is done.
void TestCardDispositions::cleanup()
{
    if (m_lab)
        QCOMPARE(m_lab->commands(), 0);
}

void TestCardDispositions::doesToOthersWhatWasChosen_data()
{
    QTest::addColumn<QByteArray>("disposition");
    QTest::addColumn<Consequence>("consequence");
    QTest::addColumn<QByteArray>("others");
    QTest::newRow("as it is by default") << QByteArray() << Consequence::CardLeftAsItIs << good;
    QTest::newRow("leave") << QByteArray("leave") << Consequence::CardLeftAsItIs << good;
    QTest::newRow("reset") << QByteArray("reset") << Consequence::CardReset << wasReset;
    QTest::newRow("power down") << QByteArray("power-down") << Consequence::CardPoweredDown << wasReset;
}

void TestCardDispositions::doesToOthersWhatWasChosen()
{
    QFETCH(const QByteArray, disposition);
    QFETCH(const Consequence, consequence);
    QFETCH(const QByteArray, others);
    CardStage stage(*m_lab);
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    VERIFY_OUTCOME(stage.attach(0), Done);
    const Operation* released = stage.release(0, disposition.isEmpty() ? nullptr : disposition.constData());
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    QCOMPARE(released->record().plan.steps.first().consequence, consequence);
    QVERIFY(!stage.find(attachmentId(0)));
    QCOMPARE(other.say("status"), others);
    QCOMPARE(other.say("reconnect reset"), good); // with leave, a card without power would stay so
    QCOMPARE(other.say("status"), good);
    QCOMPARE(other.say("disconnect leave"), good);
}

void TestCardDispositions::tellsThatAnotherProgramResetIt()
{
    CardStage stage(*m_lab);
    CardClient other;
    VERIFY_OUTCOME(stage.attach(0), Done);
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    QCOMPARE(other.say("disconnect reset"), good);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Failed);
    QCOMPARE(stage.whyLost(0), token(ErrorCode::CardWasReset));
    QVERIFY(stage.find(attachmentId(0))->verbs.contains(Verb::Reconnect));
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 0), Failed);
    // the card is reset once more although it was by somebody else before
    const Operation* released = stage.release(0, "reset");
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
}

void TestCardDispositions::cardThatStaysIsNotEjected()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0), Done);
    const Operation* released = stage.release(0, "eject");
    QVERIFY(released);
    QCOMPARE(released->record().outcome, Outcome::Failed);
    QCOMPARE(reason(released), ErrorCode::CardNotEjected);
    QCOMPARE(released->record().goals.first().code.number, 0x8010000EU);
    QVERIFY(!stage.find(attachmentId(0))); // it is let go of all the same
    QVERIFY(stage.find(cardId(0)));
}

void TestCardDispositions::ejectsWhereTheReaderCan()
{
    CardStage stage(*m_lab);
    m_lab->insert(6);
    m_lab->setEjects(6, true);
    VERIFY_OUTCOME(stage.attach(6), Done);
    const Operation* released = stage.release(6, "eject");
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    QVERIFY(!released->record().plan.steps.first().reversible);
    QVERIFY(!stage.find(cardId(6)));
    m_lab->remove(6);
    m_lab->insert(6);
    VERIFY_OUTCOME(stage.attach(6), Done);
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 6), Done);
    VERIFY_OUTCOME(stage.fake.start(CardStage::planFor(
                       Verb::EndTransaction, 6, {{QStringLiteral("disposition"), QStringLiteral("eject")}},
                       Proof::AsTold)),
                   Done);
    QVERIFY(!stage.find(cardId(6)));
    QVERIFY(stage.release(6));
    m_lab->remove(6);
}

void TestCardDispositions::removedCardIsReleasedAllTheSame()
{
    for (const char* disposition : {"leave", "reset", "power-down"}) {
        CardStage stage(*m_lab);
        VERIFY_OUTCOME(stage.attach(0), Done);
        m_lab->remove(0);
        QCOMPARE(stage.stateOf(attachmentId(0)), State::Failed);
        QCOMPARE(stage.whyLost(0), token(ErrorCode::CardRemoved));
        m_lab->insert(0); // it stays lost
        QCOMPARE(stage.whyLost(0), token(ErrorCode::CardRemoved));
        const Operation* released = stage.release(0, disposition);
        QVERIFY(released);
        QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    }
}

void TestCardDispositions::reconnectingKeepsTheAttachment()
{
    CardStage stage(*m_lab);
    CardClient other;
    VERIFY_OUTCOME(stage.attach(0), Done);
    const QString first = stage.find(attachmentId(0))->incarnation;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    QCOMPARE(other.say("disconnect reset"), good);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Failed);
    VERIFY_OUTCOME(stage.begin(Verb::Reconnect, 0), Done);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Attached);
    QCOMPARE(stage.find(attachmentId(0))->incarnation, first);
    m_lab->remove(0);
    const Operation* refused = CardStage::ended(stage.begin(Verb::Reconnect, 0));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::NotFound);
    m_lab->insert(0);
    VERIFY_OUTCOME(stage.begin(Verb::Reconnect, 0), Done); // also to another card
    QVERIFY(stage.release(0));
}

QTEST_GUILESS_MAIN(TestCardDispositions)
#include "tst_carddispositions_lab.moc"
