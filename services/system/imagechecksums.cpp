// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagechecksums.h"

#include "processio.h"

namespace mooring {
namespace {

constexpr qsizetype kDigits = 64;

// "HEX *NAME"; with a backslash before it when the name had to be escaped.
QByteArray checksumIn(QByteArray line)
{
    if (line.startsWith('\\'))
        line.remove(0, 1);
    const QByteArray digits = line.left(kDigits);
    const bool isWhole = QByteArray::fromHex(digits).toHex() == digits && line.size() > kDigits;
    return isWhole && digits.size() == kDigits ? digits : QByteArray();
}

Error failed(const Result<ChildResult>& result)
{
    if (!result)
        return result.error();
    Error error = errorOf(ErrorCode::CommandFailed, QStringLiteral("sha256sum"));
    error.text = QString::fromLocal8Bit(result->err).trimmed();
    return error;
}

} // namespace

ImageChecksums::ImageChecksums(QByteArray root, KernelChild child, const QByteArray& images)
    : m_root(std::move(root))
    , m_child(std::move(child))
    , m_ledger(images)
{
}

Result<QByteArray> ImageChecksums::before(const QByteArray& path, const QByteArray& identity,
                                          std::stop_token stop, const Tell& tell) const
{
    if (const auto error = m_ledger.makeFolder())
        return fail(*error);
    auto checksum = compute(path, identity, stop, tell);
    if (!checksum && stop.stop_requested())
        return fail(errorOf(ErrorCode::StoppedByUser, encodeBytes(path)));
    return checksum;
}

void ImageChecksums::keep(quint64 sequence, const ChecksumLedger::Entry& entry, Facts& facts) const
{
    facts.insert(Fact::ChecksumBefore, QString::fromLatin1(entry.checksum));
    m_ledger.put(sequence, entry);
}

Facts ImageChecksums::after(quint64 sequence, const QByteArray& path, std::stop_token stop,
                            const Tell& tell) const
{
    Facts facts;
    const auto entry = m_ledger.find(sequence);
    if (!entry)
        return facts;
    facts.insert(Fact::ChecksumBefore, QString::fromLatin1(entry->checksum));
    if (const auto now = compute(path, entry->identity, stop, tell))
        facts.insert(Fact::Checksum, QString::fromLatin1(*now));
    m_ledger.forget(sequence);
    return facts;
}

// It is read by its name: whether that is one and the same file, which nobody changed, is seen before and
// after.
Result<QByteArray> ImageChecksums::compute(const QByteArray& path, const QByteArray& identity,
                                           const std::stop_token& stop, const Tell& tell) const
{
    const Error changed = errorOf(ErrorCode::ImageChanged, encodeBytes(path));
    const ChildAnswer before = m_child.run({"image-probe", path}, stop);
    if (const auto error = before.error(path, {}))
        return fail(*error);
    if (before.value("identity") != identity)
        return fail(changed);
    auto checksum = read(path, before.number("size"), stop, tell);
    if (!checksum)
        return checksum;
    const ChildAnswer after = m_child.run({"image-probe", path}, stop);
    if (const auto error = after.error(path, {}))
        return fail(*error);
    const bool isSame = after.value("identity") == identity && after.value("mark") == before.value("mark");
    return isSame ? checksum : fail(changed);
}

Result<QByteArray> ImageChecksums::read(const QByteArray& path, quint64 size, const std::stop_token& stop,
                                        const Tell& tell) const
{
    Child::Options options;
    options.waiting = [this, size, &tell](qint64 pid, int elapsed) {
        const quint64 done = std::min(size, movedBytes(m_root, pid, "rchar"));
        Progress progress;
        progress.bytesLeft = size - done;
        if (size > 0)
            progress.percent = static_cast<int>(done * 100 / size);
        if (elapsed > 0)
            progress.bytesPerSecond = done * 1000 / static_cast<quint64>(elapsed);
        if (tell)
            tell(progress);
    };
    const auto result = m_child.child().run({"sha256sum", "--binary", "--", path}, stop, options);
    const QByteArray checksum = result && result->exitCode == 0 ? checksumIn(result->out) : QByteArray();
    return checksum.isEmpty() ? fail(failed(result)) : Result<QByteArray>(checksum);
}

} // namespace mooring
