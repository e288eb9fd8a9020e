// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QVariant>

namespace mooring {

// "kind:key"; the key is percent-encoded for '%', control and non-UTF-8 bytes and what turns text around
// only, so it is always valid text.
struct ResourceId
{
    QString text;
    static ResourceId make(Kind kind, const QByteArray& key);
    std::optional<Kind> kind() const; // empty when the text is no id
    QByteArray key() const; // decoded bytes
    bool isEmpty() const { return text.isEmpty(); }
    auto operator<=>(const ResourceId& other) const { return text.compare(other.text) <=> 0; }
    bool operator==(const ResourceId&) const = default;
};
inline size_t qHash(const ResourceId& id, size_t seed = 0) { return qHash(id.text, seed); }

QString encodeBytes(const QByteArray& bytes); // as in ids; lossless
QByteArray decodeBytes(const QString& text);

// How providers meet without knowing each other: a Resource offers keys, Needs name keys, Topology joins
// them. block:MAJ:MIN@DISKSEQ  fs:MAJ:MIN  mount:NS/ID  file:DEV:INO  process:PID@START  iscsi:IQN/LUN@PORTAL
// reader:NAME  exported:IQN/LUN@PORTAL  nexus:INITIATOR>IQN
// Only a nexus key may be offered by several: it names all of them.
struct Key
{
    QByteArray text;
    bool operator==(const Key&) const = default;
};
inline size_t qHash(const Key& key, size_t seed = 0) { return qHash(key.text, seed); }

// The node stays only while at least `atLeast` of `on` stay. One key with atLeast 1 is plain dependence; 1 of
// N a multipath map; several Needs of one node must all be met. The first Need gives the parent in trees.
struct Need
{
    QList<Key> on;
    int atLeast = 1;
    How how = How::StandsOn;
    QByteArray evidence; // a path, where there is one
    bool ifThere = false; // keys that nobody offers do not count (else they become unknown nodes)
    bool operator==(const Need&) const = default;
};

// One way in which a release may treat what only the user can decide about.
struct ReleaseChoice
{
    QString word; // as on the command line: "keep"
    Consequence consequence = Consequence::None;
    bool reversible = true;
    QList<QByteArray> command;
    QJsonObject arguments; // for its provider
    QJsonObject restore;
    bool operator==(const ReleaseChoice&) const = default;
};

// This kind's one way to go, filled by the look, so that the planner knows no backend.
struct Release
{
    Verb verb = Verb::Detach;
    QList<QByteArray> command; // argv of the shell command that does the same; shown, never run by core
    Consequence consequence = Consequence::None;
    bool reversible = true;
    QJsonObject restore; // recipe for putting back; opaque to everyone but its provider
    std::optional<Error> refused; // known now to be impossible (a swap that memory cannot take)
    QString choice; // what is to be chosen: "overlay"; empty: nothing
    QList<ReleaseChoice> choices; // the first is taken when nobody chooses
    int deadline = 0; // milliseconds; 0: its verb's default
    bool operator==(const Release&) const = default;
};

// In ComesBack::by: a portal group that lets every initiator log in (drivers/target/iscsi/iscsi_target_tpg.c,
// generate_node_acls).
inline constexpr QLatin1String demoMode {"generate_node_acls"};

// Somebody would bring it back. A hold is run as a step first (OnAccess, OnEvent).
struct ComesBack
{
    ComesBackWhen when = ComesBackWhen::AtBoot;
    QString by; // "fstab", "media.automount"
    std::optional<Release> hold; // verb Hold; undone by its restore recipe
    bool operator==(const ComesBack&) const = default;
};

using Facts = QMap<Fact, QVariant>;

// One node of what is attached, as a value.
struct Resource
{
    ResourceId id;
    Kind kind = Kind::Unknown;
    QString name; // as shown; for paths encodeBytes()
    QString incarnation; // tells this one from a later one of the same id: diskseq, inode, namespace+mount
                         // id, start time
    QList<Key> keys;
    QList<Need> needs;
    std::optional<Release> release;
    Goes goes = Goes::ByRelease;
    QList<ComesBack> comesBack;
    State state = State::Unknown;
    Facts facts;
    QList<Verb> verbs; // offered to the user, primary first
    std::optional<ProtectedBy> protectedBy; // a seed: Topology hands it down to everything this node needs
    QList<Key> members; // containers (target, reader, volume group): what its goal "free" is counted over
    bool operator==(const Resource&) const = default;
};

} // namespace mooring
