// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::bench {

// An image served and attached with the tools themselves and nothing around them: the same steps as the
// product's, and no check, record or look between them.
class ByHand
{
public:
    enum class Server
    {
        StorageDaemon, // told what to do over its monitor, as the product does it
        QemuNbd
    };
    ByHand(const lab::Lab& lab, QByteArray image, QByteArray driver, Server server);
    ~ByHand();
    ByHand(const ByHand&) = delete;
    ByHand& operator=(const ByHand&) = delete;

    void attach();
    void detach();
    const QByteArray& device() const { return m_device; }

private:
    void startStorageDaemon();
    void startQemuNbd();
    void connectMonitor();
    void tell(const QByteArray& command); // and waits for its answer
    QByteArray answer();
    void mountSurface();
    QByteArray file(const char* name) const { return m_folder + '/' + name; }

    QByteArray m_folder, m_image, m_driver, m_device;
    Server m_kind;
    lab::RunningPtr m_server, m_nbdfuse;
    int m_monitor = -1;
    QByteArray m_said;
};

} // namespace mooring::bench
