// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyringdaemon.h"

#include <QDirIterator>

using namespace mooring;
using namespace mooring::lab;

// CHAP secrets in a real keyring: remembered, taken from it by logins that only give the name and by those
// that happen by themselves, replaced and forgotten.
class TestKeyring : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void opensByItselfWithRememberedSecrets();
    void keepsSecretsToItself();
    void takesARememberedSecret();
    void aWrongSecretReplacesNoRightOne();
    void takesANewOneInPlaceOfTheOld();
    void forgetsWithTheAutomaticLogin();
    void forgetsWhatWasOnlyRemembered();
    void forgetsWithAListedTarget();
    void putsASessionBackByTheKeyring();
    void attachesAUnitByTheKeyring();
};

void TestKeyring::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable(), KeyringDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestKeyring::opensByItselfWithRememberedSecrets()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            files(stage, options) + Argv {"--automatic", "--sessions", "2"}));
    QCOMPARE(tgt.sessions(1).size(), 2);
    QCOMPARE(keyring.entries(), 1);
    QVERIFY(stage.endService());
    QVERIFY(tgt.sessions().isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal(), files(stage, options))); // starts it
    QTRY_COMPARE_WITH_TIMEOUT(tgt.sessions(1).size(), 2, 20000);
    QStringList authentications;
    const QJsonArray sessions = stage.resources("iscsi-session");
    for (const auto session : sessions)
        authentications << session[u"facts"][u"authentication"].toString();
    QVERIFY2(authentications == QStringList(3, QStringLiteral("mutual-chap")),
             QJsonDocument(sessions).toJson(QJsonDocument::Compact));
    QCOMPARE(targetIn(stage, tgt.name(1))[u"facts"][u"startup"].toString(), QStringLiteral("automatic"));
    QCOMPARE(keyring.entries(), 1); // the other one was not to be remembered
}

void TestKeyring::keepsSecretsToItself()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    const QByteArray monitored = stage.lab.path("monitored");
    Running monitor(
        {"sh", "-c", "exec dbus-monitor --address '" + stage.bus.address().toUtf8() + "' > " + monitored});
    QTRY_VERIFY(!contentOf(monitored).isEmpty());
    const Argv given = files(stage, options) + Argv {"--automatic"};
    QList<Ran> ran {stage.logIn(tgt.name(1), tgt.portal(), given)};
    QVERIFY(stage.endService());
    ran << stage.logIn(tgt.name(2), tgt.portal(), given); // starts it, and takes the first from the keyring
    QTRY_COMPARE_WITH_TIMEOUT(tgt.sessions(1).size(), 1, 20000);
    ran << stage.logIn(tgt.name(2), tgt.portal(), bothByName);
    QVERIFY2(ran[0].ok() && ran[1].ok() && ran[2].ok(), ran[2].text());
    ran << stage.product.run({"--json", "list"}) << stage.product.run({"--json", "log"})
        << stage.product.run({"--json", "plan", "logout", tgt.name(1)});
    monitor.signal(SIGTERM);
    monitor.waitEnd();
    const QByteArray process = "/proc/" + QByteArray::number(stage.servicePid());
    QByteArrayList texts {contentOf(monitored), contentOf(process + "/cmdline"),
                          contentOf(process + "/environ"), loginsOf(stage)};
    QVERIFY(texts[0].contains("org.freedesktop.secrets") && texts[3].contains("alice"));
    for (const Ran& each : ran)
        texts << each.out << each.err;
    for (const char* folder : {"state", "keyring-home"}) {
        QDirIterator found(QFile::decodeName(stage.lab.path(folder)), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        QVERIFY(found.hasNext());
        while (found.hasNext())
            texts << contentOf(QFile::encodeName(found.next()));
    }
    for (const QByteArray& text : texts)
        QVERIFY2(!text.contains(options.secret) && !text.contains(options.mutualSecret), text);
}

void TestKeyring::takesARememberedSecret()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    const Ran nothing = stage.logIn(tgt.name(1), tgt.portal(), byName);
    QVERIFY2(nothing.code == 5, nothing.text());
    QCOMPARE(codeOf(nothing), QStringLiteral("secretMissing"));
    const Ran told = stage.product.run(Argv {"--lang", "en", "login", "--portal", tgt.portal()} + byName
                                       + Argv {tgt.name(1)});
    QVERIFY2(told.text().contains("The keyring remembers no CHAP secret of alice"), told.text());
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    QCOMPARE(keyring.entries(), 1);
    QVERIFY(loginsOf(stage).isEmpty()); // nothing is automatic
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), byName));
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), bothByName));
    QCOMPARE(tgt.sessions(1).size(), 3);
    const Ran other = stage.logIn(tgt.name(1), tgt.portal(), {"--chap-user", "bob"});
    QCOMPARE(codeOf(other), QStringLiteral("secretMissing"));
    QCOMPARE(codeOf(stage.logIn(tgt.name(2), tgt.portal(), byName)), QStringLiteral("secretMissing"));
    QCOMPARE(tgt.sessions().size(), 3);
}

