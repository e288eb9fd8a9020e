// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/child.h"
#include "tgtprotocol.h"

namespace mooring::tgt {

// Asks through tgtadm what the socket did not say in a way that is understood. Looks only: tgtadm ends with
// 22 for every failure, which is too little for a step.
class Tool
{
public:
    explicit Tool(std::shared_ptr<Child> child);
    Answer ask(const Control& control, const Request& request, const std::stop_token& stop) const;
    static QList<QByteArray> command(const Control& control, const Request& request);

private:
    std::shared_ptr<Child> m_child;
};

} // namespace mooring::tgt
