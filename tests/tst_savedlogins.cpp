// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/savedlogins.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

namespace {
const QByteArray first = "iqn.2026-11.lab:t1", second = "iqn.2026-11.lab:t2";
} // namespace

// What is remembered from one start of the service to the next.
class TestSavedLogins : public QObject
{
    Q_OBJECT
private slots:
    void remembersAndForgets();
    void keepsWhatIsListed();
    void readsNothingFromWhatIsNoFileOfIts_data();
    void readsNothingFromWhatIsNoFileOfIts();
    void keepsWhatItDoesNotUnderstand();
    void saysWhatItCannotWrite();

private:
    QByteArray path() const { return QFile::encodeName(m_folder.filePath(QStringLiteral("a/logins.json"))); }
    QTemporaryDir m_folder;
};

void TestSavedLogins::remembersAndForgets()
{
    SavedLogins logins(path());
    QVERIFY(logins.all().isEmpty());
    const SavedLogin one {first, "10.0.0.1:3260", 4, true};
    const SavedLogin other {first, "10.0.0.2:3260", 1, false};
    const SavedLogin third {second, "[::1]:3260", 1, false, "alice", "the target"};
    for (const SavedLogin& login : {one, other, third})
        QVERIFY(!logins.put(login));
    QCOMPARE(SavedLogins(path()).all(), (QList<SavedLogin> {one, other, third}));
    const SavedLogin fewer {first, "10.0.0.1:3260", 2, false};
    QVERIFY(!logins.put(fewer));
    QCOMPARE(logins.all(), (QList<SavedLogin> {other, third, fewer}));
    QVERIFY(!logins.remove(first));
    QCOMPARE(logins.all(), QList<SavedLogin> {third});
    QCOMPARE(SavedLogins(path()).all(), QList<SavedLogin> {third});
    QVERIFY(logins.of(first).isEmpty());
    QCOMPARE(logins.of(second), QList<SavedLogin> {third});
    QVERIFY(!logins.remove(first)); // gone is gone
}

// An automatic login is also listed when it once was, and the other way round; removing it keeps the listing.
void TestSavedLogins::keepsWhatIsListed()
{
    SavedLogins logins(QFile::encodeName(m_folder.filePath(QStringLiteral("listed.json"))));
    SavedLogin login {first, "10.0.0.1:3260", 2, false, "alice"};
    login.isAutomatic = false;
    login.isListed = true;
    QVERIFY(!logins.put(login));
    SavedLogin automatic = login;
    automatic.isAutomatic = automatic.hasSecret = true;
    automatic.isListed = false;
    QVERIFY(!logins.put(automatic));
    automatic.isListed = true;
    QCOMPARE(logins.all(), QList<SavedLogin> {automatic});
    QCOMPARE(loginFromJson(toJson(automatic)), std::optional(automatic));
    QVERIFY(!logins.put({second, "10.0.0.1:3260"})); // not listed
    QVERIFY(!logins.removeAutomatic(first));
    QVERIFY(!logins.removeAutomatic(second));
    QCOMPARE(logins.all(), QList<SavedLogin> {login}); // the keyring is to have no secret any more
    QVERIFY(!logins.remove(first));
    QVERIFY(logins.all().isEmpty());
}

void TestSavedLogins::readsNothingFromWhatIsNoFileOfIts_data()
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

void TestSavedLogins::readsNothingFromWhatIsNoFileOfIts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, logins);
    const QString path = m_folder.filePath(QStringLiteral("strange.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    int sessions = 0;
    const SavedLogins read(QFile::encodeName(path)); // all() refers into it
    for (const SavedLogin& login : read.all())
        sessions += login.sessions;
    QCOMPARE(sessions, logins);
}

void TestSavedLogins::keepsWhatItDoesNotUnderstand()
{
    const QString path = m_folder.filePath(QStringLiteral("damaged.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"logins\": [") > 0);
    file.close();
    SavedLogins logins(QFile::encodeName(path));
    QVERIFY(logins.all().isEmpty());
    QVERIFY(!QFile::exists(path + QStringLiteral(".damaged"))); // reading changes nothing
    QVERIFY(!logins.put({first, "10.0.0.1:3260"}));
    QFile kept(path + QStringLiteral(".damaged"));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("{\"logins\": ["));
    QCOMPARE(SavedLogins(QFile::encodeName(path)).all().size(), 1);
    QVERIFY(!logins.put({second, "10.0.0.1:3260"}));
    QVERIFY(kept.reset() && kept.readAll() == "{\"logins\": ["); // that was all there was to keep
}

void TestSavedLogins::saysWhatItCannotWrite()
{
    SavedLogins nowhere("/dev/null/logins.json");
    QVERIFY(nowhere.put({first, "10.0.0.1:3260", 1, false}));
    QVERIFY(nowhere.all().isEmpty()); // what is not written is not remembered
    QVERIFY(!nowhere.remove(first)); // nothing to write
    QVERIFY(SavedLogins(QByteArray()).all().isEmpty());
}

QTEST_APPLESS_MAIN(TestSavedLogins)
#include "tst_savedlogins.moc"
