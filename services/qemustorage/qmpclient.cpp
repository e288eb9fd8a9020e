// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qmpclient.h"

#include "services/core/resource.h"

#include <QJsonDocument>

#include <array>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace mooring {
namespace {

constexpr int kConnectAgain = 5; // ms; a daemon that was just started needs some of these
constexpr qsizetype kMostOfLine = 4 << 20; // bytes
constexpr qsizetype kMostEvents = 256;

bool isAbout(const QJsonObject& event, const QString& name, const QJsonObject& data)
{
    if (event.value(QLatin1String("event")).toString() != name)
        return false;
    const QJsonObject told = event.value(QLatin1String("data")).toObject();
    for (auto member = data.begin(); member != data.end(); ++member) {
        if (told.value(member.key()) != member.value())
            return false;
    }
    return true;
}

Error refusalOf(const QString& command, const QJsonObject& told)
{
    const bool isUnknown = told.value(QLatin1String("class")).toString() == QLatin1String("CommandNotFound");
    return {isUnknown ? ErrorCode::NotSupportedHere : ErrorCode::CommandFailed,
            command,
            ErrorDomain::Qmp,
            0,
            told.value(QLatin1String("desc")).toString(),
            {}};
}

} // namespace

QmpClient::QmpClient(Descriptor socket, QByteArray path)
    : m_socket(std::move(socket))
    , m_path(std::move(path))
{
}

QString QmpClient::subject() const { return encodeBytes(m_path); }

Result<QmpClient> QmpClient::connect(const QByteArray& path, const Patience& patience)
{
    const QString subject = encodeBytes(path);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return fail(errnoError(ENAMETOOLONG, subject));
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    for (;;) {
        Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!socket)
            return fail(errnoError(errno, subject));
        if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
            QmpClient client(std::move(socket), path);
            if (auto error = client.greet(patience))
                return fail(*error);
            return client;
        }
        const int number = errno;
        if (number != ENOENT && number != ECONNREFUSED && number != EAGAIN)
            return fail(errnoError(number, subject));
        if (auto error = patience.isOver(subject)) {
            error->domain = ErrorDomain::Errno;
            error->number = static_cast<quint32>(number);
            return fail(*error);
        }
        patience.wait(-1, 0, kConnectAgain);
    }
}

std::optional<Error> QmpClient::greet(const Patience& patience)
{
    auto greeting = receive(patience);
    while (greeting && !greeting->contains(QLatin1String("QMP")))
        greeting = receive(patience);
    if (!greeting)
        return greeting.error();
    m_version
        = greeting->value(QLatin1String("QMP"))[QLatin1String("version")][QLatin1String("qemu")].toObject();
    m_major = m_version.value(QLatin1String("major")).toInt();
    const auto ready = execute(QStringLiteral("qmp_capabilities"), {}, patience);
    return ready ? std::nullopt : std::optional(ready.error());
}

QString QmpClient::version() const
{
    return QStringLiteral("%1.%2.%3")
        .arg(m_major)
        .arg(m_version.value(QLatin1String("minor")).toInt())
        .arg(m_version.value(QLatin1String("micro")).toInt());
}

Result<QJsonValue> QmpClient::execute(const QString& command, const QJsonObject& arguments,
                                      const Patience& patience)
{
    const qint64 id = ++m_lastId;
    QJsonObject request {{QStringLiteral("execute"), command}, {QStringLiteral("id"), id}};
    if (!arguments.isEmpty())
        request.insert(QStringLiteral("arguments"), arguments);
    if (auto error = send(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n', patience))
        return fail(*error);
    for (;;) {
        const auto answer = receive(patience);
        if (!answer)
            return fail(answer.error());
        if (answer->contains(QLatin1String("event"))) {
            keep(*answer);
            continue;
        }
        const QJsonObject refused = answer->value(QLatin1String("error")).toObject();
        const bool isOurs = answer->value(QLatin1String("id")).toInteger(-1) == id;
        if (!refused.isEmpty() && (isOurs || !answer->contains(QLatin1String("id"))))
            return fail(refusalOf(command, refused));
        if (isOurs && answer->contains(QLatin1String("return")))
            return answer->value(QLatin1String("return"));
    }
}

Result<QJsonObject> QmpClient::waitFor(const QString& event, const QJsonObject& data,
                                       const Patience& patience)
{
    for (qsizetype i = 0; i < m_events.size(); ++i) {
        if (isAbout(m_events[i], event, data))
            return m_events.takeAt(i).value(QLatin1String("data")).toObject();
    }
    for (;;) {
        const auto next = receive(patience);
        if (!next)
            return fail(next.error());
        if (isAbout(*next, event, data))
            return next->value(QLatin1String("data")).toObject();
        if (next->contains(QLatin1String("event")))
            keep(*next);
    }
}

void QmpClient::keep(const QJsonObject& event)
{
    if (m_events.size() == kMostEvents)
        m_events.removeFirst();
    m_events.append(event);
}

// One line is one object. Empty lines are nothing.
Result<QJsonObject> QmpClient::receive(const Patience& patience)
{
    for (;;) {
        if (auto error = patience.isOver(subject())) // also when it never stops talking
            return fail(*error);
        if (const qsizetype end = m_buffer.indexOf('\n'); end >= 0) {
            const QByteArray line = m_buffer.left(end).trimmed();
            m_buffer.remove(0, end + 1);
            if (line.isEmpty())
                continue;
            const QJsonDocument document = QJsonDocument::fromJson(line);
            if (!document.isObject())
                return fail(broken(QString::fromUtf8(line.left(200))));
            return document.object();
        }
        if (m_buffer.size() > kMostOfLine)
            return fail(broken(QStringLiteral("endless line")));
        if (auto error = readMore(patience))
            return fail(*error);
    }
}

std::optional<Error> QmpClient::readMore(const Patience& patience)
{
    std::array<char, 16384> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by recv
    for (;;) {
        const ssize_t count = recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        if (count > 0) {
            m_buffer.append(buffer.data(), count);
            return {};
        }
        if (count == 0)
            return broken(QStringLiteral("connection closed"));
        if (errno != EAGAIN && errno != EINTR)
            return errnoError(errno, subject(), ErrorCode::ServiceNotRunning);
        if (auto error = await(POLLIN, patience))
            return error;
    }
}

std::optional<Error> QmpClient::send(const QByteArray& text, const Patience& patience)
{
    for (qsizetype done = 0; done < text.size();) {
        const ssize_t count = ::send(m_socket.get(), text.constData() + done,
                                     static_cast<size_t>(text.size() - done), MSG_NOSIGNAL);
        if (count >= 0) {
            done += count;
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return errnoError(errno, subject(), ErrorCode::ServiceNotRunning);
        if (auto error = await(POLLOUT, patience))
            return error;
    }
    return {};
}

std::optional<Error> QmpClient::await(short events, const Patience& patience)
{
    if (auto error = patience.isOver(subject()))
        return error;
    patience.wait(m_socket.get(), events);
    return {};
}

Error QmpClient::broken(const QString& text)
{
    m_socket.reset(); // every later use fails as well
    return {ErrorCode::ServiceNotRunning, subject(), ErrorDomain::Qmp, 0, text, {}};
}

} // namespace mooring
