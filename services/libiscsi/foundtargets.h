// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal.h"

#include <QList>

namespace mooring::iscsi {

struct FoundTarget
{
    QByteArray name; // as the target gave it
    QList<Portal> portals; // none: the portal that was asked (RFC 7143, Appendix C)
    QList<QByteArray> unreadable; // addresses that are none, as they came
    bool operator==(const FoundTarget&) const = default;
};

// What SendTargets=All answered (RFC 7143, Appendix C), in the order of the answer; a target that is there
// twice is one. AnswerMalformed, also when there are more than `most`.
Result<QList<FoundTarget>> parseFoundTargets(QByteArrayView answer, qsizetype most);

} // namespace mooring::iscsi
