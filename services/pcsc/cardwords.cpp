// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardwords.h"

#include <algorithm>

namespace mooring::pcsc {

QString wordOf(Share share)
{
    switch (share) {
    case Share::Exclusive:
        return QStringLiteral("exclusive");
    case Share::Shared:
        return QStringLiteral("shared");
    case Share::Direct:
        return QStringLiteral("direct");
    }
    return {};
}

QString wordOf(Disposition disposition)
{
    switch (disposition) {
    case Disposition::Leave:
        return QStringLiteral("leave");
    case Disposition::Reset:
        return QStringLiteral("reset");
    case Disposition::PowerDown:
        return QStringLiteral("power-down");
    case Disposition::Eject:
        return QStringLiteral("eject");
    }
    return {};
}

std::optional<Share> shareOf(const QString& word)
{
    for (const Share share : {Share::Shared, Share::Exclusive, Share::Direct})
        if (word == wordOf(share))
            return share;
    return {};
}

std::optional<Disposition> dispositionOf(const QString& word)
{
    const auto found = std::find_if(dispositions.begin(), dispositions.end(),
                                    [&word](Disposition each) { return word == wordOf(each); });
    return found == dispositions.end() ? std::nullopt : std::optional<Disposition>(*found);
}

Consequence consequenceOf(Share share)
{
    switch (share) {
    case Share::Exclusive:
        return Consequence::CardHeldExclusively;
    case Share::Shared:
        return Consequence::CardShared;
    case Share::Direct:
        return Consequence::ReaderHeldDirectly;
    }
    return Consequence::None;
}

Consequence consequenceOf(Disposition disposition)
{
    switch (disposition) {
    case Disposition::Leave:
        return Consequence::CardLeftAsItIs;
    case Disposition::Reset:
        return Consequence::CardReset;
    case Disposition::PowerDown:
        return Consequence::CardPoweredDown;
    case Disposition::Eject:
        return Consequence::CardEjected;
    }
    return Consequence::None;
}

} // namespace mooring::pcsc
