// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/pcsc/cardresources.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

// The nodes of readers, cards and attachments, and what the planner makes of them.
class TestCardResources : public QObject
{
    Q_OBJECT
private slots:
    void aCardStandsInItsReader();
    void attachmentsStandOnWhatIsThere();
    void tellsWhyAnAttachmentIsNothingAnyMore();
    void releasesWithTheDispositionThatWasChosen_data();
    void releasesWithTheDispositionThatWasChosen();
    void aReaderIsFreedOfOurAttachmentOnly();
    void whatWasReleasedCanBePutBack();
    void readersOnUsbAreRowsOfTheirOwn();

private:
    static Plan release(const CardView& view, const ResourceId& goal, const PlanOptions& options = {});
};

namespace {

const QByteArray name = "Reader 00 00";
const QByteArray atr = QByteArray::fromHex("3B8F8001804F0CA000000306030001000000006A");

CardView oneCard(quint32 flags = ReaderStatus::present)
{
    CardView view;
    view.readers = {ReaderStatus::of(name, flags | 7U << 16U, atr)};
    return view;
}

HeldCard held()
{
    HeldCard card;
    card.reader = name;
    card.number = 3;
    card.protocol = 2;
    return card;
}

std::optional<Resource> find(const CardView& view, Kind kind)
{
    for (const Resource& node : CardResources(view, {}).all())
        if (node.kind == kind)
            return node;
    return {};
}

Inventory inventory(const CardView& view)
{
    Inventory seen;
    seen.provider = QStringLiteral("pcsc");
    seen.resources = CardResources(view, {}).all();
    return seen;
}

} // namespace

Plan TestCardResources::release(const CardView& view, const ResourceId& goal, const PlanOptions& options)
{
    return makePlan(Topology::join({inventory(view)}), Verb::Release, {goal}, options);
}

void TestCardResources::aCardStandsInItsReader()
{
    const CardView view = oneCard();
    const auto names = [](const QByteArray& bytes) {
        return bytes == atr ? QStringList {QStringLiteral("One"), QStringLiteral("Two")} : QStringList();
    };
    const QList<Resource> nodes = CardResources(view, names).all();
    QCOMPARE(nodes.size(), 2);
    QCOMPARE(nodes[0].id.text, QStringLiteral("reader:Reader 00 00"));
    QCOMPARE(nodes[0].state, State::Idle);
    QCOMPARE(nodes[0].verbs.first(), Verb::AttachToReader);
    QCOMPARE(nodes[1].id.text, QStringLiteral("card:Reader 00 00"));
    QCOMPARE(nodes[1].state, State::Present);
    QCOMPARE(nodes[1].goes, Goes::WithItsBase);
    QCOMPARE(nodes[1].incarnation, QStringLiteral("7"));
    QCOMPARE(nodes[1].needs.first().on, nodes[0].keys);
    QCOMPARE(nodes[1].facts.value(Fact::PossibleCards).toString(), QStringLiteral("One\nTwo"));
    QCOMPARE(nodes[1].facts.value(Fact::CardProtocols).toString(), QStringLiteral("T=0, T=1"));
    QCOMPARE(nodes[1].facts.value(Fact::HistoricalBytes).toString(),
             QStringLiteral("80 4F 0C A0 00 00 03 06 03 00 01 00 00 00 00"));
    QVERIFY(!find(oneCard(ReaderStatus::empty), Kind::Card));
    QCOMPARE(find(oneCard(ReaderStatus::empty), Kind::Reader)->state, State::Absent);
    const auto mute
        = find({success, {ReaderStatus::of(name, ReaderStatus::present | ReaderStatus::mute, {})}, {}, {}},
               Kind::Card);
    QCOMPARE(mute->state, State::Mute);
    QVERIFY(!mute->facts.contains(Fact::Atr));
    QVERIFY(!mute->facts.contains(Fact::CardProtocols)); // nothing is claimed of what it did not say
}

void TestCardResources::attachmentsStandOnWhatIsThere()
{
    CardView view = oneCard();
    view.held = {held()};
    QCOMPARE(find(view, Kind::CardAttachment)->needs.first().on.first(), CardResources::cardKey(name));
    QCOMPARE(find(view, Kind::CardAttachment)->incarnation, QStringLiteral("3"));
    QCOMPARE(find(view, Kind::CardAttachment)->facts.value(Fact::CardProtocol).toString(),
             QStringLiteral("t1"));
    QVERIFY(!find(view, Kind::Reader)->verbs.contains(Verb::AttachToReader));
    view.readers = oneCard(ReaderStatus::empty).readers;
    QCOMPARE(find(view, Kind::CardAttachment)->needs.first().on.first(), CardResources::readerKey(name));
    view.readers.clear(); // unplugged: nothing unknown stands in its place
    QVERIFY(find(view, Kind::CardAttachment)->needs.isEmpty());
    QCOMPARE(Topology::join({inventory(view)}).size(), 1);
}

void TestCardResources::tellsWhyAnAttachmentIsNothingAnyMore()
{
    CardView view = oneCard();
    view.held = {held()};
    QCOMPARE(find(view, Kind::CardAttachment)->state, State::Attached);
    QVERIFY(find(view, Kind::CardAttachment)->verbs.contains(Verb::BeginTransaction));
    view.held.first().inTransaction = true;
    QCOMPARE(find(view, Kind::CardAttachment)->state, State::InUse);
    QVERIFY(find(view, Kind::CardAttachment)->verbs.contains(Verb::EndTransaction));
    view.held.first().lost = ErrorCode::CardWasReset;
    const auto node = find(view, Kind::CardAttachment);
    QCOMPARE(node->state, State::Failed);
    QCOMPARE(node->facts.value(Fact::WhyLost).toString(), token(ErrorCode::CardWasReset));
    QVERIFY(node->verbs.contains(Verb::Reconnect));
    QVERIFY(!node->verbs.contains(Verb::EndTransaction));
}

