// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring::pcsc {

// A smart card reader on USB, as sysfs shows it: also one that pcscd does not have.
struct CcidReader
{
    QByteArray manufacturer, product, serial; // as the device names itself
    quint16 vendorId = 0, productId = 0;
    unsigned bus = 0, device = 0;
    QByteArray friendlyName; // as PC/SC's driver calls this model; empty: it does not know it
    QByteArray node() const; // /dev/bus/usb/BBB/DDD
    QByteArray name() const; // for people
    bool operator==(const CcidReader&) const = default;
};

// The devices with an interface of class 0x0B, in the order of bus and device. Reads sysfs and the driver's
// list of models below `root`; opens no device. Thread-safe.
QList<CcidReader> ccidReaders(const QByteArray& root);

// Which of `names`, as pcscd lists its readers, is which of `readers`: for each its index, -1 where pcscd
// does not have it. Two of a kind are told apart by their serial numbers, else taken in order.
QList<qsizetype> matchReaders(const QList<CcidReader>& readers, const QList<QByteArray>& names);

} // namespace mooring::pcsc
