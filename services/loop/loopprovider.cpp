// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopprovider.h"

#include "imageinspection.h"
#include "loopbody.h"

#include <thread>

namespace mooring {
namespace {

constexpr int kWidth = 8; // steps side by side: they wait for the kernel, not for the processor

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = QStringLiteral("loop");
    info.kinds = {Kind::VirtualDisk, Kind::Image};
    return info;
}

} // namespace

LoopProvider::LoopProvider()
    : LoopProvider(Options())
{
}

LoopProvider::LoopProvider(const Options& options)
    : LoopProvider(std::make_shared<LoopBody>(options.root, KernelChild(options.child, options.kernelChild),
                                              options.surfaces))
{
}

LoopProvider::LoopProvider(std::shared_ptr<LoopBody> body)
    : BlockingProvider(describe(), body, kWidth)
    , m_body(std::move(body))
{
}

LoopProvider::~LoopProvider() = default;

void LoopProvider::watch(std::function<void()> changed)
{
    m_events = std::make_unique<KernelEvents>(std::move(changed));
}

void LoopProvider::inspect(const ImageRequest& request, Reply<ImageReport> reply)
{
    std::thread([body = m_body, request, answer = std::move(reply)]() mutable {
        answer.answer(body->inspect(request));
    }).detach();
}

} // namespace mooring
