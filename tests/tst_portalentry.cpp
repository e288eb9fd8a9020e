// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portalentry.h"
#include "models/wording.h"
#include "services/libiscsi/portal.h"

#include <QTest>

using namespace mooring;

class TestPortalEntry : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatIsWrong_data()
    {
        using M = PortalMistake;
        QTest::addColumn<QString>("typed");
        QTest::addColumn<std::optional<PortalMistake>>("mistake");
        const auto row = [](const char* typed, std::optional<M> mistake) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << mistake;
        };
        for (const char* good : {"10.0.0.1", "10.0.0.1:3261", "san.example", "SAN-1.example:3260", "host_1",
                                 "localhost", "[::1]", "[::1]:3260", "[fe80::1%eth0.4]",
                                 "[2001:db8::192.0.2.1]:1", "[1:2:3:4:5:6:7:8]", "[::]", "10.0.0.1:65535"})
            row(good, {});
        for (const char* bad : {"10.0.0.256", "10.0.0", "10", "01.2.3.4", "a..b", "-a", "[10.0.0.1]",
                                "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[:::1]", "[::1::]", "[12345::]",
                                "[fe80::1%]", "[fe80::1%a/b]", "[::1]3260", "san!", "x.9", "::g:1"})
            row(bad, M::NotAnAddress);
        QTest::newRow("letters beyond ASCII")
            << QStringLiteral("caf\u00e9") << std::optional(M::NotAnAddress);
        row("::1", M::BracketsMissing);
        row("fe80::1%eth0", M::BracketsMissing);
        row("[::1", M::BracketOpen);
        for (const char* port : {"10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536", "san:x", "[::1]:", "[::1]:-1"})
            row(port, M::PortWrong);
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, typed);
        QFETCH(std::optional<PortalMistake>, mistake);
        const QList<PortalEntry> entries = portalsIn(typed);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().mistake, mistake);
        QCOMPARE(entries.first().text, typed.toUtf8());
        if (mistake)
            QVERIFY(Wording::portalMistake(*mistake, typed).contains(typed));
        // the engine's own opinion is the same
        QCOMPARE(iscsi::parsePortal(typed.toUtf8()).has_value(), !mistake);
    }

    void takesSeveralApart()
    {
        const auto texts = [](const char* typed) {
            QByteArrayList found;
            for (const PortalEntry& entry : portalsIn(QString::fromLatin1(typed)))
                found.append(entry.text);
            return found;
        };
        QCOMPARE(texts(""), QByteArrayList());
        QCOMPARE(texts(" \t "), QByteArrayList());
        QCOMPARE(texts("a b,c; d\ne"), (QByteArrayList {"a", "b", "c", "d", "e"}));
        QCOMPARE(texts("a a, a"), QByteArrayList {"a"});
        QCOMPARE(texts("10.0.0.1:3260,1 10.0.0.2:3260,1"),
                 (QByteArrayList {"10.0.0.1:3260", "10.0.0.2:3260"}));
    }
};

QTEST_GUILESS_MAIN(TestPortalEntry)
#include "tst_portalentry.moc"
