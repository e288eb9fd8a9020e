// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewer.h"

#include "host.h"

#include <algorithm>

namespace mooring {

Viewer::Viewer(Host& host)
    : m_host(host)
{
}

void Viewer::see(const QString& provider, const LookRequest& request, Seen seen)
{
    if (m_batches.empty())
        QMetaObject::invokeMethod(this, &Viewer::flush, Qt::QueuedConnection);
    auto batch = std::find_if(m_batches.begin(), m_batches.end(),
                              [&](const Batch& each) { return each.provider == provider; });
    if (batch == m_batches.end())
        batch = m_batches.insert(batch, Batch {provider, {}, {}});
    batch->request.only += request.only;
    batch->request.standingOn += request.standingOn;
    batch->request.users = batch->request.users || request.users;
    batch->seen.push_back(std::move(seen));
}

void Viewer::flush()
{
    for (Batch& batch : std::exchange(m_batches, {})) {
        const auto tell
            = [asked = batch.request, seen = std::move(batch.seen)](QList<Inventory> inventories) {
                  const Sighting sighting(std::move(inventories), asked);
                  for (const Seen& each : seen)
                      each(sighting);
              };
        m_host.look(batch.request, tell, batch.provider);
    }
}

} // namespace mooring
