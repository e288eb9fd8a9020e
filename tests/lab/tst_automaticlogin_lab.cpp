// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Sessions that come back whenever the user's service starts, and what a logout makes of that.
class TestAutomaticLogin : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void comesBackWithTheService();
    void keepsOrRemovesAsChosen();
    void removesWithoutASession();
    void dropsASilentSession();
    void tellsWhatCouldNotBeRemoved();
    void takesNoSecretWithoutAKeyring();
    void triesAgainWhereNobodyAnswers();

private:
    static QJsonObject target(const CommandStage& stage, const QByteArray& name);
    static qint64 codeNumber(const Ran& ran)
    {
        return finishedEvent(ran)[u"goals"][0][u"code"][u"number"].toInteger();
    }
};

void TestAutomaticLogin::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

QJsonObject TestAutomaticLogin::target(const CommandStage& stage, const QByteArray& name)
{
    for (const QJsonValue& resource : stage.resources("iscsi-target"))
        if (resource[u"name"].toString().toUtf8() == name)
            return resource.toObject();
    return {};
}

void TestAutomaticLogin::comesBackWithTheService()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2", "--automatic"}));
    QCOMPARE(target(stage, tgt.name(1))[u"facts"][u"startup"].toString(), QStringLiteral("automatic"));
    QVERIFY(stage.endService());
    QVERIFY(tgt.sessions().isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal())); // starts it
    QTRY_COMPARE(tgt.sessions(1).size(), 2);
    QVERIFY(target(stage, tgt.name(2))[u"facts"][u"startup"].isUndefined());
}

void TestAutomaticLogin::keepsOrRemovesAsChosen()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal())); // the service stays
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    const Ran plan = stage.product.run({"--lang", "en", "plan", "logout", tgt.name(1)});
    QVERIFY2(plan.out.contains("Automatic login: keep (or: --remove-automatic)"), plan.text());
    VERIFY_DONE(stage.product.run({"logout", "--yes", tgt.name(1)})); // keep, when nobody chooses
    QVERIFY(tgt.sessions(1).isEmpty());
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("idle"));
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1)}));
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    const QByteArray last = stage.product.run({"--json", "log"}).out.split('\n').constFirst();
    const int number = QJsonDocument::fromJson(last).object()[u"operation"].toInt();
    VERIFY_DONE(stage.product.run({"undo", "--yes", QByteArray::number(number)})); // all of it
    QCOMPARE(target(stage, tgt.name(1))[u"facts"][u"startup"].toString(), QStringLiteral("automatic"));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", tgt.name(1)}));
    QCOMPARE(stage.product.run({"logout", "--keep-automatic", "--remove-automatic", tgt.name(2)}).code, 2);
    QVERIFY(stage.endService());
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal()));
    QTest::qWait(500);
    QVERIFY(tgt.sessions(1).isEmpty());
}

void TestAutomaticLogin::removesWithoutASession()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal()));
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--keep-automatic", tgt.name(1)}));
    const Ran kept = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(kept.code == 6, kept.text()); // nothing is open, and nothing else is touched
    QCOMPARE(codeNumber(kept), 0x8004270A);
    QCOMPARE(target(stage, tgt.name(1))[u"state"].toString(), QStringLiteral("idle"));
    const Ran removed = stage.product.run({"--json", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    QVERIFY2(removed.code == 0, removed.text());
    QCOMPARE(codeNumber(removed), 0x00042800);
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    QCOMPARE(stage.product.run({"logout", "--yes", tgt.name(1)}).code, 6);
}

void TestAutomaticLogin::dropsASilentSession()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    tgt.signal(SIGSTOP);
    const Ran waited = stage.product.run({"--json", "logout", "--yes", "--timeout", "2", tgt.name(1)});
    QVERIFY2(waited.code == 7, waited.text());
    const Ran plan = stage.product.run({"plan", "logout", tgt.name(1)});
    QVERIFY2(plan.out.contains("--force drop") && plan.out.contains("--remove-automatic"), plan.text());
    const Ran dropped = stage.product.run(
        {"--json", "logout", "--yes", "--force", "drop", "--remove-automatic", tgt.name(1)});
    QVERIFY2(dropped.code == 0, dropped.text());
    QVERIFY2(dropped.out.contains("\"unanswered-requests-unknown\""), dropped.out);
    QCOMPARE(target(stage, tgt.name(1)), QJsonObject());
    tgt.signal(SIGCONT);
    QTRY_VERIFY_WITH_TIMEOUT(tgt.sessions().isEmpty(), 10000);
}

void TestAutomaticLogin::tellsWhatCouldNotBeRemoved()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--automatic"}));
    const QByteArray folder = stage.lab.path("state/config/mooring");
    Lab::must({"mount", "--bind", folder, folder});
    Lab::must({"mount", "-o", "remount,bind,ro", folder});
    const Ran closed = stage.product.run({"--json", "logout", "--yes", "--remove-automatic", tgt.name(1)});
    Lab::must({"umount", folder});
    QVERIFY2(closed.code == 0, closed.text()); // closed it is
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY2(closed.out.contains("automaticLoginStays") && closed.out.contains("272385"), closed.text());
    QCOMPARE(target(stage, tgt.name(1))[u"facts"][u"startup"].toString(), QStringLiteral("automatic"));
}

void TestAutomaticLogin::takesNoSecretWithoutAKeyring()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    const QByteArray file = stage.lab.writeFile("secret", "a-secret-of-16-b");
    const Ran refused = stage.logIn(tgt.name(1), tgt.portal(),
                                    {"--automatic", "--chap-user", "alice", "--chap-secret-file", file});
    QVERIFY2(refused.code == 11, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("keyringUnavailable"));
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(stage.resources("iscsi-target"), QJsonArray());
}

void TestAutomaticLogin::triesAgainWhereNobodyAnswers()
{
    const CommandStage stage;
    auto tgt = std::make_unique<TgtDaemon>(TgtOptions {stage.lab.folder(), "t", 1, 1});
    const TgtDaemon other({stage.lab.folder(), "o", 1, 1});
    const QByteArray name = tgt->name(1);
    VERIFY_DONE(stage.logIn(name, tgt->portal(), {"--automatic"}));
    QVERIFY(stage.endService());
    tgt.reset();
    VERIFY_DONE(stage.logIn(other.name(1), other.portal()));
    QTRY_COMPARE(target(stage, name)[u"state"].toString(), QStringLiteral("reconnecting"));
    QTRY_COMPARE(target(stage, name)[u"facts"][u"why-lost"].toString(), QStringLiteral("portalUnreachable"));
    VERIFY_DONE(stage.product.run({"logout", "--yes", "--remove-automatic", name}));
    QCOMPARE(target(stage, name), QJsonObject());
}

QTEST_GUILESS_MAIN(TestAutomaticLogin)
#include "tst_automaticlogin_lab.moc"
