// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/talk.h"

#include <QTest>

using namespace mooring;

namespace {

// A target with two of the kernel's sessions.
void addTarget(FakeWorld& world)
{
    const QByteArray name = "iqn.2026-11.lab:t1";
    Resource target;
    target.id = ResourceId::make(Kind::IscsiTarget, name);
    target.kind = Kind::IscsiTarget;
    target.name = QString::fromUtf8(name);
    target.keys = {{"iscsi-target:" + name}};
    target.verbs = {Verb::LogOut};
    world.resources << target;
    for (const QByteArray& number : {QByteArray("1"), QByteArray("2")}) {
        Resource session;
        session.id = ResourceId::make(Kind::IscsiSession, "kernel/" + number);
        session.kind = Kind::IscsiSession;
        session.name = session.id.text;
        session.incarnation = QString::fromUtf8(number);
        session.keys = {{session.id.text.toUtf8()}};
        session.needs = {Need {target.keys, 1, How::StandsOn, {}}};
        session.release = Release {};
        session.release->verb = Verb::LogOut;
        session.verbs = {Verb::LogOut};
        world.resources << session;
    }
}

} // namespace

// mooringctl logout.
class tst_LogoutCommand : public QObject
{
    Q_OBJECT
private slots:
    // Without a bus it would look for a service of this user's that runs elsewhere, and another test may have
    // one.
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); }
    void logsOutOfATargetAndTellsItsSessions();
    void aTargetWithoutASessionIsNotFound();
};

void tst_LogoutCommand::logsOutOfATargetAndTellsItsSessions()
{
    Talk talk;
    addTarget(talk.engine.world);
    QCOMPARE(talk.run("--json logout --yes iqn.2026-11.lab:t1"), 0);
    const QJsonArray goals = talk.events().last()[QStringLiteral("goals")].toArray();
    QStringList ended;
    for (const QJsonValue& goal : goals)
        ended << goal[QStringLiteral("resource")].toString() + u' '
                + goal[QStringLiteral("outcome")].toString();
    QCOMPARE(ended,
             (QStringList {QStringLiteral("iscsi-target:iqn.2026-11.lab:t1 done"),
                           QStringLiteral("iscsi-session:kernel/1 done"),
                           QStringLiteral("iscsi-session:kernel/2 done")}));
}

void tst_LogoutCommand::aTargetWithoutASessionIsNotFound()
{
    Talk talk;
    QCOMPARE(talk.run("--json logout --yes iqn.2026-11.lab:none"), 6);
    const QJsonArray goals = talk.events().last()[QStringLiteral("goals")].toArray();
    QCOMPARE(goals.size(), 1);
    const QJsonValue code = goals[0][QStringLiteral("code")];
    QCOMPARE(code[QStringLiteral("symbol")].toString(), QStringLiteral("VDS_E_ISCSI_SESSION_NOT_FOUND"));
    QCOMPARE(code[QStringLiteral("number")].toInteger(), 0x8004270A);
}

QTEST_GUILESS_MAIN(tst_LogoutCommand)
#include "tst_logoutcommand.moc"
