// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/keyring.h"
#include "services/core/postbox.h"

#include <QObject>

#include <chrono>

namespace QKeychain {
class Job;
}

namespace mooring {

// The keyring of the user's session bus, by QtKeychain: gnome-keyring, KWallet or another secret service;
// never a file. Made and destroyed on the main thread, whose event loop it needs; destroyed, it answers
// nothing more. While it asks its user for a password nothing further is asked of it.
class UserKeyring final : public QObject, public Keyring
{
    Q_OBJECT
public:
    explicit UserKeyring(std::chrono::milliseconds deadline, QObject* parent = nullptr);
    ~UserKeyring() override;

    void read(const QByteArray& target, Found found) override;
    void write(const QByteArray& target, const ChapSecrets& secrets, Done done) override;
    void remove(const QByteArray& target, Done done) override;

private:
    using Ended = std::function<void(Result<QByteArray> text)>; // empty: there is no such entry
    struct Ask;
    void run(QKeychain::Job* job, const QByteArray& target, Ended ended);
    void finished(const QKeychain::Job& job, const std::shared_ptr<Ask>& ask);
    void lookFor(const std::shared_ptr<Ask>& ask);
    void lookForWallet(const std::shared_ptr<Ask>& ask, const QString& why);
    void end(const std::shared_ptr<Ask>& ask, const Result<QByteArray>& text);
    void endWithError(const std::shared_ptr<Ask>& ask, const QString& words);

    const std::chrono::milliseconds m_deadline;
    const std::shared_ptr<Postbox> m_postbox;
    int m_overdue = 0; // asks that have not ended in time
};

} // namespace mooring
