// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lioputback.h"

#include "backstoremaking.h"

#include <QUuid>

namespace mooring::lio {
namespace {

constexpr int kLinkDigits = 10; // as rtslib names its links

StepResult refused(Error error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

QByteArray bytes(const QJsonObject& arguments, const char* name)
{
    return decodeBytes(arguments.value(QLatin1String(name)).toString());
}

std::optional<quint64> number(const QJsonObject& arguments, const char* name)
{
    const qint64 value = arguments.value(QLatin1String(name)).toInteger(-1);
    return value >= 0 ? std::optional<quint64>(value) : std::nullopt;
}

QByteArray linkName(const QJsonObject& arguments)
{
    const QByteArray recorded = bytes(arguments, "link");
    return isFolderName(recorded) ? recorded
                                  : QUuid::createUuid().toByteArray(QUuid::Id128).right(kLinkDigits);
}

QByteArray lunFolder(quint64 number) { return "lun_" + QByteArray::number(number) + '/'; }

quint64 lowestFree(const QList<quint64>& taken)
{
    quint64 number = 0;
    while (taken.contains(number))
        ++number;
    return number;
}

} // namespace

LioPutBack::LioPutBack(const TargetTree& tree, const KernelChild& child, ConfigChange change)
    : m_tree(tree)
    , m_child(child)
    , m_change(std::move(change))
{
}

StepResult LioPutBack::run(const Step& step, const LioId& id, const std::stop_token& stop)
{
    if (id.kind == Kind::ExportLun || id.kind == Kind::Export)
        return attach(step, id, stop);
    if (id.kind == Kind::MappedLun)
        return show(step, id);
    if (id.session.isEmpty())
        return admit(step, id);
    return refused(errorOf(ErrorCode::InvalidArgument, step.resource.text));
}

// One that is there is named; what else there is only has a path, and gets a store when it has none yet.
Result<QByteArray> LioPutBack::backstoreFor(const Step& step, const std::stop_token& stop)
{
    const QByteArray name = bytes(step.arguments, "backstore");
    const QByteArray path = bytes(step.arguments, "backing");
    if (!name.isEmpty()) {
        const bool isThere = m_tree.backstores().contains(name);
        return isThere ? Result<QByteArray>(name)
                       : fail(errorOf(ErrorCode::CannotPutBack, encodeBytes(name)));
    }
    if (!path.startsWith('/'))
        return fail(errorOf(ErrorCode::InvalidArgument, encodeBytes(path)));
    return BackstoreMaking(m_tree, m_child, m_change).storeFor(path, stop);
}

void LioPutBack::makeLinked(const Step& step, const QByteArray& folder, const QByteArray& target)
{
    const bool isNew = access(folder.constData(), F_OK) != 0;
    if (!m_change.make(folder))
        return;
    m_change.link(folder + linkName(step.arguments), target);
    if (m_change.error() && isNew)
        ConfigChange(m_child, step.name, {}, {}).remove(folder, 0);
}

StepResult LioPutBack::attach(const Step& step, const LioId& id, const std::stop_token& stop)
{
    const auto group = m_tree.read(id.group, {});
    if (group && group->error != 0)
        return refused(errnoError(group->error, step.name, ErrorCode::LookFailed));
    if (!group)
        return refused(errorOf(ErrorCode::NoSuchResource, encodeBytes(id.group.name())));
    const auto wanted = id.number ? id.number : number(step.arguments, "lun");
    const quint64 lun = wanted.value_or(lowestFree(group->numbers));
    const auto present = m_tree.unit(id.group, lun);
    const bool isTaken = present && !present->link.isEmpty();
    if (isTaken && present->backstore == bytes(step.arguments, "backstore")) { // from an earlier try
        StepResult there;
        there.created = {LioId::unit(id.group, lun)};
        return there;
    }
    if (isTaken)
        return refused(errorOf(ErrorCode::LunNumberTaken, QString::number(lun)));
    const auto store = backstoreFor(step, stop);
    if (!store)
        return refused(store.error());
    const QByteArray folder
        = m_tree.folderOf(id.group) + "lun/" + (present ? present->folder + '/' : lunFolder(lun));
    makeLinked(step, folder, m_tree.path() + "core/" + *store);
    const QByteArray pathGroup = bytes(step.arguments, "pathGroup");
    if (!pathGroup.isEmpty() && pathGroup != "default_tg_pt_gp")
        m_change.write(folder + "alua_tg_pt_gp", pathGroup);
    StepResult result = m_change.result();
    if (!result.error)
        result.created = {LioId::unit(id.group, lun)};
    return result;
}

StepResult LioPutBack::show(const Step& step, const LioId& id)
{
    const auto unit = number(step.arguments, "unit");
    const QByteArray acl = m_tree.folderOfAcl(id.group, id.initiator);
    if (!unit)
        return refused(errorOf(ErrorCode::InvalidArgument, step.name));
    if (access(acl.constData(), F_OK) != 0)
        return refused(errorOf(ErrorCode::NoSuchResource, encodeBytes(id.initiator)));
    const auto base = m_tree.unit(id.group, *unit);
    if (!base || base->link.isEmpty())
        return refused(errorOf(ErrorCode::UnitNotInTarget, QString::number(*unit)));
    const auto present = m_tree.mapped(id.group, id.initiator, *id.number);
    const bool isTaken = present && !present->link.isEmpty();
    if (isTaken && present->unit == *unit) // from an earlier try
        return {};
    if (isTaken)
        return refused(errorOf(ErrorCode::LunNumberTaken, QString::number(*id.number)));
    const QByteArray folder = acl + (present ? present->folder + '/' : lunFolder(*id.number));
    makeLinked(step, folder, m_tree.folderOf(id.group) + "lun/" + base->folder);
    const bool isWriteProtected = step.arguments.value(QLatin1String("writeProtected")).toBool();
    writeChanged(folder, "write_protect", isWriteProtected ? "1" : "0");
    return m_change.result();
}

// Writing what it has already could still cost something: another queue depth closes the session
// (core_tpg_set_initiator_node_queue_depth() in drivers/target/target_core_tpg.c).
void LioPutBack::writeChanged(const QByteArray& folder, const QByteArray& name, const QByteArray& value)
{
    const ConfigFolder present(folder);
    if (!m_change.error() && (!present || present.text(name.constData()) != value))
        m_change.write(folder + name, value);
}

StepResult LioPutBack::admit(const Step& step, const LioId& id)
{
    const QByteArray folder = m_tree.folderOfAcl(id.group, id.initiator);
    if (access(folder.constData(), F_OK) != 0)
        m_change.make(folder);
    for (const char* name : {"cmdsn_depth", "tag"}) {
        if (const QByteArray value = bytes(step.arguments, name); !value.isEmpty())
            writeChanged(folder, name, value);
    }
    const QJsonObject attributes = step.arguments.value(QLatin1String("attributes")).toObject();
    for (const char* name : aclAttributes) {
        if (const QByteArray value = bytes(attributes, name); !value.isEmpty())
            writeChanged(folder + "attrib/", name, value);
    }
    return m_change.result();
}

} // namespace mooring::lio
