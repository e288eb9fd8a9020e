// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsiunit.h"
#include "services/core/result.h"
#include "services/system/processes.h"

#include <QJsonObject>

namespace mooring {

// One process for as long as it lives.
struct ProcessMark
{
    qint64 pid = 0;
    quint64 startTicks = 0;
    bool isSet() const { return pid > 0; }
    Key key() const; // process:PID@START
    // Who it is now; empty when it has ended.
    std::optional<ProcessEntry> find(const QByteArray& root) const;
    static ProcessMark parse(const QByteArray& text); // "PID STARTTICKS"
    static ProcessMark own();
    bool operator==(const ProcessMark&) const = default;
};

// Another file that an image stands on.
struct AttachmentPart
{
    QByteArray path, identity; // MAJ:MIN:INO
    bool operator==(const AttachmentPart&) const = default;
};

// What attachment.json says. It is written before what it tells of is made.
struct AttachmentRecord
{
    QByteArray image, identity; // path and MAJ:MIN:INO
    std::optional<IscsiUnit> unit; // then there is no image, and `identity` is the unit's
    QByteArray opened; // path of the image as the kernel has it; empty: not known
    QByteArray mark; // of the content of the image when its overlay was put on it
    bool isMergeBegun = false; // then the image is whole only together with its overlay
    QByteArray overlay, overlayIdentity; // of the file that takes the writes; empty: the image itself
    QList<AttachmentPart> parts;
    bool isOverlayUnused = false; // made for this attachment, and never under a device
    QString overlayKind; // overlay: on top of the image; copy: instead of it
    QString format, driver; // as the user knows it, and as QEMU does
    QString unwritable; // why nothing can be merged into the image; empty: it can be written to
    bool readOnly = false;
    bool outside = false; // files that it needs may lie outside of its folder
    QString incarnation; // never used twice
    ProcessMark worker; // attaches or detaches right now
    QByteArray device; // once bound
    quint64 diskSeq = 0;

    QJsonObject data() const;
    static std::optional<AttachmentRecord> fromData(const QJsonObject& data);
    bool operator==(const AttachmentRecord&) const = default;
};

// The folder of one attachment, see SurfaceFolders.
class AttachmentFolder
{
public:
    explicit AttachmentFolder(QByteArray path);
    static QList<AttachmentFolder> in(const QByteArray& base, QList<Error>& errors); // sorted

    const QByteArray& path() const { return m_path; }
    QByteArray file(const QByteArray& name) const { return m_path + '/' + name; }
    QByteArray surface() const { return file("disk"); }
    QByteArray monitor() const { return file("monitor.sock"); }
    QByteArray server() const { return file("nbd.sock"); }
    bool isListening() const; // its monitor is there to be connected to
    static constexpr const char* storage = "storage"; // names of the two daemons
    static constexpr const char* nbdfuse = "nbdfuse";

    std::optional<AttachmentRecord> record() const; // empty: none, or damaged
    std::optional<Error> write(const AttachmentRecord& record) const; // as a whole or not at all
    ProcessMark daemon(const QByteArray& name) const; // told by itself before it began
    bool isWorkedAt(const QByteArray& root) const; // somebody attaches or detaches it right now
    bool exists() const;
    // Everything that is ours in there, and then the folder; fails while something is mounted in it.
    std::optional<Error> remove() const;
    bool operator==(const AttachmentFolder&) const = default;

private:
    QByteArray m_path;
};

} // namespace mooring
