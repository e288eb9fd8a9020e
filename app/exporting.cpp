// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporting.h"

#include "services/core/planner.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace mooring {

namespace {

using Node = Topology::Node;

// Something that is used here must not be given to others as well.
std::optional<Error> backingRefusal(const Topology& topology, const QByteArray& path)
{
    struct stat status = {};
    const QString subject = encodeBytes(path);
    if (::stat(path.constData(), &status) != 0)
        return errnoError(errno, subject,
                          errno == ENOENT ? std::optional(ErrorCode::ImageMissing) : std::nullopt);
    if (S_ISDIR(status.st_mode))
        return errorOf(ErrorCode::ImageIsDirectory, subject);
    if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode))
        return errorOf(ErrorCode::ImageNotAFile, subject);
    for (Node node = 0; node < topology.size(); ++node) {
        const Resource& resource = topology.at(node);
        const bool isIt = resource.kind == Kind::Image
            ? resource.id.key() == path
            : resource.facts.value(Fact::Device).toByteArray() == path;
        const auto users = topology.users(node);
        const bool isUsed = std::any_of(users.begin(), users.end(), [&](Node user) {
            const Kind kind = topology.at(user).kind;
            return kind != Kind::Partition && kind != Kind::Filesystem && kind != Kind::ExportLun;
        });
        const bool isMounted = !resource.facts.value(Fact::MountPoints).toByteArray().isEmpty();
        if (isIt && (isUsed || isMounted))
            return errorOf(ErrorCode::ImageInUse, subject);
    }
    return {};
}

Result<Node> exportCalled(const Engine& engine, const Naming& naming, const QByteArray& word)
{
    const Topology& topology = engine.topology();
    const Result<ResourceId> id = naming.resolve(word);
    const auto node = id ? topology.find(*id) : std::nullopt;
    if (!id && id.error().code == ErrorCode::AmbiguousResource)
        return fail(id.error());
    if (!node || topology.at(*node).kind != Kind::Export)
        return fail(
            missingExport(engine, word).value_or(errorOf(ErrorCode::ExportUnknown, encodeBytes(word))));
    return *node;
}

// "export-lun:tgt@1/IQN/0" -> "tgt", "IQN/0"; empty: nothing of a target.
std::optional<std::pair<QByteArray, QByteArray>> serverIn(const QByteArray& word)
{
    const qsizetype colon = word.indexOf(':');
    const auto kind = fromToken<Kind>(QString::fromUtf8(word.left(std::max<qsizetype>(colon, 0))));
    const bool isOfTarget = kind == Kind::Export || kind == Kind::ExportLun || kind == Kind::MappedLun
        || kind == Kind::Initiator;
    const QByteArray rest = kind ? word.mid(colon + 1) : word;
    const QByteArray server = rest.split('/').constFirst();
    const QByteArray name = server.split('@').constFirst();
    const bool isKnown = name == "tgt" || name == "lio";
    if (kind ? !isOfTarget : !isKnown)
        return {};
    return std::pair(isKnown ? name : QByteArray(), rest.mid(server.size() + 1));
}

} // namespace

std::optional<Error> missingExport(const Engine& engine, const QByteArray& word)
{
    const Topology& topology = engine.topology();
    const auto named = serverIn(word);
    if (!named)
        return {};
    const auto& [server, rest] = *named;
    if (server.isEmpty() || rest.isEmpty())
        return errorOf(ErrorCode::InvalidArgument, encodeBytes(word));
    for (const ProviderInfo& provider : engine.providers()) {
        if (provider.name == QString::fromLatin1(server) && provider.availability == Availability::Hung)
            return provider.why.value_or(errorOf(ErrorCode::ProviderHung, provider.name));
    }
    for (const SourceError& source : topology.errors()) {
        if (source.error.source.startsWith(QString::fromLatin1(server))
            && source.kinds.contains(Kind::ExportLun))
            return source.error;
    }
    for (Node node = 0; node < topology.size(); ++node) {
        const Resource& target = topology.at(node);
        const QByteArray name = decodeBytes(target.facts.value(Fact::TargetName).toString());
        const bool isOfServer = topology.provider(node) == QString::fromLatin1(server);
        const bool isOfControl = !word.contains('@') || word.contains(target.id.key() + '/');
        const QByteArray behind = rest.startsWith(name) ? rest.mid(name.size()) : QByteArray();
        if (target.kind == Kind::Export && isOfServer && isOfControl
            && (behind.startsWith('/') || behind.startsWith(',')))
            return errorOf(ErrorCode::UnitNotInTarget, encodeBytes(word));
    }
    return errorOf(ErrorCode::ExportUnknown, encodeBytes(word));
}

