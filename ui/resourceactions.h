// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QObject>

class QAction;
class QMenu;

namespace mooring {

// What can be done with the chosen resources: exactly the verbs their looks offer, primary first. The same
// actions fill the context menu, the primary button and the menu bar.
class ResourceActions final : public QObject
{
    Q_OBJECT
public:
    static QString iconName(Verb verb); // of one that has a picture of its own
    explicit ResourceActions(QObject* parent = nullptr);

    void setSelection(const Topology& topology, const QList<ResourceId>& ids);
    QList<ResourceId> selection() const { return m_ids; }
    QList<Verb> verbs() const { return m_verbs; } // offered by every one of the chosen
    QString reason() const { return m_reason; } // why there is no verb; empty when there is nothing to say
    void fill(QMenu* menu); // the context menu
    void fillVerbs(QMenu* menu); // the verbs alone
    void triggerPrimary();
    void copy() const;
    void copyDetails() const; // of everything that is chosen
    void retranslate();

signals:
    void changed();
    void planRequested(mooring::Verb verb, const QList<mooring::ResourceId>& goals);
    void detailsRequested();

private:
    QAction* addVerb(QMenu* menu, Verb verb);
    void findReason(const Topology& topology);
    QString paths() const;
    QString names() const;

    Topology m_topology;
    QList<ResourceId> m_ids;
    QList<Resource> m_resources;
    QList<Verb> m_verbs;
    std::optional<ProtectedBy> m_protectedBy;
    QString m_seed;
    QString m_reason;
};

} // namespace mooring
