// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicecalls.h"

#include "servicebus.h"
#include "wire.h"

namespace mooring {

void ask(ServiceLink& link, const char* method, const QVariantList& arguments, ServiceAnswered answered)
{
    link.post([method, arguments, answered = std::move(answered)](ServiceBus& bus) {
        bus.whenReady([&bus, method, arguments, answered](const std::optional<Error>& error) {
            if (error)
                return answered(fail(*error));
            bus.call(method, arguments, [answered](const QDBusMessage& answer) {
                if (answer.type() == QDBusMessage::ReplyMessage)
                    answered(answer.arguments().value(0));
                else
                    answered(fail(wire::errorOf(answer, wire::serviceName)));
            });
        });
    });
}

void inquire(const std::shared_ptr<ServiceLink>& link, const char* method, const QVariantList& arguments,
             const Result<QVariant>& absent, ServiceAnswered answered)
{
    link->post([weak = std::weak_ptr(link), method, arguments, absent,
                answered = std::move(answered)](ServiceBus& bus) {
        // One that went while it was asked is as absent as one that never came.
        const auto orAbsent = [&bus, absent, answered](const Result<QVariant>& answer) {
            if (answer || answer.error().code != ErrorCode::ServiceNotRunning)
                return answered(answer);
            bus.whenFound([absent, answer, answered](const Result<bool>& isThere) {
                answered(isThere && !*isThere ? absent : answer);
            });
        };
        bus.whenFound([weak, method, arguments, absent, answered, orAbsent](const Result<bool>& isThere) {
            const auto alive = weak.lock();
            if (!isThere)
                answered(fail(isThere.error()));
            else if (*isThere && alive)
                ask(*alive, method, arguments, orAbsent);
            else
                answered(absent);
        });
    });
}

} // namespace mooring
