// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savededit.h"

#include "jsonspans.h"
#include "savedconfig.h"

#include <algorithm>

namespace mooring::lio {

namespace {

// What goes from one array.
struct Cut
{
    JsonSpan array;
    QByteArray acl, list; // as in SavedPiece
    QList<qsizetype> indices;
};

class SavedCuts
{
public:
    SavedCuts(const QByteArray& text, const LioId& gone)
        : m_text(text)
        , m_gone(gone)
    {
    }
    QByteArray applied(const JsonSpan& root)
    {
        find(root);
        std::sort(m_cuts.begin(), m_cuts.end(),
                  [](const Cut& a, const Cut& b) { return a.array.begin > b.array.begin; });
        QByteArray text = m_text;
        for (const Cut& cut : std::as_const(m_cuts))
            text = withoutElements(text, cut.array, cut.indices);
        return text;
    }
    QList<SavedPiece> pieces(const JsonSpan& root)
    {
        find(root);
        QList<SavedPiece> pieces;
        for (const Cut& cut : std::as_const(m_cuts)) {
            for (const qsizetype index : cut.list == "node_acls" ? QList<qsizetype>() : cut.indices) {
                const JsonSpan& element = cut.array.children[index];
                pieces.append({cut.acl, cut.list, m_text.mid(element.begin, element.end - element.begin)});
            }
        }
        return pieces;
    }

private:
    void find(const JsonSpan& root)
    {
        eachOf(root, "targets", [this](const JsonSpan& target) {
            if (isText(target, "wwn", m_gone.group.target) && isText(target, "fabric", "iscsi"))
                eachOf(target, "tpgs", [this](const JsonSpan& group) { cutGroup(group); });
        });
    }
    template <class Visit> static void eachOf(const JsonSpan& span, const char* name, Visit visit)
    {
        const JsonSpan* list = span.child(name);
        for (const JsonSpan& each : list != nullptr ? list->children : QList<JsonSpan>())
            visit(each);
    }
    bool isText(const JsonSpan& span, const char* name, const QByteArray& value) const
    {
        const JsonSpan* child = span.child(name);
        return child != nullptr && child->string(m_text) == value;
    }
    bool isNumber(const JsonSpan& span, const char* name, quint64 value) const
    {
        const JsonSpan* child = span.child(name);
        return child != nullptr && child->number(m_text) == value;
    }
    template <class IsGone>
    void cut(const JsonSpan& parent, const char* name, IsGone isGone, const QByteArray& acl = {})
    {
        const JsonSpan* array = parent.child(name);
        if (array == nullptr || !array->isArray)
            return;
        Cut cut {*array, acl, name, {}};
        for (qsizetype i = 0; i < array->children.size(); ++i) {
            if (isGone(array->children[i]))
                cut.indices.append(i);
        }
        if (!cut.indices.isEmpty())
            m_cuts.append(cut);
    }
    void cutGroup(const JsonSpan& group)
    {
        if (!isNumber(group, "tag", m_gone.group.tag))
            return;
        const quint64 number = m_gone.number.value_or(0);
        const auto isIts = [this](const JsonSpan& acl) { return isText(acl, "node_wwn", m_gone.initiator); };
        if (m_gone.kind == Kind::ExportLun)
            cut(group, "luns", [&](const JsonSpan& unit) { return isNumber(unit, "index", number); });
        if (m_gone.kind == Kind::Initiator)
            cut(group, "node_acls", isIts);
        eachOf(group, "node_acls", [&](const JsonSpan& acl) {
            const JsonSpan* name = acl.child("node_wwn");
            const char* numbered = m_gone.kind == Kind::ExportLun ? "tpg_lun" : "index";
            if (name != nullptr
                && (m_gone.kind == Kind::ExportLun || (m_gone.kind == Kind::MappedLun && isIts(acl))))
                cut(
                    acl, "mapped_luns",
                    [&](const JsonSpan& unit) { return isNumber(unit, numbered, number); },
                    name->string(m_text));
        });
    }

