// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes.h"

#include "ui/picturewindow.h"
#include "ui/quitquestion.h"
#include "ui/resourceview.h"
#include "ui/topologyview.h"
#include "uitest.h"

#include <QContextMenuEvent>
#include <QTreeView>

namespace mooring {
namespace {

const ResourceId disk = worlds::id(Kind::VirtualDisk, "/dev/loop0");
const ResourceId diskA = worlds::id(Kind::VirtualDisk, "/dev/loop1");
const ResourceId diskB = worlds::id(Kind::VirtualDisk, "/dev/loop2");
const ResourceId point = worlds::id(Kind::Mount, "/mnt/data");

bool fill(FakeEngine& engine)
{
    worlds::diskInUse(engine.world);
    worlds::twoFreeDisks(engine.world);
    engine.lookAgain();
    return until([&] { return engine.topology().find(disk).has_value(); });
}

QWidget* view(FakeEngine& engine, MainWindow& window, View which, const ResourceId& chosen)
{
    if (!fill(engine))
        return nullptr;
    window.showView(which);
    auto* tree = part<ResourceView>(&window, qPrintable(QStringLiteral("tree-") + token(which)));
    if (!until([&] { return tree->resources().indexOf(chosen).isValid(); }))
        return nullptr;
    tree->select(chosen);
    return until([&] { return engine.topology().find(worlds::id(Kind::Process, "4711@5150")).has_value(); })
        ? &window
        : nullptr;
}

bool seesProcesses(QWidget* where)
{
    return until([where] { return part<TopologyView>(where, "topology")->picture().boxes().size() > 6; });
}

QWidget* picture(FakeEngine& engine, MainWindow& window)
{
    if (!view(engine, window, View::Everything, disk))
        return nullptr;
    button(&window, "picture")->setChecked(true); // it may be open since last time
    return seesProcesses(&window) ? &window : nullptr;
}

QWidget* pictureWindow(FakeEngine& engine, MainWindow& window)
{
    if (!picture(engine, window) || !click(&window, "pictureWindow"))
        return nullptr;
    auto* own = window.findChild<PictureWindow*>();
    return own && seesProcesses(own) ? own : nullptr;
}

QWidget* staleWindow(FakeEngine& engine, MainWindow& window)
{
    QWidget* own = pictureWindow(engine, window);
    if (!own)
        return nullptr;
    engine.world.users.clear();
    engine.world.remove(disk);
    engine.world.moved();
    return until([own] { return part<TopologyView>(own, "topology")->picture().isEmpty(); }) ? own : nullptr;
}

PlanDialog* plan(FakeEngine& engine, MainWindow& window, const QList<ResourceId>& goals)
{
    if (!fill(engine))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(Verb::Detach, goals);
    const bool settled
        = until([&] { return dialog->plan().isBlocked() || button(dialog, "confirm")->isEnabled(); });
    return settled ? dialog : nullptr;
}

QWidget* blockedPlan(FakeEngine& engine, MainWindow& window) { return plan(engine, window, {disk}); }

QWidget* resolvedPlan(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, {disk, diskA});
    if (!dialog || !until([&] { return click(dialog, "answerAll"); }))
        return nullptr;
    click(dialog, "showCommands");
    return until([&] { return !dialog->plan().isBlocked(); }) ? dialog : nullptr;
}

QWidget* changedPlan(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, {disk});
    engine.world.remove(worlds::id(Kind::Process, "4712@5150"));
    return dialog && until([&] { return !textOf(dialog, "planNotice").isEmpty(); }) ? dialog : nullptr;
}

bool start(FakeEngine& engine, const ResourceId& goal)
{
    return engine.start(engine.plan(Verb::Detach, {goal}, {}), true).has_value();
}

bool allEnded(const FakeEngine& engine)
{
    const QList<Operation*> operations = engine.operations();
    return std::all_of(operations.begin(), operations.end(),
                       [](Operation* one) { return one->isFinished(); });
}

QWidget* running(FakeEngine& engine, MainWindow& window)
{
    if (!fill(engine))
        return nullptr;
    engine.world.users.clear();
    engine.lookAgain();
    engine.world.held = {point, diskB};
    if (!start(engine, diskA) || !start(engine, disk) || !start(engine, diskB)
        || !until([&] { return engine.world.ran.size() == 3; }))
        return nullptr;
    engine.world.progress(
        point,
        {.percent = 40, .bytesLeft = quint64(1200) << 20, .bytesPerSecond = quint64(40) * 1000 * 1000});
    engine.world.progress(diskB, {.waitingPid = 4242});
    return until([&] { return engine.operations().constFirst()->isFinished(); }) ? &window : nullptr;
}

