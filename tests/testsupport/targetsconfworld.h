// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/tgt/targetsconf.h"

#include <QDir>
#include <QFile>
#include <QMetaEnum>
#include <QTemporaryDir>

namespace testsupport {

// A root of its own with a saved configuration in it.
class TargetsConfWorld
{
public:
    QByteArray root() const { return QFile::encodeName(m_folder.path()); }
    mooring::tgt::TargetsConf conf() const { return mooring::tgt::TargetsConf(root()); }
    mooring::tgt::TargetsConf::Saved saved() const { return conf().read(); }

    QString in(const char* path) const { return m_folder.path() + QLatin1Char('/') + QLatin1String(path); }
    void write(const char* path, const QByteArray& text) const
    {
        QDir().mkpath(QFileInfo(in(path)).path());
        QFile file(in(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", path);
    }
    void main(const QByteArray& text) const { write("etc/tgt/targets.conf", text); }
    QByteArray read(const char* path = "etc/tgt/targets.conf") const
    {
        QFile file(in(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    QList<QString> names(const char* folder = "etc/tgt") const
    {
        return QDir(in(folder)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

private:
    QTemporaryDir m_folder;
};

// "TARGET: LUN PATH, LUN PATH; TARGET: ..." in their order, and "! FILE: TEXT" for errors.
inline QByteArray told(const mooring::tgt::TargetsConf::Saved& saved)
{
    QList<QByteArray> parts;
    for (const auto& target : saved.targets) {
        QList<QByteArray> units;
        for (const auto& unit : target.units)
            units.append(QByteArray::number(unit.lun) + ' ' + unit.path);
        parts.append(target.name + ": " + units.join(", "));
    }
    for (const mooring::Error& error : saved.errors)
        parts.append("! " + error.subject.toLocal8Bit() + ": " + error.text.toUtf8());
    return parts.join("; ");
}

// "done", or the code and the text of an error.
inline QByteArray word(const std::optional<mooring::Error>& error)
{
    return error ? QMetaEnum::fromType<mooring::ErrorCode>().valueToKey(static_cast<int>(error->code))
            + (error->text.isEmpty() ? QByteArray() : ": " + error->text.toUtf8())
                 : QByteArray("done");
}

} // namespace testsupport
