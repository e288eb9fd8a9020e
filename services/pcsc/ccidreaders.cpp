// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ccidreaders.h"

#include "services/system/sysfs.h"
#include "services/system/wholefile.h"

#include <QMap>

#include <algorithm>

namespace mooring::pcsc {

namespace {

constexpr auto driverList = "/usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist";
constexpr auto smartCardClass = "0b";

using ModelKey = std::pair<quint16, quint16>; // vendor, product

QByteArray attribute(const QByteArray& folder, const char* name)
{
    return wholeFile(folder + '/' + name).value_or(QByteArray()).trimmed();
}

// The strings of one array of the property list, in order.
QList<QByteArray> stringsOf(const QByteArray& list, const QByteArray& key)
{
    const qsizetype at = list.indexOf("<key>" + key + "</key>");
    const qsizetype begin = at < 0 ? -1 : list.indexOf("<array>", at);
    const qsizetype end = begin < 0 ? -1 : list.indexOf("</array>", begin);
    QList<QByteArray> strings;
    const QByteArray opening("<string>");
    for (qsizetype from = begin; from >= 0 && from < end;) {
        from = list.indexOf(opening, from);
        const qsizetype to = from < 0 ? -1 : list.indexOf("</string>", from);
        if (to < 0 || to > end)
            break;
        strings.append(list.mid(from + opening.size(), to - from - opening.size()));
        from = to;
    }
    return strings;
}

QMap<ModelKey, QByteArray> driverNames(const QByteArray& root)
{
    QByteArray list = wholeFile(root + driverList).value_or(QByteArray());
    const QList<QByteArray> vendors = stringsOf(list, "ifdVendorID"),
                            products = stringsOf(list, "ifdProductID"),
                            names = stringsOf(list, "ifdFriendlyName");
    QMap<ModelKey, QByteArray> result;
    for (qsizetype i = 0; i < std::min({vendors.size(), products.size(), names.size()}); ++i) {
        QByteArray name = names[i];
        result.insert({vendors[i].toUShort(nullptr, 0), products[i].toUShort(nullptr, 0)},
                      name.replace("&amp;", "&"));
    }
    return result;
}

CcidReader readDevice(const QByteArray& folder)
{
    CcidReader reader;
    reader.manufacturer = attribute(folder, "manufacturer");
    reader.product = attribute(folder, "product");
    reader.serial = attribute(folder, "serial");
    reader.vendorId = attribute(folder, "idVendor").toUShort(nullptr, 16);
    reader.productId = attribute(folder, "idProduct").toUShort(nullptr, 16);
    reader.bus = attribute(folder, "busnum").toUInt();
    reader.device = attribute(folder, "devnum").toUInt();
    return reader;
}

// "SCM Microsystems Inc. SCR 3310 [CCID Interface] (53311430605089) 00 00"
bool isNamed(const QByteArray& name, const CcidReader& reader)
{
    if (!reader.friendlyName.isEmpty())
        return name.startsWith(reader.friendlyName);
    return !reader.product.isEmpty() && name.contains(reader.product);
}

bool hasSerial(const QByteArray& name, const CcidReader& reader)
{
    return !reader.serial.isEmpty() && name.contains('(' + reader.serial + ')');
}

} // namespace

QByteArray CcidReader::node() const
{
    const auto padded = [](unsigned number) { return QByteArray::number(number).rightJustified(3, '0'); };
    return "/dev/bus/usb/" + padded(bus) + '/' + padded(device);
}

QByteArray CcidReader::name() const
{
    if (!friendlyName.isEmpty())
        return friendlyName;
    QByteArray own = (manufacturer + ' ' + product).trimmed();
    if (!own.isEmpty())
        return own;
    const auto hex = [](quint16 number) { return QByteArray::number(number, 16).rightJustified(4, '0'); };
    return "USB " + hex(vendorId) + ':' + hex(productId);
}

QList<CcidReader> ccidReaders(const QByteArray& root)
{
    const QByteArray devices = root + "/sys/bus/usb/devices";
    const SysFolder folder(devices.constData());
    if (!folder)
        return {};
    QList<QByteArray> names; // of devices; several interfaces of one may be readers
    folder.list([&](std::string_view entry, unsigned char) {
        const QByteArray interface(entry.data(), static_cast<qsizetype>(entry.size()));
        const QByteArray device = interface.left(interface.indexOf(':')); // "1-2:1.0"
        if (device != interface && !names.contains(device)
            && attribute(devices + '/' + interface, "bInterfaceClass") == smartCardClass)
            names.append(device);
    });
    if (names.isEmpty())
        return {};
    const QMap<ModelKey, QByteArray> models = driverNames(root);
    QList<CcidReader> readers;
    for (const QByteArray& name : std::as_const(names)) {
        CcidReader reader = readDevice(devices + '/' + name);
        reader.friendlyName = models.value({reader.vendorId, reader.productId});
        if (reader.device != 0) // else unplugged meanwhile
            readers.append(reader);
    }
    std::sort(readers.begin(), readers.end(), [](const CcidReader& left, const CcidReader& right) {
        return std::pair(left.bus, left.device) < std::pair(right.bus, right.device);
    });
    return readers;
}

QList<qsizetype> matchReaders(const QList<CcidReader>& readers, const QList<QByteArray>& names)
{
    QList<qsizetype> matches(readers.size(), -1);
    QList<QByteArray> left = names;
    const auto take = [&](bool bySerial) {
        for (qsizetype i = 0; i < readers.size(); ++i) {
            const auto found = std::find_if(left.begin(), left.end(), [&](const QByteArray& name) {
                return !name.isEmpty() && isNamed(name, readers[i])
                    && (!bySerial || hasSerial(name, readers[i]));
            });
            if (matches[i] >= 0 || found == left.end())
                continue;
            matches[i] = found - left.begin();
            found->clear();
        }
    };
    take(true);
    take(false);
    return matches;
}

} // namespace mooring::pcsc
