// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreader.h"

namespace mooring {

namespace {
enum class FactType
{
    Text,
    Bytes,
    Size,
    Number,
    Flag,
    Time
};

FactType factType(Fact fact)
{
    switch (fact) {
    case Fact::Device:
    case Fact::Path:
    case Fact::MountPoint:
    case Fact::MountPoints:
    case Fact::MountRoot:
    case Fact::UsedPath:
    case Fact::CommandLine:
        return FactType::Bytes;
    case Fact::Size:
    case Fact::OnDisk:
    case Fact::SectorSize:
    case Fact::Offset:
    case Fact::SizeLimit:
    case Fact::PartitionStart:
    case Fact::SwapUsed:
        return FactType::Size;
    case Fact::PartitionNumber:
    case Fact::SwapPriority:
    case Fact::Pid:
    case Fact::ParentPid:
    case Fact::Uid:
        return FactType::Number;
    case Fact::ReadOnly:
    case Fact::Autoclear:
    case Fact::DirectIo:
    case Fact::Deleted:
    case Fact::InMemory:
    case Fact::OwnSession:
    case Fact::Uninterruptible:
        return FactType::Flag;
    case Fact::Since:
        return FactType::Time;
    default: // every other fact is a text
        return FactType::Text;
    }
}

QDateTime timeOf(const QString& text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return time;
}

QVariant factValue(FactType type, const QJsonValue& json)
{
    switch (type) {
    case FactType::Text:
        return json.toString();
    case FactType::Bytes:
        return decodeBytes(json.toString());
    case FactType::Size:
        return static_cast<quint64>(json.toInteger());
    case FactType::Number:
        return json.toInteger();
    case FactType::Flag:
        return json.toBool();
    case FactType::Time:
        break;
    }
    return timeOf(json.toString());
}
} // namespace

tl::unexpected<Error> malformed(const QString& field)
{
    return fail(errorOf(ErrorCode::InvalidArgument, field));
}

Facts factsFromJson(const QJsonObject& json)
{
    Facts facts;
    for (auto item = json.constBegin(); item != json.constEnd(); ++item) {
        if (const auto fact = fromToken<Fact>(item.key()))
            facts.insert(*fact, factValue(factType(*fact), item.value()));
    }
    return facts;
}

void JsonReader::fault(const char* name)
{
    if (!m_fault)
        m_fault = malformed(QLatin1String(name)).value();
}

QString JsonReader::text(const char* name)
{
    if (!value(name).isString())
        fault(name);
    return value(name).toString();
}

QByteArray JsonReader::bytes(const char* name) { return decodeBytes(text(name)); }

qint64 JsonReader::number(const char* name, qint64 least, qint64 most)
{
    const qint64 number = value(name).toInteger(least);
    if (!value(name).isDouble() || number < least || number > most) {
        fault(name);
        return least;
    }
    return number;
}

bool JsonReader::flag(const char* name)
{
    if (!value(name).isBool())
        fault(name);
    return value(name).toBool();
}

QDateTime JsonReader::time(const char* name)
{
    if (!has(name))
        return {};
    QDateTime time = timeOf(text(name));
    if (!time.isValid())
        fault(name);
    return time;
}

QJsonObject JsonReader::object(const char* name)
{
    if (has(name) && !value(name).isObject())
        fault(name);
    return value(name).toObject();
}

ResourceId JsonReader::id(const char* name) { return {text(name)}; }

QList<ResourceId> JsonReader::ids(const char* name)
{
    return list<ResourceId>(name, [](const QJsonValue& item) -> Result<ResourceId> {
        if (!item.isString())
            return malformed({});
        return ResourceId {item.toString()};
    });
}

QList<Key> JsonReader::keys(const char* name)
{
    QList<Key> keys;
    for (const QByteArray& bytes : command(name))
        keys.append({bytes});
    return keys;
}

QList<QByteArray> JsonReader::command(const char* name)
{
    return list<QByteArray>(name, [](const QJsonValue& item) -> Result<QByteArray> {
        if (!item.isString())
            return malformed({});
        return decodeBytes(item.toString());
    });
}

} // namespace mooring
