// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operationsmodel.h"
#include "testsupport/fakeengine.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

class TestOperationsModel : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        worlds::twoFreeDisks(m_engine->world);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(m_disk));
        m_model = std::make_unique<OperationsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_model->follow(m_engine.get());
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_engine.reset();
    }

    void followsAnOperationToItsEnd()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        QSignalSpy ended(m_model.get(), &OperationsModel::ended);
        m_engine->world.held.insert(m_disk);
        start();
        QCOMPARE(m_model->rowCount(), 1);
        QTRY_VERIFY(text(OperationsModel::ProgressTextRole).contains(QStringLiteral("Step 1 of 1")));
        QCOMPARE(text(OperationsModel::TitleRole), QStringLiteral("Detaching a.img"));
        QCOMPARE(m_model->runningCount(), 1);
        QVERIFY(!flag(OperationsModel::FinishedRole));
        m_engine->world.let(m_disk);
        QTRY_VERIFY(flag(OperationsModel::FinishedRole));
        QCOMPARE(text(OperationsModel::ResultRole),
                 QStringLiteral("a.img: detached. Checked: no device uses the file any more."));
        QCOMPARE(ended.size(), 1);
        QCOMPARE(m_model->runningCount(), 0);
    }

    // The percentage of what is running may fall; the bar does not.
    void theBarNeverGoesBackward()
    {
        m_engine->world.held.insert(m_disk);
        start();
        QTRY_VERIFY(!m_engine->world.ran.isEmpty());
        const auto report = [this](int percent, int shown) {
            Progress progress;
            progress.percent = percent;
            m_engine->world.progress(m_disk, progress);
            QTRY_COMPARE(m_engine->operations().first()->record().steps.first().progress.percent, percent);
            QCOMPARE(m_model->index(0).data(OperationsModel::PercentRole).toInt(), shown);
        };
        report(60, 60);
        report(20, 60);
        report(70, 70);
        m_engine->world.let(m_disk);
        QTRY_COMPARE(m_model->index(0).data(OperationsModel::PercentRole).toInt(), 100);
    }

    void onlyWhatHasEndedCanBeDismissed()
    {
        m_engine->world.held.insert(m_disk);
        start();
        m_model->dismiss(m_model->index(0));
        QCOMPARE(m_model->rowCount(), 1);
        m_engine->world.let(m_disk);
        QTRY_VERIFY(flag(OperationsModel::FinishedRole));
        m_model->dismiss(m_model->index(0));
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(m_engine->operations().isEmpty());
    }

    void aFailureKeepsItsOriginForCopying()
    {
        m_engine->world.failing.insert(m_disk,
                                       {ErrorCode::SystemCallFailed,
                                        QStringLiteral("a.img"),
                                        ErrorDomain::Errno,
                                        16,
                                        QStringLiteral("Device or resource busy"),
                                        {}});
        start();
        QTRY_VERIFY(flag(OperationsModel::FinishedRole));
        const QString details = text(OperationsModel::DetailsRole);
        QVERIFY2(details.contains(QStringLiteral("EBUSY")), qPrintable(details));
        QVERIFY(details.contains(QStringLiteral("Device or resource busy")));
        QVERIFY(!flag(OperationsModel::CanPutBackRole));
    }

private:
    void start()
    {
        const Plan plan = m_engine->plan(Verb::Detach, {m_disk}, {});
        QVERIFY(m_engine->start(plan, true).has_value());
    }
    QString text(int role) const { return m_model->index(0).data(role).toString(); }
    bool flag(int role) const { return m_model->index(0).data(role).toBool(); }

    const ResourceId m_disk = worlds::id(Kind::VirtualDisk, "/dev/loop1");
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<OperationsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestOperationsModel)
#include "tst_operationsmodel.moc"
