// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportbacking.h"

#include "tcpconnections.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <unistd.h>

namespace mooring {
namespace {

constexpr int kMostLinks = 8; // from one name in /dev to another

// What a name in /dev stands for; links there are followed, nowhere else.
QByteArray deviceName(const QByteArray& root, QByteArray path)
{
    for (int links = 0; links < kMostLinks && path.startsWith("/dev/"); ++links) {
        std::array<char, 4096> target; // NOLINT: filled by readlink
        const ssize_t size = ::readlink((root + path.mid(1)).constData(), target.data(), target.size());
        if (size <= 0)
            break;
        const QByteArray link(target.data(), size);
        const QByteArray whole = link.startsWith('/') ? link : path.left(path.lastIndexOf('/') + 1) + link;
        path = QFile::encodeName(QDir::cleanPath(QFile::decodeName(whole)));
    }
    return path;
}

QList<QByteArray> addressesOfThisHost()
{
    QList<QByteArray> addresses;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0)
        return addresses;
    for (const ifaddrs* each = all; each != nullptr; each = each->ifa_next) {
        const int family = each->ifa_addr == nullptr ? AF_UNSPEC : each->ifa_addr->sa_family;
        if (family != AF_INET && family != AF_INET6)
            continue;
        const void* number = family == AF_INET
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr)
            : &reinterpret_cast<const sockaddr_in6*>(each->ifa_addr)->sin6_addr;
        std::array<char, INET6_ADDRSTRLEN> text; // NOLINT: filled by inet_ntop
        if (::inet_ntop(family, number, text.data(), text.size()) != nullptr)
            addresses.append(QByteArray(text.data()));
    }
    ::freeifaddrs(all);
    return addresses;
}

bool isLoopback(const QByteArray& address)
{
    return address.startsWith("127.") || address == "::1" || address.startsWith("::ffff:127.");
}

QByteArray exported(const QByteArray& target, quint64 lun, const QByteArray& portal)
{
    return "exported:" + target + '/' + QByteArray::number(lun) + '@' + portal;
}

} // namespace

ExportBacking::ExportBacking(const QByteArray& root, QList<Error>& errors)
    : m_root(root.endsWith('/') ? root : root + '/')
    , m_around(LoopSurroundings::read(root, errors))
    , m_devices(BlockDevices(root).read({}, &errors))
{
}

const BlockDevice* ExportBacking::deviceAt(const QByteArray& path) const
{
    const QByteArray name = deviceName(m_root, path);
    const auto found = std::find_if(m_devices.cbegin(), m_devices.cend(),
                                    [&name](const BlockDevice& each) { return each.devicePath() == name; });
    return found == m_devices.cend() ? nullptr : &*found;
}

ExportBacking::Found ExportBacking::of(const QByteArray& path) const
{
    Found found;
    if (!path.startsWith('/') || path == "/dev/zero" || path == "/dev/null")
        return found;
    if (path.startsWith("/dev/") && !path.startsWith("/dev/shm/")) {
        if (const BlockDevice* device = deviceAt(path)) {
            found.need = Need {{Key {device->key()}}, 1, How::Exported, path};
            found.size = device->size;
        }
        return found;
    }
    Resource image;
    image.kind = Kind::Image;
    image.id = ResourceId::make(image.kind, path);
    image.name = encodeBytes(path.mid(path.lastIndexOf('/') + 1));
    image.keys = {Key {"imagepath:" + path}};
    if (const auto host = m_around.hostNeed(path, {}))
        image.needs = {*host};
    image.goes = Goes::WithItsLastUser;
    image.state = State::Attached;
    image.facts = {{Fact::Path, path}};
    found.need = Need {{image.keys.constFirst()}, 1, How::Exported, path};
    found.image = image;
    return found;
}

QList<QByteArray> reachablePortals(const QList<QByteArray>& portals)
{
    QList<QByteArray> reachable;
    const auto add = [&reachable](const QByteArray& address, quint16 port) {
        const QByteArray portal = TcpEnd {address, port}.text();
        if (!reachable.contains(portal))
            reachable.append(portal);
    };
    for (const QByteArray& portal : portals) {
        const TcpEnd end = TcpEnd::parse(portal);
        const bool isAny = end.address == "0.0.0.0" || end.address == "::";
        if (!isAny)
            add(end.address, end.port);
        for (const QByteArray& own : isAny ? addressesOfThisHost() : QList<QByteArray>())
            add(own, end.port);
    }
    return reachable;
}

QList<Key> exportedKeys(const QByteArray& target, quint64 lun, const QList<QByteArray>& reachable)
{
    QList<Key> keys;
    for (const QByteArray& portal : reachable)
        keys.append(Key {exported(target, lun, portal)});
    return keys;
}

Need exportedNeed(const QByteArray& target, quint64 lun, const QByteArray& portal)
{
    Need need {{Key {exported(target, lun, TcpEnd::parse(portal).text())}}, 1, How::StandsOn, {}};
    need.ifThere = true;
    return need;
}

Key nexusKey(const QByteArray& initiator, const QByteArray& target)
{
    return Key {"nexus:" + initiator + '>' + target};
}

Need nexusNeed(const QByteArray& initiator, const QByteArray& target)
{
    Need need {{nexusKey(initiator, target)}, 1, How::StandsOn, {}};
    need.ifThere = true;
    return need;
}

void joinWithServer(Resource& session, const QByteArray& initiator, const QByteArray& target,
                    const QList<quint64>& luns, const QByteArray& portal)
{
    if (!initiator.isEmpty() && !target.isEmpty())
        session.keys.append(nexusKey(initiator, target));
    if (target.isEmpty() || portal.isEmpty())
        return;
    for (const quint64 lun : luns)
        session.needs.append(exportedNeed(target, lun, portal));
}

bool isAddressOfThisHost(const QByteArray& address)
{
    return isLoopback(address) || addressesOfThisHost().contains(address);
}

} // namespace mooring
