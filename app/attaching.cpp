// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/attaching.h"

#include "app/iscsioptions.h"
#include "services/core/cardchoices.h"
#include "services/core/planner.h"

#include <QJsonArray>

#include <array>
#include <cerrno>
#include <unistd.h>

namespace mooring {

namespace {

// Why a file that was just looked into can only be read. Empty: it is of a kind that is never written to, and
// who attaches it says so.
std::optional<Error> notWritable(const ImageReport& report, const QString& subject)
{
    if (report.facts.contains(Fact::LockedBy))
        return errorOf(ErrorCode::ImageInUse, subject);
    const QByteArray path = report.facts.value(Fact::Path).toByteArray();
    const int number = ::euidaccess(path.constData(), W_OK) == 0 ? 0 : errno;
    if (number == 0)
        return {};
    const bool lacksRights = (number == EACCES || number == EPERM) && ::geteuid() != 0;
    return errnoError(number, subject, lacksRights ? ErrorCode::PermissionDenied : ErrorCode::WrongState);
}

} // namespace

bool isReader(const QByteArray& word) { return word.startsWith("reader:"); }

bool isExport(const QByteArray& word)
{
    return word.startsWith("export:") || word.startsWith("tgt/") || word.startsWith("lio/");
}

std::optional<Error> attachRefusal(const CommandLine& line)
{
    const bool isForTargets = !line.backing.isEmpty() || line.lun;
    if (isForTargets != isExport(line.operands.constFirst()))
        return isForTargets ? errorOf(ErrorCode::InvalidArgument, encodeBytes(line.operands.constFirst()))
                            : errorOf(ErrorCode::NothingGiven, QStringLiteral("--backing, --lun"));
    const bool isForDisks = line.readOnly || line.readWrite || line.untilUnused || line.overlay
        || line.outside || line.checksum || !line.format.isEmpty();
    const bool isForImages = line.readWrite || line.untilUnused || line.overlay || line.outside
        || line.checksum || !line.format.isEmpty();
    if (isForTargets && isForImages) // nothing of that would happen
        return errorOf(ErrorCode::InvalidArgument, encodeBytes(line.operands.constFirst()));
    const bool isForReaders = line.options.choices.contains(shareChoice);
    if (isReader(line.operands.constFirst()) ? isForDisks : isForReaders)
        return errorOf(ErrorCode::InvalidArgument, encodeBytes(line.operands.constFirst()));
    if (line.chap.isGiven() && !isUnit(line.operands.constFirst())) // a file asks for no proof
        return errorOf(ErrorCode::InvalidArgument, QStringLiteral("--chap-user"));
    return {};
}

std::optional<Error> attachRefusal(const CommandLine& line, const ImageReport& report)
{
    if (report.error)
        return report.error;
    const QString subject = encodeBytes(line.operands.constFirst());
    if (line.overlay && report.overlayProvider.isEmpty()) {
        const bool isOptical = report.facts.value(Fact::Format) == QStringLiteral("iso");
        return errorOf(isOptical ? ErrorCode::IsoIsReadOnly : ErrorCode::NotSupportedHere, subject);
    }
    const bool isPlain = report.provider == QLatin1String("loop") && !line.overlay;
    if (line.untilUnused && !isPlain) // its daemon would stay
        return errorOf(ErrorCode::NotSupportedHere, QStringLiteral("--until-unused"));
    if (!line.readWrite || !report.facts.value(Fact::ReadOnly).toBool())
        return {};
    if (report.facts.value(Fact::Format) == QStringLiteral("iso")) // whatever format is asked for
        return errorOf(ErrorCode::IsoIsReadOnly, subject);
    return notWritable(report, subject);
}

Engine::AttachOptions attachOptionsOf(const CommandLine& line, const ImageReport& report)
{
    Engine::AttachOptions options;
    options.readOnly = line.readOnly || (isCutShort(report) && !line.readWrite && !line.overlay);
    options.format = line.format;
    options.untilUnused = line.untilUnused;
    options.overlay = line.overlay;
    options.outside = line.outside;
    options.checksum = line.checksum;
    return options;
}

std::optional<ResourceId> attachedAs(const Topology& topology, const ImageReport& report)
{
    const QByteArray identity = report.facts.value(Fact::Inode).toString().toLatin1();
    for (Topology::Node node = 0; !identity.isEmpty() && node < topology.size(); ++node) {
        if (topology.at(node).kind != Kind::Image
            || !topology.at(node).keys.contains(Key {"file:" + identity}))
            continue;
        for (const Topology::Node user : topology.users(node))
            if (topology.at(user).kind == Kind::VirtualDisk)
                return topology.at(user).id;
    }
    return {};
}

QString deviceOf(const Topology& topology, const OperationRecord& record)
{
    if (!record.goals.isEmpty() && record.goals.constFirst().kind == Kind::CardAttachment)
        return record.goals.constFirst().resource.text;
    for (const GoalRecord& goal : record.goals)
        if (const auto node = topology.find(goal.resource))
            return encodeBytes(topology.at(*node).facts.value(Fact::Device).toByteArray());
    return record.goals.isEmpty() ? QString() : encodeBytes(record.goals.constFirst().resource.key());
}

Result<Plan> mountPlan(const Engine& engine, const ResourceId& id, const Naming& naming,
                       const CommandLine& line)
{
    const Topology& topology = engine.topology();
    const Resource& resource = topology.at(*topology.find(id));
    const QByteArray source = resource.facts.value(Fact::Device).toByteArray();
    if (source.isEmpty() || resource.kind == Kind::Mount || resource.kind == Kind::Swap)
        return fail(errorOf(ErrorCode::VerbNotOffered, encodeBytes(id.key())));
    if (line.operands.size() < 2)
        return fail(errorOf(ErrorCode::NothingGiven, QStringLiteral("mount")));
    const QByteArray target = naming.real(line.operands[1]);
    if (topology.find(ResourceId::make(Kind::Mount, target)))
        return fail(errorOf(ErrorCode::MountPointUsed, encodeBytes(target)));
    const bool isReadOnly = resource.facts.value(Fact::ReadOnly).toBool();
    if (line.forensic && !isReadOnly) // whoever looks at evidence must not trust in options alone
        return fail(errorOf(ErrorCode::WrongState, encodeBytes(source)));
    QByteArray options = line.forensic ? "nosuid,nodev,noexec" : "nosuid,nodev";
    if (line.readOnly || isReadOnly)
        options += ",ro";
    const QByteArray type = resource.facts.value(Fact::FilesystemType).toString().toUtf8();
    const QJsonObject arguments {{QStringLiteral("type"), QString::fromUtf8(type)},
                                 {QStringLiteral("source"), encodeBytes(source)},
                                 {QStringLiteral("target"), encodeBytes(target)},
                                 {QStringLiteral("root"), QStringLiteral("/")},
                                 {QStringLiteral("device"), QStringLiteral("-")},
                                 {QStringLiteral("options"), QString::fromUtf8(options)},
                                 {QStringLiteral("propagation"), QString()},
                                 {QStringLiteral("forensic"), line.forensic},
                                 {QStringLiteral("superOptions"), QJsonArray()}};
    QList<QByteArray> command {"mount", "-o", options, source, target};
    if (line.forensic) // only what is on the device decides about the rest of the options
        command = {"mooringctl", "mount", "--forensic", source, target};
    Plan plan
        = makeAttachPlan(QStringLiteral("filesystem"), Verb::Mount, ResourceId::make(Kind::Mount, target),
                         encodeBytes(target), arguments, command);
    plan.host = engine.hostName();
    return plan;
}

} // namespace mooring
