// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demotours.h"

#include "oracle.h"
#include "ui/attachdialog.h"

#include <QFile>

namespace mooring::lab {
namespace {

bool holds(const Topology& topology, const std::function<bool(const Resource&)>& fits)
{
    for (Topology::Node node = 0; node < topology.size(); ++node)
        if (fits(topology.at(node)))
            return true;
    return false;
}

QByteArray hashOf(const QByteArray& path) { return Lab::must({"sha256sum", path}).left(64); }

} // namespace

void tourDetach(DemoStage& stage, DemoGuide& guide)
{
    const ResourceId disk {QString::fromUtf8(stage.disk.id())};
    const auto isListed = [&] { return guide.tree().resources().indexOf(disk).isValid(); };
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    DemoGuide::need(isListed, "the disk in the tree");
    guide.tree().select(disk);
    const auto isProcess = [](const Resource& resource) { return resource.kind == Kind::Process; };
    DemoGuide::need([&] { return holds(guide.engine().topology(), isProcess); }, "who uses it");
    guide.picture("1-in-use");
    guide.window().dialogs().openPlan(Verb::Detach, {disk});
    DemoGuide::need(
        [&] { return guide.plan() && guide.plan()->plan().isBlocked() && !guide.plan()->isLooking(); },
        "the blocked plan");
    guide.picture("2-blocked-plan");
    guide.click("askToQuit", "ask to quit");
    DemoGuide::need([&] { return guide.plan() && !guide.plan()->plan().isBlocked(); }, "the resolved plan");
    guide.picture("3-resolved-plan");
    guide.confirm(Outcome::Done);
    if (Oracle::isBound(stage.disk.device) || Oracle::isMounted(stage.mount))
        qFatal("demo: told as done, and still there");
    guide.picture("4-detached");
    guide.click("putBack", "put back");
    DemoGuide::need([&] { return guide.plan() != nullptr; }, "the plan that puts back");
    guide.picture("5-put-back-plan");
    guide.confirm(Outcome::Done);
    const QByteArray difference = lab::difference(before, oracle.picture());
    if (!difference.isEmpty())
        qFatal("demo: not put back as it was: %s", difference.constData());
    DemoGuide::need(isListed, "the disk again");
    guide.picture("6-put-back");
}

void tourOverlay(DemoStage& stage, DemoGuide& guide)
{
    const QByteArray before = hashOf(stage.virtualDisk);
    guide.window().dialogs().attachImages({stage.virtualDisk});
    guide.click("overlay", "the choice of an overlay");
    guide.picture("7-attach-vhdx");
    const qsizetype already = guide.engine().operations().size();
    guide.click("attach", "the attach button");
    guide.awaitOperation(already, Outcome::Done);
    const ResourceId disk
        = guide.engine().operations().constLast()->record().steps.constFirst().created.value(0);
    DemoGuide::need([&] { return guide.tree().resources().indexOf(disk).isValid(); }, "the attached VHDX");
    const QByteArray folder = stage.lab.mount(disk.key(), "server");
    QFile file(QFile::decodeName(folder + "/written.txt"));
    if (!file.open(QIODevice::WriteOnly) || file.write("Not in the image.\n") < 0)
        qFatal("demo: nothing can be written");
    file.close();
    guide.window().showView(View::Everything);
    guide.tree().select(disk);
    guide.picture("8-attached-vhdx");
    guide.window().dialogs().openPlan(Verb::Detach, {disk});
    guide.click("overlay-discard", "the choice to discard");
    DemoGuide::need(
        [&] {
            return guide.plan() && !guide.plan()->isLooking()
                && guide.plan()->plan().options.choices.size() == 1;
        },
        "the plan that discards");
    guide.picture("9-discard-plan");
    guide.confirm(Outcome::Done);
    if (Oracle::isBound(disk.key()) || hashOf(stage.virtualDisk) != before)
        qFatal("demo: the image is not as it was");
}

void tourCards(DemoGuide& guide)
{
    const auto of = [](Kind kind, int slot) { return ResourceId::make(kind, CardLab::reader(slot)); };
    const auto plan = [&guide](Verb verb, const ResourceId& goal, bool isBlocked, const char* picture) {
        guide.window().dialogs().openPlan(verb, {goal});
        DemoGuide::need(
            [&] {
                return guide.plan() && !guide.plan()->isLooking() && !guide.plan()->plan().goals.isEmpty()
                    && guide.plan()->plan().isBlocked() == isBlocked;
            },
            picture);
    };
    guide.window().showView(View::SmartCards);
    ResourceView& tree = guide.tree("tree-smart-cards");
    const auto isListed = [&tree](const ResourceId& id) { return tree.resources().indexOf(id).isValid(); };
    DemoGuide::need([&] { return isListed(of(Kind::Card, DemoStage::freeCard)); }, "the card in the tree");
    plan(Verb::AttachToReader, of(Kind::Reader, DemoStage::freeCard), false, "the plan that attaches");
    guide.confirm(Outcome::Done);
    const ResourceId attachment = of(Kind::CardAttachment, DemoStage::freeCard);
    DemoGuide::need([&] { return isListed(attachment); }, "the attachment in the tree");
    tree.expandAll();
    tree.select(attachment);
    guide.picture("10-attached-card");
    plan(Verb::Release, attachment, false, "the plan that releases");
    guide.click("disposition-reset", "the choice to reset");
    DemoGuide::need([&] { return !guide.plan()->plan().options.choices.isEmpty(); }, "the chosen reset");
    guide.picture("11-release-plan");
    guide.confirm(Outcome::Done);
    DemoGuide::need([&] { return !isListed(attachment); }, "the end of the attachment");
    plan(Verb::Release, of(Kind::Card, DemoStage::heldCard), true, "who holds the other card");
    guide.picture("12-held-card");
    guide.dialog()->reject();
    DemoGuide::need([&] { return guide.dialog() == nullptr; }, "the dialog's end");
}

void tourExports(DemoStage& stage, DemoGuide& guide)
{
    if (stage.exports->sessions().isEmpty())
        stage.logIn();
    for (Operation* operation : guide.engine().operations()) // theirs would be put back
        guide.engine().forget(operation);
    const ResourceId unit = ResourceId::make(Kind::ExportLun, "tgt@1/" + stage.exports->name(1) + "/1");
    guide.window().showView(View::ExportedLuns);
    ResourceView& tree = guide.tree("tree-exported-luns");
    const auto isListed = [&] { return tree.resources().indexOf(unit).isValid(); };
    const auto isPlanned = [&guide](bool isBlocked) {
        return guide.plan() && !guide.plan()->isLooking() && guide.plan()->plan().steps.size() == 1
            && guide.plan()->plan().isBlocked() == isBlocked;
    };
    DemoGuide::need(isListed, "the unit in the tree");
    tree.expandAll();
    tree.select(unit);
    guide.picture("13-exported-units");
    guide.window().dialogs().openPlan(Verb::Detach, {unit});
    DemoGuide::need([&] { return isPlanned(true); }, "the initiator in the way");
    guide.picture("14-seen-by-an-initiator");
    if (!stage.initiator->logout())
        qFatal("demo: the initiator stays");
    DemoGuide::need([&] { return isPlanned(false); }, "the plan without it");
    guide.picture("15-detach-unit");
    guide.confirm(Outcome::Done);
    if (stage.exports->luns(1).size() != 1)
        qFatal("demo: told as done, and still exported");
    DemoGuide::need([&] { return !isListed(); }, "the unit's end");
    guide.click("putBack", "put back");
    DemoGuide::need([&] { return guide.plan() != nullptr; }, "the plan that puts back");
    guide.confirm(Outcome::Done);
    DemoGuide::need(isListed, "the unit again");
}

} // namespace mooring::lab
