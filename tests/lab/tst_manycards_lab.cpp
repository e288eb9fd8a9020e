// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace mooring;
using namespace mooring::lab;

// Eight readers whose cards come and go, while one program watches and another uses them.
class TestManyCards : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void theTreeEndsAsAnotherProgramSeesIt();
    void eachCardGoesItsOwnWay();

private:
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
};

namespace {

QByteArray atrOf(int serial) // T=0, with four historical bytes
{
    return QByteArray::fromHex("3B04") + QByteArray("LAB") + char(serial);
}

// "NAME|ATR" of each reader, as the tree has it.
QStringList told(CardStage& stage)
{
    QStringList lines;
    for (int slot = 0; slot < CardLab::slotCount; ++slot) {
        const Topology& topology = stage.fake.host.topology();
        const auto card = topology.find(cardId(slot));
        QString atr = card ? topology.at(*card).facts.value(Fact::Atr).toString() : QString();
        if (topology.find(readerId(slot)))
            lines.append(encodeBytes(CardLab::reader(slot)) + u'|' + atr.remove(u' ').toLower());
    }
    return lines;
}

QStringList seen(CardLab& lab)
{
    QStringList lines;
    for (const QByteArray& entry : lab.list().split('\t')) {
        const QList<QByteArray> parts = entry.split('|');
        lines.append(encodeBytes(parts.value(0)) + u'|' + QString::fromLatin1(parts.value(2)));
    }
    return lines;
}

} // namespace

void TestManyCards::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
}

void TestManyCards::theTreeEndsAsAnotherProgramSeesIt()
{
    constexpr int span = 60000; // ms
    CardStage stage(*m_lab);
    QVERIFY(stage.fake.look()); // from here on it looks by itself when it is told of a change
    CardClient other;
    QRandomGenerator random(4711);
    QElapsedTimer clock;
    clock.start();
    int serial = 0;
    while (clock.elapsed() < span) {
        const int slot = random.bounded(CardLab::slotCount);
        m_lab->put(slot, m_lab->hasCard(slot) ? QByteArray() : atrOf(++serial));
        if (random.bounded(3) == 0 && !stage.fake.runner->isBusy()) // two of one reader exclude each other
            stage.attach(random.bounded(CardLab::slotCount));
        if (random.bounded(3) == 0) {
            other.say("connect shared " + CardLab::reader(random.bounded(CardLab::slotCount)));
            other.say("disconnect leave");
        }
        QTest::qWait(random.bounded(120));
    }
    QVERIFY(serial > 10);
    for (int slot = 0; slot < CardLab::slotCount; slot += 2)
        m_lab->insert(slot, atrOf(100 + slot));
    for (int slot = 1; slot < CardLab::slotCount; slot += 2)
        m_lab->remove(slot);
    QTRY_COMPARE_WITH_TIMEOUT(told(stage), seen(*m_lab), 20000);
    QTRY_VERIFY(!stage.fake.runner->isBusy());
    for (int slot = 0; slot < CardLab::slotCount; ++slot) {
        if (!stage.find(attachmentId(slot)))
            continue;
        const Operation* released = stage.release(slot);
        QVERIFY(released);
        QCOMPARE(released->record().outcome, Outcome::Done);
    }
    for (int slot = 0; slot < CardLab::slotCount; slot += 2)
        QTRY_VERIFY(m_lab->entry(slot).contains("|20|")); // nothing is held any more
    QCOMPARE(m_lab->commands(), 0);
}

void TestManyCards::eachCardGoesItsOwnWay()
{
    CardStage stage(*m_lab);
    QList<Operation*> operations;
    for (int slot = 0; slot < CardLab::slotCount; ++slot) {
        if (!m_lab->hasCard(slot))
            m_lab->insert(slot);
        operations.append(stage.attach(slot, slot % 2 == 0 ? "shared" : "exclusive"));
    }
    for (Operation* operation : std::as_const(operations))
        VERIFY_OUTCOME(operation, Done);
    QList<ResourceId> goals;
    for (int slot = 0; slot < CardLab::slotCount; ++slot)
        goals.append(readerId(slot));
    QVERIFY(stage.fake.look({{}, {}, true}));
    const Plan plan = stage.fake.plan(Verb::Release, goals);
    QCOMPARE(plan.steps.size(), CardLab::slotCount);
    VERIFY_OUTCOME(stage.fake.start(plan), Done);
    for (int slot = 0; slot < CardLab::slotCount; ++slot)
        QCOMPARE(stage.stateOf(cardId(slot)), State::Present);
}

QTEST_GUILESS_MAIN(TestManyCards)
#include "tst_manycards_lab.moc"
