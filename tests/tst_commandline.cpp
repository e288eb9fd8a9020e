// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/attaching.h"
#include "app/commandline.h"

#include <QTemporaryFile>
#include <QTest>

using namespace mooring;

class tst_CommandLine : public QObject
{
    Q_OBJECT
private slots:
    void understands_data();
    void understands();
    void refuses_data();
    void refuses();
    void refusesAnEmptyOperand();
    void refusesToWriteForTheTrueReason();
    void keepsEveryByteOfAnOperand();
    void readsEveryOptionOfDetach();
    void languageAndJsonHoldForTheMessageWhereverTheyStand();
    void everyOutcomeHasItsExitCode_data();
    void everyOutcomeHasItsExitCode();
};

namespace {
QList<QByteArray> words(const QByteArray& text) { return text.split(' '); }
} // namespace

void tst_CommandLine::understands_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("command");
    QTest::addColumn<int>("verb");
    QTest::addColumn<QByteArray>("operands");
    const auto row = [](const char* arguments, Command command, Verb verb, const char* operands) {
        QTest::newRow(arguments) << QByteArray(arguments) << int(command) << int(verb)
                                 << QByteArray(operands);
    };
    row("list", Command::List, Verb::Detach, "");
    row("list virtual-disk", Command::List, Verb::Detach, "virtual-disk");
    row("--json list", Command::List, Verb::Detach, "");
    row("show /dev/loop0", Command::Show, Verb::Detach, "/dev/loop0");
    row("users mount:/mnt", Command::Users, Verb::Detach, "mount:/mnt");
    row("plan detach a b", Command::Plan, Verb::Detach, "a b");
    row("plan unmount a", Command::Plan, Verb::Unmount, "a");
    row("detach a b c", Command::Release, Verb::Detach, "a b c");
    row("--yes detach a", Command::Release, Verb::Detach, "a");
    row("detach -- -a", Command::Release, Verb::Detach, "-a");
    row("detach --timeout=5 a", Command::Release, Verb::Detach, "a");
    row("login a --portal b --portal b", Command::LogIn, Verb::LogIn, "a");
    row("detach --flags 0 --provider-flags 0x0 a", Command::Release, Verb::Detach, "a");
    row("swap-off a", Command::Release, Verb::SwapOff, "a");
    row("attach disk.img --read-only", Command::Attach, Verb::Attach, "disk.img");
    row("mount filesystem:/dev/loop0 /mnt", Command::Mount, Verb::Mount, "filesystem:/dev/loop0 /mnt");
    row("mount --forensic a /mnt", Command::Mount, Verb::Mount, "a /mnt");
    row("log", Command::Log, Verb::Detach, "");
    row("forget a", Command::Release, Verb::Forget, "a");
    row("login a --remember", Command::LogIn, Verb::LogIn, "a");
    row("release a --disposition eject", Command::Release, Verb::Release, "a");
    row("attach reader:a --share direct", Command::Attach, Verb::Attach, "reader:a");
    row("transaction begin a b", Command::Release, Verb::BeginTransaction, "a b");
    row("transaction end a --disposition reset", Command::Release, Verb::EndTransaction, "a");
    row("plan transaction end a", Command::Plan, Verb::EndTransaction, "a");
    row("login a --portal b --chap-user c --remember-secret", Command::LogIn, Verb::LogIn, "a");
    row("browse 10.0.0.1 [::1]:3261", Command::Browse, Verb::Detach, "10.0.0.1 [::1]:3261");
    row("browse a --timeout 5 --chap-user b --chap-secret-file -", Command::Browse, Verb::Detach, "a");
    row("attach export:tgt/a --backing /b --lun 3", Command::Attach, Verb::Attach, "export:tgt/a");
    row("detach a --remove-saved --force under-initiator", Command::Release, Verb::Detach, "a");
    row("hide a b", Command::Release, Verb::Hide, "a b");
    row("plan disconnect a", Command::Plan, Verb::Disconnect, "a");
    row("remove-initiator a", Command::Release, Verb::RemoveInitiator, "a");
    row("disable a", Command::Release, Verb::DisablePortalGroup, "a");
    row("undo 7", Command::Undo, Verb::PutBack, "7");
    row("detach --help", Command::Help, Verb::Detach, "detach");
    row("--version", Command::Version, Verb::Detach, "");
}

void tst_CommandLine::understands()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, operands);
    CommandLine line;
    const std::optional<Error> error = parseCommandLine(words(arguments), line);
    QVERIFY2(!error, error ? qPrintable(error->subject) : "");
    QTEST(int(line.command), "command");
    QTEST(int(line.verb), "verb");
    QCOMPARE(line.operands.join(' '), operands);
}

