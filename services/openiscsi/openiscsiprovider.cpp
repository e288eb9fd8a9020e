// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "openiscsiprovider.h"

#include "openiscsibody.h"

namespace mooring {
namespace {

constexpr int kWidth = 16; // steps side by side: each waits for a target somewhere

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = QStringLiteral("openiscsi");
    info.kinds = {Kind::Portal, Kind::IscsiTarget, Kind::IscsiSession, Kind::IscsiLun, Kind::Disk};
    return info;
}

} // namespace

OpenIscsiProvider::OpenIscsiProvider()
    : OpenIscsiProvider(Options())
{
}

OpenIscsiProvider::OpenIscsiProvider(const Options& options)
    : BlockingProvider(describe(), std::make_shared<OpenIscsiBody>(options), kWidth)
{
}

OpenIscsiProvider::~OpenIscsiProvider() = default;

// A session without a disk comes and goes too.
void OpenIscsiProvider::watch(std::function<void()> changed)
{
    m_events = std::make_unique<KernelEvents>(
        std::move(changed), QList<QByteArray>(),
        QList<QByteArray> {"block", "scsi", "iscsi_session", "iscsi_connection"});
}

} // namespace mooring
