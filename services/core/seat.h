// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "postbox.h"
#include "provider.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace mooring {

class Lane;

// One provider's place at Host: at most one of its looks runs and one waits. A look that does not answer in
// time leaves the seat hung; it is still the newest one, so its late answer counts.
class Seat final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::shared_ptr<const Inventory>; // null: it failed, or hangs
    using Heard = std::function<void(const Answer&)>;

    // `lastLook` numbers the looks of all seats; on `desk` large values are destroyed, away from this thread.
    Seat(std::unique_ptr<Provider> provider, quint64& lastLook, std::shared_ptr<Lane> desk);
    ~Seat() override;

    const QString& name() const { return m_name; }
    Provider* provider() const { return m_provider.get(); }
    ProviderInfo info() const;
    bool isHung() const { return m_lookHangs || m_stepHangs; }
    bool lookHangs() const { return m_lookHangs; }
    bool hasAnswered() const { return m_answered; }

    void look(const LookRequest& request, Heard heard = {}); // heard once, in a look begun from now on
    void markStepHung(bool hung);
    void setDeadline(int milliseconds) { m_deadlineMs = milliseconds; }
    void watch(); // from now on worldMoved() tells of changes

signals:
    void ended(const mooring::LookRequest& request, const mooring::Seat::Answer& answer);
    void lookHung(); // it will not be waited for
    void availabilityChanged();
    void worldMoved(); // at once, then at most every 200 ms

private:
    struct Waiter
    {
        Heard heard;
        QElapsedTimer since;
    };
    void begin();
    void receive(quint64 look, Answer answer);
    void deadlinePassed();
    void moved();
    void movedLately();
    void setErrors(const QList<SourceError>& errors);

    QString m_name;
    std::unique_ptr<Provider> m_provider;
    quint64& m_lastLook;
    std::shared_ptr<Lane> m_desk;
    std::shared_ptr<Postbox> m_postbox;

    std::optional<LookRequest> m_running, m_pending;
    std::vector<Waiter> m_waiters, m_pendingWaiters;
    std::stop_source m_stop;
    quint64 m_look = 0;
    QTimer m_deadline;
    int m_deadlineMs = 5000;
    bool m_lookHangs = false, m_stepHangs = false, m_answered = false;
    QList<SourceError> m_errors;

    QTimer m_calm; // runs for a while after each worldMoved()
    bool m_movedAgain = false;
    std::shared_ptr<std::atomic<bool>> m_movePosted;
};

} // namespace mooring
