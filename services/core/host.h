// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"
#include "topology.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace mooring {

class Lane;
class Postbox;
class Seat;

// This host as it is seen: owns the providers, schedules their looks and joins the answers into the current
// topology. Lives on one thread (the application's main one) and never blocks it. Per provider at most one
// look runs and one waits; requests made while a look runs share the waiting one, which so begins after them.
class Host : public QObject
{
    Q_OBJECT
public:
    explicit Host(QObject* parent = nullptr);
    ~Host() override;

    void add(std::unique_ptr<Provider> provider); // before the first look
    Provider* provider(const QString& name) const; // null when there is none
    QList<ProviderInfo>
    providers() const; // availability as last seen: errors in looks and hung lanes included
    bool isHung(const QString& provider) const;

    const Topology& topology() const { return m_topology; }
    bool hasLooked() const { return m_hasLooked; } // every provider has answered once, or is hung

    // A look of everybody (or of one provider). `done` comes once, on this thread and never from within this
    // call, with the inventories of looks that began after it; one that failed or hung is missing from the
    // list. After a full look topology() has what it saw; a targeted one is told at once and joined soon.
    // Providers that hang already are only waited for when named.
    using Looked = std::function<void(QList<Inventory>)>;
    void look(const LookRequest& request, Looked done = {}, const QString& onlyProvider = {});

    // While somebody wants users, full looks include them and are repeated (every `interval` ms). Drop the
    // token to end it.
    using Want = std::shared_ptr<void>;
    [[nodiscard]] Want wantUsers(int interval = 700);

    // A lane whose step did not end in time. Cleared by its next answer.
    void markHung(const QString& provider, bool hung);
    // A step on it ended without a trace: its state is unknown until the next look.
    void doubt(const QString& provider, const ResourceId& resource);
    void setLookDeadline(int milliseconds); // default 5000: then the provider counts as hung, its old
                                            // resources stay in state Looking and nobody else waits for it

signals:
    void topologyChanged(); // something is different, or hasLooked() became true
    void providersChanged();

private:
    struct Books;
    struct Visit;
    Seat* seat(const QString& name) const;
    void ended(const QString& provider, const LookRequest& request,
               const std::shared_ptr<const Inventory>& answer);
    void write(std::function<bool(Books&)> change); // on the desk; true: something is different
    void join(std::function<void()> then = {});
    void swap(const Topology& topology, bool hasLooked);
    void finish(const std::shared_ptr<Visit>& visit);
    bool everybodyLooked() const;
    void usersDue();

    std::vector<std::unique_ptr<Seat>> m_seats;
    std::shared_ptr<Books> m_books; // only the desk touches what is in them
    std::shared_ptr<Lane> m_desk;
    std::shared_ptr<Postbox> m_postbox;
    Topology m_topology;
    bool m_hasLooked = false;
    QTimer m_joinSoon;
    QElapsedTimer m_lastJoin;
    QTimer m_usersDue;
    struct Wish
    {
        std::weak_ptr<void> token;
        int interval;
    };
    std::vector<Wish> m_wishes;
    quint64 m_lastLook = 0;
    int m_lookDeadline = 5000;
};

} // namespace mooring
