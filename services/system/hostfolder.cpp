// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostfolder.h"

#include <cerrno>

namespace mooring {
namespace {

// win32 numbers of the contract
constexpr quint32 kCompressed = 618;
constexpr quint32 kEncrypted = 6002;

} // namespace

void addHostFolder(const ChildAnswer& probe, const QByteArray& path, ImageReport& report)
{
    const auto warn = [&](ErrorCode code, quint32 number) {
        report.warnings.append({code, encodeBytes(path), ErrorDomain::Win32, number, {}, {}});
    };
    for (const QByteArray& host : probe.values("host")) {
        report.facts.insert(Fact::HostFolder, QString::fromLatin1(host));
        if (host == "compressed")
            warn(ErrorCode::HostFolderCompressed, kCompressed);
        if (host == "encrypted")
            warn(ErrorCode::HostFolderEncrypted, kEncrypted);
    }
}

Error notWritableError(int number, const QByteArray& path)
{
    const std::optional<ErrorCode> code
        = number == EPERM ? std::optional(ErrorCode::WrongState) : std::nullopt;
    return errnoError(number, encodeBytes(path), code);
}

} // namespace mooring
