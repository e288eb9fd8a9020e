// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernelsessions.h"

#include "sysattributes.h"

#include <algorithm>
#include <climits>
#include <sys/stat.h>

namespace mooring {
namespace {

QByteArray linkTarget(const QByteArray& path)
{
    std::array<char, PATH_MAX> target {};
    const ssize_t length = readlink(path.constData(), target.data(), target.size());
    return {target.data(), std::max<ssize_t>(length, 0)};
}

// The number in "session7", when the text is nothing else.
std::optional<unsigned> numberAfter(const QByteArray& text, const QByteArray& prefix)
{
    bool isNumber = false;
    const unsigned number = text.mid(prefix.size()).toUInt(&isNumber);
    return text.startsWith(prefix) && isNumber ? std::optional<unsigned>(number) : std::nullopt;
}

// ".../host2/session7/...": "host2".
QByteArray hostIn(const QByteArray& path)
{
    const QList<QByteArray> parts = path.split('/');
    const auto host = std::find_if(parts.begin(), parts.end(), [](const QByteArray& part) {
        return numberAfter(part, "host").has_value();
    });
    return host == parts.end() ? QByteArray() : *host;
}

std::optional<bool> flag(const SysAttributes& attributes, const char* name)
{
    const auto number = attributes.number(name);
    return number ? std::optional<bool>(*number != 0) : std::nullopt;
}

std::optional<QByteArray> secretName(const SysAttributes& attributes, const char* name)
{
    const QByteArray text = attributes.text(name);
    return text.isEmpty() && errno != 0 ? std::nullopt : std::optional<QByteArray>(text);
}

KernelPortal portalOf(const SysAttributes& connection, const char* address, const char* port)
{
    return KernelPortal::of(connection.text(address),
                            static_cast<unsigned>(connection.number(port).value_or(0)));
}

void readSession(const SysAttributes& attributes, KernelSession& session)
{
    session.target = attributes.text("targetname");
    if (session.target.isEmpty()) {
        session.error = errnoError(errno == 0 ? ENODATA : errno, QStringLiteral("session%1").arg(session.sid),
                                   ErrorCode::LookFailed);
        session.error->source = QStringLiteral("iscsi_session");
    }
    session.alias = attributes.text("targetalias");
    session.initiator = attributes.text("initiatorname");
    session.interface = attributes.text("ifacename");
    session.isid = attributes.text("isid");
    session.state = attributes.text("state");
    session.isForBoot = !attributes.text("boot_root").isEmpty() || !attributes.text("boot_target").isEmpty();
    session.portalGroup = attributes.number("tpgt");
    session.recoveryTimeout = attributes.number("recovery_tmo"); // "off" when it waits for ever
    session.user = secretName(attributes, "username");
    session.targetUser = secretName(attributes, "username_in");
    session.firstBurst = attributes.number("first_burst_len");
    session.burst = attributes.number("max_burst_len");
}

void readConnection(const SysAttributes& connection, KernelSession& session)
{
    session.configured = portalOf(connection, "persistent_address", "persistent_port");
    session.portal = portalOf(connection, "address", "port");
    if (session.portal.isEmpty())
        session.portal = session.configured;
    if (session.portal.port == 0)
        session.portal.port = session.configured.port;
    session.local = portalOf(connection, "local_ipaddr", "local_port");
    session.headerDigest = flag(connection, "header_digest");
    session.dataDigest = flag(connection, "data_digest");
    session.receives = connection.number("max_recv_dlength");
    session.sends = connection.number("max_xmit_dlength");
}

void readLuns(const QByteArray& target, const SysFolder& device, const BlockDevices& devices,
              KernelSession& session)
{
    const SysFolder folder(target.constData(), device.fd());
    if (!folder)
        return;
    folder.list([&](std::string_view text, unsigned char) {
        const QByteArray name(text.data(), static_cast<qsizetype>(text.size()));
        if (!KernelLun::numberIn(name))
            return;
        if (const auto lun = KernelLun::read(name, folder.fd(), devices))
            session.luns.append(*lun);
    });
}

// What hangs from the session's own device: its connection and its logical units.
void readDevice(const SysFolder& device, const QByteArray& host, const BlockDevices& devices,
                KernelSession& session)
{
    QByteArray connection;
    QList<QByteArray> targets;
    device.list([&](std::string_view text, unsigned char) {
        const QByteArray name(text.data(), static_cast<qsizetype>(text.size()));
        if (name.startsWith("connection") && (connection.isEmpty() || name < connection))
            connection = name;
        else if (name.startsWith("target"))
            targets.append(name);
    });
    if (!connection.isEmpty())
        readConnection(SysAttributes(connection + "/iscsi_connection/" + connection, device.fd()), session);
    if (session.local.isEmpty() && !host.isEmpty()) // iscsi_tcp tells it as its host's
        session.local = KernelPortal::of(
            SysAttributes("../iscsi_host/" + host, device.fd()).text("ipaddress"), session.local.port);
    for (const QByteArray& target : std::as_const(targets))
        readLuns(target, device, devices, session);
    std::sort(session.luns.begin(), session.luns.end(),
              [](const KernelLun& a, const KernelLun& b) { return a.number < b.number; });
}

quint64 inodeOf(int folder)
{
    struct stat status
    {
    };
    return fstat(folder, &status) == 0 ? status.st_ino : 0;
}

QString incarnationFrom(unsigned sid, quint64 inode)
{
    return QString::number(sid) + QLatin1Char('@') + QString::number(inode);
}

} // namespace

// Numbers of sessions begin anew when the module is loaded again.
QString KernelSession::incarnation() const { return incarnationFrom(sid, inode); }

KernelSessions::KernelSessions(QByteArray root)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
    , m_devices(m_root)
{
}

QByteArray KernelSessions::folderOf(unsigned sid) const
{
    return m_root + "sys/class/iscsi_session/session" + QByteArray::number(sid);
}

QList<unsigned> KernelSessions::numbers(std::optional<Error>& error) const
{
    QList<unsigned> result;
    const QByteArray path = m_root + "sys/class/iscsi_session";
    const SysFolder all(path.constData());
    if (!all && errno != ENOENT) {
        error = errnoError(errno, encodeBytes(path), ErrorCode::LookFailed);
        error->source = QStringLiteral("iscsi_session");
    }
    if (!all)
        return result;
    all.list([&result](std::string_view text, unsigned char) {
        if (const auto sid = numberAfter({text.data(), static_cast<qsizetype>(text.size())}, "session"))
            result.append(*sid);
    });
    std::sort(result.begin(), result.end());
    return result;
}

QByteArray KernelSessions::targetOf(unsigned sid) const
{
    const SysAttributes attributes(folderOf(sid));
    return attributes ? attributes.text("targetname") : QByteArray();
}

QString KernelSessions::incarnationOf(unsigned sid) const
{
    const SysAttributes attributes(folderOf(sid));
    return attributes ? incarnationFrom(sid, inodeOf(attributes.fd())) : QString();
}

std::optional<KernelSession> KernelSessions::read(unsigned sid) const
{
    const QByteArray path = folderOf(sid);
    const SysAttributes attributes(path);
    if (!attributes)
        return {};
    KernelSession session;
    session.sid = sid;
    session.inode = inodeOf(attributes.fd());
    readSession(attributes, session);
    if (session.error && access(path.constData(), F_OK) != 0)
        return {}; // it went while it was read
    if (const SysFolder device("device", attributes.fd()); device)
        readDevice(device, hostIn(linkTarget(path)), m_devices, session);
    return session;
}

// ".../host2/session7/target2:0:0/2:0:0:1/block/sdb": 7.
std::optional<unsigned> KernelSessions::sessionOf(const QByteArray& diskName) const
{
    for (const QByteArray& part : linkTarget(m_root + "sys/block/" + diskName).split('/')) {
        if (const auto sid = numberAfter(part, "session"))
            return sid;
    }
    return {};
}

} // namespace mooring
