// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicelife.h"

namespace mooring {

ServiceLife::ServiceLife(ServiceHost& host, ServicePatience patience)
    : m_host(host)
    , m_patience(patience)
    , m_postbox(std::make_shared<Postbox>(this))
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(m_patience.idle);
    connect(&m_idle, &QTimer::timeout, this, &ServiceLife::ask);
    connect(&m_host, &ServiceHost::stirred, this, &ServiceLife::stirred);
    m_idle.start();
}

ServiceLife::~ServiceLife() { m_postbox->close(); }

void ServiceLife::stirred()
{
    if (m_ending)
        return;
    ++m_question; // an answer to an earlier one says nothing any more
    if (m_host.isQuiet())
        m_idle.start();
    else
        m_idle.stop();
}

void ServiceLife::ask()
{
    const quint64 question = ++m_question;
    m_unheard = static_cast<qsizetype>(m_host.providers().size());
    m_holds = false;
    if (m_unheard == 0)
        return leave();
    for (const auto& served : m_host.providers()) {
        ServedProvider* const asked = served.get();
        auto answered = [this, question, asked, postbox = m_postbox](const std::optional<Inventory>& seen) {
            const bool holds = !seen || asked->leavesDoubt(*seen) || asked->holds(*seen);
            postbox->post([this, question, holds] { heard(question, holds); });
        };
        asked->provider().look({}, {}, Reply<Inventory>(std::move(answered)));
    }
}

void ServiceLife::heard(quint64 question, bool holds)
{
    if (question != m_question || m_ending)
        return;
    m_holds |= holds;
    if (--m_unheard > 0)
        return;
    if (m_holds)
        m_idle.start();
    else
        leave();
}

void ServiceLife::end()
{
    if (std::exchange(m_ending, true))
        return;
    m_host.close();
    m_idle.stop();
    m_unheard = static_cast<qsizetype>(m_host.providers().size());
    if (m_unheard == 0)
        return leave();
    QTimer::singleShot(m_patience.letGo, this, &ServiceLife::leave);
    for (const auto& served : m_host.providers()) {
        served->letGo([this, postbox = m_postbox] {
            postbox->post([this] {
                if (--m_unheard == 0)
                    leave();
            });
        });
    }
}

void ServiceLife::leave()
{
    if (std::exchange(m_hasLeft, true))
        return;
    m_ending = true;
    m_host.dropName();
    emit left();
}

} // namespace mooring
