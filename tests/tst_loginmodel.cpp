// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/loginmodel.h"
#include "models/wording.h"
#include "testsupport/fakeengine.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

class TestLoginModel : public QObject
{
    Q_OBJECT
    const LoginTarget m_a {"iqn.2026-11.lab:a", {"10.0.0.1:3260", "10.0.0.2:3260"}};
    const LoginTarget m_b {"iqn.2026-11.lab:b", {"10.0.0.2:3260"}};
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<LoginModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<sample::Speaking> m_speaking;

    static ResourceId step(const LoginTarget& target, int n)
    {
        return ResourceId::make(Kind::IscsiSession, target.name + '/' + QByteArray::number(n));
    }
    static LoginRequest sessions(int count)
    {
        LoginRequest request;
        request.sessions = count;
        return request;
    }
    QString condition(int row) { return m_model->index(row, LoginModel::Condition).data().toString(); }

private slots:
    void init()
    {
        m_speaking = std::make_unique<sample::Speaking>(QStringLiteral("en"));
        m_engine = std::make_unique<FakeEngine>();
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->hasLooked());
        m_model = std::make_unique<LoginModel>(*m_engine, QList<LoginTarget> {m_a, m_b});
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

    void opensSessionsToAllSideBySide()
    {
        QSignalSpy ended(m_model.get(), &LoginModel::ended);
        m_model->setPortal(0, "10.0.0.2:3260");
        LoginRequest how = sessions(2);
        how.chap = ChapAccess {"alice", "twelve bytes"};
        how.headerDigest = how.automatic = true;
        m_engine->world.held = {step(m_a, 1)};
        m_model->start(how);
        QVERIFY(m_model->isRunning());
        QCOMPARE(condition(0), QStringLiteral("opening…"));
        QCOMPARE(m_engine->started.size(), 2);
        const QJsonObject first = m_engine->started.first().steps.first().arguments;
        QCOMPARE(first.value(QLatin1String("portal")).toString(), QStringLiteral("10.0.0.2:3260"));
        QCOMPARE(first.value(QLatin1String("chapUser")).toString(), QStringLiteral("alice"));
        QVERIFY(first.value(QLatin1String("headerDigest")).toBool());
        QVERIFY(first.value(QLatin1String("automatic")).toBool());
        QTRY_COMPARE(m_model->stage(1), LoginStage::Done); // does not wait for the other
        QCOMPARE(condition(1), QStringLiteral("2 sessions open"));
        QTRY_COMPARE(m_model->endedCount(), 3);
        QCOMPARE(m_model->wantedCount(), 4);
        QVERIFY(ended.isEmpty());
        m_engine->world.let(step(m_a, 1));
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(m_model->isDone());
        QCOMPARE(m_model->created().size(), 4);
    }

    void whatWasOpenedStaysAndOnlyTheRestIsTriedAgain()
    {
        QSignalSpy ended(m_model.get(), &LoginModel::ended);
        m_engine->world.failing.insert(step(m_a, 2),
                                       errorOf(ErrorCode::AuthenticationFailed, QStringLiteral("a")));
        m_model->start(sessions(3));
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!m_model->isDone());
        QCOMPARE(m_model->firstFailed(), 0);
        QCOMPARE(m_model->error(0)->code, ErrorCode::AuthenticationFailed);
        QCOMPARE(condition(0), Wording::error(*m_model->error(0)).what);
        QCOMPARE(m_model->created().size(), 5);
        QCOMPARE(m_model->wantedCount(), 6);
        m_engine->world.failing.clear();
        m_model->start(sessions(3));
        QTRY_COMPARE(ended.size(), 2);
        QVERIFY(m_model->isDone());
        QCOMPARE(m_engine->started.size(), 3);
        QCOMPARE(m_engine->started.last().steps.size(), 1);
        QCOMPARE(m_model->created().size(), 6);
        QCOMPARE(m_model->wantedCount(), 6);
        QCOMPARE(m_model->endedCount(), 6);
    }

    void oneThatIsBeingLoggedInToIsRefused()
    {
        m_engine->world.held = {step(m_a, 1)};
        LoginModel other(*m_engine, {m_a});
        other.start(sessions(1));
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        m_model->start(sessions(1));
        QCOMPARE(m_model->stage(0), LoginStage::Failed);
        QVERIFY(m_model->error(0));
        m_engine->world.let(step(m_a, 1));
        QTRY_VERIFY(other.isDone());
    }

    void stops()
    {
        QSignalSpy ended(m_model.get(), &LoginModel::ended);
        m_engine->world.held = {step(m_a, 1), step(m_b, 1)};
        m_model->start(sessions(1));
        QTRY_COMPARE(m_engine->world.ran.size(), 2);
        QCOMPARE(m_model->stop(), StopAnswer::Stopping);
        for (const LoginTarget& target : {m_a, m_b}) {
            m_engine->world.failing.insert(step(target, 1), errorOf(ErrorCode::StoppedByUser));
            m_engine->world.let(step(target, 1));
        }
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(m_model->error(1)->code, ErrorCode::StoppedByUser);
        QCOMPARE(m_model->stop(), StopAnswer::AlreadyEnded);
    }

    void goneBeforeTheEndItLetsTheOperationGoOn()
    {
        m_engine->world.held = {step(m_a, 1)};
        m_model->start(sessions(1));
        QTRY_COMPARE(m_engine->world.ran.size(), 2);
        m_tester.reset();
        m_model.reset();
        m_engine->world.let(step(m_a, 1));
        const QList<Operation*> operations = m_engine->operations();
        QTRY_VERIFY(std::all_of(operations.begin(), operations.end(),
                                [](Operation* one) { return one->record().outcome == Outcome::Done; }));
    }
};

QTEST_GUILESS_MAIN(TestLoginModel)
#include "tst_loginmodel.moc"
