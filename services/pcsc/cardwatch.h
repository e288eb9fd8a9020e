// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachments.h"
#include "servicegate.h"

#include <functional>
#include <stop_token>

namespace mooring::pcsc {

// Tells when cards or readers come, go or are used in another way, when one of our attachments is no longer
// what it was, and when pcscd itself comes or goes. Own thread; `changed` is called on it until the object is
// destroyed: never afterwards. pcscd is not kept awake by questions: while it is not there, its traces are
// looked at. A pcscd that hangs holds nobody up: its thread is left behind.
class CardWatch
{
public:
    CardWatch(std::shared_ptr<ServiceGate> gate, std::shared_ptr<Attachments> attachments,
              std::function<void()> changed);
    ~CardWatch();
    CardWatch(const CardWatch&) = delete;
    CardWatch& operator=(const CardWatch&) = delete;

private:
    class Body;
    std::shared_ptr<Body> m_body;
    std::stop_source m_stop;
};

} // namespace mooring::pcsc
