// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

#include <QDateTime>
#include <QJsonArray>

namespace mooring {

// What the files that write JSON share.
inline QString utc(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

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
