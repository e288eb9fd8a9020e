// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QDirIterator>
#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// mooringctl login: what it refuses, where its secrets come from, and that they go nowhere else.
class TestLoginCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void refusesWhatItCannotOpen_data();
    void refusesWhatItCannotOpen();
    void takesSecretsFromAFileOrItsInput();
    void saysWhoseDigestIsMissing();
    void keepsSecretsToItself();

private:
    std::unique_ptr<CommandStage> m_stage; // of the refusals
    std::unique_ptr<TgtDaemon> m_tgt;
};

void TestLoginCommands::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    m_stage = std::make_unique<CommandStage>();
    m_tgt = std::make_unique<TgtDaemon>(
        TgtOptions {.folder = m_stage->lab.folder(), .user = "alice", .secret = "a-secret-of-16-b"});
}

void TestLoginCommands::cleanupTestCase()
{
    m_tgt.reset();
    m_stage.reset();
}

void TestLoginCommands::refusesWhatItCannotOpen_data()
{
    QTest::addColumn<Argv>("arguments"); // NAME and PORTAL stand for the target's
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, const Argv& arguments, int exit, const char* code) {
        QTest::newRow(what) << arguments << exit << QString::fromLatin1(code);
    };
    row("no name", {"--portal", "PORTAL"}, 2, "nothingGiven");
    row("no portal", {"NAME"}, 2, "nothingGiven");
    row("bad name", {"--portal", "PORTAL", "disk1"}, 2, "nameNotIscsi");
    row("name too long", {"--portal", "PORTAL", "iqn.2026-11.lab:" + QByteArray(220, 'x')}, 2,
        "nameNotIscsi");
    row("bad portal", {"--portal", "::1", "NAME"}, 2, "portalInvalid");
    row("port too big", {"--portal", "127.0.0.1:65536", "NAME"}, 2, "portalInvalid");
    row("no session", {"--portal", "PORTAL", "--sessions", "0", "NAME"}, 2, "invalidArgument");
    row("too many sessions", {"--portal", "PORTAL", "--sessions", "33", "NAME"}, 2, "invalidArgument");
    row("user alone", {"--portal", "PORTAL", "--chap-user", "alice", "NAME"}, 11, "keyringUnavailable");
    row("nothing to remember", {"--portal", "PORTAL", "--remember-secret", "NAME"}, 2, "nothingGiven");
    row("secret alone", {"--portal", "PORTAL", "--chap-secret-file", "/dev/null", "NAME"}, 2, "nothingGiven");
    row("mutual alone",
        {"--portal", "PORTAL", "--mutual-user", "bob", "--mutual-secret-file", "/dev/null", "NAME"}, 2,
        "nothingGiven");
    row("empty secret",
        {"--portal", "PORTAL", "--chap-user", "alice", "--chap-secret-file", "/dev/null", "NAME"}, 2,
        "invalidArgument");
    row("no secret file",
        {"--portal", "PORTAL", "--chap-user", "alice", "--chap-secret-file", "/nowhere/x", "NAME"}, 2,
        "invalidArgument");
    row("secret needed", {"--portal", "PORTAL", "NAME"}, 5, "secretMissing");
    row("nobody listens", {"--portal", "127.0.0.1:1", "NAME"}, 1, "portalUnreachable");
    row("unknown target", {"--portal", "PORTAL", "iqn.2026-11.lab:none"}, 6, "targetUnknown");
}

void TestLoginCommands::refusesWhatItCannotOpen()
{
    QFETCH(Argv, arguments);
    QFETCH(const int, exit);
    QFETCH(const QString, code);
    for (QByteArray& word : arguments)
        word = word == "NAME" ? m_tgt->name(1) : word == "PORTAL" ? m_tgt->portal() : word;
    const Ran ran = m_stage->product.run(Argv {"--json", "login"} + arguments);
    QVERIFY2(ran.code == exit, ran.text());
    QCOMPARE(codeOf(ran), code);
    QVERIFY(m_tgt->sessions().isEmpty());
    const Ran told = m_stage->product.run(Argv {"--lang", "fr", "login"} + arguments);
    QVERIFY2(told.code == exit && !(told.err + told.out).isEmpty(), told.text());
}

