// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/automaticlogins.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

namespace {
const QByteArray first = "iqn.2026-11.lab:t1", second = "iqn.2026-11.lab:t2";
} // namespace

// What is remembered from one start of the service to the next.
class TestAutomaticLogins : public QObject
{
    Q_OBJECT
private slots:
    void remembersAndForgets();
    void readsNothingFromWhatIsNoFileOfIts_data();
    void readsNothingFromWhatIsNoFileOfIts();
    void saysWhatItCannotWrite();

private:
    QByteArray path() const { return QFile::encodeName(m_folder.filePath(QStringLiteral("a/logins.json"))); }
    QTemporaryDir m_folder;
};

void TestAutomaticLogins::remembersAndForgets()
{
    AutomaticLogins logins(path());
    QVERIFY(logins.all().isEmpty());
    const AutomaticLogin one {first, "10.0.0.1:3260", 4, true};
    const AutomaticLogin other {first, "10.0.0.2:3260", 1, false};
    const AutomaticLogin third {second, "[::1]:3260", 1, false, "alice", "the target"};
    for (const AutomaticLogin& login : {one, other, third})
        QVERIFY(!logins.put(login));
    QCOMPARE(AutomaticLogins(path()).all(), (QList<AutomaticLogin> {one, other, third}));
    const AutomaticLogin fewer {first, "10.0.0.1:3260", 2, false};
    QVERIFY(!logins.put(fewer));
    QCOMPARE(logins.all(), (QList<AutomaticLogin> {other, third, fewer}));
    QVERIFY(!logins.remove(first));
    QCOMPARE(logins.all(), QList<AutomaticLogin> {third});
    QCOMPARE(AutomaticLogins(path()).all(), QList<AutomaticLogin> {third});
    QVERIFY(!logins.contains(first));
    QVERIFY(logins.contains(second));
    QVERIFY(!logins.remove(first)); // gone is gone
}

void TestAutomaticLogins::readsNothingFromWhatIsNoFileOfIts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("logins");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no JSON") << QByteArray("[logins]\n") << 0;
    QTest::newRow("another object") << QByteArray("{\"logins\": 7}") << 0;
    QTest::newRow("no names") << QByteArray(
        "{\"logins\": [{}, 3, {\"target\": \"disk\", \"portal\": \"::1\"}]}")
                              << 0;
    QTest::newRow("too many sessions")
        << QByteArray("{\"logins\": [{\"target\": \"iqn.2026-11.lab:t1\", \"portal\": \"10.0.0.1:3260\", "
                      "\"sessions\": 1000000}]}")
        << 32;
}

void TestAutomaticLogins::readsNothingFromWhatIsNoFileOfIts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, logins);
    const QString path = m_folder.filePath(QStringLiteral("strange.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    int sessions = 0;
    const AutomaticLogins read(QFile::encodeName(path)); // all() refers into it
    for (const AutomaticLogin& login : read.all())
        sessions += login.sessions;
    QCOMPARE(sessions, logins);
}

void TestAutomaticLogins::saysWhatItCannotWrite()
{
    AutomaticLogins nowhere("/dev/null/logins.json");
    QVERIFY(nowhere.put({first, "10.0.0.1:3260", 1, false}));
    QVERIFY(nowhere.all().isEmpty()); // what is not written is not remembered
    QVERIFY(!nowhere.remove(first)); // nothing to write
    QVERIFY(AutomaticLogins(QByteArray()).all().isEmpty());
}

QTEST_APPLESS_MAIN(TestAutomaticLogins)
#include "tst_automaticlogins.moc"
