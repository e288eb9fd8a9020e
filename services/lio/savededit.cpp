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
        eachOf(root, "targets", [this](const JsonSpan& target) {
            if (isText(target, "wwn", m_gone.group.target) && isText(target, "fabric", "iscsi"))
                eachOf(target, "tpgs", [this](const JsonSpan& group) { cutGroup(group); });
        });
        std::sort(m_cuts.begin(), m_cuts.end(),
                  [](const Cut& a, const Cut& b) { return a.array.begin > b.array.begin; });
        QByteArray text = m_text;
        for (const Cut& cut : std::as_const(m_cuts))
            text = withoutElements(text, cut.array, cut.indices);
        return text;
    }

private:
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
    template <class IsGone> void cut(const JsonSpan& parent, const char* name, IsGone isGone)
    {
        const JsonSpan* array = parent.child(name);
        if (array == nullptr || !array->isArray)
            return;
        Cut cut {*array, {}};
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
            if (m_gone.kind == Kind::ExportLun)
                cut(acl, "mapped_luns",
                    [&](const JsonSpan& unit) { return isNumber(unit, "tpg_lun", number); });
            else if (m_gone.kind == Kind::MappedLun && isIts(acl))
                cut(acl, "mapped_luns",
                    [&](const JsonSpan& unit) { return isNumber(unit, "index", number); });
        });
    }

    const QByteArray& m_text;
    const LioId& m_gone;
    QList<Cut> m_cuts;
};

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

} // namespace mooring::lio
