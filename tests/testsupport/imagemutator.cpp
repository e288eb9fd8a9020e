// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagemutator.h"

#include "imageforge.h"

#include <QtEndian>

namespace mooring::testsupport {
namespace {

constexpr qsizetype kSector = 512;
const QByteArray kMark("content!");

QByteArray randomBytes(qsizetype count, QRandomGenerator& random)
{
    QByteArray bytes;
    while (bytes.size() < count)
        bytes += char(random.bounded(256));
    return bytes;
}

// Where sizes, offsets and counts break: at nothing, at all ones, at signs, and around powers of two.
QByteArray oddNumber(QRandomGenerator& random)
{
    const quint64 power = 1ULL << random.bounded(64);
    const QList<quint64> numbers {0, ~0ULL, 1ULL << 63, 1ULL << 31, power, power - 1, power + 1};
    const quint64 number = numbers[random.bounded(int(numbers.size()))];
    const int width = 1 << random.bounded(4);
    return random.bounded(2) == 0 ? forge::big(number, width) : forge::little(number, width);
}

} // namespace

ImageMutator::ImageMutator(QByteArray image, Sums sums)
    : m_image(std::move(image))
    , m_sums(sums)
{
    for (qsizetype sector = 0; sector < m_image.size(); sector += kSector) {
        if (m_image.mid(sector, kMark.size()) == kMark)
            continue;
        for (qsizetype at = sector; at < qMin(sector + kSector, m_image.size()); ++at)
            if (m_image[at] != '\0')
                m_telling.append(at);
    }
}

QByteArray ImageMutator::content(qsizetype size)
{
    QByteArray disk;
    for (qsizetype at = 0; at < size; at += kSector)
        disk += (kMark + QByteArray::number(at) + ' ').leftJustified(kSector, char('a' + at / kSector % 26));
    return disk;
}

qsizetype ImageMutator::place(const QByteArray& image, QRandomGenerator& random) const
{
    const qsizetype any = qsizetype(random.bounded(double(image.size())));
    const qsizetype telling = m_telling[random.bounded(int(m_telling.size()))];
    return random.bounded(8) == 0 || telling >= image.size() ? any : telling;
}

void ImageMutator::change(QByteArray& image, QRandomGenerator& random) const
{
    const qsizetype at = place(image, random);
    switch (random.bounded(10)) {
    case 0:
    case 1:
        image[at] = char(image[at] ^ 1 << random.bounded(8));
        break;
    case 2:
        image[at] = char(random.bounded(256));
        break;
    case 3:
    case 4:
    case 5:
        forge::put(image, at - at % 4, oddNumber(random));
        break;
    case 6:
        forge::put(image, at, randomBytes(8, random));
        break;
    case 7: // a sector of its own, somewhere else
        forge::put(image, at - at % kSector,
                   m_image.mid(place(m_image, random) / kSector * kSector, kSector));
        break;
    case 8:
        forge::put(image, at - at % kSector, QByteArray(kSector, '\0'));
        break;
    default:
        if (random.bounded(2) == 0)
            image.truncate(random.bounded(4) == 0 ? at + 1 : image.size() - random.bounded(1, 1025));
        else
            image += randomBytes(random.bounded(1, 1025), random);
    }
}

void ImageMutator::sign(QByteArray& image) const
{
    if (m_sums == Sums::Vhdx && image.size() >= m_image.size() / 2)
        forge::signVhdx(image);
    if (m_sums != Sums::Vhd || image.size() < 2048)
        return;
    const qsizetype footer = image.size() - kSector;
    if (image.startsWith("conectix")) {
        forge::signVhdFooter(image, 0);
        if (image.mid(kSector).startsWith("cxsparse"))
            forge::signVhdHeader(image, kSector);
    }
    if (image.mid(footer).startsWith("conectix"))
        forge::signVhdFooter(image, footer);
}

QByteArray ImageMutator::mutated(quint32 seed) const
{
    QRandomGenerator random(seed);
    QByteArray image = m_image;
    for (int changes = random.bounded(1, 4); changes > 0 && image.size() > kSector; --changes)
        change(image, random);
    if (random.bounded(2) == 0)
        sign(image);
    return image;
}

} // namespace mooring::testsupport
