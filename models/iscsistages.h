// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mooring {

// What is wrong with the address of a portal as somebody typed it.
enum class PortalMistake
{
    NotAnAddress,
    BracketsMissing, // around an IPv6 address
    BracketOpen,
    PortWrong, // no number from 1 to 65535
};

// How far a portal is that was asked for its targets.
enum class PortalStage
{
    Asking,
    Answered,
    Failed,
    Stopped, // before it answered
};

// How far the logins to one target are.
enum class LoginStage
{
    Ready,
    Running,
    Done, // as many sessions are open as were wanted
    Failed,
};

} // namespace mooring
