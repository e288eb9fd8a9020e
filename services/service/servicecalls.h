// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicelink.h"
#include "services/core/result.h"

#include <QVariant>

// Calls of org.mooring.Mooring1 that have one answer; it comes on the link's thread.
namespace mooring {

using ServiceAnswered = std::function<void(Result<QVariant>)>;

// When the service is there, which is started for it; an Error: why there is no answer.
void ask(ServiceLink& link, const char* method, const QVariantList& arguments, ServiceAnswered answered);

// The same without starting it: one that is not running answers `absent`.
void inquire(const std::shared_ptr<ServiceLink>& link, const char* method, const QVariantList& arguments,
             const Result<QVariant>& absent, ServiceAnswered answered);

} // namespace mooring
