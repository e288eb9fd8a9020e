// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checksumledger.h"
#include "childanswer.h"

namespace mooring {

// SHA-256 of image files before they are attached and after they were let go of, by coreutils' sha256sum.
// Blocks for as long as the file is long; a stop ends it. Thread-safe.
class ImageChecksums
{
public:
    using Tell = std::function<void(Progress)>;
    // `root` of procfs; `images`: the folder of attachments.
    ImageChecksums(QByteArray root, KernelChild child, const QByteArray& images);

    // Of the very file that is `identity`, which nobody may write to meanwhile; hexadecimal. Tells how much
    // is left, so that it may take its time. Refuses as well when the result could not be kept.
    Result<QByteArray> before(const QByteArray& path, const QByteArray& identity, std::stop_token stop,
                              const Tell& tell) const;
    void keep(quint64 sequence, const ChecksumLedger::Entry& entry, Facts& facts) const;
    // Nothing when nobody asked for it; else what it was, and what it is now unless that cannot be told.
    Facts after(quint64 sequence, const QByteArray& path, std::stop_token stop, const Tell& tell) const;

private:
    Result<QByteArray> compute(const QByteArray& path, const QByteArray& identity,
                               const std::stop_token& stop, const Tell& tell) const;
    Result<QByteArray> read(const QByteArray& path, quint64 size, const std::stop_token& stop,
                            const Tell& tell) const;
    QByteArray m_root;
    KernelChild m_child;
    ChecksumLedger m_ledger;
};

} // namespace mooring
