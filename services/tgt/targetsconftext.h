// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring::tgt {

// The lines of a text, each with its end, by the numbers that they had at first, from 1.
class ConfText
{
public:
    explicit ConfText(const QByteArray& text);
    QByteArray line(int number) const; // without its end
    QByteArray end(int number) const; // "\n" or "\r\n"
    QByteArray indent(int number) const;
    void remove(int first, int last);
    void replace(int number, const QList<QByteArray>& lines);
    void insertBefore(int number, const QList<QByteArray>& lines);
    void insertAfter(int number, const QList<QByteArray>& lines);
    QByteArray text() const;

private:
    QByteArray m_mark; // of byte order
    QList<QByteArray> m_original, m_lines;
};

} // namespace mooring::tgt