    const QByteArray& m_text;
    const LioId& m_gone;
    QList<Cut> m_cuts;
};

// The list that a piece belongs to; null: there is none.
const JsonSpan* listFor(const QByteArray& text, const JsonSpan& root, const GroupId& group,
                        const SavedPiece& piece)
{
    const auto find = [](const JsonSpan* list, auto fits) -> const JsonSpan* {
        if (list == nullptr)
            return nullptr;
        const auto found = std::find_if(list->children.cbegin(), list->children.cend(), fits);
        return found == list->children.cend() ? nullptr : &*found;
    };
    const auto isCalled = [&text](const JsonSpan& span, const char* name, const QByteArray& value) {
        const JsonSpan* child = span.child(name);
        return child != nullptr && child->string(text) == value;
    };
    const JsonSpan* target = find(root.child("targets"), [&](const JsonSpan& each) {
        return isCalled(each, "wwn", group.target) && isCalled(each, "fabric", "iscsi");
    });
    const JsonSpan* owner
        = find(target != nullptr ? target->child("tpgs") : nullptr, [&](const JsonSpan& each) {
              const JsonSpan* tag = each.child("tag");
              return tag != nullptr && tag->number(text) == group.tag;
          });
    if (owner != nullptr && !piece.acl.isEmpty())
        owner = find(owner->child("node_acls"),
                     [&](const JsonSpan& each) { return isCalled(each, "node_wwn", piece.acl); });
    const JsonSpan* list = owner != nullptr ? owner->child(piece.list) : nullptr;
    return list != nullptr && list->isArray ? list : nullptr;
}

std::optional<quint64> indexOf(const JsonSpan& element, const QByteArray& text)
{
    const JsonSpan* index = element.child("index");
    return index != nullptr ? index->number(text) : std::nullopt;
}

// Behind the last of the list, set off from it as that is from what is before it.
QByteArray withElement(QByteArray text, const JsonSpan& list, const QByteArray& element)
{
    if (list.children.isEmpty())
        return text.replace(list.begin, list.end - list.begin, '[' + element + ']');
    const JsonSpan& last = list.children.constLast();
    qsizetype space = last.begin;
    while (space > list.begin && (text[space - 1] == ' ' || text[space - 1] == '\n'))
        --space;
    return text.insert(last.end, ',' + text.mid(space, last.begin - space) + element);
}

} // namespace

Result<QByteArray> savedWithout(const QByteArray& text, const LioId& gone)
{
    std::optional<Error> fault;
    SavedConfig::parse(text, fault);
    if (fault)
        return fail(*fault);
    const auto root = jsonSpans(text);
    if (!root)
        return fail(errorOf(ErrorCode::SavedUnreadable));
    return SavedCuts(text, gone).applied(*root);
}

QList<SavedPiece> savedPieces(const QByteArray& text, const LioId& gone)
{
    const auto root = jsonSpans(text);
    return root ? SavedCuts(text, gone).pieces(*root) : QList<SavedPiece>();
}

Result<QByteArray> savedWith(const QByteArray& text, const GroupId& group, const QList<SavedPiece>& pieces)
{
    std::optional<Error> fault;
    SavedConfig::parse(text, fault);
    if (fault)
        return fail(*fault);
    QByteArray result = text;
    for (const SavedPiece& piece : pieces) {
        const auto root = jsonSpans(result), element = jsonSpans(piece.text);
        const JsonSpan* list = root ? listFor(result, *root, group, piece) : nullptr;
        if (list == nullptr || !element)
            return fail(errorOf(ErrorCode::SavedStays));
        const auto number = indexOf(*element, piece.text);
        const bool isTaken
            = std::any_of(list->children.cbegin(), list->children.cend(),
                          [&](const JsonSpan& each) { return indexOf(each, result) == number; });
        if (!isTaken)
            result = withElement(result, *list, piece.text);
    }
    return result;
}

QJsonArray toJson(const QList<SavedPiece>& pieces)
{
    QJsonArray json;
    for (const SavedPiece& piece : pieces)
        json.append(QJsonObject {{QStringLiteral("acl"), encodeBytes(piece.acl)},
                                 {QStringLiteral("list"), encodeBytes(piece.list)},
                                 {QStringLiteral("text"), encodeBytes(piece.text)}});
    return json;
}

QList<SavedPiece> piecesFrom(const QJsonArray& json)
{
    QList<SavedPiece> pieces;
    for (const auto& each : json) {
        const auto bytes
            = [&each](const char* name) { return decodeBytes(each[QLatin1String(name)].toString()); };
        pieces.append({bytes("acl"), bytes("list"), bytes("text")});
    }
    return pieces;
}

} // namespace mooring::lio
