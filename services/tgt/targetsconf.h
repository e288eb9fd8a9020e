// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Its parts, for CMake, each .cpp and .h: targetsconf targetsconfchange targetsconfdraft targetsconffiles
// targetsconflines targetsconfproof targetsconfreading targetsconfstores targetsconftext targetsconftree
// targetsconfunits targetsconfwriting.

#include "services/core/error.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring::tgt {

// The saved configuration of tgtd as tgt-admin(8) of Debian 12 takes it: /etc/tgt/targets.conf and what it
// includes. Where anything in it is broken, tgt-admin makes no target at all; here the files that are broken
// are left out whole, are told as errors, and nothing is written while there are any.
class TargetsConf
{
public:
    struct Option
    {
        QByteArray name, value;
        bool operator==(const Option&) const = default;
    };
    struct Unit
    {
        // As tgt-admin gives it when everything that backs the target is there and free: what is not gets no
        // number there, and those behind it move up.
        quint64 lun = 0;
        bool hasOwnNumber = false; // written down; else it follows from what else the target has
        QByteArray path;
        bool isDirect = false; // direct-store
        QByteArray scsiId, scsiSn, deviceType, bsType; // its own, or else its target's; empty: not said
        bool readOnly = false;
        QList<Option> others; // its own
        QByteArray file; // the paths of files are those below the root
        int firstLine = 0, lastLine = 0;
        bool operator==(const Unit&) const = default;
    };
    struct Target
    {
        QByteArray name;
        QByteArray file; // where it begins first
        int line = 0;
        QByteArray driver;
        QList<Unit> units; // in tgt-admin's order
        QList<QByteArray> incomingAccounts, outgoingAccounts; // names, never secrets
        QList<QByteArray> initiatorAddresses, initiatorNames; // no address: tgt-admin allows all
        bool operator==(const Target&) const = default;
    };
    struct Saved
    {
        QList<Target> targets; // in tgt-admin's order: by name
        QList<Error> errors; // SavedUnreadable with "line N: ...", or an errno; subject: the file
    };

    explicit TargetsConf(QByteArray root = "/", QByteArray file = "/etc/tgt/targets.conf");

    Saved read() const; // no main file: nothing saved, and no error

    // Takes the lines of one unit out of its file; the rest stays as it is, byte for byte. Units of the same
    // target whose number would change by that get it written down: "backing-store PATH" becomes
    // "<backing-store PATH>", "lun N", "</backing-store>", with all others of its kind in the target, as
    // tgt-admin does not take both forms side by side; a block gets the line "lun N". The old text is kept in
    // FILE.mooring-backup. AlreadyGone: there is no such unit; SavedStays: everything else, nothing has
    // changed.
    std::optional<Error> removeUnit(const QByteArray& target, quint64 lun, const QByteArray& path) const;

    // Puts a unit before the end of its target, under its own number. Nothing to do if it is there already.
    std::optional<Error> addUnit(const QByteArray& target, const Unit& unit) const;

private:
    QByteArray m_root;
    QByteArray m_file;
};

} // namespace mooring::tgt
