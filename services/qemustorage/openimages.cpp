// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "openimages.h"

#include <algorithm>
#include <unistd.h>

namespace mooring {
namespace {

OwnImages ownOf(const QList<Attachment>& attachments)
{
    OwnImages own;
    for (const Attachment& attachment : attachments) {
        if (!attachment.storage.isSet())
            continue;
        own.processes.insert(attachment.storage.pid);
        own.identities.insert(attachment.record.identity);
        own.identities.insert(attachment.record.overlayIdentity);
        for (const AttachmentPart& part : attachment.record.parts)
            own.identities.insert(part.identity);
    }
    return own;
}

} // namespace

OpenImages OpenImages::beside(const QList<Attachment>& attachments, const QByteArray& root,
                              QList<Error>& errors)
{
    OpenImages images;
    for (const ImageOpener& opener : imageOpeners(root, errors, ownOf(attachments))) {
        const auto isSame
            = [&opener](const File& file) { return file.openers.constFirst().identity == opener.identity; };
        const auto same = std::find_if(images.m_files.begin(), images.m_files.end(), isSame);
        if (same == images.m_files.end())
            images.m_files.append({{opener}, {}});
        else
            same->openers.append(opener);
    }
    if (images.m_files.isEmpty())
        return images;
    const ProcessNames names(root, getpid());
    for (File& file : images.m_files)
        file.facts = openerFacts(file.openers, names);
    return images;
}

void OpenImages::addTo(Resource& image)
{
    m_taken.insert(image.id);
    const QByteArray path = image.facts.value(Fact::Path).toByteArray();
    const QByteArray identity = image.facts.value(Fact::Inode).toString().toLatin1();
    const QByteArray inode = identity.mid(identity.lastIndexOf(':'));
    const auto isThat = [&](const File& file) {
        const ImageOpener& opener = file.openers.constFirst();
        // on btrfs and overlayfs stat(2) gives another device number than the one that locks are told with
        const bool isThere = opener.path == path && opener.identity.endsWith(inode);
        return opener.identity == identity || isThere;
    };
    const auto found = std::find_if(m_files.begin(), m_files.end(), isThat);
    if (found == m_files.end())
        return;
    image.facts.insert(found->facts);
    m_files.erase(found);
}

Resource OpenImages::node(const File& file, const QSet<ResourceId>& taken)
{
    const ImageOpener& first = file.openers.constFirst();
    Resource image;
    image.kind = Kind::Image;
    image.id = ResourceId::make(image.kind, first.path);
    if (first.isDeleted || taken.contains(image.id)) // another file has that path, or may get it
        image.id = ResourceId::make(image.kind, first.path + '@' + first.identity);
    image.name = encodeBytes(first.path.mid(first.path.lastIndexOf('/') + 1));
    image.incarnation = QString::fromLatin1(first.identity);
    image.keys = {Key {"file:" + first.identity}};
    image.state = State::InUse;
    image.facts = file.facts;
    image.facts.insert(Fact::Path, first.path);
    image.facts.insert(Fact::Inode, image.incarnation);
    if (first.isDeleted)
        image.facts.insert(Fact::Deleted, true);
    return image;
}

QList<Resource> OpenImages::others() const
{
    QList<Resource> result;
    QSet<ResourceId> taken = m_taken;
    for (const File& file : m_files) {
        result.append(node(file, taken));
        taken.insert(result.constLast().id);
    }
    return result;
}

} // namespace mooring
