// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/lane.h"
#include "services/core/postbox.h"
#include "services/core/provider.h"

#include <QSet>
#include <QTest>

#include <future>
#include <latch>
#include <new>
#include <thread>

using namespace mooring;

namespace {
// A body whose steps wait for their gate, so that a test decides how many run at once.
class GatedBody final : public BlockingProvider::Body
{
public:
    std::mutex mutex;
    std::condition_variable opened;
    bool isOpen = false;
    std::atomic<int> running = 0, most = 0, looks = 0, mostLooks = 0, ended = 0;
    QSet<std::thread::id> threads;

    void open()
    {
        const std::lock_guard guard(mutex);
        isOpen = true;
        opened.notify_all();
    }
    void enter(std::atomic<int>& count, std::atomic<int>& peak)
    {
        std::unique_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
        peak = std::max<int>(peak, ++count);
        opened.wait(lock, [this] { return isOpen; });
        --count;
        ++ended;
    }
    Inventory look(const LookRequest& request, std::stop_token) override
    {
        enter(looks, mostLooks);
        if (request.users)
            throw std::bad_alloc();
        return {};
    }
    StepResult run(const Step& step, std::stop_token, const std::function<void(Progress)>&) override
    {
        enter(running, most);
        if (step.n == 13)
            throw std::bad_alloc();
        return {};
    }
};

BlockingProvider providerOf(const std::shared_ptr<GatedBody>& body, int width)
{
    return BlockingProvider({QStringLiteral("gated"), {}, Availability::Ok, {}}, body, width);
}

struct Tally
{
    std::atomic<int> answers = 0, unanswered = 0, failed = 0, progress = 0;
    Reply<StepResult> step()
    {
        return Reply<StepResult>(
            [this](const std::optional<StepResult>& result) {
                failed += result && result->error ? 1 : 0;
                ++(result ? answers : unanswered);
            },
            [this](const Progress&) { ++progress; });
    }
    Reply<Inventory> look()
    {
        return Reply<Inventory>([this](const std::optional<Inventory>& inventory) {
            failed += inventory && !inventory->errors.isEmpty() ? 1 : 0;
            ++(inventory ? answers : unanswered);
        });
    }
};

Step numbered(int n)
{
    Step step;
    step.n = n;
    return step;
}
} // namespace

class TestProvider : public QObject
{
    Q_OBJECT
private slots:
    void replyAnswersOnceAndTellsWhenDropped();
    void bodiesRunOnTheirOwnThreadsOnly();
    void runsAtMostItsWidthAndOneLook();
    void destroyingAbandonsWhatHangs();
    void destroyingDropsWhatWaits();
    void outOfMemoryIsToldAsSuch();
    void aStopWhileWaitingForAThreadIsKept();
    void thousandsOfStepsAreAllAnswered();
    void nothingReachesAReceiverThatIsGone();
    void whatIsPostedArrivesOnTheReceiversThread();
};

void TestProvider::replyAnswersOnceAndTellsWhenDropped()
{
    Tally tally;
    {
        Reply<StepResult> reply = tally.step();
        Reply<StepResult> moved = std::move(reply);
        moved.progress({});
        moved.answer({});
        moved.answer({});
    }
    QCOMPARE(tally.answers.load(), 1);
    QCOMPARE(tally.unanswered.load(), 0);
    QCOMPARE(tally.progress.load(), 1);
    {
        Reply<StepResult> first = tally.step();
        first = tally.step(); // the first is dropped here
        QCOMPARE(tally.unanswered.load(), 1);
    }
    QCOMPARE(tally.unanswered.load(), 2);
}

void TestProvider::bodiesRunOnTheirOwnThreadsOnly()
{
    const auto body = std::make_shared<GatedBody>();
    body->open();
    BlockingProvider provider = providerOf(body, 3);
    Tally tally;
    for (int i = 0; i < 20; ++i)
        provider.run(numbered(0), {}, tally.step());
    provider.look({}, {}, tally.look());
    QTRY_COMPARE(tally.answers.load(), 21);
    QVERIFY(!body->threads.contains(std::this_thread::get_id()));
    QVERIFY(body->threads.size() <= 4);
    QCOMPARE(tally.progress.load(), 20); // each tells when it begins
}

