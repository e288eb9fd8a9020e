// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicehost.h"

#include <QTimer>

namespace mooring {

struct ServicePatience
{
    int idle = 30000; // ms
    // Logging out takes 15 s at the most by default, and a step has 2 s of grace beyond its deadline.
    int letGo = 20000; // ms
};

// When the service leaves: by itself when for a while nobody was connected, nothing ran and its providers
// hold nothing, and at once, but in order, when it is told to.
class ServiceLife : public QObject
{
    Q_OBJECT
public:
    explicit ServiceLife(ServiceHost& host, ServicePatience patience = {});
    ~ServiceLife() override;

    void end(); // lets go of everything that is held, then left()

signals:
    void left(); // once

private:
    void stirred();
    void ask(); // whether anything is held
    void heard(quint64 question, bool holds);
    void leave();

    ServiceHost& m_host;
    const ServicePatience m_patience;
    std::shared_ptr<Postbox> m_postbox;
    QTimer m_idle;
    quint64 m_question = 0;
    qsizetype m_unheard = 0;
    bool m_holds = false;
    bool m_ending = false, m_hasLeft = false;
};

} // namespace mooring
