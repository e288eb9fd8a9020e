// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMetaEnum>
#include <QString>

#include <optional>

// The words of enumerations, from their names.
namespace mooring {

// "CamelCase" -> "camel-case", "NFSExport" -> "nfs-export".
QString kebab(const char* camelCase);

// Every token of one enumeration, by its value: made once, so that token() only shares a string.
class Tokens
{
public:
    enum class Style
    {
        Kebab,
        CamelCase
    };
    Tokens(const QMetaEnum& meta, Style style);
    QString token(int value) const { return m_tokens.value(value); }
    std::optional<int> value(const QString& token) const;

private:
    QList<QString> m_tokens;
    QHash<QString, int> m_values;
};

// How an enumeration's words are written; specialised beside it.
template <class Enum> inline constexpr bool isCamelCase = false;

template <class Enum> const Tokens& tokensOf()
{
    static const Tokens tokens(QMetaEnum::fromType<Enum>(),
                               isCamelCase<Enum> ? Tokens::Style::CamelCase : Tokens::Style::Kebab);
    return tokens;
}

// The value's word; empty for a number outside the enumeration.
template <class Enum> QString token(Enum value) { return tokensOf<Enum>().token(static_cast<int>(value)); }

// The value whose token this is; empty for an unknown word.
template <class Enum> std::optional<Enum> fromToken(const QString& word)
{
    const std::optional<int> value = tokensOf<Enum>().value(word);
    return value ? std::optional<Enum>(static_cast<Enum>(*value)) : std::nullopt;
}

} // namespace mooring
