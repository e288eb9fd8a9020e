// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "rawinitiator.h"
#include "scriptedtarget.h"

#include <QTest>

using namespace mooring::lab;

namespace {

const QByteArray first = "iqn.2026-11.lab:s1", second = "iqn.2026-11.lab:s2";

Ran tool(const Argv& argv)
{
    return run(argv,
               {.environment = {"LIBISCSI_CHAP_USERNAME=", "LIBISCSI_CHAP_PASSWORD="}, .timeout = 20000});
}

QByteArray withAccount(QByteArray url, const QByteArray& secret, const QByteArray& targetSecret = {})
{
    url.replace("iscsi://", "iscsi://joe%" + secret + '@');
    return targetSecret.isEmpty() ? url : url + "?target_user=tgt&target_password=" + targetSecret;
}

} // namespace

// Logins to the scripted target: accounts, digests, redirects, refusals.
class TestScriptedLogins : public QObject
{
    Q_OBJECT
private slots:
    void asksForAccounts();
    void agreesOnAHeaderDigest();
    void redirects();
    void putsAnInitiatorPortInPlaceOfItself();
    void refusesALogin_data();
    void refusesALogin();
    void neverCompletesALogin();
};

void TestScriptedLogins::asksForAccounts()
{
    Scripts scripts;
    scripts.session.login.chap = Chap {"joe", "secret123456", "tgt", "secret654321"};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    const QByteArray url = target.url(first, 1);
    QVERIFY(tool({"iscsi-inq", url}).err.contains("Authentication failure"));
    QVERIFY(tool({"iscsi-inq", withAccount(url, "secret123457")}).err.contains("Authentication failure"));
    QVERIFY(tool({"iscsi-inq", withAccount(url, "secret123456")}).ok());
    QCOMPARE(target.sessions().last().chapUser, "joe");
    QVERIFY(tool({"iscsi-inq", withAccount(url, "secret123456", "secret654321")}).ok());
    QVERIFY(!tool({"iscsi-inq", withAccount(url, "secret123456", "secret654322")}).ok());
    QCOMPARE(target.counts().logins, 2); // the last one was refused by the initiator
    for (const Chap::Proof proof : {Chap::Wrong, Chap::Missing, Chap::Reflected}) {
        scripts.session.login.chap->proof = proof;
        target.setScripts(scripts);
        QVERIFY(!tool({"iscsi-inq", withAccount(url, "secret123456", "secret654321")}).ok());
    }
    RawInitiator unproven(target.port()); // straight to the operational stage
    const std::optional<Pdu> refusal = unproven.login(first);
    QVERIFY(refusal && refusal->get<quint16>(36) == 0x0201);
}

void TestScriptedLogins::agreesOnAHeaderDigest()
{
    QCOMPARE(crc32c(QByteArray(32, '\0')), 0x8a9136aau); // RFC 3720, B.4
    ScriptedTarget target;
    const QByteArray url = target.url(first, 1) + "?header_digest=crc32c";
    QVERIFY(tool({"iscsi-inq", url}).ok()); // it does without, though it asked for nothing else
    QVERIFY(!target.sessions().last().hasHeaderDigest);
    Scripts scripts;
    scripts.session.login.headerDigest = true;
    target.setScripts(scripts);
    QVERIFY(tool({"iscsi-inq", url}).ok());
    QVERIFY(target.sessions().last().hasHeaderDigest);
    QVERIFY(tool({"iscsi-inq", target.url(first, 1)}).ok());
}

void TestScriptedLogins::redirects()
{
    ScriptedTarget there, here;
    Scripts scripts;
    scripts.session.login = {.statusClass = 1, .statusDetail = 1, .redirect = there.portal()};
    here.setScripts(scripts);
    QVERIFY(tool({"iscsi-inq", here.url(first, 1)}).ok());
    QCOMPARE(here.counts().logins, 0);
    QCOMPARE(there.counts().logins, 1);
    scripts.session.login.redirect = here.portal(); // round and round
    here.setScripts(scripts);
    for (quint8 turn = 0; turn < 3; ++turn) {
        const std::optional<Pdu> answer = RawInitiator(here.port()).login(first, turn);
        QVERIFY(answer && answer->get<quint16>(36) == 0x0101);
        QCOMPARE(valueOf(parsedText(answer->data), "TargetAddress"), here.portal());
    }
}

// RFC 7143, 6.3.5
void TestScriptedLogins::putsAnInitiatorPortInPlaceOfItself()
{
    ScriptedTarget target(targetSpecs("s", 2, 1));
    RawInitiator old(target.port()), elsewhere(target.port()), next(target.port());
    QVERIFY(old.login(first, 1) && elsewhere.login(second, 1) && next.login(first, 1));
    QVERIFY(old.isAtEnd());
    QVERIFY(elsewhere.command(1, "", 0) && next.command(1, "", 0));
    QCOMPARE(target.counts().openSessions, 2);
}

void TestScriptedLogins::refusesALogin_data()
{
    QTest::addColumn<quint16>("status");
    for (const int status :
         {0x0101, 0x0102, 0x0200, 0x0201, 0x0202, 0x0203, 0x0206, 0x0300, 0x0301, 0x0302, 0x09ff})
        QTest::newRow(QByteArray::number(status, 16).constData()) << quint16(status);
}

void TestScriptedLogins::refusesALogin()
{
    QFETCH(quint16, status);
    Scripts scripts;
    scripts.session.login.statusClass = quint8(status >> 8);
    scripts.session.login.statusDetail = quint8(status & 0xff);
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    const std::optional<Pdu> answer = initiator.login(first);
    QVERIFY(answer && answer->opcode() == Opcode::LoginResponse);
    QCOMPARE(answer->get<quint16>(36), status);
    QVERIFY(initiator.isAtEnd());
    QVERIFY(RawInitiator(target.port()).login({})); // discovery goes on
    QCOMPARE(target.counts().logins, 0);
}

void TestScriptedLogins::neverCompletesALogin()
{
    Scripts scripts;
    scripts.session.login.neverCompletes = true;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    for (int turn = 0; turn < 20; ++turn)
        QCOMPARE(initiator.login(first).value_or(Pdu()).flags(), quint8(0x04));
    QCOMPARE(target.counts().loginRequests, 20);
    scripts.session.login = {.keys = {{"MaxRecvDataSegmentLength", "-1"}, {"X-odd", "1"}}};
    target.setScripts(scripts);
    const std::optional<Pdu> odd
        = RawInitiator(target.port()).login(first, 2, {{"MaxRecvDataSegmentLength", "512"}});
    QVERIFY(odd && odd->data.contains("X-odd=1") && odd->data.contains("MaxRecvDataSegmentLength=-1"));
}

QTEST_GUILESS_MAIN(TestScriptedLogins)
#include "tst_scriptedlogins.moc"
