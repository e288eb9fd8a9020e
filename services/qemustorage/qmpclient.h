// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "patience.h"
#include "services/system/descriptor.h"

#include <QJsonArray>
#include <QJsonObject>

namespace mooring {

// Talks to one QEMU program through its monitor socket (docs/interop/qmp-spec of QEMU). Blocks the calling
// thread, never longer than the patience given. After garbage or an end every later use fails; an answer that
// nobody waited for is told by its number from that of a later command.
class QmpClient
{
public:
    // Waits for somebody to listen, and for the greeting.
    static Result<QmpClient> connect(const QByteArray& socketPath, const Patience& patience);

    // What the command returns. What the daemon refuses has ErrorDomain::Qmp and its own text.
    Result<QJsonValue> execute(const QString& command, const QJsonObject& arguments,
                               const Patience& patience);
    // The data of the first event of this name that is about `data` (its members must be the same), also one
    // that came before.
    Result<QJsonObject> waitFor(const QString& event, const QJsonObject& data, const Patience& patience);

    int majorVersion() const { return m_major; }
    QString version() const; // "7.2.22"

private:
    QmpClient(Descriptor socket, QByteArray path);
    Result<QJsonObject> receive(const Patience& patience);
    std::optional<Error> send(const QByteArray& text, const Patience& patience);
    std::optional<Error> await(short events, const Patience& patience);
    std::optional<Error> greet(const Patience& patience);
    std::optional<Error> readMore(const Patience& patience);
    void keep(const QJsonObject& event);
    Error broken(const QString& text);
    QString subject() const;

    Descriptor m_socket;
    QByteArray m_path, m_buffer;
    QList<QJsonObject> m_events; // not asked for yet
    QJsonObject m_version;
    int m_major = 0;
    qint64 m_lastId = 0;
};

} // namespace mooring
