// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtbody.h"

#include "savedunits.h"
#include "services/core/wanted.h"
#include "services/system/processes.h"
#include "tgtdaemons.h"
#include "tgtresources.h"
#include "tgttool.h"

#include <QDateTime>

#include <algorithm>
#include <unistd.h>

namespace mooring::tgt {

// What one look has read and made.
struct Body::Sight
{
    Inventory& inventory;
    const ExportBacking& backing;
    const SavedTargets& saved;
    OwnAddresses own;
    QList<Resource> images;

    void add(const Resource& resource)
    {
        if (isWanted(inventory.request, resource))
            inventory.resources.append(resource);
    }
};

namespace {

// Which tgtd a look that is not after everything has to ask; empty: each.
bool concerns(const LookRequest& request, const Control& control)
{
    if (request.isFull())
        return true;
    const QByteArray name = "tgt@" + control.name + '/';
    for (const ResourceId& id : request.only) {
        if (id.kind() == Kind::Image || id.key().startsWith(name))
            return true;
    }
    return std::any_of(request.standingOn.cbegin(), request.standingOn.cend(), [&name](const Key& key) {
        const bool isOfServer = key.text.startsWith("export") || key.text.startsWith("initiator:");
        return !isOfServer || key.text.contains(name);
    });
}

// Whether a look is only after what other tgtds have: what this one hides is no matter then.
bool isElsewhere(const LookRequest& request, const Control& control)
{
    const QByteArray name = "tgt@" + control.name + '/';
    bool isAfterOther = false;
    for (const ResourceId& id : request.only) {
        const bool isOther = id.key().startsWith("tgt@") && !id.key().startsWith(name);
        if (!isOther && id.kind() != Kind::Image)
            return false;
        isAfterOther = isAfterOther || isOther;
    }
    return isAfterOther
        && std::all_of(request.standingOn.cbegin(), request.standingOn.cend(), [&name](const Key& key) {
               const bool isOfServer = key.text.startsWith("export") || key.text.startsWith("initiator:")
                   || key.text.startsWith("imagepath:");
               return isOfServer && !key.text.contains(name);
           });
}

QList<Kind> kindsOfServer() { return {Kind::Export, Kind::ExportLun, Kind::Initiator}; }

} // namespace

Body::Body(const TgtProvider::Options& options)
    : m_options(options)
    , m_steps([this](const Control& control, const Request& request,
                     const std::stop_token& stop) { return ask(control, request, stop); },
              options.root, KernelChild(options.child, options.kernelChild))
{
}

Answer Body::ask(const Control& control, const Request& request, const std::stop_token& stop) const
{
    Answer answer = tgt::ask(control, request, stop, m_options.patience);
    if (!answer.error)
        return answer;
    // another version may lay its requests out otherwise, and its own tool knows how
    const bool isStrange = answer.error->code == ErrorCode::AnswerMalformed && request.op == Op::Show;
    if (isStrange) {
        Answer byTool = Tool(m_options.child).ask(control, request, stop);
        if (!byTool.error)
            return byTool;
    }
    answer.error = explained(*answer.error, answer.pid);
    const bool hasDied = answer.error->code == ErrorCode::ConnectionLost && answer.pid > 0
        && !Processes::read(m_options.root, answer.pid);
    if (hasDied && request.op == Op::Show) // nothing was to be changed
        answer.error->code = ErrorCode::ServiceNotRunning;
    return answer;
}

// Who is cut off without a word is not its user, or it has just ended.
Error Body::explained(Error error, qint64 pid) const
{
    const auto process = pid > 0 ? Processes::read(m_options.root, pid) : std::nullopt;
    if (error.code == ErrorCode::ConnectionLost && process && process->uid != ::geteuid())
        error.code = ErrorCode::TargetServerRefused;
    return error;
}

QByteArray Body::processKey(qint64 pid) const
{
    const auto process = pid > 0 ? Processes::read(m_options.root, pid) : std::nullopt;
    return process ? process->key() : QByteArray();
}

QHash<qint32, IoTimes> Body::ioTimes(const Daemon& daemon, const std::stop_token& stop)
{
    const Answer stats = ask(daemon.control, Request {Mode::System, Op::Stats}, stop);
    if (stats.error || stats.response.error != Success) // older ones have none
        return {};
    return m_io.seen(daemon.process + ' ' + daemon.control.socket, parsedTraffic(stats.response.text),
                     QDateTime::currentDateTimeUtc());
}

void Body::lookAt(const Control& control, Sight& sight, const std::stop_token& stop)
{
    const Answer listing = ask(control, Request {Mode::Target, Op::Show}, stop);
    std::optional<Error> error = listing.error;
    if (!error && listing.response.error != Success)
        error = errorOfNumber(listing.response.error, encodeBytes(control.socket));
    if (error) {
        error->source = QStringLiteral("tgt@") + encodeBytes(control.name);
        sight.inventory.errors.append(
            {*error,
             isElsewhere(sight.inventory.request, control) ? QList<Kind> {Kind::Unknown} : kindsOfServer()});
        return;
    }
    Daemon daemon {control, processKey(listing.pid), sight.own, {}, {}};
    const Answer portals = ask(control, Request {Mode::Portal, Op::Show}, stop);
    daemon.portals = parsedPortals(portals.response.text);
    daemon.reachable = sight.own.reachable(daemon.portals);
    const ServedFiles files(m_options.root, listing.pid);
    const QList<TargetMemory::Nodes> targets = m_targets.nodesOf(
        daemon, listing.response.text, {sight.backing, files}, ioTimes(daemon, stop), sight.saved);
    qsizetype count = sight.inventory.resources.size();
    for (const TargetMemory::Nodes& target : targets)
        count += target.resources.size();
    sight.inventory.resources.reserve(sight.inventory.request.isFull() ? count : 0);
    for (const TargetMemory::Nodes& target : targets) {
        for (const Resource& resource : target.resources)
            sight.add(resource);
        sight.images += target.images;
    }
}

Inventory Body::look(const LookRequest& request, std::stop_token stop)
{
    Inventory inventory;
    inventory.provider = TgtProvider::name();
    inventory.request = request;
    QList<Control> asked = controls(m_options.root, m_options.socketPath);
    const bool isAnyThere = !asked.isEmpty();
    m_targets.keepOnly(asked);
    asked.removeIf([&request](const Control& control) { return !concerns(request, control); });
    if (!asked.isEmpty()) {
        QList<Error> errors;
        const ExportBacking backing(m_options.root, errors);
        const SavedTargets saved(m_options.root);
        for (const Error& error : saved.errors())
            inventory.errors.append({error, {Kind::Unknown}}); // nothing is missing for it
        Sight sight {inventory, backing, saved, OwnAddresses::read(), {}};
        for (const Control& control : std::as_const(asked))
            lookAt(control, sight, stop);
        QSet<ResourceId> seen;
        seen.reserve(sight.images.size());
        inventory.resources.reserve(inventory.resources.size() + sight.images.size());
        for (const Resource& image : std::as_const(sight.images)) {
            if (!seen.contains(image.id))
                sight.add(image);
            seen.insert(image.id);
        }
    }
    remember(inventory, isAnyThere);
    return inventory;
}

void Body::remember(const Inventory& inventory, bool isAnyThere)
{
    const std::scoped_lock lock(m_mutex);
    m_why.reset();
    m_availability = isAnyThere ? Availability::Ok : Availability::Absent;
    for (const SourceError& each : inventory.errors) {
        if (each.error.code == ErrorCode::SavedUnreadable || each.error.code == ErrorCode::PermissionDenied)
            continue;
        m_why = each.error;
        m_availability = each.error.code == ErrorCode::ServiceNotRunning ? Availability::Absent
            : each.error.code == ErrorCode::DeadlinePassed               ? Availability::Hung
                                                                         : Availability::Refused;
    }
}

std::pair<Availability, std::optional<Error>> Body::availability() const
{
    const std::scoped_lock lock(m_mutex);
    return {m_availability, m_why};
}

StepResult Body::run(const Step& step, std::stop_token stop, const std::function<void(Progress)>& progress)
{
    StepResult result;
    const auto place = Place::of(step.resource);
    const QList<Control> known = controls(m_options.root, m_options.socketPath);
    const auto control = std::find_if(known.cbegin(), known.cend(), [&place](const Control& each) {
        return place && each.name == place->control;
    });
    if (!place)
        result.error = errorOf(ErrorCode::InvalidArgument, step.resource.text);
    else if (control == known.cend())
        result.error = errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("tgtd"));
    if (result.error)
        return result;
    Progress sending;
    sending.sent = true;
    progress(sending);
    return m_steps.run(*control, *place, step, stop);
}

} // namespace mooring::tgt
