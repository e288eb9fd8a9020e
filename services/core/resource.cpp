// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resource.h"

#include <algorithm>

namespace mooring {

namespace {
constexpr char hexDigits[] = "0123456789ABCDEF";

bool isPlain(uchar byte) { return byte >= 0x20 && byte < 0x7f && byte != '%'; }

void appendEscaped(QString& text, uchar byte)
{
    text += QLatin1Char('%');
    text += QLatin1Char(hexDigits[byte >> 4]);
    text += QLatin1Char(hexDigits[byte & 0xf]);
}

struct Sequence
{
    int length = 0; // 0: not valid UTF-8 here
    char32_t point = 0;
};

// The UTF-8 sequence of two to four bytes at `at` (RFC 3629: no overlong forms, no surrogates).
Sequence sequenceAt(const QByteArray& bytes, qsizetype at)
{
    const auto lead = static_cast<uchar>(bytes[at]);
    const int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.size())
        return {};
    char32_t point = lead & (0x7f >> length);
    for (int i = 1; i < length; ++i) {
        const auto next = static_cast<uchar>(bytes[at + i]);
        if ((next & 0xc0) != 0x80)
            return {};
        point = (point << 6) | (next & 0x3f);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < smallest[length] || point > 0x10ffff || isSurrogate)
        return {};
    return {length, point};
}

// What ends a line or turns the direction of the text around would show another name than the real one.
bool isHarmless(char32_t point)
{
    const bool isControl = point < 0xa0;
    const bool endsLine = point == 0x2028 || point == 0x2029;
    const bool turns = point == 0x061c || point == 0x200e || point == 0x200f
        || (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    return !isControl && !endsLine && !turns;
}

int hexValue(QChar digit)
{
    const char16_t code = digit.unicode();
    if (code >= '0' && code <= '9')
        return code - '0';
    if (code >= 'A' && code <= 'F')
        return code - 'A' + 10;
    if (code >= 'a' && code <= 'f')
        return code - 'a' + 10;
    return -1;
}
} // namespace

QString encodeBytes(const QByteArray& bytes)
{
    const auto plain = [](char byte) { return isPlain(static_cast<uchar>(byte)); };
    if (std::all_of(bytes.cbegin(), bytes.cend(), plain))
        return QString::fromLatin1(bytes);
    QString text;
    text.reserve(bytes.size());
    for (qsizetype at = 0; at < bytes.size();) {
        const auto byte = static_cast<uchar>(bytes[at]);
        Sequence sequence = byte >= 0x80 ? sequenceAt(bytes, at) : Sequence {};
        if (!isHarmless(sequence.point))
            sequence = {};
        if (sequence.length > 0)
            text += QStringView(QChar::fromUcs4(sequence.point));
        else if (isPlain(byte))
            text += QLatin1Char(bytes[at]);
        else
            appendEscaped(text, byte);
        at += std::max(1, sequence.length);
    }
    return text;
}

QByteArray decodeBytes(const QString& text)
{
    if (!text.contains(QLatin1Char('%')))
        return text.toUtf8();
    QByteArray bytes;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(QLatin1Char('%')); at >= 0; at = text.indexOf(QLatin1Char('%'), at)) {
        const int high = at + 2 < text.size() ? hexValue(text[at + 1]) : -1;
        const int low = at + 2 < text.size() ? hexValue(text[at + 2]) : -1;
        if (high < 0 || low < 0) {
            ++at;
            continue;
        }
        bytes += QStringView(text).mid(from, at - from).toUtf8();
        bytes += static_cast<char>(high * 16 + low);
        from = at += 3;
    }
    return bytes + QStringView(text).mid(from).toUtf8();
}

ResourceId ResourceId::make(Kind kind, const QByteArray& key)
{
    return {token(kind) + QLatin1Char(':') + encodeBytes(key)};
}

std::optional<Kind> ResourceId::kind() const
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    return colon < 0 ? std::nullopt : fromToken<Kind>(text.left(colon));
}

QByteArray ResourceId::key() const
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    return colon < 0 ? QByteArray() : decodeBytes(text.mid(colon + 1));
}

} // namespace mooring
