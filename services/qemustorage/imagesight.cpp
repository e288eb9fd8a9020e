// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagesight.h"

#include "services/system/hostfolder.h"
#include "sniffedchain.h"

#include <QMap>

namespace mooring {
namespace {

constexpr int kLimit = 10000; // ms
constexpr quint32 kProviderNotFound = 0xC03A0014; // win32, of the contract
constexpr unsigned kSector = 512; // the only one that QEMU serves these formats with

const QString kRaw = QStringLiteral("raw");

QString lastName(QByteArray path)
{
    path.replace('\\', '/');
    return encodeBytes(path.mid(path.lastIndexOf('/') + 1));
}

Error about(ErrorCode code, const QByteArray& path, const QString& text = {})
{
    Error error = errorOf(code, encodeBytes(path));
    error.text = text;
    return error;
}

Error noProvider(const QByteArray& path, const QString& text)
{
    return {
        ErrorCode::ImageFormatNoProvider, encodeBytes(path), ErrorDomain::Win32, kProviderNotFound, text, {}};
}

// A qcow2 image names what it stands on in a way that can be followed; of the others QEMU reads the image
// alone.
bool isIncomplete(const SniffedFile& file) { return file.is("differencing") && file.format != "qcow2"; }

// What its own bytes forbid, of the image and of every file that it stands on alike.
std::optional<Error> contentError(const SniffedFile& file)
{
    const QString fault = QString::fromLatin1(file.fault);
    if (file.fault == "unknown-version" || file.fault == "unknown-feature")
        return noProvider(file.path, QString::fromLatin1(file.format) + u' ' + fault);
    if (file.fault == "leftover-footer") // whether it is a disk or a damaged image nobody can tell
        return about(ErrorCode::ImageContentUnknown, file.path, fault);
    if (!file.fault.isEmpty())
        return about(ErrorCode::ImageDamaged, file.path, fault);
    if (file.is("encrypted"))
        return about(ErrorCode::ImageProtected, file.path);
    if (file.is("corrupt"))
        return about(ErrorCode::ImageDamaged, file.path, QStringLiteral("corrupt"));
    if (isIncomplete(file))
        return about(ErrorCode::ImageDifferencing, file.path, lastName(file.parentName));
    if (file.sector != kSector && file.format == "vhdx")
        return noProvider(file.path, QStringLiteral("vhdx, %1 bytes a sector").arg(file.sector));
    if (file.lock == "writer")
        return about(ErrorCode::ImageInUse, file.path);
    return {};
}

std::optional<Error> formatError(const SniffedFile& file, const ChildAnswer& probe,
                                 const ImageRequest& request)
{
    if (file.format == "vhdx" && request.path.toLower().endsWith(".vhds")) // a VHD set names its disks
        return noProvider(request.path, QStringLiteral("vhds"));
    const QString recognised = QString::fromLatin1(file.format);
    const QString wanted = request.format.isEmpty() ? recognised : request.format;
    if (driverOf(wanted).isEmpty())
        return noProvider(request.path, wanted);
    if (wanted != recognised) // opened as something else it would be written to as that
        return about(ErrorCode::ImageContentUnknown, request.path, recognised);
    // what nobody recognises is attached only by its user's word
    const bool isGuess = recognised == kRaw && request.format.isEmpty() && probe.value("format") != "raw";
    return isGuess ? std::optional(about(ErrorCode::ImageContentUnknown, request.path)) : std::nullopt;
}

std::optional<Error> partError(const SniffedFile& part, bool outside)
{
    if (part.has("missing"))
        return about(ErrorCode::ImagePartMissing, part.path);
    if (part.has("outside-folder") && !outside)
        return about(ErrorCode::ImagePartOutside, part.path);
    if (part.has("unreadable"))
        return about(ErrorCode::ImageUnreadable, part.path);
    for (const QByteArray& problem : part.problems) {
        // it was written since, or only copied; or it is allowed
        if (problem != "parent-time-differs" && problem != "outside-folder")
            return about(ErrorCode::ImagePartWrong, part.path, QString::fromLatin1(problem));
    }
    if (part.is("unclean"))
        return about(ErrorCode::ImagePartWrong, part.path, QStringLiteral("unclean"));
    return contentError(part);
}

// QEMU opens it only by the descriptor that names it.
bool isExtentAlone(const QList<SniffedFile>& chain)
{
    return chain.size() == 1 && chain.constFirst().format == "vmdk"
        && chain.constFirst().subformat == "seSparse";
}

QString conditionOf(const SniffedFile& file)
{
    if (!file.fault.isEmpty() || file.is("corrupt"))
        return QStringLiteral("damaged");
    if (file.is("encrypted"))
        return QStringLiteral("protected");
    if (isIncomplete(file))
        return QStringLiteral("incomplete");
    return file.is("unclean") ? QStringLiteral("unclean") : QStringLiteral("clean");
}

// The kind of what QEMU reads and never writes, of the image itself or of an extent that it is made of.
QByteArray unwritable(const QList<SniffedFile>& chain)
{
    for (const SniffedFile& file : chain) {
        const bool isOfIt = file.role.isEmpty() || (file.role == "extent" && file.namedBy == 0);
        if (isOfIt && !file.unwritable.isEmpty())
            return file.unwritable;
    }
    return {};
}

void describe(const QList<SniffedFile>& chain, const ChildAnswer& probe, SeenImage& image)
{
    const SniffedFile& file = chain.constFirst();
    Facts& facts = image.report.facts;
    image.fileSize = probe.number("size");
    image.isUnclean = file.format == "vhdx" && file.is("unclean");
    if (const auto number = probe.number("readonly"))
        image.notWritable = notWritableError(static_cast<int>(number), file.path);
    if (const QByteArray kind = unwritable(chain); !kind.isEmpty())
        image.notWritable = about(ErrorCode::NotSupportedHere, file.path, QString::fromLatin1(kind));
    else if (file.lock == "readers")
        image.notWritable = about(ErrorCode::ImageInUse, file.path);
    facts.insert(Fact::OnDisk, probe.number("disk"));
    facts.insert(Fact::Inode, QString::fromLatin1(probe.value("identity")));
    facts.insert(Fact::ReadOnly, image.notWritable.has_value());
    facts.insert(Fact::Format, QString::fromLatin1(file.format));
    facts.insert(Fact::Size, file.virtualSize == 0 ? image.fileSize : file.virtualSize);
    facts.insert(Fact::Condition, conditionOf(file));
    if (!file.subformat.isEmpty())
        facts.insert(Fact::Subformat, QString::fromUtf8(file.subformat));
    if (file.lock == "readers" || file.lock == "writer")
        facts.insert(Fact::LockedBy, QString::fromLatin1(file.lock));
    if (image.isUnclean) {
        facts.insert(Fact::OverlayKind, QStringLiteral("copy"));
        image.report.warnings.append(about(ErrorCode::ImageNotClosed, file.path));
    }
    addHostFolder(probe, file.path, image.report);
}

void addFiles(const QList<SniffedFile>& chain, SeenImage& image)
{
    QByteArray parts;
    for (const SniffedFile& file : chain) {
        const QString format = QString::fromLatin1(file.format);
        // an extent is a part of its image, and no image of its own
        const QString driver
            = file.role == "extent" || file.role == "data-file" ? QString() : driverOf(format);
        image.files.append({file.path, file.identity, file.role, format, driver, file.namedBy});
        if (!file.role.isEmpty())
            parts += (parts.isEmpty() ? QByteArray() : QByteArray("\n")) + file.path;
    }
    if (!parts.isEmpty())
        image.report.facts.insert(Fact::Parts, parts);
}

std::optional<Error> chainError(const QList<SniffedFile>& chain, const ChildAnswer& probe,
                                const ImageRequest& request)
{
    if (chain.constFirst().identity != probe.value("identity")) // another file by now
        return about(ErrorCode::ImageChanged, request.path);
    if (request.format == kRaw) // whatever it holds
        return {};
    auto error = formatError(chain.constFirst(), probe, request);
    if (error && error->code == ErrorCode::ImageFormatNoProvider)
        return error;
    if (auto fault = contentError(chain.constFirst()))
        return fault;
    if (isExtentAlone(chain))
        return noProvider(request.path, QStringLiteral("vmdk seSparse extent"));
    if (error)
        return error;
    for (qsizetype at = 1; at < chain.size(); ++at) {
        if (auto wrong = partError(chain[at], request.outside))
            return wrong;
    }
    return {};
}

} // namespace

QString driverOf(const QString& format)
{
    static const QMap<QString, QString> drivers {{kRaw, kRaw},
                                                 {QStringLiteral("vhd"), QStringLiteral("vpc")},
                                                 {QStringLiteral("vhdx"), QStringLiteral("vhdx")},
                                                 {QStringLiteral("vmdk"), QStringLiteral("vmdk")},
                                                 {QStringLiteral("vdi"), QStringLiteral("vdi")},
                                                 {QStringLiteral("qcow2"), QStringLiteral("qcow2")}};
    return drivers.value(format);
}

SniffedImages::SniffedImages(KernelChild child)
    : m_child(std::move(child))
{
}

SeenImage SniffedImages::see(const ImageRequest& request, std::stop_token stop) const
{
    SeenImage image;
    image.report.facts.insert(Fact::Path, request.path);
    const ChildAnswer probe = m_child.runFor(kLimit, {"image-probe", request.path}, stop);
    image.report.error = probe.error(request.path, request.path);
    if (image.report.error)
        return image;
    QList<QByteArray> arguments {"image-sniff", request.path};
    if (request.outside)
        arguments.append("outside");
    const ChildAnswer sniffed = m_child.runFor(kLimit, arguments, std::move(stop));
    image.report.error = sniffed.error(request.path, request.path);
    QList<SniffedFile> chain = sniffedChain(sniffed.text());
    if (image.report.error || chain.isEmpty() || probe.value("identity").isEmpty()) {
        if (!image.report.error)
            image.report.error = about(ErrorCode::ImageUnreadable, request.path);
        return image;
    }
    if (request.format == kRaw) // and nothing that it names belongs to it then
        (chain = {chain.constFirst()}).first().unwritable.clear();
    describe(chain, probe, image);
    addFiles(chain, image);
    if (request.format == kRaw) {
        image.isUnclean = false;
        image.files.first().format = image.files.first().driver = kRaw;
        image.report.facts.insert(Fact::Format, kRaw);
        image.report.facts.insert(Fact::Size, image.fileSize);
    }
    image.report.error = image.fileSize == 0 ? about(ErrorCode::ImageEmpty, request.path)
                                             : chainError(chain, probe, request);
    return image;
}

} // namespace mooring
