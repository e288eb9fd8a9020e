// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
#include "imagesight.h"
#include "iscsiunit.h"
#include "qmpclient.h"

namespace mooring {

// One qemu-storage-daemon that serves one image over NBD on a private socket; never through its own FUSE
// export, which misplaces writes when several are on their way.
class StorageDaemon
{
public:
    static QList<QByteArray> arguments(const AttachmentFolder& folder); // of its command line
    static Result<StorageDaemon> connect(const AttachmentFolder& folder, const Patience& patience);

    struct Image
    {
        QList<SeenFile> files; // the image first
        bool readOnly = false;
        QByteArray overlay; // path of an existing file that takes the writes; empty: the image itself
        bool isOverlayFresh = false; // it is empty, and made an overlay first
    };
    // What it has opened for it is nothing but those files, or it is an error. Bytes of the disk.
    Result<quint64> open(const Image& image, const Patience& patience);
    // `secret`: of the unit's CHAP user.
    Result<quint64> open(const IscsiUnit& unit, const QByteArray& secret, bool readOnly,
                         const Patience& patience);
    std::optional<Error> close(const Patience& patience); // of an image without overlay that is not served
    std::optional<Error> serve(bool readOnly, const Patience& patience);
    // Refuses while somebody is connected; what it has not written yet is on the disk afterwards.
    std::optional<Error> withdraw(const Patience& patience);
    // Writes what the overlay holds into the image. Tells how many bytes are left.
    std::optional<Error> merge(const Patience& patience, const std::function<void(quint64)>& tell);
    std::optional<Error> quit(const Patience& patience);

    static QByteArray address(const AttachmentFolder& folder); // of the disk, for an NBD client

private:
    StorageDaemon(QmpClient client, AttachmentFolder folder);
    std::optional<Error> add(const Image& image, bool direct, const Patience& patience);
    std::optional<Error> addOverlay(const Image& image, bool direct, const Patience& patience);
    std::optional<Error> makeOverlay(const Image& image, const Patience& patience);
    Result<quint64> opened(const Image& image, const Patience& patience);
    Result<QJsonObject> job(const QString& id, const Patience& patience); // empty: there is none

    QmpClient m_client;
    AttachmentFolder m_folder;
};

} // namespace mooring
