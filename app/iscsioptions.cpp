// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/iscsioptions.h"

#include "services/libiscsi/iscsiname.h"
#include "services/libiscsi/portal.h"

#include <algorithm>
#include <cstring>

namespace mooring {

namespace {

Result<std::optional<ChapAccess>> access(ChapOptions options, const QByteArray& optionName,
                                         const QByteArray& workingDirectory,
                                         NameAlone nameAlone = NameAlone::IsRefused)
{
    QByteArray& file = options.secretFile;
    if (!file.isEmpty() && file != "-" && !file.startsWith('/'))
        file.prepend(workingDirectory + '/');
    return readChapAccess(options, optionName, nameAlone);
}

// As typed, or as a row is printed.
QByteArray nameIn(const QByteArray& operand)
{
    const ResourceId id {QString::fromUtf8(operand)};
    return id.kind() == Kind::IscsiTarget ? id.key() : operand;
}

} // namespace

Result<ChapAnswers> chapAnswersOf(const CommandLine& line, const QByteArray& workingDirectory)
{
    if (line.mutualChap.isGiven() && !line.chap.isGiven()) // RFC 7143, 12.1.3: only together
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("--chap-user")));
    const NameAlone alone = line.command == Command::LogIn ? NameAlone::MeansKeyring : NameAlone::IsRefused;
    const auto own = access(line.chap, "--chap", workingDirectory, alone);
    if (!own)
        return fail(own.error());
    const auto mutual = access(line.mutualChap, "--mutual", workingDirectory, alone);
    if (!mutual)
        return fail(mutual.error());
    return ChapAnswers {*own, *mutual};
}

CommandLine withWhatIsKnown(CommandLine line, const Topology& topology)
{
    const auto target = iscsi::parseIscsiName(nameIn(line.operands.constFirst()));
    const auto node = target ? topology.find(ResourceId::make(Kind::IscsiTarget, *target)) : std::nullopt;
    if (!node)
        return line;
    const Facts& facts = topology.at(*node).facts;
    if (line.portal.isEmpty())
        line.portal = decodeBytes(facts.value(Fact::Portals).toString().section(QStringLiteral(", "), 0, 0));
    if (!line.chap.isGiven())
        line.chap.user = decodeBytes(facts.value(Fact::User).toString());
    return line;
}

Result<LoginRequest> loginRequestOf(const CommandLine& line, const QByteArray& workingDirectory)
{
    const auto target = iscsi::parseIscsiName(nameIn(line.operands.constFirst()));
    if (!target)
        return fail(target.error());
    if (line.portal.isEmpty())
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("--portal")));
    const auto portal = iscsi::parsePortal(line.portal);
    if (!portal)
        return fail(portal.error());
    if (line.rememberSecret && !line.chap.isGiven())
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("--chap-user")));
    const Result<ChapAnswers> chap = chapAnswersOf(line, workingDirectory);
    if (!chap)
        return fail(chap.error());
    LoginRequest request;
    request.target = *target;
    request.portal = iscsi::portalText(*portal);
    request.sessions = line.sessions;
    request.chap = chap->own;
    request.mutualChap = chap->mutual;
    request.headerDigest = line.headerDigest;
    request.automatic = line.automatic;
    request.remember = line.remember;
    request.rememberSecret = line.rememberSecret;
    return request;
}

bool isUnit(const QByteArray& word) { return word.startsWith("iscsi://"); }

Result<UnitRequest> unitRequestOf(const CommandLine& line, const QByteArray& workingDirectory)
{
    const QByteArray& url = line.operands.constFirst();
    const QList<QByteArray> parts = url.mid(int(strlen("iscsi://"))).split('/');
    if (parts.size() != 3)
        return fail(errorOf(ErrorCode::InvalidArgument, encodeBytes(url)));
    const auto portal = iscsi::parsePortal(parts[0]);
    if (!portal)
        return fail(portal.error());
    const auto target = iscsi::parseIscsiName(parts[1]);
    if (!target)
        return fail(target.error());
    constexpr ushort mostLun = 16383; // SAM-5, flat space addressing: 14 bits
    bool ok = false;
    const ushort lun = parts[2].toUShort(&ok);
    const bool isNumber = ok && lun <= mostLun && parts[2] == QByteArray::number(lun);
    const bool isForImages = !line.format.isEmpty() || line.overlay || line.untilUnused || line.checksum
        || line.outside || line.mutualChap.isGiven();
    if (!isNumber || isForImages)
        return fail(
            errorOf(isNumber ? ErrorCode::NotSupportedHere : ErrorCode::InvalidArgument, encodeBytes(url)));
    const auto chap = access(line.chap, "--chap", workingDirectory, NameAlone::MeansKeyring);
    if (!chap)
        return fail(chap.error());
    return UnitRequest {*target, iscsi::portalText(*portal), lun, line.readOnly, *chap};
}

std::optional<QString> attachedUnit(const Topology& topology, const UnitRequest& request)
{
    const QByteArray key = "iscsi:" + request.target + '/' + QByteArray::number(request.lun) + '@';
    const auto isIt = [&key](const Resource& resource) {
        return std::any_of(resource.keys.cbegin(), resource.keys.cend(),
                           [&key](const Key& each) { return each.text.startsWith(key); });
    };
    for (Topology::Node node = 0; node < topology.size(); ++node) {
        if (topology.at(node).kind != Kind::IscsiLun || !isIt(topology.at(node)))
            continue;
        for (const Topology::Node user : topology.users(node)) {
            const QByteArray device = topology.at(user).facts.value(Fact::Device).toByteArray();
            if (!device.isEmpty())
                return encodeBytes(device);
        }
    }
    return {};
}

} // namespace mooring
