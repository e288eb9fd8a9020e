// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"
#include "scriptedtarget.h"

#include <QSet>
#include <QTest>

#include <sys/resource.h>

using namespace mooring;
using namespace mooring::lab;

// A thousand sessions held by one service: all of them seen, all of them closed, none forgotten.
class TestManySessions : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void holdsAndClosesAThousand();
};

void TestManySessions::initTestCase()
{
    if (const QString why = Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max; // the target's end of them is here
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < 4096)
        QSKIP("no more than a few files may be open here");
}

void TestManySessions::holdsAndClosesAThousand()
{
    constexpr int targets = 32, sessions = 32; // of each
    const CommandStage stage;
    ScriptedTarget target(targetSpecs("s", targets, 1));
    Argv names;
    for (int each = 1; each <= targets; ++each) {
        names << "iqn.2026-11.lab:s" + QByteArray::number(each);
        VERIFY_DONE(stage.logIn(names.constLast(), target.portal(), {"--sessions", "32"}));
    }
    QCOMPARE(target.counts().openSessions, targets * sessions);
    QSet<QString> seen;
    for (const QJsonValue& session : stage.resources("iscsi-session"))
        seen.insert(session[u"id"].toString());
    QCOMPARE(seen.size(), targets * sessions);

    const Ran closed = stage.product.run(Argv {"--json", "logout", "--yes"} + names);
    QVERIFY2(closed.code == 0, closed.err + closed.out.right(3000));
    const QJsonObject finished = finishedEvent(closed);
    QCOMPARE(finished[u"outcome"].toString(), QStringLiteral("done"));
    QCOMPARE(finished[u"steps"].toArray().size(), targets * sessions);
    QCOMPARE(target.counts().openSessions, 0);
    QCOMPARE(target.counts().logouts, targets * sessions); // each asked once
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
}

QTEST_GUILESS_MAIN(TestManySessions)
#include "tst_manysessions_lab.moc"
