// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal.h"

#include <algorithm>
#include <arpa/inet.h>

namespace mooring::iscsi {

namespace {

constexpr qsizetype kLongestHost = 253; // RFC 1035, 2.3.4, without the dot of the root
constexpr qsizetype kLongestLabel = 63;
constexpr qsizetype kLongestZone = 15; // IFNAMSIZ without its NUL
constexpr qsizetype kLongestPortal = 512;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetterOrDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<quint16> number16(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), isDigit))
        return {};
    unsigned value = 0;
    for (const char c : text)
        value = value * 10 + static_cast<unsigned>(c - '0');
    return value <= 0xffff ? std::optional<quint16>(static_cast<quint16>(value)) : std::nullopt;
}

// The address as the system writes it: one spelling for one portal.
std::optional<QByteArray> address(int family, QByteArrayView text)
{
    unsigned char binary[sizeof(in6_addr)] = {};
    char spelled[INET6_ADDRSTRLEN] = {};
    if (text.contains('\0') || inet_pton(family, text.toByteArray().constData(), binary) != 1
        || inet_ntop(family, binary, spelled, sizeof spelled) == nullptr)
        return {};
    return QByteArray(spelled);
}

std::optional<QByteArray> ipv6(QByteArrayView text)
{
    const qsizetype percent = text.indexOf('%');
    if (percent < 0)
        return address(AF_INET6, text);
    const QByteArrayView zone = text.sliced(percent + 1);
    const auto isOfZone = [](char c) { return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; };
    const std::optional<QByteArray> spelled = address(AF_INET6, text.first(percent));
    if (!spelled || zone.isEmpty() || zone.size() > kLongestZone
        || !std::all_of(zone.begin(), zone.end(), isOfZone))
        return {};
    return *spelled + '%' + zone.toByteArray();
}

bool isHostName(const QByteArray& name)
{
    if (name.isEmpty() || name.size() > kLongestHost)
        return false;
    const auto labels = name.split('.');
    return std::all_of(labels.begin(), labels.end(), [](const QByteArray& label) {
        return !label.isEmpty() && label.size() <= kLongestLabel && label.front() != '-'
            && label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
                   return isLetterOrDigit(c) || c == '-' || c == '_';
               });
    });
}

// An IPv4 address or a name. A name that ends in a number is an address with a mistake in it.
std::optional<QByteArray> nameOrIpv4(QByteArrayView text)
{
    if (std::optional<QByteArray> spelled = address(AF_INET, text))
        return spelled;
    const QByteArray name = text.toByteArray().toLower();
    const QByteArray last = name.mid(name.lastIndexOf('.') + 1);
    if (!isHostName(name) || std::all_of(last.begin(), last.end(), isDigit))
        return {};
    return name;
}

struct Pieces
{
    QByteArrayView host, port, group;
    bool hasPort = false, hasGroup = false, inBrackets = false;
};

std::optional<Pieces> split(QByteArrayView text)
{
    Pieces pieces;
    if (const qsizetype comma = text.lastIndexOf(','); comma >= 0) {
        pieces.hasGroup = true;
        pieces.group = text.sliced(comma + 1);
        text = text.first(comma);
    }
    pieces.inBrackets = text.startsWith('[');
    const qsizetype end = pieces.inBrackets ? text.indexOf(']') : text.indexOf(':');
    if (pieces.inBrackets && end < 0)
        return {};
    pieces.host = pieces.inBrackets ? text.sliced(1, end - 1) : end < 0 ? text : text.first(end);
    const QByteArrayView rest = pieces.inBrackets ? text.sliced(end + 1)
        : end < 0                                 ? QByteArrayView()
                                                  : text.sliced(end);
    if (rest.isEmpty())
        return pieces;
    if (!rest.startsWith(':'))
        return {};
    pieces.hasPort = true;
    pieces.port = rest.sliced(1);
    return pieces;
}

std::optional<Portal> read(QByteArrayView text)
{
    if (text.size() > kLongestPortal)
        return {};
    const std::optional<Pieces> pieces = split(text);
    if (!pieces)
        return {};
    const std::optional<QByteArray> host = pieces->inBrackets ? ipv6(pieces->host) : nameOrIpv4(pieces->host);
    const std::optional<quint16> port = pieces->hasPort ? number16(pieces->port) : kIscsiPort;
    const std::optional<quint16> group = pieces->hasGroup ? number16(pieces->group) : std::nullopt;
    if (!host || !port || *port == 0 || group.has_value() != pieces->hasGroup)
        return {};
    return Portal {*host, *port, group};
}

} // namespace

bool Portal::isNumeric() const { return host.contains(':') || address(AF_INET, host).has_value(); }

Result<Portal> parsePortal(QByteArrayView text)
{
    if (std::optional<Portal> portal = read(text))
        return *std::move(portal);
    return fail(errorOf(ErrorCode::PortalInvalid,
                        QString::fromUtf8(text.first(std::min(text.size(), kLongestPortal)))));
}

QByteArray portalText(const Portal& portal)
{
    const bool isIpv6 = portal.host.contains(':');
    return (isIpv6 ? '[' + portal.host + ']' : portal.host) + ':' + QByteArray::number(portal.port);
}

} // namespace mooring::iscsi
