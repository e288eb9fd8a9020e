// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportbacking.h"

#include "tcpconnections.h"

#include <QDir>
#include <QFile>

#include <array>
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

QByteArray exported(const QByteArray& target, quint64 lun, const QByteArray& portal)
{
    return "exported:" + target + '/' + QByteArray::number(lun) + '@' + portal;
}

} // namespace

ExportBacking::ExportBacking(const QByteArray& root, QList<Error>& errors)
    : m_root(root.endsWith('/') ? root : root + '/')
    , m_around(LoopSurroundings::read(root, errors))
    , m_blockDevices(root)
{
}

bool ExportBacking::isDevice(const QByteArray& path)
{
    return path.startsWith("/dev/") && !path.startsWith("/dev/shm/") && path != "/dev/zero"
        && path != "/dev/null";
}

const std::optional<BlockDevice>& ExportBacking::device(const QByteArray& path) const
{
    const QByteArray name = deviceName(m_root, path).mid(qstrlen("/dev/")).replace('/', '!');
    const auto known = m_devices.constFind(name);
    if (known != m_devices.cend())
        return *known;
    const Result<BlockDevice> read = m_blockDevices.readOne(name);
    return *m_devices.insert(name, read ? std::optional(*read) : std::nullopt);
}

ExportBacking::Found ExportBacking::of(const QByteArray& path) const
{
    Found found;
    if (!path.startsWith('/') || path == "/dev/zero" || path == "/dev/null")
        return found;
    if (isDevice(path)) {
        if (const auto& there = device(path)) {
            found.need = Need {{Key {there->key()}}, 1, How::Exported, path};
            found.size = there->size;
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

} // namespace mooring
