// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedimages.h"

#include <QDir>
#include <QFile>

namespace mooring::lab {

namespace {

QByteArray linesWith(const Argv& argv, const QByteArray& words)
{
    QByteArray text;
    for (const QByteArray& line : run(argv).out.split('\n'))
        text += line.contains(words) ? line + '\n' : QByteArray();
    return text;
}

Argv pgrep(const QByteArray& folder, const char* how)
{
    QByteArray pattern = folder;
    pattern.replace('.', "\\.").replace('+', "\\+");
    return {"pgrep", how, "-f", "--", pattern + '/'};
}

} // namespace

QByteArray servedBelow(const QByteArray& folder)
{
    const QByteArray text = linesWith({"losetup", "-n", "-O", "NAME,BACK-FILE"}, folder + '/')
        + linesWith({"findmnt", "-n", "-l", "-o", "TARGET"}, folder + '/') + run(pgrep(folder, "-a")).out;
    const auto entries
        = QDir(QFile::decodeName(folder)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    return text + entries.join(u' ').toUtf8();
}

ServingMemory memoryOfServing(const QByteArray& folder)
{
    ServingMemory memory;
    for (const QByteArray& pid : run(pgrep(folder, "-l")).out.split('\n')) {
        QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid.split(' ').value(0).toInt()));
        if (pid.isEmpty() || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const qsizetype at = text.indexOf("\nPss:");
        ++memory.processes;
        memory.bytes += text.mid(at + 5, text.indexOf("kB", at) - at - 5).trimmed().toLongLong() * 1024;
    }
    return memory;
}

} // namespace mooring::lab
