// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "blockercases.h"
#include "models/wording.h"
#include "oracle.h"
#include "services/filesystem/filesystemprovider.h"
#include "services/loop/loopprovider.h"
#include "ui/mainwindow.h"
#include "ui/navigation.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"
#include "uitest.h"

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>

#include <algorithm>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

using namespace mooring;
using mooring::lab::difference;
using mooring::lab::Lab;
using mooring::lab::Oracle;
using mooring::lab::Stage;

namespace {

constexpr int followingLimit = 3000; // ms; one second is promised, a loaded test machine gets three

// A backend that does not answer, for a minute or until the test is over.
class HungBody final : public BlockingProvider::Body
{
public:
    Inventory look(const LookRequest& request, std::stop_token /*deaf*/) override
    {
        std::unique_lock lock(m_mutex);
        m_awake.wait_for(lock, std::chrono::minutes(1), [this] { return m_over; });
        Inventory inventory;
        inventory.provider = QStringLiteral("hung");
        inventory.request = request;
        return inventory;
    }
    StepResult run(const Step&, std::stop_token, const std::function<void(Progress)>&) override { return {}; }
    void wake()
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
        m_awake.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_awake;
    bool m_over = false;
};

} // namespace

// The window on the real host: a person's clicks, real devices, the oracle's word.
class TestWindowLab : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;

    Engine& engine() { return m_composition->engine(); }
    ResourceId disk() const { return {QString::fromUtf8(m_stage->disk.id())}; }
    ResourceView* tree() { return part<ResourceView>(m_window.get(), "tree-everything"); }
    PlanDialog* dialog()
    {
        for (auto* found : m_window->findChildren<PlanDialog*>())
            if (found->isVisible())
                return found;
        return nullptr;
    }
    void chooseDetachByRightClick();

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void leadsFromARightClickToAProvedEndAndBack();
    void followsTheWorld();
    void refusesAStalePlan();
    void saysWhenADeferredDeviceIsGone();
    void staysUsableWhileAProviderHangs();
};

void TestWindowLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestWindowLab::init()
{
    failOnWarnings();
    m_stage = std::make_unique<Stage>();
    qputenv("XDG_STATE_HOME", m_stage->lab.makeFolder("state"));
    m_composition = std::make_unique<Composition>();
    m_window = std::make_unique<MainWindow>(engine());
    m_window->resize(1200, 800);
    m_window->show();
    m_window->showView(View::Everything);
    engine().lookAgain();
    QTRY_VERIFY(tree()->resources().indexOf(disk()).isValid());
}

void TestWindowLab::cleanup()
{
    m_window.reset();
    m_composition.reset();
    m_stage.reset();
}

void TestWindowLab::chooseDetachByRightClick()
{
    tree()->select(disk());
    const QPoint at = tree()->visualRect(tree()->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree()->viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree()->viewport(), &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().constFirst()).center());
    QTRY_VERIFY(dialog());
}

