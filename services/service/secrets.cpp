// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets.h"

#include "services/system/descriptor.h"

#include <QJsonArray>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace mooring {

namespace {
constexpr int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
constexpr qsizetype shortestQuote = 6; // what is shorter is found in ordinary words
const QString unreadable = QStringLiteral("***");

Result<QDBusUnixFileDescriptor> sealed(const QString& name, const QByteArray& secret)
{
    const Descriptor file(memfd_create("mooring-secret", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file)
        return fail(errnoError(errno, name));
    if (write(file.get(), secret.constData(), static_cast<size_t>(secret.size())) != secret.size())
        return fail(errnoError(errno, name));
    if (fcntl(file.get(), F_ADD_SEALS, seals) != 0)
        return fail(errnoError(errno, name));
    return QDBusUnixFileDescriptor(file.get());
}

Result<QByteArray> unsealed(const QString& name, const QDBusUnixFileDescriptor& descriptor)
{
    const int fd = descriptor.fileDescriptor();
    const int found = fcntl(fd, F_GET_SEALS);
    struct stat state = {};
    if (found < 0 || (found & seals) != seals || fstat(fd, &state) != 0 || state.st_size > longestSecret)
        return fail(errorOf(ErrorCode::InvalidArgument, name));
    QByteArray secret(static_cast<qsizetype>(state.st_size), '\0');
    if (pread(fd, secret.data(), static_cast<size_t>(secret.size()), 0) != secret.size())
        return fail(errorOf(ErrorCode::InvalidArgument, name));
    return secret;
}

QString without(const QStringList& secrets, QString text)
{
    for (const QString& secret : secrets) {
        if (secret.size() >= shortestQuote)
            text.replace(secret, unreadable);
        else if (text == secret)
            text = unreadable;
    }
    return text;
}

QJsonValue without(const QStringList& secrets, const QJsonValue& value)
{
    if (value.isString())
        return without(secrets, value.toString());
    if (value.isArray()) {
        QJsonArray clean;
        const QJsonArray items = value.toArray();
        for (const auto item : items)
            clean.append(without(secrets, QJsonValue(item)));
        return clean;
    }
    if (!value.isObject())
        return value;
    QJsonObject clean;
    const QJsonObject object = value.toObject();
    for (auto item = object.constBegin(); item != object.constEnd(); ++item)
        clean[without(secrets, item.key())] = without(secrets, QJsonValue(item.value()));
    return clean;
}
} // namespace

Secrets takeSecrets(Step& step)
{
    Secrets secrets;
    const QJsonObject texts = step.arguments.take(secretArguments).toObject();
    for (auto text = texts.constBegin(); text != texts.constEnd(); ++text)
        secrets.insert(text.key(), decodeBytes(text.value().toString()));
    return secrets;
}

void giveSecrets(Step& step, const Secrets& secrets)
{
    QJsonObject texts;
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret)
        texts[secret.key()] = encodeBytes(secret.value());
    step.arguments.remove(secretArguments);
    if (!texts.isEmpty())
        step.arguments[secretArguments] = texts;
}

Result<SecretDescriptors> seal(const Secrets& secrets)
{
    SecretDescriptors descriptors;
    for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret) {
        Result<QDBusUnixFileDescriptor> file = sealed(secret.key(), secret.value());
        if (!file)
            return fail(file.error());
        descriptors.insert(secret.key(), *file);
    }
    return descriptors;
}

Result<Secrets> unseal(const SecretDescriptors& descriptors)
{
    Secrets secrets;
    if (descriptors.size() > mostSecrets)
        return fail(errorOf(ErrorCode::InvalidArgument, secretArguments));
    for (auto file = descriptors.cbegin(); file != descriptors.cend(); ++file) {
        Result<QByteArray> secret = unsealed(file.key(), file.value());
        if (!secret)
            return fail(secret.error());
        secrets.insert(file.key(), *secret);
    }
    return secrets;
}

QJsonObject without(const Secrets& secrets, const QJsonObject& json)
{
    QStringList texts;
    for (const QByteArray& secret : secrets) {
        if (secret.isEmpty())
            continue;
        texts << encodeBytes(secret) << QString::fromUtf8(secret) << QString::fromLatin1(secret);
    }
    texts.removeDuplicates();
    return texts.isEmpty() ? json : without(texts, QJsonValue(json)).toObject();
}

void forgetSecrets(OperationRecord& record)
{
    for (Step& step : record.plan.steps)
        step.arguments.remove(secretArguments);
}

} // namespace mooring
