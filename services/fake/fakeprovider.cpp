// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprovider.h"

#include "services/core/lane.h"

namespace mooring {

FakeProvider::FakeProvider(std::shared_ptr<FakeBackend> backend, QString name, QList<Kind> kinds)
    : m_backend(std::move(backend))
    , m_name(std::move(name))
    , m_kinds(std::move(kinds))
    , m_looks(Lane::make(2)) // so that two looks at once would be seen
    , m_steps(Lane::make(4))
{
}

FakeProvider::~FakeProvider()
{
    m_backend->watch({});
    m_looks->close();
    m_steps->close();
}

ProviderInfo FakeProvider::info() const { return {m_name, m_kinds, Availability::Ok, {}}; }

void FakeProvider::look(LookRequest request, std::stop_token stop, Reply<Inventory> reply)
{
    Q_UNUSED(stop)
    auto shared = std::make_shared<Reply<Inventory>>(std::move(reply));
    m_looks->post([backend = m_backend, request = std::move(request), shared] {
        backend->beginLook(request, std::move(*shared));
    });
}

void FakeProvider::run(Step step, std::stop_token stop, Reply<StepResult> reply)
{
    auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_steps->post([backend = m_backend, step = std::move(step), stop = std::move(stop), shared] {
        backend->beginStep(step, stop, std::move(*shared));
    });
}

void FakeProvider::watch(std::function<void()> changed) { m_backend->watch(std::move(changed)); }

} // namespace mooring
