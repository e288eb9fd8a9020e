// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lioid.h"

namespace mooring::lio {

namespace {

std::optional<quint64> decimal(const QByteArray& text)
{
    bool isNumber = false;
    const quint64 number = text.toULongLong(&isNumber);
    const bool isPlain = isNumber && text == QByteArray::number(number);
    return isPlain ? std::optional<quint64>(number) : std::nullopt;
}

std::optional<GroupId> groupIn(const QByteArray& text)
{
    constexpr quint64 most = 65535; // RFC 7143, 13.9
    const qsizetype comma = text.lastIndexOf(',');
    if (comma < 0)
        return {};
    const quint64 tag = decimal(text.mid(comma + 1)).value_or(most + 1);
    const QByteArray target = text.left(comma);
    if (tag > most || !isFolderName(target))
        return {};
    return GroupId {target, static_cast<unsigned>(tag)};
}

// "INITIATOR" and "INITIATOR/session/NUMBER".
bool readInitiator(const QList<QByteArray>& parts, LioId& id)
{
    const bool isSession = parts.size() == 5 && parts[3] == "session" && !parts[4].isEmpty();
    if (parts.size() != 3 && !isSession)
        return false;
    id.initiator = parts[2];
    id.session = parts.value(4);
    return true;
}

} // namespace

QByteArray GroupId::key() const { return "lio/" + target + ',' + QByteArray::number(tag); }

QByteArray GroupId::name() const { return tag == 1 ? target : target + ',' + QByteArray::number(tag); }

QByteArray GroupId::path() const { return "iscsi/" + target + "/tpgt_" + QByteArray::number(tag); }

ResourceId GroupId::id() const { return ResourceId::make(Kind::Export, key()); }

bool isFolderName(const QByteArray& name)
{
    return !name.isEmpty() && name != "." && name != ".." && !name.contains('/') && !name.contains('\0');
}

std::optional<quint64> numberAfter(const QByteArray& prefix, const QByteArray& name)
{
    const QByteArray text = name.mid(prefix.size());
    bool isNumber = false;
    const quint64 number = text.toULongLong(&isNumber, 0);
    const bool isWhole = isNumber && name.startsWith(prefix) && text.trimmed() == text;
    return isWhole ? std::optional<quint64>(number) : std::nullopt;
}

std::optional<LioId> LioId::parse(const ResourceId& resource)
{
    const auto kind = resource.kind();
    const QList<QByteArray> parts = resource.key().split('/');
    const auto group = kind && parts[0] == "lio" ? groupIn(parts.value(1)) : std::nullopt;
    if (!group)
        return {};
    LioId id;
    id.kind = *kind;
    id.group = *group;
    bool isWhole = false;
    if (id.kind == Kind::Export) {
        isWhole = parts.size() == 2;
    } else if (id.kind == Kind::ExportLun) {
        id.number = decimal(parts.value(2));
        isWhole = parts.size() == 3 && id.number;
    } else if (id.kind == Kind::MappedLun) {
        id.initiator = parts.value(2);
        id.number = decimal(parts.value(3));
        isWhole = parts.size() == 4 && id.number && isFolderName(id.initiator);
    } else if (id.kind == Kind::Initiator) {
        isWhole = readInitiator(parts, id) && isFolderName(id.initiator);
    }
    return isWhole ? std::optional<LioId>(id) : std::nullopt;
}

ResourceId LioId::unit(const GroupId& group, quint64 number)
{
    return ResourceId::make(Kind::ExportLun, group.key() + '/' + QByteArray::number(number));
}

ResourceId LioId::acl(const GroupId& group, const QByteArray& initiator)
{
    return ResourceId::make(Kind::Initiator, group.key() + '/' + initiator);
}

ResourceId LioId::mapped(const GroupId& group, const QByteArray& initiator, quint64 number)
{
    return ResourceId::make(Kind::MappedLun,
                            group.key() + '/' + initiator + '/' + QByteArray::number(number));
}

ResourceId LioId::sessionOf(const GroupId& group, const QByteArray& initiator, const QByteArray& session)
{
    return ResourceId::make(Kind::Initiator, group.key() + '/' + initiator + "/session/" + session);
}

} // namespace mooring::lio
