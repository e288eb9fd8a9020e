// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

namespace mooring {

// What the SHA-256 of an image file was before it was attached: one file an attachment in the run-time
// folder, named by the disk sequence of its device, which no later attachment has. Whoever detaches it finds
// it there.
class ChecksumLedger
{
public:
    struct Entry
    {
        QByteArray identity; // of the image, MAJ:MIN:INO
        QByteArray checksum; // hexadecimal
        bool operator==(const Entry&) const = default;
    };
    explicit ChecksumLedger(const QByteArray& images); // the folder of attachments: the ledger lies beside it

    std::optional<Error> makeFolder() const; // that only we can put anything into
    std::optional<Error> put(quint64 sequence, const Entry& entry) const; // as a whole or not at all
    std::optional<Entry> find(quint64 sequence) const; // one small file is read, and nothing else
    void forget(quint64 sequence) const;
    void tell(quint64 sequence, Facts& facts) const; // Fact::ChecksumBefore, when it is known

private:
    QByteArray file(quint64 sequence) const { return m_folder + '/' + QByteArray::number(sequence); }
    QByteArray m_folder;
};

} // namespace mooring
