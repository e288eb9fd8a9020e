// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/iscsiname.h"
#include "services/libiscsi/portal.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

class TstIscsiName : public QObject
{
    Q_OBJECT
private slots:
    void takesNames_data();
    void takesNames();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void keepsTheNamesOfTargets();
    void readsPortals_data();
    void readsPortals();
    void refusesWhatIsNoPortal_data();
    void refusesWhatIsNoPortal();
};

void TstIscsiName::takesNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const auto same = [](const char* name) { QTest::newRow(name) << QByteArray(name) << QByteArray(name); };
    same("iqn.2001-04.com.example");
    same("iqn.2001-04.com.example:storage:diskarrays-sn-a8675309");
    same("iqn.2003-01.org.linux-iscsi.host.x8664:sn.0123456789ab");
    same("eui.02004567a425678d");
    same("naa.52004567ba64678d");
    same("naa.62004567ba64678d0123456789abcdef");
    same("iqn.2026-12.org.example:caf\xc3\xa9");
    QTest::newRow("upper case") << QByteArray("IQN.2026-11.Lab:T1") << QByteArray("iqn.2026-11.lab:t1");
    QTest::newRow("EUI of RFC 7143") << QByteArray("eui.02004567A425678D")
                                     << QByteArray("eui.02004567a425678d");
    QTest::newRow("full width") << QByteArray("iqn.2026-11.lab:\xef\xbc\xb4"
                                              "1")
                                << QByteArray("iqn.2026-11.lab:t1");
    QTest::newRow("combining") << QByteArray("iqn.2026-12.lab:E\xcc\x81")
                               << QByteArray("iqn.2026-12.lab:\xc3\xa9");
    const QByteArray longest = "iqn.2026-11.lab:" + QByteArray(207, 'x');
    QTest::newRow("223 bytes") << longest << longest;
}

void TstIscsiName::takesNames()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const Result<QByteArray> read = parseIscsiName(text);
    QVERIFY(read);
    QCOMPARE(*read, name);
    QCOMPARE(*parseIscsiName(*read), name);
}

void TstIscsiName::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "iqn",
                             "iqn.",
                             "iqn.2026-11",
                             "iqn.2026-11.",
                             "iqn.2026-00.lab",
                             "iqn.2026-13.lab",
                             "iqn.26-11.lab",
                             "iqn.2026.11.lab",
                             "iqn.2026-11:lab",
                             "iqn.2026-11.lab..x:y",
                             "iqn.2026-11.lab:a b",
                             "iqn.2026-11.lab:a\tb",
                             " iqn.2026-11.lab",
                             "iqn.2026-11.lab\n",
                             "iqn.2026-11.lab:a_b",
                             "iqn.2026-11.lab:a/b",
                             "iqn.2026-11.lab,x",
                             "eui.02004567a425678",
                             "eui.02004567a425678d0",
                             "eui.02004567a425678g",
                             "naa.52004567ba64678",
                             "naa.52004567ba64678d52004567",
                             "example.com",
                             "iqn.2026-11.lab:\xc2\xa0",
                             "iqn.2026-11.lab:\xe3\x80\x82",
                             "iqn.2026-11.lab:\xff\xfe",
                             "iqn.2026-11.lab:\xe2\x80\x8b",
                             "iqn.2026-11.lab:\xd7\x90"})
        QTest::newRow(qPrintable(QStringLiteral("<%1>").arg(QString::fromLatin1(text).simplified())))
            << QByteArray(text);
    QTest::newRow("NUL") << QByteArray("iqn.2026-11.lab:a\0b", 19);
    QTest::newRow("224 bytes") << QByteArray("iqn.2026-11.lab:" + QByteArray(208, 'x'));
    QTest::newRow("a megabyte") << QByteArray("iqn.2026-11.lab:" + QByteArray(1 << 20, 'x'));
    // U+FDFA becomes 33 bytes
    QTest::newRow("grows") << QByteArray("iqn.2026-11.lab:" + QByteArray("\xef\xb7\xba").repeated(60));
}

void TstIscsiName::refusesWhatIsNone()
{
    QFETCH(QByteArray, text);
    const Result<QByteArray> read = parseIscsiName(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::NameNotIscsi);
}

