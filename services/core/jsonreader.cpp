// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreader.h"

#include "facttype.h"

namespace mooring {

namespace {
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
