// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"
#include "uitest.h"

namespace mooring {
namespace {

const char* const unit = "tgt@0/iqn.2026-11.example.srv:disks/1";
const char* const allowed = "lio/iqn.2026-11.example.srv:mail,1/iqn.2026-11.example.web:web02";

QWidget* exportedLuns(FakeEngine& engine, MainWindow& window, Kind kind, const char* key)
{
    worlds::exports(engine.world);
    engine.lookAgain();
    window.showView(View::ExportedLuns);
    auto* tree = part<ResourceView>(&window, "tree-exported-luns");
    const ResourceId id = worlds::id(kind, key);
    if (!until([&] { return tree->resources().indexOf(id).isValid(); }))
        return nullptr;
    tree->expandAll();
    tree->select(id);
    return &window;
}

QWidget* nothingExported(FakeEngine& engine, MainWindow& window)
{
    engine.lookAgain();
    window.showView(View::ExportedLuns);
    return until([&] { return engine.hasLooked(); }) ? &window : nullptr;
}

PlanDialog* plan(FakeEngine& engine, MainWindow& window, Verb verb, const ResourceId& goal)
{
    worlds::exports(engine.world);
    engine.lookAgain();
    if (!until([&] { return engine.topology().size() > 5; }))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(verb, {goal});
    return until([&] { return !dialog->plan().goals.isEmpty(); }) ? dialog : nullptr;
}

QWidget* seen(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, Verb::Detach, worlds::id(Kind::ExportLun, unit));
    return dialog && until([&] { return dialog->plan().isBlocked(); }) ? dialog : nullptr;
}

QWidget* free(FakeEngine& engine, MainWindow& window)
{
    worlds::exports(engine.world);
    engine.world.resources.removeIf(
        [](const Resource& each) { return each.id.text.endsWith(QLatin1String("/7")); });
    engine.lookAgain();
    if (!until([&] { return engine.topology().size() > 5; }))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(Verb::Detach, {worlds::id(Kind::ExportLun, unit)});
    return until([&] { return button(dialog, "confirm")->isEnabled(); }) ? dialog : nullptr;
}

QWidget* inDemoMode(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, Verb::RemoveInitiator, worlds::id(Kind::Initiator, allowed));
    return dialog && until([&] { return !dialog->plan().collateral.isEmpty(); }) ? dialog : nullptr;
}

QWidget* disabling(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, Verb::DisablePortalGroup,
                              worlds::id(Kind::Export, "lio/iqn.2026-11.example.srv:mail,1"));
    return dialog && until([&] { return button(dialog, "confirm")->isEnabled(); }) ? dialog : nullptr;
}

} // namespace

QList<Scene> exportScenes()
{
    return {
        {"exported-luns",
         [](FakeEngine& e, MainWindow& w) { return exportedLuns(e, w, Kind::ExportLun, unit); }},
        {"exported-initiator",
         [](FakeEngine& e, MainWindow& w) {
             return exportedLuns(e, w, Kind::Initiator, "tgt@0/iqn.2026-11.example.srv:disks/7");
         }},
        {"empty-exports", nothingExported},
        {"plan-export-seen", seen},
        {"plan-export-free", free},
        {"plan-remove-initiator", inDemoMode},
        {"plan-disable-group", disabling},
    };
}

} // namespace mooring
