// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operation.h"

namespace mooring {

// A number of the documents with the name they give it; a number they do not know has no name.
ContractCode contractNamed(ErrorDomain domain, quint32 number, Verb verb);

} // namespace mooring
