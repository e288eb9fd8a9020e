// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicehost.h"

#include "introspection.h"
#include "services/core/serialize.h"
#include "wire.h"

#include <QDBusArgument>
#include <QJsonArray>

#include <array>
#include <atomic>

namespace mooring {

struct ServiceHost::Method
{
    QLatin1String name, arguments;
    void (ServiceHost::*carryOut)(const QDBusMessage& call);
};

namespace {
qsizetype textIn(const QDBusMessage& call)
{
    qsizetype size = 0;
    const QVariantList arguments = call.arguments();
    for (const QVariant& argument : arguments)
        size += argument.typeId() == QMetaType::QString ? argument.toString().size() : 0;
    return size;
}

SecretDescriptors secretsOf(const QDBusMessage& call)
{
    SecretDescriptors secrets;
    if (call.arguments().size() < 3)
        return secrets;
    const auto map = call.arguments().at(2).value<QDBusArgument>();
    map.beginMap();
    while (!map.atEnd()) {
        QString name;
        QDBusUnixFileDescriptor file;
        map.beginMapEntry();
        map >> name >> file;
        map.endMapEntry();
        secrets.insert(name, file);
    }
    map.endMap();
    return secrets;
}
} // namespace

const ServiceHost::Method* ServiceHost::method(const QString& name)
{
    static const std::array methods {
        Method {QLatin1String("Version"), {}, &ServiceHost::tellVersion},
        Method {QLatin1String("Providers"), {}, &ServiceHost::tellProviders},
        Method {QLatin1String("Look"), QLatin1String("ss"), &ServiceHost::look},
        Method {QLatin1String("StopLooks"), QLatin1String("s"), &ServiceHost::stopLooks},
        Method {QLatin1String("Run"), QLatin1String("ssa{sh}"), &ServiceHost::run},
        Method {QLatin1String("StopJob"), QLatin1String("t"), &ServiceHost::stopJob},
        Method {QLatin1String("Operations"), {}, &ServiceHost::listOperations},
        Method {QLatin1String("Register"), QLatin1String("s"), &ServiceHost::enroll},
        Method {QLatin1String("Update"), QLatin1String("ts"), &ServiceHost::update},
        Method {QLatin1String("StopOperation"), QLatin1String("t"), &ServiceHost::stopOperation},
        Method {QLatin1String("AnswerStop"), QLatin1String("ts"), &ServiceHost::answerStop},
    };
    for (const Method& each : methods)
        if (name == each.name)
            return &each;
    return nullptr;
}

ServiceHost::ServiceHost(QDBusConnection bus, ServedProviders providers, ServiceLimits limits, uid_t user)
    : m_bus(std::move(bus))
    , m_providers(std::move(providers))
    , m_limits(limits)
    , m_postbox(std::make_shared<Postbox>(this))
    , m_clients(m_bus, user, m_limits.clients)
    , m_jobs(m_bus, m_providers, m_limits)
    , m_operations(m_bus, m_limits)
{
    connect(&m_clients, &Clients::gone, this, [this](const QString& client) {
        m_jobs.clientLeft(client);
        m_operations.clientLeft(client);
        emit stirred();
    });
    connect(&m_clients, &Clients::came, this, &ServiceHost::stirred);
    connect(&m_jobs, &Jobs::ended, this, &ServiceHost::stirred);
    connect(&m_operations, &OperationTable::ended, this, &ServiceHost::stirred);
    m_bus.connect({}, QStringLiteral("/org/freedesktop/DBus/Local"),
                  QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
                  SIGNAL(busLost()));
    for (const auto& served : m_providers)
        watch(served->provider());
}

ServiceHost::~ServiceHost()
{
    m_postbox->close();
    m_bus.unregisterObject(wire::objectPath);
    dropName();
}

bool ServiceHost::takeName()
{
    return m_bus.registerVirtualObject(wire::objectPath, this) && m_bus.registerService(wire::serviceName);
}

void ServiceHost::dropName() { m_bus.unregisterService(wire::serviceName); }

bool ServiceHost::isQuiet() const
{
    return m_clients.count() == 0 && !m_jobs.isBusy() && !m_operations.isBusy();
}

void ServiceHost::close()
{
    m_closed = true;
    m_jobs.stopAll();
}

void ServiceHost::watch(Provider& provider)
{
    const auto told = std::make_shared<std::atomic<bool>>(false);
    provider.watch([this, told, postbox = m_postbox, name = provider.info().name] {
        if (told->exchange(true)) // a storm of events is one piece of news
            return;
        postbox->post([this, told, name] {
            told->store(false);
            wire::tell(m_bus, {}, "Changed", {name});
        });
    });
}

QString ServiceHost::introspect(const QString& /*path*/) const
{
    const QString xml = QString::fromUtf8(introspectionXml);
    const QString end = QStringLiteral("</interface>");
    const qsizetype from = xml.indexOf(QLatin1String("<interface"));
    return xml.mid(from, xml.indexOf(end) + end.size() - from);
}

// Calls of this interface; everything else is answered by Qt (introspection, ping, unknown interfaces).
bool ServiceHost::handleMessage(const QDBusMessage& call, const QDBusConnection& /*bus*/)
{
    const Method* const called = method(call.member());
    const bool isOurs = call.interface() == wire::interfaceName || (called && call.interface().isEmpty());
    if (call.type() != QDBusMessage::MethodCallMessage || !isOurs)
        return false;
    if (called == nullptr) {
        wire::refuse(m_bus, call, wire::unknownMethod, call.member());
        return true;
    }
    // Run without secrets may leave its last argument out.
    const bool fits = call.signature() == called->arguments
        || (called->carryOut == &ServiceHost::run && call.signature() == QLatin1String("ss"));
    if (!fits)
        wire::refuse(m_bus, call, wire::invalidArguments, QString(called->arguments));
    else if (textIn(call) > m_limits.text)
        wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("text"));
    else
        carryOut(*called, call);
    return true;
}

