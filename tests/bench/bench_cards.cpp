// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "cardstage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <future>
#include <winscard.h>

using namespace mooring;
using namespace mooring::bench;
using lab::CardLab;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds patience(20);

double since(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// One provider as a program has it, asked from this thread.
class Cards
{
public:
    explicit Cards(const CardLab& lab)
        : m_provider(options(lab))
    {
        m_provider.watch([this] { m_changes.release(); });
        look();
    }
    Inventory look()
    {
        return answered<Inventory>(
            [this](Reply<Inventory> reply) { m_provider.look({}, {}, std::move(reply)); });
    }
    State stateOf(Kind kind, int slot)
    {
        const Inventory seen = look();
        for (const Resource& resource : seen.resources)
            if (resource.id == ResourceId::make(kind, CardLab::reader(slot)))
                return resource.state;
        return State::Absent;
    }
    void until(int slot, State state) // by what the provider tells of changes, never by asking again
    {
        while (stateOf(Kind::Card, slot) != state)
            if (!m_changes.try_acquire_for(patience))
                qFatal("bench: no change was told");
    }
    void attach(int slot) { mustRun(Verb::AttachToReader, slot); }
    void release(int slot) { mustRun(Verb::Release, slot); }

private:
    static PcscProvider::Options options(const CardLab& lab)
    {
        PcscProvider::Options options;
        options.root = lab.root();
        return options;
    }
    static Step step(Verb verb, int slot)
    {
        Step step;
        step.verb = verb;
        step.kind = Kind::CardAttachment;
        step.resource = ResourceId::make(step.kind, CardLab::reader(slot));
        step.name = encodeBytes(CardLab::reader(slot));
        return step;
    }
    template <class Answer, class Ask> static Answer answered(Ask ask)
    {
        std::promise<std::optional<Answer>> promise;
        ask(Reply<Answer>(
            [&promise](std::optional<Answer> answer) { promise.set_value(std::move(answer)); }));
        auto answer = promise.get_future().get();
        if (!answer)
            qFatal("bench: no answer");
        return *answer;
    }
    void mustRun(Verb verb, int slot)
    {
        const auto result = answered<StepResult>(
            [&](Reply<StepResult> reply) { m_provider.run(step(verb, slot), {}, std::move(reply)); });
        if (result.error)
            qFatal("bench: %s", qPrintable(token(result.error->code)));
    }
    std::counting_semaphore<> m_changes {0};
    PcscProvider m_provider; // the last: it tells of changes as long as it lives
};

// When pcscd tells another client that a card is there.
std::future<Clock::time_point> toldToOthers(int slot)
{
    return std::async(std::launch::async, [slot] {
        SCARDCONTEXT context = 0;
        const QByteArray name = CardLab::reader(slot);
        SCARD_READERSTATE state {};
        state.szReader = name.constData();
        if (SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context) != SCARD_S_SUCCESS)
            qFatal("bench: no context");
        while ((state.dwEventState & SCARD_STATE_PRESENT) == 0) {
            state.dwCurrentState = state.dwEventState & ~DWORD(SCARD_STATE_CHANGED);
            if (SCardGetStatusChange(context, 10000, &state, 1) != SCARD_S_SUCCESS)
                qFatal("bench: no card is told");
        }
        const auto now = Clock::now();
        SCardReleaseContext(context);
        return now;
    });
}

void measureInsertion(Table& table, CardLab& lab, Cards& cards)
{
    QList<double> times;
    for (int round = 0; round < 9; ++round) {
        lab.remove(0);
        cards.until(0, State::Absent);
        auto told = toldToOthers(0);
        lab.put(0, CardLab::defaultAtr());
        cards.until(0, State::Present);
        const auto shown = Clock::now();
        times.append(std::chrono::duration<double, std::milli>(shown - told.get()).count());
    }
    table.atMost("a card is shown after pcscd told another client of it", median(times), 50, "ms");
}

void measureHolders(Table& table, Cards& cards)
{
    QList<double> times;
    for (int round = 0; round < 5; ++round) {
        lab::CardClient other;
        if (other.say("connect exclusive " + CardLab::reader(0)) != "00000000")
            qFatal("bench: not connected");
        const auto held = Clock::now();
        cards.until(0, State::Exclusive);
        times.append(since(held));
        other.say("disconnect leave");
        cards.until(0, State::Present);
    }
    table.atMost("another program holds a card exclusively, until that is shown (slowest of 5)",
                 *std::max_element(times.cbegin(), times.cend()), 2000, "ms");
}

void measureRelease(Table& table, Cards& cards)
{
    QList<double> times;
    for (int round = 0; round < 21; ++round) {
        cards.attach(0);
        times.append(milliseconds([&] { cards.release(0); }));
    }
    table.atMost("release of a card that is left as it is", median(times), 5, "ms");
}

void measureLook(Table& table, Cards& cards)
{
    const SideBySide look = sideBySide(
        21, [&] { cards.look(); },
        [] {
            lab::Lab::must({"opensc-tool", "--list-readers"});
        });
    table.atMost("a look at 8 readers over opensc-tool --list-readers", look.ratio(), 1, "x");
    const SideBySide program = sideBySide(
        9,
        [] {
            lab::Lab::must({lab::Lab::program("mooringctl"), "--json", "list", "reader"});
        },
        [] {
            lab::Lab::must({"opensc-tool", "--list-readers"});
        });
    table.note("mooringctl list reader, every backend looks, over the same", program.ratio(), "x");
}

// Host and operations on this thread, as in the window: one reader waits for somebody's transaction, the
// others and the thread do not.
void measureBlocked(Table& table, const CardLab& lab)
{
    constexpr int blocked = 30000, pulse = 5; // ms
    lab::CardClient other;
    for (const QByteArray& line : {"connect shared " + CardLab::reader(0), QByteArray("begin")})
        if (other.say(line) != lab::good)
            qFatal("bench: no transaction");
    lab::CardStage stage(lab);
    double longest = 0, slowest = 0;
    QElapsedTimer clock, sinceLast;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout,
                     [&] { longest = std::max(longest, double(sinceLast.restart() - pulse)); });
    clock.start();
    sinceLast.start();
    timer.start(pulse);
    const Operation* waiting = stage.begin(
        Verb::AttachToReader, 0, {{QStringLiteral("share"), QStringLiteral("shared")}}, 2 * blocked);
    while (clock.elapsed() < blocked)
        slowest
            = std::max(slowest, milliseconds([&] {
                           const Operation* attached = lab::CardStage::ended(stage.attach(2));
                           if (!attached || attached->record().outcome != Outcome::Done || !stage.release(2))
                               qFatal("bench: another reader was held up");
                       }));
    if (!waiting || waiting->isFinished())
        qFatal("bench: it did not wait");
    table.atMost("longest stall of the thread that has host and operations while a connection waits for 30 s",
                 longest, 50, "ms");
    table.note("meanwhile: another reader is attached to and released (slowest)", slowest, "ms");
    other.say("end leave");
    if (!lab::CardStage::ended(waiting) || waiting->record().outcome != Outcome::Done)
        qFatal("bench: it was not attached in the end");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (const QString why = CardLab::unavailable(); !why.isEmpty()) {
        table.skip("smart cards", why.toUtf8());
        return table.finish();
    }
    const lab::Lab folder;
    CardLab lab(folder);
    for (int slot = 0; slot < CardLab::slotCount; ++slot)
        lab.insert(slot);
    Cards cards(lab);
    measureLook(table, cards);
    measureRelease(table, cards);
    measureInsertion(table, lab, cards);
    measureHolders(table, cards);
    measureBlocked(table, lab);
    return table.finish();
}
