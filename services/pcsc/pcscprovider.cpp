// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pcscprovider.h"

#include "pcscbody.h"

namespace mooring {
namespace {

constexpr int kWidth = 32; // steps side by side: each may wait for somebody

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = PcscProvider::name();
    info.kinds = PcscProvider::kinds();
    return info;
}

} // namespace

PcscProvider::PcscProvider()
    : PcscProvider(Options())
{
}

PcscProvider::PcscProvider(const Options& options)
    : PcscProvider(std::make_shared<PcscBody>(options))
{
}

PcscProvider::PcscProvider(std::shared_ptr<PcscBody> body)
    : BlockingProvider(describe(), body, kWidth)
    , m_body(std::move(body))
{
}

PcscProvider::~PcscProvider()
{
    m_watch.reset();
    m_body->releaseAll();
}

// Where there is no pcscd there is nothing to be had, and where there is no reader nobody misses it.
ProviderInfo PcscProvider::info() const
{
    ProviderInfo info = BlockingProvider::info();
    m_body->describe(info);
    return info;
}

void PcscProvider::watch(std::function<void()> changed)
{
    m_watch = m_body->watch(changed);
    m_events
        = std::make_unique<KernelEvents>(std::move(changed), QList<QByteArray>(), QList<QByteArray> {"usb"});
}

Result<ResourceId> PcscProvider::adopt(long handle) { return m_body->adopt(handle); }

void PcscProvider::releaseAll(std::function<void()> done)
{
    std::thread([body = m_body, done = std::move(done)] {
        body->releaseAll();
        done();
    }).detach();
}

} // namespace mooring
