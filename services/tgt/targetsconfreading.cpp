// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfreading.h"

namespace mooring::tgt {
namespace {

constexpr int kMaxBroken = 16; // files; with more, nothing is taken

Error errorIn(const ConfFault& fault, const QByteArray& path)
{
    Error error = errorOf(ErrorCode::SavedUnreadable, QString::fromLocal8Bit(path));
    error.text
        = QStringLiteral("line %1: %2").arg(QString::number(fault.line), QString::fromUtf8(fault.what));
    return error;
}

std::optional<ConfFault> understand(ConfReading& reading, const ConfFiles& files)
{
    auto tree = confTree(files.entries);
    if (!tree)
        return tree.error();
    auto targets = ConfUnits(files.files, *tree).targets();
    if (!targets)
        return targets.error();
    reading.all = std::move(*tree);
    reading.targets = std::move(*targets);
    return {};
}

} // namespace

ConfReading ConfReading::of(const QByteArray& root, const QByteArray& main, const ConfFiles::Texts& instead)
{
    ConfReading reading;
    QSet<QByteArray> rejected;
    QList<Error> broken;
    while (broken.size() < kMaxBroken) {
        ConfFiles files(root, rejected, instead);
        auto fault = files.read(main);
        if (!fault)
            fault = understand(reading, files);
        reading.errors = broken + files.errors;
        if (!fault) {
            reading.files = std::move(files.files);
            return reading;
        }
        const QByteArray path = files.files.value(fault->file).path;
        broken.append(errorIn(*fault, path));
        reading.errors = broken + files.errors;
        if (rejected.contains(path))
            break;
        rejected.insert(path);
    }
    return reading;
}

const TargetsConf::Target* ConfReading::target(const QByteArray& name) const
{
    for (const TargetsConf::Target& each : targets) {
        if (each.name == name)
            return &each;
    }
    return nullptr;
}

} // namespace mooring::tgt
