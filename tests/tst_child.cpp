// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/child.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
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

qsizetype openDescriptors() { return QDir(QStringLiteral("/proc/self/fd")).count(); }

} // namespace

class TstChild : public QObject
{
    Q_OBJECT
private slots:
    void tellsExitCodes();
    void tellsTheSignalThatEndedIt();
    void tellsWhenThereIsNoSuchProgram();
    void tellsWhenItMayNotBeRun();
    void takesBigOutputFromBothPipes();
    void passesInputOfAnySize();
    void hasNothingToReadWithoutInput();
    void inheritsNoDescriptor();
    void beginsInTheRootFolderInASessionOfItsOwn();
    void speaksC();
    void startsWithOrdinarySignals();
    void runsManySideBySide();
    void leaksNothing();
    void mapsAnswersOfTheKernelChild();
};

void TstChild::tellsExitCodes()
{
    QCOMPARE(shell("exit 0").exitCode, 0);
    QCOMPARE(shell("exit 7").exitCode, 7);
    QCOMPARE(shell("exit 255").exitCode, 255);
}

void TstChild::tellsTheSignalThatEndedIt()
{
    const ChildResult result = shell("kill -SEGV $$");
    QCOMPARE(result.signal, SIGSEGV);
    QCOMPARE(result.exitCode, 0);
}

void TstChild::tellsWhenThereIsNoSuchProgram()
{
    Child child;
    for (const QByteArray name : {"no-such-program-of-mooring", "/no/such/program", ""}) {
        const auto result = child.run({name});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::CommandMissing);
        QCOMPARE(result.error().subject, QString::fromUtf8(name));
    }
    QVERIFY(!child.run(QList<QByteArray>()));
}

void TstChild::tellsWhenItMayNotBeRun()
{
    Child child;
    const auto result = child.run({"/etc/passwd"});
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::PermissionDenied);
}

void TstChild::takesBigOutputFromBothPipes()
{
    const ChildResult result = shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; exit 3");
    QCOMPARE(result.out.size(), 3000000);
    QCOMPARE(result.err.size(), 2000000);
    QCOMPARE(result.exitCode, 3);
    QVERIFY(!result.truncated);
}

void TstChild::passesInputOfAnySize()
{
    Child::Options options;
    options.input = QByteArray(5'000'000, 'x') + "end";
    const ChildResult result = must({"cat"}, {}, options);
    QCOMPARE(result.out, options.input);
    QCOMPARE(must({"true"}, {}, options).exitCode, 0); // does not read: no SIGPIPE, no wait
}

void TstChild::hasNothingToReadWithoutInput()
{
    QCOMPARE(must({"cat"}).out, QByteArray());
    QCOMPARE(shell("readlink /proc/self/fd/0").out, "/dev/null\n");
}

void TstChild::inheritsNoDescriptor()
{
    const int leaky = open("/etc/passwd", O_RDONLY); // on purpose without O_CLOEXEC
    QVERIFY(leaky >= 0);
    const QList<QByteArray> seen = shell("ls /proc/self/fd | tr '\\n' ' '").out.trimmed().split(' ');
    close(leaky);
    // ls itself has 0, 1, 2 and the folder it lists
    QCOMPARE(seen, (QList<QByteArray> {"0", "1", "2", "3"}));
}

void TstChild::beginsInTheRootFolderInASessionOfItsOwn()
{
    QCOMPARE(must({"pwd"}).out, "/\n");
    const ChildResult result = must({"cat", "/proc/self/stat"});
    const QList<QByteArray> fields = result.out.mid(result.out.lastIndexOf(')') + 2).split(' ');
    QCOMPARE(fields.value(2).toLongLong(), result.pid); // process group
    QCOMPARE(fields.value(3).toLongLong(), result.pid); // session
}

void TstChild::speaksC()
{
    qputenv("LC_ALL", "fr_FR.UTF-8");
    qputenv("MOORING_SECRET", "1");
    const QList<QByteArray> variables = must({"env"}).out.split('\n');
    qputenv("LC_ALL", "C.UTF-8");
    QVERIFY(variables.contains("LC_ALL=C"));
    QVERIFY(!variables.contains("MOORING_SECRET=1"));
}

void TstChild::startsWithOrdinarySignals()
{
    signal(SIGINT, SIG_IGN);
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const QByteArray status = must({"grep", "^Sig[BI]", "/proc/self/status"}).out;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    signal(SIGINT, SIG_DFL);
    const QList<QByteArray> lines = status.split('\n');
    constexpr quint64 kStandard = 0x7fffffff; // 32 and 33 are the C library's own
    QCOMPARE(lines.value(0).mid(8).toULongLong(nullptr, 16), 0ULL);
    QCOMPARE(lines.value(1).mid(8).toULongLong(nullptr, 16) & kStandard, 0ULL);
}

void TstChild::runsManySideBySide()
{
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 40; ++i) {
        threads.emplace_back([i, &right] {
            const ChildResult result
                = shell("echo " + QByteArray::number(i) + "; exit " + QByteArray::number(i));
            right += result.out == QByteArray::number(i) + '\n' && result.exitCode == i ? 1 : 0;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(right.load(), 40);
}

void TstChild::leaksNothing()
{
    must({"true"});
    const qsizetype before = openDescriptors();
    for (int i = 0; i < 1000; ++i)
        must({"true"});
    QCOMPARE(openDescriptors(), before);
    QCOMPARE(waitpid(-1, nullptr, WNOHANG), -1); // no zombie either
    QCOMPARE(errno, ECHILD);
}

void TstChild::mapsAnswersOfTheKernelChild()
{
    const QString subject = QStringLiteral("/dev/loop9");
    ChildResult result;
    QVERIFY(!kernelChildError(result, subject));
    result.exitCode = EBUSY;
    QCOMPARE(kernelChildError(result, subject)->code, ErrorCode::InTheWay);
    QCOMPARE(kernelChildError(result, subject)->number, quint32(EBUSY));
    QCOMPARE(kernelChildError(result, subject)->subject, subject);
    result.exitCode = 126;
    QCOMPARE(kernelChildError(result, subject)->code, ErrorCode::CommandFailed);
    result = {};
    result.signal = SIGSEGV;
    QCOMPARE(kernelChildError(result, subject)->number, quint32(128 + SIGSEGV));
    result.abandoned = true;
    QCOMPARE(kernelChildError(result, subject)->code, ErrorCode::DeadlinePassed);
    const auto missing = kernelChildError(fail({ErrorCode::CommandMissing, {}, {}, 0, {}, {}}), subject);
    QCOMPARE(missing->code, ErrorCode::CommandMissing);
    QCOMPARE(missing->subject, subject);
}

QTEST_GUILESS_MAIN(TstChild)
#include "tst_child.moc"
