// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "provider.h"

#include "lane.h"

#include <new>

namespace mooring {

namespace {
Inventory carefulLook(BlockingProvider::Body& body, const QString& provider, const LookRequest& request,
                      const std::stop_token& stop)
{
    try {
        return body.look(request, stop);
    } catch (const std::bad_alloc&) {
        Inventory nothing;
        nothing.provider = provider;
        nothing.request = request;
        nothing.errors = {SourceError {errorOf(ErrorCode::OutOfMemory, provider), {}}};
        return nothing;
    }
}

StepResult carefulRun(BlockingProvider::Body& body, const Step& step, const std::stop_token& stop,
                      const Reply<StepResult>& reply)
{
    StepResult refused;
    if (stop.stop_requested()) { // while it waited for a thread
        refused.error = errorOf(ErrorCode::StoppedByUser, step.name);
        return refused;
    }
    reply.progress({});
    try {
        return body.run(step, stop, [&reply](Progress progress) { reply.progress(std::move(progress)); });
    } catch (const std::bad_alloc&) {
        refused.error = errorOf(ErrorCode::OutOfMemory, step.name);
        return refused;
    }
}
} // namespace

BlockingProvider::BlockingProvider(ProviderInfo info, std::shared_ptr<Body> body, int width)
    : m_info(std::move(info))
    , m_body(std::move(body))
    , m_looks(Lane::make(1))
    , m_steps(Lane::make(width))
{
}

BlockingProvider::~BlockingProvider()
{
    m_looks->close();
    m_steps->close();
}

ProviderInfo BlockingProvider::info() const { return m_info; }

void BlockingProvider::look(LookRequest request, std::stop_token stop, Reply<Inventory> reply)
{
    auto shared = std::make_shared<Reply<Inventory>>(std::move(reply));
    m_looks->post([body = m_body, name = m_info.name, request = std::move(request), stop = std::move(stop),
                   shared] { shared->answer(carefulLook(*body, name, request, stop)); });
}

void BlockingProvider::run(Step step, std::stop_token stop, Reply<StepResult> reply)
{
    auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_steps->post([body = m_body, step = std::move(step), stop = std::move(stop), shared] {
        shared->answer(carefulRun(*body, step, stop, *shared));
    });
}

} // namespace mooring
