// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"

namespace mooring::lab {

// What is really there, by losetup, findmnt, lsblk, /proc/swaps and /sys, of everything that lives in one
// lab's folder. Device names are replaced by the name of the image behind them, so that two pictures compare
// when only numbers differ.
class Oracle
{
public:
    explicit Oracle(QByteArray folder);

    // {"losetup","findmnt","lsblk","swap","programs"}: each a sorted array. programs: Mooring's own that run.
    QJsonObject picture() const;

    static QList<QByteArray> boundDevices(); // of everybody
    static bool isBound(const QByteArray& device); // a loop device with an image behind it
    static QList<QByteArray> devicesOf(const QByteArray& image); // loop devices on this file, by inode
    static bool isMounted(const QByteArray& target);
    static bool isSwap(const QByteArray& path);
    static bool superblockLives(const QByteArray& device); // also where no mount shows it
    static bool isAutoclear(const QByteArray& device);

private:
    QByteArray normalised(QByteArray text, const QList<QByteArray>& devices) const;
    QList<QByteArray> ourDevices() const;
    QByteArray m_folder;
};

// The differences of two pictures as text; empty when they are the same.
QByteArray difference(const QJsonObject& before, const QJsonObject& after);

} // namespace mooring::lab
