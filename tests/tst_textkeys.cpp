// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/textkeys.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

class TstTextKeys : public QObject
{
    Q_OBJECT
private slots:
    void readsAndWrites();
    void tellsNamesApartByCase();
    void refuses_data();
    void refuses();
    void walksOverRepeatedKeys();
};

void TstTextKeys::readsAndWrites()
{
    const QByteArray text("A=1\0TargetAlias=\0X-com.example.k@y_1+=a=b\0", 42);
    const Result<TextKeys> keys = parseTextKeys(text);
    QVERIFY(keys);
    QVERIFY((*keys == TextKeys {{"A", "1"}, {"TargetAlias", ""}, {"X-com.example.k@y_1+", "a=b"}}));
    QCOMPARE(keys->value("A"), std::optional<QByteArray>("1"));
    QCOMPARE(keys->value("B"), std::nullopt);
    QCOMPARE(writeTextKeys(*keys), text);
    QVERIFY(parseTextKeys({})->isEmpty());
    QCOMPARE(parseTextKeys(QByteArray("\0A=1\0\0\0", 7))->size(), 1); // counted padding
}

void TstTextKeys::tellsNamesApartByCase()
{
    const Result<TextKeys> keys = parseTextKeys(QByteArray("AuthMethod=CHAP\0Authmethod=None\0", 32));
    QVERIFY(keys);
    QCOMPARE(keys->value("AuthMethod"), std::optional<QByteArray>("CHAP"));
    QCOMPARE(keys->value("AUTHMETHOD"), std::nullopt);
}

void TstTextKeys::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no NUL") << QByteArray("A=1");
    QTest::newRow("no NUL at the second") << QByteArray("A=1\0B=2", 7);
    QTest::newRow("no =") << QByteArray("A\0", 2);
    QTest::newRow("no name") << QByteArray("=1\0", 3);
    QTest::newRow("small first letter") << QByteArray("a=1\0", 4);
    QTest::newRow("a space") << QByteArray("A B=1\0", 6);
    QTest::newRow("twice") << QByteArray("A=1\0A=1\0", 8);
    QTest::newRow("long name") << QByteArray(QByteArray(64, 'A') + "=1" + '\0');
    QTest::newRow("long value") << QByteArray("A=" + QByteArray(8193, 'x') + '\0');
    QByteArray many;
    for (int i = 0; i < 257; ++i)
        many += "K" + QByteArray::number(i) + "=" + '\0';
    QTest::newRow("many") << many;
    QTest::newRow("much") << QByteArray(65537, '\0');
}

void TstTextKeys::refuses()
{
    QFETCH(QByteArray, text);
    const Result<TextKeys> keys = parseTextKeys(text);
    QVERIFY(!keys);
    QCOMPARE(keys.error().code, ErrorCode::AnswerMalformed);
    QVERIFY(!keys.error().text.isEmpty());
}

void TstTextKeys::walksOverRepeatedKeys()
{
    TextKeyReader reader(QByteArrayView("T=1\0T=2\0bad\0T=3\0", 16));
    QCOMPARE(reader.next()->value.toByteArray(), QByteArray("1"));
    QCOMPARE(reader.next()->value.toByteArray(), QByteArray("2"));
    QVERIFY(!reader.next());
    QVERIFY(!reader.fault().isEmpty());
    QVERIFY(!reader.next());
}

QTEST_GUILESS_MAIN(TstTextKeys)
#include "tst_textkeys.moc"
