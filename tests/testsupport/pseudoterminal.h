// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"

namespace mooring::lab {

// A program on a terminal of its own, as a person would see it.
class PseudoTerminal
{
public:
    PseudoTerminal(const Argv& argv, const Argv& environment);
    ~PseudoTerminal();
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    bool waitFor(const QByteArray& text, int timeout = 20000); // until the screen holds it
    void type(const QByteArray& keys) const;
    int waitEnd(int timeout = 20000); // exit status; 128 + signal; -1: it goes on
    const QByteArray& screen() const { return m_screen; }

private:
    bool read(int timeout);
    int m_terminal = -1;
    int m_pid = -1;
    QByteArray m_screen;
};

} // namespace mooring::lab
