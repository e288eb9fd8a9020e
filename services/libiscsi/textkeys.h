// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace mooring::iscsi {

struct TextKey
{
    QByteArray key, value;
    bool operator==(const TextKey&) const = default;
};

// The keys of one login or text exchange, in the order they were sent. Names are case-sensitive (RFC
// 7143, 6.1).
class TextKeys : public QList<TextKey>
{
public:
    using QList::QList;
    std::optional<QByteArray> value(QByteArrayView key) const;
};

inline constexpr qsizetype kLongestKey = 63; // bytes: RFC 7143, 6.1
inline constexpr qsizetype kLongestValue = 8192; // a text may have 255, a large binary value more (the same)

// Walks over key=value pairs, each ended by a NUL, without keeping them: an answer may have a million.
class TextKeyReader
{
public:
    struct Pair
    {
        QByteArrayView key, value;
    };
    explicit TextKeyReader(QByteArrayView text)
        : m_rest(text)
    {
    }
    // The next pair; empty at the end, and at what is none: then fault() says what is wrong.
    std::optional<Pair> next();
    const QString& fault() const { return m_fault; }

private:
    std::optional<Pair> wrong(QLatin1String fault);
    QByteArrayView m_rest;
    QString m_fault;
};

// What a login exchange says: at most 64 KiB and 256 keys, and no key twice (RFC 7143, 6.3). AnswerMalformed.
Result<TextKeys> parseTextKeys(QByteArrayView text);

QByteArray writeTextKeys(const TextKeys& keys);

} // namespace mooring::iscsi
