// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/child.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <latch>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace mooring;

namespace {

ChildResult must(const QList<QByteArray>& argv, std::stop_token stop = {}, const Child::Options& options = {})
{
    Child child;
    auto result = child.run(argv, std::move(stop), options);
    if (!result)
        qFatal("%s", qPrintable(result.error().subject + result.error().text));
    return *result;
}

ChildResult shell(const QByteArray& script, const Child::Options& options = {})
{
    return must({"sh", "-c", script}, {}, options);
}

bool exists(qint64 pid) { return kill(static_cast<pid_t>(pid), 0) == 0; }

} // namespace

class TstChildStop : public QObject
{
    Q_OBJECT
private slots:
    void endsAtAStop();
    void doesNotStartAfterAStop();
    void killsTheDeaf();
    void killsWhatItsChildStarted();
    void stopsATalker();
    void doesNotWaitForAGrandchildThatKeepsThePipe();
    void tellsThatItWaits();
    void leavesBehindWhatCannotDie();
};

void TstChildStop::endsAtAStop()
{
    std::stop_source source;
    QElapsedTimer clock;
    clock.start();
    std::latch runs(1);
    std::thread stopper([&] {
        runs.wait();
        source.request_stop();
    });
    Child::Options options;
    options.waiting = [&, first = true](qint64, int) mutable {
        if (std::exchange(first, false))
            runs.count_down();
    };
    const ChildResult result = must({"sleep", "60"}, source.get_token(), options);
    stopper.join();
    QCOMPARE(result.signal, SIGTERM);
    QVERIFY(!result.abandoned);
    QVERIFY2(clock.elapsed() < 5000, "a stop has to end it at once");
}

void TstChildStop::doesNotStartAfterAStop()
{
    std::stop_source source;
    source.request_stop();
    Child child;
    const auto result = child.run({"true"}, source.get_token(), {});
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::StoppedByUser);
}

void TstChildStop::killsTheDeaf()
{
    std::stop_source source;
    Child::Options options;
    options.grace = 100;
    int seen = 0;
    options.waiting = [&](qint64, int elapsed) {
        seen = elapsed;
        source.request_stop(); // by now the trap is set
    };
    const ChildResult result
        = must({"sh", "-c", "trap '' TERM; while :; do sleep 60; done"}, source.get_token(), options);
    QCOMPARE(result.signal, SIGKILL);
    QVERIFY(seen > 0);
    QVERIFY(!exists(result.pid));
}

void TstChildStop::killsWhatItsChildStarted()
{
    std::stop_source source;
    Child::Options options;
    options.waiting = [&source](qint64, int) { source.request_stop(); };
    const ChildResult result = must({"sh", "-c", "sleep 61 & echo $!; wait"}, source.get_token(), options);
    const qint64 grandchild = result.out.trimmed().toLongLong();
    QVERIFY(grandchild > 0);
    const auto isDead = [grandchild] { // reparented: it may stay as a zombie where init does not reap
        QFile stat(QStringLiteral("/proc/%1/stat").arg(grandchild));
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
    };
    QTRY_VERIFY(isDead());
}

void TstChildStop::stopsATalker()
{
    Child::Options options;
    options.outputLimit = 100000;
    const ChildResult result = must({"yes"}, {}, options);
    QVERIFY(result.truncated);
    QCOMPARE(result.out.size(), options.outputLimit);
    QCOMPARE(result.signal, SIGTERM);
}

void TstChildStop::doesNotWaitForAGrandchildThatKeepsThePipe()
{
    QElapsedTimer clock;
    clock.start();
    const ChildResult result = shell("sleep 20 & echo $!");
    QVERIFY(clock.elapsed() < 10000);
    const auto grandchild = static_cast<pid_t>(result.out.trimmed().toLongLong());
    QVERIFY(grandchild > 0);
    kill(grandchild, SIGKILL);
}

void TstChildStop::tellsThatItWaits()
{
    QList<int> told;
    qint64 pid = 0;
    Child::Options options;
    options.waiting = [&](qint64 which, int elapsed) {
        pid = which;
        told.append(elapsed);
    };
    const ChildResult result = must({"sleep", "0.7"}, {}, options);
    QVERIFY(told.size() >= 1);
    QVERIFY(told.size() * 200 <= told.last()); // about every 250 ms, however long it took
    QVERIFY(told.first() >= 250);
    QCOMPARE(pid, result.pid);
}

// The first process of a pid namespace cannot end before everyone in it was reaped, and a traced one is
// reaped by its tracer only: so this child hangs in the kernel until we let it go.
void TstChildStop::leavesBehindWhatCannotDie()
{
    if (geteuid() != 0)
        QSKIP("needs a pid namespace");
    ChildResult result;
    pid_t grandchild = 0;
    const int ownNamespace = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
    std::stop_source source;
    Child::Options options;
    options.grace = 50;
    options.waiting = [&](qint64 pid, int) {
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
        if (children.open(QIODevice::ReadOnly))
            grandchild = static_cast<pid_t>(children.readAll().trimmed().toLongLong());
        setns(ownNamespace, CLONE_NEWPID);
        if (grandchild > 0 && ptrace(PTRACE_SEIZE, grandchild, nullptr, nullptr) == 0)
            source.request_stop();
    };
    bool wasThere = false;
    std::thread tracer([&] { // the namespace is the thread's own
        if (unshare(CLONE_NEWPID) != 0)
            return;
        result = must({"sh", "-c", "sleep 1000 & wait"}, source.get_token(), options);
        wasThere = exists(result.pid);
        waitpid(grandchild, nullptr, __WALL);
    });
    tracer.join();
    close(ownNamespace);
    QVERIFY(grandchild > 0);
    QVERIFY(result.abandoned);
    QVERIFY(wasThere);
    QCOMPARE(kernelChildError(result, QStringLiteral("x"))->code, ErrorCode::DeadlinePassed);
    QTRY_VERIFY(!exists(result.pid)); // reaped in the background
}

QTEST_GUILESS_MAIN(TstChildStop)
#include "tst_childstop.moc"
