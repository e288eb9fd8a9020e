// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyringdaemon.h"

#include <QElapsedTimer>

using namespace mooring;
using namespace mooring::lab;

// What becomes of logins when the keyring is missing, locked or silent, or has a secret that is wrong by now.
class TestKeyringTrouble : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isToldOfASecretThatIsWrongByNow();
    void opensOnceTheKeyringIsThere();
    void opensNothingWithALockedKeyring();
    void isHeldUpByNoSilentKeyring();
    void speaksToAKeyringThatWasStartedAnew();
    void saysThatASecretCouldNotBeForgotten();
};

void TestKeyringTrouble::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable(), KeyringDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestKeyringTrouble::isToldOfASecretThatIsWrongByNow()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    TgtOptions options = guarded(stage);
    auto tgt = std::make_unique<TgtDaemon>(options);
    const QByteArray name = tgt->name(1);
    VERIFY_DONE(stage.logIn(name, tgt->portal(), files(stage, options) + Argv {"--automatic"}));
    QVERIFY(stage.endService());
    const QByteArray before = tgt->portal();
    tgt.reset();
    options.secret = "the-new-secret-1";
    tgt = std::make_unique<TgtDaemon>(options);
    if (tgt->portal() != before) // the login is remembered with its portal
        Lab::must({"sed", "-i", "s/" + before + "/" + tgt->portal() + "/",
                   stage.lab.path("state/config/mooring/logins.json")});
    VERIFY_DONE(stage.logIn(tgt->name(2), tgt->portal(), files(stage, options))); // starts it
    QTRY_COMPARE_WITH_TIMEOUT(whyNot(stage, name), QStringLiteral("authenticationFailed"), 20000);
    QCOMPARE(targetIn(stage, name)[u"state"].toString(), QStringLiteral("reconnecting"));
    QVERIFY(tgt->sessions(1).isEmpty());
}

// As after a start of the service that came before the user's own session was complete.
void TestKeyringTrouble::opensOnceTheKeyringIsThere()
{
    const CommandStage stage;
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    {
        const KeyringDaemon keyring(stage);
        VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--automatic"}));
        QVERIFY(stage.endService());
    }
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal(), files(stage, options))); // needs none, and starts it
    QTRY_COMPARE(whyNot(stage, tgt.name(1)), QStringLiteral("keyringUnavailable"));
    QCOMPARE(targetIn(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("reconnecting"));
    QVERIFY(tgt.sessions(1).isEmpty());
    const Ran absent = stage.logIn(tgt.name(1), tgt.portal(), byName);
    QVERIFY2(absent.code == 11, absent.text());
    QCOMPARE(codeOf(absent), QStringLiteral("keyringUnavailable"));
    const KeyringDaemon again(stage);
    QTRY_COMPARE_WITH_TIMEOUT(tgt.sessions(1).size(), 1, 40000); // at the next try, or the one after it
}

void TestKeyringTrouble::opensNothingWithALockedKeyring()
{
    const CommandStage stage;
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    {
        const KeyringDaemon keyring(stage);
        VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--automatic"}));
        QVERIFY(stage.endService());
    }
    const KeyringDaemon locked(stage, KeyringDaemon::Door::Locked);
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal(), files(stage, options)));
    QTRY_COMPARE_WITH_TIMEOUT(whyNot(stage, tgt.name(1)), QStringLiteral("keyringUnavailable"), 20000);
    for (const Argv& how : {byName, files(stage, options) + Argv {"--remember-secret"}}) {
        const Ran refused = stage.logIn(tgt.name(1), tgt.portal(), how);
        QVERIFY2(refused.code == 11, refused.text());
        QCOMPARE(codeOf(refused), QStringLiteral("keyringUnavailable"));
    }
    QVERIFY(tgt.sessions(1).isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options))); // without it
}

void TestKeyringTrouble::isHeldUpByNoSilentKeyring()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    keyring.signal(SIGSTOP);
    QElapsedTimer since;
    since.start();
    const Ran refused
        = stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"});
    QVERIFY2(refused.code == 11, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("keyringUnavailable"));
    QVERIFY2(since.elapsed() < 14000, qPrintable(QString::number(since.elapsed())));
    since.restart();
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options))); // nobody waits for it
    QVERIFY2(since.elapsed() < 5000, qPrintable(QString::number(since.elapsed())));
    since.restart();
    QCOMPARE(codeOf(stage.logIn(tgt.name(1), tgt.portal(), byName)), QStringLiteral("keyringUnavailable"));
    QVERIFY2(since.elapsed() < 5000, qPrintable(QString::number(since.elapsed()))); // it is asked already
    keyring.signal(SIGCONT);
    const auto remembers = [&] {
        return stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"})
            .code;
    };
    QTRY_COMPARE_WITH_TIMEOUT(remembers(), 0, 20000);
}

void TestKeyringTrouble::speaksToAKeyringThatWasStartedAnew()
{
    const CommandStage stage;
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    auto keyring = std::make_unique<KeyringDaemon>(stage);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    keyring.reset();
    keyring = std::make_unique<KeyringDaemon>(stage);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), byName)); // of the same service
    QCOMPARE(tgt.sessions(1).size(), 2);
}

void TestKeyringTrouble::saysThatASecretCouldNotBeForgotten()
{
    const CommandStage stage;
    KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--automatic"}));
    keyring.stop();
    const Ran closed = stage.product.run({"--json", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    QVERIFY2(closed.code == 0, closed.text()); // closed it is
    QVERIFY2(closed.out.contains("automaticLoginStays") && closed.out.contains("\"dbus\""), closed.text());
    QVERIFY(tgt.sessions().isEmpty());

    for (const bool hasService : {true, false}) { // it stays listed, so that it can be tried again
        if (!hasService)
            QVERIFY(stage.endService());
        const QJsonObject left = targetIn(stage, tgt.name(1));
        QCOMPARE(left[u"state"].toString(), QStringLiteral("absent"));
        QCOMPARE(left[u"facts"][u"startup"].toString(), QStringLiteral("manual"));
        const Ran kept = stage.product.run({"--json", "forget", "--yes", tgt.name(1)});
        QVERIFY2(kept.code == 11, kept.text());
        QCOMPARE(codeOf(kept), QStringLiteral("keyringUnavailable"));
    }
    const KeyringDaemon open(stage);
    VERIFY_DONE(stage.product.run({"forget", "--yes", tgt.name(1)}));
    QVERIFY(!loginsOf(stage).contains(tgt.name(1)));
    QCOMPARE(targetIn(stage, tgt.name(1)), QJsonObject());
}

QTEST_GUILESS_MAIN(TestKeyringTrouble)
#include "tst_keyringtrouble_lab.moc"
