// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageinspection.h"

#include "services/system/hostfolder.h"

namespace mooring {
namespace {

constexpr quint64 kSector = 512;
constexpr quint64 kOpticalSector = 2048;
constexpr quint64 kOpticalLeast = 34816; // 16 reserved sectors and one volume descriptor
constexpr quint32 kFileCorrupt = 1392; // win32 numbers of the contract
constexpr quint32 kProviderNotFound = 0xC03A0014;

Error windowsError(ErrorCode code, const QByteArray& path, quint32 number, const QString& text = {})
{
    return {code, encodeBytes(path), ErrorDomain::Win32, number, text, {}};
}

Error plainError(ErrorCode code, const QByteArray& path)
{
    return {code, encodeBytes(path), ErrorDomain::None, 0, {}, {}};
}

void addText(const ChildAnswer& probe, const char* key, Fact fact, Facts& facts)
{
    if (const QByteArray text = probe.value(key); !text.isEmpty())
        facts.insert(fact, QString::fromUtf8(text));
}

std::optional<Error> sizeError(quint64 size, bool iso, const QByteArray& path)
{
    if (size == 0)
        return plainError(ErrorCode::ImageEmpty, path);
    if (iso && (size % kOpticalSector != 0 || size < kOpticalLeast))
        return windowsError(ErrorCode::IsoSizeWrong, path, kFileCorrupt);
    if (size < kSector)
        return plainError(ErrorCode::DeviceSizeWrong, path);
    return {};
}

std::optional<Error> formatError(const QString& recognised, const QString& wanted, const QByteArray& path)
{
    const QString raw = QStringLiteral("raw");
    const QString iso = QStringLiteral("iso");
    if (!wanted.isEmpty() && wanted != raw && wanted != iso)
        return windowsError(ErrorCode::ImageFormatNoProvider, path, kProviderNotFound, wanted);
    if (wanted == raw)
        return {};
    if (recognised.isEmpty() || (wanted == iso && recognised == raw))
        return plainError(ErrorCode::ImageContentUnknown, path);
    if (recognised != raw && recognised != iso)
        return windowsError(ErrorCode::ImageFormatNoProvider, path, kProviderNotFound, recognised);
    return {};
}

} // namespace

ImageInspection ImageInspection::of(const ChildAnswer& probe, const QByteArray& path, const QString& wanted)
{
    ImageInspection result;
    ImageReport& report = result.report;
    Facts& facts = report.facts;
    facts.insert(Fact::Path, path);
    report.error = probe.error(path, path);
    if (probe.value("identity").isEmpty())
        return result;
    const quint64 size = probe.number("size");
    const QString recognised = QString::fromLatin1(probe.value("format"));
    result.identity = probe.value("identity");
    result.optical = recognised == QLatin1String("iso");
    result.format = wanted.isEmpty() ? recognised : wanted;
    const auto sector = static_cast<unsigned>(probe.number("sector"));
    result.sectorSize = sector > kSector ? sector : 0;
    const QByteArray lock = probe.value("lock");
    if (lock == "readers")
        result.notWritable = plainError(ErrorCode::ImageInUse, path);
    if (const auto number = probe.number("readonly"))
        result.notWritable = notWritableError(static_cast<int>(number), path);
    if (!lock.isEmpty())
        facts.insert(Fact::LockedBy, QString::fromLatin1(lock));

    facts.insert(Fact::Size, size);
    facts.insert(Fact::OnDisk, probe.number("disk"));
    facts.insert(Fact::Inode, QString::fromLatin1(result.identity));
    facts.insert(Fact::ReadOnly, result.optical || result.notWritable.has_value());
    if (!result.format.isEmpty())
        facts.insert(Fact::Format, result.format);
    addText(probe, "table", Fact::PartitionTable, facts);
    addText(probe, "filesystem", Fact::FilesystemType, facts);
    addText(probe, "label", Fact::Label, facts);
    addText(probe, "uuid", Fact::Uuid, facts);
    addHostFolder(probe, path, report);
    if (const quint64 missing = probe.number("missing")) {
        report.warnings.append(plainError(ErrorCode::ImageCutShort, path));
        report.warnings.last().text = QString::number(missing);
    }
    // cut off before its volume descriptor, an ISO is known by its name alone
    const bool meantAsIso
        = recognised.isEmpty() && wanted != QLatin1String("raw") && path.toLower().endsWith(".iso");
    if (!report.error && (meantAsIso || size == 0))
        report.error = sizeError(size, meantAsIso, path);
    if (!report.error)
        report.error = formatError(recognised, wanted, path);
    if (!report.error)
        report.error = sizeError(size, result.optical && wanted != QLatin1String("raw"), path);
    if (!report.error && lock == "writer")
        report.error = plainError(ErrorCode::ImageInUse, path);
    if (!report.error)
        report.provider = QStringLiteral("loop");
    if (!report.error && !result.optical && size % kSector != 0) // the rest stays outside the device
        report.warnings.append(plainError(ErrorCode::DeviceSizeWrong, path));
    return result;
}

} // namespace mooring
