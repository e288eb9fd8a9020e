// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"
#include "services/core/rung.h"
#include "services/core/topology.h"

#include <QJsonObject>

namespace mooring {

// What mooringctl says: results and events on standard output, complaints and questions on standard error,
// always UTF-8. With --json standard output holds one object a line and nothing else.
class Reporter
{
public:
    explicit Reporter(bool json, int out = 1, int err = 2)
        : m_json(json)
        , m_out(out)
        , m_err(err)
    {
    }
    bool isJson() const { return m_json; }
    // Why something that was to be read on standard output could not be written.
    std::optional<Error> failure() const;

    void text(const QString& line) const; // for people only
    void aside(const QString& line) const; // for people, on standard error
    void question(const QString& words) const; // on standard error, without newline; in either mode
    void object(const QJsonObject& object) const; // for programs only
    void error(const Error& error) const; // for people: the sentence, then its details
    void event(const char* name, QJsonObject fields = {}) const;

    // A row of a single cell is a line of its own, as wide as it likes.
    void table(const QStringList& titles, const QList<QStringList>& rows) const;

private:
    void write(int descriptor, const QString& text) const;
    bool m_json;
    int m_out, m_err;
    mutable int m_failure = 0; // an errno
};

QJsonObject errorObject(const Error& error); // {"schema":1,"error":{...}}
QJsonObject stepObject(const StepRecord& record, bool ended = false);
// The rungs of force that its plan named and nobody took; none when it was reached.
QList<Rung> rungsLeft(const OperationRecord& record);
// The last event of every operation, also of one that could not start.
QJsonObject finishedObject(const OperationRecord& record, const QList<Rung>& rungs);

} // namespace mooring
