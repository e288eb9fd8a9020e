// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localengine.h"
#include "app/settling.h"
#include "testsupport/fakeworld.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace mooring;

namespace {

// An engine over a made-up host and a real log.
struct Bench
{
    explicit Bench(const QByteArray& logPath)
        : log(logPath)
        , runner(host, log, {.host = QStringLiteral("srv"), .user = QStringLiteral("alice")})
        , settling(host, log)
    {
        host.add(std::make_unique<FakeWorldProvider>(world));
        engine = std::make_unique<LocalEngine>(
            LocalEngine::Parts {host, runner, log, QStringLiteral("srv"), QStringLiteral("alice"),
                                [](const ImageRequest& request, const LocalEngine::Inspected& done) {
                                    std::thread([path = request.path, done] {
                                        ImageReport report;
                                        report.facts[Fact::Path] = path;
                                        done(report);
                                    }).detach();
                                }});
    }
    bool look()
    {
        bool looked = false;
        engine->lookForUsers(&world, [&] { looked = true; });
        return QTest::qWaitFor([&] { return looked; }) && engine->hasLooked();
    }
    std::optional<OperationRecord> carryOut(const Plan& plan)
    {
        const Result<Operation*> operation = engine->start(plan, false);
        if (!operation)
            return {};
        QSignalSpy finished(*operation, &Operation::finished);
        if (finished.isEmpty() && !finished.wait())
            return {};
        return (*operation)->record();
    }
    QList<OperationRecord> records()
    {
        std::optional<QList<OperationRecord>> list;
        engine->activity(100, &world,
                         [&](const auto& answer) { list = answer.value_or(decltype(list)::value_type()); });
        return QTest::qWaitFor([&] { return list.has_value(); }) ? *list : QList<OperationRecord>();
    }

    FakeWorld world;
    ActivityLog log;
    Host host;
    OperationRunner runner;
    Settling settling;
    std::unique_ptr<LocalEngine> engine;
};

const ResourceId disk = ResourceId::make(Kind::VirtualDisk, "/dev/loop1");

} // namespace

class tst_LocalEngine : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void detachesWritesDownAndPutsBack();
    void knowsNoOperationThatNeverWas();
    void hasNothingToPutBackWhenNothingWasLetGo();
    void answersAboutAnImageOnTheMainThreadOnly();
    void forgetsAnAnswerWhoseAskerIsGone();
    void plansAnAttachWithEveryByte();
    void computesInTheBackground();
    void settlesWhatAnEarlierProgramDeferred();
    void settlesNothingThatIsStillThere();
    void settlesNothingBeforeALook();

