// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemustorageprovider.h"

#include "qemubody.h"

#include <thread>

namespace mooring {
namespace {

constexpr int kWidth = 8; // steps side by side: they wait for daemons, not for the processor

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = QemuStorageProvider::name();
    info.kinds = {Kind::VirtualDisk, Kind::Image};
    return info;
}

QemuBody::Parts partsOf(const QemuStorageProvider::Options& options)
{
    const KernelChild child(options.child, options.kernelChild);
    return {options.root.endsWith('/') ? options.root : options.root + '/', options.surfaces.base(), child,
            options.sight ? options.sight : std::make_shared<const SniffedImages>(child), options.keyring};
}

} // namespace

QString QemuStorageProvider::name() { return QStringLiteral("qemustorage"); }

QemuStorageProvider::QemuStorageProvider()
    : QemuStorageProvider(Options())
{
}

QemuStorageProvider::QemuStorageProvider(const Options& options)
    : QemuStorageProvider(std::make_shared<QemuBody>(partsOf(options)))
{
}

QemuStorageProvider::QemuStorageProvider(std::shared_ptr<QemuBody> body)
    : BlockingProvider(describe(), body, kWidth)
    , m_body(std::move(body))
{
}

QemuStorageProvider::~QemuStorageProvider() = default;

// Without its programs nothing can be attached; what was attached is seen all the same.
ProviderInfo QemuStorageProvider::info() const
{
    ProviderInfo info = BlockingProvider::info();
    info.why = m_body->missing();
    if (info.why)
        info.availability = Availability::Absent;
    return info;
}

// A mount of the surface that goes by itself changes the table of mounts.
void QemuStorageProvider::watch(std::function<void()> changed)
{
    m_connections = m_body->watchConnections(changed);
    m_events = std::make_unique<KernelEvents>(std::move(changed), QList<QByteArray> {"/proc/self/mountinfo"});
}

void QemuStorageProvider::inspect(const ImageRequest& request, Reply<ImageReport> reply)
{
    std::thread([body = m_body, request, answer = std::move(reply)]() mutable {
        answer.answer(body->inspect(request));
    }).detach();
}

} // namespace mooring
