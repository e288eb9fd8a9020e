// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/descriptor.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace mooring::testsupport {

// Says its words in order: the first when somebody connects, each other one when a line has come. "%ID" is
// the number of the command that came. Closes after the last when told so.
class ScriptedServer
{
public:
    explicit ScriptedServer(QList<QByteArray> words, bool closes = false)
        : m_words(std::move(words))
        , m_closes(closes)
        , m_listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path().constData(), static_cast<size_t>(path().size()));
        if (bind(m_listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
            || listen(m_listening.get(), 1) != 0)
            qFatal("no socket");
        m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    QByteArray path() const { return QFile::encodeName(m_folder.filePath(QStringLiteral("qmp"))); }
    QList<QJsonObject> asked() // ends it
    {
        m_thread.request_stop();
        m_thread.join();
        return m_asked;
    }

private:
    static bool isReady(int fd, const std::stop_token& stop)
    {
        pollfd polled {fd, POLLIN, 0};
        while (!stop.stop_requested()) {
            if (poll(&polled, 1, 10) > 0)
                return true;
        }
        return false;
    }
    void serve(const std::stop_token& stop)
    {
        if (!isReady(m_listening.get(), stop))
            return;
        const Descriptor client(accept4(m_listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
        QByteArray line = "{}";
        for (qsizetype i = 0; i < m_words.size(); ++i) {
            QByteArray word = m_words[i];
            const auto id = QByteArray::number(QJsonDocument::fromJson(line)[QLatin1String("id")].toInt());
            word.replace("%ID", id);
            for (const QByteArray& piece : word.split('|')) { // sent apart
                ::send(client.get(), piece.constData(), static_cast<size_t>(piece.size()), MSG_NOSIGNAL);
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
            if (i + 1 < m_words.size() && !readLine(client.get(), line, stop))
                break;
        }
        while (!m_closes && readLine(client.get(), line, stop)) { }
    }
    bool readLine(int fd, QByteArray& line, const std::stop_token& stop)
    {
        line.clear();
        char letter = 0;
        while (isReady(fd, stop) && recv(fd, &letter, 1, 0) == 1) {
            if (letter == '\n') {
                m_asked.append(QJsonDocument::fromJson(line).object());
                return true;
            }
            line += letter;
        }
        return false;
    }
    QTemporaryDir m_folder;
    QList<QByteArray> m_words;
    bool m_closes;
    Descriptor m_listening;
    QList<QJsonObject> m_asked;
    std::jthread m_thread;
};

} // namespace mooring::testsupport
