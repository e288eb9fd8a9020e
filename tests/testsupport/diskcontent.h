// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::lab {

// Random 4k to 512k and many at once past the page cache, which qemu's own FUSE export does not survive; then
// the same through it. Stops the test when a byte is not read back as it was written.
void verifyWrites(const QByteArray& device, int mebibytes);

QByteArray checksum(const QByteArray& path); // by sha256sum

// Files of random length and bytes in an ext4 of their own.
class DiskContent
{
public:
    // Makes the file system. `seed`: another one makes other files.
    static DiskContent fill(const Lab& lab, const QByteArray& device, int files = 1000, quint32 seed = 1);
    // Adds to what is there.
    void add(const Lab& lab, const QByteArray& device, int files, quint32 seed);
    // A file that somebody else wrote; `sum` as sha256sum has it.
    void expect(const QByteArray& name, const QByteArray& sum)
    {
        m_sums.insert(name, QByteArray::fromHex(sum));
    }
    // What e2fsck complains of, and how many files are not as they were; empty: all is well.
    QByteArray wrong(const Lab& lab, const QByteArray& device) const;
    qsizetype size() const { return m_sums.size(); }

private:
    void write(const QByteArray& folder, int files, quint32 seed);
    QMap<QByteArray, QByteArray> m_sums;
};

} // namespace mooring::lab