void TestKeyring::aWrongSecretReplacesNoRightOne()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    const QByteArray wrong = stage.lab.writeFile("wrong", "not-that-secret!");
    const Argv mistaken {"--automatic", "--sessions",         "3",  "--chap-user",
                         "alice",       "--chap-secret-file", wrong};
    const Ran first = stage.logIn(tgt.name(1), tgt.portal(), mistaken);
    QVERIFY2(first.code == 5, first.text());
    QCOMPARE(codeOf(first), QStringLiteral("authenticationFailed"));
    QTRY_COMPARE(keyring.entries(), 0);
    QVERIFY(loginsOf(stage).isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    QCOMPARE(codeOf(stage.logIn(tgt.name(1), tgt.portal(), mistaken)),
             QStringLiteral("authenticationFailed"));
    QTest::qWait(500); // what was there comes back after the answer
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), bothByName));
    QCOMPARE(keyring.entries(), 1);
}

void TestKeyring::takesANewOneInPlaceOfTheOld()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    TgtOptions options = guarded(stage);
    auto tgt = std::make_unique<TgtDaemon>(options);
    const QByteArray name = tgt->name(1);
    VERIFY_DONE(stage.logIn(name, tgt->portal(), files(stage, options) + Argv {"--remember-secret"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", name}));
    tgt.reset();
    options.secret = "the-new-secret-1";
    tgt = std::make_unique<TgtDaemon>(options);
    QCOMPARE(codeOf(stage.logIn(name, tgt->portal(), byName)), QStringLiteral("authenticationFailed"));
    VERIFY_DONE(stage.logIn(name, tgt->portal(), files(stage, options) + Argv {"--remember-secret"}));
    VERIFY_DONE(stage.logIn(name, tgt->portal(), byName));
    QCOMPARE(keyring.entries(), 1);
}

void TestKeyring::forgetsWithTheAutomaticLogin()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            files(stage, options) + Argv {"--automatic", "--sessions", "3"}));
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal(), files(stage, options) + Argv {"--automatic"}));
    QCOMPARE(keyring.entries(), 2);
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QCOMPARE(keyring.entries(), 2); // kept with it
    const Ran removed = stage.product.run({"--json", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    QVERIFY2(removed.code == 0, removed.text());
    QCOMPARE(keyring.entries(), 1);
    QVERIFY(!loginsOf(stage).contains(tgt.name(1)));
    QCOMPARE(codeOf(stage.logIn(tgt.name(1), tgt.portal(), byName)), QStringLiteral("secretMissing"));
    VERIFY_DONE(
        stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(2)})); // with its session
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(keyring.entries(), 0);
}

void TestKeyring::forgetsWhatWasOnlyRemembered()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal(), files(stage, options))); // the service stays
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    QCOMPARE(keyring.entries(), 1);
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QCOMPARE(keyring.entries(), 1);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), byName));
    QVERIFY(targetIn(stage, tgt.name(1))[u"facts"][u"startup"].isUndefined());
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1)}));
    QVERIFY(tgt.sessions(1).isEmpty());
    QCOMPARE(keyring.entries(), 0);
}

void TestKeyring::forgetsWithAListedTarget()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            files(stage, options) + Argv {"--remember", "--remember-secret"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QVERIFY(stage.endService());
    VERIFY_DONE(stage.product.run(Argv {"login"} + Argv {tgt.name(1)})); // alice, by what is listed
    QCOMPARE(tgt.sessions(1).size(), 1);
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QCOMPARE(keyring.entries(), 1);
    VERIFY_DONE(stage.product.run({"forget", "--yes", tgt.name(1)}));
    QCOMPARE(keyring.entries(), 0);
    QCOMPARE(stage.resources("iscsi-target"), QJsonArray());
}

void TestKeyring::putsASessionBackByTheKeyring()
{
    const CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    const auto undoLast = [&stage] {
        const QByteArray last = stage.product.run({"--json", "log"}).out.split('\n').constFirst();
        const int number = QJsonDocument::fromJson(last).object()[u"operation"].toInt();
        return stage.product.run({"--json", "undo", "--yes", QByteArray::number(number)});
    };
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options))); // its secret is kept nowhere
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QCOMPARE(codeOf(undoLast()), QStringLiteral("nothingToPutBack"));
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions(1).isEmpty());
    QVERIFY(stage.endService());
    VERIFY_DONE(undoLast());
    QCOMPARE(tgt.sessions(1).size(), 1);
    QCOMPARE(stage.resources("iscsi-session")[0][u"facts"][u"authentication"].toString(),
             QStringLiteral("mutual-chap"));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1)}));
    QCOMPARE(keyring.entries(), 0);
    QCOMPARE(codeOf(undoLast()), QStringLiteral("nothingToPutBack"));
}

void TestKeyring::attachesAUnitByTheKeyring()
{
    CommandStage stage;
    const KeyringDaemon keyring(stage);
    const TgtOptions options = guarded(stage);
    const TgtDaemon tgt(options);
    const QByteArray url = "iscsi://" + tgt.portal() + '/' + tgt.name(1) + "/1";
    const auto attach = [&] { return stage.product.run({"--json", "attach", "--chap-user", "alice", url}); };
    const Ran missing = attach();
    QVERIFY2(missing.code == 5, missing.text());
    QCOMPARE(codeOf(missing), QStringLiteral("secretMissing"));
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), files(stage, options) + Argv {"--remember-secret"}));
    const Ran attached = attach();
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray device = createdDevice(attached);
    QVERIFY(device.startsWith("/dev/loop"));
    QVERIFY2(!attached.out.contains(options.secret), attached.text());
    VERIFY_DONE(stage.product.run({"detach", "--yes", device}));
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring_lab.moc"
