// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "discoverystage.h"
#include "istgtdaemon.h"
#include "lab.h"
#include "relay.h"
#include "scriptedtarget.h"
#include "tgtdaemon.h"

#include <QDir>
#include <QSet>
#include <QTest>

using namespace mooring;
using namespace mooring::lab;

namespace {

PortalAnswer answerOf(const DiscoveryRequest& request, iscsi::DialogueLimits limits = {})
{
    Asked asked(request, limits);
    return QTest::qWaitFor([&] { return asked.answers->isDone(); }, 30000) ? asked.answers->all.value(0)
                                                                           : PortalAnswer();
}

ErrorCode codeOf(const PortalAnswer& answer)
{
    return answer.error ? answer.error->code : ErrorCode::NeverAnswered;
}

qsizetype openFiles() { return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::System).size(); }

constexpr auto second = std::chrono::milliseconds(1000);
iscsi::DialogueLimits hurried() { return iscsi::DialogueLimits::all(second); }

Scripts discoveryScripts(const std::function<void(Script&)>& change)
{
    Scripts scripts;
    change(scripts.discovery);
    return scripts;
}

} // namespace

// Discovery by sockets of our own, against real targets and bad ones.
class TestDiscovery : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void findsManyTargets();
    void findsWhatIstgtHas();
    void authenticates();
    void tellsOfEachMisdeed_data();
    void tellsOfEachMisdeed();
    void takesAnAnswerInPartsAndAddressesThatAreMissing();
    void followsRedirects();
    void waitsForNobodyElse();
    void endsWithItsToken();
    void refusesWhatIsNoPortal();
};

void TestDiscovery::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestDiscovery::findsManyTargets()
{
    constexpr int count = 1400;
    const Lab lab;
    const TgtDaemon tgt({lab.folder(), "t", count, 0});
    const qsizetype files = openFiles();
    const PortalAnswer answer = answerOf({{tgt.portal()}, {}, {}});
    QVERIFY2(!answer.error, qPrintable(answer.error.value_or(Error()).text));
    QSet<QByteArray> names;
    for (const DiscoveredTarget& target : answer.targets) {
        names.insert(target.name);
        QCOMPARE(target.portals, QList<QByteArray> {tgt.portal()});
    }
    QCOMPARE(names.size(), count);
    QCOMPARE(openFiles(), files);
    QVERIFY(tgt.sessions().isEmpty());
}

