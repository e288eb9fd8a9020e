// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"
#include "services/core/result.h"

#include <QDBusUnixFileDescriptor>
#include <QJsonObject>

namespace mooring {

// What travels beside a step and not in it: by the provider's names, as sealed memory files.
using SecretDescriptors = QMap<QString, QDBusUnixFileDescriptor>;
using Secrets = QMap<QString, QByteArray>;

inline constexpr int mostSecrets = 8;
inline constexpr qsizetype longestSecret = 4096; // bytes

// Takes them out of a step's arguments (Step::arguments["secrets"]: an object of texts made by
// encodeBytes()).
Secrets takeSecrets(Step& step);
void giveSecrets(Step& step, const Secrets& secrets);

Result<SecretDescriptors> seal(const Secrets& secrets);
// Refuses what is not a sealed memory file: reading it could block, or what is read could change.
Result<Secrets> unseal(const SecretDescriptors& descriptors);

// The same value with every secret in it made unreadable: a provider's words may quote what it was given.
QJsonObject without(const Secrets& secrets, const QJsonObject& json);
void forgetSecrets(OperationRecord& record); // those in the arguments of its plan's steps

} // namespace mooring
