// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wirelogin.h"

namespace mooring::iscsi {

// What is said over one connection, from the login to the logout. Bytes in, bytes out: whoever owns the
// connection sends output() after the constructor and after each input(), and keeps the deadline.
class Dialogue
{
public:
    enum class State
    {
        Running,
        Done,
        Failed, // error()
        Redirected // redirection()
    };
    Dialogue() = default;
    Dialogue(const Dialogue&) = default;
    Dialogue(Dialogue&&) = default;
    Dialogue& operator=(const Dialogue&) = default;
    Dialogue& operator=(Dialogue&&) = default;
    virtual ~Dialogue() = default;

    virtual QByteArray output() = 0; // takes what is to be sent
    virtual void input(QByteArrayView bytes) = 0;
    virtual void closed() = 0; // the connection is at its end, or given up
    virtual bool hasAnswer() const = 0; // all there but the end of the logout

    virtual State state() const = 0;
    virtual const Error& error() const = 0;
    virtual const Redirection& redirection() const = 0;
};

} // namespace mooring::iscsi
