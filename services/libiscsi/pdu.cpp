// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdu.h"

namespace mooring::iscsi {

std::optional<size_t> pduLength(QByteArrayView bytes, Digests digests)
{
    constexpr size_t lengthsEnd = 8;
    const HeaderView header(bytes);
    if (header.size() < lengthsEnd)
        return {};
    size_t length = kHeaderSize + header.ahsLength() + (digests.header ? kDigestSize : 0);
    if (header.dataLength() > 0)
        length += (header.dataLength() + 3) / 4 * 4 + (digests.data ? kDigestSize : 0);
    return length;
}

} // namespace mooring::iscsi
