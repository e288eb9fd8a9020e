// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconftext.h"

#include "targetsconflines.h"

namespace mooring::tgt {

ConfText::ConfText(const QByteArray& text)
    : m_mark(text.startsWith("\xef\xbb\xbf") ? text.left(3) : QByteArray())
{
    qsizetype from = m_mark.size();
    while (from < text.size()) {
        const qsizetype feed = text.indexOf('\n', from);
        const qsizetype next = feed < 0 ? text.size() : feed + 1;
        m_original.append(text.mid(from, next - from));
        from = next;
    }
    m_lines = m_original;
}

QByteArray ConfText::line(int number) const
{
    const QByteArray whole = m_original.value(number - 1);
    return whole.endsWith('\n') ? whole.chopped(end(number).size()) : whole;
}

// A last line without an end gets one like that of the first line.
QByteArray ConfText::end(int number) const
{
    const QByteArray whole = m_original.value(number - 1);
    const QByteArray& like = whole.endsWith('\n') ? whole : m_original.value(0);
    return like.endsWith("\r\n") ? "\r\n" : "\n";
}

QByteArray ConfText::indent(int number) const
{
    const QByteArray whole = line(number);
    return whole.left(whole.size() - leftTrimmed(whole).size());
}

void ConfText::remove(int first, int last)
{
    for (int number = first; number <= last; ++number)
        m_lines[number - 1].clear();
}

void ConfText::replace(int number, const QList<QByteArray>& lines)
{
    const bool hasEnd = m_original.value(number - 1).endsWith('\n');
    m_lines[number - 1] = lines.join(end(number)) + (hasEnd ? end(number) : QByteArray());
}

void ConfText::insertBefore(int number, const QList<QByteArray>& lines)
{
    QByteArray& at = m_lines[number - 1];
    at = lines.join(end(number)) + end(number) + at;
}

void ConfText::insertAfter(int number, const QList<QByteArray>& lines)
{
    QByteArray& at = m_lines[number - 1];
    const bool hasEnd = at.endsWith('\n');
    at += (hasEnd ? QByteArray() : end(number)) + lines.join(end(number))
        + (hasEnd ? end(number) : QByteArray());
}

QByteArray ConfText::text() const { return m_mark + m_lines.join(); }

} // namespace mooring::tgt
