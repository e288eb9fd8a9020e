// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace mooring {

class ServiceBus;

struct ServiceAddress
{
    QString bus; // address; empty: the session bus
    QByteArray program; // mooringd, started when the bus cannot start it; empty: never
    int patience = 4000; // ms until a service that was started has to be there
};

// Whether this process knows of a session bus. Without it nothing is started to look for one.
bool hasSessionBus();

// This process's one connection to its user's service, shared by whoever needs it. All talking is done on a
// thread of its own, so that a bus that hangs holds nobody up; no call here blocks.
class ServiceLink
{
public:
    static std::shared_ptr<ServiceLink> make(ServiceAddress address = {});
    ~ServiceLink(); // what is posted already is still done

    void post(std::function<void(ServiceBus&)> work); // from any thread; done on the link's

private:
    struct Shared;
    explicit ServiceLink(ServiceAddress address);
    std::shared_ptr<Shared> m_shared;
};

} // namespace mooring
