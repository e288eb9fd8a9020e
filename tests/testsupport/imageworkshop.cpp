// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageworkshop.h"

#include "labprocess.h"

#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <unistd.h>

using namespace mooring::imagesniff;

namespace mooring::testsupport {
namespace {

lab::Ran qemuImg(const lab::Argv& words, const QTemporaryDir& folder)
{
    return lab::run(lab::Argv {"env", "-C", QFile::encodeName(folder.path()), "qemu-img"} + words);
}

} // namespace

QString ImageWorkshop::unavailable()
{
    return QStandardPaths::findExecutable(QStringLiteral("qemu-img")).isEmpty()
        ? QStringLiteral("needs qemu-img (package qemu-utils)")
        : QString();
}

QByteArray ImageWorkshop::path(const QByteArray& name) const
{
    return QFile::encodeName(m_folder.path()) + '/' + name;
}

QByteArray ImageWorkshop::write(const QByteArray& name, const QByteArray& content) const
{
    QFile file(QFile::decodeName(path(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name.constData());
    return path(name);
}

QByteArray ImageWorkshop::read(const QByteArray& name) const
{
    QFile file(QFile::decodeName(path(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", name.constData());
    return file.readAll();
}

QByteArray ImageWorkshop::create(const QByteArray& name, const QList<QByteArray>& options,
                                 const QByteArray& size) const
{
    QList<QByteArray> words {"create", "-q"};
    words += options;
    words.append(name);
    if (!size.isEmpty())
        words.append(size);
    must(words);
    return path(name);
}

void ImageWorkshop::convert(const QByteArray& content, const QByteArray& name,
                            const QList<QByteArray>& options) const
{
    QList<QByteArray> words {"convert", "-f", "raw"};
    for (const QByteArray& option : options)
        words.append(option == "-f" ? "-O" : option);
    must(words + QList<QByteArray> {content, name});
}

void ImageWorkshop::must(const QList<QByteArray>& words) const
{
    // its measure of the processor's speed, for LUKS, fails now and then
    for (int i = 0; i < 20; ++i) {
        const lab::Ran ran = qemuImg(words, m_folder);
        if (ran.ok())
            return;
        if (!ran.err.contains("CPU usage"))
            qFatal("qemu-img %s: %s", words.join(' ').constData(), ran.err.constData());
    }
    qFatal("qemu-img %s: gave up", words.join(' ').constData());
}

QJsonObject ImageWorkshop::info(const QByteArray& name, const QByteArray& format) const
{
    QList<QByteArray> words {"info", "--output=json"};
    if (!format.isEmpty())
        words += {"-f", format};
    words.append(name);
    const lab::Ran ran = qemuImg(words, m_folder);
    return ran.ok() ? ran.json() : QJsonObject();
}

QByteArray ImageWorkshop::contentOf(const QByteArray& name) const
{
    must({"convert", "-O", "raw", name, "content.raw"});
    return read("content.raw");
}

Findings ImageWorkshop::sniff(const QByteArray& name) const
{
    const int fd = ::open(path(name).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        qFatal("cannot open %s", name.constData());
    Findings findings = imagesniff::sniff(FileSource(fd));
    ::close(fd);
    return findings;
}

Findings sniffBytes(const QByteArray& content)
{
    return imagesniff::sniff(MemorySource({content.constData(), size_t(content.size())}));
}

std::optional<std::string> SparseSource::read(uint64_t offset, size_t length) const
{
    asked += length;
    if (offset >= m_size)
        return std::string();
    const auto count = size_t(std::min<quint64>(length, m_size - offset));
    std::string result(count, '\0');
    const auto there = quint64(m_content.size());
    if (offset < there) {
        const auto copied = size_t(std::min<quint64>(count, there - offset));
        result.replace(0, copied, m_content.constData() + offset, copied);
    }
    return result;
}

QList<Kind> kindsOfImages()
{
    const auto vmdk = [](const char* subformat) {
        return Kind {subformat,
                     {"-f", "vmdk", "-o", QByteArray("subformat=") + subformat},
                     Format::Vmdk,
                     subformat,
                     ""};
    };
    const QByteArray key = "encrypt.key-secret=s", secret = "secret,id=s,data=moor";
    return {
        {"raw", {"-f", "raw"}, Format::Raw, "", ""},
        {"vhd fixed", {"-f", "vpc", "-o", "subformat=fixed,force_size=on"}, Format::Vhd, "fixed", "vpc"},
        {"vhd fixed, by geometry", {"-f", "vpc", "-o", "subformat=fixed"}, Format::Vhd, "fixed", "vpc"},
        {"vhd dynamic", {"-f", "vpc", "-o", "subformat=dynamic,force_size=on"}, Format::Vhd, "dynamic", ""},
        {"vhd dynamic, by geometry", {"-f", "vpc"}, Format::Vhd, "dynamic", ""},
        {"vhdx fixed", {"-f", "vhdx", "-o", "subformat=fixed"}, Format::Vhdx, "fixed", ""},
        {"vhdx dynamic", {"-f", "vhdx"}, Format::Vhdx, "dynamic", ""},
        vmdk("monolithicSparse"),
        vmdk("monolithicFlat"),
        vmdk("twoGbMaxExtentSparse"),
        vmdk("twoGbMaxExtentFlat"),
        vmdk("streamOptimized"),
        {"vdi dynamic", {"-f", "vdi"}, Format::Vdi, "dynamic", ""},
        {"vdi fixed", {"-f", "vdi", "-o", "static=on"}, Format::Vdi, "fixed", ""},
        {"qcow", {"-f", "qcow"}, Format::Qcow, "", ""},
        {"qcow2 v2", {"-f", "qcow2", "-o", "compat=0.10"}, Format::Qcow2, "2", ""},
        {"qcow2 v3", {"-f", "qcow2"}, Format::Qcow2, "3", ""},
        {"qcow2 small clusters", {"-f", "qcow2", "-o", "cluster_size=512"}, Format::Qcow2, "3", ""},
        {"qcow2 extended", {"-f", "qcow2", "-o", "extended_l2=on"}, Format::Qcow2, "3", ""},
        {"qcow2 zstd", {"-f", "qcow2", "-o", "compression_type=zstd"}, Format::Qcow2, "3", ""},
        {"qcow2 allocated", {"-f", "qcow2", "-o", "preallocation=metadata"}, Format::Qcow2, "3", ""},
        {"qcow2 aes",
         {"-f", "qcow2", "--object", secret, "-o", "encrypt.format=aes," + key},
         Format::Qcow2,
         "3",
         ""},
        {"qcow2 luks",
         {"-f", "qcow2", "--object", secret, "-o", "encrypt.format=luks,encrypt.iter-time=10," + key},
         Format::Qcow2,
         "3",
         ""},
        {"qed", {"-f", "qed"}, Format::Qed, "", ""},
        {"parallels", {"-f", "parallels"}, Format::Parallels, "extended", ""},
    };
}

} // namespace mooring::testsupport
