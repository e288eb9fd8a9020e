// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "sessionstage.h"
#include "tgtdaemon.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// How a session of libiscsi's begins, and what its failing is told as.
class TestSessionLogin : public QObject
{
    Q_OBJECT
private slots:
    void opensSeveralSessionsAndClosesEach();
    void tellsWhyALoginFailed_data();
    void tellsWhyALoginFailed();
    void provesBothSides_data();
    void provesBothSides();
    void tellsWhereARedirectLeads();
    void agreesOnAHeaderDigest();
};

void TestSessionLogin::opensSeveralSessionsAndClosesEach()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
    const Lab lab;
    TgtOptions options;
    options.folder = lab.folder();
    const TgtDaemon tgt(options);
    Initiator initiator;
    for (quint64 isid = 1; isid <= 4; ++isid) {
        const int session = initiator.add(settingsFor(tgt.name(1), tgt.portal(), isid));
        const auto error = initiator.logIn(session);
        QVERIFY2(!error, error ? qPrintable(error->text) : "");
        QVERIFY(initiator.here([&] { return initiator.at(session).wire().tsih(); }) != 0);
    }
    QCOMPARE(tgt.sessions(1).size(), 4);
    for (int session = 0; session < 4; ++session) {
        QVERIFY(!initiator.logOut(session));
        QCOMPARE(initiator.state(session), Session::State::Closed);
        QTRY_COMPARE(tgt.sessions(1).size(), 3 - session);
    }
    QCOMPARE(codeOf(initiator.logOut(0)), ErrorCode::AlreadyGone);
}

void TestSessionLogin::tellsWhyALoginFailed_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("authentication") << 0 << 0x0201 << ErrorCode::SecretMissing;
    QTest::newRow("no such target") << 0 << 0x0203 << ErrorCode::TargetUnknown;
    QTest::newRow("out of resources") << 0 << 0x0302 << ErrorCode::TargetUnavailable;
    QTest::newRow("initiator error") << 0 << 0x0200 << ErrorCode::LoginRefused;
    QTest::newRow("refused connection") << 1 << 0 << ErrorCode::PortalUnreachable;
    QTest::newRow("closes") << 2 << 0 << ErrorCode::ConnectionLost;
    QTest::newRow("web server") << 3 << 0 << ErrorCode::NotIscsi;
    QTest::newRow("garbage") << 4 << 0 << ErrorCode::NotIscsi;
}

void TestSessionLogin::tellsWhyALoginFailed()
{
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(ErrorCode, code);
    Scripts scripts;
    scripts.session.login.statusClass = quint8(status >> 8);
    scripts.session.login.statusDetail = quint8(status & 0xff);
    if (kind == 2)
        scripts.session.misdeeds[Stage::Login] = closing();
    if (kind == 3)
        scripts.session.misdeeds[Stage::Login] = bytes(httpAnswer());
    if (kind == 4)
        scripts.session.misdeeds[Stage::Login] = bytes(garbage());
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    if (kind == 1)
        target.refuseConnections();
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    const std::optional<Error> error = initiator.logIn(session);
    QCOMPARE(codeOf(error), code);
    if (kind == 0)
        QCOMPARE(int(error->number), status);
    if (kind == 1)
        QCOMPARE(int(error->number), ECONNREFUSED);
    QCOMPARE(initiator.state(session), Session::State::Lost);
    QCOMPARE(target.counts().openSessions, 0);
}

void TestSessionLogin::provesBothSides_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("targetSecret");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("right") << QByteArray("secret123456") << QByteArray("secret654321")
                           << ErrorCode::NothingGiven;
    QTest::newRow("one way") << QByteArray("secret123456") << QByteArray() << ErrorCode::NothingGiven;
    QTest::newRow("wrong") << QByteArray("secret123457") << QByteArray() << ErrorCode::AuthenticationFailed;
    QTest::newRow("none") << QByteArray() << QByteArray() << ErrorCode::SecretMissing;
    QTest::newRow("the target's is wrong")
        << QByteArray("secret123456") << QByteArray("secret654322") << ErrorCode::AuthenticationFailed;
}

void TestSessionLogin::provesBothSides()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, targetSecret);
    QFETCH(ErrorCode, code);
    qputenv("LIBISCSI_CHAP_USERNAME", "joe"); // neither helps nor harms
    qputenv("LIBISCSI_CHAP_PASSWORD", "secret123456");
    Scripts scripts;
    scripts.session.login.chap = Chap {"joe", "secret123456", "tgt", "secret654321"};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    SessionSettings settings = settingsFor(first, target.portal());
    if (!secret.isEmpty())
        settings.chap = ChapCredentials {"joe", secret};
    if (!targetSecret.isEmpty())
        settings.mutualChap = ChapCredentials {"tgt", targetSecret};
    const int session = initiator.add(settings);
    const std::optional<Error> error = initiator.logIn(session);
    qunsetenv("LIBISCSI_CHAP_USERNAME");
    qunsetenv("LIBISCSI_CHAP_PASSWORD");
    QCOMPARE(codeOf(error), code);
    if (!error)
        QVERIFY(!initiator.logOut(session));
    QTRY_COMPARE(target.counts().openSessions, 0);
}

void TestSessionLogin::tellsWhereARedirectLeads()
{
    Scripts scripts;
    scripts.session.login.statusClass = 1;
    scripts.session.login.statusDetail = 1;
    scripts.session.login.redirect = "127.0.0.1:9999";
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QCOMPARE(codeOf(initiator.logIn(session)), ErrorCode::LoginRefused);
    QCOMPARE(initiator.here([&] { return initiator.at(session).redirectedTo(); }), "127.0.0.1:9999");
    QCOMPARE(target.counts().connections, 1);
}

void TestSessionLogin::agreesOnAHeaderDigest()
{
    Scripts scripts;
    scripts.session.login.headerDigest = true;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    SessionSettings settings = settingsFor(first, target.portal());
    settings.headerDigest = true;
    const int session = initiator.add(settings);
    QVERIFY(!initiator.logIn(session));
    QVERIFY(initiator.here([&] { return initiator.at(session).wire().hasHeaderDigest(); }));
    QVERIFY(initiator.command(session, 1, inquiry(), 255));
    QVERIFY(!initiator.logOut(session));
    QVERIFY(target.sessions().last().hasHeaderDigest);
    QCOMPARE(target.sessions().last().end, SessionRecord::LoggedOut);
}

QTEST_GUILESS_MAIN(TestSessionLogin)
#include "tst_sessionlogin_lab.moc"
