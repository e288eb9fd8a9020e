// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "lab.h"
#include "rawinitiator.h"
#include "services/libiscsi/libiscsiprovider.h"
#include "services/libiscsi/session.h"
#include "services/system/openfilelimit.h"
#include "tgtdaemon.h"

#include <QCoreApplication>
#include <QFile>

#include <future>
#include <semaphore>
#include <sys/resource.h>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int many = 400;
constexpr int atOnce = 32; // logins
constexpr int idlers = 1000;

// The sessions of one provider, without host and runner: what a look or a proof costs is measured elsewhere.
class Sessions
{
public:
    explicit Sessions(std::chrono::milliseconds keepAlive = std::chrono::hours(1))
        : m_provider(options(keepAlive))
    {
    }
    void open(const lab::TgtDaemon& tgt, int count)
    {
        std::counting_semaphore<> turns(atOnce), ended(0);
        for (int i = 0; i < count; ++i) {
            Step step;
            step.verb = Verb::LogIn;
            step.arguments = {{QStringLiteral("target"), encodeBytes(tgt.name(1))},
                              {QStringLiteral("portal"), encodeBytes(tgt.portal())}};
            turns.acquire();
            m_provider.run(step, {}, Reply<StepResult>([&](const std::optional<StepResult>& result) {
                               if (!result || result->error)
                                   qFatal("bench: no session");
                               m_open.append(result->created.constFirst());
                               turns.release();
                               ended.release();
                           }));
        }
        for (int i = 0; i < count; ++i)
            ended.acquire();
    }
    void closeAll()
    {
        std::counting_semaphore<> ended(0);
        const QList<ResourceId> open = std::exchange(m_open, {});
        for (const ResourceId& id : open) {
            Step step;
            step.verb = Verb::LogOut;
            step.resource = id;
            step.kind = Kind::IscsiSession;
            m_provider.run(step, {}, Reply<StepResult>([&](const std::optional<StepResult>& result) {
                               if (!result || result->error)
                                   qFatal("bench: not logged out");
                               ended.release();
                           }));
        }
        for (qsizetype i = 0; i < open.size(); ++i)
            ended.acquire();
    }

private:
    static LibIscsiProvider::Options options(std::chrono::milliseconds keepAlive)
    {
        LibIscsiProvider::Options options;
        options.keepAlive = keepAlive;
        return options;
    }
    QList<ResourceId> m_open;
    LibIscsiProvider m_provider;
};

// The same requests from plain sockets: all sent, then all answers read.
double byHand(const lab::TgtDaemon& tgt)
{
    std::vector<std::unique_ptr<lab::RawInitiator>> sessions;
    for (int i = 0; i < many; ++i) {
        sessions.push_back(std::make_unique<lab::RawInitiator>(tgt.port()));
        // tgtd tells sessions apart by name and ISID: one byte of it is not enough for all of them
        const QByteArray name = "iqn.2026-11.lab:raw" + QByteArray::number(i);
        if (!sessions.back()->login(tgt.name(1), 1, {{"InitiatorName", name}}))
            qFatal("bench: no session by hand");
    }
    return milliseconds([&] {
        for (const auto& session : sessions)
            if (!session->logout())
                qFatal("bench: no logout by hand");
    });
}

void measureLogout(Table& table, const lab::Lab& lab)
{
    const lab::TgtDaemon tgt({lab.folder(), "o", 1, 1, 0});
    QList<double> ours, theirs;
    for (int round = 0; round < 5; ++round) {
        Sessions sessions;
        sessions.open(tgt, many);
        if (tgt.sessions(1).size() != many)
            qFatal("bench: %d sessions", int(tgt.sessions(1).size()));
        ours.append(milliseconds([&] { sessions.closeAll(); }));
        if (!tgt.sessions(1).isEmpty())
            qFatal("bench: sessions are left");
        theirs.append(byHand(tgt));
    }
    table.atMost("logout of 400 sessions, each answered by the target", median(ours), 50, "ms");
    table.note("the same by plain sockets, one after the other", median(theirs), "ms");
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

struct Spent
{
    double processor = 0; // us, of all threads of this process
    long wakeups = 0; // each went to sleep before
};

Spent spent()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto micros = [](const timeval& time) { return 1e6 * double(time.tv_sec) + double(time.tv_usec); };
    return {micros(usage.ru_utime) + micros(usage.ru_stime), usage.ru_nvcsw};
}

struct Idle
{
    double wakeups = 0; // a second
    double load = 0; // of a processor, per thousand
    double bytes = 0; // of memory, a session
};

