// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardstage.h"

#include <QElapsedTimer>

#include <csignal>
#include <filesystem>

using namespace mooring;
using namespace mooring::lab;

// pcscd itself: it stops, starts, hangs and refuses, and everything is told without a restart of the program.
class TestCardService : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void tellsWhenSomethingChanges();
    void worksAgainAfterARestart_data();
    void worksAgainAfterARestart();
    void withoutItNothingDisturbs();
    void readerThatFailsIsReleased();
    void hangingServiceHoldsNobodyUp();
    void leavesNoHandlesAndNoThreads();
    void whoIsRefusedIsToldSo();

private:
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
};

namespace {

std::ptrdiff_t entries(const char* folder)
{
    std::filesystem::directory_iterator all(folder);
    return std::distance(begin(all), end(all));
}

} // namespace

void TestCardService::initTestCase()
{
    if (!CardLab::unavailable().isEmpty())
        QSKIP(qPrintable(CardLab::unavailable()));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
}

void TestCardService::init()
{
    if (!m_lab->hasCard(0))
        m_lab->insert(0);
}

void TestCardService::tellsWhenSomethingChanges()
{
    PcscProvider::Options options;
    options.root = m_lab->root();
    PcscProvider provider(options);
    std::atomic<int> told = 0;
    provider.watch([&told] { ++told; });
    QTRY_VERIFY(told > 0);
    const auto isTold = [&told](const std::function<void()>& what) {
        QTest::qWait(400); // what came before has been told
        told = 0;
        what();
        return QTest::qWaitFor([&told] { return told > 0; }, 20000);
    };
    QVERIFY(isTold([&] { m_lab->insert(1); }));
    QVERIFY(isTold([&] { m_lab->remove(1); }));
    CardClient other;
    QVERIFY(isTold([&] { QCOMPARE(other.say("connect shared " + CardLab::reader(0)), good); }));
    QVERIFY(isTold([&] { QCOMPARE(other.say("disconnect leave"), good); }));
    const auto runs = [&provider](Verb verb) {
        Answers<StepResult> answers;
        Step step;
        step.verb = verb;
        step.resource = attachmentId(0);
        provider.run(step, {}, answers.reply());
        QTRY_COMPARE(answers.count(), 1);
        QVERIFY(answers.value() && !answers.value()->error);
    };
    QVERIFY(isTold([&] { runs(Verb::AttachToReader); }));
    QVERIFY(isTold([&] { runs(Verb::BeginTransaction); })); // pcscd tells nobody of those
    QVERIFY(isTold([&] { runs(Verb::Release); }));
    QVERIFY(isTold([&] { m_lab->stop(); }));
    QVERIFY(isTold([&] { m_lab->start(); }));
    m_lab->insert(0);
}

void TestCardService::worksAgainAfterARestart_data()
{
    QTest::addColumn<bool>("inOrder");
    QTest::newRow("stopped") << true;
    QTest::newRow("killed") << false;
}

void TestCardService::worksAgainAfterARestart()
{
    QFETCH(bool, inOrder);
    CardStage stage(*m_lab);
    VERIFY_OUTCOME(stage.attach(0, "exclusive"), Done);
    inOrder ? m_lab->stop() : m_lab->kill();
    const Inventory without = stage.inventory({});
    QCOMPARE(without.errors.size(), 1);
    QCOMPARE(without.errors.first().error.code, ErrorCode::CardServiceNotRunning);
    QVERIFY(!without.isComplete(Kind::Reader));
    QVERIFY(without.isComplete(Kind::CardAttachment)); // that we hold nothing we know
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Failed);
    QCOMPARE(stage.whyLost(0), token(ErrorCode::CardServiceNotRunning));
    QCOMPARE(stage.provider->info().availability, Availability::Absent);
    const Operation* refused = CardStage::ended(stage.attach(1));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::ServiceUnavailable);
    QCOMPARE(step(refused).error->number, 0x8010001DU);
    m_lab->start();
    m_lab->insert(0);
    QTRY_COMPARE(stage.stateOf(cardId(0)), State::Present);
    QCOMPARE(stage.provider->info().availability, Availability::Ok);
    VERIFY_OUTCOME(stage.begin(Verb::Reconnect, 0), Done);
    QCOMPARE(stage.stateOf(cardId(0)), State::Exclusive);
    const Operation* released = stage.release(0);
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    // and what went with pcscd can be let go of while it is away
    VERIFY_OUTCOME(stage.attach(0), Done);
    inOrder ? m_lab->stop() : m_lab->kill();
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Failed);
    const Operation* forgotten = stage.release(0);
    QVERIFY(forgotten);
    QCOMPARE(account(forgotten), QStringLiteral("done: 1 done"));
    m_lab->start();
}

