// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"
#include "services/pcsc/scard.h"

using namespace mooring;
using namespace mooring::lab;

// One card and one other program, with a real pcscd: what is shown, attached, held and let go of.
class TestCards : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void showsReadersAndCards();
    void cardsThatMakeNoSenseAreShown();
    void cardThatDoesNotAnswerIsMute();
    void releasedReaderCanBeOpenedExclusivelyAtOnce();
    void borrowedHandleIsReleasedAndNotClosed();
    void nothingToReleaseIsNothingToDo();
    void transactionHoldsOthers();
    void holdsExclusivelyAndDirectly();
    void refusesWhatIsNoWord();
    void putsBackWhatItReleased();
    void endOfTheProviderLeavesCardsAsTheyAre();

private:
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
};

void TestCards::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
    m_lab->insert(0);
}

// No command goes to a card, whatever is done.
void TestCards::cleanup()
{
    if (m_lab)
        QCOMPARE(m_lab->commands(), 0);
}

void TestCards::showsReadersAndCards()
{
    CardStage stage(*m_lab);
    m_lab->insert(3, QByteArray::fromHex("3B00"));
    QCOMPARE(stage.stateOf(readerId(0)), State::Idle);
    QCOMPARE(stage.stateOf(readerId(1)), State::Absent);
    const auto card = stage.find(cardId(0));
    QVERIFY(card);
    QCOMPARE(card->state, State::Present);
    QCOMPARE(card->facts.value(Fact::Atr).toString(),
             QString::fromLatin1(CardLab::defaultAtr().toHex(' ').toUpper()));
    QCOMPARE(card->facts.value(Fact::CardProtocols).toString(), QStringLiteral("T=0, T=1"));
    QCOMPARE(stage.find(cardId(3))->facts.value(Fact::CardProtocols).toString(), QStringLiteral("T=0"));
    QVERIFY(!stage.find(cardId(1)));
    const QString first = card->incarnation;
    m_lab->remove(0);
    QVERIFY(!stage.find(cardId(0)));
    m_lab->insert(0);
    QVERIFY(stage.find(cardId(0))->incarnation != first);
    m_lab->remove(3);
    QCOMPARE(stage.provider->info().availability, Availability::Ok);
}

// What they are told to be is all that is known of them; trying is up to pcscd.
void TestCards::cardsThatMakeNoSenseAreShown()
{
    CardStage stage(*m_lab);
    const QList<QByteArray> atrs {QByteArray::fromHex("FFFFFFFF"), QByteArray::fromHex("3B"),
                                  QByteArray::fromHex("3B") + QByteArray(32, char(0xFF)),
                                  QByteArray::fromHex("3B8F8001")};
    for (const QByteArray& atr : atrs) {
        m_lab->insert(2, atr);
        const auto card = stage.find(cardId(2));
        QVERIFY(card);
        QCOMPARE(card->facts.value(Fact::Atr).toString(), QString::fromLatin1(atr.toHex(' ').toUpper()));
        const Operation* attach = CardStage::ended(stage.attach(2));
        QVERIFY(attach);
        if (attach->record().outcome == Outcome::Done)
            QVERIFY(stage.release(2, "reset"));
        else
            QCOMPARE(step(attach).error->domain, ErrorDomain::Scard);
        QVERIFY(!stage.find(attachmentId(2)));
        m_lab->remove(2);
    }
}

void TestCards::cardThatDoesNotAnswerIsMute()
{
    CardStage stage(*m_lab);
    m_lab->setMute(2, true);
    m_lab->put(2, CardLab::defaultAtr());
    QTRY_COMPARE(stage.stateOf(cardId(2)), State::Mute);
    QCOMPARE(stage.stateOf(readerId(2)), State::Mute);
    QVERIFY(!stage.find(cardId(2))->facts.contains(Fact::Atr));
    const Operation* refused = CardStage::ended(stage.attach(2));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::Failed);
    QCOMPARE(reason(refused), ErrorCode::CardMute);
    VERIFY_OUTCOME(stage.attach(2, "direct"), Done); // the reader itself answers
    QVERIFY(stage.release(2));
    m_lab->remove(2);
    m_lab->setMute(2, false);
}