// Nobody asks for anything: the sessions are pinged, and tgtd answers.
Idle idle(const lab::TgtDaemon& tgt, int count, std::chrono::milliseconds keepAlive)
{
    Sessions sessions(keepAlive);
    const qint64 before = residentBytes();
    sessions.open(tgt, count);
    const double bytes = double(residentBytes() - before) / count;
    constexpr int seconds = 5;
    std::this_thread::sleep_for(keepAlive); // until the first round is over
    const Spent start = spent();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    const Spent end = spent();
    sessions.closeAll();
    return {double(end.wakeups - start.wakeups) / seconds, (end.processor - start.processor) / seconds / 1e3,
            bytes};
}

// One session is woken by its ping and by the answer again and again, while the others idle: microseconds of
// this process each time.
class Woken
{
public:
    Woken(const lab::TgtDaemon& tgt, int idle)
    {
        std::counting_semaphore<> turns(atOnce), ended(0);
        for (int i = 0; i <= idle; ++i) {
            turns.acquire();
            m_loop.post([&, i] {
                m_sessions.push_back(std::make_unique<iscsi::Session>(
                    m_loop,
                    iscsi::SessionSettings {tgt.name(1), tgt.portal(),
                                            "iqn.2026-11.lab:woken" + QByteArray::number(idle), quint64(i)}));
                m_sessions.back()->logIn([&](const std::optional<Error>& error) {
                    if (error)
                        qFatal("bench: no session");
                    turns.release();
                    ended.release();
                });
            });
        }
        for (int i = 0; i <= idle; ++i)
            ended.acquire();
    }
    ~Woken()
    {
        std::binary_semaphore closed(0);
        m_loop.post([&] {
            m_sessions.clear();
            closed.release();
        });
        closed.acquire();
    }
    Woken(const Woken&) = delete;
    Woken& operator=(const Woken&) = delete;
    double each()
    {
        constexpr int pings = 1000;
        m_left = pings;
        const Spent start = spent();
        m_loop.post([this] { ping(); });
        m_done.acquire();
        return (spent().processor - start.processor) / (2 * pings);
    }

private:
    void ping()
    {
        if (m_left-- == 0)
            return m_done.release();
        m_sessions.front()->ping([this](const std::optional<Error>& error) {
            if (error)
                qFatal("bench: no answer to a ping");
            m_loop.in(std::chrono::milliseconds(1), [this] { ping(); });
        });
    }
    std::vector<std::unique_ptr<iscsi::Session>> m_sessions;
    int m_left = 0;
    std::binary_semaphore m_done {0};
    iscsi::EventLoop m_loop; // the last: its thread uses all of them
};

void measureWakeups(Table& table, const lab::Lab& lab)
{
    const lab::TgtDaemon tgt({lab.folder(), "w", 1, 1, 0});
    Woken alone(tgt, 0), among(tgt, idlers);
    QList<double> lone, crowded;
    for (int round = 0; round < 7; ++round) {
        lone.append(alone.each());
        crowded.append(among.each());
    }
    table.note("a wakeup of the only session", median(lone), "us");
    table.note("a wakeup of one session while 1,000 idle", median(crowded), "us");
    table.atMost("a wakeup of one session while 1,000 idle over one of the only session",
                 median(crowded) / median(lone), 1.5, "x");
}

void measureIdle(Table& table, const lab::Lab& lab)
{
    using std::chrono::milliseconds;
    const lab::TgtDaemon tgt({lab.folder(), "i", 1, 1, 0});
    table.note("memory of an idle session", idle(tgt, idlers, milliseconds(5000)).bytes / 1024, "KiB");
    table.note("wakeups with 1 idle session", idle(tgt, 1, milliseconds(5000)).wakeups, "/s");
    table.note("wakeups with 1,000 idle sessions", idle(tgt, idlers, milliseconds(5000)).wakeups, "/s");
    QList<double> ratios;
    double load = 0;
    for (int round = 0; round < 3; ++round) { // as many pings a second from one as from all
        const double one = idle(tgt, 1, milliseconds(2)).load;
        load = idle(tgt, idlers, milliseconds(2 * idlers)).load;
        ratios.append(load / one);
    }
    table.note("500 pings a second by 1,000 sessions, of a processor", load / 10, "%");
    table.atMost("500 pings a second, 1,000 sessions in turn over the same by 1", median(ratios), 1.5, "x");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    raiseOpenFileLimit();
    Table table;
    if (const QString why = lab::TgtDaemon::unavailable(); !why.isEmpty()) {
        table.skip("sessions", why.toUtf8());
        return table.finish();
    }
    const lab::Lab lab;
    measureLogout(table, lab);
    measureIdle(table, lab); // its memory is not to come from what was there before
    measureWakeups(table, lab);
    return table.finish();
}
