// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtcontrol.h"

#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

// As the compiler lays it out for tgtd: host order.
struct WireRequest
{
    quint32 mode, op;
    std::array<char, 64> driver;
    quint32 length;
    qint32 target;
    quint64 session, lun;
    quint32 connection, hostNumber, deviceType, accountDirection, pack, force;
};
static_assert(sizeof(WireRequest) == 120);

QByteArray encoded(const TgtRequest& request)
{
    QByteArray parameters = request.parameters;
    if (!parameters.isEmpty())
        parameters.append('\0');
    WireRequest wire = {};
    wire.mode = quint32(request.mode);
    wire.op = quint32(request.op);
    if (request.mode != TgtRequest::Mode::System)
        std::memcpy(wire.driver.data(), "iscsi", 5);
    wire.length = quint32(sizeof wire) + quint32(parameters.size());
    wire.target = request.target;
    wire.session = request.session;
    wire.lun = request.lun;
    wire.connection = request.connection;
    wire.accountDirection = request.isOutgoing;
    wire.force = request.force;
    return QByteArray(reinterpret_cast<const char*>(&wire), sizeof wire) + parameters;
}

QByteArray readAll(int descriptor)
{
    QByteArray all;
    std::array<char, 65536> buffer; // NOLINT: filled by read
    for (;;) {
        const ssize_t count = read(descriptor, buffer.data(), buffer.size());
        if (count <= 0)
            return all;
        all.append(buffer.data(), count);
    }
}

int connectedTo(const QByteArray& path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype(sizeof address.sun_path))
        qFatal("lab: too long for a socket: %s", path.constData());
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

} // namespace

TgtReply askTgt(const QByteArray& socketPath, const TgtRequest& request)
{
    const int descriptor = connectedTo(socketPath);
    if (descriptor < 0)
        return {};
    const timeval patience {20, 0}; // tgtd may be stopped by the test
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const QByteArray wire = encoded(request);
    // one that is refused is closed unread: no signal for that
    QByteArray answer;
    if (send(descriptor, wire.constData(), size_t(wire.size()), MSG_NOSIGNAL) == wire.size())
        answer = readAll(descriptor);
    close(descriptor);
    TgtReply reply;
    if (answer.size() < 8)
        return reply;
    std::memcpy(&reply.error, answer.constData(), sizeof reply.error);
    reply.text = answer.mid(8);
    while (reply.text.endsWith('\0'))
        reply.text.chop(1);
    return reply;
}

} // namespace mooring::lab
