// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localengine.h"
#include "bench.h"
#include "bigworld.h"
#include "services/fake/fakeprovider.h"
#include "services/system/activitylog.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int disks = 2500; // 10,000 rows
constexpr int operations = 10;
constexpr int seconds = 10;

// How long the event loop was away, measured by a timer that is due every millisecond.
class Stalls : public QObject
{
public:
    Stalls()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_away.append(double(m_clock.nsecsElapsed()) / 1e6 - 1);
            m_clock.restart();
        });
    }
    void begin()
    {
        m_away.clear();
        m_clock.start();
        m_timer.start(1);
    }
    const QList<double>& away() const { return m_away; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<double> m_away;
};

struct Crowd
{
    QTemporaryDir folder;
    std::shared_ptr<FakeBackend> backend = std::make_shared<FakeBackend>();
    std::shared_ptr<FakeBackend> dead = std::make_shared<FakeBackend>();
    ActivityLog log {folder.path().toUtf8() + "/activity.db"};
    Host host;
    OperationRunner runner {host, log, {}};
    std::unique_ptr<LocalEngine> engine;

    Crowd()
    {
        for (int number = 0; number < disks; ++number)
            for (const Resource& resource : diskNodes(number))
                backend->put(resource);
        dead->holdLooks();
        host.add(std::make_unique<FakeProvider>(backend, QStringLiteral("loop")));
        host.add(std::make_unique<FakeProvider>(dead, QStringLiteral("filesystem")));
        host.setLookDeadline(500);
        engine = std::make_unique<LocalEngine>(LocalEngine::Parts {host, runner, log, QStringLiteral("bench"),
                                                                   QStringLiteral("root"),
                                                                   [](const ImageRequest&, auto) {}});
    }

    // Unmounts that wait in the kernel, with their progress told all the time.
    int startOperations()
    {
        int started = 0;
        for (int number = 0; number < operations; ++number) {
            const ResourceId mount = diskNodes(number).at(4).id;
            FakeStep step;
            step.waits = true;
            for (int percent = 0; percent < 100; ++percent)
                step.progress.append(Progress {percent, {}, {}, 0, {}});
            backend->script(mount, step);
            started += engine->start(engine->plan(Verb::Unmount, {mount}, {}), true) ? 1 : 0;
        }
        return started;
    }

    void moveTheWorld(int round) const
    {
        for (int i = 0; i < disks / 100; ++i) {
            const int number = operations + (round * 37 + i * 97) % (disks - operations);
            for (const Resource& resource : diskNodes(number, round))
                backend->put(resource);
        }
        backend->moved();
    }
};

void spin(int milliseconds, const std::function<bool()>& until = {})
{
    QEventLoop loop;
    QTimer end, check;
    end.setSingleShot(true);
    QObject::connect(&end, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (until && until())
            loop.quit();
    });
    end.start(milliseconds);
    check.start(5);
    loop.exec();
}

void measure(Table& table)
{
    Crowd crowd;
    MainWindow window(*crowd.engine);
    window.resize(1200, 800);
    window.show();
    window.showView(View::Everything);
    crowd.host.look({});
    spin(30000, [&] { return crowd.engine->hasLooked() && crowd.host.isHung(QStringLiteral("filesystem")); });
    spin(1000);
    for (QTreeView* tree : window.findChildren<QTreeView*>())
        if (tree->isVisible())
            tree->expandAll();
    table.atLeast("GUI: nodes shown", crowd.engine->topology().size(), disks * nodesPerDisk, "nodes");
    table.atLeast("GUI: operations that run", crowd.startOperations(), operations, "operations");
    spin(500);

    Stalls stalls;
    QTimer refresh;
    int round = 0;
    QObject::connect(&refresh, &QTimer::timeout, &window, [&] { crowd.moveTheWorld(++round); });
    refresh.start(200);
    stalls.begin();
    spin(seconds * 1000);
    table.atLeast("GUI: refreshes of the world in 10 s", round, 45, "times");
    table.atMost("GUI thread, 10,000 rows, 10 operations, one hung: longest stall",
                 percentile(stalls.away(), 100), 50, "ms");
    table.atMost("GUI thread: 99th percentile", percentile(stalls.away(), 99), 16, "ms");
    for (Operation* operation : crowd.engine->operations())
        operation->stop();
    spin(3000, [&] { return !crowd.runner.isBusy(); });
    crowd.dead->letLooks();
}

} // namespace

int main(int count, char** words)
{
    const QApplication application(count, words);
    QApplication::setOrganizationName(QStringLiteral("mooring-bench"));
    Table table;
    measure(table);
    return table.finish();
}
