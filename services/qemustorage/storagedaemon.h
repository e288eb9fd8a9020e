// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
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
        QByteArray path;
        QString driver;
        bool readOnly = false;
    };
    struct Opened
    {
        quint64 size = 0; // of the disk
        QList<QByteArray> files; // every one it opened for it
    };
    Result<Opened> open(const Image& image, const Patience& patience);
    std::optional<Error> serve(const Image& image, const Patience& patience);
    // Refuses while somebody is connected; what it has not written yet is on the disk afterwards.
    std::optional<Error> withdraw(const Patience& patience);
    std::optional<Error> quit(const Patience& patience);

    static QByteArray address(const AttachmentFolder& folder); // of the disk, for an NBD client

private:
    StorageDaemon(QmpClient client, AttachmentFolder folder);
    QmpClient m_client;
    AttachmentFolder m_folder;
};

} // namespace mooring
