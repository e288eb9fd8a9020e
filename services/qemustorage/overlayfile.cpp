// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overlayfile.h"

#include "services/system/processio.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

namespace mooring {
namespace {

constexpr int kProbeLimit = 2000; // ms

// Beside the image, named after it and the moment: "disk.vhdx.overlay-20261128-140501.qcow2".
QByteArray pathFor(const QByteArray& folder, const QByteArray& image, bool isCopy)
{
    const QByteArray name = image.mid(image.lastIndexOf('/') + 1);
    const QByteArray stamp
        = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")).toLatin1();
    const QByteArray base = folder + '/' + name;
    return isCopy ? base + ".copy-" + stamp + ".vhdx" : base + ".overlay-" + stamp + ".qcow2";
}

} // namespace

QByteArray imageUnder(const SeenImage& overlay)
{
    static const QRegularExpression pattern(QStringLiteral("^(.+)\\.overlay-\\d{8}-\\d{6}\\.qcow2$"));
    const auto name = pattern.match(QFile::decodeName(overlay.image().path));
    if (!name.hasMatch() || overlay.image().driver != QLatin1String("qcow2") || overlay.files.size() < 2)
        return {};
    const SeenFile& below = overlay.files[1];
    const bool isItsImage
        = below.role == "backing" && below.namedBy == 0 && below.path == QFile::encodeName(name.captured(1));
    return isItsImage ? below.path : QByteArray();
}

OverlayFile::OverlayFile(const QemuTools& tools, const AttachmentFolder& folder, AttachmentRecord& record,
                         std::stop_token stop)
    : m_tools(tools)
    , m_folder(folder)
    , m_record(record)
    , m_stop(std::move(stop))
{
}

bool OverlayFile::isCopy() const { return m_record.overlayKind == QLatin1String("copy"); }

std::optional<Error> OverlayFile::findAgain() const
{
    const ChildAnswer probe = m_tools.child.runFor(kProbeLimit, {"image-probe", m_record.overlay}, m_stop);
    m_record.overlayIdentity = probe.value("identity");
    auto error = probe.error(m_record.overlay, {});
    if (!error)
        error = markImage();
    return error ? error : m_folder.write(m_record);
}

// It must not change as long as the overlay stands on it.
std::optional<Error> OverlayFile::markImage() const
{
    const ChildAnswer probe = m_tools.child.runFor(kProbeLimit, {"image-probe", m_record.image}, m_stop);
    if (auto error = probe.error(m_record.image, {}))
        return error;
    m_record.mark = probe.value("mark");
    const bool isSame = probe.value("identity") == m_record.identity;
    return isSame ? std::nullopt
                  : std::optional(errorOf(ErrorCode::ImageChanged, encodeBytes(m_record.image)));
}

std::optional<Error> OverlayFile::make(quint64 size, const LettingGo::Tell& tell) const
{
    const ChildAnswer place = m_tools.child.runFor(kProbeLimit, {"overlay-place", m_record.image}, m_stop);
    if (auto error = place.error(m_record.image, {}))
        return error;
    if (auto error = markImage())
        return error;
    m_record.overlay = pathFor(place.value("folder"), m_record.image, isCopy());
    m_record.isOverlayUnused = true;
    if (auto error = m_folder.write(m_record))
        return error;
    const ChildAnswer made = m_tools.child.run(
        {"overlay-make", m_record.image, m_record.identity, m_record.overlay, isCopy() ? "copy" : "empty"},
        m_stop, [&](const Progress& progress) { tellCopied(progress, size, tell); });
    m_record.overlayIdentity = made.value("identity");
    if (auto error = made.error(m_record.overlay, {})) {
        if (m_record.overlayIdentity.isEmpty()) { // what is there now is not ours
            m_record.overlay.clear();
            m_folder.write(m_record);
        }
        return error;
    }
    return m_folder.write(m_record);
}

// How far the child has come, by what it has written so far.
void OverlayFile::tellCopied(const Progress& waiting, quint64 size, const LettingGo::Tell& tell) const
{
    Progress progress = waiting;
    const quint64 written = movedBytes(m_tools.root, waiting.waitingPid, "wchar");
    progress.bytesLeft = size > written ? size - written : 0;
    progress.waitingPid = 0; // it is no hang
    tell(progress);
}

std::optional<Error> OverlayFile::closeLog() const
{
    return m_tools.child
        .runFor(kProbeLimit, {"vhdx-log-close", m_record.overlay, m_record.overlayIdentity}, m_stop)
        .error(m_record.overlay, {});
}

void OverlayFile::remove() const
{
    if (!m_record.overlayIdentity.isEmpty())
        m_tools.child.runFor(kProbeLimit, {"overlay-remove", m_record.overlay, m_record.overlayIdentity}, {});
}

} // namespace mooring
