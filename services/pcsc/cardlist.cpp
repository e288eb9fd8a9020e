// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardlist.h"

#include "atr.h"
#include "services/system/wholefile.h"

#include <algorithm>

namespace mooring::pcsc {

namespace {

bool isExact(const QByteArray& pattern)
{
    return std::all_of(pattern.begin(), pattern.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'F') || letter == ' ';
    });
}

} // namespace

QStringList CardList::possible(const QByteArray& atr)
{
    if (atr.isEmpty())
        return {};
    if (!m_isRead)
        read();
    const QString text = hexText(atr);
    QStringList names = m_exact.value(text);
    for (const Pattern& pattern : std::as_const(m_patterns)) {
        if (pattern.expression.match(text).hasMatch())
            names += pattern.names;
    }
    names.removeDuplicates();
    return names;
}

// An ATR as a regular expression, then its cards, each on a line that begins with a tabulator.
void CardList::read()
{
    m_isRead = true;
    QByteArray pattern;
    QStringList names;
    for (const QByteArray& line : wholeFile(m_path).value_or(QByteArray()).split('\n')) {
        if (line.startsWith('#'))
            continue;
        if (line.startsWith('\t')) {
            names.append(QString::fromUtf8(line.trimmed()));
            continue;
        }
        add(pattern, names);
        pattern = line.trimmed().toUpper();
        names.clear();
    }
    add(pattern, names);
}

void CardList::add(const QByteArray& pattern, const QStringList& names)
{
    if (pattern.isEmpty() || names.isEmpty())
        return;
    if (isExact(pattern)) {
        m_exact[QString::fromLatin1(pattern)] += names;
        return;
    }
    const QRegularExpression expression(QRegularExpression::anchoredPattern(QString::fromUtf8(pattern)));
    if (expression.isValid())
        m_patterns.append({expression, names});
}

} // namespace mooring::pcsc
