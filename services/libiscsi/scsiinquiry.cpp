// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsiinquiry.h"

#include <algorithm>

namespace mooring::iscsi {

namespace {

// The bytes of a VPD page behind its head; none when it is another page: SPC-4, 7.8.
std::optional<QByteArrayView> pageOf(QByteArrayView data, VpdPage page)
{
    constexpr size_t head = 4;
    const BigEndian bytes(data);
    if (bytes.size() < head || bytes.u8(1) != static_cast<quint8>(page))
        return {};
    return bytes.part(head, bytes.u16(2));
}

Error malformedPage() { return malformedAnswer(QLatin1String("INQUIRY, vital product data")); }

} // namespace

Result<Inquiry> parseInquiry(QByteArrayView data)
{
    constexpr size_t head = 5;
    if (BigEndian(data).size() < head)
        return fail(malformedAnswer(QLatin1String("INQUIRY")));
    const BigEndian bytes(BigEndian(data).part(0, head + BigEndian(data).u8(4))); // additional length
    Inquiry inquiry;
    inquiry.qualifier = bytes.u8(0) >> 5;
    inquiry.deviceType = bytes.u8(0) & 0x1f;
    inquiry.removable = (bytes.u8(1) & 0x80) != 0;
    inquiry.version = bytes.u8(2);
    inquiry.targetPortGroups = bytes.u8(5) >> 4 & 3;
    inquiry.protection = (bytes.u8(5) & 1) != 0;
    inquiry.vendor = safeText(bytes.part(8, 8));
    inquiry.product = safeText(bytes.part(16, 16));
    inquiry.revision = safeText(bytes.part(32, 4));
    return inquiry;
}

Result<QList<quint8>> parseSupportedPages(QByteArrayView data)
{
    const std::optional<QByteArrayView> page = pageOf(data, VpdPage::Supported);
    if (!page)
        return fail(malformedPage());
    QList<quint8> pages;
    for (const char c : *page)
        pages.append(static_cast<quint8>(c));
    return pages;
}

Result<QString> parseSerial(QByteArrayView data)
{
    const std::optional<QByteArrayView> page = pageOf(data, VpdPage::UnitSerialNumber);
    if (!page)
        return fail(malformedPage());
    return safeText(*page);
}

Result<QList<Designator>> parseDesignators(QByteArrayView data)
{
    constexpr size_t head = 4;
    const std::optional<QByteArrayView> page = pageOf(data, VpdPage::DeviceIdentification);
    if (!page)
        return fail(malformedPage());
    QList<Designator> designators;
    const BigEndian bytes(*page);
    for (size_t at = 0; at + head <= bytes.size(); at += head + bytes.u8(at + 3)) {
        const size_t length = bytes.u8(at + 3);
        if (length > bytes.size() - at - head)
            break;
        designators.append({static_cast<DesignatorType>(bytes.u8(at + 1) & 0xf),
                            static_cast<Association>(bytes.u8(at + 1) >> 4 & 3), quint8(bytes.u8(at) & 0xf),
                            bytes.part(at + head, length).toByteArray()});
    }
    return designators;
}

} // namespace mooring::iscsi
