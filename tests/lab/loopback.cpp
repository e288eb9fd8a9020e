// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback.h"

#include <QFile>

#include <arpa/inet.h>
#include <cerrno>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool isFree(quint16 port)
{
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool bound = bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return bound;
}

// Documentation/networking/proc_net_tcp: local address and port in hexadecimal, state, inode.
QList<QByteArray> inodesOf(quint16 port, const QByteArray& state)
{
    QList<QByteArray> inodes;
    QFile table(QStringLiteral("/proc/net/tcp"));
    if (!table.open(QIODevice::ReadOnly))
        return inodes;
    const QByteArray wanted = "0100007F:" + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    for (const QByteArray& line : table.readAll().split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() > 9 && words[1] == wanted && words[3] == state)
            inodes.append(words[9]);
    }
    return inodes;
}

int connectWith(quint16 port, int flags)
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    const sockaddr_in address = loopback(port);
    const int failed = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (failed == 0 || errno == EINPROGRESS)
        return descriptor;
    const int error = errno;
    close(descriptor);
    errno = error;
    return -1;
}

} // namespace

quint16 freePort()
{
    std::random_device random;
    std::uniform_int_distribution<int> ports(20000, 32000);
    for (int turn = 0; turn < 1000; ++turn)
        if (const auto port = quint16(ports(random)); isFree(port))
            return port;
    qFatal("lab: no port is free");
}

int connectTo(quint16 port) { return connectWith(port, 0); }
int beginConnecting(quint16 port) { return connectWith(port, SOCK_NONBLOCK); }

bool isConnectedWithin(int descriptor, int milliseconds)
{
    pollfd wait {descriptor, POLLOUT, 0};
    return poll(&wait, 1, milliseconds) > 0;
}

bool listensOn(qint64 pid, quint16 port)
{
    const QByteArray inode = inodesOf(port, "0A").value(0); // TCP_LISTEN
    const QByteArray folder = "/proc/" + QByteArray::number(pid) + "/fd/";
    DIR* entries = inode.isEmpty() ? nullptr : opendir(folder.constData());
    if (!entries)
        return false;
    bool found = false;
    while (const dirent* entry = readdir(entries)) {
        QByteArray target(64, '\0');
        const ssize_t size = readlink((folder + entry->d_name).constData(), target.data(), 64);
        found = found || (size > 0 && target.left(size) == "socket:[" + inode + ']');
    }
    closedir(entries);
    return found;
}

int listenOn(quint16& port, int backlog)
{
    const int on = 1;
    for (int turn = 0; turn < 100; ++turn) {
        const quint16 chosen = port != 0 ? port : freePort();
        const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        const sockaddr_in address = loopback(chosen);
        if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
            && listen(listener, backlog) == 0) {
            port = chosen;
            return listener;
        }
        close(listener);
    }
    qFatal("lab: cannot listen on port %d", port);
}

void closeWithReset(int descriptor)
{
    const linger none {1, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(descriptor);
}

int connectionsTo(quint16 port) { return int(inodesOf(port, "01").size()); } // TCP_ESTABLISHED

QByteArray addressOf(quint16 port) { return "127.0.0.1:" + QByteArray::number(port); }

} // namespace mooring::lab