void TestCardResources::releasesWithTheDispositionThatWasChosen_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<Consequence>("consequence");
    QTest::addColumn<bool>("reversible");
    QTest::addColumn<QByteArray>("command");
    const auto row = [](const char* word, Consequence consequence, bool reversible, const char* command) {
        QTest::newRow(word) << QString::fromLatin1(word) << consequence << reversible << QByteArray(command);
    };
    row("", Consequence::CardLeftAsItIs, true, "mooringctl release reader:Reader 00 00");
    row("leave", Consequence::CardLeftAsItIs, true, "mooringctl release reader:Reader 00 00");
    row("reset", Consequence::CardReset, true, "mooringctl release --disposition reset reader:Reader 00 00");
    row("power-down", Consequence::CardPoweredDown, true,
        "mooringctl release --disposition power-down reader:Reader 00 00");
    row("eject", Consequence::CardEjected, false,
        "mooringctl release --disposition eject reader:Reader 00 00");
}

void TestCardResources::releasesWithTheDispositionThatWasChosen()
{
    QFETCH(QString, word);
    CardView view = oneCard(ReaderStatus::present | ReaderStatus::inUse);
    view.held = {held()};
    PlanOptions options;
    if (!word.isEmpty())
        options.choices.insert(QStringLiteral("disposition"), word);
    const Plan plan = release(view, CardResources::attachmentId(name), options);
    QCOMPARE(plan.steps.size(), 1);
    const Step& step = plan.steps.first();
    QCOMPARE(step.arguments.value(QStringLiteral("disposition")).toString(),
             word.isEmpty() ? QStringLiteral("leave") : word);
    QTEST(step.consequence, "consequence");
    QTEST(step.reversible, "reversible");
    QTEST(step.command.join(' '), "command");
    QCOMPARE(step.expects.size(), 1); // the card stays
    QCOMPARE(step.expects.first().proof, Proof::Gone);
}

void TestCardResources::aReaderIsFreedOfOurAttachmentOnly()
{
    CardView view = oneCard();
    for (const ResourceId& goal : {CardResources::readerId(name), ResourceId::make(Kind::Card, name)}) {
        const Plan nothing = release(view, goal);
        QVERIFY(nothing.steps.isEmpty() && !nothing.isBlocked() && !nothing.goals.first().refused);
    }
    view.held = {held()};
    for (const ResourceId& goal : {CardResources::readerId(name), ResourceId::make(Kind::Card, name)}) {
        const Plan plan = release(view, goal);
        QCOMPARE(plan.steps.size(), 1);
        QCOMPARE(plan.steps.first().resource, CardResources::attachmentId(name));
        QCOMPARE(plan.goals.first().proof, Proof::There);
    }
    view.held.first().isBorrowed = true; // by somebody who goes on owning it
    const Plan borrowed = release(view, CardResources::readerId(name));
    QVERIFY(borrowed.steps.first().choosable.isEmpty());
    QVERIFY(!borrowed.steps.first().reversible);
}

void TestCardResources::whatWasReleasedCanBePutBack()
{
    CardView view = oneCard();
    view.held = {held()};
    view.held.first().share = Share::Exclusive;
    const Plan plan = release(view, CardResources::attachmentId(name));
    const Plan back = makeRestorePlan(Topology::join({inventory(oneCard())}), {plan.steps.first().restore});
    QCOMPARE(back.steps.size(), 1);
    const Step& step = back.steps.first();
    QCOMPARE(step.verb, Verb::AttachToReader);
    QCOMPARE(step.resource, CardResources::attachmentId(name));
    QCOMPARE(step.arguments.value(QStringLiteral("share")).toString(), QStringLiteral("exclusive"));
    QCOMPARE(step.consequence, Consequence::CardHeldExclusively);
    QCOMPARE(step.expects.first().proof, Proof::There);
}

void TestCardResources::readersOnUsbAreRowsOfTheirOwn()
{
    CcidReader usb;
    usb.product = "Reader";
    usb.serial = "S1";
    usb.vendorId = 0x04E6;
    usb.productId = 0x5116;
    usb.bus = 1;
    usb.device = 4;
    CardView view = oneCard();
    view.usb = {usb};
    const auto known = find(view, Kind::Reader); // pcscd has it: one row
    QCOMPARE(CardResources(view, {}).all().size(), 2);
    QCOMPARE(known->facts.value(Fact::UsbAddress).toString(), QStringLiteral("001/004"));
    QCOMPARE(known->facts.value(Fact::UsbId).toString(), QStringLiteral("04e6:5116"));
    QCOMPARE(known->facts.value(Fact::Serial).toString(), QStringLiteral("S1"));
    view.readers.clear();
    const auto taken = find(view, Kind::Reader);
    QCOMPARE(taken->facts.value(Fact::WhyLost).toString(), token(ErrorCode::ReaderTaken));
    QVERIFY(taken->verbs.isEmpty());
    view.service = noService;
    QCOMPARE(find(view, Kind::Reader)->facts.value(Fact::WhyLost).toString(),
             token(ErrorCode::CardServiceNotRunning));
    usb.device = 5;
    view.usb.append(usb); // two alike have different ids
    QStringList ids;
    for (const Resource& node : CardResources(view, {}).all())
        ids.append(node.id.text);
    QCOMPARE(
        ids,
        (QStringList {QStringLiteral("reader:Reader (001/004)"), QStringLiteral("reader:Reader (001/005)")}));
}

QTEST_GUILESS_MAIN(TestCardResources)
#include "tst_cardresources.moc"
