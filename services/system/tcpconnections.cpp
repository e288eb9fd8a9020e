// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcpconnections.h"

#include "sysfs.h"
#include "wholefile.h"

#include <QSet>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <unistd.h>

namespace mooring {
namespace {

constexpr qsizetype kWordDigits = 8;

QByteArray shortest(int family, const void* address)
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    return inet_ntop(family, address, text.data(), text.size()) == nullptr ? QByteArray()
                                                                           : QByteArray(text.data());
}

// The kernel writes an address as words of its own byte order.
QByteArray addressOf(const QByteArray& digits)
{
    std::array<quint32, 4> words {};
    const qsizetype count = std::min<qsizetype>(digits.size() / kWordDigits, 4);
    for (qsizetype word = 0; word < count; ++word)
        words.at(static_cast<size_t>(word)) = digits.mid(word * kWordDigits, kWordDigits).toUInt(nullptr, 16);
    if (count < 4)
        return shortest(AF_INET, words.data());
    in6_addr address {};
    std::memcpy(&address, words.data(), sizeof address);
    return IN6_IS_ADDR_V4MAPPED(&address) ? shortest(AF_INET, &words[3]) : shortest(AF_INET6, &address);
}

TcpEnd endOf(const QByteArray& word)
{
    const qsizetype colon = word.indexOf(':');
    return {addressOf(word.left(colon)), word.mid(colon + 1).toUShort(nullptr, 16)};
}

void addEstablished(const QByteArray& table, QList<TcpConnection>& connections)
{
    constexpr qsizetype local = 1, remote = 2, state = 3, user = 7, inode = 9; // columns
    constexpr char established[] = "01";
    for (qsizetype at = table.indexOf('\n') + 1; at > 0 && at < table.size();) {
        const qsizetype newline = table.indexOf('\n', at);
        const qsizetype end = newline < 0 ? table.size() : newline;
        const QByteArray line = table.mid(at, end - at);
        at = end + 1;
        if (!line.contains(" 01 ")) // nearly always a listener, or one that ends
            continue;
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.value(state) == established)
            connections.append({endOf(words.value(local)), endOf(words.value(remote)),
                                words.value(user).toUInt(), words.value(inode)});
    }
}

std::optional<QList<TcpConnection>> connectionsIn(const QByteArray& folder)
{
    const auto table = wholeFile(folder + "/tcp");
    if (!table)
        return {};
    QList<TcpConnection> connections;
    addEstablished(*table, connections);
    addEstablished(wholeFile(folder + "/tcp6").value_or(QByteArray()), connections);
    return connections;
}

} // namespace

TcpEnd TcpEnd::parse(const QByteArray& text)
{
    const qsizetype colon = text.lastIndexOf(':');
    QByteArray host = text.left(colon);
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.mid(1).chopped(1);
    in6_addr number {};
    if (inet_pton(AF_INET6, host.constData(), &number) == 1)
        host = shortest(AF_INET6, &number);
    return {host, text.mid(colon + 1).toUShort()};
}

QByteArray TcpEnd::text() const
{
    return (address.contains(':') ? '[' + address + ']' : address) + ':' + QByteArray::number(port);
}

std::optional<QList<TcpConnection>> establishedConnections(const QByteArray& root)
{
    return connectionsIn(root + "/proc/net");
}

QList<std::pair<QByteArray, QByteArray>> socketsOf(const QByteArray& root, qint64 pid)
{
    QList<std::pair<QByteArray, QByteArray>> sockets;
    const SysFolder files((root + "/proc/" + QByteArray::number(pid) + "/fd").constData());
    if (!files)
        return sockets;
    files.list([&](std::string_view name, unsigned char) {
        std::array<char, 64> link {};
        const QByteArray file(name.data(), static_cast<qsizetype>(name.size()));
        const ssize_t length = readlinkat(files.fd(), file.constData(), link.data(), link.size());
        const QByteArray target(link.data(), std::max<ssize_t>(length, 0));
        if (target.startsWith("socket:[") && target.endsWith(']'))
            sockets.append({target.mid(8).chopped(1), file});
    });
    return sockets;
}

std::optional<QList<TcpConnection>> connectionsOf(const QByteArray& root, qint64 pid)
{
    const QByteArray process = root + "/proc/" + QByteArray::number(pid);
    if (!SysFolder((process + "/fd").constData()))
        return {};
    auto connections = connectionsIn(process + "/net");
    if (!connections)
        return {};
    QSet<QByteArray> own;
    for (const auto& socket : socketsOf(root, pid))
        own.insert(socket.first);
    connections->removeIf([&own](const TcpConnection& each) { return !own.contains(each.socket); });
    return connections;
}

} // namespace mooring
