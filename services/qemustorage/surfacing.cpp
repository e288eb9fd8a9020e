// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "surfacing.h"

#include <fcntl.h>

namespace mooring {
namespace {

constexpr int kPhaseLimit = 6000; // ms; the whole has the deadline of its step

} // namespace

Surfacing::Surfacing(const QemuTools& tools, std::stop_token stop, Tell tell)
    : m_tools(tools)
    , m_stop(std::move(stop))
    , m_tell(std::move(tell))
    , m_daemons(tools.root, tools.child)
{
}

Patience Surfacing::patience() const { return Patience::of(kPhaseLimit, m_stop); }

StepResult Surfacing::carryOut(const std::vector<Phase>& phases, const QString& subject)
{
    StepResult result;
    for (size_t done = 0; done < phases.size(); ++done) {
        Progress progress;
        progress.percent = static_cast<int>(done * 100 / phases.size());
        m_tell(progress);
        Failure error = phases[done]();
        if (!error && m_stop.stop_requested() && done + 1 < phases.size())
            error = errorOf(ErrorCode::StoppedByUser, subject);
        if (!error)
            continue;
        tellWhoEnded(*error);
        undo();
        if (m_stop.stop_requested())
            error->code = ErrorCode::StoppedByUser;
        result.error = error;
        return result;
    }
    result.created = m_created;
    return result;
}

// What a daemon was for failed because it is not there any more.
void Surfacing::tellWhoEnded(Error& error)
{
    const auto ended = m_daemons.ended(m_storageMark, m_nbdfuseMark);
    if (!ended)
        return;
    error.code = ended->code;
    error.subject = ended->subject;
    auto& log = ended->subject == QLatin1String("nbdfuse") ? m_nbdfuseLog : m_storageLog;
    if (const QString line = log ? log->lastLine() : QString(); !line.isEmpty())
        error.text = line;
}

Surfacing::Failure Surfacing::startDaemon(const QByteArray& name, const QList<QByteArray>& arguments)
{
    const bool isStorage = name == AttachmentFolder::storage;
    DaemonLog& log = (isStorage ? m_storageLog : m_nbdfuseLog).emplace(*m_folder, name);
    Daemons::Program program;
    program.name = isStorage ? "qemu-storage-daemon" : "nbdfuse";
    program.arguments = arguments;
    const auto started = m_daemons.start(*m_folder, name, program, m_stop);
    if (!started) {
        Error error = started.error();
        if (error.text.isEmpty())
            error.text = log.lastLine();
        return error;
    }
    (isStorage ? m_storageMark : m_nbdfuseMark) = *started;
    return {};
}

Surfacing::Failure Surfacing::startStorage()
{
    if (auto error = startDaemon(AttachmentFolder::storage, StorageDaemon::arguments(*m_folder)))
        return error;
    auto error = m_daemons.awaitListening(*m_folder, m_storageMark, patience());
    if (!error) {
        auto storage = StorageDaemon::connect(*m_folder, patience());
        if (storage)
            m_storage.emplace(std::move(*storage));
        else
            error = storage.error();
    }
    if (const QString line = error ? m_storageLog->lastLine() : QString(); !line.isEmpty())
        error->text = line;
    return error;
}

Surfacing::Failure Surfacing::mountSurface(bool readOnly)
{
    const QByteArray surface = m_folder->surface();
    const Descriptor file(::open(surface.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file)
        return errnoError(errno, encodeBytes(surface));
    QList<QByteArray> arguments {surface, StorageDaemon::address(*m_folder)};
    if (readOnly)
        arguments.prepend("--readonly");
    if (auto error = startDaemon(AttachmentFolder::nbdfuse, arguments))
        return error;
    const ChildAnswer answer = m_tools.child.runFor(
        kPhaseLimit,
        {"await-surface", surface, QByteArray::number(m_size), QByteArray::number(m_nbdfuseMark.pid)},
        m_stop);
    auto error = answer.error(surface, {});
    if (!error)
        return {};
    if (answer.endedByItself()) // it ended, and has said why
        error->code = ErrorCode::CommandFailed;
    error->subject = QStringLiteral("nbdfuse");
    error->text = m_nbdfuseLog->lastLine();
    return error;
}

Surfacing::Failure Surfacing::bindDevice(const QList<QByteArray>& arguments)
{
    const ChildAnswer answer = m_tools.child.run(arguments, m_stop);
    m_record.device = answer.value("device");
    m_record.diskSeq = answer.number("diskseq");
    return answer.error(surface(), m_record.device);
}

Surfacing::Failure Surfacing::finish()
{
    if (auto error = m_daemons.ended(m_storageMark, m_nbdfuseMark))
        return error;
    m_record.worker = {};
    if (auto error = m_folder->write(m_record))
        return error;
    m_created = {ResourceId::make(Kind::VirtualDisk, m_record.device)};
    const QByteArray name = m_record.device.mid(m_record.device.lastIndexOf('/') + 1);
    for (const BlockDevice& partition : m_tools.devices.partitions(name))
        m_created.append(ResourceId::make(Kind::Partition, partition.devicePath()));
    m_created += madeOf();
    return {};
}

void Surfacing::undo()
{
    m_storage.reset(); // it listens to one at a time
    if (!m_folder)
        return;
    LettingGo(m_tools, *m_folder, {true, {}}, {}).run({}, {});
    undone();
    m_record.worker = {};
    if (m_folder->exists()) // something would not go: now it is a leftover
        m_folder->write(m_record);
}

} // namespace mooring
