// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/loggingin.h"

#include "services/libiscsi/iscsiname.h"
#include "services/libiscsi/portal.h"

namespace mooring {

namespace {

Result<std::optional<ChapAccess>> access(ChapOptions options, const QByteArray& optionName,
                                         const QByteArray& workingDirectory)
{
    QByteArray& file = options.secretFile;
    if (!file.isEmpty() && file != "-" && !file.startsWith('/'))
        file.prepend(workingDirectory + '/');
    return readChapAccess(options, optionName);
}

} // namespace

Result<LoginRequest> loginRequestOf(const CommandLine& line, const QByteArray& workingDirectory)
{
    const auto target = iscsi::parseIscsiName(line.operands.constFirst());
    if (!target)
        return fail(target.error());
    if (line.portal.isEmpty())
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("--portal")));
    const auto portal = iscsi::parsePortal(line.portal);
    if (!portal)
        return fail(portal.error());
    if (line.mutualChap.isGiven() && !line.chap.isGiven()) // RFC 7143, 12.1.3: only together
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("--chap-user")));
    const auto chap = access(line.chap, "--chap", workingDirectory);
    if (!chap)
        return fail(chap.error());
    const auto mutualChap = access(line.mutualChap, "--mutual", workingDirectory);
    if (!mutualChap)
        return fail(mutualChap.error());
    LoginRequest request;
    request.target = *target;
    request.portal = iscsi::portalText(*portal);
    request.sessions = line.sessions;
    request.chap = *chap;
    request.mutualChap = *mutualChap;
    request.headerDigest = line.headerDigest;
    return request;
}

} // namespace mooring
