// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/activitylog.h"
#include "testsupport/fakehost.h"
#include "testsupport/tinydisk.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace mooring;

namespace {
// A made-up host whose operations are written into a real file.
struct LoggedHost
{
    explicit LoggedHost(const QByteArray& path)
        : log(path)
        , runner(fake.host, log, settings())
    {
        fake.diskInUse(1);
    }
    static OperationRunner::Settings settings()
    {
        OperationRunner::Settings settings = FakeHost::quick();
        settings.logDeadline = 15000;
        return settings;
    }
    FakeHost fake;
    ActivityLog log;
    OperationRunner runner;
};

// Detaches until the step on the disk hangs, and says so.
int runAndHang(const QByteArray& path)
{
    LoggedHost logged(path);
    FakeStep hangs;
    hangs.waits = true;
    logged.fake.backend->script(things::disk(1).id, hangs);
    if (!logged.fake.look() || !logged.runner.start(logged.fake.detach(1)))
        return 1;
    while (!logged.fake.backend->isWaiting(things::disk(1).id))
        QTest::qWait(1);
    std::puts("hangs");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
} // namespace

// The runner and the real log together: nothing forgotten, and nothing started that would be.
class TestOperationLog : public QObject
{
    Q_OBJECT
private slots:
    void onAReadOnlyDiskNoStepStarts();
    void onAFullDiskNoStepStarts();
    void aDiskThatFillsUpStopsBeforeTheNextStep();
    void killedInsideAStepItShowsAsInterrupted();
};

void TestOperationLog::onAReadOnlyDiskNoStepStarts()
{
    const TinyDisk disk;
    if (!disk.isMounted())
        QSKIP("needs root, to mount a small tmpfs");
    disk.remountReadOnly();
    LoggedHost logged(disk.path() + "/mooring/activity.db");
    QVERIFY(logged.fake.look());
    const auto operation = logged.runner.start(logged.fake.detach(1));
    QVERIFY(operation);
    QVERIFY(FakeHost::waitFor(*operation));
    QCOMPARE(account(*operation), QStringLiteral("failed: 1 -, 2 -"));
    QCOMPARE((*operation)->record().error->code, ErrorCode::LogNotWritable);
    QVERIFY(!(*operation)->record().error->text.isEmpty());
    QVERIFY(logged.fake.backend->ran().isEmpty());
}

void TestOperationLog::onAFullDiskNoStepStarts()
{
    const TinyDisk disk;
    if (!disk.isMounted())
        QSKIP("needs root, to mount a small tmpfs");
    QVERIFY(disk.fill());
    LoggedHost logged(disk.path() + "/activity.db");
    QVERIFY(logged.fake.look());
    const auto operation = logged.runner.start(logged.fake.detach(1));
    QVERIFY(operation);
    QVERIFY(FakeHost::waitFor(*operation));
    QCOMPARE(account(*operation), QStringLiteral("failed: 1 -, 2 -"));
    QCOMPARE((*operation)->record().error->code, ErrorCode::LogNotWritable);
    QVERIFY(logged.fake.backend->ran().isEmpty());
}

void TestOperationLog::aDiskThatFillsUpStopsBeforeTheNextStep()
{
    const TinyDisk disk;
    if (!disk.isMounted())
        QSKIP("needs root, to mount a small tmpfs");
    LoggedHost logged(disk.path() + "/activity.db");
    QVERIFY(logged.fake.look());
    FakeStep fills;
    fills.meanwhile = [&] {
        disk.fill();
        for (int i = 0; i < 2000; ++i) // the last pages of the log's own file
            logged.log.stepEnded(1, StepRecord());
    };
    logged.fake.backend->script(things::mount(1).id, fills);
    const auto operation = logged.runner.start(logged.fake.detach(1));
    QVERIFY(operation);
    QVERIFY(FakeHost::waitFor(*operation));
    QCOMPARE(account(*operation), QStringLiteral("partial: 1 done, 2 failed"));
    QCOMPARE((*operation)->record().steps[1].error->code, ErrorCode::LogNotWritable);
    QCOMPARE(logged.fake.backend->ran().size(), 1);
}

void TestOperationLog::killedInsideAStepItShowsAsInterrupted()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("activity.db"));
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hang"), path});
    QTRY_VERIFY(other.canReadLine());
    other.kill();
    QVERIFY(other.waitForFinished());

    ActivityLog log(QFile::encodeName(path));
    std::optional<OperationRecord> found;
    log.list(1, this, [&](const Result<QList<OperationRecord>>& records) {
        found = records && !records->isEmpty() ? records->first() : OperationRecord();
    });
    QTRY_VERIFY(found);
    QCOMPARE(found->outcome, Outcome::Unknown);
    QCOMPARE(found->error->code, ErrorCode::Interrupted);
    QCOMPARE(found->steps[0].outcome, Outcome::Done);
    QVERIFY(!found->steps[0].restore.isEmpty()); // what was let go can be put back
    QCOMPARE(found->steps[1].outcome, Outcome::Unknown);
    QCOMPARE(found->goals.first().outcome, Outcome::Unknown);
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() > 2 && arguments[1] == QLatin1String("--hang"))
        return runAndHang(QFile::encodeName(arguments[2]));
    TestOperationLog test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_operationlog.moc"