void TestLoginCommands::takesSecretsFromAFileOrItsInput()
{
    const CommandStage stage;
    TgtOptions options {stage.lab.folder(), "t"};
    options.user = "alice";
    options.secret = "a-secret-of-16-b";
    options.mutualUser = "target";
    options.mutualSecret = "another-of-16-by";
    const TgtDaemon tgt(options);
    const QByteArray own = stage.lab.writeFile("own", options.secret + '\n');
    const QByteArray wrong = stage.lab.writeFile("wrong", "not-that-secret!");
    const QByteArray theirs = stage.lab.writeFile("theirs", options.mutualSecret);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--chap-user", "alice", "--chap-secret-file", own}));
    RunOptions input;
    input.input = options.secret + '\n';
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            {"--chap-user", "alice", "--chap-secret-file", "-", "--mutual-user", "target",
                             "--mutual-secret-file", theirs},
                            input));
    input.input = options.secret + '\n' + options.mutualSecret + '\n';
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            {"--chap-user", "alice", "--chap-secret-file", "-", "--mutual-user", "target",
                             "--mutual-secret-file", "-"},
                            input));
    QCOMPARE(tgt.sessions(1).size(), 3);
    RunOptions shell;
    shell.environment = stage.product.environment();
    VERIFY_DONE(run({"bash", "-c",
                     "exec \"$0\" login --portal \"$1\" --chap-user alice --chap-secret-file <(cat \"$2\") "
                     "--mutual-user target --mutual-secret-file <(cat \"$3\") \"$4\"",
                     QByteArray(MOORING_BIN_DIR) + "/mooringctl", tgt.portal(), own, theirs, tgt.name(1)},
                    shell));
    QCOMPARE(tgt.sessions(1).size(), 4);
    const Ran refused
        = stage.logIn(tgt.name(1), tgt.portal(), {"--chap-user", "alice", "--chap-secret-file", wrong});
    QVERIFY2(refused.code == 5, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("authenticationFailed"));
    const Ran imposter = stage.logIn(tgt.name(1), tgt.portal(),
                                     {"--chap-user", "alice", "--chap-secret-file", own, "--mutual-user",
                                      "target", "--mutual-secret-file", wrong});
    QVERIFY2(imposter.code == 5, imposter.text());
    // What only other programs read is not asked.
    input.environment = {"LIBISCSI_CHAP_USERNAME=alice", "LIBISCSI_CHAP_PASSWORD=" + options.secret};
    QCOMPARE(codeOf(stage.logIn(tgt.name(1), tgt.portal(), {}, input)), QStringLiteral("secretMissing"));
    QCOMPARE(tgt.sessions(1).size(), 4);
}

void TestLoginCommands::saysWhoseDigestIsMissing()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    TgtRequest request;
    request.mode = TgtRequest::Mode::Target;
    request.op = TgtRequest::Op::Update;
    request.target = 1;
    request.parameters = "HeaderDigest=None";
    QCOMPARE(tgt.ask(request).error, 0U);
    const Ran refused
        = stage.product.run({"login", "--portal", tgt.portal(), "--header-digest", tgt.name(1)});
    QVERIFY2(refused.code == 8, refused.text());
    QVERIFY2(refused.text().contains("The target does not do the header digest"), refused.text());
    QVERIFY(tgt.sessions().isEmpty());
}

void TestLoginCommands::keepsSecretsToItself()
{
    const CommandStage stage;
    const TgtOptions options {.folder = stage.lab.folder(), .user = "alice", .secret = "a-secret-of-16-b"};
    const TgtDaemon tgt(options);
    const QByteArray monitored = stage.lab.path("monitored");
    Running monitor(
        {"sh", "-c", "exec dbus-monitor --address '" + stage.bus.address().toUtf8() + "' > " + monitored});
    const QByteArray file = stage.lab.writeFile("file", options.secret);
    const Ran opened
        = stage.logIn(tgt.name(1), tgt.portal(), {"--chap-user", "alice", "--chap-secret-file", file});
    QVERIFY2(opened.code == 0, opened.text());
    const Ran shown = stage.product.run({"--json", "list"});
    const Ran logged = stage.product.run({"--json", "log"});
    monitor.signal(SIGTERM);
    monitor.waitEnd();
    const QByteArray process = "/proc/" + QByteArray::number(stage.servicePid());
    const auto contentOf = [](const QByteArray& path) {
        QFile read(QFile::decodeName(path));
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    };
    QVERIFY(contentOf(process + "/environ").contains("PATH="));
    QVERIFY(contentOf(monitored).contains("alice"));
    for (const QByteArray& text : {opened.out, opened.err, shown.out, logged.out, contentOf(monitored),
                                   contentOf(process + "/cmdline"), contentOf(process + "/environ")})
        QVERIFY2(!text.contains(options.secret), text);
    QDirIterator files(QFile::decodeName(stage.lab.path("state")), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    int read = 0;
    for (; files.hasNext(); ++read)
        QVERIFY2(!contentOf(QFile::encodeName(files.next())).contains(options.secret),
                 qPrintable(files.filePath()));
    QVERIFY(read > 0);
}

QTEST_GUILESS_MAIN(TestLoginCommands)
#include "tst_logincommands_lab.moc"