void tst_CommandLine::refuses_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("exit");
    const auto row = [](const char* arguments, ErrorCode code, int exit) {
        QTest::newRow(arguments) << QByteArray(arguments) << int(code) << exit;
    };
    row("dettach a", ErrorCode::InvalidArgument, 2);
    row("attach -x.vhdx", ErrorCode::InvalidArgument, 2); // a name, rather than nothing
    row("login a --portal b --portal c", ErrorCode::InvalidArgument, 2);
    row("detach", ErrorCode::NothingGiven, 2);
    row("plan detach", ErrorCode::NothingGiven, 2);
    row("plan fly a", ErrorCode::InvalidArgument, 2);
    row("plan list a", ErrorCode::InvalidArgument, 2);
    row("detach --unknown a", ErrorCode::InvalidArgument, 2);
    row("detach --yes=1 a", ErrorCode::InvalidArgument, 2);
    row("list --yes", ErrorCode::InvalidArgument, 2);
    row("list a b", ErrorCode::InvalidArgument, 2);
    row("detach --timeout 0 a", ErrorCode::InvalidArgument, 2);
    row("detach --timeout -1 a", ErrorCode::InvalidArgument, 2);
    row("detach --timeout +5 a", ErrorCode::InvalidArgument, 2);
    row("detach --timeout 5s a", ErrorCode::InvalidArgument, 2);
    row("detach a --timeout", ErrorCode::InvalidArgument, 2);
    row("detach --processes kill a", ErrorCode::InvalidArgument, 2);
    row("detach --flags 1 a", ErrorCode::FlagsNotZero, 2);
    row("detach --provider-flags 0x10 a", ErrorCode::FlagsNotZero, 2);
    row("detach --flags x a", ErrorCode::InvalidArgument, 2);
    row("attach a --read-only --read-write", ErrorCode::InvalidArgument, 2);
    row("attach a --processes quit", ErrorCode::InvalidArgument, 2);
    row("attach a --forensic", ErrorCode::InvalidArgument, 2);
    row("mount a /mnt --checksum", ErrorCode::InvalidArgument, 2);
    row("browse", ErrorCode::NothingGiven, 2);
    row("browse a --yes", ErrorCode::InvalidArgument, 2);
    row("browse a --remember-secret", ErrorCode::InvalidArgument, 2);
    row("--lang de list", ErrorCode::InvalidArgument, 2);
    row("login", ErrorCode::NothingGiven, 2);
    row("login a --portal 10.0.0.1 --sessions 0", ErrorCode::InvalidArgument, 2);
    row("login a --portal 10.0.0.1 --sessions 33", ErrorCode::InvalidArgument, 2);
    row("list --portal 10.0.0.1", ErrorCode::InvalidArgument, 2);
    row("operations 7", ErrorCode::InvalidArgument, 2);
    row("wait", ErrorCode::NothingGiven, 2);
    row("stop-operation 7 --timeout 5", ErrorCode::InvalidArgument, 2);
    row("transaction a b", ErrorCode::InvalidArgument, 2);
    row("transaction begin", ErrorCode::NothingGiven, 2);
    row("plan close-luks a", ErrorCode::NotSupportedHere, 8);
    row("attach export:tgt/a --backing b --lun 16384", ErrorCode::InvalidArgument, 2); // SAM-5: 14 bits
    row("attach export:tgt/a --backing b --lun -1", ErrorCode::InvalidArgument, 2);
    row("detach a --lun 1", ErrorCode::InvalidArgument, 2);
    row("detach a --keep-saved --remove-saved", ErrorCode::InvalidArgument, 2);
    row("release a --disposition away", ErrorCode::InvalidArgument, 2);
    row("reconnect a --disposition eject", ErrorCode::InvalidArgument, 2);
    row("detach a --disposition leave", ErrorCode::InvalidArgument, 2);
    row("attach reader:a --share all", ErrorCode::InvalidArgument, 2);
    row("plan log-out a", ErrorCode::InvalidArgument, 2); // the word is logout
    row("detach --force end-holder a", ErrorCode::NotSupportedHere, 8);
    row("detach --force hard a", ErrorCode::InvalidArgument, 2);
    row("detach --force a", ErrorCode::NothingGiven, 2);
    row("attach --force lazy a", ErrorCode::InvalidArgument, 2);
}

void tst_CommandLine::refuses()
{
    QFETCH(QByteArray, arguments);
    CommandLine line;
    const std::optional<Error> error = parseCommandLine(words(arguments), line);
    QVERIFY(error);
    QTEST(int(error->code), "code");
    QTEST(exitCode(outcomeOf(*error)), "exit");
}

