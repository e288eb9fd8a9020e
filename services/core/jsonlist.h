// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

#include <QDateTime>
#include <QJsonArray>

#include <limits>

namespace mooring {

// What the files that write JSON share.
inline QString utc(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

// Lossless: what a JSON number cannot hold exactly is written as a text of digits.
inline QJsonValue sizeToJson(quint64 size)
{
    if (size <= static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return static_cast<qint64>(size);
    return QString::number(size);
}

template <class List, class Convert> QJsonArray array(const List& list, Convert convert)
{
    QJsonArray json;
    for (const auto& item : list)
        json.append(convert(item));
    return json;
}

inline QString idText(const ResourceId& id) { return id.text; }
inline QString keyText(const Key& key) { return encodeBytes(key.text); }

} // namespace mooring
