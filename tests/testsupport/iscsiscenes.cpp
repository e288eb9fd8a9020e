// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "discoverstage.h"
#include "scenes.h"
#include "ui/logindialog.h"
#include "ui/plandialog.h"
#include "ui/resourceview.h"

namespace mooring {
namespace {

DiscoverDialog* asked(FakeEngine& engine, MainWindow& window, const char* portals)
{
    worlds::kernelSessions(engine.world);
    engine.lookAgain();
    if (!until([&] { return engine.hasLooked(); }))
        return nullptr;
    threeTargets(engine);
    DiscoverDialog* dialog = window.dialogs().discoverTargets();
    part<QLineEdit>(dialog, "portals")->setText(QString::fromLatin1(portals));
    return click(dialog, "discover") ? dialog : nullptr;
}

QWidget* empty(FakeEngine& engine, MainWindow& window)
{
    Q_UNUSED(engine)
    DiscoverDialog* dialog = window.dialogs().discoverTargets();
    part<QCheckBox>(dialog, "chap")->setChecked(true);
    part<QCheckBox>(dialog, "mutual")->setChecked(true);
    part<QLineEdit>(dialog, "portals")->setText(QStringLiteral("192.0.2.1 192.0.2.300"));
    return until([&] { return textOf(dialog, "portalHint").contains(QLatin1String("300")); }) ? dialog
                                                                                              : nullptr;
}

QWidget* running(FakeEngine& engine, MainWindow& window)
{
    engine.silentPortals = {"192.0.2.2"};
    DiscoverDialog* dialog = asked(engine, window, "192.0.2.1 192.0.2.2");
    return dialog && until([&] { return targetRow(foundIn(dialog), QStringLiteral(":backup")).isValid(); })
        ? dialog
        : nullptr;
}

DiscoverDialog* results(FakeEngine& engine, MainWindow& window)
{
    DiscoverDialog* dialog = asked(engine, window, "192.0.2.1 192.0.2.2 192.0.2.9");
    return dialog && until([&] { return foundIn(dialog)->currentIndex().isValid(); }) ? dialog : nullptr;
}

QWidget* failedPortal(FakeEngine& engine, MainWindow& window)
{
    DiscoverDialog* dialog = results(engine, window);
    if (!dialog)
        return nullptr;
    QTreeView* tree = foundIn(dialog);
    tree->setCurrentIndex(tree->model()->index(2, 0));
    return dialog;
}

LoginDialog* loggingIn(FakeEngine& engine, MainWindow& window, const QStringList& targets)
{
    DiscoverDialog* dialog = results(engine, window);
    if (!dialog)
        return nullptr;
    choose(foundIn(dialog), targets);
    return click(dialog, "logIn") ? window.findChild<LoginDialog*>() : nullptr;
}

LoginDialog* withChap(FakeEngine& engine, MainWindow& window)
{
    LoginDialog* dialog = loggingIn(engine, window, {QStringLiteral(":backup")});
    if (!dialog)
        return nullptr;
    dialog->setAccess(ChapAccess {"alice", "a long secret"}, ChapAccess {"san", "another secret"});
    return dialog;
}

ResourceId step(const char* target)
{
    return ResourceId::make(Kind::IscsiSession, QByteArray("iqn.2026-11.example.san:") + target + "/1");
}

QWidget* refused(FakeEngine& engine, MainWindow& window)
{
    Error error = errorOf(ErrorCode::AuthenticationFailed, QStringLiteral("192.0.2.1:3260"));
    error.domain = ErrorDomain::Iscsi;
    error.number = 0x201;
    engine.world.failing.insert(step("backup"), error);
    LoginDialog* dialog = withChap(engine, window);
    if (!dialog || !click(dialog, "logIn"))
        return nullptr;
    return until([&] { return dialog->findChild<ErrorPanel*>()->isVisible(); }) ? dialog : nullptr;
}

QWidget* several(FakeEngine& engine, MainWindow& window)
{
    engine.world.held = {step("backup")};
    engine.world.failing.insert(step("mail"),
                                errorOf(ErrorCode::TargetUnavailable, QStringLiteral("192.0.2.2")));
    LoginDialog* dialog = loggingIn(
        engine, window, {QStringLiteral(":archive"), QStringLiteral(":backup"), QStringLiteral(":mail")});
    if (!dialog || !click(dialog, "logIn"))
        return nullptr;
    const auto ended = [&] {
        const QList<Operation*> operations = engine.operations();
        return std::count_if(operations.begin(), operations.end(),
                             [](Operation* one) { return one->isFinished(); });
    };
    return until([&] { return engine.operations().size() == 3 && ended() == 2; }) ? dialog : nullptr;
}

QWidget* saved(FakeEngine& engine, MainWindow& window)
{
    worlds::savedTarget(engine.world);
    worlds::kernelSessions(engine.world);
    engine.lookAgain();
    window.showView(View::IscsiTargets);
    auto* tree = part<ResourceView>(&window, "tree-iscsi-targets");
    const ResourceId id = worlds::id(Kind::IscsiTarget, "iqn.2026-11.example.san:mail");
    if (!until([&] { return tree->resources().indexOf(id).isValid(); }))
        return nullptr;
    tree->select(id);
    return &window;
}

QWidget* forgetting(FakeEngine& engine, MainWindow& window)
{
    if (saved(engine, window) == nullptr)
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(
        Verb::Forget, {worlds::id(Kind::IscsiTarget, "iqn.2026-11.example.san:mail")});
    return until([&] { return button(dialog, "confirm")->isEnabled(); }) ? dialog : nullptr;
}

QWidget* states(FakeEngine& engine, MainWindow& window)
{
    worlds::ownSessions(engine.world);
    worlds::kernelSessions(engine.world);
    engine.lookAgain();
    window.showView(View::IscsiTargets);
    auto* tree = part<ResourceView>(&window, "tree-iscsi-targets");
    const ResourceId id = worlds::id(Kind::IscsiSession, "4711/80aabbcc0002");
    if (!until([&] { return tree->resources().indexOf(id).isValid(); }))
        return nullptr;
    tree->expandAll();
    tree->select(id);
    return &window;
}

// Its target is gone: detached, or its mount unmounted; `rung` is clicked.
QWidget* deadPlan(FakeEngine& engine, MainWindow& window, Verb verb, const ResourceId& goal,
                  const char* rung = nullptr)
{
    worlds::deadTarget(engine.world);
    engine.lookAgain();
    if (!until([&] { return engine.topology().find(goal).has_value(); }))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(verb, {goal});
    const auto isReady = [&] { return button(dialog, "confirm")->isEnabled(); };
    if (!until(isReady) || (rung != nullptr && !click(dialog, rung)))
        return nullptr;
    const auto isForced = [&] { return !dialog->plan().options.force.isEmpty(); };
    return until([&] { return isReady() && isForced() == (rung != nullptr); }) ? dialog : nullptr;
}

QWidget* deadAttention(FakeEngine& engine, MainWindow& window)
{
    worlds::deadTarget(engine.world);
    engine.lookAgain();
    window.showView(View::NeedsAttention);
    auto* tree = part<QAbstractItemView>(&window, "tree-needs-attention");
    return until([&] { return tree->model()->rowCount() > 0; }) ? &window : nullptr;
}

const ResourceId deadDisk = worlds::id(Kind::VirtualDisk, "/dev/loop5");
const ResourceId deadMount = worlds::id(Kind::Mount, "/srv/backup");

} // namespace

QList<Scene> iscsiScenes()
{
    using E = FakeEngine;
    using W = MainWindow;
    return {
        {"discover-empty", empty},
        {"discover-running", running},
        {"discover-results", [](E& e, W& w) -> QWidget* { return results(e, w); }},
        {"discover-failed-portal", failedPortal},
        {"login", [](E& e, W& w) -> QWidget* { return loggingIn(e, w, {QStringLiteral(":mail")}); }},
        {"login-chap", [](E& e, W& w) -> QWidget* { return withChap(e, w); }},
        {"login-refused", refused},
        {"login-several", several},
        {"iscsi-states", states},
        {"iscsi-saved", saved},
        {"plan-forget", forgetting},
        {"plan-dead-target", [](E& e, W& w) { return deadPlan(e, w, Verb::Detach, deadDisk); }},
        {"plan-fail-io", [](E& e, W& w) { return deadPlan(e, w, Verb::Detach, deadDisk, "force-fail-io"); }},
        {"plan-lazy", [](E& e, W& w) { return deadPlan(e, w, Verb::Unmount, deadMount, "force-lazy"); }},
        {"attention-dead-target", deadAttention},
    };
}

} // namespace mooring