void TestCards::releasedReaderCanBeOpenedExclusivelyAtOnce()
{
    CardStage stage(*m_lab);
    CardClient other;
    const Operation* attached = CardStage::ended(stage.attach(0));
    QVERIFY(attached);
    QCOMPARE(account(attached), QStringLiteral("done: 1 done"));
    QCOMPARE(attached->record().goals.first().resource, attachmentId(0));
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Attached);
    QCOMPARE(stage.stateOf(cardId(0)), State::Shared);
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), sharingViolation);
    VERIFY_OUTCOME(stage.beginRelease(readerId(0)), Done);
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), good);
    QVERIFY(!stage.find(attachmentId(0)));
    QCOMPARE(other.say("disconnect leave"), good);
}

void TestCards::borrowedHandleIsReleasedAndNotClosed()
{
    CardStage stage(*m_lab);
    const auto context = pcsc::Context::establish();
    QVERIFY(context);
    const auto lent = pcsc::connectCard(*context, CardLab::reader(0), pcsc::Share::Shared);
    QVERIFY(lent);
    QVERIFY(!stage.provider->adopt(lent->handle + 1));
    const auto adopted = stage.provider->adopt(lent->handle);
    QVERIFY(adopted);
    QCOMPARE(*adopted, attachmentId(0));
    QVERIFY(!stage.provider->adopt(lent->handle)); // one a reader
    QVERIFY(stage.find(attachmentId(0))->release->choices.isEmpty());
    const Operation* released = stage.release(0);
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    QVERIFY(!stage.find(attachmentId(0)));
    QVERIFY(pcsc::statusOf(lent->handle));
    QCOMPARE(pcsc::disconnectCard(lent->handle, pcsc::Disposition::Leave), pcsc::success);
}

void TestCards::nothingToReleaseIsNothingToDo()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.beginRelease(readerId(0)), NothingToDo);
    VERIFY_OUTCOME(stage.beginRelease(cardId(0)), NothingToDo);
    // also where the plan is of a moment ago
    VERIFY_OUTCOME(stage.attach(0), Done);
    QVERIFY(stage.fake.look());
    const Plan plan = stage.fake.plan(Verb::Release, {attachmentId(0)});
    VERIFY_OUTCOME(stage.fake.start(plan), Done);
    Step again = plan.steps.first();
    std::optional<StepResult> answer;
    std::atomic<bool> isAnswered = false;
    stage.provider->run(again, {}, Reply<StepResult>([&](std::optional<StepResult> result) {
                            answer = std::move(result);
                            isAnswered = true;
                        }));
    QTRY_VERIFY(isAnswered);
    QVERIFY(answer && answer->error);
    QCOMPARE(answer->error->code, ErrorCode::CardNotAttached);
    QCOMPARE(outcomeOf(*answer->error), Outcome::NothingToDo);
}

void TestCards::transactionHoldsOthers()
{
    CardStage stage(*m_lab);
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    VERIFY_OUTCOME(stage.attach(0), Done);
    VERIFY_OUTCOME(stage.begin(Verb::EndTransaction, 0), InvalidRequest);
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 0), Done);
    QCOMPARE(stage.stateOf(attachmentId(0)), State::InUse);
    QVERIFY(stage.find(attachmentId(0))->facts.value(Fact::InTransaction).toBool());
    other.send("begin");
    QCOMPARE(other.read(300), QByteArray()); // it waits
    VERIFY_OUTCOME(stage.begin(Verb::EndTransaction, 0), Done);
    QCOMPARE(other.read(), good);
    QCOMPARE(other.say("end leave"), good);
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 0), Done);
    VERIFY_OUTCOME(
        stage.begin(Verb::EndTransaction, 0, {{QStringLiteral("disposition"), QStringLiteral("reset")}}),
        Done);
    QCOMPARE(other.say("status"), wasReset);
    QCOMPARE(other.say("reconnect leave"), good);
    VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 0), Done);
    QVERIFY(stage.release(0)); // ends with the attachment
    QCOMPARE(other.say("begin"), good);
    QCOMPARE(other.say("end leave"), good);
    QCOMPARE(other.say("disconnect leave"), good);
}

