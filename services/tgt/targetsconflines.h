// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <optional>

namespace mooring::tgt {

// Why a file of the saved configuration is not valid.
struct ConfFault
{
    int file = 0; // index into the files read
    int line = 1;
    QByteArray what; // never a value: it may be a secret
};

// One entry of what Config::General calls its content stack.
struct ConfEntry
{
    enum class Kind
    {
        Line,
        Heredoc,
        FileBegins,
        FileEnds
    };
    Kind kind = Kind::Line;
    QByteArray text; // trimmed; of a here-document its name
    QByteArray value; // of a here-document
    int file = 0;
    int first = 0, last = 0; // lines, from 1
};

struct ConfInclude
{
    QByteArray name;
    bool isOptional = false;
    int file = 0, line = 0;
};

bool isConfSpace(char c) noexcept; // \s of Perl, for bytes
QByteArray leftTrimmed(const QByteArray& text);

// From the text of one file to its entries: Config::General 2.65, _read(), as tgt-admin configures it.
// Comments, continued lines, here-documents and includes are settled here. One object for each file.
class ConfLines
{
public:
    using Include = std::function<std::optional<ConfFault>(const ConfInclude&)>;
    ConfLines(int file, QList<ConfEntry>& entries, Include include);
    std::optional<ConfFault> read(const QByteArray& text);

private:
    std::optional<ConfFault> take(QByteArray line);
    void takeOfHeredoc(const QByteArray& line);
    bool dropsComments(QByteArray& line);
    bool isContinued(const QByteArray& line);
    bool isEmptyBlock(const QByteArray& line);
    bool beginsHeredoc(const QByteArray& line);
    void add(const QByteArray& text, int first);

    const int m_file;
    QList<ConfEntry>& m_entries;
    const Include m_include;
    int m_line = 0;
    bool m_isInComment = false;
    QByteArray m_continued;
    int m_continuedFrom = 0;
    QByteArray m_heredoc, m_heredocEnd;
    QList<QByteArray> m_heredocLines;
    int m_heredocFrom = 0;
};

} // namespace mooring::tgt
