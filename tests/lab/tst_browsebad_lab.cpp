// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "product.h"
#include "relay.h"
#include "scriptedtarget.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring::lab;

namespace {

QJsonArray targetsOf(const Ran& ran) { return ran.json()[u"portals"][0][u"targets"].toArray(); }

QString codeIn(const QJsonValue& node) { return node[u"error"][u"code"].toString(); }

Scripts sessionScripts(const std::function<void(Script&)>& change)
{
    Scripts scripts;
    change(scripts.session);
    return scripts;
}

} // namespace

// mooringctl browse, where something is wrong with the targets or with what was asked.
class TestBrowseBad : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void endsWithTheCodeOfWhatFailed_data();
    void endsWithTheCodeOfWhatFailed();
    void tellsWhatItCouldNotRead();
    void asksTheSlowWayWhereItMust();
    void refusesBeforeAnyLook_data();
    void refusesBeforeAnyLook();

private:
    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<Product> m_product;
    Ran browse(const Argv& words) const { return m_product->run(Argv {"--json", "browse"} + words); }
};

void TestBrowseBad::initTestCase()
{
    if (const QString why = Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    m_lab = std::make_unique<Lab>();
    m_product = std::make_unique<Product>(*m_lab);
}

void TestBrowseBad::endsWithTheCodeOfWhatFailed_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<Misdeed>("misdeed");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, Stage stage, const Misdeed& misdeed, int exit, const char* code) {
        QTest::newRow(what) << stage << misdeed << exit << QString::fromLatin1(code);
    };
    row("silent at the login", Stage::Login, {Misdeed::Silence}, 7, "deadlinePassed");
    row("silent at a command", Stage::Command, {Misdeed::Silence}, 7, "deadlinePassed");
    row("closes at a command", Stage::Command, {Misdeed::Close}, 1, "connectionLost");
    row("garbage", Stage::Command, {Misdeed::Bytes, garbage()}, 1, "answerMalformed");
    row("an endless answer", Stage::Command, {Misdeed::Endless}, 1, "answerMalformed");
    row("silent at the logout", Stage::Logout, {Misdeed::Silence}, 0, "");
}

void TestBrowseBad::endsWithTheCodeOfWhatFailed()
{
    QFETCH(Stage, stage);
    QFETCH(Misdeed, misdeed);
    QFETCH(int, exit);
    QFETCH(QString, code);
    ScriptedTarget target(targetSpecs("s", 1, 1),
                          sessionScripts([&](Script& script) { script.misdeeds[stage] = misdeed; }));
    QElapsedTimer clock;
    clock.start();
    const Ran ran = browse({target.portal(), "--timeout", "1"});
    QVERIFY2(ran.code == exit, ran.text());
    QCOMPARE(codeIn(targetsOf(ran)[0]), code);
    QVERIFY(clock.elapsed() < 5000);
    QTRY_COMPARE(target.counts().openConnections, 0);
    ScriptedTarget good(targetSpecs("g", 1, 1));
    QCOMPARE(browse({target.portal(), good.portal(), "--timeout", "1"}).code, exit == 0 ? 0 : 3);
}

void TestBrowseBad::tellsWhatItCouldNotRead()
{
    ScriptedTarget good;
    Relay stalled(good.port());
    stalled.stall();
    QElapsedTimer clock;
    clock.start();
    const Ran ran = browse({stalled.portal(), good.portal(), "127.0.0.1:1", "--timeout", "2"});
    QVERIFY(clock.elapsed() < 4000);
    QCOMPARE(ran.code, 3);
    const QJsonArray portals = ran.json()[u"portals"].toArray();
    QCOMPARE(codeIn(portals[0]), QStringLiteral("deadlinePassed"));
    QCOMPARE(portals[1][u"targets"].toArray().size(), 1);
    QCOMPARE(codeIn(portals[2]), QStringLiteral("portalUnreachable"));
    QCOMPARE(browse({"127.0.0.1:1"}).code, 1);
    QCOMPARE(browse({stalled.portal(), "--timeout", "1"}).code, 7);
    // A unit that does not say who it is.
    Script script;
    script.answers["\x12"] = checkCondition(5, 0x25, 0);
    Scripts scripts;
    scripts.session = script;
    ScriptedTarget mute(targetSpecs("s", 1, 1), scripts);
    const Ran silent = browse({mute.portal()});
    QCOMPARE(silent.code, 1);
    QCOMPARE(codeIn(targetsOf(silent)[0][u"luns"][0]), QStringLiteral("systemCallFailed"));
}

void TestBrowseBad::asksTheSlowWayWhereItMust()
{
    Scripts scripts;
    scripts.ofSession[1].login.statusClass = 2; // "initiator error", to whoever skips the security stage
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    const Ran ran = browse({target.portal()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(targetsOf(ran)[0][u"luns"].toArray().size(), 1);
}

void TestBrowseBad::refusesBeforeAnyLook_data()
{
    QTest::addColumn<Argv>("words");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, const Argv& words, const char* code) {
        QTest::newRow(what) << words << QString::fromLatin1(code);
    };
    row("nothing", {}, "nothingGiven");
    row("no address", {"GOOD", "::1"}, "portalInvalid");
    row("port too big", {"GOOD", "127.0.0.1:65536"}, "portalInvalid");
    row("user alone", {"GOOD", "--chap-user", "alice"}, "nothingGiven");
    row("secret alone", {"GOOD", "--chap-secret-file", "/dev/null"}, "nothingGiven");
    row("empty secret", {"GOOD", "--chap-user", "alice", "--chap-secret-file", "/dev/null"},
        "invalidArgument");
    row("mutual alone", {"GOOD", "--mutual-user", "bob", "--mutual-secret-file", "/dev/null"},
        "nothingGiven");
    row("no time", {"GOOD", "--timeout", "0"}, "invalidArgument");
    row("another's option", {"GOOD", "--sessions", "2"}, "invalidArgument");
}

void TestBrowseBad::refusesBeforeAnyLook()
{
    QFETCH(Argv, words);
    QFETCH(QString, code);
    ScriptedTarget target;
    for (QByteArray& word : words)
        word = word == "GOOD" ? target.portal() : word;
    const Ran ran = browse(words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(codeIn(ran.json()), code);
    QCOMPARE(target.counts().connections, 0);
}

QTEST_GUILESS_MAIN(TestBrowseBad)
#include "tst_browsebad_lab.moc"
