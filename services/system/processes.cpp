// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processes.h"

#include "kernelchild/scanformat.h"
#include "wholefile.h"

#include <unistd.h>

namespace mooring {

namespace {

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

std::optional<How> howOf(char way)
{
    switch (static_cast<scanformat::Way>(way)) {
    case scanformat::OpenFile:
        return How::OpenFile;
    case scanformat::DeletedFile:
        return How::DeletedFile;
    case scanformat::OpenDevice:
        return How::OpenDevice;
    case scanformat::WorkingDirectory:
        return How::WorkingDirectory;
    case scanformat::RootDirectory:
        return How::RootDirectory;
    case scanformat::Executable:
        return How::Executable;
    case scanformat::MappedFile:
        return How::MappedFile;
    }
    return {};
}

ProcessEntry entryOf(const scanformat::Record& record)
{
    const auto number = [&](size_t index) { return bytes(record.at(index)).toLongLong(); };
    ProcessEntry entry;
    entry.pid = number(0);
    entry.startTicks = bytes(record.at(1)).toULongLong();
    entry.parent = number(2);
    entry.session = number(3);
    entry.uid = static_cast<quint32>(number(4));
    entry.state = record.at(5).empty() ? '?' : record.at(5).front();
    entry.command = bytes(record.at(6));
    entry.commandLine = bytes(record.at(7));
    entry.cgroup = bytes(record.at(8));
    return entry;
}

std::optional<ProcessUse> useOf(const scanformat::Record& record)
{
    const auto how = record.at(0).empty() ? std::nullopt : howOf(record.at(0).front());
    if (!how)
        return {};
    return ProcessUse {*how, bytes(record.at(1)).toULongLong(), DeviceNumber::fromText(bytes(record.at(2))),
                       DeviceNumber::fromText(bytes(record.at(3))), bytes(record.at(4))};
}

Error damaged()
{
    Error error;
    error.code = ErrorCode::LookFailed;
    error.source = QStringLiteral("processes");
    error.subject = error.source;
    return error;
}

} // namespace

DeviceNumber DeviceNumber::fromText(const QByteArray& text)
{
    const qsizetype colon = text.indexOf(':');
    return {text.left(colon).toUInt(), text.mid(colon + 1).toUInt()};
}

QByteArray ProcessEntry::key() const
{
    return "process:" + QByteArray::number(pid) + '@' + QByteArray::number(startTicks);
}

QString ProcessEntry::label() const { return QStringLiteral("%1 (%2)").arg(encodeBytes(command)).arg(pid); }

Processes::Processes(std::shared_ptr<Child> child, QByteArray kernelChild)
    : m_child(std::move(child))
    , m_kernelChild(std::move(kernelChild))
{
}

QByteArray Processes::request(const ProcessTargets& targets)
{
    std::string out;
    for (const ProcessTargets::Mount& mount : targets.mounts)
        scanformat::append(
            out, scanformat::Mount,
            {std::to_string(mount.id), mount.device.text().toStdString(), mount.path.toStdString()});
    for (const DeviceNumber& device : targets.superblocks)
        scanformat::append(out, scanformat::Superblock, {device.text().toStdString()});
    for (const DeviceNumber& device : targets.nodes)
        scanformat::append(out, scanformat::BlockNode, {device.text().toStdString()});
    return QByteArray::fromStdString(out);
}

Result<ProcessScan> Processes::scan(const ProcessTargets& targets, std::stop_token stop) const
{
    if (targets.isEmpty())
        return ProcessScan();
    Child::Options options;
    options.input = request(targets);
    const auto result = m_child->run({m_kernelChild, "scan", QByteArray::number(getpid())}, stop, options);
    if (auto error = kernelChildError(result, QStringLiteral("processes"))) {
        error->source = QStringLiteral("processes");
        return fail(*error);
    }
    return parse(result->out);
}

Result<ProcessScan> Processes::parse(const QByteArray& answer)
{
    ProcessScan scan;
    std::string_view in(answer.constData(), static_cast<size_t>(answer.size()));
    while (const auto record = scanformat::take(in)) {
        switch (record->tag) {
        case scanformat::Process:
            scan.processes += entryOf(*record);
            break;
        case scanformat::Use: {
            const auto use = useOf(*record);
            if (use && !scan.processes.isEmpty())
                scan.processes.last().uses += *use;
            break;
        }
        case scanformat::Unseen:
            scan.unseen[bytes(record->at(0)).toUInt()] += bytes(record->at(1)).toInt();
            break;
        case scanformat::End:
            return scan;
        default:
            return fail(damaged());
        }
    }
    return fail(damaged()); // cut off: what is missing might be in the way
}

std::optional<ProcessEntry> Processes::read(const QByteArray& root, qint64 pid)
{
    const QByteArray folder = root + "/proc/" + QByteArray::number(pid) + '/';
    const auto stat = wholeFile(folder + "stat");
    if (!stat)
        return {};
    const qsizetype open = stat->indexOf('('), close = stat->lastIndexOf(')');
    const QList<QByteArray> fields = stat->mid(close + 2).split(' ');
    if (open < 0 || fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return {};
    ProcessEntry entry;
    entry.pid = pid;
    entry.state = fields[0][0];
    entry.parent = fields[1].toLongLong();
    entry.session = fields[3].toLongLong();
    entry.startTicks = fields[19].toULongLong();
    entry.command = stat->mid(open + 1, close - open - 1);
    entry.commandLine = wholeFile(folder + "cmdline").value_or(QByteArray());
    entry.cgroup = wholeFile(folder + "cgroup").value_or(QByteArray());
    const QByteArray status = wholeFile(folder + "status").value_or(QByteArray());
    const qsizetype line = status.indexOf("\nUid:");
    const QList<QByteArray> uids
        = status.mid(line + 5, status.indexOf('\n', line + 5) - line - 5).simplified().split(' ');
    entry.uid = line >= 0 && uids.size() > 1 ? uids[1].toUInt() : 0;
    return entry;
}

} // namespace mooring
