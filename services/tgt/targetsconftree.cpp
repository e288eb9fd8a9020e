// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconftree.h"

namespace mooring::tgt {
namespace {

constexpr qsizetype kMaxDepth = 16;

// s/\\([\$\\\"#])/$1/g
QByteArray unescaped(const QByteArray& value)
{
    QByteArray result;
    result.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size() && QByteArray("$\\\"#").contains(value[i + 1]))
            ++i;
        result += value[i];
    }
    return result;
}

QByteArray unquoted(QByteArray value)
{
    if (!value.startsWith('"') || !value.endsWith('"'))
        return value;
    value.remove(0, 1);
    return value.endsWith('"') ? value.chopped(1) : value;
}

// split /\s*=\s*|\s+/, $_, 2
ConfOption optionOf(const ConfEntry& entry)
{
    ConfOption option;
    option.place = {entry.file, entry.first, entry.last};
    if (entry.kind == ConfEntry::Kind::Heredoc) {
        option.name = entry.text;
        option.value = unescaped(unquoted(entry.value));
        return option;
    }
    const QByteArray& text = entry.text;
    qsizetype end = 0;
    while (end < text.size() && !isConfSpace(text[end]) && text[end] != '=')
        ++end;
    option.name = text.left(end);
    if (end == text.size())
        return option;
    QByteArray value = leftTrimmed(text.mid(end));
    if (value.startsWith('='))
        value = leftTrimmed(value.mid(1));
    option.value = unescaped(unquoted(value));
    return option;
}

// "a b" or "b" in quotes; empty: not quoted, or something behind the quotes
QByteArray wholeQuoted(const QByteArray& text)
{
    const bool is = text.size() > 2 && text.startsWith('"') && text.indexOf('"', 1) == text.size() - 1;
    return is ? text.mid(1, text.size() - 2) : QByteArray();
}

// /^(?:"([^"]+)"|(\S+))(?:\s+(?:"([^"]+)"|(.*)))?$/
ConfBlock blockOf(const ConfEntry& entry)
{
    ConfBlock block;
    block.opening = {entry.file, entry.first, entry.last};
    const QByteArray inside = entry.text.mid(1, entry.text.size() - 2);
    block.kind = wholeQuoted(inside);
    if (!block.kind.isEmpty())
        return block;
    block.kind = inside;
    qsizetype end = inside.startsWith('"') ? inside.indexOf('"', 1) + 1 : 0;
    const bool isQuoted = end > 2 && end < inside.size() && isConfSpace(inside[end]);
    if (!isQuoted) {
        end = 0;
        while (end < inside.size() && !isConfSpace(inside[end]))
            ++end;
    }
    if (end == 0 || end == inside.size())
        return block;
    block.kind = isQuoted ? inside.mid(1, end - 2) : inside.left(end);
    const QByteArray rest = leftTrimmed(inside.mid(end));
    const QByteArray quoted = wholeQuoted(rest);
    block.name = quoted.isEmpty() ? rest : quoted;
    return block;
}

bool isClosing(const QByteArray& text)
{
    return text.size() > 3 && text.startsWith("</") && text.endsWith('>');
}

bool isOpening(const QByteArray& text)
{
    return text.size() > 2 && text[0] == '<' && text[1] != '/' && text.endsWith('>');
}

// What is open while entries are taken one by one.
class Building
{
public:
    Building() { m_open.append(ConfBlock()); }
    std::optional<ConfFault> take(const ConfEntry& entry);
    ConfBlock result() const { return m_open.first(); }

private:
    std::optional<ConfFault> endFile();
    std::optional<ConfFault> close(const ConfEntry& entry);
    QList<ConfBlock> m_open;
    int m_order = 0;
    QList<qsizetype> m_depths; // at which the files began
};

std::optional<ConfFault> Building::take(const ConfEntry& entry)
{
    if (entry.kind == ConfEntry::Kind::FileBegins) {
        m_depths.append(m_open.size());
    } else if (entry.kind == ConfEntry::Kind::FileEnds) {
        return endFile();
    } else if (entry.kind == ConfEntry::Kind::Heredoc && entry.text.startsWith('<')) {
        return ConfFault {entry.file, entry.first, "is a here-document where a block is expected"};
    } else if (entry.kind == ConfEntry::Kind::Line && isClosing(entry.text)) {
        return close(entry);
    } else if (entry.kind == ConfEntry::Kind::Line && isOpening(entry.text)) {
        if (m_open.size() > kMaxDepth)
            return ConfFault {entry.file, entry.first, "has blocks too deep in each other"};
        m_open.append(blockOf(entry));
        m_open.last().order = ++m_order;
    } else {
        m_open.last().options.append(optionOf(entry));
        m_open.last().options.last().order = ++m_order;
    }
    return {};
}

std::optional<ConfFault> Building::endFile()
{
    if (m_open.size() > m_depths.takeLast())
        return ConfFault {m_open.last().opening.file, m_open.last().opening.first,
                          "opens a block that is never closed"};
    return {};
}

std::optional<ConfFault> Building::close(const ConfEntry& entry)
{
    if (m_open.size() <= m_depths.last())
        return ConfFault {entry.file, entry.first, "closes a block that is not open"};
    ConfBlock closed = m_open.takeLast(); // whatever name the tag has: none is compared there
    closed.closing = {entry.file, entry.first, entry.last};
    m_open.last().blocks.append(std::move(closed));
    return {};
}

} // namespace

ConfResult<ConfBlock> confTree(const QList<ConfEntry>& entries)
{
    Building building;
    for (const ConfEntry& entry : entries) {
        if (auto fault = building.take(entry))
            return tl::unexpected<ConfFault>(*fault);
    }
    return building.result();
}

} // namespace mooring::tgt
