// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandstage.h"
#include "rawinitiator.h"

#include <QTest>

namespace mooring::lab {

// A tgtd of its own, and mooringctl that finds it.
class ExportStage : public CommandStage
{
public:
    explicit ExportStage(int targets = 1, int luns = 2)
        : tgt(TgtOptions {lab.folder(), "t", targets, luns})
    {
    }

    Ran run(const Argv& arguments) const
    {
        RunOptions options;
        options.environment = {tgt.environment()};
        return product.run(Argv {"--json"} + arguments, options);
    }
    Ran detach(const QByteArray& id, const Argv& options = {}) const
    {
        return run(Argv {"detach", "--yes"} + options + Argv {id});
    }
    QByteArray unit(int target, int lun) const
    {
        return "export-lun:tgt/" + tgt.name(target) + '/' + QByteArray::number(lun);
    }
    QList<quint64> numbers(int target) const // as tgtd tells them
    {
        QList<quint64> result;
        for (const TgtLun& lun : tgt.luns(target))
            result.append(lun.number);
        return result;
    }

    TgtDaemon tgt;
};

// The number of the documents that a goal ended with, and what they call it.
inline QByteArray contractOf(const Ran& ran)
{
    const QJsonObject code = finishedEvent(ran)[u"goals"][0][u"code"].toObject();
    return code[u"domain"].toString().toUtf8() + ' ' + QByteArray::number(code[u"number"].toInteger(-1)) + ' '
        + code[u"symbol"].toString().toUtf8();
}

} // namespace mooring::lab