QWidget* ended(FakeEngine& engine, MainWindow& window)
{
    if (!fill(engine))
        return nullptr;
    engine.world.users.clear();
    engine.world.failing.insert(diskB,
                                errnoError(5, QStringLiteral("/dev/loop2"), ErrorCode::SystemCallFailed));
    engine.world.stubborn.insert(diskA);
    if (!start(engine, disk) || !start(engine, diskA) || !start(engine, diskB)
        || !until([&] { return allEnded(engine); }))
        return nullptr;
    emit engine.settled(diskA, QStringLiteral("a.img"));
    return &window;
}

QWidget* activity(FakeEngine& engine, MainWindow& window)
{
    if (!ended(engine, window))
        return nullptr;
    window.showView(View::Activity);
    auto* tree = part<QTreeView>(&window, "tree-activity");
    if (!until([&] { return tree->model()->rowCount() == 3; }))
        return nullptr;
    tree->expand(tree->model()->index(2, 0));
    tree->setCurrentIndex(tree->model()->index(2, 0));
    return &window;
}

QWidget* quitting(FakeEngine& engine, MainWindow& window)
{
    if (!running(engine, window))
        return nullptr;
    window.close();
    return window.findChild<QuitQuestion*>();
}

QWidget* backends(FakeEngine& engine, MainWindow& window)
{
    engine.otherProviders = {{.name = QStringLiteral("filesystem"),
                              .kinds = {Kind::Mount},
                              .availability = Availability::Refused,
                              .why = errorOf(ErrorCode::PermissionDenied, QStringLiteral("/proc"))},
                             {.name = QStringLiteral("tgt"),
                              .kinds = {Kind::Export},
                              .availability = Availability::Absent,
                              .why = errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("tgtd"))}};
    engine.privileged = false;
    if (!fill(engine))
        return nullptr;
    for (Resource& resource : engine.world.resources)
        if (resource.id == diskA)
            resource.state = State::Orphaned;
        else if (resource.id == diskB)
            resource.state = State::Deferred;
    engine.markHung(true);
    engine.lookAgain();
    emit engine.providersChanged();
    window.showView(View::NeedsAttention);
    auto* tree = part<ResourceView>(&window, "tree-needs-attention");
    return until([&] { return tree->resources().rowCount() > 1; }) ? &window : nullptr;
}

QWidget* contextMenu(FakeEngine& engine, MainWindow& window)
{
    if (!view(engine, window, View::Everything, disk))
        return nullptr;
    auto* tree = part<ResourceView>(&window, "tree-everything");
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(tree, &event);
    return QApplication::activePopupWidget();
}

const char* const target = "iqn.2026-11.example.san:archive";

QWidget* targets(FakeEngine& engine, MainWindow& window)
{
    worlds::kernelSessions(engine.world);
    engine.lookAgain();
    window.showView(View::IscsiTargets);
    auto* tree = part<ResourceView>(&window, "tree-iscsi-targets");
    const ResourceId id = worlds::id(Kind::IscsiTarget, target);
    if (!until([&] { return tree->resources().indexOf(id).isValid(); }))
        return nullptr;
    tree->expandAll();
    tree->select(id);
    return &window;
}

QWidget* empty(FakeEngine& engine, MainWindow& window, View which)
{
    engine.lookAgain();
    window.showView(which);
    return until([&] { return engine.hasLooked(); }) ? &window : nullptr;
}

} // namespace

QList<Scene> scenes()
{
    using E = FakeEngine;
    using W = MainWindow;
    const QList<Scene> others {
        {"everything", [](E& e, W& w) { return view(e, w, View::Everything, disk); }},
        {"virtual-disks", [](E& e, W& w) { return view(e, w, View::VirtualDisks, disk); }},
        {"iscsi-targets", targets},
        {"empty-targets", [](E& e, W& w) { return empty(e, w, View::IscsiTargets); }},
        {"looking", [](E& e, W& w) -> QWidget* { return e.hasLooked() ? nullptr : &w; }},
        {"empty-disks", [](E& e, W& w) { return empty(e, w, View::VirtualDisks); }},
        {"empty-attention", [](E& e, W& w) { return empty(e, w, View::NeedsAttention); }},
        {"empty-activity", [](E& e, W& w) { return empty(e, w, View::Activity); }},
        {"attention-backends", backends},
        {"context-menu", contextMenu},
        {"picture", picture},
        {"picture-window", pictureWindow},
        {"picture-of-what-is-gone", staleWindow},
        {"plan-blocked", blockedPlan},
        {"plan-resolved", resolvedPlan},
        {"plan-changed", changedPlan},
        {"operations-running", running},
        {"operations-ended", ended},
        {"activity", activity},
        {"quit-while-busy", quitting},
    };
    return others + imageScenes() + iscsiScenes() + cardScenes() + exportScenes();
}

} // namespace mooring
