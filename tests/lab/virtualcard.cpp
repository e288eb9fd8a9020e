// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualcard.h"

#include <QtGlobal>

#include <arpa/inet.h>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr char askAtr = 4; // vpcd.h: power off 0, on 1, reset 2
const QByteArray done = QByteArray::fromHex("9000");

bool readAll(int socket, char* into, size_t size)
{
    while (size > 0) {
        const ssize_t count = recv(socket, into, size, 0);
        if (count <= 0)
            return false;
        into += count;
        size -= size_t(count);
    }
    return true;
}

bool sendFrame(int socket, const QByteArray& data)
{
    QByteArray frame;
    frame.append(char(data.size() >> 8)).append(char(data.size())).append(data);
    return send(socket, frame.constData(), size_t(frame.size()), MSG_NOSIGNAL) == frame.size();
}

} // namespace

VirtualCard::VirtualCard(qint64 daemon, quint16 port, QByteArray atr, std::atomic<int>& commands)
    : m_atr(std::move(atr))
    , m_commands(commands)
{
    // a thread enters the other network and stays there; the test's own threads do not
    std::thread([&] { connectTo(daemon, port); }).join();
    if (m_socket >= 0)
        m_thread = std::thread([this] { serve(); });
}

VirtualCard::~VirtualCard()
{
    if (m_socket < 0)
        return;
    shutdown(m_socket, SHUT_RDWR);
    m_thread.join();
    close(m_socket);
}

void VirtualCard::connectTo(qint64 daemon, quint16 port)
{
    const QByteArray path = "/proc/" + QByteArray::number(daemon) + "/ns/net";
    const int network = open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (network < 0 || setns(network, CLONE_NEWNET) != 0)
        qFatal("lab: no network of %s: %s", path.constData(), strerror(errno));
    close(network);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        m_socket = socket;
    else
        close(socket);
}

void VirtualCard::serve()
{
    for (;;) {
        unsigned char length[2];
        if (!readAll(m_socket, reinterpret_cast<char*>(length), sizeof length))
            return;
        QByteArray frame(length[0] << 8 | length[1], '\0');
        if (!readAll(m_socket, frame.data(), size_t(frame.size())) || !answer(frame))
            return;
    }
}

bool VirtualCard::answer(const QByteArray& frame)
{
    if (frame.size() == 1)
        return frame[0] != askAtr || sendFrame(m_socket, m_atr);
    ++m_commands;
    return sendFrame(m_socket, done);
}

} // namespace mooring::lab
