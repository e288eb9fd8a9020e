// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes.h"
#include "ui/attachdialog.h"
#include "ui/recentimages.h"
#include "uitest.h"

#include <QAbstractItemView>
#include <QToolButton>

namespace mooring {
namespace {

const QByteArray path = "/srv/images/new.img";
const ResourceId overlaid = worlds::id(Kind::VirtualDisk, "/dev/loop3");

bool fill(FakeEngine& engine)
{
    worlds::diskInUse(engine.world);
    worlds::diskWithOverlay(engine.world);
    engine.lookAgain();
    return until([&] { return engine.topology().find(overlaid).has_value(); });
}

AttachDialog* attaching(FakeEngine& engine, MainWindow& window, const ImageReport& report, int count = 1)
{
    if (!fill(engine))
        return nullptr;
    engine.images.insert(path, report);
    AttachDialog* dialog = window.dialogs().attachImages(QList<QByteArray>(count, path));
    const bool looked = until([&] {
        return button(dialog, "attach")->isEnabled() || part<QFrame>(dialog, "errorPanel")->isVisible();
    });
    return looked ? dialog : nullptr;
}

ImageReport good()
{
    return {.facts = {{Fact::Path, path},
                      {Fact::Size, quint64(8) << 30},
                      {Fact::OnDisk, quint64(3) << 30},
                      {Fact::Format, QStringLiteral("raw")},
                      {Fact::PartitionTable, QStringLiteral("gpt")}},
            .provider = QStringLiteral("loop"),
            .overlayProvider = QStringLiteral("qemustorage")};
}

ImageReport served(const QString& format, const QString& kind)
{
    ImageReport report = good();
    report.facts.remove(Fact::PartitionTable);
    report.facts.insert(Fact::Format, format);
    report.facts.insert(Fact::Subformat, kind);
    report.facts.insert(Fact::Condition, QStringLiteral("clean"));
    report.provider = QStringLiteral("qemustorage");
    return report;
}

ImageReport split()
{
    ImageReport report = served(QStringLiteral("vmdk"), QStringLiteral("twoGbMaxExtentSparse"));
    QByteArrayList parts;
    for (int i = 1; i <= 9; ++i)
        parts.append("/srv/images/new-s00" + QByteArray::number(i) + ".vmdk");
    parts.prepend("/srv/a folder far away with a long name/" + QByteArray(70, 'x') + "/flat.vmdk");
    report.facts.insert(Fact::Parts, parts.join('\n'));
    report.facts.insert(Fact::LockedBy, QStringLiteral("readers"));
    report.facts.insert(Fact::ReadOnly, true);
    return report;
}

ImageReport torn()
{
    ImageReport report = served(QStringLiteral("vhdx"), QStringLiteral("dynamic"));
    report.facts.insert(Fact::Condition, QStringLiteral("unclean"));
    report.facts.insert(Fact::OverlayKind, QStringLiteral("copy"));
    report.warnings = {errorOf(ErrorCode::ImageNotClosed, QString::fromLatin1(path))};
    return report;
}

ImageReport cut()
{
    ImageReport report = good();
    report.warnings = {errorOf(ErrorCode::ImageCutShort, QString::fromLatin1(path))};
    report.warnings.last().text = QStringLiteral("1073741824");
    return report;
}

ImageReport onlyRead()
{
    ImageReport report = served(QStringLiteral("vmdk"), QStringLiteral("seSparse"));
    report.facts.insert(Fact::ReadOnly, true);
    report.facts.insert(Fact::Parts, QByteArray("/srv/images/new-000001-sesparse.vmdk"));
    return report;
}

ImageReport bad(ErrorCode code)
{
    return {.facts = {{Fact::Path, path}, {Fact::Size, quint64(12345)}},
            .error = errorOf(code, QString::fromLatin1(path))};
}

ImageReport damaged()
{
    ImageReport report = served(QStringLiteral("vhdx"), QStringLiteral("fixed"));
    report.facts.insert(Fact::Condition, QStringLiteral("damaged"));
    report.error = errorOf(ErrorCode::ImageDamaged, QString::fromLatin1(path));
    return report;
}

ImageReport outside()
{
    ImageReport report = served(QStringLiteral("vmdk"), QStringLiteral("monolithicFlat"));
    report.error = errorOf(ErrorCode::ImagePartOutside, QStringLiteral("/srv/elsewhere/flat.vmdk"));
    return report;
}

QWidget* allowedOutside(FakeEngine& engine, MainWindow& window)
{
    engine.imagesOutside.insert(path, split());
    AttachDialog* dialog = attaching(engine, window, outside());
    if (!dialog || !click(dialog, "outside"))
        return nullptr;
    return until([&] { return button(dialog, "attach")->isEnabled(); }) ? dialog : nullptr;
}

QWidget* copying(FakeEngine& engine, MainWindow& window)
{
    const ResourceId image = ResourceId::make(Kind::Image, path);
    engine.world.held = {image};
    AttachDialog* dialog = attaching(engine, window, torn());
    if (!dialog || !click(dialog, "attach") || !until([&] { return !engine.world.ran.isEmpty(); }))
        return nullptr;
    const auto left
        = [&] { return engine.operations().constFirst()->record().steps.constFirst().progress.bytesLeft; };
    const quint64 whole = quint64(3) << 30;
    engine.world.progress(image, {.bytesLeft = whole});
    if (!until([&] { return left() == whole; }))
        return nullptr;
    engine.world.progress(image, {.bytesLeft = whole / 3, .bytesPerSecond = quint64(180) * 1000 * 1000});
    const bool shown = until([&] { return left() == whole / 3; });
    return shown ? dialog : nullptr;
}

QWidget* overlayPlan(FakeEngine& engine, MainWindow& window, const char* answer)
{
    if (!fill(engine))
        return nullptr;
    PlanDialog* dialog = window.dialogs().openPlan(Verb::Detach, {overlaid});
    if (!until([&] { return button(dialog, "confirm")->isEnabled(); }) || !click(dialog, answer))
        return nullptr;
    return until([&] { return button(dialog, "confirm")->isEnabled(); }) ? dialog : nullptr;
}

QWidget* leftovers(FakeEngine& engine, MainWindow& window)
{
    if (!fill(engine))
        return nullptr;
    for (Resource& resource : engine.world.resources)
        if (resource.id == overlaid) {
            resource.state = State::Failed;
            resource.verbs = {Verb::CleanUp};
        }
    engine.lookAgain();
    window.showView(View::NeedsAttention);
    auto* tree = part<QAbstractItemView>(&window, "tree-needs-attention");
    return until([&] { return tree->model()->rowCount() > 0; }) ? &window : nullptr;
}

QWidget* recent(FakeEngine& engine, MainWindow& window)
{
    if (!fill(engine))
        return nullptr;
    RecentImages::add("/srv/images/a far too long way/" + QByteArray(70, 'x') + "/web server.vhdx");
    RecentImages::add(path);
    part<QToolButton>(&window, "attachImage")->menu()->popup(window.mapToGlobal(QPoint(10, 60)));
    return QApplication::activePopupWidget();
}

} // namespace

QList<Scene> imageScenes()
{
    using E = FakeEngine;
    using W = MainWindow;
    return {
        {"attach", [](E& e, W& w) -> QWidget* { return attaching(e, w, good()); }},
        {"attach-several", [](E& e, W& w) -> QWidget* { return attaching(e, w, good(), 3); }},
        {"attach-unknown",
         [](E& e, W& w) -> QWidget* { return attaching(e, w, bad(ErrorCode::ImageContentUnknown)); }},
        {"attach-missing",
         [](E& e, W& w) -> QWidget* { return attaching(e, w, bad(ErrorCode::ImageMissing)); }},
        {"attach-no-provider",
         [](E& e, W& w) -> QWidget* { return attaching(e, w, bad(ErrorCode::ImageFormatNoProvider)); }},
        {"attach-vhdx",
         [](E& e, W& w) -> QWidget* {
             return attaching(e, w, served(QStringLiteral("vhdx"), QStringLiteral("dynamic")));
         }},
        {"attach-damaged", [](E& e, W& w) -> QWidget* { return attaching(e, w, damaged()); }},
        {"attach-unclean", [](E& e, W& w) -> QWidget* { return attaching(e, w, torn()); }},
        {"attach-cut-short", [](E& e, W& w) -> QWidget* { return attaching(e, w, cut()); }},
        {"attach-only-read", [](E& e, W& w) -> QWidget* { return attaching(e, w, onlyRead()); }},
        {"attach-outside", [](E& e, W& w) -> QWidget* { return attaching(e, w, outside()); }},
        {"attach-outside-allowed", allowedOutside},
        {"attach-running", copying},
        {"recent-images", recent},
        {"plan-overlay", [](E& e, W& w) { return overlayPlan(e, w, "overlay-keep"); }},
        {"plan-overlay-discarded", [](E& e, W& w) { return overlayPlan(e, w, "overlay-discard"); }},
        {"attention-leftover", leftovers},
    };
}

} // namespace mooring