void TestWindowLab::leadsFromARightClickToAProvedEndAndBack()
{
    const Oracle oracle(m_stage->lab.folder());
    const QJsonObject before = oracle.picture();
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    chooseDetachByRightClick();
    QCOMPARE(difference(before, oracle.picture()), QByteArray()); // shown before touched
    QTRY_VERIFY(button(dialog(), "confirm")->isEnabled());
    QVERIFY(click(dialog(), "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(engine().operations().constFirst()->record().outcome, Outcome::Done);
    QVERIFY(!Oracle::isBound(m_stage->disk.device));
    QVERIFY(!Oracle::isMounted(m_stage->mount));
    QTRY_VERIFY(!tree()->resources().indexOf(disk()).isValid());

    QTRY_VERIFY(button(m_window.get(), "putBack"));
    QVERIFY(click(m_window.get(), "putBack"));
    QTRY_VERIFY(dialog());
    QTRY_VERIFY(button(dialog(), "confirm")->isEnabled());
    QVERIFY(click(dialog(), "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20000);
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestWindowLab::followsTheWorld()
{
    chooseDetachByRightClick();
    QTRY_VERIFY(button(dialog(), "confirm")->isEnabled());
    const qint64 pid = m_stage->block("cwd", m_stage->mount);
    QTRY_VERIFY_WITH_TIMEOUT(!button(dialog(), "confirm")->isEnabled(), followingLimit);
    const QList<Blocker>& blockers = dialog()->plan().blockers;
    QCOMPARE(blockers.size(), 1);
    QCOMPARE(blockers.constFirst().facts[Fact::Pid].toLongLong(), pid);
    m_stage->processes.clear();
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog(), "confirm")->isEnabled(), followingLimit);
}

void TestWindowLab::refusesAStalePlan()
{
    bool looked = false;
    engine().lookForUsers(this, [&looked] { looked = true; });
    QTRY_VERIFY(looked);
    const Plan plan = engine().plan(Verb::Detach, {disk()}, {});
    QVERIFY(!plan.isBlocked());
    const QByteArray bind = m_stage->lab.makeFolder("bind");
    Lab::must({"mount", "--bind", m_stage->mount, bind});
    QTRY_VERIFY(engine().topology().find(ResourceId::make(Kind::Mount, bind)));
    const Result<Operation*> started = engine().start(plan, true);
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::PlanStale);
    QVERIFY(Oracle::isMounted(m_stage->mount) && Oracle::isBound(m_stage->disk.device));
}

// This very process is the opener: the one no scan looks at.
void TestWindowLab::saysWhenADeferredDeviceIsGone()
{
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    QSignalSpy settled(&engine(), &Engine::settled);
    chooseDetachByRightClick();
    QTRY_VERIFY(button(dialog(), "confirm")->isEnabled());
    const int opener = open(m_stage->disk.device.constData(), O_RDONLY | O_CLOEXEC);
    QVERIFY(opener >= 0);
    QVERIFY(click(dialog(), "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(engine().operations().constFirst()->record().outcome, Outcome::Deferred);
    QVERIFY(Oracle::isBound(m_stage->disk.device));
    close(opener);
    QTRY_VERIFY(!Oracle::isBound(m_stage->disk.device));
    QTRY_COMPARE(settled.size(), 1);
    const QString words = Wording::settled(settled.constFirst().at(1).toString());
    const QList<QLabel*> told = m_window->findChildren<QLabel*>(QStringLiteral("operationText"));
    QVERIFY(std::any_of(told.cbegin(), told.cend(),
                        [&](const QLabel* label) { return label->isVisible() && label->text() == words; }));
}

void TestWindowLab::staysUsableWhileAProviderHangs()
{
    const auto body = std::make_shared<HungBody>();
    QElapsedTimer clock;
    {
        ActivityLog log(m_stage->lab.path("state/hung.db"));
        Host host;
        host.setLookDeadline(300);
        ProviderInfo info;
        info.name = QStringLiteral("hung");
        host.add(std::make_unique<FilesystemProvider>());
        host.add(std::make_unique<LoopProvider>());
        host.add(std::make_unique<BlockingProvider>(info, body, 2));
        OperationRunner runner(host, log, {});
        LocalEngine engine({host, runner, log, QStringLiteral("lab"), QStringLiteral("root"), {}});
        m_window = std::make_unique<MainWindow>(engine);
        m_window->show();
        m_window->showView(View::Everything);
        engine.lookAgain();
        QTRY_VERIFY(tree()->resources().indexOf(disk()).isValid()); // the others are not held up
        QTRY_VERIFY(host.isHung(QStringLiteral("hung")));
        QVERIFY(button(m_window.get(), "backend-hung")); // and it says so
        QSignalSpy finished(&engine, &Engine::operationFinished);
        chooseDetachByRightClick();
        QTRY_VERIFY(button(dialog(), "confirm")->isEnabled());
        QVERIFY(click(dialog(), "confirm"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
        QTRY_VERIFY(!Oracle::isBound(m_stage->disk.device));
        QVERIFY(m_window->close());
        m_window.reset();
        clock.start();
    }
    QVERIFY2(clock.elapsed() < 3000, QByteArray::number(clock.elapsed())); // quitting does not wait for it
    body->wake();
}

QTEST_MAIN(TestWindowLab)
#include "tst_window_lab.moc"