void TestDiscovery::findsWhatIstgtHas()
{
    if (const QString why = IstgtDaemon::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const Lab lab;
    const IstgtDaemon istgt({lab.folder(), "i", 3});
    const PortalAnswer answer = answerOf({{istgt.portal()}, {}, {}});
    QCOMPARE(answer.targets.size(), 3);
    QCOMPARE(answer.targets[0].name, istgt.name(1));
    QCOMPARE(answer.targets[0].portals, QList<QByteArray> {istgt.portal()});
    QTRY_COMPARE(istgt.connections(), 0);
}

void TestDiscovery::authenticates()
{
    const ChapAccess own {"alice", "a-secret-of-16-b"}, theirs {"target", "another-of-16-by"};
    const Lab lab;
    TgtOptions options {lab.folder(), "t"};
    options.user = own.user;
    options.secret = own.secret;
    options.mutualUser = theirs.user;
    options.mutualSecret = theirs.secret;
    const TgtDaemon tgt(options);
    using Mode = TgtRequest::Mode; // accounts of no target are those of discovery
    for (const bool outgoing : {false, true})
        QCOMPARE(tgt.ask({.mode = Mode::Account,
                          .op = TgtRequest::Op::Bind,
                          .parameters = "user=" + (outgoing ? theirs.user : own.user),
                          .isOutgoing = outgoing})
                     .error,
                 0U);
    QCOMPARE(codeOf(answerOf({{tgt.portal()}, {}, {}})), ErrorCode::SecretMissing);
    const ChapAccess wrong {"alice", "not-that-secret!"};
    QCOMPARE(codeOf(answerOf({{tgt.portal()}, wrong, {}})), ErrorCode::AuthenticationFailed);
    QCOMPARE(answerOf({{tgt.portal()}, own, {}}).targets.size(), 1);
    QCOMPARE(answerOf({{tgt.portal()}, own, theirs}).targets.size(), 1);
    QCOMPARE(codeOf(answerOf({{tgt.portal()}, own, ChapAccess {"target", "of-somebody-else"}})),
             ErrorCode::AuthenticationFailed);
}

void TestDiscovery::tellsOfEachMisdeed_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<Misdeed>("misdeed");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* what, Stage stage, const Misdeed& misdeed, ErrorCode code) {
        QTest::newRow(what) << stage << misdeed << code;
    };
    row("silent at once", Stage::Login, {Misdeed::Silence}, ErrorCode::DeadlinePassed);
    row("silent later", Stage::Text, {Misdeed::Silence}, ErrorCode::DeadlinePassed);
    row("closes", Stage::Login, {Misdeed::Close}, ErrorCode::ConnectionLost);
    row("resets", Stage::Text, {Misdeed::Reset}, ErrorCode::ConnectionLost);
    row("half of it", Stage::Text, {Misdeed::HalfAndClose}, ErrorCode::ConnectionLost);
    row("a web server", Stage::Login, {Misdeed::BytesAndClose, httpAnswer()}, ErrorCode::NotIscsi);
    row("garbage", Stage::Login, {Misdeed::Bytes, garbage()}, ErrorCode::NotIscsi);
    row("garbage later", Stage::Text, {Misdeed::Bytes, garbage()}, ErrorCode::AnswerMalformed);
    row("another task's", Stage::Text, {Misdeed::WrongTag}, ErrorCode::AnswerMalformed);
    row("without end", Stage::Text, {Misdeed::Endless}, ErrorCode::AnswerMalformed);
}

void TestDiscovery::tellsOfEachMisdeed()
{
    QFETCH(Stage, stage);
    QFETCH(Misdeed, misdeed);
    QFETCH(ErrorCode, code);
    const qsizetype files = openFiles();
    {
        ScriptedTarget target(targetSpecs("s", 1, 1),
                              discoveryScripts([&](Script& script) { script.misdeeds[stage] = misdeed; }));
        ScriptedTarget good;
        Asked asked({{target.portal(), good.portal()}, {}, {}}, hurried());
        QTRY_VERIFY_WITH_TIMEOUT(asked.answers->isDone(), 10000);
        QCOMPARE(codeOf(asked.answers->of(target.portal())), code);
        QCOMPARE(asked.answers->of(good.portal()).targets.size(), 1);
        QTRY_COMPARE(target.counts().openConnections, 0);
    }
    QCOMPARE(openFiles(), files);
}

void TestDiscovery::takesAnAnswerInPartsAndAddressesThatAreMissing()
{
    QList<TargetSpec> specs = targetSpecs("s", 200, 0);
    specs[0].portals = {"0.0.0.0:3261,1", "[fe80::1]:3260,2"};
    ScriptedTarget target(specs, discoveryScripts([](Script& script) {
                              script.text.bytesAtOnce = 100;
                              script.dribbles = true;
                          }));
    const PortalAnswer answer = answerOf({{target.portal()}, {}, {}});
    QCOMPARE(answer.targets.size(), 200);
    QCOMPARE(answer.targets[0].portals, (QList<QByteArray> {"127.0.0.1:3261", "[fe80::1]:3260"}));
    target.setScripts(discoveryScripts(
        [](Script& script) { script.text.bytes = QByteArray("TargetName=iqn.2026-11.lab:bare\0", 33); }));
    const PortalAnswer bare = answerOf({{target.portal()}, {}, {}});
    QCOMPARE(bare.targets.value(0).portals, QList<QByteArray> {target.portal()});
    target.setScripts(discoveryScripts([](Script& script) { script.text.neverEnds = true; }));
    QCOMPARE(codeOf(answerOf({{target.portal()}, {}, {}})), ErrorCode::AnswerMalformed);
}

