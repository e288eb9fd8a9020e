// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtureroot.h"

#include <QMap>

namespace mooring::testsupport {

using Attributes = QMap<QByteArray, QByteArray>;

// Sessions of the kernel's initiator, laid out as scsi_transport_iscsi.c and iscsi_tcp.c do: one SCSI host
// for each session, the classes full of links.
class MadeIscsi
{
public:
    explicit MadeIscsi(const FixtureRoot& root)
        : m_root(root)
    {
    }
    static QByteArray host(unsigned sid) { return "host" + QByteArray::number(sid + 1); }
    static QByteArray device(unsigned sid)
    {
        return "sys/devices/platform/" + host(sid) + "/session" + QByteArray::number(sid);
    }

    // An attribute of null is left out, one that is "EIO" cannot be read.
    void session(unsigned sid, const QByteArray& target = "iqn.2026-11.lab:t1",
                 const Attributes& other = {}) const
    {
        const QByteArray number = QByteArray::number(sid), name = "session" + number;
        Attributes all {{"targetname", target},
                        {"state", "LOGGED_IN"},
                        {"tpgt", "1"},
                        {"recovery_tmo", "120"},
                        {"initiatorname", "iqn.1993-08.org.debian:01:abc"},
                        {"ifacename", "default"},
                        {"username", "(null)"},
                        {"username_in", "(null)"},
                        {"targetalias", "(null)"},
                        {"first_burst_len", "65536"},
                        {"max_burst_len", "262144"},
                        {"creator", "812"}};
        all.insert(other);
        inClass("iscsi_session", device(sid), name, all);
        inClass("iscsi_host", "sys/devices/platform/" + host(sid), host(sid), {{"ipaddress", "10.0.0.9"}});
    }
    void connection(unsigned sid, const Attributes& other = {}) const
    {
        const QByteArray name = "connection" + QByteArray::number(sid) + ":0";
        Attributes all {{"address", "10.0.0.1"},
                        {"port", "3260"},
                        {"persistent_address", "10.0.0.1"},
                        {"persistent_port", "3260"},
                        {"local_port", "40000"},
                        {"header_digest", "0"},
                        {"data_digest", "0"},
                        {"max_recv_dlength", "262144"},
                        {"max_xmit_dlength", "8192"},
                        {"state", "up"}};
        all.insert(other);
        inClass("iscsi_connection", device(sid) + '/' + name, name, all);
    }
    QByteArray lun(unsigned sid, quint64 number, const Attributes& other = {}) const
    {
        const QByteArray id = QByteArray::number(sid + 1) + ":0:0";
        const QByteArray folder = device(sid) + "/target" + id + '/' + id + ':' + QByteArray::number(number);
        Attributes all {{"type", "0"},         {"vendor", "IET     "},    {"model", "VIRTUAL-DISK    "},
                        {"rev", "0001"},       {"state", "running"},      {"wwid", "naa.6001405abc"},
                        {"queue_depth", "32"}, {"dh_state", "detached\n"}};
        all.insert(other);
        attributes(folder, all);
        return folder;
    }
    void disk(unsigned sid, quint64 number, const QByteArray& name, int minor, quint64 sectors = 2048) const
    {
        const QByteArray folder = lun(sid, number) + "/block/" + name;
        const QByteArray devnum = "8:" + QByteArray::number(minor);
        attributes(folder,
                   {{"uevent",
                     "MAJOR=8\nMINOR=" + QByteArray::number(minor) + "\nDEVNAME=" + name
                         + "\nDEVTYPE=disk\nDISKSEQ=" + QByteArray::number(100 + minor)},
                    {"dev", devnum},
                    {"size", QByteArray::number(sectors)},
                    {"ro", "0"},
                    {"diskseq", QByteArray::number(100 + minor)}});
        QDir().mkpath(QString::fromUtf8(m_root.path() + folder + "/holders"));
        QDir().mkpath(QString::fromUtf8(m_root.path() + folder + "/slaves"));
        m_root.link("../../../" + lun(sid, number).split('/').last(), folder + "/device");
        m_root.link("../" + folder.mid(4), "sys/block/" + name);
        m_root.link("../../" + folder.mid(4), "sys/class/block/" + name);
        m_root.link("../../" + folder.mid(4), "sys/dev/block/" + devnum);
    }
    // The device goes; whoever has listed the class still has the name.
    void vanish(unsigned sid) const
    {
        QDir(QString::fromUtf8(m_root.path() + "sys/devices/platform/" + host(sid))).removeRecursively();
    }
    void remove(unsigned sid) const
    {
        vanish(sid);
        const QByteArray number = QByteArray::number(sid);
        for (const QByteArray& name : {"iscsi_session/session" + number, "iscsi_host/" + host(sid),
                                       "iscsi_connection/connection" + number + ":0"})
            unlink((m_root.path() + "sys/class/" + name).constData());
    }
    void record(const QByteArray& target, const QByteArray& portal, const QByteArray& startup,
                const QByteArray& interface = "default", const QByteArray& base = "etc/iscsi/nodes/") const
    {
        const QByteArray file = base + target + '/' + portal + (interface.isEmpty() ? "" : '/' + interface);
        m_root.write(file,
                     "# BEGIN RECORD 2.1.8\nnode.name = " + target + "\nnode.tpgt = 1\nnode.startup = "
                         + startup + "\nnode.session.auth.password = hush\nnode.conn[0].startup = manual\n"
                         + "# END RECORD\n");
    }

private:
    void attributes(const QByteArray& folder, const Attributes& all) const
    {
        for (auto each = all.begin(); each != all.end(); ++each) {
            if (each.value() == "EIO") // reading a folder fails for root as well
                QDir().mkpath(QString::fromUtf8(m_root.path() + folder + '/' + each.key()));
            else if (!each.value().isNull())
                m_root.write(folder + '/' + each.key(),
                             each.key().startsWith("vpd_") ? each.value() : each.value() + '\n');
        }
    }
    void inClass(const QByteArray& name, const QByteArray& device, const QByteArray& id,
                 const Attributes& all) const
    {
        const QByteArray folder = device + '/' + name + '/' + id;
        attributes(folder, all);
        m_root.link("../../../" + device.split('/').last(), folder + "/device");
        m_root.link("../../../../../../class/" + name, folder + "/subsystem");
        m_root.link("../../" + folder.mid(4), "sys/class/" + name + '/' + id);
    }
    const FixtureRoot& m_root;
};

} // namespace mooring::testsupport
