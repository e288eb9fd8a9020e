// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldstage.h"
#include "services/core/recipes.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Logging in as a step: what is refused, where it leads, what is kept.
class TestLogin : public QObject
{
    Q_OBJECT
private slots:
    void refusesWhatCannotBeLoggedInTo_data();
    void refusesWhatCannotBeLoggedInTo();
    void followsARedirect();
    void givesUpOnRedirectsWithoutEnd();
    void insistsOnTheDigestThatWasAskedFor();
    void putsBackASession();
    void keepsSecretsOutOfEverything();
};

void TestLogin::refusesWhatCannotBeLoggedInTo_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("portal");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no name") << QByteArray("disk1") << QByteArray() << ErrorCode::NameNotIscsi;
    QTest::newRow("no portal") << first << QByteArray("::1") << ErrorCode::PortalInvalid;
    QTest::newRow("unknown target") << QByteArray("iqn.2026-11.lab:none") << QByteArray()
                                    << ErrorCode::TargetUnknown;
    QTest::newRow("nobody listens") << first << QByteArray("127.0.0.1:1") << ErrorCode::PortalUnreachable;
    QTest::newRow("no such host") << first << QByteArray("nowhere.invalid") << ErrorCode::PortalUnreachable;
}

void TestLogin::refusesWhatCannotBeLoggedInTo()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, portal);
    QFETCH(ErrorCode, code);
    ScriptedTarget target;
    Initiator initiator;
    const Operation* operation = initiator.logIn(name, portal.isEmpty() ? target.portal() : portal);
    QVERIFY(operation);
    QVERIFY(operation->record().outcome != Outcome::Done);
    QCOMPARE(operation->record().steps.value(0).error->code, code);
    QVERIFY(initiator.all(Kind::IscsiSession).isEmpty());
    QCOMPARE(target.counts().openSessions, 0);
}

void TestLogin::followsARedirect()
{
    ScriptedTarget real;
    Scripts scripts;
    scripts.session.login.statusClass = 1;
    scripts.session.login.statusDetail = 1;
    scripts.session.login.redirect = real.portal();
    ScriptedTarget sender(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, sender.portal()));
    QCOMPARE(real.counts().openSessions, 1);
    QCOMPARE(sender.counts().openSessions, 0);
}

void TestLogin::givesUpOnRedirectsWithoutEnd()
{
    Scripts scripts;
    scripts.session.login.statusClass = 1;
    scripts.session.login.statusDetail = 2;
    ScriptedTarget target;
    scripts.session.login.redirect = target.portal();
    target.setScripts(scripts);
    Initiator initiator;
    const Operation* operation = initiator.logIn(first, target.portal());
    QVERIFY(operation);
    QCOMPARE(operation->record().steps.value(0).error->code, ErrorCode::RedirectLoop);
    QVERIFY(target.counts().connections < 10);
}

void TestLogin::insistsOnTheDigestThatWasAskedFor()
{
    ScriptedTarget without;
    Scripts scripts;
    scripts.session.login.headerDigest = true;
    ScriptedTarget with(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const QJsonObject digest {{QStringLiteral("headerDigest"), true}};
    const Operation* refused = initiator.logIn(first, without.portal(), digest);
    QVERIFY(refused);
    QCOMPARE(refused->record().outcome, std::optional(Outcome::Unsupported));
    QCOMPARE(refused->record().steps.value(0).error->code, ErrorCode::NotSupportedHere);
    QTRY_COMPARE(without.counts().openSessions, 0);
    QCOMPARE(without.counts().logouts, 1); // in order
    QVERIFY(initiator.all(Kind::IscsiSession).isEmpty());
    const Operation* taken = initiator.logIn(first, with.portal(), digest);
    QVERIFY(taken);
    QCOMPARE(taken->record().outcome, std::optional(Outcome::Done));
}

void TestLogin::putsBackASession()
{
    ScriptedTarget target;
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    const Operation* closed = initiator.logOut(first);
    QVERIFY(closed);
    QCOMPARE(target.counts().openSessions, 0);
    const QList<QJsonObject> recipes = recipesOf(closed->record(), initiator.fake.host.topology());
    QCOMPARE(recipes.size(), 1);
    const Operation* back = initiator.fake.start(makeRestorePlan(initiator.fake.host.topology(), recipes));
    QVERIFY(FakeHost::waitFor(back));
    QCOMPARE(account(back), QStringLiteral("done: 1 done"));
    QCOMPARE(target.counts().openSessions, 1);
    QCOMPARE(target.counts().logins, 2);
}

void TestLogin::keepsSecretsOutOfEverything()
{
    Scripts scripts;
    scripts.session.login.chap = lab::Chap {"joe", "secret123456", "tgt", "secret654321"};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const Operation* refused = initiator.logIn(first, target.portal());
    QVERIFY(refused);
    QCOMPARE(refused->record().steps.value(0).error->code, ErrorCode::SecretMissing);
    const Operation* operation
        = initiator.logIn(first, target.portal(),
                          {{QStringLiteral("chapUser"), QStringLiteral("joe")},
                           {QStringLiteral("mutualUser"), QStringLiteral("tgt")},
                           {secretArguments,
                            QJsonObject {{QStringLiteral("chap"), QStringLiteral("secret123456")},
                                         {QStringLiteral("mutual"), QStringLiteral("secret654321")}}}});
    QVERIFY(operation);
    QCOMPARE(operation->record().outcome, Outcome::Done);
    const Resource session = initiator.all(Kind::IscsiSession).value(0);
    QCOMPARE(session.facts.value(Fact::Authentication).toString(), QStringLiteral("mutual-chap"));
    QVERIFY(!session.release->reversible && session.release->restore.isEmpty());
    for (const QVariant& fact : session.facts)
        QVERIFY(!fact.toString().contains(QStringLiteral("secret")));
}

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login_lab.moc"
