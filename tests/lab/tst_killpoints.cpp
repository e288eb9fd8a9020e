// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "childtrap.h"
#include "oracle.h"
#include "product.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <iterator>

using namespace mooring::lab;

namespace {

QByteArray asText(const QJsonObject& object) { return QJsonDocument(object).toJson(); }

// A disk with a swap area, and a mount with another image in it: five steps, two of them side by side.
struct Tower
{
    Stage stage;
    Disk inner;
    QByteArray innerMount;

    Tower()
    {
        stage.lab.swapOn(stage.disk.part(2));
        inner = stage.lab.attach(stage.lab.ext4Image("mnt/inner.img", {}, 8));
        innerMount = stage.lab.mount(inner.device, "inner");
    }
    // What the oracle says about the node of a step.
    bool isThere(const QByteArray& resource) const
    {
        const QByteArray key = resource.mid(resource.indexOf(':') + 1);
        if (resource.startsWith("mount:"))
            return Oracle::isMounted(key);
        if (resource.startsWith("swap:"))
            return Oracle::isSwap(key);
        return Oracle::isBound(key);
    }
};

} // namespace

// The program is killed, without a chance to say anything, right before and right after each step's work.
class TestKillPoints : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsTheTruthAfterwards_data();
    void tellsTheTruthAfterwards();
    void cleanupTestCase();

private:
    QByteArrayList m_steps; // resources, in order
    int m_points = 0;
};

void TestKillPoints::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
    const Tower tower;
    m_steps = stringsOf(Product(tower.stage.lab).plan(tower.stage.disk.id())[u"steps"].toArray(), "resource");
    QCOMPARE(m_steps.size(), 5);
}

void TestKillPoints::tellsTheTruthAfterwards_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<bool>("after");
    for (int call = 1; call <= int(m_steps.size()); ++call)
        for (const bool after : {false, true})
            QTest::addRow("%s call %d", after ? "after" : "before", call) << call << after;
}

void TestKillPoints::tellsTheTruthAfterwards()
{
    QFETCH(int, call);
    QFETCH(bool, after);
    const Tower tower;
    const Stage& stage = tower.stage;
    const ChildTrap trap(stage.lab);
    const Product product(stage.lab, trap.binFolder());
    const QJsonObject plan = product.plan(stage.disk.id());
    const QJsonArray planned = plan[u"steps"].toArray();

    trap.killParent(call, after);
    const Ran killed = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QCOMPARE(killed.code, 128 + SIGKILL);
    // what ran side by side with the killing call may take a moment to end
    QTRY_COMPARE(Oracle(stage.lab.folder()).picture()[u"programs"].toArray().size(), 0);
    trap.disarm();
    ++m_points;

    // a new process tells each step as it is
    const QJsonObject told = product.lastOperation();
    QVERIFY2(told[u"outcome"].toString() != QStringLiteral("done"), asText(told));
    QVERIFY2(QJsonDocument(told).toJson().contains("interrupted"), asText(told));
    const QJsonArray steps = told[u"steps"].toArray();
    QCOMPARE(steps.size(), planned.size());
    QByteArrayList left;
    for (int i = 0; i < planned.size(); ++i) {
        const QByteArray resource = planned[i][u"resource"].toString().toUtf8();
        const QString result = steps[i][u"result"].toString();
        if (tower.isThere(resource))
            left.append(resource);
        if (result == QStringLiteral("done"))
            QVERIFY2(!tower.isThere(resource), resource + asText(told));
        else if (result == QStringLiteral("notStarted"))
            QVERIFY2(tower.isThere(resource), resource + asText(told));
        else
            QVERIFY2(result == QStringLiteral("unknown"), asText(told));
    }
    QVERIFY(left.contains(stage.disk.id()) || (after && call == int(m_steps.size())));

    // what is left to do is offered, and finishing works
    if (!left.isEmpty()) {
        // the kernel may still let go of what the last call asked for
        const auto offered
            = [&] { return stringsOf(product.plan(stage.disk.id())[u"steps"].toArray(), "resource"); };
        const auto stillLeft = [&] {
            QByteArrayList there;
            std::copy_if(left.begin(), left.end(), std::back_inserter(there),
                         [&tower](const QByteArray& resource) { return tower.isThere(resource); });
            return there;
        };
        QTRY_COMPARE(offered(), stillLeft());
        const Ran finished = product.run({"--json", "detach", "--yes", stage.disk.id()});
        QVERIFY2(finished.code == 0, finished.text());
    }
    const QJsonObject end = Oracle(stage.lab.folder()).picture();
    for (const QString& list : end.keys())
        QVERIFY2(end[list].toArray().isEmpty(), asText(end));
}

void TestKillPoints::cleanupTestCase()
{
    if (m_steps.isEmpty())
        return;
    qInfo("kill points: %d, of %d steps", m_points, int(m_steps.size()));
    QCOMPARE(m_points, 2 * int(m_steps.size()));
}

QTEST_GUILESS_MAIN(TestKillPoints)
#include "tst_killpoints.moc"
