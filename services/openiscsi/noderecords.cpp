// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "noderecords.h"

#include "services/system/sysfs.h"
#include "services/system/wholefile.h"

#include <array>

namespace mooring {
namespace {

constexpr const char* kDefaultInterface = "default"; // DEFAULT_IFACENAME (open-iscsi, usr/iface.h)

QString startupIn(const QByteArray& record)
{
    for (const QByteArray& line : record.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals >= 0 && line.left(equals).trimmed() == "node.startup")
            return QString::fromLatin1(line.mid(equals + 1).trimmed());
    }
    return {};
}

QList<QByteArray> namesIn(const SysFolder& folder)
{
    QList<QByteArray> names;
    folder.list([&names](std::string_view name, unsigned char) {
        names.append({name.data(), static_cast<qsizetype>(name.size())});
    });
    return names;
}

// "ADDRESS,PORT,TPGT" is a folder with a file for each interface, "ADDRESS,PORT" of old a file itself
// (open-iscsi, usr/idbm.c).
std::optional<NodeRecord> recordIn(const SysFolder& target, const QByteArray& name,
                                   const KernelSession& session)
{
    const QList<QByteArray> parts = name.split(',');
    const KernelPortal portal = KernelPortal::of(parts.value(0), parts.value(1).toUInt());
    if (parts.size() < 2 || portal != session.configured)
        return {};
    NodeRecord record;
    record.address = parts[0];
    record.port = portal.port;
    std::optional<QByteArray> text;
    if (const SysFolder interfaces(name.constData(), target.fd()); interfaces) {
        record.interface = session.interface.isEmpty() ? QByteArray(kDefaultInterface) : session.interface;
        record.isOneOfSeveral = namesIn(interfaces).size() > 1;
        text = wholeFile(record.interface, interfaces.fd());
    } else {
        text = wholeFile(name, target.fd());
    }
    if (!text)
        return {};
    record.startup = startupIn(*text);
    return record;
}

} // namespace

QList<ComesBack> NodeRecord::comesBack() const
{
    if (startup != QLatin1String("automatic") && startup != QLatin1String("onboot"))
        return {};
    return {{ComesBackWhen::AtBoot, QStringLiteral("node.startup"), {}}};
}

NodeRecords::NodeRecords(QByteArray root)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
{
}

std::optional<NodeRecord> NodeRecords::of(const KernelSession& session) const
{
    if (session.target.isEmpty() || session.target.contains('/') || session.configured.isEmpty())
        return {};
    for (const char* base : {"etc/iscsi/nodes/", "var/lib/iscsi/nodes/"}) {
        const SysFolder target((m_root + base + session.target).constData());
        if (!target)
            continue;
        for (const QByteArray& name : namesIn(target)) {
            if (auto record = recordIn(target, name, session))
                return record;
        }
    }
    return {};
}

} // namespace mooring
