// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakebackend.h"

namespace mooring {

class Lane;

// A provider over a FakeBackend. Its bodies run on its own threads; a step that waits holds none of them, so
// that thousands may be on their way.
class FakeProvider final : public Provider
{
public:
    explicit FakeProvider(std::shared_ptr<FakeBackend> backend, QString name = QStringLiteral("fake"),
                          QList<Kind> kinds = {});
    ~FakeProvider() override;

    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;
    void watch(std::function<void()> changed) override;

private:
    std::shared_ptr<FakeBackend> m_backend;
    QString m_name;
    QList<Kind> m_kinds;
    std::shared_ptr<Lane> m_looks, m_steps;
};

} // namespace mooring
