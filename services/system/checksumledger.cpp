// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checksumledger.h"

#include "wholefile.h"

#include <sys/stat.h>

namespace mooring {

ChecksumLedger::ChecksumLedger(const QByteArray& images)
    : m_folder(images.left(images.lastIndexOf('/')) + "/checksums")
{
}

std::optional<Error> ChecksumLedger::makeFolder() const
{
    ::mkdir(m_folder.left(m_folder.lastIndexOf('/')).constData(), 0755);
    ::mkdir(m_folder.constData(), 0700);
    struct stat info
    {
    };
    if (::lstat(m_folder.constData(), &info) != 0)
        return errnoError(errno, encodeBytes(m_folder));
    const bool isOurs = S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() && (info.st_mode & 0077) == 0;
    return isOurs ? std::nullopt : std::optional(errnoError(EPERM, encodeBytes(m_folder)));
}

std::optional<Error> ChecksumLedger::put(quint64 sequence, const Entry& entry) const
{
    if (auto error = makeFolder())
        return error;
    const QByteArray text = entry.checksum + ' ' + entry.identity + '\n';
    const QByteArray fresh = file(sequence) + ".new";
    const Descriptor target(
        ::open(fresh.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    const bool isWritten = target
        && ::write(target.get(), text.constData(), static_cast<size_t>(text.size())) == text.size()
        && ::rename(fresh.constData(), file(sequence).constData()) == 0;
    return isWritten ? std::nullopt : std::optional(errnoError(errno, encodeBytes(m_folder)));
}

std::optional<ChecksumLedger::Entry> ChecksumLedger::find(quint64 sequence) const
{
    const auto text = sequence == 0 ? std::nullopt : wholeFile(file(sequence));
    const QList<QByteArray> words = text.value_or(QByteArray()).trimmed().split(' ');
    return words.size() == 2 ? std::optional(Entry {words[1], words[0]}) : std::nullopt;
}

void ChecksumLedger::forget(quint64 sequence) const { ::unlink(file(sequence).constData()); }

void ChecksumLedger::tell(quint64 sequence, Facts& facts) const
{
    if (const auto entry = find(sequence))
        facts.insert(Fact::ChecksumBefore, QString::fromLatin1(entry->checksum));
}

} // namespace mooring
