// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings.h"

namespace mooring::imagesniff {

std::string_view word(Format format)
{
    switch (format) {
    case Format::Raw:
        return "raw";
    case Format::Vhd:
        return "vhd";
    case Format::Vhdx:
        return "vhdx";
    case Format::Vmdk:
        return "vmdk";
    case Format::Vdi:
        return "vdi";
    case Format::Qcow:
        return "qcow";
    case Format::Qcow2:
        return "qcow2";
    case Format::Qed:
        return "qed";
    case Format::Parallels:
        return "parallels";
    case Format::Dmg:
        return "dmg";
    case Format::Iso:
        return "iso";
    }
    return {};
}

std::string_view word(Fault fault)
{
    switch (fault) {
    case Fault::None:
        return "none";
    case Fault::Unreadable:
        return "unreadable";
    case Fault::Truncated:
        return "truncated";
    case Fault::ChecksumWrong:
        return "checksum-wrong";
    case Fault::NoValidHeader:
        return "no-valid-header";
    case Fault::UnknownVersion:
        return "unknown-version";
    case Fault::UnknownFeature:
        return "unknown-feature";
    case Fault::ImpossibleSize:
        return "impossible-size";
    case Fault::ImpossibleTables:
        return "impossible-tables";
    case Fault::BadName:
        return "bad-name";
    case Fault::Contradictory:
        return "contradictory";
    case Fault::LeftoverFooter:
        return "leftover-footer";
    case Fault::TooLarge:
        return "too-large";
    }
    return {};
}

std::string_view word(Role role)
{
    switch (role) {
    case Role::Parent:
        return "parent";
    case Role::Backing:
        return "backing";
    case Role::Extent:
        return "extent";
    case Role::DataFile:
        return "data-file";
    }
    return {};
}

} // namespace mooring::imagesniff
