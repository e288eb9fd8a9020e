// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconflines.h"

#include <QString>

namespace mooring::tgt {
namespace {

// What Perl takes for true.
bool isTrue(const QByteArray& text) { return !text.isEmpty() && text != "0"; }

bool isBlank(const QByteArray& text) { return text.trimmed().isEmpty(); }

qsizetype endOfWord(const QByteArray& text)
{
    qsizetype end = 0;
    while (end < text.size() && !isConfSpace(text[end]))
        ++end;
    return end;
}

// /^\s*(include|includeoptional)\s*(["'])(.*?)(?<!\\)\2$/i, then /^\s*(include|includeoptional)\s+(.+?)\s*$/i
std::optional<ConfInclude> includeIn(const QByteArray& line)
{
    const QByteArray text = leftTrimmed(line);
    for (const QByteArray& word : {QByteArray("include"), QByteArray("includeoptional")}) {
        if (text.left(word.size()).toLower() != word)
            continue;
        const QByteArray behind = text.mid(word.size());
        const QByteArray quoted = leftTrimmed(behind);
        const qsizetype size = quoted.size();
        ConfInclude include;
        include.isOptional = word.size() > 7;
        if (size >= 2 && (quoted[0] == '"' || quoted[0] == '\'') && quoted.endsWith(quoted[0])
            && quoted[size - 2] != '\\')
            include.name = quoted.mid(1, size - 2);
        else if (behind.size() > 1 && isConfSpace(behind[0]))
            include.name = isBlank(behind) ? behind.right(1) : behind.trimmed();
        if (isTrue(include.name))
            return include;
    }
    return {};
}

// \s matches more in a text that Perl takes for characters, as it does behind a byte order mark.
bool hasWideSpace(const QByteArray& text)
{
    const QString wide = QString::fromUtf8(text);
    return std::any_of(wide.begin(), wide.end(), [](QChar c) { return c.unicode() >= 0x80 && c.isSpace(); })
        || wide.contains(QChar::ReplacementCharacter);
}

} // namespace

bool isConfSpace(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

QByteArray leftTrimmed(const QByteArray& text)
{
    qsizetype from = 0;
    while (from < text.size() && isConfSpace(text[from]))
        ++from;
    return text.mid(from);
}

ConfLines::ConfLines(int file, QList<ConfEntry>& entries, Include include)
    : m_file(file)
    , m_entries(entries)
    , m_include(std::move(include))
{
}

std::optional<ConfFault> ConfLines::read(const QByteArray& text)
{
    if (const qsizetype zero = text.indexOf('\0'); zero >= 0)
        return ConfFault {m_file, static_cast<int>(text.left(zero).count('\n')) + 1, "is no text"};
    qsizetype from = 0;
    if (text.startsWith("\xef\xbb\xbf")) {
        from = 3;
        if (hasWideSpace(text.mid(3)))
            return ConfFault {m_file, 1, "has a byte order mark and characters that tgt-admin may not take"};
    }
    while (from < text.size()) {
        qsizetype end = text.indexOf('\n', from);
        end = end < 0 ? text.size() : end;
        ++m_line;
        if (auto fault = take(text.mid(from, end - from)))
            return fault;
        from = end + 1;
    }
    return {}; // what is still open is dropped without a word, as there
}

std::optional<ConfFault> ConfLines::take(QByteArray line)
{
    if (isTrue(m_heredoc)) {
        takeOfHeredoc(line);
        return {};
    }
    if (dropsComments(line) || isContinued(line) || isEmptyBlock(line) || beginsHeredoc(line))
        return {};
    if (isTrue(m_continued)) {
        add(m_continued + leftTrimmed(line), m_continuedFrom);
        m_continued.clear();
        return {};
    }
    if (isBlank(line))
        return {};
    if (auto include = includeIn(line)) {
        include->file = m_file;
        include->line = m_line;
        return m_include(*include);
    }
    add(line, m_line);
    return {};
}

void ConfLines::takeOfHeredoc(const QByteArray& line)
{
    if (line.trimmed() != m_heredocEnd) {
        m_heredocLines.append(line);
        return;
    }
    const QByteArray indent = line.left(line.size() - leftTrimmed(line).size());
    for (QByteArray& each : m_heredocLines) {
        if (!indent.isEmpty() && each.startsWith(indent))
            each.remove(0, indent.size());
    }
    ConfEntry entry {ConfEntry::Kind::Heredoc,
                     m_heredoc,
                     m_heredocLines.join('\n').trimmed(),
                     m_file,
                     m_heredocFrom,
                     m_line};
    m_entries.append(std::move(entry));
    m_heredoc.clear();
    m_heredocLines.clear();
}

// True: the whole line is one.
bool ConfLines::dropsComments(QByteArray& line)
{
    const qsizetype opens = line.indexOf("/*");
    const qsizetype closes = line.lastIndexOf("*/");
    if (opens >= 0 && closes >= opens + 2) { // with all the space around it: "a /* b */ c" is "ac" there
        const QByteArray before = ('x' + line.left(opens)).trimmed().mid(1);
        line = before + leftTrimmed(line.mid(closes + 2));
    } else if (opens >= 0 && isBlank(line.left(opens))) {
        m_isInComment = !line.trimmed().endsWith("*/");
    } else if (closes >= 0) {
        m_isInComment = false;
        line.remove(0, closes + 2);
    }
    if (m_isInComment)
        return true;
    qsizetype hash = line.indexOf('#');
    while (hash > 0 && line[hash - 1] == '\\')
        hash = line.indexOf('#', hash + 1);
    if (hash >= 0)
        line.truncate(hash);
    return false;
}

bool ConfLines::isContinued(const QByteArray& line)
{
    if (!line.endsWith('\\') || line.endsWith("\\\\"))
        return false;
    if (m_continued.isEmpty())
        m_continuedFrom = m_line;
    m_continued += leftTrimmed(line.chopped(1));
    return true;
}

// "<a b/>" stands for "<a b>" and "</a>": /\s*<([^\/]+?.*?)\/>\s*$/
bool ConfLines::isEmptyBlock(const QByteArray& line)
{
    const qsizetype size = ('x' + line).trimmed().size() - 1;
    if (!line.left(size).endsWith("/>"))
        return false;
    qsizetype at = line.indexOf('<');
    while (at >= 0 && at + 1 < size - 2 && line[at + 1] == '/')
        at = line.indexOf('<', at + 1);
    if (at < 0 || at + 1 >= size - 2)
        return false;
    const QByteArray block = line.mid(at + 1, size - 2 - at - 1);
    add(size == line.size() ? line.chopped(2) + '>' : line, m_line);
    add("</" + block.left(endOfWord(block)) + '>', m_line);
    return true;
}

// /^\s*([^=]+?)\s*=\s*<<\s*(.+?)\s*$/, then /^\s*(\S+?)\s+<<\s*(.+?)\s*$/
bool ConfLines::beginsHeredoc(const QByteArray& line)
{
    QByteArray name, behind;
    const qsizetype equals = line.indexOf('=');
    if (equals > 0) {
        name = line.left(equals).trimmed();
        behind = leftTrimmed(line.mid(equals + 1));
    }
    if (!behind.startsWith("<<")) {
        const QByteArray text = leftTrimmed(line);
        name = text.left(endOfWord(text));
        behind = leftTrimmed(text.mid(name.size()));
        if (name.isEmpty() || name.size() == text.size())
            return false;
    }
    if (!behind.startsWith("<<") || isBlank(behind.mid(2)))
        return false;
    m_heredoc = name;
    m_heredocEnd = behind.mid(2).trimmed();
    m_heredocFrom = m_line;
    return true;
}

void ConfLines::add(const QByteArray& text, int first)
{
    m_entries.append({ConfEntry::Kind::Line, text.trimmed(), {}, m_file, first, m_line});
}

} // namespace mooring::tgt