void TestDiscovery::followsRedirects()
{
    ScriptedTarget real, sender;
    const auto sendTo = [&sender](const QByteArray& portal) {
        sender.setScripts(discoveryScripts([&](Script& script) {
            script.login.statusClass = 1;
            script.login.statusDetail = 1;
            script.login.redirect = portal;
        }));
    };
    sendTo(real.portal());
    QCOMPARE(answerOf({{sender.portal()}, {}, {}}).targets.size(), 1);
    QCOMPARE(real.discoveries().size(), 1);
    const int before = sender.counts().connections;
    sendTo(sender.portal());
    QCOMPARE(codeOf(answerOf({{sender.portal()}, {}, {}})), ErrorCode::RedirectLoop);
    QVERIFY(sender.counts().connections - before < 10);
}

void TestDiscovery::waitsForNobodyElse()
{
    ScriptedTarget good, deaf;
    deaf.ignoreConnections();
    Relay stalled(good.port());
    stalled.stall();
    const QByteArray nobody = "127.0.0.1:1", named = "localhost:" + QByteArray::number(good.port());
    iscsi::DialogueLimits limits;
    limits.connect = 2 * second;
    limits.whole = 3 * second;
    Asked asked({{deaf.portal(), stalled.portal(), nobody, named, good.portal(), "nowhere.invalid"}, {}, {}},
                limits);
    QTRY_VERIFY_WITH_TIMEOUT(asked.answers->isDone(), 15000);
    Answers& answers = *asked.answers;
    QCOMPARE(codeOf(answers.of(deaf.portal())), ErrorCode::DeadlinePassed);
    QCOMPARE(codeOf(answers.of(stalled.portal())), ErrorCode::DeadlinePassed);
    QCOMPARE(codeOf(answers.of(nobody)), ErrorCode::PortalUnreachable);
    QCOMPARE(answers.of(nobody).error->number, quint32(ECONNREFUSED));
    QCOMPARE(answers.of(good.portal()).targets.size(), 1);
    QCOMPARE(answers.of(named).targets.size(), 1);
    QVERIFY(answers.timeOf(good.portal()) < 1000);
    QVERIFY(answers.timeOf(deaf.portal()) >= 1900 && answers.timeOf(deaf.portal()) < 2900);
    QVERIFY(answers.timeOf(stalled.portal()) >= 2900);
}

void TestDiscovery::endsWithItsToken()
{
    ScriptedTarget silent(targetSpecs("s", 1, 1), discoveryScripts([](Script& script) {
                              script.misdeeds[Stage::Login] = {Misdeed::Silence};
                          }));
    Asked asked({{silent.portal(), silent.portal()}, {}, {}});
    QTRY_COMPARE(silent.counts().openConnections, 2);
    asked.token.reset();
    QTRY_COMPARE(silent.counts().openConnections, 0);
    QVERIFY(!asked.answers->isDone() && asked.answers->all.isEmpty());
    {
        const Asked another({{silent.portal()}, {}, {}});
        QTRY_COMPARE(silent.counts().openConnections, 1);
    } // and with whoever asks
    QTRY_COMPARE(silent.counts().openConnections, 0);
}

void TestDiscovery::refusesWhatIsNoPortal()
{
    Asked asked({{"::1", "127.0.0.1:65536", ""}, {}, {}});
    QTRY_VERIFY(asked.answers->isDone());
    QCOMPARE(asked.answers->all.size(), 3);
    for (const PortalAnswer& answer : asked.answers->all)
        QCOMPARE(codeOf(answer), ErrorCode::PortalInvalid);
    Asked nothing({});
    QTRY_VERIFY(nothing.answers->isDone());
}

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery_lab.moc"
