// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "madeconnections.h"
#include "services/system/othersessions.h"

namespace mooring::testsupport {

inline const QByteArray target = "iqn.2026-11.lab:t1", other = "iqn.2026-11.lab:t10";
inline const QByteArray portal = "127.0.0.1:13260";
inline const QByteArray url = "iscsi://" + portal + '/' + target + "/1";

inline QString text(const char* latin1) { return QString::fromLatin1(latin1); }

// What one provider tells, with what such programs add to it.
struct OtherProgramsStage
{
    FixtureRoot root;
    MadeConnections made {root};
    std::unique_ptr<OtherSessions> others = make(0);

    std::unique_ptr<OtherSessions> make(quint32 user, bool standardPort = false) const
    {
        OtherSessions::Settings settings;
        settings.root = root.path();
        settings.user = user;
        settings.standardPort = standardPort;
        return std::make_unique<OtherSessions>(settings);
    }
    static Resource known(const QByteArray& name)
    {
        Resource node;
        node.kind = Kind::IscsiTarget;
        node.id = ResourceId::make(node.kind, name);
        node.name = QString::fromUtf8(name);
        node.keys = {Key {"iscsi-target:" + name}};
        node.verbs = {Verb::LogOut};
        node.state = State::Idle;
        return node;
    }
    Inventory look(const QList<QByteArray>& targets = {target},
                   const LookRequest& request = {{}, {}, true}) const
    {
        Inventory inventory;
        inventory.provider = text("libiscsi");
        inventory.request = request;
        QList<KnownPortal> portals;
        for (const QByteArray& name : targets) {
            inventory.resources.append(known(name));
            portals.append({name, TcpEnd::parse(portal)});
        }
        others->addTo(inventory, portals);
        return inventory;
    }
};

inline QStringList seen(const Inventory& inventory)
{
    QStringList ids;
    for (const Resource& resource : inventory.resources + inventory.users)
        ids.append(resource.id.text);
    ids.sort();
    return ids;
}

inline Resource only(const Inventory& inventory, const QString& id)
{
    for (const Resource& resource : inventory.resources + inventory.users)
        if (resource.id.text == id)
            return resource;
    return {};
}

} // namespace mooring::testsupport
