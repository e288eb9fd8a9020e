// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/resource.h"

#include <QRandomGenerator>
#include <QTest>

using namespace mooring;

class TestResource : public QObject
{
    Q_OBJECT
private slots:
    void encodesOnlyWhatItMust_data();
    void encodesOnlyWhatItMust();
    void everyPairOfBytesComesBack();
    void randomBytesComeBack();
    void readsTextNobodyEncoded_data();
    void readsTextNobodyEncoded();
    void idsHaveKindAndKey();
    void strangeIdsHaveNoKind();
};

void TestResource::encodesOnlyWhatItMust_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& text) {
        QTest::newRow(name) << bytes << text;
    };
    row("plain", "/dev/loop0", QStringLiteral("/dev/loop0"));
    row("empty", "", QString());
    row("space quotes comma", "/a b'\",\\", QStringLiteral("/a b'\",\\"));
    row("percent", "100%41", QStringLiteral("100%2541"));
    row("newline", "a\nb", QStringLiteral("a%0Ab"));
    row("nul", QByteArray("a\0b", 3), QStringLiteral("a%00b"));
    row("delete", "a\x7f", QStringLiteral("a%7F"));
    row("accent", "\xc3\xa9t\xc3\xa9", QString::fromUtf8("\xc3\xa9t\xc3\xa9"));
    row("emoji", "\xf0\x9f\x92\xbe", QString::fromUtf8("\xf0\x9f\x92\xbe"));
    row("latin1", "\xe9t\xe9", QStringLiteral("%E9t%E9"));
    row("cut sequence", "\xe2\x82", QStringLiteral("%E2%82"));
    row("overlong slash", "\xc0\xaf", QStringLiteral("%C0%AF"));
    row("overlong of three", "\xe0\x80\xaf", QStringLiteral("%E0%80%AF"));
    row("surrogate", "\xed\xa0\x80", QStringLiteral("%ED%A0%80"));
    row("beyond unicode", "\xf4\x90\x80\x80", QStringLiteral("%F4%90%80%80"));
    row("lone continuation", "\x80", QStringLiteral("%80"));
    row("valid after broken", "\xff\xc3\xa9", QStringLiteral("%FF") + QChar(0xe9));
    row("byte order mark first", "\xef\xbb\xbfx", QString(QChar(0xfeff)) + QLatin1Char('x'));
    row("turned around", "a\xe2\x80\xaegpj.exe", QStringLiteral("a%E2%80%AEgpj.exe"));
    row("line separator", "\xe2\x80\xa8", QStringLiteral("%E2%80%A8"));
    row("second control set", "\xc2\x85", QStringLiteral("%C2%85"));
    row("joiner", "\xe2\x80\x8d", QString(QChar(0x200d)));
    row("noncharacter", "\xef\xbf\xbf", QString(QChar(0xffff)));
}

void TestResource::encodesOnlyWhatItMust()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QCOMPARE(encodeBytes(bytes), text);
    QCOMPARE(decodeBytes(text), bytes);
}

void TestResource::everyPairOfBytesComesBack()
{
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const char raw[]
                = {static_cast<char>(first), 'a', static_cast<char>(first), static_cast<char>(second)};
            const QByteArray bytes(raw, sizeof raw);
            const QString text = encodeBytes(bytes);
            QCOMPARE(decodeBytes(text), bytes);
            QVERIFY(QString::fromUtf8(text.toUtf8()) == text); // always valid text
        }
    }
}

void TestResource::randomBytesComeBack()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes;
        for (int i = random.bounded(1, 12); i > 0; --i) { // often bytes that begin or go on a sequence
            const int kind = random.bounded(3);
            bytes += static_cast<char>(kind == 0       ? random.bounded(256)
                                           : kind == 1 ? random.bounded(0xc0, 0x100)
                                                       : random.bounded(0x80, 0xc0));
        }
        QCOMPARE(decodeBytes(encodeBytes(bytes)), bytes);
    }
}

void TestResource::readsTextNobodyEncoded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("lone percent") << QStringLiteral("50% off") << QByteArray("50% off");
    QTest::newRow("percent at end") << QStringLiteral("50%") << QByteArray("50%");
    QTest::newRow("percent one digit") << QStringLiteral("%4") << QByteArray("%4");
    QTest::newRow("percent no hex") << QStringLiteral("%G1%%41") << QByteArray("%G1%A");
    QTest::newRow("lower case") << QStringLiteral("%e9%fF") << QByteArray("\xe9\xff");
}

void TestResource::readsTextNobodyEncoded()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, bytes);
    QCOMPARE(decodeBytes(text), bytes);
}

void TestResource::idsHaveKindAndKey()
{
    const QByteArray path("/mnt/100% \xff:x\n");
    const ResourceId id = ResourceId::make(Kind::VirtualDisk, path);
    QCOMPARE(id.text, QStringLiteral("virtual-disk:/mnt/100%25 %FF:x%0A"));
    QCOMPARE(id.kind(), Kind::VirtualDisk);
    QCOMPARE(id.key(), path);
    QVERIFY(ResourceId::make(Kind::Disk, "a") < ResourceId::make(Kind::Disk, "b"));
    QVERIFY(!id.isEmpty());
}

void TestResource::strangeIdsHaveNoKind()
{
    for (const QString& text : {QString(), QStringLiteral("/dev/loop0"), QStringLiteral("nonsense:x"),
                                QStringLiteral(":x"), QStringLiteral("Disk:x")}) {
        QVERIFY2(!ResourceId {text}.kind(), qPrintable(text));
    }
    QCOMPARE(ResourceId {QStringLiteral("no colon")}.key(), QByteArray());
}

QTEST_GUILESS_MAIN(TestResource)
#include "tst_resource.moc"
