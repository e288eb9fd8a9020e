// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bigendian.h"

#include <optional>

namespace mooring::iscsi {

enum class Opcode : quint8 // RFC 7143, 11.2.1.2
{
    NopOut = 0x00,
    ScsiCommand = 0x01,
    TaskManagementRequest = 0x02,
    LoginRequest = 0x03,
    TextRequest = 0x04,
    DataOut = 0x05,
    LogoutRequest = 0x06,
    SnackRequest = 0x10,
    NopIn = 0x20,
    ScsiResponse = 0x21,
    TaskManagementResponse = 0x22,
    LoginResponse = 0x23,
    TextResponse = 0x24,
    DataIn = 0x25,
    LogoutResponse = 0x26,
    ReadyToTransfer = 0x31,
    AsyncMessage = 0x32,
    Reject = 0x3f,
};

inline constexpr size_t kHeaderSize = 48; // basic header segment: RFC 7143, 11.2.1
inline constexpr size_t kDigestSize = 4; // CRC32C: RFC 7143, 11.2.3
inline constexpr quint32 kNoTag = 0xffffffff; // reserved value of both tags: RFC 7143, 11.2.1.8
inline constexpr quint8 kFinalBit = 0x80; // F, in a login T: RFC 7143, 11.2.1.3
inline constexpr quint8 kContinueBit = 0x40; // C: RFC 7143, 11.10.2 and 11.12.2
inline constexpr quint8 kImmediateBit = 0x40; // I, beside the opcode: RFC 7143, 11.2.1.1
inline constexpr quint8 kOpcodeMask = 0x3f;

// The fields of a basic header segment that every answer of a target has in the same place, and bytes() for
// the others. Does not own the bytes.
class HeaderView final : public BigEndian
{
public:
    using BigEndian::BigEndian;

    bool isWhole() const noexcept { return size() >= kHeaderSize; }
    Opcode opcode() const { return static_cast<Opcode>(u8(0) & kOpcodeMask); }
    bool isImmediate() const { return (u8(0) & kImmediateBit) != 0; }
    quint8 flags() const { return u8(1); }
    size_t ahsLength() const { return u8(4) * size_t(4); } // of all additional header segments, in bytes
    size_t dataLength() const { return u24(5); } // without padding
    quint64 lun() const { return u64(8); }
    quint32 initiatorTaskTag() const { return u32(16); }
    quint32 targetTransferTag() const { return u32(20); } // where the PDU has one
    quint32 statSn() const { return u32(24); }
    quint32 expCmdSn() const { return u32(28); }
    quint32 maxCmdSn() const { return u32(32); }
};

struct Digests
{
    bool header = false, data = false;
    bool operator==(const Digests&) const = default;
};

// How long the PDU is that begins these bytes; empty as long as the eight that say it are not there. At most
// about 16 MiB: the caller decides what is too much.
std::optional<size_t> pduLength(QByteArrayView bytes, Digests digests = {});

} // namespace mooring::iscsi
