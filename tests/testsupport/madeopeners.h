// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "madesysfs.h"

#include <QList>

#include <utility>

namespace mooring::testsupport {

// Programs that have images open, in a made-up procfs.
class MadeOpeners
{
public:
    using Range = std::pair<int, int>;
    struct File
    {
        QByteArray path, lock; // "fe:00:77", as the kernel writes it
        QList<Range> bytes;
    };
    static inline const QList<Range> reads {{100, 100}, {201, 201}, {203, 203}};
    static inline const QList<Range> writes {{100, 101}, {103, 103}, {201, 201}, {203, 203}};

    explicit MadeOpeners(const MadeSysfs& host)
        : m_host(host)
    {
        table("1: FLOCK  ADVISORY  WRITE 4294 fe:00:5 0 EOF\n");
    }

    void table(const QByteArray& lines) const { m_host.write("proc/locks", lines); }

    // `line` has "|" between its words.
    void start(int pid, const QByteArray& program, QByteArray line, const QList<File>& files)
    {
        const QByteArray number = QByteArray::number(pid), folder = "proc/" + number + '/';
        m_host.write(folder + "stat",
                     number + " (" + program.left(15)
                         + ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0 0 0 0 0 0 0\n");
        m_host.write(folder + "status", "Name:\tx\nUid:\t0\t0\t0\t0\n");
        m_host.write(folder + "cmdline", line.replace('|', '\0'));
        link("/usr/bin/" + program, folder + "exe");
        addFile(folder, 0, {"/dev/null", {}, {}});
        addFile(folder, 3, {"socket:[18]", {}, {}});
        for (qsizetype at = 0; at < files.size(); ++at)
            addFile(folder, 10 + static_cast<int>(at), files[at]);
        table(m_table);
    }

private:
    void link(const QByteArray& target, const QByteArray& name) const
    {
        const QByteArray file = m_host.root() + name;
        QDir().mkpath(QFile::decodeName(file.left(file.lastIndexOf('/'))));
        if (symlink(target.constData(), file.constData()) != 0)
            qFatal("%s", file.constData());
    }
    void addFile(const QByteArray& folder, int fd, const File& file)
    {
        const QByteArray number = QByteArray::number(fd);
        link(file.path, folder + "fd/" + number);
        QByteArray info = "pos:\t0\nflags:\t02100000\nmnt_id:\t22\nino:\t77\n";
        int n = 0;
        for (const Range& range : file.bytes) {
            const QByteArray lock = ": OFDLCK ADVISORY  READ -1 " + file.lock + ' '
                + QByteArray::number(range.first) + ' ' + QByteArray::number(range.second) + '\n';
            info += "lock:\t" + QByteArray::number(++n) + lock;
            m_table += QByteArray::number(++m_count) + lock;
        }
        m_host.write(folder + "fdinfo/" + number, info);
    }
    const MadeSysfs& m_host;
    QByteArray m_table;
    int m_count = 0;
};

} // namespace mooring::testsupport
