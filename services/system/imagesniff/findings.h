// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mooring::imagesniff {

enum class Format
{
    Raw,
    Vhd,
    Vhdx,
    Vmdk,
    Vdi,
    Qcow,
    Qcow2,
    Qed,
    Parallels,
    Dmg,
    Iso
};

// Why an image must not be attached as what it seems to be.
enum class Fault
{
    None,
    Unreadable, // reading it failed
    Truncated, // it ends before something that it points to, or without its last part
    ChecksumWrong, // or another proof that its metadata was changed by accident
    NoValidHeader, // it has several copies of its header, and all are damaged
    UnknownVersion,
    UnknownFeature, // something that a reader must understand, and this one does not
    ImpossibleSize,
    ImpossibleTables, // misplaced, overlapping, or too small for the disk
    BadName, // the name of another file is empty, too long, or holds what no name can
    Contradictory, // two readers would take it for different things
    LeftoverFooter, // raw, but it ends in the footer of a VHD that it is not
    TooLarge, // more metadata than is ever read
};

// What a file is to the image that names it.
enum class Role
{
    Parent,
    Backing,
    Extent,
    DataFile
};

// How its name is to be read.
enum class Place
{
    Plain, // a POSIX path, relative to the folder of the file that names it
    WindowsRelative, // with backslashes, relative in the same way
    WindowsAbsolute, // a drive, volume or share: means nothing here but its last part
    WindowsName, // a name or a path, depending on who wrote it
};

// Another file that an image names. Several references of one role Parent are several ways to the same file.
struct Reference
{
    Role role = Role::Backing;
    Place place = Place::Plain;
    std::string name; // bytes as found; UTF-8 where the format has UTF-16
    std::string format; // as the image says it, in its own words; empty: it does not say
    // extents only
    std::string access, type;
    uint64_t sectors = 0, offset = 0; // of 512 bytes
    bool operator==(const Reference&) const = default;
};

// What the bytes of one file say. A field that the format lacks is empty.
struct Findings
{
    Format format = Format::Raw;
    std::string subformat; // "fixed", "dynamic", "differencing", "2", "monolithicSparse", "udf", ...
    std::optional<uint64_t> virtualSize; // bytes
    uint32_t sectorSize = 512; // logical
    // Names the disk for good: VHD unique id, VHDX virtual disk id, VDI creation, VMDK uuid.image.
    std::string identifier, parentIdentifier;
    // Another one after each session of writing: VHDX data write GUID, VDI modification, VMDK CID. What it
    // had become when an image took it for its parent is recorded there.
    std::string changeMark;
    std::vector<std::string> parentChangeMarks; // any of them will do
    std::optional<uint32_t> parentTime; // VHD: when the parent was written, in seconds since 2000
    bool differencing = false; // incomplete without a parent, named or not
    bool unclean = false; // not closed by its last writer: its own log or a check has to come first
    bool corrupt = false; // marked so by a program that found it out
    bool encrypted = false;
    std::string unwritable; // of what qemu reads and never writes: the kind that it is
    std::vector<Reference> references;
    Fault fault = Fault::None;
    bool operator==(const Findings&) const = default;
};

std::string_view word(Format format);
std::string_view word(Fault fault); // "none" without one
std::string_view word(Role role);

} // namespace mooring::imagesniff
