// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pcsc/scdaemon.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

namespace {

// In place of gpgconf.
class Command : public Child
{
public:
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options&) override
    {
        asked.append(argv);
        return answer;
    }
    using Child::run;
    QList<QList<QByteArray>> asked;
    Result<ChildResult> answer = ChildResult {};
};

Resource process()
{
    Resource node;
    node.kind = Kind::Process;
    node.release = Release {};
    node.release->verb = Verb::AskToQuit;
    node.release->command = {"kill", "200"};
    return node;
}

ProcessEntry entry(const char* command, quint32 uid)
{
    ProcessEntry entry;
    entry.pid = 200;
    entry.command = command;
    entry.uid = uid;
    return entry;
}

} // namespace

class TestScdaemon : public QObject
{
    Q_OBJECT
private slots:
    void isAskedByItsOwnCommand();
    void anothersIsLeftToASignal();
    void tellsWhatGnuPgSays();
};

void TestScdaemon::isAskedByItsOwnCommand()
{
    Resource node = process();
    tellRemedy(node, entry("scdaemon", 1000), 1000);
    QCOMPARE(node.facts.value(Fact::Remedy).toByteArray(), QByteArray("gpgconf --kill scdaemon"));
    QVERIFY(node.facts.value(Fact::LastingRemedy).toString().endsWith(u"\n+disable-ccid"));
    Step step;
    step.verb = Verb::AskToQuit;
    step.command = node.release->command;
    QVERIFY(asksScdaemon(step));
    Command command;
    QVERIFY(!askScdaemon(step, command, {}).error);
    QCOMPARE(command.asked, QList<QList<QByteArray>> {scdaemonRemedy()});
    step.verb = Verb::End; // at once, by a signal
    QVERIFY(!asksScdaemon(step));
}

void TestScdaemon::anothersIsLeftToASignal()
{
    Resource other = process(), stranger = process();
    tellRemedy(other, entry("scdaemon", 1001), 1000);
    QVERIFY(other.facts.contains(Fact::Remedy));
    QCOMPARE(other.release->command.constFirst(), QByteArray("kill"));
    tellRemedy(stranger, entry("firefox", 1000), 1000);
    QVERIFY(stranger.facts.isEmpty());
    QCOMPARE(stranger.release->command.constFirst(), QByteArray("kill"));
}

void TestScdaemon::tellsWhatGnuPgSays()
{
    Step step;
    step.name = QStringLiteral("scdaemon");
    Command command;
    ChildResult refused;
    refused.exitCode = 2;
    refused.err = "gpgconf: no gpg-agent running\n";
    command.answer = refused;
    const StepResult result = askScdaemon(step, command, {});
    QCOMPARE(result.error->code, ErrorCode::CommandFailed);
    QCOMPARE(result.error->number, 2U);
    QCOMPARE(result.error->text, QStringLiteral("gpgconf: no gpg-agent running"));
    command.answer = fail(errorOf(ErrorCode::CommandMissing, QStringLiteral("gpgconf")));
    QCOMPARE(askScdaemon(step, command, {}).error->code, ErrorCode::CommandMissing);
}

QTEST_GUILESS_MAIN(TestScdaemon)
#include "tst_scdaemon.moc"
