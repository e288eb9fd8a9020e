// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "lab.h"
#include "rawinitiator.h"
#include "tgtdaemon.h"
#include "ui/mainwindow.h"
#include "ui/plandialog.h"
#include "uitest.h"

#include <QSignalSpy>

#include <csignal>

using namespace mooring;
using mooring::lab::Lab;
using mooring::lab::RawInitiator;
using mooring::lab::TgtDaemon;

// A person takes a logical unit out of a target of a real tgtd in the window, and puts it back.
class TestWindowExportsLab : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<TgtDaemon> m_tgt;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;

    Engine& engine() { return m_composition->engine(); }
    const OperationRecord& latest() { return engine().operations().constLast()->record(); }
    ResourceId unit(int lun) const
    {
        return ResourceId::make(Kind::ExportLun, "tgt@1/" + m_tgt->name(1) + '/' + QByteArray::number(lun));
    }
    PlanDialog* dialogFor(int lun);

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void detachesAndPutsBack();
    void waitsForTheInitiator();
    void leavesAnInitiatorAlone();
    void forcesWhenAsked();
    void outlivesTheTgtd();
};

void TestWindowExportsLab::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestWindowExportsLab::init()
{
    failOnWarnings();
    QSettings().clear();
    m_lab = std::make_unique<Lab>();
    qputenv("XDG_STATE_HOME", m_lab->makeFolder("state"));
    m_tgt = std::make_unique<TgtDaemon>(lab::TgtOptions {m_lab->folder(), "w", 1, 2});
    qputenv("TGT_IPC_SOCKET", m_tgt->environment().mid(qstrlen("TGT_IPC_SOCKET=")));
    m_composition = std::make_unique<Composition>();
    m_window = std::make_unique<MainWindow>(engine());
    m_window->showView(View::ExportedLuns);
    m_window->show();
    engine().lookAgain();
    QTRY_VERIFY(engine().topology().find(unit(1)));
}

void TestWindowExportsLab::cleanup()
{
    m_window.reset();
    m_composition.reset();
    m_tgt.reset();
    m_lab.reset();
}

PlanDialog* TestWindowExportsLab::dialogFor(int lun)
{
    return m_window->dialogs().openPlan(Verb::Detach, {unit(lun)});
}

void TestWindowExportsLab::detachesAndPutsBack()
{
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    PlanDialog* dialog = dialogFor(1);
    QTRY_VERIFY(button(dialog, "confirm") && button(dialog, "confirm")->isEnabled());
    QVERIFY(click(dialog, "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(latest().outcome, Outcome::Done);
    QCOMPARE(m_tgt->luns(1).size(), 1);
    QTRY_VERIFY(!engine().topology().find(unit(1))); // the view has it no more
    engine().restorePlan(latest().number, this,
                         [this](const Result<Plan>& plan) { QVERIFY(plan && engine().start(*plan, false)); });
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20000);
    QCOMPARE(latest().outcome, Outcome::Done);
    QCOMPARE(m_tgt->luns(1).size(), 2);
    QTRY_VERIFY(engine().topology().find(unit(1)));
}

void TestWindowExportsLab::waitsForTheInitiator()
{
    RawInitiator initiator(m_tgt->port());
    QVERIFY(initiator.login(m_tgt->name(1)));
    PlanDialog* dialog = dialogFor(1);
    QTRY_VERIFY(button(dialog, "confirm") && !button(dialog, "confirm")->isEnabled());
    QVERIFY(initiator.logout());
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog, "confirm")->isEnabled(), 15000); // by itself
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    QVERIFY(click(dialog, "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(latest().outcome, Outcome::Done);
    QCOMPARE(m_tgt->luns(1).size(), 1);
}

void TestWindowExportsLab::leavesAnInitiatorAlone()
{
    RawInitiator one(m_tgt->port()), two(m_tgt->port());
    QVERIFY(one.login(m_tgt->name(1)) && two.login(m_tgt->name(1)));
    PlanDialog* dialog = dialogFor(1);
    QTRY_VERIFY(button(dialog, "leaveOut"));
    QVERIFY(click(dialog, "leaveOut"));
    QTest::qWait(300);
    QVERIFY(!button(dialog, "confirm")->isEnabled());
    QCOMPARE(m_tgt->sessions(1).size(), 2);
}

void TestWindowExportsLab::forcesWhenAsked()
{
    RawInitiator initiator(m_tgt->port());
    QVERIFY(initiator.login(m_tgt->name(1)));
    PlanDialog* dialog = dialogFor(1);
    QTRY_VERIFY(button(dialog, "force-under-initiator"));
    QVERIFY(click(dialog, "force-under-initiator"));
    QTRY_VERIFY(button(dialog, "confirm")->isEnabled());
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    QVERIFY(click(dialog, "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(latest().outcome, Outcome::Done);
    QCOMPARE(m_tgt->luns(1).size(), 1);
    QCOMPARE(m_tgt->sessions(1).size(), 1); // it goes on, without the unit
}

// The view shows what is left of it, and what is asked of it ends.
void TestWindowExportsLab::outlivesTheTgtd()
{
    PlanDialog* dialog = dialogFor(1);
    QTRY_VERIFY(button(dialog, "confirm") && button(dialog, "confirm")->isEnabled());
    m_tgt->signal(SIGKILL);
    QTRY_VERIFY(!m_tgt->isRunning());
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    if (click(dialog, "confirm")) { // unless it has seen it already
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() == 1 || !button(dialog, "confirm")->isEnabled(), 30000);
        QVERIFY(finished.isEmpty() || latest().outcome != Outcome::Done);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!engine().topology().find(unit(1))
                                 || engine().topology().at(*engine().topology().find(unit(1))).state
                                     == State::Unknown,
                             15000);
}

QTEST_MAIN(TestWindowExportsLab)
#include "tst_windowexports_lab.moc"
