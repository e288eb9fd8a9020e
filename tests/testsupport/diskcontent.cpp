// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

namespace mooring::lab {

namespace {

constexpr int kMostWords = 8192; // of four bytes, in a file

QByteArray sum(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray randomBytes(QRandomGenerator& random)
{
    QList<quint32> words(random.bounded(1, kMostWords));
    random.fillRange(words.data(), words.size());
    const auto bytes = reinterpret_cast<const char*>(words.constData());
    return {bytes, words.size() * qsizetype(sizeof(quint32)) - random.bounded(4)};
}

} // namespace

void verifyWrites(const QByteArray& device, int mebibytes)
{
    for (const char* direct : {"1", "0"})
        Lab::must({"fio", "--name=pattern", "--filename=" + device, "--rw=randwrite", "--bsrange=4k-512k",
                   "--ioengine=libaio", "--iodepth=16", QByteArray("--direct=") + direct,
                   "--size=" + QByteArray::number(mebibytes) + 'M', "--end_fsync=1", "--verify=crc32c",
                   "--do_verify=1", "--verify_fatal=1", "--verify_state_save=0", "--allow_mounted_write=0",
                   "--output=/dev/null"});
}

QByteArray checksum(const QByteArray& path) { return Lab::must({"sha256sum", "--", path}).left(64); }

DiskContent DiskContent::fill(const Lab& lab, const QByteArray& device, int files, quint32 seed)
{
    Lab::must({"mkfs.ext4", "-q", "-F", device});
    DiskContent content;
    content.add(lab, device, files, seed);
    return content;
}

void DiskContent::add(const Lab& lab, const QByteArray& device, int files, quint32 seed)
{
    const QByteArray folder = lab.mount(device, "content");
    write(folder, files, seed);
    Lab::must({"umount", folder});
}

void DiskContent::write(const QByteArray& folder, int files, quint32 seed)
{
    QRandomGenerator random(seed);
    for (int i = 0; i < files; ++i) {
        const QByteArray name = "file-" + QByteArray::number(seed) + '-' + QByteArray::number(i);
        const QByteArray bytes = randomBytes(random);
        QFile file(QFile::decodeName(folder + '/' + name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            qFatal("lab: cannot write %s", name.constData());
        m_sums.insert(name, sum(bytes));
    }
}

QByteArray DiskContent::wrong(const Lab& lab, const QByteArray& device) const
{
    const Ran checked = run({"e2fsck", "-fn", device});
    if (!checked.ok())
        return checked.text();
    const QByteArray folder = lab.mount(device, "content", {"-o", "ro"});
    qsizetype others = 0, strangers = 0;
    for (auto file = m_sums.begin(); file != m_sums.end(); ++file) {
        QFile there(QFile::decodeName(folder + '/' + file.key()));
        others += there.open(QIODevice::ReadOnly) && sum(there.readAll()) == file.value() ? 0 : 1;
    }
    for (const QString& name : QDir(QFile::decodeName(folder)).entryList({QStringLiteral("file-*")}))
        strangers += m_sums.contains(QFile::encodeName(name)) ? 0 : 1;
    Lab::must({"umount", folder});
    if (others == 0 && strangers == 0)
        return {};
    return QByteArray::number(others) + " files changed, " + QByteArray::number(strangers) + " more";
}

} // namespace mooring::lab
