// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes.h"
#include "ui/emptystate.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"
#include "uitest.h"

namespace mooring {
namespace {

const char* const shared = "Alcor Micro AU9540 00 00";
const char* const taken = "Gemalto PC Twin Reader 01 00";
const char* const unused = "Yubico YubiKey OTP+FIDO+CCID 02 00";

QWidget* smartCards(FakeEngine& engine, MainWindow& window)
{
    worlds::cards(engine.world);
    engine.lookAgain();
    window.showView(View::SmartCards);
    auto* tree = part<ResourceView>(&window, "tree-smart-cards");
    const ResourceId id = worlds::id(Kind::Card, shared);
    if (!until([&] { return tree->resources().indexOf(id).isValid(); }))
        return nullptr;
    tree->expandAll();
    tree->select(id);
    return &window;
}

QWidget* noCards(FakeEngine& engine, MainWindow& window)
{
    engine.lookAgain();
    window.showView(View::SmartCards);
    return until([&] { return engine.hasLooked(); }) ? &window : nullptr;
}

// What pcscd has is not known then: the window must not say that there is nothing.
QWidget* noCardsSeen(FakeEngine& engine, MainWindow& window)
{
    if (noCards(engine, window) == nullptr)
        return nullptr;
    const QWidget* empty = window.findChild<EmptyState*>();
    const QString seen = empty->accessibleName();
    engine.otherProviders
        = {{.name = QStringLiteral("pcsc"), .kinds = {Kind::Reader}, .availability = Availability::Absent}};
    emit engine.providersChanged();
    return until([&] { return empty->accessibleName() != seen; }) ? &window : nullptr;
}

PlanDialog* plan(FakeEngine& engine, MainWindow& window, Verb verb, const ResourceId& goal)
{
    worlds::cards(engine.world);
    engine.lookAgain();
    if (!until([&] { return engine.topology().size() > 5; }))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(verb, {goal});
    return until([&] { return !dialog->plan().goals.isEmpty(); }) ? dialog : nullptr;
}

// Somebody else uses it, who stays unless he is told to go.
QWidget* held(FakeEngine& engine, MainWindow& window)
{
    PlanDialog* dialog = plan(engine, window, Verb::Release, worlds::id(Kind::Reader, taken));
    return dialog && until([&] { return dialog->plan().isBlocked(); }) ? dialog : nullptr;
}

QWidget* ready(PlanDialog* dialog, const char* choice = nullptr)
{
    const auto isReady = [&] { return button(dialog, "confirm")->isEnabled(); };
    if (dialog == nullptr || !until(isReady) || (choice != nullptr && !click(dialog, choice)))
        return nullptr;
    return until(isReady) ? dialog : nullptr;
}

} // namespace

QList<Scene> cardScenes()
{
    using E = FakeEngine;
    using W = MainWindow;
    return {
        {"smart-cards", smartCards},
        {"empty-cards", noCards},
        {"empty-cards-unasked", noCardsSeen},
        {"plan-card-held", held},
        {"plan-card-release",
         [](E& e, W& w) {
             return ready(plan(e, w, Verb::Release, worlds::id(Kind::CardAttachment, shared)),
                          "disposition-reset");
         }},
        {"plan-card-attach",
         [](E& e, W& w) {
             return ready(plan(e, w, Verb::AttachToReader, worlds::id(Kind::Reader, unused)));
         }},
        {"plan-card-transaction",
         [](E& e, W& w) {
             return ready(plan(e, w, Verb::BeginTransaction, worlds::id(Kind::CardAttachment, shared)));
         }},
    };
}

} // namespace mooring
