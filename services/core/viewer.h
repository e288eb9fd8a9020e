// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sighting.h"

#include <QObject>

#include <functional>
#include <vector>

namespace mooring {

class Host;

// Gathers the targeted looks that steps ask for in one turn of the event loop into one of each provider.
class Viewer final : public QObject
{
    Q_OBJECT
public:
    explicit Viewer(Host& host);

    using Seen = std::function<void(const Sighting&)>;
    // `provider` empty: all of them. The look begins after this call; `seen` is called once, later.
    void see(const QString& provider, const LookRequest& request, Seen seen);

private:
    struct Batch
    {
        QString provider;
        LookRequest request;
        std::vector<Seen> seen;
    };
    void flush();

    Host& m_host;
    std::vector<Batch> m_batches;
};

} // namespace mooring
