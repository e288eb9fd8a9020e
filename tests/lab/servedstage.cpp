// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedstage.h"

#include "oracle.h"
#include "servedimages.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr int kLeaksOnly = 3; // qemu-img(1), check

QByteArray number(quint64 value) { return QByteArray::number(value); }

} // namespace

ServedStage::ServedStage(const QByteArray& format, Argv options)
    : trap(lab)
    , product(lab, trap.binFolder())
    , image(lab.makeFolder("work") + "/disk." + format)
    , m_options(std::move(options))
    , m_before(servedBelow(productImages))
{
    Lab::must({"qemu-img", "create", "-q", "-f", format, image, "64M"});
    if (format == "raw") // else nobody knows what it is
        Lab::must({"mkfs.ext4", "-q", "-F", image});
}

Ran ServedStage::attach()
{
    Ran ran = product.run(Argv {"--json", "attach"} + m_options + Argv {image});
    device = createdDevice(ran);
    return ran;
}

void ServedStage::fill(int files) { content = DiskContent::fill(lab, device, files); }

QByteArray ServedStage::folder() const
{
    struct stat info = {};
    if (stat(image.constData(), &info) != 0)
        qFatal("lab: no %s", image.constData());
    return productImages + '/' + number(major(info.st_dev)) + ':' + number(minor(info.st_dev)) + ':'
        + number(info.st_ino);
}

qint64 ServedStage::daemon(const QByteArray& name) const
{
    QFile file(QFile::decodeName(folder() + '/' + name + ".pid"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toLongLong() : 0;
}

QByteArrayList ServedStage::overlays() const
{
    QByteArrayList paths;
    const QDir beside(QFile::decodeName(lab.path("work")));
    for (const QString& name : beside.entryList({QStringLiteral("*.overlay-*"), QStringLiteral("*.copy-*")}))
        paths.append(QFile::encodeName(beside.filePath(name)));
    return paths;
}

QJsonObject ServedStage::shown() const
{
    for (const QJsonValue& node :
         product.run({"--json", "list", "virtual-disk"}).json()[u"resources"].toArray())
        if (node[u"facts"][u"path"].toString().toUtf8() == image)
            return node.toObject();
    return {};
}

Ran ServedStage::recover(const Argv& options) const
{
    const QJsonObject node = shown();
    const QByteArray verb = node[u"verbs"][0].toString().toUtf8(), id = node[u"id"].toString().toUtf8();
    return product.run(Argv {"--json", verb, "--yes"} + options + Argv {id});
}

void ServedStage::awaitQuiet() const
{
    for (int turn = 0; turn < 500; ++turn) {
        if (Oracle(lab.folder()).picture()[u"programs"].toArray().isEmpty())
            return;
        usleep(10000);
    }
    qFatal("lab: a program of ours still runs");
}

QByteArray ServedStage::left() const
{
    const QByteArray now = servedBelow(productImages);
    return now == m_before ? QByteArray() : now;
}

QByteArray ServedStage::wrong()
{
    const QByteArray newest = overlays().isEmpty() ? image : overlays().last();
    const Ran attached = product.run({"--json", "attach", newest});
    const QByteArray disk = createdDevice(attached);
    if (disk.isEmpty())
        return attached.text();
    Lab::must({"umount", lab.mount(disk, "again")}); // its journal is carried out
    QByteArray text = content.wrong(lab, disk);
    const QByteArrayList copies = overlays();
    const bool isCopied = !copies.isEmpty() && copies.last() != newest;
    const Ran detached = product.run({"--json", "detach", "--yes", disk});
    if (detached.code != 0)
        text += detached.text();
    text += damageOf(isCopied ? copies.last() : newest);
    if (isCopied)
        QFile::remove(QFile::decodeName(copies.last()));
    return text + left();
}

QByteArray damageOf(const QByteArray& image)
{
    if (image.endsWith(".raw") || image.endsWith(".vpc")) // it checks no such
        return {};
    const Ran ran = run({"qemu-img", "check", image});
    return ran.code == 0 || ran.code == kLeaksOnly ? QByteArray() : ran.text();
}

} // namespace mooring::lab