void TstIscsiName::keepsTheNamesOfTargets()
{
    QVERIFY(isUsableName("iqn.2004-04.com.qnap:TS-453:iscsi.my_disk"));
    QVERIFY(isUsableName("eui.02004567A425678D"));
    QVERIFY(!isUsableName("iqn.2026-11.lab:a b"));
    QVERIFY(!isUsableName("iqn."));
    QVERIFY(!isUsableName("http://example.com"));
    QVERIFY(!isUsableName(QByteArray("iqn.") + QByteArray(220, 'x')));
}

void TstIscsiName::readsPortals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("group");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char* text, const char* host, int port, int group, const char* printed) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(host) << port << group << QByteArray(printed);
    };
    row("10.0.0.1", "10.0.0.1", 3260, -1, "10.0.0.1:3260");
    row("10.0.0.1:3261", "10.0.0.1", 3261, -1, "10.0.0.1:3261");
    row("10.0.0.1:3260,1", "10.0.0.1", 3260, 1, "10.0.0.1:3260");
    row("10.0.0.1,65535", "10.0.0.1", 3260, 65535, "10.0.0.1:3260");
    row("[::1]:3260", "::1", 3260, -1, "[::1]:3260");
    row("[0:0::0001]", "::1", 3260, -1, "[::1]:3260");
    row("[FE80::1%eth0]", "fe80::1%eth0", 3260, -1, "[fe80::1%eth0]:3260");
    row("[2001:db8::1]:13260,2", "2001:db8::1", 13260, 2, "[2001:db8::1]:13260");
    row("Name.Example:3260", "name.example", 3260, -1, "name.example:3260");
    row("san_1", "san_1", 3260, -1, "san_1:3260");
}

void TstIscsiName::readsPortals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, host);
    QFETCH(int, port);
    QFETCH(int, group);
    QFETCH(QByteArray, printed);
    const Result<Portal> portal = parsePortal(text);
    QVERIFY(portal);
    QCOMPARE(portal->host, host);
    QCOMPARE(int(portal->port), port);
    QCOMPARE(portal->group ? int(*portal->group) : -1, group);
    QCOMPARE(portalText(*portal), printed);
    const Result<Portal> again = parsePortal(portalText(*portal));
    QVERIFY(again);
    QCOMPARE(again->host, host);
    QCOMPARE(portal->isNumeric(), !host.contains("name") && !host.contains("san"));
}

void TstIscsiName::refusesWhatIsNoPortal_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             ":3260",
                             "10.0.0.1:",
                             "10.0.0.1:0",
                             "10.0.0.1:65536",
                             "10.0.0.1:-1",
                             "10.0.0.1:3260:1",
                             "10.0.0",
                             "256.0.0.1",
                             "1.2.3.4.5",
                             "::1",
                             "[::1",
                             "[]",
                             "[]:3260",
                             "[::1]3260",
                             "[::1]x",
                             "[10.0.0.1]",
                             "[::g]",
                             "[fe80::1%]",
                             "[fe80::1%a b]",
                             "[fe80::1%0123456789abcdef]",
                             "10.0.0.1,",
                             "10.0.0.1,65536",
                             "10.0.0.1,x",
                             "a b",
                             "a..b",
                             "-a",
                             "a-",
                             "a/b",
                             "name:3260,1,2",
                             "http://name",
                             " 10.0.0.1"})
        QTest::newRow(qPrintable(QStringLiteral("<%1>").arg(QString::fromLatin1(text).simplified())))
            << QByteArray(text);
    QTest::newRow("NUL") << QByteArray("10.0.0.1\0", 9);
    QTest::newRow("long") << QByteArray(1 << 20, 'a');
    QTest::newRow("long label") << QByteArray(64, 'a');
}

void TstIscsiName::refusesWhatIsNoPortal()
{
    QFETCH(QByteArray, text);
    const Result<Portal> portal = parsePortal(text);
    QVERIFY(!portal);
    QCOMPARE(portal.error().code, ErrorCode::PortalInvalid);
}

QTEST_GUILESS_MAIN(TstIscsiName)
#include "tst_iscsiname.moc"
