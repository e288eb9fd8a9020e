// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardsteps.h"
#include "cardwords.h"

// What the steps on cards share.
namespace mooring::pcsc {

inline constexpr int askAgain = 50; // ms, while somebody else has a transaction

inline StepResult ended(std::optional<Error> error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

struct CardSteps::Course
{
    const Step& step;
    const std::stop_token& stop;
    const Tell& tell;
    QByteArray reader = step.resource.key();

    QString word(const char* argument) const
    {
        return step.arguments.value(QLatin1String(argument)).toString();
    }
    Error error(ErrorCode code) const { return errorOf(code, encodeBytes(reader)); }
    Error badWord(const char* argument) const
    {
        return errorOf(ErrorCode::InvalidArgument,
                       QStringLiteral("%1 %2").arg(QLatin1String(argument), word(argument)));
    }
    std::optional<Disposition> disposition() const
    {
        return word("disposition").isEmpty() ? Disposition::Leave : dispositionOf(word("disposition"));
    }
    std::optional<Share> share(Share otherwise) const
    {
        return word("share").isEmpty() ? otherwise : shareOf(word("share"));
    }
};

} // namespace mooring::pcsc
