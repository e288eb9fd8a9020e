// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

// Nothing is done that could not be written down first.
class TestOperationRunnerLog : public QObject
{
    Q_OBJECT
private slots:
    void withoutADurableRecordNoStepStarts();
    void withoutTheFirstRecordNothingHappens();
    void aMuteLogIsNotWritable();
    void anEndThatCannotBeWrittenIsTold();
};

void TestOperationRunnerLog::withoutADurableRecordNoStepStarts()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Error full = errorOf(ErrorCode::LogNotWritable, QStringLiteral("activity.db"));
    full.text = QStringLiteral("database or disk is full");
    fake.log.stepRefused = {{2, full}};
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("partial: 1 done, 2 failed"));
    QCOMPARE(fake.backend->ran().size(), 1);
    QVERIFY(!operation->record().steps[1].started);
    QCOMPARE(operation->record().error, full);
    QCOMPARE(operation->record().goals[0].error->text, full.text);
}

void TestOperationRunnerLog::withoutTheFirstRecordNothingHappens()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    fake.log.beginRefused = errorOf(ErrorCode::LogNotWritable);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 -, 2 -"));
    QCOMPARE(operation->record().error->code, ErrorCode::LogNotWritable);
    QVERIFY(fake.backend->ran().isEmpty());
    QCOMPARE(fake.log.lines, QStringList({QStringLiteral("begins")}));
}

void TestOperationRunnerLog::aMuteLogIsNotWritable()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    fake.log.isMute = true;
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed, 2 -"));
    QCOMPARE(operation->record().error->code, ErrorCode::LogNotWritable);
    QVERIFY(fake.backend->ran().isEmpty());
}

void TestOperationRunnerLog::anEndThatCannotBeWrittenIsTold()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.log.endRefused = errorOf(ErrorCode::LogNotWritable);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done")); // which is the truth
    QCOMPARE(operation->record().error->code, ErrorCode::LogNotWritable);
}

QTEST_GUILESS_MAIN(TestOperationRunnerLog)
#include "tst_operationrunnerlog.moc"
