// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachmentlook.h"
#include "services/system/imageopeners.h"

namespace mooring {

// Images that programs beside ours have open: a virtual machine, qemu-nbd, qemu-img. Nothing here lets go of
// them, and nothing that is planned makes them go: the program is in the way itself, by all that it uses.
class OpenImages
{
public:
    OpenImages() = default; // none
    static OpenImages beside(const QList<Attachment>& attachments, const QByteArray& root,
                             QList<Error>& errors);

    // Tells in the image of an attachment who else has it open; then it is no image of its own.
    void addTo(Resource& image);
    QList<Resource> others() const; // one for each file

private:
    struct File
    {
        QList<ImageOpener> openers;
        Facts facts; // of who they are
    };
    static Resource node(const File& file, const QSet<ResourceId>& taken);

    QList<File> m_files;
    QSet<ResourceId> m_taken;
};

} // namespace mooring
