// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundtargets.h"

#include "iscsiname.h"
#include "textkeys.h"

#include <QHash>

namespace mooring::iscsi {

namespace {

constexpr qsizetype kMostPortals = 1024; // of one target

class Collector
{
public:
    explicit Collector(qsizetype most)
        : m_most(most)
    {
    }
    QString take(const TextKeyReader::Pair& pair) // what is wrong
    {
        if (pair.key == "TargetName")
            return takeName(pair.value);
        if (pair.key == "TargetAddress")
            return takeAddress(pair.value);
        if (pair.key == "SendTargets") // Reject, NotUnderstood
            return QStringLiteral("SendTargets=")
                + QString::fromLatin1(pair.value.first(qMin<qsizetype>(pair.value.size(), 64)));
        return {}; // vendors add keys of their own
    }
    QList<FoundTarget> targets() && { return std::move(m_targets); }

private:
    QString takeName(QByteArrayView value)
    {
        if (!isUsableName(value))
            return QStringLiteral("a target's name that is none");
        const QByteArray name = value.toByteArray();
        const auto known = m_places.constFind(name);
        if (known != m_places.constEnd()) {
            m_current = *known;
            return {};
        }
        if (m_targets.size() >= m_most)
            return QStringLiteral("too many targets");
        m_current = m_targets.size();
        m_places.insert(name, m_current);
        m_targets.append({name, {}, {}});
        return {};
    }

    QString takeAddress(QByteArrayView value)
    {
        if (m_current < 0)
            return QStringLiteral("an address without a target");
        FoundTarget& target = m_targets[m_current];
        if (target.portals.size() + target.unreadable.size() >= kMostPortals)
            return QStringLiteral("too many addresses");
        const Result<Portal> portal = parsePortal(value);
        if (!portal)
            target.unreadable.append(value.first(qMin<qsizetype>(value.size(), 512)).toByteArray());
        else if (!target.portals.contains(*portal))
            target.portals.append(*portal);
        return {};
    }

    qsizetype m_most, m_current = -1;
    QList<FoundTarget> m_targets;
    QHash<QByteArray, qsizetype> m_places;
};

Error malformed(const QString& why)
{
    Error error = errorOf(ErrorCode::AnswerMalformed);
    error.text = why;
    return error;
}

} // namespace

Result<QList<FoundTarget>> parseFoundTargets(QByteArrayView answer, qsizetype most)
{
    Collector collector(most);
    TextKeyReader reader(answer);
    while (const std::optional<TextKeyReader::Pair> pair = reader.next()) {
        if (const QString wrong = collector.take(*pair); !wrong.isEmpty())
            return fail(malformed(wrong));
    }
    if (!reader.fault().isEmpty())
        return fail(malformed(reader.fault()));
    return std::move(collector).targets();
}

} // namespace mooring::iscsi
