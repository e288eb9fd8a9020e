// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secretfile.h"

#include "services/core/resource.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace mooring {

namespace {

constexpr qsizetype mostBytes = 4096; // RFC 7143, 13.17 has 255 as the least that must be possible
constexpr int longestWait = 30000; // ms, for each byte

// A pipe may have no writer yet, or one that takes its time.
bool isReadable(int descriptor)
{
    pollfd waiting {descriptor, POLLIN, 0};
    return ::poll(&waiting, 1, longestWait) != 0;
}

Result<QByteArray> firstLine(int descriptor, const QByteArray& file)
{
    QByteArray line;
    char next = 0; // one by one: what follows on standard input may be the other side's
    while (line.size() <= mostBytes && next != '\n') {
        if (descriptor != STDIN_FILENO && !isReadable(descriptor))
            return fail(errorOf(ErrorCode::DeadlinePassed, encodeBytes(file)));
        const ssize_t got = ::read(descriptor, &next, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return fail(errnoError(errno, encodeBytes(file), ErrorCode::InvalidArgument));
        if (got == 0)
            break;
        line.append(next);
    }
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty() || line.size() > mostBytes)
        return fail(errorOf(ErrorCode::InvalidArgument, encodeBytes(file)));
    return line;
}

Result<QByteArray> secretIn(const QByteArray& file)
{
    if (file == "-")
        return firstLine(STDIN_FILENO, file);
    const int descriptor = ::open(file.constData(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
        return fail(errnoError(errno, encodeBytes(file), ErrorCode::InvalidArgument));
    Result<QByteArray> line = firstLine(descriptor, file);
    ::close(descriptor);
    return line;
}

} // namespace

QList<int> descriptorsOf(const ChapOptions& options)
{
    for (const char* folder : {"/dev/fd/", "/proc/self/fd/"}) {
        bool isNumber = false;
        const QByteArray name = options.secretFile.startsWith(folder)
            ? options.secretFile.mid(static_cast<qsizetype>(std::strlen(folder)))
            : QByteArray();
        const int descriptor = name.toInt(&isNumber);
        if (isNumber && descriptor >= 0)
            return {descriptor};
    }
    return {};
}

Result<std::optional<ChapAccess>> readChapAccess(const ChapOptions& options, const QByteArray& optionName,
                                                 NameAlone nameAlone)
{
    if (!options.isGiven())
        return std::optional<ChapAccess>();
    if (options.user.isEmpty())
        return fail(errorOf(ErrorCode::NothingGiven, encodeBytes(optionName + "-user")));
    if (options.secretFile.isEmpty() && nameAlone == NameAlone::MeansKeyring)
        return std::optional(ChapAccess {options.user, {}});
    if (options.secretFile.isEmpty())
        return fail(errorOf(ErrorCode::NothingGiven, encodeBytes(optionName + "-secret-file")));
    const Result<QByteArray> secret = secretIn(options.secretFile);
    if (!secret)
        return fail(secret.error());
    return std::optional(ChapAccess {options.user, *secret});
}

} // namespace mooring
