// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
#include "ccidreaders.h"
#include "services/core/resource.h"

#include <functional>

namespace mooring::pcsc {

// What one look found. `service` is how pcscd answered; without `success` there are no readers of its.
struct CardView
{
    Code service = success;
    QList<ReaderStatus> readers;
    QList<CcidReader> usb;
    QList<HeldCard> held; // by this process

    QList<qsizetype> usbMatches() const; // for each of usb: its index in readers, or -1
    const HeldCard* heldOf(const QByteArray& reader) const;
    // Somebody else uses it: what this process does not explain.
    bool isUsedByOthers(const ReaderStatus& reader) const;
};

// The nodes of readers, cards and our attachments. Pure: everything it needs comes in here.
class CardResources
{
public:
    using Names = std::function<QStringList(const QByteArray& atr)>; // which cards these may be
    CardResources(const CardView& view, Names possible);

    QList<Resource> all() const;

    static ResourceId readerId(const QByteArray& reader) { return ResourceId::make(Kind::Reader, reader); }
    static ResourceId attachmentId(const QByteArray& reader)
    {
        return ResourceId::make(Kind::CardAttachment, reader);
    }
    static Key readerKey(const QByteArray& reader) { return {"reader:" + reader}; }
    static Key cardKey(const QByteArray& reader) { return {"card:" + reader}; }
    static Key attachmentKey(const QByteArray& reader) { return {"card-attachment:" + reader}; }
    // Of a reader that pcscd does not have: by its model, and where two are alike by its place.
    static QByteArray usbName(const CardView& view, qsizetype index);

private:
    Resource reader(const ReaderStatus& status, const CcidReader* usb) const;
    Resource usbReader(qsizetype index) const;
    Resource card(const ReaderStatus& status) const;
    Resource attachment(const HeldCard& held) const;
    Release release(const HeldCard& held) const;

    const CardView& m_view;
    Names m_possible;
};

} // namespace mooring::pcsc
