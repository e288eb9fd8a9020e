// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardusers.h"

#include "scdaemon.h"
#include "services/core/wanted.h"
#include "services/system/processnodes.h"

#include <QMap>

#include <algorithm>

namespace mooring::pcsc {

// Each process once, with all that it uses.
struct CardUsers::Users
{
    QMap<qint64, std::pair<ProcessEntry, QList<Need>>> processes;
    QList<Resource> others; // without a process that can be named
    int unseen = 0;

    void add(const ProcessEntry& process, const QList<Need>& needs)
    {
        auto& user = processes[process.pid];
        user.first = process;
        for (const Need& need : needs)
            if (!user.second.contains(need)) // it may have several connections
                user.second.append(need);
    }
};

CardUsers::CardUsers(Settings settings)
    : m_settings(std::move(settings))
    , m_sockets(m_settings.root)
{
}

QString CardUsers::userName(const std::optional<quint32>& uid) const
{
    return uid ? ProcessNames(m_settings.root, m_settings.caller).user(*uid) : QString();
}

// What this process and the user's own service hold is told as attachments; our other programs only look.
bool CardUsers::isOurs(const ProcessEntry& process) const
{
    static const QSet<QByteArray> names {"mooring", "mooringctl", "mooringd"};
    return process.pid == m_settings.caller || process.command == "pcscd"
        || (names.contains(process.command) && process.uid == m_settings.user);
}

std::optional<QList<CardUsers::Client>> CardUsers::clients()
{
    const auto peers = m_settings.peers(m_settings.socket);
    if (!peers)
        return {};
    QSet<QByteArray> sockets;
    for (const UnixPeer& peer : *peers)
        sockets.insert(peer.socket);
    const QHash<QByteArray, QList<qint64>> holders = m_sockets.find(sockets);
    QList<Client> clients;
    for (const UnixPeer& peer : *peers) {
        if (!holders.contains(peer.socket))
            clients.append({{}, peer.uid, peer.socket});
        for (const qint64 pid : holders.value(peer.socket)) {
            const auto process = Processes::read(m_settings.root, pid);
            if (process && !isOurs(*process))
                clients.append({process, peer.uid, peer.socket});
        }
    }
    return clients;
}

Resource CardUsers::unseen(const Client& client, const QList<Need>& needs) const
{
    Resource node;
    node.kind = Kind::Unknown;
    node.id = ResourceId::make(Kind::Unknown, "card-user-" + client.socket);
    node.name = QStringLiteral("? (%1)").arg(userName(client.uid));
    node.state = State::Unknown;
    node.needs = needs;
    node.facts = {{Fact::How, token(How::ServiceClient)}, {Fact::Evidence, encodeBytes(m_settings.socket)}};
    if (client.uid) {
        node.facts.insert(Fact::Uid, static_cast<qint64>(*client.uid));
        node.facts.insert(Fact::User, userName(client.uid));
    }
    return node;
}

// It is used, and nobody can be seen who could do it.
Resource CardUsers::nameless(const ReaderStatus& reader) const
{
    Resource node;
    node.kind = Kind::Unknown;
    node.id = ResourceId::make(Kind::Unknown, "holder-of-card:" + reader.name);
    node.name = encodeBytes(reader.name);
    node.state = State::Unknown;
    node.needs = {Need {{CardResources::cardKey(reader.name)}, 1, How::ServiceClient, m_settings.socket}};
    node.facts = {{Fact::How, token(How::ServiceClient)}};
    return node;
}

void CardUsers::addClients(Users& users, const CardView& view)
{
    QList<Need> needs;
    for (const ReaderStatus& reader : view.readers) {
        if (view.isUsedByOthers(reader)) {
            const Key key = reader.hasCard() ? CardResources::cardKey(reader.name)
                                             : CardResources::readerKey(reader.name);
            needs.append(Need {{key}, 1, How::ServiceClient, m_settings.socket});
        }
    }
    if (needs.isEmpty())
        return;
    const auto found = clients();
    for (const Client& client : found.value_or(QList<Client>())) {
        if (client.process) {
            users.add(*client.process, needs);
            continue;
        }
        users.others.append(unseen(client, needs));
        ++users.unseen;
    }
    if (found && !found->isEmpty())
        return;
    for (const ReaderStatus& reader : view.readers) {
        const bool hasHungUp = found && view.heldOf(reader.name) != nullptr; // whoever was there before us
        if (view.isUsedByOthers(reader) && !hasHungUp)
            users.others.append(nameless(reader));
    }
}

void CardUsers::addDrivers(Users& users, const CardView& view) const
{
    QHash<QByteArray, QByteArray> readers; // by device node
    const QList<qsizetype> matches = view.usbMatches();
    for (qsizetype i = 0; i < matches.size(); ++i)
        readers.insert(view.usb[i].node(),
                       matches[i] < 0 ? CardResources::usbName(view, i) : view.readers[matches[i]].name);
    const UsbHolders found = usbHolders(m_settings.root, readers.keys());
    for (auto holder = found.holders.begin(); holder != found.holders.end(); ++holder) {
        const Need need {
            {CardResources::readerKey(readers.value(holder.key()))}, 1, How::OpenDevice, holder.key()};
        for (const qint64 pid : holder.value()) {
            const auto process = Processes::read(m_settings.root, pid);
            if (process && !isOurs(*process))
                users.add(*process, {need});
        }
    }
    if (matches.contains(-1)) // whoever drives it may be one of them
        users.unseen += found.unseen;
}

void CardUsers::addTo(Inventory& inventory, const CardView& view)
{
    Users users;
    addClients(users, view);
    addDrivers(users, view);
    const ProcessNodes nodes(m_settings.root, m_settings.caller);
    const auto add = [&inventory](const Resource& node) {
        if (isWanted(inventory.request, node))
            inventory.users.append(node);
    };
    for (const auto& [process, needs] : std::as_const(users.processes)) {
        Resource node = nodes.node(process, needs);
        node.facts.insert(Fact::Evidence, encodeBytes(needs.constFirst().evidence));
        tellRemedy(node, process, m_settings.user);
        add(node);
    }
    for (const Resource& node : std::as_const(users.others))
        add(node);
    nodes.addNamed(inventory);
    if (users.unseen == 0)
        return;
    Error error = errorOf(ErrorCode::ProcessesUnseen, QStringLiteral("pcscd"));
    error.source = QStringLiteral("pcscd");
    error.text = QString::number(users.unseen);
    // any of them may use it, but a process that was named can still be seen to be gone
    inventory.errors.append({error, {Kind::Unknown}});
}

void CardUsers::nameDrivers(Inventory& inventory, const CardView& view) const
{
    const QList<qsizetype> matches = view.usbMatches();
    for (qsizetype i = 0; i < matches.size(); ++i) {
        if (matches[i] >= 0)
            continue;
        const ResourceId id = CardResources::readerId(CardResources::usbName(view, i));
        const auto node = std::find_if(inventory.resources.begin(), inventory.resources.end(),
                                       [&id](const Resource& each) { return each.id == id; });
        const QString driver = node == inventory.resources.end() ? QString() : driverOf(view.usb[i]);
        if (driver.isEmpty())
            continue;
        node->state = State::InUse;
        node->facts.insert(Fact::WhyLost, token(ErrorCode::ReaderTaken));
        node->facts.insert(Fact::HeldBy, driver);
    }
}

QString CardUsers::driverOf(const CcidReader& reader) const
{
    QStringList names;
    for (const qint64 pid : usbHolders(m_settings.root, {reader.node()}).holders.value(reader.node())) {
        const auto process = Processes::read(m_settings.root, pid);
        if (process && !isOurs(*process))
            names.append(process->label());
    }
    return names.join(QStringLiteral(", "));
}

QString CardUsers::likelyHolders()
{
    QStringList names;
    for (const Client& client : clients().value_or(QList<Client>())) {
        const QString name
            = client.process ? client.process->label() : QStringLiteral("? (%1)").arg(userName(client.uid));
        if (!names.contains(name))
            names.append(name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace mooring::pcsc