void TestCards::holdsExclusivelyAndDirectly()
{
    CardStage stage(*m_lab);
    CardClient other;
    VERIFY_OUTCOME(stage.attach(0, "exclusive"), Done);
    QCOMPARE(stage.stateOf(cardId(0)), State::Exclusive);
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), sharingViolation);
    VERIFY_OUTCOME(stage.begin(Verb::Reconnect, 0, {{QStringLiteral("share"), QStringLiteral("shared")}}),
                   Done);
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    const Operation* refused = CardStage::ended(
        stage.begin(Verb::Reconnect, 0, {{QStringLiteral("share"), QStringLiteral("exclusive")}}));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::Busy);
    QCOMPARE(other.say("disconnect leave"), good);
    QVERIFY(stage.release(0));
    VERIFY_OUTCOME(stage.attach(1, "direct"), Done); // without a card
    QCOMPARE(stage.find(attachmentId(1))->facts.value(Fact::ShareMode).toString(), QStringLiteral("direct"));
    const Operation* none = CardStage::ended(stage.attach(2));
    QVERIFY(none);
    QCOMPARE(none->record().outcome, Outcome::NotFound);
    QCOMPARE(reason(none), ErrorCode::CardMissing);
    QCOMPARE(step(none).error->number, 0x8010000CU);
    VERIFY_OUTCOME(stage.beginRelease(readerId(1), "reset"), Done); // nothing is there to be reset
    QCOMPARE(stage.stateOf(readerId(1)), State::Absent);
}

void TestCards::refusesWhatIsNoWord()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0, "alone"), InvalidRequest);
    VERIFY_OUTCOME(stage.attach(0), Done);
    const Operation* again = CardStage::ended(stage.attach(0));
    QVERIFY(again);
    QCOMPARE(reason(again), ErrorCode::WrongState);
    VERIFY_OUTCOME(
        stage.begin(Verb::Reconnect, 0, {{QStringLiteral("disposition"), QStringLiteral("eject")}}),
        InvalidRequest);
    QVERIFY(stage.fake.look());
    PlanOptions strange;
    strange.choices.insert(QStringLiteral("disposition"), QStringLiteral("burn"));
    const Plan plan = stage.fake.plan(Verb::Release, {attachmentId(0)}, strange);
    QVERIFY(plan.goals.first().refused);
    QCOMPARE(plan.goals.first().refused->code, ErrorCode::InvalidArgument);
    QVERIFY(stage.release(0));
    Plan unknown = CardStage::planFor(Verb::AttachToReader, 0, {}, Proof::There);
    unknown.steps.first().resource = unknown.goals.first().resource
        = ResourceId::make(Kind::CardAttachment, "No such reader 00 00");
    unknown.steps.first().expects.first().resource = unknown.steps.first().resource;
    const Operation* lost = CardStage::ended(stage.fake.start(unknown));
    QVERIFY(lost);
    QCOMPARE(reason(lost), ErrorCode::ReaderUnknown);
    QCOMPARE(lost->record().outcome, Outcome::NotFound);
}

void TestCards::putsBackWhatItReleased()
{
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0, "exclusive"), Done);
    const Operation* released = stage.release(0);
    QVERIFY(released);
    const Plan back = makeRestorePlan(stage.fake.host.topology(), {step(released).restore});
    VERIFY_OUTCOME(stage.fake.start(back), Done);
    QCOMPARE(stage.find(attachmentId(0))->facts.value(Fact::ShareMode).toString(),
             QStringLiteral("exclusive"));
    QVERIFY(stage.release(0));
}

void TestCards::endOfTheProviderLeavesCardsAsTheyAre()
{
    CardClient other;
    {
        CardStage stage(*m_lab);
        VERIFY_OUTCOME(stage.attach(0), Done);
        QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good);
    }
    QCOMPARE(other.say("status"), good);
    QCOMPARE(other.say("disconnect leave"), good);
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), good);
    QCOMPARE(other.say("disconnect leave"), good);
}

QTEST_GUILESS_MAIN(TestCards)
#include "tst_cards_lab.moc"