void TestProvider::runsAtMostItsWidthAndOneLook()
{
    const auto body = std::make_shared<GatedBody>();
    BlockingProvider provider = providerOf(body, 3);
    Tally tally;
    for (int i = 0; i < 10; ++i) {
        provider.run(numbered(0), {}, tally.step());
        provider.look({}, {}, tally.look());
    }
    QTRY_COMPARE(body->running.load(), 3);
    QTRY_COMPARE(body->looks.load(), 1);
    body->open();
    QTRY_COMPARE(tally.answers.load(), 20);
    QCOMPARE(body->most.load(), 3);
    QCOMPARE(body->mostLooks.load(), 1);
}

void TestProvider::destroyingAbandonsWhatHangs()
{
    const auto body = std::make_shared<GatedBody>();
    Tally tally;
    {
        BlockingProvider provider = providerOf(body, 1);
        provider.run(numbered(0), {}, tally.step());
        provider.look({}, {}, tally.look());
        QTRY_COMPARE(body->running + body->looks, 2);
    } // would wait for ever here
    QCOMPARE(tally.answers.load(), 0);
    body->open();
    QTRY_COMPARE(tally.answers.load(), 2); // late, and safe
}

void TestProvider::destroyingDropsWhatWaits()
{
    const auto body = std::make_shared<GatedBody>();
    Tally tally;
    {
        BlockingProvider provider = providerOf(body, 1);
        for (int i = 0; i < 5; ++i)
            provider.run(numbered(0), {}, tally.step());
        QTRY_COMPARE(body->running.load(), 1);
    }
    QCOMPARE(tally.unanswered.load(), 4);
    body->open();
    QTRY_COMPARE(tally.answers.load(), 1);
}

void TestProvider::outOfMemoryIsToldAsSuch()
{
    const auto body = std::make_shared<GatedBody>();
    body->open();
    BlockingProvider provider = providerOf(body, 1);
    std::promise<StepResult> promised;
    provider.run(numbered(13), {}, Reply<StepResult>([&](std::optional<StepResult> result) {
                     promised.set_value(std::move(*result));
                 }));
    const StepResult result = promised.get_future().get();
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::OutOfMemory);

    std::promise<Inventory> promisedLook;
    LookRequest users;
    users.users = true;
    provider.look(users, {}, Reply<Inventory>([&](std::optional<Inventory> inventory) {
                      promisedLook.set_value(std::move(*inventory));
                  }));
    const Inventory inventory = promisedLook.get_future().get();
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors.first().error.code, ErrorCode::OutOfMemory);
    QVERIFY(!inventory.isComplete(Kind::Mount));
}

void TestProvider::aStopWhileWaitingForAThreadIsKept()
{
    const auto body = std::make_shared<GatedBody>();
    BlockingProvider provider = providerOf(body, 1);
    Tally tally;
    std::stop_source stop;
    provider.run(numbered(0), {}, tally.step());
    QTRY_COMPARE(body->running.load(), 1);
    provider.run(numbered(0), stop.get_token(), tally.step());
    stop.request_stop();
    body->open();
    QTRY_COMPARE(tally.answers.load(), 2);
    QCOMPARE(tally.failed.load(), 1);
    QCOMPARE(body->ended.load(), 1); // the second body never began
}

void TestProvider::thousandsOfStepsAreAllAnswered()
{
    const auto body = std::make_shared<GatedBody>();
    body->open();
    BlockingProvider provider = providerOf(body, 16);
    Tally tally;
    for (int i = 0; i < 5000; ++i)
        provider.run(numbered(0), {}, tally.step());
    QTRY_COMPARE_WITH_TIMEOUT(tally.answers.load(), 5000, 20000);
    QVERIFY(body->most <= 16);
}

void TestProvider::nothingReachesAReceiverThatIsGone()
{
    int arrived = 0;
    auto receiver = std::make_unique<QObject>();
    const std::shared_ptr<Postbox> postbox = Postbox::of(receiver.get());
    std::thread([postbox, &arrived] { postbox->post([&arrived] { ++arrived; }); }).join();
    receiver.reset();
    std::thread([postbox, &arrived] { postbox->post([&arrived] { ++arrived; }); }).join();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(arrived, 0);
}

void TestProvider::whatIsPostedArrivesOnTheReceiversThread()
{
    std::vector<int> order;
    bool isHere = true;
    const auto postbox = Postbox::of(this);
    std::thread([&, postbox] {
        for (int i = 0; i < 100; ++i)
            postbox->post([&, i] {
                order.push_back(i);
                isHere = isHere && QThread::currentThread() == thread();
            });
    }).join();
    QVERIFY(order.empty());
    QTRY_COMPARE(order.size(), size_t(100));
    QVERIFY(isHere);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
}

QTEST_GUILESS_MAIN(TestProvider)
#include "tst_provider.moc"
