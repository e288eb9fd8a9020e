// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedconfig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace mooring::lio {

namespace {

// rtslib writes names as Python reads them: bytes that are no UTF-8 are lone surrogates, which no name here
// equals.
QByteArray bytes(const QJsonValue& value) { return value.toString().toUtf8(); }

std::optional<quint64> number(const QJsonValue& value)
{
    const double parsed = value.toDouble(-1);
    return parsed >= 0 ? std::optional<quint64>(static_cast<quint64>(value.toInteger())) : std::nullopt;
}

Error faultOf(const QJsonParseError& error)
{
    Error fault = errorOf(ErrorCode::SavedUnreadable);
    fault.text = QStringLiteral("%1 (byte %2)").arg(error.errorString()).arg(error.offset);
    fault.source = QStringLiteral("saveconfig.json");
    return fault;
}

} // namespace

class SavedParser
{
public:
    explicit SavedParser(SavedConfig& config)
        : m_config(config)
    {
    }
    void read(const QJsonObject& root)
    {
        for (const auto each : root.value(QLatin1String("storage_objects")).toArray())
            readStore(each.toObject());
        for (const auto each : root.value(QLatin1String("targets")).toArray())
            readTarget(each.toObject());
    }

private:
    void readStore(const QJsonObject& store)
    {
        const QByteArray name = "/backstores/" + bytes(store.value(QLatin1String("plugin"))) + '/'
            + bytes(store.value(QLatin1String("name")));
        m_config.m_paths.insert(name, bytes(store.value(QLatin1String("dev"))));
    }
    void readTarget(const QJsonObject& target)
    {
        if (target.value(QLatin1String("fabric")) != QLatin1String("iscsi"))
            return;
        for (const auto each : target.value(QLatin1String("tpgs")).toArray()) {
            const QJsonObject group = each.toObject();
            const auto tag = number(group.value(QLatin1String("tag")));
            if (tag)
                readGroup(group,
                          m_config.m_groups[{bytes(target.value(QLatin1String("wwn"))),
                                             static_cast<unsigned>(*tag)}]);
        }
    }
    static void readGroup(const QJsonObject& saved, SavedConfig::Group& group)
    {
        group.isEnabled = saved.value(QLatin1String("enable")).toBool();
        for (const auto each : saved.value(QLatin1String("luns")).toArray()) {
            const QJsonObject unit = each.toObject();
            if (const auto index = number(unit.value(QLatin1String("index"))))
                group.units.insert(*index, bytes(unit.value(QLatin1String("storage_object"))));
        }
        for (const auto each : saved.value(QLatin1String("node_acls")).toArray()) {
            const QJsonObject acl = each.toObject();
            readAcl(acl, group.acls[bytes(acl.value(QLatin1String("node_wwn")))]);
        }
    }
    static void readAcl(const QJsonObject& acl, QHash<quint64, SavedConfig::Mapped>& mapped)
    {
        for (const auto each : acl.value(QLatin1String("mapped_luns")).toArray()) {
            const QJsonObject unit = each.toObject();
            const auto index = number(unit.value(QLatin1String("index")));
            const auto of = number(unit.value(QLatin1String("tpg_lun")));
            if (index && of)
                mapped.insert(*index, {*of, unit.value(QLatin1String("write_protect")).toBool()});
        }
    }
    SavedConfig& m_config;
};

QString token(SavedState state)
{
    switch (state) {
    case SavedState::Saved:
        return QStringLiteral("saved");
    case SavedState::NotSaved:
        return QStringLiteral("not-saved");
    case SavedState::Different:
        return QStringLiteral("different");
    case SavedState::Unreadable:
        return QStringLiteral("unreadable");
    }
    return {};
}

SavedConfig SavedConfig::unreadable()
{
    SavedConfig config;
    config.m_isReadable = false;
    return config;
}

SavedConfig SavedConfig::parse(const QByteArray& text, std::optional<Error>& fault)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error == QJsonParseError::NoError && !document.isObject())
        error.error = QJsonParseError::MissingObject;
    if (error.error != QJsonParseError::NoError) {
        fault = faultOf(error);
        return unreadable();
    }
    SavedConfig config;
    SavedParser(config).read(document.object());
    return config;
}

SavedState SavedConfig::of(const PortalGroup& group) const
{
    if (!m_isReadable)
        return SavedState::Unreadable;
    const auto saved = m_groups.constFind(group.id);
    if (saved == m_groups.constEnd())
        return SavedState::NotSaved;
    const bool hasUnits = std::all_of(group.numbers.cbegin(), group.numbers.cend(),
                                      [&saved](quint64 each) { return saved->units.contains(each); });
    const bool hasAcls = std::all_of(group.acls.cbegin(), group.acls.cend(), [&saved](const NodeAcl& each) {
        return saved->acls.contains(each.initiator);
    });
    const bool isAlike = hasUnits && hasAcls && saved->units.size() == group.numbers.size()
        && saved->acls.size() == group.acls.size()
        && group.isEnabled.value_or(saved->isEnabled) == saved->isEnabled;
    return isAlike ? SavedState::Saved : SavedState::Different;
}

SavedState SavedConfig::of(const GroupId& group, const TargetUnit& unit, const Backstore& store) const
{
    if (!m_isReadable)
        return SavedState::Unreadable;
    const auto saved = m_groups.constFind(group);
    if (saved == m_groups.constEnd() || !saved->units.contains(unit.number))
        return SavedState::NotSaved;
    const QByteArray name = saved->units.value(unit.number);
    const QByteArray path = m_paths.value(name);
    const bool isSamePath = path.isEmpty() || store.path.isEmpty() || path == store.path;
    return name == store.savedName() && isSamePath ? SavedState::Saved : SavedState::Different;
}

SavedState SavedConfig::ofAcl(const GroupId& group, const QByteArray& initiator) const
{
    if (!m_isReadable)
        return SavedState::Unreadable;
    const auto saved = m_groups.constFind(group);
    return saved != m_groups.constEnd() && saved->acls.contains(initiator) ? SavedState::Saved
                                                                           : SavedState::NotSaved;
}

SavedState SavedConfig::of(const GroupId& group, const QByteArray& initiator, const MappedUnit& mapped) const
{
    if (ofAcl(group, initiator) != SavedState::Saved)
        return ofAcl(group, initiator);
    const auto saved = m_groups.constFind(group);
    const auto acl = saved->acls.constFind(initiator);
    const auto found = acl->constFind(mapped.number);
    if (found == acl->constEnd())
        return SavedState::NotSaved;
    const bool isAlike = mapped.unit == found->unit && mapped.isWriteProtected == found->isWriteProtected;
    return isAlike ? SavedState::Saved : SavedState::Different;
}

} // namespace mooring::lio
