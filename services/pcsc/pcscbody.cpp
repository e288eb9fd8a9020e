// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pcscbody.h"

#include "scdaemon.h"
#include "services/core/wanted.h"

#include <algorithm>

namespace mooring {

using namespace pcsc;

namespace {

constexpr auto kCardList = "/usr/share/pcsc/smartcard_list.txt";
constexpr auto kSource = "pcscd";
constexpr std::chrono::seconds kLastPatience(2);

ServiceGate::Settings gateSettings(const PcscProvider::Options& options)
{
    ServiceGate::Settings settings;
    settings.pidFile = options.pidFile;
    return settings;
}

CardUsers::Settings userSettings(const PcscProvider::Options& options)
{
    CardUsers::Settings settings;
    settings.root = options.root;
    settings.socket = ServiceGate::defaultSocket();
    settings.caller = options.caller;
    settings.user = options.user;
    return settings;
}

} // namespace

PcscBody::PcscBody(const PcscProvider::Options& options)
    : m_options(options)
    , m_gate(std::make_shared<ServiceGate>(gateSettings(options)))
    , m_steps(m_attachments, m_gate, who())
    , m_users(userSettings(options))
    , m_cards(options.root + kCardList)
{
    m_processes.root = options.root;
    m_processes.child = options.child;
}

// Looked for only when somebody waits.
CardSteps::Who PcscBody::who() const
{
    CardSteps::Who who;
    who.holders = [options = m_options] { return CardUsers(userSettings(options)).likelyHolders(); };
    who.driver = [options = m_options](const QByteArray& reader) {
        CardView view;
        view.usb = ccidReaders(options.root);
        for (qsizetype i = 0; i < view.usb.size(); ++i)
            if (CardResources::usbName(view, i) == reader)
                return CardUsers(userSettings(options)).driverOf(view.usb[i]);
        return QString();
    };
    return who;
}

std::optional<QList<ReaderStatus>> PcscBody::readers(Code& code)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!m_context && !m_gate->mayAsk()) {
            code = m_gate->last() == success ? noService : m_gate->last();
            return {};
        }
        if (!m_context) {
            auto context = Context::establish();
            code = context ? success : context.error();
            m_gate->asked(code);
            if (!context)
                return {};
            m_context.emplace(std::move(*context));
        }
        const auto found = m_context->readers();
        if (found)
            return *found;
        code = found.error();
        m_context.reset(); // of an earlier run of pcscd
        if (meansServiceGone(code))
            m_gate->lost();
    }
    return {};
}

CardView PcscBody::view()
{
    const std::lock_guard guard(m_looking);
    CardView view;
    view.usb = ccidReaders(m_options.root);
    view.readers = readers(view.service).value_or(QList<ReaderStatus>());
    m_attachments->check();
    view.held = m_attachments->held();
    return view;
}

// Nobody misses pcscd where there is no reader; what it would tell is unknown all the same.
void PcscBody::tellService(Inventory& inventory, const CardView& view)
{
    std::optional<Error> error;
    if (view.service != success) {
        const QByteArray socket = ServiceGate::defaultSocket();
        error = cardError(view.service, encodeBytes(socket));
        if (meansServiceGone(view.service))
            error->code = ErrorCode::CardServiceNotRunning;
        error->source = QString::fromLatin1(kSource);
    }
    const bool matters = !view.usb.isEmpty() || !view.held.isEmpty()
        || (error && error->code != ErrorCode::CardServiceNotRunning);
    if (error && matters)
        inventory.errors.append({*error, {Kind::Reader, Kind::Card}});
    const std::lock_guard guard(m_mutex);
    m_availability = !error                            ? Availability::Ok
        : error->code == ErrorCode::CardServiceRefused ? Availability::Refused
                                                       : Availability::Absent;
    m_why = matters ? error : std::nullopt;
}

Inventory PcscBody::look(const LookRequest& request, std::stop_token stop)
{
    Inventory inventory;
    inventory.provider = PcscProvider::name();
    inventory.request = request;
    const CardView seen = view();
    tellService(inventory, seen);
    const CardResources nodes(seen, [this](const QByteArray& atr) { return m_cards.possible(atr); });
    for (const Resource& node : nodes.all())
        if (isWanted(request, node))
            inventory.resources.append(node);
    if (request.users && !stop.stop_requested()) {
        m_users.addTo(inventory, seen);
        m_users.nameDrivers(inventory, seen);
    }
    return inventory;
}

StepResult PcscBody::run(const Step& step, std::stop_token stop,
                         const std::function<void(Progress)>& progress)
{
    if (asksScdaemon(step))
        return askScdaemon(step, *m_options.child, std::move(stop));
    if (ProcessSteps::takes(step))
        return ProcessSteps(m_processes, std::move(stop), progress).run(step);
    return m_steps.run(step, stop, progress);
}

void PcscBody::describe(ProviderInfo& info) const
{
    const std::lock_guard guard(m_mutex);
    info.availability = m_availability;
    info.why = m_why;
}

std::unique_ptr<CardWatch> PcscBody::watch(std::function<void()> changed) const
{
    return std::make_unique<CardWatch>(m_gate, m_attachments, std::move(changed));
}

void PcscBody::releaseAll()
{
    m_attachments->releaseAll();
    Waiting waiting;
    waiting.limit = kLastPatience;
    const auto hangUp = [self = shared_from_this()] {
        const std::lock_guard guard(self->m_looking);
        self->m_context.reset();
        return true;
    };
    patientCall<bool>(
        hangUp, [](bool) {}, waiting);
}

Result<ResourceId> PcscBody::adopt(long handle)
{
    const auto status = statusOf(handle);
    if (!status)
        return fail(cardError(status.error(), {}));
    HeldCard card;
    card.reader = status->reader;
    if (!m_attachments->reserve(card.reader))
        return fail(errorOf(ErrorCode::WrongState, encodeBytes(card.reader)));
    m_attachments->add({}, {handle, status->protocol}, card);
    return CardResources::attachmentId(card.reader);
}

} // namespace mooring
