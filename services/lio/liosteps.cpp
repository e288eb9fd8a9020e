// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liosteps.h"

#include "lioputback.h"
#include "liorecipes.h"

#include <QDeadlineTimer>
#include <QThread>

namespace mooring::lio {
namespace {

constexpr int kLookAgain = 100; // ms

StepResult refused(Error error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

StepResult refused(ErrorCode code, const QString& subject) { return refused(errorOf(code, subject)); }

bool isAnother(const Step& step, quint64 inode)
{
    return !step.incarnation.isEmpty() && step.incarnation != QString::number(inode);
}

// Somebody who sees the unit; empty: nobody.
QString viewerOf(const PortalGroup& group, quint64 number)
{
    for (const NodeAcl& acl : group.acls) {
        for (const MappedUnit& mapped : acl.mapped) {
            if (mapped.unit == number)
                return encodeBytes(acl.initiator + ": LUN " + QByteArray::number(mapped.number));
        }
    }
    return {};
}

// What could not be read may be anything.
std::optional<Error> unread(const std::optional<PortalGroup>& group, const QString& subject)
{
    const int number = group ? group->error : 0;
    return number != 0 ? std::optional<Error>(errnoError(number, subject, ErrorCode::LookFailed))
                       : std::nullopt;
}

// It is gone; what is left is only where it is saved.
bool isGone(const StepResult& result) { return !result.error; }

} // namespace

LioSteps::LioSteps(const TargetTree& tree, SavedFile& saved, const LioProvider::Options& options)
    : m_tree(tree)
    , m_saved(saved)
    , m_child(options.child, options.program)
    , m_returnPatience(options.returnPatience)
    , m_user(options.user)
{
}

StepResult LioSteps::run(const Step& step, std::stop_token stop, const Tell& progress)
{
    const auto id = LioId::parse(step.resource);
    if (!id)
        return refused(ErrorCode::InvalidArgument, step.resource.text);
    if (m_user != 0)
        return refused(ErrorCode::PermissionDenied, step.name);
    if (stop.stop_requested())
        return refused(ErrorCode::StoppedByUser, step.name);
    const QString subject = step.name.isEmpty() ? step.resource.text : step.name;
    const ConfigChange change(m_child, subject, stop, progress);
    if (step.verb == Verb::Detach && id->kind == Kind::ExportLun)
        return detach(step, *id, change);
    if (step.verb == Verb::Hide && id->kind == Kind::MappedLun)
        return hide(step, *id, change);
    if (step.verb == Verb::RemoveInitiator && id->kind == Kind::Initiator && id->session.isEmpty())
        return removeInitiator(step, *id, change, stop);
    const bool isOfGroup = step.verb == Verb::DisablePortalGroup || step.verb == Verb::EnablePortalGroup;
    if (isOfGroup && id->kind == Kind::Export)
        return setEnabled(step, *id, change);
    if (step.verb == Verb::Attach)
        return putBack(step, *id, change, stop);
    return refused({ErrorCode::VerbNotOffered, step.resource.text, {}, 0, token(step.verb), {}});
}

StepResult LioSteps::forgetSaved(const Step& step, const LioId& id, StepResult result)
{
    if (!isGone(result) || !recipes::forgetsSaved(step.arguments))
        return result;
    QList<SavedPiece> taken;
    result.error = m_saved.remove(id, taken);
    if (result.error)
        result.error->code = ErrorCode::SavedStays; // also when nobody can tell what is in the file
    else if (!taken.isEmpty() && !step.restore.isEmpty())
        result.restore = recipes::withSaved(step.restore, taken);
    return result;
}

StepResult LioSteps::putBack(const Step& step, const LioId& id, const ConfigChange& change,
                             const std::stop_token& stop)
{
    StepResult result = LioPutBack(m_tree, m_child, change).run(step, id, stop);
    const QList<SavedPiece> pieces = recipes::savedIn(step.arguments);
    if (result.error || pieces.isEmpty())
        return result;
    result.error = m_saved.add(id.group, pieces);
    if (result.error)
        result.error->code = ErrorCode::SavedStays;
    return result;
}

// Unlinking under a mapping would take that away too, and tell nobody (core_dev_del_lun() clears every
// mapping in drivers/target/target_core_device.c): each mapping is a step of its own.
StepResult LioSteps::detach(const Step& step, const LioId& id, ConfigChange change)
{
    GroupScope scope;
    scope.units = {*id.number};
    const auto group = m_tree.read(id.group, scope);
    const auto unit
        = group ? group->units.constFind(*id.number) : QMap<quint64, TargetUnit>::const_iterator();
    if (!group || unit == group->units.constEnd())
        return refused(ErrorCode::UnitNotInTarget, step.name);
    if (isAnother(step, unit->inode))
        return refused(ErrorCode::IdentityChanged, step.name);
    if (const QString viewer = viewerOf(*group, *id.number); !viewer.isEmpty())
        return refused(ErrorCode::SomethingStandsOnIt, viewer);
    const QByteArray folder = m_tree.folderOf(id.group) + "lun/" + unit->folder + '/';
    if (!unit->link.isEmpty())
        change.unlink(folder, unit->inode, unit->link);
    change.remove(folder, unit->inode);
    return forgetSaved(step, id, change.result());
}

StepResult LioSteps::hide(const Step& step, const LioId& id, ConfigChange change)
{
    const auto mapped = m_tree.mapped(id.group, id.initiator, *id.number);
    if (!mapped)
        return refused(ErrorCode::AlreadyGone, step.name);
    if (isAnother(step, mapped->inode))
        return refused(ErrorCode::IdentityChanged, step.name);
    const QByteArray folder = m_tree.folderOfAcl(id.group, id.initiator) + mapped->folder + '/';
    if (!mapped->link.isEmpty())
        change.unlink(folder, mapped->inode, mapped->link);
    change.remove(folder, mapped->inode);
    return forgetSaved(step, id, change.result());
}

// What an initiator's folder says, for the day it is put back. No secret is among it.
QJsonObject LioSteps::aclData(const LioId& id) const
{
    const ConfigFolder folder(m_tree.folderOfAcl(id.group, id.initiator));
    QJsonObject data;
    if (!folder)
        return data;
    for (const char* name : {"cmdsn_depth", "tag"}) {
        if (const QByteArray value = folder.text(name); !value.isEmpty())
            data.insert(QLatin1String(name), encodeBytes(value));
    }
    QJsonObject attributes;
    const ConfigFolder attrib("attrib", folder.fd());
    for (const char* name : LioPutBack::aclAttributes) {
        const QByteArray value = attrib ? attrib.text(name) : QByteArray();
        if (!value.isEmpty())
            attributes.insert(QLatin1String(name), encodeBytes(value));
    }
    data.insert(QLatin1String("attributes"), attributes);
    return data;
}

StepResult LioSteps::removeInitiator(const Step& step, const LioId& id, ConfigChange change,
                                     const std::stop_token& stop)
{
    const auto acl = m_tree.acl(id.group, id.initiator);
    if (!acl)
        return refused(ErrorCode::AlreadyGone, step.name);
    if (isAnother(step, acl->inode))
        return refused(ErrorCode::IdentityChanged, step.name);
    if (!acl->mapped.isEmpty())
        return refused(ErrorCode::SomethingStandsOnIt,
                       encodeBytes(id.initiator + ": LUN " + QByteArray::number(acl->mapped[0].number)));
    const QJsonObject data = aclData(id);
    change.remove(m_tree.folderOfAcl(id.group, id.initiator), acl->inode);
    StepResult result = change.result();
    if (isGone(result) && acl->authentication == QLatin1String("none"))
        result.restore = recipes::ofAcl(id.group, id.initiator, data);
    const bool isWatched = isGone(result) && acl->session;
    result = forgetSaved(step, id, result);
    if (isWatched && returns(id, stop))
        result.error = errorOf(ErrorCode::InitiatorCameBack, step.name);
    return result;
}

// Its session is closed with its folder. Where everybody may log in, it does so again as soon as it has
// noticed (iscsid: after node.session.timeo.replacement, at once for most).
bool LioSteps::returns(const LioId& id, const std::stop_token& stop) const
{
    const auto group = m_tree.read(id.group, {});
    const QDeadlineTimer patience(group && group->isInDemoMode ? m_returnPatience : 0);
    while (!m_tree.hasSession(id.group, id.initiator)) {
        if (patience.hasExpired() || stop.stop_requested())
            return false;
        QThread::msleep(kLookAgain);
    }
    return true;
}

// Disabling closes every session (iscsit_tpg_disable_portal_group() in
// drivers/target/iscsi/iscsi_target_tpg.c).
StepResult LioSteps::setEnabled(const Step& step, const LioId& id, ConfigChange change) const
{
    const auto group = m_tree.read(id.group, {});
    if (const auto error = unread(group, step.name))
        return refused(*error);
    if (!group)
        return refused(ErrorCode::AlreadyGone, step.name);
    if (isAnother(step, group->inode))
        return refused(ErrorCode::IdentityChanged, step.name);
    change.write(m_tree.folderOf(id.group) + "enable", step.verb == Verb::EnablePortalGroup ? "1" : "0");
    return change.result();
}

} // namespace mooring::lio
