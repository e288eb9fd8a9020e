// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>

namespace mooring::testsupport {

// Damages an image in a way that only its seed decides: mostly where its bytes say something about the disk,
// and half of the time with its checksums put right again, which lets the damage get past them.
class ImageMutator
{
public:
    enum class Sums
    {
        None,
        Vhd,
        Vhdx
    };
    ImageMutator(QByteArray image, Sums sums);
    QByteArray mutated(quint32 seed) const;

    // A disk whose sectors can be told from everything that a format adds.
    static QByteArray content(qsizetype size);

private:
    void change(QByteArray& image, QRandomGenerator& random) const;
    void sign(QByteArray& image) const;
    qsizetype place(const QByteArray& image, QRandomGenerator& random) const;

    QByteArray m_image;
    Sums m_sums;
    QList<qsizetype> m_telling; // offsets of bytes that are no content and not zero
};

} // namespace mooring::testsupport