private:
    void writeDeferred(Bench& bench) const;
    QByteArray logPath() const { return m_folder->path().toUtf8() + "/activity.db"; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_LocalEngine::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void tst_LocalEngine::detachesWritesDownAndPutsBack()
{
    Bench bench(logPath());
    worlds::diskInUse(bench.world);
    bench.world.users.clear();
    QVERIFY(bench.look());
    const ResourceId id = ResourceId::make(Kind::VirtualDisk, "/dev/loop0");
    const auto done = bench.carryOut(bench.engine->plan(Verb::Detach, {id}, {}));
    QVERIFY(done);
    QCOMPARE(int(*done->outcome), int(Outcome::Done));
    QCOMPARE(done->plan.host, QStringLiteral("srv"));
    QTRY_VERIFY(!bench.engine->topology().find(id));

    std::optional<Result<Plan>> plan;
    bench.engine->restorePlan(done->number, this, [&](const Result<Plan>& answer) { plan = answer; });
    QTRY_VERIFY(plan);
    QVERIFY(*plan);
    QList<Verb> verbs;
    for (const Step& step : (*plan)->steps)
        verbs << step.verb;
    QCOMPARE(verbs, (QList<Verb> {Verb::Attach, Verb::Mount}));
    QVERIFY(bench.carryOut(**plan));
    QTRY_VERIFY(bench.engine->topology().find(id));
    QCOMPARE(bench.records().size(), 2);
}

void tst_LocalEngine::knowsNoOperationThatNeverWas()
{
    Bench bench(logPath());
    std::optional<Result<Plan>> plan;
    bench.engine->restorePlan(4711, this, [&](const Result<Plan>& answer) { plan = answer; });
    QTRY_VERIFY(plan);
    QVERIFY(!*plan);
    QCOMPARE(int(plan->error().code), int(ErrorCode::NoSuchOperation));
}

void tst_LocalEngine::hasNothingToPutBackWhenNothingWasLetGo()
{
    Bench bench(logPath());
    worlds::twoFreeDisks(bench.world);
    bench.world.failing[disk] = errorOf(ErrorCode::PermissionDenied, QStringLiteral("a.img"));
    QVERIFY(bench.look());
    const auto record = bench.carryOut(bench.engine->plan(Verb::Detach, {disk}, {}));
    QVERIFY(record);
    QCOMPARE(int(*record->outcome), int(Outcome::Denied));
    std::optional<Result<Plan>> plan;
    bench.engine->restorePlan(record->number, this, [&](const Result<Plan>& answer) { plan = answer; });
    QTRY_VERIFY(plan);
    QVERIFY(*plan);
    QVERIFY((*plan)->steps.isEmpty());
    QCOMPARE(int((*plan)->goals.first().refused->code), int(ErrorCode::NothingToPutBack));
}

void tst_LocalEngine::answersAboutAnImageOnTheMainThreadOnly()
{
    Bench bench(logPath());
    QThread* on = nullptr;
    QByteArray path;
    bench.engine->inspectImage({"/a\xff", {}, false}, this, [&](const ImageReport& report) {
        on = QThread::currentThread();
        path = report.facts.value(Fact::Path).toByteArray();
    });
    QTRY_VERIFY(on != nullptr);
    QCOMPARE(on, QThread::currentThread());
    QCOMPARE(path, QByteArray("/a\xff"));
}

void tst_LocalEngine::forgetsAnAnswerWhoseAskerIsGone()
{
    Bench bench(logPath());
    bool called = false, later = false;
    {
        QObject asker;
        bench.engine->inspectImage({"/a", {}, false}, &asker, [&](const ImageReport&) { called = true; });
        bench.engine->activity(1, &asker, [&](const auto&) { called = true; });
        bench.engine->inBackground([] {}, &asker, [&] { called = true; });
        bench.engine->lookForUsers(&asker, [&] { called = true; });
    }
    bench.engine->lookForUsers(this, [&] { later = true; });
    QTRY_VERIFY(later);
    bench.records();
    QVERIFY(!called);
}

void tst_LocalEngine::plansAnAttachWithEveryByte()
{
    Bench bench(logPath());
    const QByteArray path("/srv/a b\n\xff%.img");
    ImageReport report;
    report.provider = QStringLiteral("loop");
    report.facts.insert(Fact::Path, path);
    Engine::AttachOptions options;
    options.readOnly = options.untilUnused = true;
    const Plan plan = bench.engine->attachPlan(report, options);
    QCOMPARE(plan.steps.size(), 1);
    const Step& step = plan.steps.first();
    QCOMPARE(step.provider, QStringLiteral("loop"));
    QCOMPARE(decodeBytes(step.arguments[QStringLiteral("path")].toString()), path);
    QVERIFY(step.arguments[QStringLiteral("readOnly")].toBool());
    QVERIFY(step.arguments[QStringLiteral("untilUnused")].toBool());
    QVERIFY(step.command.contains("--read-only"));
    QCOMPARE(step.command.last(), path);
    QCOMPARE(plan.host, QStringLiteral("srv"));
}

void tst_LocalEngine::computesInTheBackground()
{
    Bench bench(logPath());
    std::atomic<QThread*> worked = nullptr;
    QThread* told = nullptr;
    bench.engine->inBackground([&] { worked = QThread::currentThread(); }, this,
                               [&] { told = QThread::currentThread(); });
    QTRY_VERIFY(told != nullptr);
    QVERIFY(worked != nullptr && worked != QThread::currentThread());
    QCOMPARE(told, QThread::currentThread());
}

// As a program left it that ended before the device went.
void tst_LocalEngine::writeDeferred(Bench& bench) const
{
    OperationRecord record;
    record.plan = bench.engine->plan(Verb::Detach, {disk}, {});
    record.startedAt = QDateTime::currentDateTimeUtc();
    std::optional<qint64> number;
    std::mutex mutex;
    bench.log.operationBegins(record, [&](const Result<qint64>& answer) {
        const std::scoped_lock lock(mutex);
        number = answer.value_or(0);
    });
    QVERIFY(QTest::qWaitFor([&] {
        const std::scoped_lock lock(mutex);
        return number.has_value();
    }));
    record.number = *number;
    record.endedAt = QDateTime::currentDateTimeUtc();
    record.outcome = Outcome::Deferred;
    GoalRecord goal;
    goal.resource = disk;
    goal.kind = Kind::VirtualDisk;
    goal.name = QStringLiteral("a.img");
    goal.outcome = Outcome::Deferred;
    record.goals = {goal};
    bench.log.operationEnded(record, [](const auto&) {});
    QVERIFY(bench.log.flush(5000));
}

void tst_LocalEngine::settlesWhatAnEarlierProgramDeferred()
{
    {
        Bench earlier(logPath());
        worlds::twoFreeDisks(earlier.world);
        QVERIFY(earlier.look());
        writeDeferred(earlier);
    }
    Bench bench(logPath());
    QSignalSpy settled(&bench.settling, &Settling::settled);
    QVERIFY(bench.look());
    bool checked = false;
    bench.settling.check([&] { checked = true; });
    QTRY_VERIFY(checked);
    QCOMPARE(settled.size(), 1);
    QCOMPARE(settled[0][1].toString(), QStringLiteral("a.img"));
    QVERIFY(bench.log.flush(5000));
    QVERIFY(bench.records().first().goals.first().settledAt.isValid());
    checked = false;
    bench.settling.check([&] { checked = true; });
    QTRY_VERIFY(checked);
    QCOMPARE(settled.size(), 1); // once
}

void tst_LocalEngine::settlesNothingThatIsStillThere()
{
    Bench bench(logPath());
    worlds::twoFreeDisks(bench.world);
    QVERIFY(bench.look());
    writeDeferred(bench);
    QSignalSpy settled(&bench.settling, &Settling::settled);
    bool checked = false;
    bench.settling.check([&] { checked = true; });
    QTRY_VERIFY(checked);
    QCOMPARE(settled.size(), 0);
    bench.world.remove(disk);
    QVERIFY(bench.look());
    QTRY_COMPARE(settled.size(), 1); // by itself, on what the look showed
}

void tst_LocalEngine::settlesNothingBeforeALook()
{
    {
        Bench earlier(logPath());
        worlds::twoFreeDisks(earlier.world);
        QVERIFY(earlier.look());
        writeDeferred(earlier);
    }
    Bench bench(logPath());
    QSignalSpy settled(&bench.settling, &Settling::settled);
    bool checked = false;
    bench.settling.check([&] { checked = true; });
    QTRY_VERIFY(checked);
    QCOMPARE(settled.size(), 0);
}

QTEST_GUILESS_MAIN(tst_LocalEngine)
#include "tst_localengine.moc"
