// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textkeys.h"

#include <QSet>

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr qsizetype kMostText = 65536;
constexpr qsizetype kMostKeys = 256;

// RFC 7143, 6.1: a capital letter, then letters, digits and ". - + @ _".
bool isKeyName(QByteArrayView key)
{
    if (key.isEmpty() || key.size() > kLongestKey || key[0] < 'A' || key[0] > 'Z')
        return false;
    return std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '-' || c == '+' || c == '@' || c == '_';
    });
}

Error malformed(const QString& fault)
{
    Error error = errorOf(ErrorCode::AnswerMalformed);
    error.text = fault;
    return error;
}

} // namespace

std::optional<QByteArray> TextKeys::value(QByteArrayView key) const
{
    const auto found = std::find_if(begin(), end(), [&](const TextKey& each) { return each.key == key; });
    return found == end() ? std::nullopt : std::optional<QByteArray>(found->value);
}

std::optional<TextKeyReader::Pair> TextKeyReader::wrong(QLatin1String fault)
{
    m_fault = fault;
    m_rest = {};
    return {};
}

std::optional<TextKeyReader::Pair> TextKeyReader::next()
{
    while (m_rest.startsWith('\0')) // some targets pad their text with NULs and count them
        m_rest = m_rest.sliced(1);
    if (m_rest.isEmpty())
        return {};
    const qsizetype end = m_rest.indexOf('\0');
    if (end < 0)
        return wrong(QLatin1String("text that does not end"));
    const QByteArrayView pair = m_rest.first(end);
    const qsizetype equals = pair.indexOf('=');
    if (equals < 0)
        return wrong(QLatin1String("text that is no key=value"));
    const Pair found {pair.first(equals), pair.sliced(equals + 1)};
    if (!isKeyName(found.key))
        return wrong(QLatin1String("a key that is no name"));
    if (found.value.size() > kLongestValue)
        return wrong(QLatin1String("a value that is too long"));
    m_rest = m_rest.sliced(end + 1);
    return found;
}

Result<TextKeys> parseTextKeys(QByteArrayView text)
{
    if (text.size() > kMostText)
        return fail(malformed(QStringLiteral("too much text")));
    TextKeys keys;
    QSet<QByteArray> names;
    TextKeyReader reader(text);
    while (const std::optional<TextKeyReader::Pair> pair = reader.next()) {
        if (keys.size() == kMostKeys)
            return fail(malformed(QStringLiteral("too many keys")));
        const QByteArray key = pair->key.toByteArray();
        if (names.contains(key))
            return fail(malformed(QStringLiteral("%1 is there twice").arg(QString::fromLatin1(key))));
        names.insert(key);
        keys.append({key, pair->value.toByteArray()});
    }
    if (!reader.fault().isEmpty())
        return fail(malformed(reader.fault()));
    return keys;
}

QByteArray writeTextKeys(const TextKeys& keys)
{
    QByteArray text;
    for (const TextKey& each : keys)
        text += each.key + '=' + each.value + '\0';
    return text;
}

} // namespace mooring::iscsi
