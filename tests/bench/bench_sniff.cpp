// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "lab.h"
#include "services/system/imagesniff/chain.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int images = 1000;

// One of each sort, and then copies in turn.
QList<QByteArray> folderOfImages(const QByteArray& folder)
{
    const QList<lab::Argv> sorts {
        {"-f", "vpc"},
        {"-f", "vpc", "-o", "subformat=fixed,force_size=on"},
        {"-f", "vhdx"},
        {"-f", "vmdk"},
        {"-f", "vmdk", "-o", "subformat=twoGbMaxExtentSparse"},
        {"-f", "vdi"},
        {"-f", "qcow2"},
        {"-f", "qcow2", "-o", "compat=0.10"},
        {"-f", "raw"},
    };
    QList<QByteArray> paths;
    for (int i = 0; i < images; ++i) {
        const QByteArray path = folder + "/image" + QByteArray::number(i);
        lab::Lab::must(lab::Argv {"qemu-img", "create", "-q"} + sorts[i % sorts.size()]
                       + lab::Argv {path, "64M"});
        paths.append(path);
    }
    return paths;
}

void sniffAll(const QList<QByteArray>& paths)
{
    for (const QByteArray& path : paths)
        if (!imagesniff::follow(path.toStdString()).front().findings)
            qFatal("bench: cannot sniff %s", path.constData());
}

void measure(Table& table)
{
    const QTemporaryDir folder;
    const QList<QByteArray> paths = folderOfImages(QFile::encodeName(folder.path()));
    QList<double> ours;
    for (int i = 0; i < 11; ++i)
        ours.append(milliseconds([&] { sniffAll(paths); }));
    const double theirs = milliseconds([&] {
        for (const QByteArray& path : paths)
            lab::run({"qemu-img", "info", "--output=json", path});
    });
    table.note("what 1,000 image files are, with all they need", median(ours), "ms");
    table.note("qemu-img info on each", theirs, "ms");
    table.atLeast("qemu-img info over our own look at images", theirs / median(ours), 20, "times");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (QStandardPaths::findExecutable(QStringLiteral("qemu-img")).isEmpty())
        table.skip("what image files are", "needs qemu-img");
    else
        measure(table);
    return table.finish();
}
