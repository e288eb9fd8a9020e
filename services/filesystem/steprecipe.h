// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

#include <QJsonObject>

namespace mooring {

inline StepResult failedStep(const Error& error)
{
    StepResult result;
    result.error = error;
    return result;
}

// A step that puts back carries the recipe's data, or the recipe around it.
inline QJsonObject recipeData(const QJsonObject& arguments)
{
    const QJsonValue inner = arguments.value(QLatin1String("data"));
    return inner.isObject() ? inner.toObject() : arguments;
}

inline QByteArray recipeBytes(const QJsonObject& data, const char* key)
{
    return decodeBytes(data.value(QLatin1String(key)).toString());
}

// "TYPE/UUID" from what mooring-child tells of a device or swap file; empty when it holds nothing known.
inline QByteArray toldIdentity(const QByteArray& told)
{
    const QList<QByteArray> fields = told.split('\0');
    return fields.value(0).isEmpty() ? QByteArray() : fields.value(0) + '/' + fields.value(1);
}

} // namespace mooring