Result<Plan> exportPlan(const Engine& engine, const Naming& naming, const CommandLine& line)
{
    if (line.backing.isEmpty() || !line.lun)
        return fail(errorOf(ErrorCode::NothingGiven,
                            line.backing.isEmpty() ? QStringLiteral("--backing") : QStringLiteral("--lun")));
    const Topology& topology = engine.topology();
    const Result<Node> found = exportCalled(engine, naming, line.operands.constFirst());
    if (!found)
        return fail(found.error());
    const Resource& target = topology.at(*found);
    if (line.readOnly && topology.provider(*found) != QLatin1String("tgt")) // it would be writable
        return fail(errorOf(ErrorCode::NotSupportedHere, QStringLiteral("--read-only")));
    const QByteArray number = QByteArray::number(*line.lun);
    const ResourceId unit = ResourceId::make(Kind::ExportLun, target.id.key() + '/' + number);
    if (topology.find(unit))
        return fail(errorOf(ErrorCode::LunNumberTaken, QString::fromLatin1(number)));
    const QByteArray path = naming.real(line.backing);
    if (const auto refusal = backingRefusal(topology, path))
        return fail(*refusal);
    const QString name = target.facts.value(Fact::TargetName).toString();
    const QJsonObject arguments {{QStringLiteral("target"), name},
                                 {QStringLiteral("lun"), static_cast<qint64>(*line.lun)},
                                 {QStringLiteral("path"), encodeBytes(path)},
                                 {QStringLiteral("backing"), encodeBytes(path)},
                                 {QStringLiteral("readOnly"), line.readOnly}};
    QList<QByteArray> command {"mooringctl", "attach", target.id.text.toUtf8(), "--backing", path,
                               "--lun",      number};
    if (line.readOnly)
        command << "--read-only";
    Plan plan = makeAttachPlan(topology.provider(*found), Verb::Attach, unit,
                               name + QLatin1Char('/') + QString::fromLatin1(number), arguments, command,
                               Consequence::LogicalUnitAppears);
    plan.host = engine.hostName();
    return plan;
}

std::optional<Result<ResourceId>> mappedLunOf(const Topology& topology, const Naming& naming,
                                              const CommandLine& line)
{
    if (line.verb != Verb::Hide || line.operands.size() != 2)
        return {};
    const Result<ResourceId> unit = naming.resolve(line.operands.constFirst());
    const auto node = unit ? topology.find(*unit) : std::nullopt;
    if (!node || topology.at(*node).kind != Kind::ExportLun)
        return {};
    if (topology.provider(*node) != QLatin1String("lio")) // every initiator of a target sees all of it
        return Result<ResourceId>(fail(errorOf(ErrorCode::NotSupportedHere, token(Verb::Hide))));
    QByteArray initiator = line.operands.constLast();
    if (const Result<ResourceId> id = naming.resolve(initiator); id && id->kind() == Kind::Initiator)
        initiator = decodeBytes(topology.at(*topology.find(*id)).facts.value(Fact::InitiatorName).toString());
    for (const Node user : topology.users(*node)) {
        const Resource& mapped = topology.at(user);
        if (mapped.kind == Kind::MappedLun
            && decodeBytes(mapped.facts.value(Fact::InitiatorName).toString()) == initiator)
            return Result<ResourceId>(mapped.id);
    }
    const QByteArray target = unit->key().left(unit->key().lastIndexOf('/') + 1);
    return Result<ResourceId>(fail(
        errorOf(ErrorCode::UnitNotInTarget, ResourceId::make(Kind::MappedLun, target + initiator).text)));
}

} // namespace mooring
