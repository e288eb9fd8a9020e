// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalentry.h"

#include <QRegularExpression>

#include <algorithm>

// The same rules as the engine's own (services/libiscsi/portal.h); here so that they can be told while
// somebody types.
namespace mooring {

namespace {

constexpr qsizetype longestHost = 253; // RFC 1035, 2.3.4, without the dot of the root
constexpr qsizetype longestLabel = 63;
constexpr qsizetype longestZone = 15; // IFNAMSIZ without its NUL

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNumber(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}
bool isLetterOrDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool isIpv4(const QByteArray& text)
{
    const QByteArrayList parts = text.split('.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](const QByteArray& part) {
               return isNumber(part) && part.size() <= 3 && part.toInt() <= 255
                   && (part.size() == 1 || part.front() != '0');
           });
}

// How many of the eight groups a list of them fills; nothing: it is none.
std::optional<int> groupsOf(const QByteArray& text, bool mayEndInIpv4)
{
    if (text.isEmpty())
        return 0;
    const QByteArrayList groups = text.split(':');
    int count = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QByteArray& group = groups.at(i);
        if (mayEndInIpv4 && i == groups.size() - 1 && isIpv4(group))
            count += 2;
        else if (!group.isEmpty() && group.size() <= 4 && std::all_of(group.begin(), group.end(), isHexDigit))
            ++count;
        else
            return {};
    }
    return count;
}

// RFC 4291, 2.2
bool isIpv6(const QByteArray& text)
{
    const qsizetype gap = text.indexOf("::");
    if (gap < 0)
        return groupsOf(text, true) == 8;
    const auto before = groupsOf(text.first(gap), false);
    const auto after = groupsOf(text.sliced(gap + 2), true);
    return before && after && *before + *after < 8;
}

bool isZone(const QByteArray& zone)
{
    return !zone.isEmpty() && zone.size() <= longestZone && std::all_of(zone.begin(), zone.end(), [](char c) {
        return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    });
}

bool isZonedIpv6(const QByteArray& text)
{
    const qsizetype percent = text.indexOf('%');
    return percent < 0 ? isIpv6(text) : isIpv6(text.first(percent)) && isZone(text.sliced(percent + 1));
}

bool isLabel(const QByteArray& label)
{
    return !label.isEmpty() && label.size() <= longestLabel && label.front() != '-' && label.back() != '-'
        && std::all_of(label.begin(), label.end(),
                       [](char c) { return isLetterOrDigit(c) || c == '-' || c == '_'; });
}

// A name that ends in a number is an address with a mistake in it.
bool isHostName(const QByteArray& text)
{
    const QByteArrayList labels = text.split('.');
    return text.size() <= longestHost && !isNumber(labels.constLast())
        && std::all_of(labels.begin(), labels.end(), isLabel);
}

std::optional<PortalMistake> portMistake(const QByteArray& port)
{
    const bool fits = isNumber(port) && port.size() <= 5 && port.toInt() >= 1 && port.toInt() <= 65535;
    return fits ? std::nullopt : std::optional(PortalMistake::PortWrong);
}

std::optional<PortalMistake> bracketedMistake(const QByteArray& text)
{
    const qsizetype end = text.indexOf(']');
    if (end < 0)
        return PortalMistake::BracketOpen;
    const QByteArray rest = text.sliced(end + 1);
    if (!isZonedIpv6(text.sliced(1, end - 1)) || (!rest.isEmpty() && !rest.startsWith(':')))
        return PortalMistake::NotAnAddress;
    return rest.isEmpty() ? std::nullopt : portMistake(rest.sliced(1));
}

std::optional<PortalMistake> mistakeIn(const QByteArray& text)
{
    if (text.startsWith('['))
        return bracketedMistake(text);
    if (text.count(':') > 1)
        return isZonedIpv6(text) ? PortalMistake::BracketsMissing : PortalMistake::NotAnAddress;
    const qsizetype colon = text.indexOf(':');
    const QByteArray host = colon < 0 ? text : text.first(colon);
    if (!isIpv4(host) && !isHostName(host))
        return PortalMistake::NotAnAddress;
    return colon < 0 ? std::nullopt : portMistake(text.sliced(colon + 1));
}

} // namespace

QList<PortalEntry> portalsIn(const QString& typed)
{
    static const QRegularExpression group(QStringLiteral(",\\d{1,5}(?=[\\s;,]|$)"));
    static const QRegularExpression between(QStringLiteral("[\\s;,]+"));
    QList<PortalEntry> entries;
    for (const QString& word : QString(typed).remove(group).split(between, Qt::SkipEmptyParts)) {
        const QByteArray text = word.toUtf8();
        if (std::none_of(entries.begin(), entries.end(),
                         [&](const PortalEntry& entry) { return entry.text == text; }))
            entries.append({text, mistakeIn(text)});
    }
    return entries;
}

} // namespace mooring
