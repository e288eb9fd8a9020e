// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "oracle.h"
#include "product.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring::lab;

namespace {

enum class Verdict
{
    Named,
    CauseNotFound,
    Missed, // nothing was said at all
    Wrong // somebody was accused, or would have been released, who has nothing to do with it
};

struct Count
{
    int named = 0, notFound = 0, missed = 0, wrong = 0;
    void add(Verdict verdict)
    {
        ++(verdict == Verdict::Named               ? named
               : verdict == Verdict::CauseNotFound ? notFound
               : verdict == Verdict::Missed        ? missed
                                                   : wrong);
    }
    QByteArray text() const
    {
        return QByteArray("named %1, cause not found %2, missed %3, wrong %4")
            .replace("%1", QByteArray::number(named))
            .replace("%2", QByteArray::number(notFound))
            .replace("%3", QByteArray::number(missed))
            .replace("%4", QByteArray::number(wrong));
    }
};

bool isNotFound(const QJsonObject& blocker)
{
    return blocker[u"kind"] == QStringLiteral("unknown") && !blocker.contains(u"pid");
}

bool isRightProcess(const QJsonObject& blocker, const Answer& answer)
{
    return answer.pids && answer.pids().contains(blocker[u"pid"].toInteger(-1));
}

// What the plan says against the answer of the table.
Verdict judge(const QJsonObject& plan, const Answer& answer, const Stage& stage)
{
    const QByteArrayList expected = answer.steps + QByteArrayList {"mount:" + stage.mount, stage.disk.id()};
    const QByteArrayList steps = stringsOf(plan[u"steps"].toArray(), "resource");
    for (const QByteArray& step : steps)
        if (!expected.contains(step))
            return Verdict::Wrong;
    bool named = !answer.steps.isEmpty();
    for (const QByteArray& step : answer.steps)
        named = named && steps.contains(step);
    bool notFound = false;
    for (const QJsonValue& value : plan[u"blockers"].toArray()) {
        const QJsonObject blocker = value.toObject();
        if (isNotFound(blocker))
            notFound = true;
        else if (isRightProcess(blocker, answer))
            named = true;
        else
            return Verdict::Wrong;
    }
    return named ? Verdict::Named : notFound ? Verdict::CauseNotFound : Verdict::Missed;
}

// The plan says that there are processes which may not be looked into.
bool saysThatItCannotSeeAll(const QJsonObject& plan)
{
    for (const QJsonValue& error : plan[u"errors"].toArray())
        if (error[u"source"] == QStringLiteral("processes") && error[u"text"].toString().toInt() > 0)
            return true;
    return false;
}

QByteArray asText(const QJsonObject& object) { return QJsonDocument(object).toJson(); }

} // namespace

// Twenty ways to keep a disk, each with the one right answer.
class TestBlockers : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void namesWhoIsInTheWay_data();
    void namesWhoIsInTheWay();
    void saysNothingWrongWithoutPrivilege_data();
    void saysNothingWrongWithoutPrivilege();
    void namesOwnProcessWithoutPrivilege();
    void cleanupTestCase();

private:
    void checkNamed(const QJsonObject& plan, const Answer& answer);
    Verdict carryOut(const Product& product, const Stage& stage, const Answer& answer);
    Count m_asRoot, m_asNobody;
    bool m_ran = false;
};

void TestBlockers::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
    QCOMPARE(blockerCases().size(), size_t(20));
    m_ran = true;
}

void TestBlockers::namesWhoIsInTheWay_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(blockerCases().size()); ++i)
        QTest::newRow(blockerCases()[size_t(i)].name) << i;
}

void TestBlockers::checkNamed(const QJsonObject& plan, const Answer& answer)
{
    for (const QJsonValue& blocker : plan[u"blockers"].toArray()) {
        if (!isRightProcess(blocker.toObject(), answer))
            continue;
        QVERIFY2(answer.hows.contains(blocker[u"how"].toString().toUtf8()), asText(blocker.toObject()));
        QCOMPARE(blocker[u"user"].toString().toUtf8(), answer.user.isEmpty() ? "root" : answer.user);
    }
}

// The look saw nobody, so the plan goes ahead: then the one right before the step may name who is there, or
// the kernel refuses, and that is told as it is. Nothing has changed either way.
Verdict TestBlockers::carryOut(const Product& product, const Stage& stage, const Answer& answer)
{
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    if (ran.code == 4 && difference(before, oracle.picture()).isEmpty()) {
        if (ran.out.contains("causeNotFound"))
            return Verdict::CauseNotFound;
        for (const QByteArray& line : ran.out.split('\n')) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            if (event[u"event"] == QStringLiteral("plan"))
                return judge(event[u"plan"].toObject(), answer, stage);
        }
    }
    qInfo("%s\n%s", ran.text().constData(), difference(before, oracle.picture()).constData());
    return Verdict::Missed;
}

void TestBlockers::namesWhoIsInTheWay()
{
    QFETCH(int, number);
    Stage stage;
    const Product product(stage.lab);
    const Answer answer = blockerCases()[size_t(number)].build(stage);
    const QJsonObject plan = product.plan(stage.disk.id());
    QVERIFY2(plan.contains(u"steps"), asText(plan));
    checkNamed(plan, answer);
    Verdict verdict = judge(plan, answer, stage);
    if (verdict == Verdict::Missed && answer.mayStayUnknown)
        verdict = carryOut(product, stage, answer);
    m_asRoot.add(verdict);
    const bool right
        = verdict == Verdict::Named || (verdict == Verdict::CauseNotFound && answer.mayStayUnknown);
    QVERIFY2(right, asText(plan));
}

void TestBlockers::saysNothingWrongWithoutPrivilege_data() { namesWhoIsInTheWay_data(); }

void TestBlockers::saysNothingWrongWithoutPrivilege()
{
    QFETCH(int, number);
    Stage stage;
    const Product product(stage.lab);
    const Answer answer = blockerCases()[size_t(number)].build(stage);
    const QJsonObject plan = product.runAsNobody({"--json", "plan", "detach", stage.disk.id()}).json();
    QVERIFY2(plan.contains(u"steps"), asText(plan));
    Verdict verdict = judge(plan, answer, stage);
    if (verdict == Verdict::Missed && saysThatItCannotSeeAll(plan))
        verdict = Verdict::CauseNotFound;
    m_asNobody.add(verdict);
    QVERIFY2(verdict == Verdict::Named || verdict == Verdict::CauseNotFound, asText(plan));
}

void TestBlockers::namesOwnProcessWithoutPrivilege()
{
    Stage stage;
    const Product product(stage.lab);
    const qint64 pid
        = stage.block("cwd", stage.mount,
                      {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all"});
    const QJsonObject plan = product.runAsNobody({"--json", "plan", "detach", stage.disk.id()}).json();
    const QByteArrayList pids = stringsOf(plan[u"blockers"].toArray(), "pid");
    QVERIFY2(pids.contains(QByteArray::number(pid)), asText(plan));
}

void TestBlockers::cleanupTestCase()
{
    if (!m_ran)
        return;
    qInfo("as root: %s", m_asRoot.text().constData());
    qInfo("without privilege: %s", m_asNobody.text().constData());
    QVERIFY(m_asRoot.named >= 17);
    QCOMPARE(m_asRoot.named + m_asRoot.notFound, 20);
    QCOMPARE(m_asRoot.wrong, 0);
    QCOMPARE(m_asNobody.wrong, 0);
    QCOMPARE(m_asNobody.named + m_asNobody.notFound, 20);
}

QTEST_GUILESS_MAIN(TestBlockers)
#include "tst_blockers.moc"
