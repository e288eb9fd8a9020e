// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QRegularExpression>
#include <QStringList>

namespace mooring::pcsc {

// Which cards answer with an ATR like this one, by the list of pcsc-tools where that is installed: a hint and
// no identity, since many cards share an ATR. Reads the file when it is asked first, which takes some time.
// Of one thread at a time.
class CardList
{
public:
    explicit CardList(QByteArray path) // of smartcard_list.txt
        : m_path(std::move(path))
    {
    }
    QStringList possible(const QByteArray& atr); // as the list has them; empty: none, or no list

private:
    struct Pattern
    {
        QRegularExpression expression;
        QStringList names;
    };
    void read();
    void add(const QByteArray& pattern, const QStringList& names);

    QByteArray m_path;
    bool m_isRead = false;
    QHash<QString, QStringList> m_exact; // by the ATR as hexText() has it
    QList<Pattern> m_patterns;
};

} // namespace mooring::pcsc
