// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace mooring {

// What the window was started with.
struct WindowArguments
{
    QString language;
    QList<QByteArray> images; // bytes as they were given, absolute
    QString wrong; // an option that does not exist, or a file that is not on this host
    bool help = false;
    bool operator==(const WindowArguments&) const = default;
};
WindowArguments argumentsIn(int argc, const char* const* argv, const QByteArray& directory);

} // namespace mooring
