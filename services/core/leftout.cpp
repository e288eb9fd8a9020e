// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "leftout.h"

namespace mooring {

Error leftOutError(const QString& name)
{
    Error error = errorOf(ErrorCode::InTheWay, name);
    error.text = token(BlockReason::LeftOut);
    return error;
}

bool isLeftOut(const std::optional<Error>& error)
{
    return error && error->code == ErrorCode::InTheWay && error->text == token(BlockReason::LeftOut);
}

} // namespace mooring
