// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring::lio {

// Where each value of a JSON text stands in it, so that a part can be taken out and everything else stays
// byte for byte: a parser that writes anew would sort keys and write numbers in its own way.
struct JsonSpan
{
    qsizetype begin = 0, end = 0; // end: behind its last byte
    QByteArray key; // in an object; as text
    bool isArray = false;
    QList<JsonSpan> children; // of an object or array, in order

    const JsonSpan* child(const QByteArray& name) const; // the last of that key, as parsers take it
    QByteArray string(const QByteArray& text) const; // its value when it is a string
    std::optional<quint64> number(const QByteArray& text) const;
};

// Of a text that is known to be JSON; empty when it is none after all.
std::optional<JsonSpan> jsonSpans(const QByteArray& text);

// The text without these elements of its arrays.
QByteArray withoutElements(QByteArray text, const JsonSpan& array, const QList<qsizetype>& indices);

} // namespace mooring::lio
