// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/imagesniff/source.h"

#include <vector>

namespace mooring::fuzz {

// An image made from a fuzzer's bytes. The first byte says how:
//   0: the others are the file;
//   1: eight bytes for the file's size, then pieces: six bytes of offset, two of length, content; all else in
//   the
//      file is zero, so that a few bytes make an image of any size;
//   +2, +4: afterwards the checksums of a VHD, of a VHDX, are put right: nobody guesses those.
// All numbers are little endian.
class FuzzedImage final : public imagesniff::Source
{
public:
    FuzzedImage(const uint8_t* data, size_t size);

    uint64_t size() const override { return m_size; }
    std::optional<std::string> read(uint64_t offset, size_t length) const override;
    uint64_t asked() const { return m_asked; } // bytes that were read

private:
    struct Piece
    {
        uint64_t offset;
        std::string content;
    };
    void takePieces(std::string_view bytes);
    void mendVhd();
    void mendVhdx();
    void mendSum(uint64_t at, size_t length, size_t sumAt);
    std::string content(uint64_t offset, size_t length) const;

    uint64_t m_size = 0;
    std::vector<Piece> m_pieces; // later ones lie over earlier ones
    mutable uint64_t m_asked = 0;
};

// What has to be true of the findings of any image; ends the program when it is not.
void judge(const FuzzedImage& image);

} // namespace mooring::fuzz
