// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/sysfs.h"

#include <QByteArray>

#include <array>
#include <optional>

namespace mooring {

// The attributes of one device in sysfs.
class SysAttributes
{
public:
    explicit SysAttributes(const QByteArray& path, int at = AT_FDCWD)
        : m_folder(path.constData(), at)
    {
    }
    explicit operator bool() const { return static_cast<bool>(m_folder); }
    const SysFolder& folder() const { return m_folder; }
    int fd() const { return m_folder.fd(); }

    // Without the blanks around it; empty and errno set when it cannot be read.
    QByteArray text(const char* name) const
    {
        std::array<char, 1024> buffer; // NOLINT: filled by the kernel
        errno = 0;
        const std::string_view read = m_folder.read(name, buffer);
        const QByteArray value = QByteArray(read.data(), static_cast<qsizetype>(read.size())).trimmed();
        return value == "(null)" || value == "<NULL>" ? QByteArray() : value; // a string that was never set
    }
    std::optional<qint64> number(const char* name) const
    {
        bool isNumber = false;
        const qint64 value = text(name).toLongLong(&isNumber);
        return isNumber ? std::optional<qint64>(value) : std::nullopt;
    }

private:
    SysFolder m_folder;
};

} // namespace mooring
