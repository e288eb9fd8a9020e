// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discovermodel.h"
#include "models/wording.h"
#include "testsupport/fakeengine.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

class TestDiscoverModel : public QObject
{
    Q_OBJECT
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<DiscoverModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<sample::Speaking> m_speaking;

    QString cell(int portal, DiscoverModel::Column column, int target = -1)
    {
        const QModelIndex row = m_model->index(portal, target < 0 ? column : 0);
        return (target < 0 ? row : m_model->index(target, column, row)).data().toString();
    }
    void discover(const QList<QByteArray>& portals)
    {
        m_model->discover({portals, {}, {}});
        QVERIFY(m_model->isRunning());
        QTRY_VERIFY(!m_model->isRunning());
    }

private slots:
    void init()
    {
        m_speaking = std::make_unique<sample::Speaking>(QStringLiteral("en"));
        m_engine = std::make_unique<FakeEngine>();
        m_engine->portals["10.0.0.1"].targets
            = {{"iqn.2026-11.lab:a", {"10.0.0.1:3260"}}, {"iqn.2026-11.lab:b", {"10.0.0.1:3260"}}};
        m_engine->portals["10.0.0.2"].targets = {{"iqn.2026-11.lab:b", {"10.0.0.2:3260", "10.0.0.1:3260"}}};
        m_engine->portals["10.0.0.3"].targets = {};
        m_model = std::make_unique<DiscoverModel>(*m_engine);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_engine.reset();
        m_speaking.reset();
    }

    void aTargetOfSeveralPortalsIsOneRow()
    {
        discover({"10.0.0.1", "10.0.0.2", "10.0.0.3"});
        QCOMPARE(sample::treeText(*m_model),
                 (QStringList {QStringLiteral("10.0.0.1"), QStringLiteral(" iqn.2026-11.lab:a"),
                               QStringLiteral(" iqn.2026-11.lab:b"), QStringLiteral("10.0.0.2"),
                               QStringLiteral("10.0.0.3")}));
        QCOMPARE(cell(0, DiscoverModel::Portals, 1), QStringLiteral("10.0.0.1:3260, 10.0.0.2:3260"));
        QCOMPARE(cell(0, DiscoverModel::Condition), QStringLiteral("2 targets"));
        QCOMPARE(cell(1, DiscoverModel::Condition), QStringLiteral("1 target, listed under another portal"));
        QCOMPARE(cell(2, DiscoverModel::Condition), QStringLiteral("0 targets"));
        QCOMPARE(m_model->targetCount(), 2);
        const auto portals = m_model->index(1, 0, m_model->index(0, 0))
                                 .data(DiscoverModel::PortalsRole)
                                 .value<QByteArrayList>();
        QCOMPARE(portals, (QByteArrayList {"10.0.0.1:3260", "10.0.0.2:3260"}));
    }

    void aPortalThatFailsSaysWhyInItsRow()
    {
        QSignalSpy answered(m_model.get(), &DiscoverModel::answered);
        discover({"10.0.0.9", "10.0.0.1"});
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.first().first().toByteArray(), QByteArray("10.0.0.1"));
        const Error error = *m_model->errorAt(m_model->index(0, 0));
        QCOMPARE(error.code, ErrorCode::PortalUnreachable);
        QCOMPARE(cell(0, DiscoverModel::Condition), Wording::error(error).what);
        QCOMPARE(m_model->firstError(), error);
        QVERIFY(!m_model->errorAt(m_model->index(1, 0)));
        QVERIFY(!m_model->errorAt(m_model->index(0, 0, m_model->index(1, 0))));
        QCOMPARE(m_model->answeredCount(), 2);
    }

    void stoppedItKeepsWhatCame()
    {
        m_engine->silentPortals = {"10.0.0.2"};
        m_model->discover({{"10.0.0.1", "10.0.0.2"}, {}, {}});
        QCOMPARE(cell(0, DiscoverModel::Condition), QStringLiteral("asking…"));
        QTRY_COMPARE(m_model->targetCount(), 2);
        QVERIFY(m_model->isRunning());
        QCOMPARE(m_model->answeredCount(), 1);
        m_model->stop();
        QVERIFY(!m_model->isRunning());
        QCOMPARE(m_model->targetCount(), 2);
        QCOMPARE(cell(0, DiscoverModel::Condition), QStringLiteral("2 targets"));
        QCOMPARE(cell(1, DiscoverModel::Condition), QStringLiteral("stopped before it answered"));
    }

    void marksTargetsThatHaveSessions()
    {
        discover({"10.0.0.1"});
        const QModelIndex target = m_model->index(0, 0, m_model->index(0, 0));
        QCOMPARE(target.data(DiscoverModel::SessionsRole).toInt(), 0);
        QCOMPARE(cell(0, DiscoverModel::Condition, 0), QString());
        for (const int number : {1, 2})
            worlds::session(m_engine->world, "iqn.2026-11.lab:a", "10.0.0.1:3260", number);
        m_engine->lookAgain();
        QTRY_COMPARE(cell(0, DiscoverModel::Condition, 0), QStringLiteral("2 sessions open"));
        QCOMPARE(target.data(DiscoverModel::SessionsRole).toInt(), 2);
        QVERIFY(target.data(Qt::AccessibleTextRole).toString().contains(QLatin1String("2 sessions open")));
        discover({"10.0.0.1"}); // and from the first moment on
        QCOMPARE(cell(0, DiscoverModel::Condition, 0), QStringLiteral("2 sessions open"));
    }

    void anAnswerThatNobodyAskedForIsLeftOut()
    {
        discover({"10.0.0.1"});
        m_model->discover({{"10.0.0.3"}, {}, {}});
        m_model->discover({{"10.0.0.2"}, {}, {}}); // before the other one answered
        QTRY_VERIFY(!m_model->isRunning());
        QCOMPARE(sample::treeText(*m_model),
                 (QStringList {QStringLiteral("10.0.0.2"), QStringLiteral(" iqn.2026-11.lab:b")}));
    }
};

QTEST_GUILESS_MAIN(TestDiscoverModel)
#include "tst_discovermodel.moc"
