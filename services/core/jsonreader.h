// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"
#include "result.h"

#include <QJsonArray>
#include <QJsonObject>

namespace mooring {

tl::unexpected<Error> malformed(const QString& field); // as an InvalidArgument

// One object being read; the first field that is missing or wrong is the fault that done() answers.
class JsonReader
{
public:
    explicit JsonReader(QJsonObject json)
        : m_json(std::move(json))
    {
    }
    QString text(const char* name);
    QByteArray bytes(const char* name); // written by encodeBytes()
    qint64 number(const char* name, qint64 least, qint64 most);
    quint64 size(const char* name); // written by sizeToJson()
    bool flag(const char* name);
    QDateTime time(const char* name); // invalid when absent
    QJsonObject object(const char* name); // empty when absent
    QJsonArray array(const char* name); // empty when absent
    ResourceId id(const char* name);
    bool has(const char* name) const { return m_json.contains(QLatin1String(name)); }
    template <class Enum> Enum word(const char* name)
    {
        const auto value = fromToken<Enum>(text(name));
        if (!value)
            fault(name);
        return value.value_or(Enum {});
    }
    template <class T, class Convert> QList<T> list(const char* name, Convert convert)
    {
        QList<T> values;
        const QJsonValue json = m_json.value(QLatin1String(name));
        if (!json.isArray() && !json.isUndefined())
            fault(name);
        const QJsonArray items = json.toArray();
        for (const auto item : items) {
            Result<T> value = convert(item);
            if (value)
                values.append(std::move(*value));
            else
                fault(name);
        }
        return values;
    }
    template <class T> QList<T> objects(const char* name, Result<T> (*convert)(const QJsonObject&))
    {
        return list<T>(name, [convert](const QJsonValue& item) -> Result<T> {
            if (!item.isObject())
                return malformed({});
            return convert(item.toObject());
        });
    }
    template <class T> std::optional<T> optional(const char* name, Result<T> (*convert)(const QJsonObject&))
    {
        if (!has(name))
            return {};
        Result<T> value = convert(object(name));
        if (value)
            return std::move(*value);
        fault(name);
        return {};
    }
    template <class Enum> QList<Enum> words(const char* name)
    {
        return list<Enum>(name, [](const QJsonValue& item) -> Result<Enum> {
            if (const auto value = fromToken<Enum>(item.toString()))
                return *value;
            return malformed({});
        });
    }
    QList<ResourceId> ids(const char* name);
    QList<Key> keys(const char* name);
    QList<QByteArray> command(const char* name);

    template <class T> Result<T> done(T value) const
    {
        if (m_fault)
            return mooring::fail(*m_fault);
        return value;
    }

private:
    QJsonValue value(const char* name) const { return m_json.value(QLatin1String(name)); }
    void fault(const char* name);
    QJsonObject m_json;
    std::optional<Error> m_fault;
};

// Unknown words and values of another type are passed over: a later version may add some.
Facts factsFromJson(const QJsonObject& json);

} // namespace mooring
