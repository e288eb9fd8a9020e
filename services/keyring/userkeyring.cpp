// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "userkeyring.h"

#include "keyringentry.h"
#include "services/core/resource.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLibrary>
#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace mooring {

namespace {

using Attributes = QMap<QString, QString>;

const QString service = QStringLiteral("org.mooring.Mooring");

QString keyOf(const QByteArray& target) { return QStringLiteral("iscsi ") + encodeBytes(target); }

Error unavailable(const QByteArray& target, const QString& words)
{
    Error error = errorOf(ErrorCode::KeyringUnavailable, encodeBytes(target));
    error.text = words;
    return error;
}

// libsecret keeps speaking in its session with a keyring that may have been started anew since. QtKeychain
// loads it by this name.
void forgetSession()
{
    if (const auto forget = QLibrary(QStringLiteral("secret-1"), 0).resolve("secret_service_disconnect"))
        forget();
}

} // namespace

// One call, up to its answer.
struct UserKeyring::Ask
{
    QByteArray target;
    Ended ended; // null once it has been answered
    QPointer<QTimer> deadline;
};

UserKeyring::UserKeyring(std::chrono::milliseconds deadline, QObject* parent)
    : QObject(parent)
    , m_deadline(deadline)
    , m_postbox(std::make_shared<Postbox>(this))
{
    qDBusRegisterMetaType<Attributes>();
}

UserKeyring::~UserKeyring() { m_postbox->close(); }

void UserKeyring::end(const std::shared_ptr<Ask>& ask, const Result<QByteArray>& text)
{
    if (ask->deadline)
        ask->deadline->deleteLater();
    if (const Ended ended = std::exchange(ask->ended, nullptr))
        ended(text);
    else
        --m_overdue;
}

void UserKeyring::endWithError(const std::shared_ptr<Ask>& ask, const QString& words)
{
    end(ask, fail(unavailable(ask->target, words)));
}

// A job belongs to nobody but itself: libsecret holds on to it until it has ended, which may be long after
// its deadline.
void UserKeyring::run(QKeychain::Job* job, const QByteArray& target, Ended ended)
{
    if (m_overdue > 0) {
        const std::unique_ptr<QKeychain::Job> dropped(job);
        return ended(fail(unavailable(target, QStringLiteral("still waiting for an earlier answer"))));
    }
    const auto ask = std::make_shared<Ask>(Ask {target, std::move(ended), new QTimer(this)});
    job->setInsecureFallback(false);
    job->setKey(keyOf(target));
    connect(job, &QKeychain::Job::finished, this,
            [this, ask](const QKeychain::Job* done) { finished(*done, ask); });
    ask->deadline->setSingleShot(true);
    connect(ask->deadline, &QTimer::timeout, this, [this, ask] {
        ++m_overdue;
        std::exchange(ask->ended,
                      nullptr)(fail(unavailable(ask->target, QStringLiteral("no answer in time"))));
    });
    ask->deadline->start(m_deadline);
    forgetSession();
    job->start();
}

void UserKeyring::finished(const QKeychain::Job& job, const std::shared_ptr<Ask>& ask)
{
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        return endWithError(ask, job.errorString());
    const auto* const read = qobject_cast<const QKeychain::ReadPasswordJob*>(&job);
    if (read != nullptr && job.error() == QKeychain::NoError)
        return end(ask, read->textData().toUtf8());
    if (qobject_cast<const QKeychain::WritePasswordJob*>(&job) != nullptr)
        return end(ask, QByteArray());
    lookFor(ask);
}

// libsecret also finds nothing, and removes nothing, when the keyring is locked or missing.
void UserKeyring::lookFor(const std::shared_ptr<Ask>& ask)
{
    QDBusMessage search = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("SearchItems"));
    const Attributes attributes {{QStringLiteral("server"), service},
                                 {QStringLiteral("user"), keyOf(ask->target)}};
    search << QVariant::fromValue(attributes);
    using Paths = QList<QDBusObjectPath>;
    auto* const watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(search), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, ask, watcher] {
        const QDBusPendingReply<Paths, Paths> unlockedAndLocked = *watcher;
        watcher->deleteLater();
        if (unlockedAndLocked.isError())
            lookForWallet(ask, unlockedAndLocked.error().message());
        else if (!unlockedAndLocked.argumentAt<1>().isEmpty())
            endWithError(ask, QStringLiteral("locked"));
        else if (!unlockedAndLocked.argumentAt<0>().isEmpty())
            endWithError(ask, QStringLiteral("the entry is still there"));
        else
            end(ask, QByteArray());
    });
}

// KWallet has its own way in, and nothing says which of them was taken.
void UserKeyring::lookForWallet(const std::shared_ptr<Ask>& ask, const QString& why)
{
    const QDBusMessage list = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("ListNames"));
    auto* const watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(list), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, ask, watcher, why] {
        const QDBusPendingReply<QStringList> names = *watcher;
        watcher->deleteLater();
        if (names.isValid() && names.value().contains(QStringLiteral("org.kde.kwalletd5")))
            end(ask, QByteArray());
        else
            endWithError(ask, why);
    });
}

void UserKeyring::read(const QByteArray& target, Found found)
{
    m_postbox->post([this, target, found = std::move(found)] {
        run(new QKeychain::ReadPasswordJob(service), target, [found](const Result<QByteArray>& text) {
            if (text)
                found(keyring::secretsIn(*text));
            else
                found(fail(text.error()));
        });
    });
}

void UserKeyring::write(const QByteArray& target, const ChapSecrets& secrets, Done done)
{
    m_postbox->post([this, target, secrets, done = std::move(done)] {
        auto* const job = new QKeychain::WritePasswordJob(service);
        job->setTextData(QString::fromUtf8(keyring::textOf(secrets)));
        run(job, target, [done](const Result<QByteArray>& text) {
            done(text ? std::nullopt : std::optional(text.error()));
        });
    });
}

void UserKeyring::remove(const QByteArray& target, Done done)
{
    m_postbox->post([this, target, done = std::move(done)] {
        run(new QKeychain::DeletePasswordJob(service), target, [done](const Result<QByteArray>& text) {
            done(text ? std::nullopt : std::optional(text.error()));
        });
    });
}

} // namespace mooring
