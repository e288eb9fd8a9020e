// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rememberedsecrets.h"

#include "services/core/resource.h"

#include <mutex>

namespace mooring::iscsi {

// The keyring answers on its own thread, and may do so when the loop is gone.
struct RememberedSecrets::Gate
{
    std::mutex mutex;
    EventLoop* loop = nullptr;
};

namespace {

QString textIn(const Step& step, const char* argument)
{
    return step.arguments.value(QLatin1String(argument)).toString();
}

bool flagIn(const Step& step, const char* argument)
{
    return step.arguments.value(QLatin1String(argument)).toBool();
}

QString secretIn(const Step& step, const char* side)
{
    return step.arguments.value(secretArguments)[QLatin1String(side)].toString();
}

QByteArray targetOf(const Step& step) { return decodeBytes(textIn(step, "target")); }

bool remembers(const Step& step) { return flagIn(step, "rememberSecret") || flagIn(step, "automatic"); }

bool lacks(const Step& step, const char* user, const char* side)
{
    return !textIn(step, user).isEmpty() && secretIn(step, side).isEmpty();
}

std::optional<ChapAccess> accessIn(const Step& step, const char* user, const char* side)
{
    if (textIn(step, user).isEmpty())
        return {};
    return ChapAccess {decodeBytes(textIn(step, user)), decodeBytes(secretIn(step, side))};
}

std::optional<Error> fill(Step& step, const char* user, const char* side,
                          const std::optional<ChapAccess>& remembered)
{
    if (!lacks(step, user, side))
        return {};
    if (!remembered || encodeBytes(remembered->user) != textIn(step, user)) {
        Error error = errorOf(ErrorCode::SecretMissing, step.name);
        error.domain = ErrorDomain::Dbus;
        error.text = textIn(step, user);
        return error;
    }
    QJsonObject secrets = step.arguments.value(secretArguments).toObject();
    secrets.insert(QLatin1String(side), encodeBytes(remembered->secret));
    step.arguments.insert(secretArguments, secrets);
    return {};
}

} // namespace

RememberedSecrets::RememberedSecrets(EventLoop& loop, Keyring* keyring)
    : m_keyring(keyring)
    , m_gate(std::make_shared<Gate>())
{
    m_gate->loop = &loop;
}

RememberedSecrets::~RememberedSecrets()
{
    const std::lock_guard guard(m_gate->mutex);
    m_gate->loop = nullptr;
}

// Called on the loop's thread with what the keyring answers on another.
template <class Value>
std::function<void(Value)> RememberedSecrets::here(std::function<void(Value)> call) const
{
    return [gate = m_gate, call = std::move(call)](Value value) {
        const std::lock_guard guard(gate->mutex);
        if (gate->loop == nullptr)
            return;
        gate->loop->post([gate, call, value = std::move(value)] {
            if (gate->loop != nullptr) // it is written on this thread only
                call(value);
        });
    };
}

bool RememberedSecrets::concerns(const Step& step)
{
    const bool usesChap = !textIn(step, "chapUser").isEmpty();
    return usesChap
        && (remembers(step) || lacks(step, "chapUser", "chap") || lacks(step, "mutualUser", "mutual"));
}

void RememberedSecrets::prepare(const Step& step, std::function<void(const Result<Step>&)> done)
{
    if (m_keyring == nullptr)
        return done(fail(errorOf(ErrorCode::KeyringUnavailable, step.name)));
    using Read = Result<std::optional<ChapSecrets>>;
    m_keyring->read(targetOf(step), here<Read>([this, step, done = std::move(done)](const Read& read) {
                        if (!read)
                            return done(fail(read.error()));
                        const ChapSecrets found = read->value_or(ChapSecrets());
                        Step complete = step;
                        auto error = fill(complete, "chapUser", "chap", found.own);
                        if (!error)
                            error = fill(complete, "mutualUser", "mutual", found.mutual);
                        if (error)
                            return done(fail(*error));
                        if (*read)
                            m_known.insert(targetOf(step));
                        if (!remembers(complete))
                            return done(complete);
                        const ChapSecrets secrets {accessIn(complete, "chapUser", "chap"),
                                                   accessIn(complete, "mutualUser", "mutual")};
                        write(complete, secrets, *read, done);
                    }));
}

void RememberedSecrets::write(const Step& step, const ChapSecrets& secrets,
                              const std::optional<ChapSecrets>& former,
                              const std::function<void(const Result<Step>&)>& done)
{
    const QByteArray target = targetOf(step);
    Proving& proving = m_proving[target];
    if (proving.logins++ == 0)
        proving.former = former;
    if (former == secrets || (proving.isWritten && proving.secrets == secrets))
        return done(step);
    proving.waiting.push_back([this, step, done](const std::optional<Error>& error) {
        if (!error)
            return done(step);
        ended(step, false);
        done(fail(*error));
    });
    if (proving.isWriting && proving.secrets == secrets) // of several sessions once
        return;
    proving.isWriting = true;
    proving.secrets = secrets;
    using Written = std::optional<Error>;
    m_keyring->write(target, secrets,
                     here<Written>([this, target](const Written& error) { written(target, error); }));
}

void RememberedSecrets::written(const QByteArray& target, const std::optional<Error>& error)
{
    const auto proving = m_proving.find(target);
    if (proving == m_proving.end())
        return;
    proving->second.isWriting = false;
    proving->second.isWritten |= !error;
    if (!error)
        m_known.insert(target);
    for (const Keyring::Done& tell : std::exchange(proving->second.waiting, {}))
        tell(error);
}

void RememberedSecrets::ended(const Step& step, bool isOpen)
{
    const QByteArray target = targetOf(step);
    const auto proving = m_proving.find(target);
    if (!concerns(step) || proving == m_proving.end())
        return;
    proving->second.isProved |= isOpen;
    if (--proving->second.logins > 0)
        return;
    const Proving last = proving->second;
    m_proving.erase(proving);
    if (last.isProved || !last.isWritten)
        return;
    if (last.former)
        return m_keyring->write(target, *last.former, [](const std::optional<Error>&) {});
    forget(target, [](const std::optional<Error>&) {});
}

void RememberedSecrets::forget(const QByteArray& target, Keyring::Done done)
{
    m_known.erase(target);
    if (m_keyring == nullptr)
        return done(errorOf(ErrorCode::KeyringUnavailable, encodeBytes(target)));
    m_keyring->remove(target, here<std::optional<Error>>(std::move(done)));
}

} // namespace mooring::iscsi
