// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/windowstage.h"
#include "ui/quitquestion.h"

using namespace mooring;

// Closing the main window, also while something runs or hangs.
class TestMainWindowClosing : public QObject, private WindowStage
{
    Q_OBJECT
    void startDetach(const ResourceId& id)
    {
        PlanDialog* dialog = m_window->dialogs().openPlan(Verb::Detach, {id});
        QTRY_VERIFY(button(dialog, "confirm")->isEnabled());
        QVERIFY(click(dialog, "confirm"));
    }

private slots:
    void init()
    {
        startFresh();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void closesAtOnceWhenNothingRuns()
    {
        m_window->dialogs().openPlan(Verb::Detach, {diskA});
        QVERIFY(m_window->close());
        QVERIFY(!m_window->isVisible());
    }

    void closingWhileBusyAsksAndFinishesFirst()
    {
        m_engine->world.held.insert(diskA);
        startDetach(diskA);
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        QVERIFY(!m_window->close());
        auto* question = m_window->findChild<QuitQuestion*>();
        QVERIFY(question);
        QVERIFY(click(question, "finishFirst"));
        QVERIFY(m_window->isVisible());
        m_engine->world.let(diskA);
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(m_engine->operations().constFirst()->record().outcome, Outcome::Done);
    }

    void closingWhileBusyCanStopAfterTheStep()
    {
        m_engine->world.users.clear();
        m_engine->world.held.insert(point);
        startDetach(disk);
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        QVERIFY(!m_window->close());
        QVERIFY(click(m_window->findChild<QuitQuestion*>(), "stopFirst"));
        m_engine->world.let(point);
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(m_engine->world.ran.size(), 1); // the second never began
        QVERIFY(m_engine->topology().find(disk));
    }

    void closingWhileBusyCanBeCancelled()
    {
        m_engine->world.held.insert(diskA);
        startDetach(diskA);
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        QVERIFY(!m_window->close());
        QVERIFY(click(m_window->findChild<QuitQuestion*>(), "keepOpen"));
        m_engine->world.let(diskA);
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QVERIFY(m_window->isVisible());
    }

    void aHungProviderIsSaidAndQuittingWorks()
    {
        m_engine->world.hangs = true;
        m_engine->markHung(true);
        QTRY_VERIFY(button(m_window.get(), "backend-loop")->text().contains(QLatin1String("loop")));
        ProviderInfo hung = m_engine->providers().constFirst();
        QTRY_COMPARE(m_engine->providers().constFirst().availability, Availability::Hung);
        hung = m_engine->providers().constFirst();
        QCOMPARE(button(m_window.get(), "backend-loop")->text(), Wording::provider(hung));
        tree()->select(diskA);
        QTRY_VERIFY(button(m_window.get(), "primary"));
        QVERIFY(m_window->close());
    }
};

QTEST_MAIN(TestMainWindowClosing)
#include "tst_mainwindowclosing.moc"
