// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonspans.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace mooring::lio {

namespace {

constexpr int kDeepest = 512;

// The value of a literal with its quotes.
QByteArray decoded(const QByteArray& literal)
{
    return QJsonDocument::fromJson('[' + literal + ']').array().at(0).toString().toUtf8();
}

class Scanner
{
public:
    explicit Scanner(const QByteArray& text)
        : m_text(text)
    {
    }
    std::optional<JsonSpan> scan()
    {
        JsonSpan root;
        if (!value(root, 0))
            return {};
        skip();
        return m_at == m_text.size() ? std::optional<JsonSpan>(root) : std::nullopt;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skip()
    {
        while (m_at < m_text.size() && QByteArray(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }
    bool take(char wanted)
    {
        skip();
        if (peek() != wanted)
            return false;
        ++m_at;
        return true;
    }
    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        return take('"');
    }
    bool scalar()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !QByteArray(",]} \t\r\n").contains(m_text[m_at]))
            ++m_at;
        return m_at > begin;
    }
    bool member(JsonSpan& parent, int depth)
    {
        JsonSpan child;
        if (!parent.isArray) {
            skip();
            const qsizetype begin = m_at;
            if (!string())
                return false;
            child.key = decoded(m_text.mid(begin, m_at - begin));
            if (!take(':'))
                return false;
        }
        if (!value(child, depth + 1))
            return false;
        parent.children.append(child);
        return true;
    }
    bool members(JsonSpan& span, char close, int depth)
    {
        ++m_at;
        if (take(close))
            return true;
        do {
            if (!member(span, depth))
                return false;
        } while (take(','));
        return take(close);
    }
    bool value(JsonSpan& span, int depth)
    {
        skip();
        span.begin = m_at;
        span.isArray = peek() == '[';
        bool isWhole = false;
        if (depth > kDeepest)
            return false;
        if (span.isArray || peek() == '{')
            isWhole = members(span, span.isArray ? ']' : '}', depth);
        else
            isWhole = peek() == '"' ? string() : scalar();
        span.end = m_at;
        return isWhole;
    }
    const QByteArray& m_text;
    qsizetype m_at = 0;
};

} // namespace

const JsonSpan* JsonSpan::child(const QByteArray& name) const
{
    const auto found = std::find_if(children.crbegin(), children.crend(),
                                    [&name](const JsonSpan& each) { return each.key == name; });
    return found == children.crend() ? nullptr : &*found;
}

QByteArray JsonSpan::string(const QByteArray& text) const { return decoded(text.mid(begin, end - begin)); }

std::optional<quint64> JsonSpan::number(const QByteArray& text) const
{
    bool isNumber = false;
    const quint64 value = text.mid(begin, end - begin).toULongLong(&isNumber);
    return isNumber ? std::optional<quint64>(value) : std::nullopt;
}

std::optional<JsonSpan> jsonSpans(const QByteArray& text) { return Scanner(text).scan(); }

// From behind, so that what comes before keeps its place. With an element goes the comma before it, or, for
// the first, everything up to the next one.
QByteArray withoutElements(QByteArray text, const JsonSpan& array, const QList<qsizetype>& indices)
{
    const QList<JsonSpan>& all = array.children;
    if (indices.size() == all.size())
        return indices.isEmpty() ? text : text.replace(array.begin, array.end - array.begin, "[]");
    QList<qsizetype> kept;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (!indices.contains(i))
            kept.append(i);
    }
    for (qsizetype i = all.size(); i-- > 0;) {
        if (!indices.contains(i))
            continue;
        const bool isFirst = i < kept.constFirst();
        const qsizetype begin = isFirst ? all[i].begin : all[i - 1].end;
        const qsizetype end = isFirst ? all[i + 1].begin : all[i].end;
        text.remove(begin, end - begin);
    }
    return text;
}

} // namespace mooring::lio
