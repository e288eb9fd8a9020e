// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"
#include "topology.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace mooring {

// This host as it is seen: owns the providers, schedules their looks and joins the answers into the current
// topology. Lives on one thread (the application's main one) and never blocks it. Per provider at most one
// look runs and one waits; requests made while a look runs share the waiting one, which so begins after them.
class Host : public QObject
{
    Q_OBJECT
public:
    explicit Host(QObject* parent = nullptr);
    ~Host() override;

    void add(std::unique_ptr<Provider> provider); // before start()
    Provider* provider(const QString& name) const; // null when there is none
    QList<ProviderInfo>
    providers() const; // availability as last seen: errors in looks and hung lanes included

    const Topology& topology() const { return m_topology; }
    bool hasLooked() const; // every provider has answered once, or is hung

    // A look of everybody (or of one provider). `done` comes once, on this thread, with the inventories of
    // looks that began after this call; one that failed or hung is missing from the list.
    using Looked = std::function<void(QList<Inventory>)>;
    void look(const LookRequest& request, Looked done = {}, const QString& onlyProvider = {});

    // While somebody wants users, full looks include them and are repeated (every `interval` ms). Drop the
    // token to end it.
    using Want = std::shared_ptr<void>;
    [[nodiscard]] Want wantUsers(int interval = 700);

    // A lane whose step or look did not end in time. Cleared by its next answer.
    void markHung(const QString& provider, bool hung);
    void setLookDeadline(int milliseconds); // default 5000: then the provider counts as hung, its old
                                            // resources stay in state Looking and nobody else waits for it

signals:
    void topologyChanged();
    void providersChanged();

private:
    struct Seat;
    Seat* seat(const QString& name) const;
    void begin(Seat& seat);
    void ended(Seat& seat, quint64 look, std::optional<Inventory> inventory);
    void worldMoved(Seat& seat);
    void rejoin();

    std::vector<std::unique_ptr<Seat>> m_seats;
    Topology m_topology;
    QTimer m_rejoin;
    QTimer m_users;
    std::weak_ptr<void> m_wantUsers;
    quint64 m_lastLook = 0;
    int m_lookDeadline = 5000;
};

} // namespace mooring
