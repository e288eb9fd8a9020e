// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plandialog.h"

#include <QHash>
#include <QPointer>

namespace mooring {

class AttachDialog;
class DiscoverDialog;
class LoginDialog;
class ResourceActions;
struct LoginTarget;

// The dialogs that stand beside the window: one for each thing that is planned, one for attaching, one for
// discovering, one for each login.
class OpenDialogs final : public QObject
{
    Q_OBJECT
public:
    OpenDialogs(Engine& engine, QWidget& window);
    ~OpenDialogs() override;

    // What the verb asks for first: a login its options, everything else its plan.
    void open(mooring::Verb verb, const QList<mooring::ResourceId>& goals);
    PlanDialog* openPlan(Verb verb, const QList<ResourceId>& goals);
    PlanDialog* openRestore(qint64 operation);
    AttachDialog* attachImages(const QList<QByteArray>& paths); // empty: to choose one
    DiscoverDialog* discoverTargets();
    void openPicture(ResourceActions& actions, const ResourceId& id);
    void showAbout();
    void closeAll();

signals:
    void attached(const mooring::ResourceId& created);
    void loggedIn(const mooring::ResourceId& created);
    void chosen(const mooring::ResourceId& id); // in a picture

private:
    PlanDialog* open(PlanSource source, const QString& key);
    LoginDialog* logIn(const QList<LoginTarget>& targets);

    Engine& m_engine;
    QWidget& m_window;
    QPointer<AttachDialog> m_attach;
    QPointer<DiscoverDialog> m_discover;
    QHash<QString, QPointer<PlanDialog>> m_plans;
};

} // namespace mooring
