// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activityfilter.h"
#include "models/activitymodel.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

namespace {

OperationRecord record(qint64 number, std::optional<Outcome> outcome = Outcome::Done)
{
    OperationRecord record;
    record.number = number;
    record.plan.verb = Verb::Detach;
    record.user = QStringLiteral("alice");
    record.host = QStringLiteral("srv");
    Goal goal;
    goal.name = QStringLiteral("disk%1").arg(number);
    record.plan.goals = {goal};
    record.startedAt = QDateTime(QDate(2026, 3, 14), QTime(14, 2), Qt::UTC);
    record.endedAt = record.startedAt.addMSecs(1500);
    record.outcome = outcome;
    Step step;
    step.n = 1;
    step.name = QStringLiteral("/mnt");
    step.verb = Verb::Unmount;
    step.command = {"umount", "/mnt"};
    record.plan.steps = {step};
    StepRecord account;
    account.n = 1;
    account.phase = StepPhase::Ended;
    account.started = true;
    account.outcome = Outcome::Done;
    account.restore = {{QStringLiteral("verb"), QStringLiteral("mount")}};
    record.steps = {account};
    return record;
}

} // namespace

class TestActivityModel : public QObject
{
    Q_OBJECT
private slots:
    void tellsOperationsAndTheirSteps()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        ActivityModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRecords({record(2, Outcome::Partial), record(1)});
        const auto cell = [&model](int row, int column, const QModelIndex& parent = {}) {
            return model.index(row, column, parent).data().toString();
        };
        QCOMPARE(cell(0, 1), QStringLiteral("Detach"));
        QCOMPARE(cell(0, 2), QStringLiteral("disk2"));
        QCOMPARE(cell(0, 3), QStringLiteral("partly done"));
        QCOMPARE(cell(0, 4), QStringLiteral("1.5 s"));
        QCOMPARE(cell(0, 5), QStringLiteral("alice"));
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(cell(0, 1, first), QStringLiteral("Unmount"));
        QCOMPARE(cell(0, 2, first), QStringLiteral("/mnt"));
        QVERIFY(model.index(0, 0, first)
                    .data(ActivityModel::DetailsRole)
                    .toString()
                    .contains(QStringLiteral("$ umount /mnt")));
        QCOMPARE(model.recordAt(model.index(0, 0, first))->number, 2);
        QVERIFY(first.data(ActivityModel::CanPutBackRole).toBool());
    }

    void tellsWhatAStepFoundOut()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        OperationRecord detached = record(1);
        detached.steps[0].facts
            = {{Fact::ChecksumBefore, QStringLiteral("abc")}, {Fact::Checksum, QStringLiteral("abc")}};
        ActivityModel model;
        model.setRecords({detached});
        const QString sentence = QStringLiteral("\nThe image file is unchanged (SHA-256 abc).\n");
        const QModelIndex operation = model.index(0, 0);
        for (const QModelIndex& index : {operation, model.index(0, 0, operation)})
            QCOMPARE(index.data(ActivityModel::DetailsRole).toString().count(sentence), 1);
    }

    void theStepsKeepTheirOrderHoweverOperationsAreSorted()
    {
        OperationRecord two = record(2);
        two.steps.append(two.steps.constFirst());
        two.steps[1].n = 2;
        two.startedAt = two.startedAt.addSecs(60);
        ActivityModel model;
        model.setRecords({two, record(1)});
        ActivityFilter filter;
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        filter.setSourceModel(&model);
        for (const auto order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            filter.sort(0, order);
            const QModelIndex operation = filter.index(order == Qt::DescendingOrder ? 0 : 1, 0);
            QCOMPARE(operation.data(ActivityModel::NumberRole).toLongLong(), 2);
            QCOMPARE(filter.rowCount(operation), 2);
            for (int row = 0; row < 2; ++row)
                QCOMPARE(filter.mapToSource(filter.index(row, 0, operation)).row(), row);
        }
    }

    void aNewOperationLeavesTheOthersInPlace()
    {
        ActivityModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRecords({record(2, std::nullopt), record(1)});
        const QPersistentModelIndex one = model.index(1, 0), step = model.index(0, 2, one);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged),
            reset(&model, &QAbstractItemModel::modelReset);
        model.setRecords({record(3), record(2), record(1)});
        QCOMPARE(one.row(), 2);
        QVERIFY(step.isValid());
        QCOMPARE(step.parent(), QModelIndex(one));
        QCOMPARE(one.data(ActivityModel::NumberRole).toLongLong(), 1);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(reset.size(), 0);
    }

    void saysWhyNothingCanBePutBack()
    {
        ActivityModel model;
        OperationRecord attach = record(1);
        attach.plan.verb = Verb::Attach;
        OperationRecord without = record(2);
        without.steps[0].restore = {};
        model.setRecords({without, attach, record(3, std::nullopt)});
        for (const int row : {0, 1}) {
            QVERIFY(!model.index(row, 0).data(ActivityModel::CanPutBackRole).toBool());
            QVERIFY(!model.index(row, 0).data(ActivityModel::PutBackWhyNotRole).toString().isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"