void TestCardService::withoutItNothingDisturbs()
{
    m_lab->stop();
    const CardStage stage(*m_lab);
    const Inventory nothing = stage.inventory({{}, {}, true});
    QVERIFY(nothing.errors.isEmpty());
    QVERIFY(nothing.resources.isEmpty());
    QVERIFY(nothing.users.isEmpty());
    const ProviderInfo info = stage.provider->info();
    QCOMPARE(info.availability, Availability::Absent);
    QVERIFY(!info.why); // nobody misses it
    // a reader on USB is shown all the same, and then it matters
    m_folder->makeFolder("cards/root/sys/bus/usb/devices/1-1:1.0");
    m_folder->makeFolder("cards/root/sys/bus/usb/devices/1-1");
    for (const auto& [name, text] :
         {std::pair("1-1:1.0/bInterfaceClass", "0b\n"), std::pair("1-1/busnum", "1\n"),
          std::pair("1-1/devnum", "4\n"), std::pair("1-1/product", "Lab USB reader\n")})
        m_folder->writeFile(QByteArray("cards/root/sys/bus/usb/devices/") + name, text);
    const Inventory usb = stage.inventory({});
    QCOMPARE(usb.resources.size(), 1);
    QCOMPARE(usb.resources.first().facts.value(Fact::WhyLost).toString(),
             token(ErrorCode::CardServiceNotRunning));
    QCOMPARE(usb.errors.size(), 1);
    QVERIFY(stage.provider->info().why);
    m_lab->start();
    const Inventory taken = stage.inventory({});
    const auto reader
        = std::find_if(taken.resources.begin(), taken.resources.end(),
                       [](const Resource& each) { return each.name == QStringLiteral("Lab USB reader"); });
    QVERIFY(reader != taken.resources.end());
    QCOMPARE(reader->facts.value(Fact::WhyLost).toString(), token(ErrorCode::ReaderTaken));
    QVERIFY(!reader->verbs.contains(Verb::AttachToReader));
    QVERIFY(taken.errors.isEmpty());
    std::filesystem::remove_all((m_lab->root() + "/sys").toStdString());
}

void TestCardService::readerThatFailsIsReleased()
{
    CardStage stage(*m_lab);
    m_lab->insert(4);
    VERIFY_OUTCOME(stage.attach(4), Done);
    VERIFY_OUTCOME(stage.attach(0), Done);
    m_lab->setFails(4, true);
    QCOMPARE(stage.stateOf(readerId(4)), State::Failed);
    QCOMPARE(stage.whyLost(4), token(ErrorCode::ReaderUnknown));
    const Operation* released = stage.release(4, "reset");
    QVERIFY(released);
    QCOMPARE(account(released), QStringLiteral("done: 1 done"));
    QVERIFY(!stage.find(attachmentId(4)));
    QCOMPARE(stage.stateOf(attachmentId(0)), State::Attached);
    QVERIFY(stage.release(0));
    const Operation* refused = CardStage::ended(stage.attach(4));
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, Outcome::NotFound);
    m_lab->setFails(4, false);
    m_lab->remove(4);
    QTRY_COMPARE(stage.stateOf(readerId(4)), State::Absent);
}

void TestCardService::hangingServiceHoldsNobodyUp()
{
    {
        CardStage stage(*m_lab);
        VERIFY_OUTCOME(stage.attach(0), Done);
        std::atomic<bool> isTold = false;
        stage.provider->watch([&isTold] { isTold = true; });
        QTRY_VERIFY(isTold);
        ::kill(pid_t(m_lab->pid()), SIGSTOP);
        Operation* release = stage.fake.start(stage.fake.plan(Verb::Release, {attachmentId(0)}));
        QTest::qWait(200);
        release->stop();
    } // ends although nobody answers
    ::kill(pid_t(m_lab->pid()), SIGCONT);
    CardClient other;
    bool isFree = false;
    QTRY_VERIFY(isFree || (isFree = other.say("connect exclusive " + CardLab::reader(0)) == good));
    QCOMPARE(other.say("disconnect leave"), good);
}

void TestCardService::leavesNoHandlesAndNoThreads()
{
    CardStage stage(*m_lab);
    const auto round = [&] {
        VERIFY_OUTCOME(stage.attach(0), Done);
        VERIFY_OUTCOME(stage.begin(Verb::BeginTransaction, 0), Done);
        QVERIFY(stage.release(0, "reset"));
        VERIFY_OUTCOME(stage.attach(7), NotFound); // no card
    };
    for (int i = 0; i < 5; ++i)
        round();
    QTest::qWait(500);
    const auto files = entries("/proc/self/fd");
    const auto threads = entries("/proc/self/task");
    const auto theirs = entries(("/proc/" + QByteArray::number(m_lab->pid()) + "/fd").constData());
    for (int i = 0; i < 30; ++i)
        round();
    QTRY_COMPARE(entries("/proc/self/fd"), files);
    QTRY_VERIFY(entries("/proc/self/task") <= threads);
    QTRY_COMPARE(entries(("/proc/" + QByteArray::number(m_lab->pid()) + "/fd").constData()), theirs);
}

// Not every pcscd is made with polkit: this one is played.
void TestCardService::whoIsRefusedIsToldSo()
{
    m_lab->stop();
    m_lab->startRefusing();
    CardStage stage(*m_lab);
    const Inventory refused = stage.inventory({});
    QCOMPARE(refused.errors.size(), 1);
    QCOMPARE(refused.errors.first().error.code, ErrorCode::CardServiceRefused);
    QCOMPARE(refused.errors.first().error.number, 0x8010006AU);
    QCOMPARE(stage.provider->info().availability, Availability::Refused);
    const Operation* attach = CardStage::ended(stage.attach(0));
    QVERIFY(attach);
    QCOMPARE(attach->record().outcome, Outcome::Denied);
    QCOMPARE(step(attach).error->number, 0x8010006AU);
    m_lab->stop();
    m_lab->start();
    QTRY_COMPARE(stage.stateOf(readerId(0)), State::Absent); // once it is allowed
}

QTEST_GUILESS_MAIN(TestCardService)
#include "tst_cardservice_lab.moc"
