// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"
#include "scriptedtarget.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

namespace {

const QByteArray name = "iqn.2026-11.lab:s1";

Scripts silentLogout()
{
    Scripts scripts;
    scripts.session.misdeeds[Stage::Logout] = Misdeed {};
    return scripts;
}

} // namespace

// One program's operation, as another one sees it, waits for it and stops it.
class TestOperationCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void waitsLessLongThanTheOperationTakes();
    void tellsTheEndToWhoWaits();
    void stopsWhatHasNotBeenSent();
    void isTooLateToStopWhatIsSent();
    void tellsAnOperationWhoseProgramDied();

private:
    static QJsonObject underway(const CommandStage& stage);
    static QByteArray numberOf(const CommandStage& stage);
};

void TestOperationCommands::initTestCase()
{
    if (const QString why = Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

QJsonObject TestOperationCommands::underway(const CommandStage& stage)
{
    const QJsonArray operations = stage.product.run({"--json", "operations"}).json()[u"operations"].toArray();
    for (const auto operation : operations)
        if (operation[u"running"].toBool())
            return operation.toObject();
    return {};
}

QByteArray TestOperationCommands::numberOf(const CommandStage& stage)
{
    for (int turn = 0; turn < 200; ++turn) {
        if (const QJsonObject operation = underway(stage); !operation.isEmpty())
            return QByteArray::number(operation[u"operation"].toInteger());
        QTest::qSleep(20);
    }
    return {};
}

// The wait fails, and the operation ends well all the same.
void TestOperationCommands::waitsLessLongThanTheOperationTakes()
{
    const CommandStage stage;
    Scripts scripts;
    scripts.session.delays[Stage::Logout] = 3000;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    VERIFY_DONE(stage.logIn(name, target.portal()));
    const auto logout = stage.product.start({"--json", "logout", "--yes", name});
    const QByteArray number = numberOf(stage);
    QVERIFY(!number.isEmpty());
    const Ran waited = stage.product.run({"--json", "wait", "--timeout", "1", number});
    QVERIFY2(waited.code == 7, waited.text());
    QVERIFY(logout->isRunning());
    const Ran patient = stage.product.run({"--json", "wait", "--timeout", "20", number});
    QVERIFY2(patient.code == 0, patient.text());
    QCOMPARE(finishedEvent(patient)[u"outcome"].toString(), QStringLiteral("done"));
    QCOMPARE(logout->waitEnd(), std::optional(0));
    QCOMPARE(target.counts().openSessions, 0);
    QCOMPARE(stage.product.run({"wait", number}).code, 0); // long over
    QCOMPARE(stage.product.run({"--json", "stop-operation", number}).json()[u"answer"].toString(),
             QStringLiteral("already-ended"));
}

void TestOperationCommands::tellsTheEndToWhoWaits()
{
    const CommandStage stage;
    ScriptedTarget target(targetSpecs("s", 1, 1), silentLogout());
    VERIFY_DONE(stage.logIn(name, target.portal()));
    const auto logout = stage.product.start({"--json", "logout", "--yes", "--timeout", "2", name});
    const QByteArray number = numberOf(stage);
    QVERIFY(!number.isEmpty());
    const Ran waited = stage.product.run({"--json", "wait", number});
    QVERIFY2(waited.code == 7, waited.text()); // as the operation
    QCOMPARE(logout->waitEnd(), std::optional(7));
    QVERIFY(underway(stage).isEmpty());
}

void TestOperationCommands::stopsWhatHasNotBeenSent()
{
    const CommandStage stage;
    Scripts scripts;
    scripts.session.misdeeds[Stage::Login] = Misdeed {};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    const auto login = stage.product.start({"--json", "login", "--portal", target.portal(), name});
    const QByteArray number = numberOf(stage);
    QVERIFY(!number.isEmpty());
    const Ran stopped = stage.product.run({"--json", "stop-operation", number});
    QVERIFY2(stopped.code == 0, stopped.text());
    QCOMPARE(stopped.json()[u"answer"].toString(), QStringLiteral("stopping"));
    QCOMPARE(login->waitEnd(), std::optional(10));
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
    QTRY_COMPARE(target.counts().openConnections, 0);
}

void TestOperationCommands::isTooLateToStopWhatIsSent()
{
    const CommandStage stage;
    ScriptedTarget target(targetSpecs("s", 1, 1), silentLogout());
    VERIFY_DONE(stage.logIn(name, target.portal()));
    const auto logout = stage.product.start({"--json", "logout", "--yes", "--timeout", "3", name});
    const QByteArray number = numberOf(stage);
    QVERIFY(!number.isEmpty());
    QTRY_COMPARE(target.counts().logouts, 1);
    const Ran stopped = stage.product.run({"--json", "stop-operation", number});
    QVERIFY2(stopped.code == 10, stopped.text());
    QCOMPARE(stopped.json()[u"answer"].toString(), QStringLiteral("too-late"));
    QCOMPARE(logout->waitEnd(), std::optional(7));
}

void TestOperationCommands::tellsAnOperationWhoseProgramDied()
{
    const CommandStage stage;
    ScriptedTarget target(targetSpecs("s", 1, 1), silentLogout());
    VERIFY_DONE(stage.logIn(name, target.portal()));
    const auto logout = stage.product.start({"--json", "logout", "--yes", name});
    const QByteArray number = numberOf(stage);
    QVERIFY(!number.isEmpty());
    logout->signal(SIGKILL);
    const Ran waited = stage.product.run({"--json", "wait", number});
    QVERIFY2(waited.code == 1, waited.text());
    QCOMPARE(finishedEvent(waited)[u"outcome"].toString(), QStringLiteral("unknown"));
}

QTEST_GUILESS_MAIN(TestOperationCommands)
#include "tst_operationcommands_lab.moc"
