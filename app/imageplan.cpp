// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imageplan.h"

#include "services/core/planner.h"

namespace mooring {

namespace {

QList<QByteArray> losetup(const QByteArray& path, const Engine::AttachOptions& options)
{
    QList<QByteArray> command {"losetup", "--find", "--show", "--partscan"};
    if (options.readOnly)
        command << "--read-only";
    return command << "--" << path;
}

// Several programs and a monitor socket: no shell command does the same.
QList<QByteArray> mooringctl(const QByteArray& path, const Engine::AttachOptions& options)
{
    QList<QByteArray> command {"mooringctl", "attach"};
    if (options.readOnly)
        command << "--read-only";
    if (options.overlay)
        command << "--overlay";
    if (options.outside)
        command << "--allow-outside";
    if (options.checksum)
        command << "--checksum";
    return command << "--" << path;
}

Consequence consequenceOf(const ImageReport& report, const Engine::AttachOptions& options)
{
    if (options.overlay)
        return Consequence::OverlayAppears;
    const bool isCopied = report.facts.value(Fact::OverlayKind).toString() == QLatin1String("copy");
    return isCopied ? Consequence::CopyAppears : Consequence::DeviceAppears;
}

} // namespace

Plan makeImagePlan(const ImageReport& report, const Engine::AttachOptions& options)
{
    const QByteArray path = report.facts.value(Fact::Path).toByteArray();
    const bool isPlain = report.provider == QLatin1String("loop") && !options.overlay;
    const bool isAsLosetup = isPlain && !options.checksum;
    QString format = options.format;
    if (!isPlain && format.isEmpty()) // recognised when it was looked into, and nothing else since
        format = report.facts.value(Fact::Format).toString();
    const QJsonObject arguments {{QStringLiteral("path"), encodeBytes(path)},
                                 {QStringLiteral("identity"), report.facts.value(Fact::Inode).toString()},
                                 {QStringLiteral("readOnly"), options.readOnly},
                                 {QStringLiteral("format"), format},
                                 {QStringLiteral("untilUnused"), options.untilUnused},
                                 {QStringLiteral("overlay"), options.overlay},
                                 {QStringLiteral("outside"), options.outside},
                                 {QStringLiteral("checksum"), options.checksum}};
    return makeAttachPlan(options.overlay ? report.overlayProvider : report.provider, Verb::Attach,
                          ResourceId::make(Kind::Image, path), encodeBytes(path), arguments,
                          isAsLosetup ? losetup(path, options) : mooringctl(path, options),
                          consequenceOf(report, options));
}

ImageReport withExports(ImageReport report, const Topology& topology)
{
    const QByteArray path = report.facts.value(Fact::Path).toByteArray();
    const QString inode = report.facts.value(Fact::Inode).toString();
    for (Topology::Node node = 0; node < topology.size(); ++node) {
        const Resource& unit = topology.at(node);
        if (unit.kind != Kind::ExportLun)
            continue;
        const bool isSameFile = !inode.isEmpty() && unit.facts.value(Fact::Inode).toString() == inode;
        if (!isSameFile && unit.facts.value(Fact::Backing).toByteArray() != path)
            continue;
        const bool isWritten = !unit.facts.value(Fact::ReadOnly).toBool();
        report.facts.insert(Fact::LockedBy, isWritten ? QStringLiteral("writer") : QStringLiteral("readers"));
        if (isWritten && !report.error)
            report.error = errorOf(ErrorCode::ImageInUse, encodeBytes(path));
    }
    for (const SourceError& each : topology.errors()) { // whether it is exported nobody knows
        if (each.error.code == ErrorCode::DeadlinePassed && each.kinds.contains(Kind::ExportLun)
            && !report.error)
            report.error = each.error;
    }
    return report;
}

} // namespace mooring
