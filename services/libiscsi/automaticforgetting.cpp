// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticsessions.h"

#include <QJsonArray>

#include <algorithm>

// How saved logins are forgotten, with a logout or by themselves.
namespace mooring::iscsi {

namespace {

QByteArray targetOf(const Step& step)
{
    return step.kind == Kind::IscsiTarget
        ? step.resource.key()
        : decodeBytes(step.arguments.value(QLatin1String("target")).toString());
}

Error stays(const QByteArray& target, const QString& words)
{
    Error error = errorOf(ErrorCode::AutomaticLoginStays, encodeBytes(target));
    error.text = words;
    return error;
}

Error onlyForgotten(const Step& step)
{
    Error error = errorOf(ErrorCode::AlreadyGone, step.name);
    error.domain = ErrorDomain::Vds;
    error.number = 0x00042800; // VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED
    return error;
}

} // namespace

void AutomaticSessions::stopOpening(const QByteArray& target)
{
    const auto isIts = [&](const AttemptPtr& attempt) {
        if (attempt->login.target != target)
            return false;
        m_loop.cancel(attempt->timer);
        attempt->stop.request_stop();
        return true;
    };
    std::erase_if(m_attempts, isIts);
    std::erase_if(m_failed, isIts);
}

bool AutomaticSessions::hasSecret(const QByteArray& target) const
{
    const QList<SavedLogin> logins = m_logins.of(target);
    return m_secrets.knows(target)
        || std::any_of(logins.cbegin(), logins.cend(),
                       [](const SavedLogin& login) { return login.hasSecret; });
}

void AutomaticSessions::removeAutomatic(const QByteArray& target, const Keyring::Done& done)
{
    const bool hadSecret = hasSecret(target);
    const QList<SavedLogin> before = m_logins.of(target);
    stopOpening(target);
    const auto failure = m_logins.removeAutomatic(target);
    m_changed();
    if (failure) {
        Error error = stays(target, failure->text);
        error.domain = ErrorDomain::Vds;
        error.number = 0x00042801; // VDS_S_ISCSI_PERSISTENT_LOGIN_MAY_NOT_BE_REMOVED
        return done(error);
    }
    if (!hadSecret)
        return done({});
    m_secrets.forget(target, [this, target, before, done](const std::optional<Error>& kept) {
        if (!kept)
            return done({});
        keepListed(before);
        Error error = stays(target, kept->text);
        error.domain = ErrorDomain::Dbus; // its secret does, in the keyring
        done(error);
    });
}

// So that what could not be removed is not forgotten: forgetting the target tries again.
void AutomaticSessions::keepListed(const QList<SavedLogin>& logins)
{
    if (logins.isEmpty())
        return;
    SavedLogin left = logins.constLast();
    left.isAutomatic = false;
    left.isListed = left.hasSecret = true;
    m_logins.put(left);
    m_changed();
}

// The secret first: while that cannot be removed the target stays, to be tried again.
void AutomaticSessions::forget(const Step& step, Reply<StepResult> reply)
{
    const QByteArray target = step.resource.key();
    if (m_sessions.count(target, {}) > 0)
        return reply.answer(StepResult {.error = errorOf(ErrorCode::SomethingStandsOnIt, step.name)});
    const auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    const auto removed = [this, target, shared](const std::optional<Error>& kept) {
        shared->answer(StepResult {.error = kept ? kept : m_logins.remove(target)});
        m_changed();
    };
    if (hasSecret(target))
        m_secrets.forget(target, removed);
    else
        removed({});
}

void AutomaticSessions::putBack(const Step& step, Reply<StepResult> reply)
{
    StepResult result;
    for (const auto& each : step.arguments.value(QLatin1String("logins")).toArray()) {
        auto login = loginFromJson(each.toObject());
        if (!login || login->target != step.resource.key())
            continue;
        login->isAutomatic = login->hasSecret = false;
        if (!result.error)
            result.error = m_logins.put(*login);
    }
    m_changed();
    reply.answer(result);
}

void AutomaticSessions::logOut(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const bool forgets = step.arguments.value(QLatin1String("automatic")) == QLatin1String("remove");
    const auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    if (step.kind == Kind::IscsiTarget) { // without a session
        if (!forgets)
            return shared->answer(StepResult {.error = errorOf(ErrorCode::NoSessionToTarget, step.name)});
        return removeAutomatic(targetOf(step), [shared, step](const std::optional<Error>& failure) {
            shared->answer(StepResult {.error = failure.value_or(onlyForgotten(step))});
        });
    }
    if (!forgets)
        return m_sessions.logOut(step, stop, std::move(*shared));
    m_sessions.logOut(step, stop,
                      Reply<StepResult>(
                          [this, step, shared, alive = m_alive](const std::optional<StepResult>& result) {
                              if (!result)
                                  *shared = {};
                              else if (!*alive || result->error)
                                  shared->answer(*result);
                              else
                                  removeAutomatic(targetOf(step),
                                                  [shared, result](const std::optional<Error>& failure) {
                                                      StepResult closed = *result;
                                                      closed.error = failure;
                                                      shared->answer(closed);
                                                  });
                          },
                          [shared](const Progress& progress) { shared->progress(progress); }));
}

} // namespace mooring::iscsi
