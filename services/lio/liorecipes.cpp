// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liorecipes.h"

#include "backstore.h"
#include "services/core/rung.h"

#include <QJsonArray>

namespace mooring::lio::recipes {

namespace {

QByteArray numbered(const char* word, quint64 number) { return word + QByteArray::number(number); }

Resource nodeOf(Kind kind, const ResourceId& id, const QByteArray& name)
{
    Resource node;
    node.kind = kind;
    node.id = id;
    node.name = encodeBytes(name);
    return node;
}

} // namespace

QJsonObject recipe(Verb verb, const Resource& node, Consequence consequence, const QList<QByteArray>& command,
                   const QJsonObject& data)
{
    QJsonArray words;
    for (const QByteArray& word : command)
        words.append(encodeBytes(word));
    return {{QStringLiteral("provider"), QStringLiteral("lio")},
            {QStringLiteral("verb"), token(verb)},
            {QStringLiteral("id"), node.id.text},
            {QStringLiteral("kind"), token(node.kind)},
            {QStringLiteral("name"), node.name},
            {QStringLiteral("consequence"), token(consequence)},
            {QStringLiteral("command"), words},
            {QStringLiteral("data"), data}};
}

QByteArray shellPath(const GroupId& group)
{
    return "/iscsi/" + group.target + "/tpg" + QByteArray::number(group.tag);
}

QByteArray shellPath(const GroupId& group, const QByteArray& initiator)
{
    return shellPath(group) + "/acls/" + initiator;
}

QJsonObject ofUnit(const GroupId& group, const TargetUnit& unit)
{
    Backstore store;
    store.name = unit.backstore;
    const QJsonObject data {{QStringLiteral("lun"), static_cast<qint64>(unit.number)},
                            {QStringLiteral("backstore"), encodeBytes(unit.backstore)},
                            {QStringLiteral("link"), encodeBytes(unit.link)},
                            {QStringLiteral("pathGroup"), encodeBytes(unit.pathGroup)}};
    return recipe(Verb::Attach,
                  nodeOf(Kind::ExportLun, LioId::unit(group, unit.number),
                         group.name() + '/' + QByteArray::number(unit.number)),
                  Consequence::LogicalUnitAppears,
                  {"targetcli", shellPath(group) + "/luns", "create", store.savedName(),
                   numbered("lun=", unit.number), "add_mapped_luns=false"},
                  data);
}

QJsonObject ofAcl(const GroupId& group, const QByteArray& initiator, const QJsonObject& data)
{
    return recipe(Verb::Attach, nodeOf(Kind::Initiator, LioId::acl(group, initiator), initiator),
                  Consequence::InitiatorMayLogIn,
                  {"targetcli", shellPath(group) + "/acls", "create", initiator, "add_mapped_luns=false"},
                  data);
}

QJsonObject ofDisabled(const GroupId& group)
{
    return recipe(Verb::EnablePortalGroup, nodeOf(Kind::Export, group.id(), group.name()),
                  Consequence::LoginsAllowed, {"targetcli", shellPath(group), "enable"}, {});
}

void offerSaved(Release& release, const ResourceId& id, Consequence removed)
{
    for (const char* word : {"keep", "remove"}) {
        ReleaseChoice choice;
        choice.word = QLatin1String(word);
        const bool isKept = release.choices.isEmpty();
        choice.consequence = isKept ? release.consequence : removed;
        choice.reversible = release.reversible;
        choice.command = isKept ? release.command
                                : QList<QByteArray> {"mooringctl", QByteArray(token(release.verb).toLatin1()),
                                                     "--saved", "remove", id.text.toUtf8()};
        choice.arguments = {{savedChoice, choice.word}};
        choice.restore = release.restore;
        release.choices.append(choice);
    }
    release.choice = savedChoice;
}

// Behind the words of another choice, whose name stays.
void offerUnderInitiator(Release& release, const QByteArray& id)
{
    static const QByteArray rung = token(Rung::UnderInitiator).toLatin1();
    static const QJsonObject arguments {{QStringLiteral("underInitiator"), true}};
    const QString choice = release.choice;
    offerRung(release, Rung::UnderInitiator,
              {QByteArrayLiteral("mooringctl"), token(release.verb).toLatin1(), QByteArrayLiteral("--force"),
               rung, id},
              arguments);
    if (!choice.isEmpty())
        release.choice = choice;
}

QJsonObject withSaved(QJsonObject recipe, const QList<SavedPiece>& pieces)
{
    QJsonObject data = recipe.value(QLatin1String("data")).toObject();
    data.insert(QLatin1String("savedText"), toJson(pieces));
    recipe.insert(QLatin1String("data"), data);
    return recipe;
}

QList<SavedPiece> savedIn(const QJsonObject& arguments)
{
    return piecesFrom(arguments.value(QLatin1String("savedText")).toArray());
}

bool forgetsSaved(const QJsonObject& arguments)
{
    return arguments.value(savedChoice) == QLatin1String("remove");
}

} // namespace mooring::lio::recipes
