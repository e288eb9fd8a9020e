// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTemporaryDir>

#include <cstring>
#include <functional>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace mooring::testsupport {

// A control socket as tgtd's, whose answers are the test's: any bytes, also none. It answers one request
// after the other, as tgtd does.
class ScriptedTgtd
{
public:
    // What to send back; nothing: the connection is closed unread.
    using Script = std::function<QByteArray(const QByteArray& request)>;

    explicit ScriptedTgtd(Script script)
        : m_script(std::move(script))
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        const QByteArray path = socket();
        std::memcpy(&address.sun_path, path.constData(), size_t(path.size()));
        m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
            || ::listen(m_listener, 8) != 0)
            qFatal("no socket");
        m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~ScriptedTgtd()
    {
        m_thread = {};
        ::close(m_listener);
    }
    ScriptedTgtd(const ScriptedTgtd&) = delete;
    ScriptedTgtd& operator=(const ScriptedTgtd&) = delete;

    QByteArray prefix() const { return m_folder.path().toUtf8() + "/tgt"; } // as in TGT_IPC_SOCKET
    QByteArray socket() const { return prefix() + ".5"; }
    QList<QByteArray> requests() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_requests;
    }

    static QByteArray answer(quint32 error, const QByteArray& text = {})
    {
        const quint32 head[2] {error, quint32(8 + text.size())}; // NOLINT: laid out as tgtd's
        return QByteArray(reinterpret_cast<const char*>(head), sizeof head) + text;
    }
    static quint32 mode(const QByteArray& request) { return word(request, 0); }
    static quint32 op(const QByteArray& request) { return word(request, 4); }

private:
    static quint32 word(const QByteArray& bytes, qsizetype at)
    {
        quint32 value = ~0U;
        if (bytes.size() >= at + 4)
            std::memcpy(&value, bytes.constData() + at, sizeof value);
        return value;
    }

    void serve(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            pollfd waiting {m_listener, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0)
                continue;
            const int line = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            const QByteArray request = read(line);
            {
                const std::scoped_lock lock(m_mutex);
                m_requests.append(request);
            }
            const QByteArray reply = m_script(request);
            for (qsizetype sent = 0; sent < reply.size();) {
                const ssize_t count
                    = ::send(line, reply.constData() + sent, size_t(reply.size() - sent), MSG_NOSIGNAL);
                if (count <= 0)
                    break;
                sent += count;
            }
            ::close(line);
        }
    }

    static QByteArray read(int line)
    {
        QByteArray request;
        while (request.size() < 120 || request.size() < qsizetype(word(request, 72))) {
            QByteArray piece(4096, '\0');
            const ssize_t count = ::read(line, piece.data(), size_t(piece.size()));
            if (count <= 0)
                break;
            request += piece.left(count);
        }
        return request;
    }

    QTemporaryDir m_folder;
    Script m_script;
    int m_listener = -1;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_requests;
    std::jthread m_thread; // last: it uses the rest
};

} // namespace mooring::testsupport
