// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::lab {

// The command line program, run as a user would, with an activity log of its own in the lab's folder.
class Product
{
public:
    explicit Product(const Lab& lab);
    // The same program in a folder of its own, beside a mooring-child of the test's making.
    Product(const Lab& lab, QByteArray binFolder);

    Ran run(const Argv& arguments, RunOptions options = {}) const; // mooringctl ARGUMENTS
    Ran runAsNobody(const Argv& arguments, const Argv& environment = {}) const;
    RunningPtr start(const Argv& arguments) const; // with --json: one event a line on its output
    Argv environment() const;
    void setBus(const QByteArray& address) { m_bus = address; } // as made it knows of none

    QJsonObject plan(const QByteArray& id, const Argv& options = {}) const; // of detach, as JSON
    // The last record of the log: {"operation","started","verb","outcome","goals","steps"}.
    QJsonObject lastOperation() const;
    QList<QJsonObject> log() const; // as `log --json` tells it

private:
    QByteArray programForNobody() const;
    QByteArray m_program, m_stateFolder, m_nobodyFolder, m_bus;
};

// The line {"event":"finished",...} of an operation's output.
QJsonObject finishedEvent(const Ran& ran);
QByteArrayList stringsOf(const QJsonArray& array, const char* field);
// The device that `attach --json` created, from its goal's id.
QByteArray createdDevice(const Ran& ran);

} // namespace mooring::lab

// Fails the test, with what was said, unless what was run ended with 0.
#define VERIFY_DONE(statement)                                                                               \
    do {                                                                                                     \
        const mooring::lab::Ran verified = statement;                                                        \
        QVERIFY2(verified.code == 0, verified.text());                                                       \
    } while (false)
