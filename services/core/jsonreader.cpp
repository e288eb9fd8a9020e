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

// As vocabulary.h says beside each one. No default: a fact that is forgotten here does not compile.
FactType factType(Fact fact)
{
    switch (fact) {
    case Fact::Device:
    case Fact::Path:
    case Fact::Parts:
    case Fact::Overlay:
    case Fact::MountPoint:
    case Fact::MountPoints:
    case Fact::MountRoot:
    case Fact::UsedPath:
    case Fact::Remedy:
    case Fact::Backing:
    case Fact::SavedIn:
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
    case Fact::PortalGroup:
    case Fact::SessionNumber:
    case Fact::Tsih:
    case Fact::RoundTrip:
    case Fact::RecoveryTimeout:
    case Fact::LunNumber:
    case Fact::Commands:
        return FactType::Number;
    case Fact::ReadOnly:
    case Fact::Autoclear:
    case Fact::DirectIo:
    case Fact::Deleted:
    case Fact::InMemory:
    case Fact::OwnSession:
    case Fact::Uninterruptible:
    case Fact::InTransaction:
    case Fact::DemoMode:
        return FactType::Flag;
    case Fact::Since:
    case Fact::LastIo:
        return FactType::Time;
    case Fact::Format:
    case Fact::Subformat:
    case Fact::Condition:
    case Fact::OverlayKind:
    case Fact::Checksum:
    case Fact::ChecksumBefore:
    case Fact::Daemons:
    case Fact::LockedBy:
    case Fact::PartitionTable:
    case Fact::DeviceNumber:
    case Fact::Inode:
    case Fact::FilesystemType:
    case Fact::Label:
    case Fact::Uuid:
    case Fact::Serial:
    case Fact::Model:
    case Fact::Wwn:
    case Fact::MountOptions:
    case Fact::SuperOptions:
    case Fact::Namespace:
    case Fact::AutomountUnit:
    case Fact::FstabLine:
    case Fact::User:
    case Fact::Command:
    case Fact::How:
    case Fact::Unit:
    case Fact::Container:
    case Fact::VmName:
    case Fact::SystemImage:
    case Fact::HostFolder:
    case Fact::Protected:
    case Fact::StaysAttached:
    case Fact::AttachedBy:
    case Fact::Evidence:
    case Fact::Exports:
    case Fact::TargetName:
    case Fact::TargetAlias:
    case Fact::Portal:
    case Fact::Portals:
    case Fact::LocalAddress:
    case Fact::InitiatorName:
    case Fact::Isid:
    case Fact::HeldBy:
    case Fact::Startup:
    case Fact::Authentication:
    case Fact::HeaderDigest:
    case Fact::DataDigest:
    case Fact::NegotiatedLengths:
    case Fact::WhyLost:
    case Fact::DeviceType:
    case Fact::Vendor:
    case Fact::Revision:
    case Fact::AccessState:
    case Fact::Reservation:
    case Fact::ReservationKeys:
    case Fact::Atr:
    case Fact::CardProtocols:
    case Fact::HistoricalBytes:
    case Fact::PossibleCards:
    case Fact::LastingRemedy:
    case Fact::CardProtocol:
    case Fact::ShareMode:
    case Fact::UsbAddress:
    case Fact::UsbId:
    case Fact::Engine:
    case Fact::AllowedInitiators:
    case Fact::Accounts:
    case Fact::BackingStore:
    case Fact::ScsiId:
    case Fact::ScsiSerial:
    case Fact::MappedNumbers:
    case Fact::Address:
    case Fact::LoginKind:
    case Fact::Saved:
        break;
    }
    return FactType::Text;
}

std::optional<qint64> integerOf(const QJsonValue& json)
{
    const qint64 number = json.toInteger(0);
    if (!json.isDouble() || number != json.toInteger(1)) // what is no integer gives the default
        return {};
    return number;
}

// As sizeToJson() writes it; beyond qint64 as a text of digits.
std::optional<quint64> sizeOf(const QJsonValue& json)
{
    bool ok = json.isString();
    const quint64 digits = ok ? json.toString().toULongLong(&ok) : 0;
    if (ok)
        return digits;
    const std::optional<qint64> number = integerOf(json);
    return number && *number >= 0 ? std::optional(static_cast<quint64>(*number)) : std::nullopt;
}

QDateTime timeOf(const QString& text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return time;
}

// Empty: not a value of this type.
QVariant factValue(FactType type, const QJsonValue& json)
{
    switch (type) {
    case FactType::Text:
        return json.isString() ? json.toString() : QVariant();
    case FactType::Bytes:
        return json.isString() ? decodeBytes(json.toString()) : QVariant();
    case FactType::Size: {
        const std::optional<quint64> size = sizeOf(json);
        return size ? QVariant::fromValue(*size) : QVariant();
    }
    case FactType::Number: {
        const std::optional<qint64> number = integerOf(json);
        return number ? QVariant::fromValue(*number) : QVariant();
    }
    case FactType::Flag:
        return json.isBool() ? json.toBool() : QVariant();
    case FactType::Time:
        break;
    }
    const QDateTime time = timeOf(json.toString());
    return time.isValid() ? time : QVariant();
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
        const auto fact = fromToken<Fact>(item.key());
        const QVariant value = fact ? factValue(factType(*fact), item.value()) : QVariant();
        if (value.isValid())
            facts.insert(*fact, value);
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
    const std::optional<qint64> number = integerOf(value(name));
    if (!number || *number < least || *number > most) {
        fault(name);
        return least;
    }
    return *number;
}

quint64 JsonReader::size(const char* name)
{
    const std::optional<quint64> size = sizeOf(value(name));
    if (!size)
        fault(name);
    return size.value_or(0);
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

QJsonArray JsonReader::array(const char* name)
{
    if (has(name) && !value(name).isArray())
        fault(name);
    return value(name).toArray();
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