// It would be completed to the caller's folder.
void tst_CommandLine::refusesAnEmptyOperand()
{
    for (const char* command : {"attach", "detach", "show", "users", "mount"}) {
        CommandLine line;
        const std::optional<Error> error = parseCommandLine({command, ""}, line);
        QVERIFY(error);
        QCOMPARE(int(error->code), int(ErrorCode::InvalidArgument));
    }
}

void tst_CommandLine::refusesToWriteForTheTrueReason()
{
    QTemporaryFile file; // nothing that rights could change
    QVERIFY(file.open());
    const QByteArray path = file.fileName().toUtf8();
    CommandLine line;
    QVERIFY(!parseCommandLine({"attach", "--read-write", "--format", "raw", path}, line));
    ImageReport report;
    report.facts = {{Fact::Path, path}, {Fact::Format, QStringLiteral("raw")}};
    QVERIFY(!attachRefusal(line, report));
    report.facts[Fact::ReadOnly] = true;
    QVERIFY(!attachRefusal(line, report)); // of a kind that is never written to: who attaches it says so
    report.facts[Fact::LockedBy] = QStringLiteral("writer");
    const std::optional<Error> used = attachRefusal(line, report);
    QVERIFY(used);
    QCOMPARE(int(used->code), int(ErrorCode::ImageInUse));
    report.facts[Fact::Format] = QStringLiteral("iso");
    QCOMPARE(int(attachRefusal(line, report)->code), int(ErrorCode::IsoIsReadOnly));
}

void tst_CommandLine::keepsEveryByteOfAnOperand()
{
    QByteArray name("-");
    for (int byte = 1; byte < 256; ++byte)
        name += char(byte);
    CommandLine line;
    QVERIFY(!parseCommandLine({"attach", "--", name}, line));
    QCOMPARE(line.operands, QList<QByteArray> {name});
    CommandLine detach;
    QVERIFY(!parseCommandLine({"detach", "x", "--leave-out", name}, detach));
    QCOMPARE(detach.leaveOut, QList<QByteArray> {name});
}

void tst_CommandLine::readsEveryOptionOfDetach()
{
    CommandLine line;
    QVERIFY(!parseCommandLine(words("detach a --yes --accept-collateral --no-cascade --leave-out b "
                                    "--leave-out c --timeout 7 --processes quit --json --lang fr"),
                              line));
    QVERIFY(line.yes && line.acceptCollateral && line.json);
    QVERIFY(!line.options.cascade);
    QCOMPARE(line.leaveOut, (QList<QByteArray> {"b", "c"}));
    QCOMPARE(line.options.deadline, 7000);
    QCOMPARE(int(line.options.processes), int(ProcessAnswer::Quit));
    QCOMPARE(line.language, QStringLiteral("fr"));
}

void tst_CommandLine::languageAndJsonHoldForTheMessageWhereverTheyStand()
{
    CommandLine line;
    QVERIFY(parseCommandLine(words("detach --unknown a --json --lang fr"), line));
    QVERIFY(line.json);
    QCOMPARE(line.language, QStringLiteral("fr"));
}

void tst_CommandLine::everyOutcomeHasItsExitCode_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("exit");
    const auto row
        = [](const char* name, Outcome outcome, int exit) { QTest::newRow(name) << int(outcome) << exit; };
    row("done", Outcome::Done, 0);
    row("nothing to do", Outcome::NothingToDo, 0);
    row("failed", Outcome::Failed, 1);
    row("unknown", Outcome::Unknown, 1);
    row("out of memory", Outcome::OutOfMemory, 1);
    row("invalid request", Outcome::InvalidRequest, 2);
    row("partial", Outcome::Partial, 3);
    row("busy", Outcome::Busy, 4);
    row("denied", Outcome::Denied, 5);
    row("dismissed", Outcome::AuthDismissed, 5);
    row("not found", Outcome::NotFound, 6);
    row("not associated", Outcome::NotAssociated, 6);
    row("timed out", Outcome::TimedOut, 7);
    row("unsupported", Outcome::Unsupported, 8);
    row("no provider", Outcome::NoProvider, 8);
    row("bad image", Outcome::BadImage, 8);
    row("deferred", Outcome::Deferred, 9);
    row("stopped", Outcome::Stopped, 10);
    row("too late", Outcome::TooLateToStop, 10);
    row("service unavailable", Outcome::ServiceUnavailable, 11);
}

void tst_CommandLine::everyOutcomeHasItsExitCode()
{
    QFETCH(int, outcome);
    QTEST(exitCode(static_cast<Outcome>(outcome)), "exit");
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