void ServiceHost::carryOut(const Method& method, const QDBusMessage& call)
{
    m_clients.admit(call.service(), [this, &method, call](Clients::Verdict verdict) {
        switch (verdict) {
        case Clients::Verdict::Welcome:
            (this->*method.carryOut)(call);
            break;
        case Clients::Verdict::NotThisUser:
            wire::refuse(m_bus, call, wire::accessDenied, QStringLiteral("another user's service"));
            break;
        case Clients::Verdict::TooMany:
            wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("clients"));
            break;
        case Clients::Verdict::Gone:
            break;
        }
    });
}

void ServiceHost::tellVersion(const QDBusMessage& call) { wire::answer(m_bus, call, {wire::version}); }

void ServiceHost::tellProviders(const QDBusMessage& call)
{
    QJsonArray providers;
    for (const auto& served : m_providers)
        providers.append(toJson(served->provider().info()));
    wire::answer(m_bus, call, {wire::textOf({{QStringLiteral("providers"), providers}})});
}

void ServiceHost::look(const QDBusMessage& call)
{
    if (m_closed)
        wire::refuse(m_bus, call, wire::leaving, {});
    else
        m_jobs.look(call);
}

void ServiceHost::stopLooks(const QDBusMessage& call)
{
    m_jobs.stopLooks(call.service(), call.arguments().constFirst().toString());
    wire::answer(m_bus, call);
}

void ServiceHost::run(const QDBusMessage& call)
{
    if (m_closed)
        wire::refuse(m_bus, call, wire::leaving, {});
    else
        m_jobs.run(call, secretsOf(call));
}

void ServiceHost::stopJob(const QDBusMessage& call)
{
    const quint64 job = call.arguments().constFirst().toULongLong();
    if (m_jobs.stop(call.service(), job))
        wire::answer(m_bus, call);
    else
        wire::refuse(m_bus, call, wire::unknownJob, QString::number(job));
}

} // namespace mooring
