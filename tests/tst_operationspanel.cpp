// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/uitest.h"
#include "ui/operationrow.h"
#include "ui/operationspanel.h"

#include <QProgressBar>
#include <QSignalSpy>

using namespace mooring;

namespace {

const ResourceId diskA = worlds::id(Kind::VirtualDisk, "/dev/loop1");
const ResourceId disk = worlds::id(Kind::VirtualDisk, "/dev/loop0");
const ResourceId point = worlds::id(Kind::Mount, "/mnt/data");

} // namespace

class TestOperationsPanel : public QObject
{
    Q_OBJECT
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<QWidget> m_window;
    OperationsPanel* m_panel = nullptr;

    void start(const ResourceId& id)
    {
        const auto operation = m_engine->start(m_engine->plan(Verb::Detach, {id}, {}), true);
        QVERIFY(operation);
    }
    OperationRow* row() { return m_panel->findChild<OperationRow*>(); }
    QString text() { return row() ? textOf(row(), "operationText") : QString(); }

private slots:
    void init()
    {
        failOnWarnings();
        m_engine = std::make_unique<FakeEngine>();
        worlds::diskInUse(m_engine->world);
        worlds::twoFreeDisks(m_engine->world);
        m_engine->world.users.clear();
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(diskA));
        m_window = std::make_unique<QWidget>();
        m_panel = new OperationsPanel(*m_engine, m_window.get());
        m_window->resize(900, 300);
        m_panel->resize(900, 300);
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        m_engine.reset();
    }

    void isSeenOnlyWhileThereIsSomethingToSay()
    {
        QVERIFY(!m_panel->isVisible());
        start(diskA);
        QTRY_VERIFY(m_panel->isVisible());
        QTRY_VERIFY(button(row(), "dismiss"));
        QVERIFY(click(row(), "dismiss"));
        QTRY_VERIFY(!m_panel->isVisible());
    }

    void tellsTheStepThenTheResult()
    {
        m_engine->world.held.insert(point);
        start(disk);
        QTRY_VERIFY(text().contains(QLatin1String("1")) && text().contains(QLatin1String("2")));
        QVERIFY(row()->findChild<QProgressBar*>()->isVisible());
        m_engine->world.let(point);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QTRY_COMPARE(text(), Wording::operationResult(m_engine->operations().constFirst()->record()));
        QVERIFY(!row()->findChild<QProgressBar*>()->isVisible());
    }

    void stopEndsItAfterTheStep()
    {
        m_engine->world.held.insert(point);
        start(disk);
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        QVERIFY(click(row(), "stop"));
        m_engine->world.let(point);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QCOMPARE(m_engine->world.ran.size(), 1);
    }

    void aChildThatWaitsInTheKernelIsNamed()
    {
        m_engine->world.held.insert(point);
        start(disk);
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        m_engine->world.progress(point, {.waitingPid = 4242});
        QTRY_VERIFY(text().contains(QLatin1String("4242")));
        m_engine->world.let(point);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
    }

    void whatWasLetGoCanBePutBack()
    {
        start(diskA);
        QSignalSpy asked(m_panel, &OperationsPanel::putBackRequested);
        QTRY_VERIFY(row() && button(row(), "putBack"));
        QVERIFY(click(row(), "putBack"));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().constFirst().toLongLong(), 1);
    }

    void saysWhenWhatWasDeferredIsGone()
    {
        emit m_engine->settled(diskA, QStringLiteral("a.img"));
        QTRY_COMPARE(text(), Wording::settled(QStringLiteral("a.img")));
        QVERIFY(click(row(), "dismiss"));
        QTRY_VERIFY(!m_panel->isVisible());
    }

    void aFailureSaysWhy()
    {
        m_engine->world.failing.insert(
            diskA, errnoError(5, QStringLiteral("/dev/loop1"), ErrorCode::SystemCallFailed));
        start(diskA);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QTRY_COMPARE(text(), Wording::operationResult(m_engine->operations().constFirst()->record()));
    }
};

QTEST_MAIN(TestOperationsPanel)
#include "tst_operationspanel.moc"
