// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokens.h"

namespace mooring {

namespace {
bool isUpper(char letter) { return letter >= 'A' && letter <= 'Z'; }
char toLower(char letter) { return isUpper(letter) ? static_cast<char>(letter - 'A' + 'a') : letter; }
} // namespace

QString kebab(const char* camelCase)
{
    QString words;
    for (const char* at = camelCase; at != nullptr && *at != '\0'; ++at) {
        const bool isFirst = at == camelCase;
        const bool endsWord = !isFirst && !isUpper(at[-1]) && at[-1] != '-';
        const bool endsRun = !isFirst && isUpper(at[-1]) && at[1] >= 'a' && at[1] <= 'z';
        if (isUpper(*at) && (endsWord || endsRun))
            words += QLatin1Char('-');
        words += QLatin1Char(toLower(*at));
    }
    return words;
}

Tokens::Tokens(const QMetaEnum& meta, Style style)
{
    for (int i = 0; i < meta.keyCount(); ++i) {
        QString word = kebab(meta.key(i));
        if (style == Style::CamelCase) {
            word = QString::fromLatin1(meta.key(i));
            word[0] = word[0].toLower();
        }
        const int value = meta.value(i);
        if (m_tokens.size() <= value)
            m_tokens.resize(value + 1);
        m_tokens[value] = word;
        m_values.insert(word, value);
    }
}

std::optional<int> Tokens::value(const QString& token) const
{
    const auto found = m_values.constFind(token);
    return found == m_values.cend() ? std::nullopt : std::optional<int>(*found);
}

} // namespace mooring
