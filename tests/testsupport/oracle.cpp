// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <unistd.h>

namespace mooring::lab {

namespace {

QByteArray fileText(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray sysfsOf(const QByteArray& device) { return "/sys/block/" + device.mid(int(strlen("/dev/"))); }

QByteArray compact(const QJsonValue& value)
{
    return QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
}

QJsonArray sorted(const QJsonArray& array)
{
    QList<QJsonValue> values(array.begin(), array.end());
    std::sort(values.begin(), values.end(), [](auto& a, auto& b) { return compact(a) < compact(b); });
    QJsonArray result;
    for (const QJsonValue& value : values)
        result.append(value);
    return result;
}

QJsonArray ask(const Argv& argv, const QString& list) { return run(argv).json().value(list).toArray(); }

QJsonArray where(const QJsonArray& all, const std::function<bool(const QJsonObject&)>& wanted)
{
    QJsonArray result;
    for (const QJsonValue& value : all)
        if (wanted(value.toObject()))
            result.append(value);
    return result;
}

// /proc/swaps: paths are octal escaped there
QJsonArray swapPaths()
{
    QJsonArray paths;
    for (const QByteArray& line : fileText("/proc/swaps").split('\n').mid(1))
        if (!line.isEmpty())
            paths.append(QString::fromUtf8(line.left(line.indexOf(' ')).replace("\\040", " ")));
    return paths;
}

QJsonArray programsOf(const QByteArray& folder)
{
    QJsonArray names;
    for (const QString& pid :
         QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        const QByteArray base = "/proc/" + pid.toUtf8();
        const QByteArray name = fileText(base + "/comm").trimmed();
        if (name.startsWith("mooring") && fileText(base + "/environ").contains("MOORING_LAB=" + folder))
            names.append(QString::fromUtf8(name));
    }
    return names;
}

} // namespace

Oracle::Oracle(QByteArray folder)
    : m_folder(std::move(folder))
{
}

QList<QByteArray> Oracle::ourDevices() const
{
    QList<QByteArray> devices = boundDevices();
    devices.removeIf([this](const QByteArray& device) {
        return !fileText(sysfsOf(device) + "/loop/backing_file").startsWith(m_folder + '/');
    });
    return devices;
}

QByteArray Oracle::normalised(QByteArray text, const QList<QByteArray>& devices) const
{
    QList<QByteArray> longestFirst = devices;
    std::sort(longestFirst.begin(), longestFirst.end(), std::greater());
    for (const QByteArray& device : longestFirst) {
        QByteArray image = fileText(sysfsOf(device) + "/loop/backing_file").trimmed();
        image.replace(' ', '_').replace('"', '_').replace('\\', '_');
        const QByteArray name = device.mid(int(strlen("/dev/")));
        for (const char* end : {"\"", "p"})
            text.replace('"' + name + end, "\"<" + image + '>' + end)
                .replace(device + end, "/dev/<" + image + '>' + end);
    }
    return text;
}

QJsonObject Oracle::picture() const
{
    const QList<QByteArray> devices = ourDevices();
    const QString folder = QString::fromUtf8(m_folder) + u'/';
    const auto inFolder = [&](const QString& field) {
        return
            [field, folder](const QJsonObject& entry) { return entry[field].toString().startsWith(folder); };
    };
    QJsonArray blockDevices;
    if (!devices.isEmpty())
        blockDevices
            = ask(Argv {"lsblk", "--json", "--bytes", "-o", "NAME,TYPE,SIZE,RO,START,MOUNTPOINTS"} + devices,
                  QStringLiteral("blockdevices"));
    const QJsonArray loops
        = ask({"losetup", "--json", "-l", "-O", "NAME,BACK-FILE,RO,AUTOCLEAR,OFFSET,SIZELIMIT,DIO"},
              QStringLiteral("loopdevices"));
    const QJsonArray mounts = ask({"findmnt", "--json", "-l", "-o", "TARGET,SOURCE,FSROOT,FSTYPE,OPTIONS"},
                                  QStringLiteral("filesystems"));
    QJsonArray swaps;
    for (const QJsonValue& path : swapPaths()) {
        const QByteArray text = path.toString().toUtf8();
        const bool onOurs = std::any_of(devices.begin(), devices.end(), [&](const QByteArray& device) {
            return text == device || text.startsWith(device + 'p');
        });
        if (onOurs || text.startsWith(m_folder + '/'))
            swaps.append(path);
    }
    const QJsonObject all {{QStringLiteral("losetup"), where(loops, inFolder(QStringLiteral("back-file")))},
                           {QStringLiteral("findmnt"), where(mounts, inFolder(QStringLiteral("target")))},
                           {QStringLiteral("lsblk"), blockDevices},
                           {QStringLiteral("swap"), swaps},
                           {QStringLiteral("programs"), programsOf(m_folder)}};
    const QByteArray text = normalised(QJsonDocument(all).toJson(QJsonDocument::Compact), devices);
    QJsonObject picture = QJsonDocument::fromJson(text).object();
    for (auto list = picture.begin(); list != picture.end(); ++list)
        list.value() = sorted(list.value().toArray());
    return picture;
}

QList<QByteArray> Oracle::boundDevices()
{
    QList<QByteArray> devices;
    for (const QString& name : QDir(QStringLiteral("/sys/block")).entryList({QStringLiteral("loop*")}))
        if (const QByteArray device = "/dev/" + name.toUtf8(); isBound(device))
            devices.append(device);
    return devices;
}

bool Oracle::isBound(const QByteArray& device)
{
    return access((sysfsOf(device) + "/loop/backing_file").constData(), F_OK) == 0;
}

QList<QByteArray> Oracle::devicesOf(const QByteArray& image)
{
    QList<QByteArray> devices;
    for (const QByteArray& line : run({"losetup", "-n", "-O", "NAME", "-j", image}).out.split('\n'))
        if (!line.trimmed().isEmpty())
            devices.append(line.trimmed());
    return devices;
}

bool Oracle::isMounted(const QByteArray& target)
{
    return run({"findmnt", "-n", "--mountpoint", target}).ok();
}

bool Oracle::isSwap(const QByteArray& path) { return swapPaths().contains(QString::fromUtf8(path)); }

bool Oracle::superblockLives(const QByteArray& device)
{
    return access(("/sys/fs/ext4/" + device.mid(int(strlen("/dev/")))).constData(), F_OK) == 0;
}

bool Oracle::isAutoclear(const QByteArray& device)
{
    return fileText(sysfsOf(device) + "/loop/autoclear").trimmed() == "1";
}

QByteArray difference(const QJsonObject& before, const QJsonObject& after)
{
    QByteArray text;
    for (auto list = before.begin(); list != before.end(); ++list)
        if (after[list.key()] != list.value())
            text += list.key().toUtf8() + ": " + compact(list.value()) + " -> " + compact(after[list.key()])
                + '\n';
    return text;
}

} // namespace mooring::lab
