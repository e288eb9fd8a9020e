// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

#include <QCoreApplication>
#include <QLocale>

namespace mooring {

// Values as the user's language writes them: through QLocale(), so that the application sets the default.
class Format
{
    Q_DECLARE_TR_FUNCTIONS(mooring::Format)
public:
    static QString size(quint64 bytes); // "256 MiB", "256 Mio"
    static QString exactSize(quint64 bytes); // "256 MiB (268,435,456 bytes)"
    static QString rate(quint64 bytesPerSecond); // "40 MB/s", "40 Mo/s"
    static QString duration(qint64 milliseconds);
    static QString dateTime(const QDateTime& time);
    // The time alone when it is of today, else the date too.
    static QString since(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTime());
    static QString bytes(const QByteArray& path); // what cannot be shown as it is, percent-encoded
    static QString command(const QList<QByteArray>& argv); // to paste into a shell
    static QString errorNumber(ErrorDomain domain, quint32 number); // alike in every language
    static QString fact(Fact fact, const QVariant& value);
    static QString list(const QStringList& items); // "a, b and c"

private:
    static QString word(Fact fact, const QString& token);
};

} // namespace mooring
