// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtsteps.h"

#include "savedunits.h"
#include "servedfiles.h"
#include "services/core/rung.h"
#include "targetsconf.h"
#include "tgtresources.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace mooring::tgt {
namespace {

constexpr int kShortestRest = 20, kLongestRest = 640; // ms between two tries
constexpr int kUnitDeadline = 5000; // ms, where the step has none
constexpr int kFileLimit = 2000; // ms for walking to a file
const char* const kAnother = "another";

StepResult refused(Error error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

// What a request came to: an error of the way there, or tgtd's number.
std::optional<Error> errorIn(const Answer& answer, const QString& subject)
{
    if (answer.error)
        return answer.error;
    if (answer.response.error == Success)
        return {};
    Error error = errorOfNumber(answer.response.error, subject);
    error.text = QString::fromUtf8(answer.response.text).trimmed();
    return error;
}

} // namespace

std::optional<Place> Place::of(const ResourceId& id)
{
    QByteArray key = id.key();
    const auto kind = id.kind();
    if (!key.startsWith("tgt@"))
        return {};
    Place place;
    // a control that is a path ends before the name of the target
    const qsizetype slash = key.startsWith("tgt@/") ? key.indexOf("/iqn.") : key.indexOf('/');
    if (slash < 0)
        return {};
    place.control = key.mid(4, slash - 4);
    key = key.mid(slash + 1);
    if (kind == Kind::ExportLun || kind == Kind::Initiator) {
        bool isNumber = false;
        const qsizetype last = key.lastIndexOf('/');
        place.number = key.mid(last + 1).toULongLong(&isNumber);
        if (last < 0 || !isNumber)
            return {};
        key.truncate(last);
    }
    place.target = key;
    return place;
}

Steps::Steps(Ask ask, QByteArray root, KernelChild child)
    : m_ask(std::move(ask))
    , m_root(std::move(root))
    , m_child(std::move(child))
{
}

StepResult Steps::run(const Control& control, const Place& place, const Step& step,
                      const std::stop_token& stop) const
{
    if (step.verb == Verb::Detach && step.kind == Kind::ExportLun && place.number)
        return detach(control, place, step, stop);
    if (step.verb == Verb::Attach && step.kind == Kind::ExportLun && place.number)
        return attach(control, place, step, stop);
    if (step.verb == Verb::Disconnect && place.number)
        return disconnect(control, place, step, stop);
    Error error = errorOf(ErrorCode::VerbNotOffered, step.name);
    error.text = token(step.verb);
    return refused(error);
}

Result<Steps::Found> Steps::find(const Control& control, const Place& place, const QString& name,
                                 const std::stop_token& stop) const
{
    const Answer answer = m_ask(control, Request {Mode::Driver, Op::Show}, stop);
    if (auto error = errorIn(answer, name))
        return fail(*error);
    for (const NamedTarget& each : parsedNames(answer.response.text)) {
        if (each.name == place.target)
            return Found {each.id, answer.pid};
    }
    return fail(errorOf(ErrorCode::AlreadyGone, name));
}

StepResult Steps::detach(const Control& control, const Place& place, const Step& step,
                         const std::stop_token& stop) const
{
    if (*place.number == 0)
        return refused(errorOf(ErrorCode::UnitIsController, step.name));
    const Result<Found> target = find(control, place, step.name, stop);
    if (!target)
        return refused(target.error());
    Request request {Mode::Device, Op::Delete, target->number};
    request.lun = *place.number;
    StepResult result;
    result.restore = withFile(step.restore, target->pid, stop);
    result.error = deleteUnit(control, request, step, stop);
    if (!result.error && step.arguments.value(savedChoice) == QLatin1String("remove"))
        result.error = staysSaved(forgetSaved(place, step), place.target);
    if (result.error && result.error->code == ErrorCode::SavedStays && !result.restore.isEmpty())
        result.restore = withSaved(result.restore, false); // there is nothing of it to put back
    return result;
}

QJsonObject Steps::withSaved(QJsonObject restore, bool isSaved)
{
    QJsonObject data = restore.value(QLatin1String("data")).toObject();
    data.insert(QLatin1String("saved"), isSaved);
    restore.insert(QLatin1String("data"), data);
    return restore;
}

// The running target is as wanted by then, whatever keeps the file from being so.
std::optional<Error> Steps::staysSaved(std::optional<Error> error, const QByteArray& target) const
{
    if (error && error->code != ErrorCode::SavedStays) {
        error->text = token(error->code) + QLatin1Char(' ') + error->subject;
        error->code = ErrorCode::SavedStays;
        error->subject = encodeBytes(SavedTargets(m_root).of(target).file);
    }
    return error;
}

// A file that gets the name later is not what was exported.
QJsonObject Steps::withFile(QJsonObject restore, qint64 pid, const std::stop_token& stop) const
{
    QJsonObject data = restore.value(QLatin1String("data")).toObject();
    const QByteArray path = decodeBytes(data.value(QLatin1String("path")).toString());
    const ServedFiles files(m_root, pid);
    if (files.isEmpty() || !path.startsWith('/') || ExportBacking::isDevice(path))
        return restore;
    const auto open = files.find(path);
    const auto file = open ? files.read(*open) : std::nullopt;
    QByteArray mark = file ? file->mark : QByteArray();
    if (!file) { // through a link, or it has lost that name
        const ChildAnswer answer = m_child.runFor(kFileLimit, {"file-mark", path}, stop);
        if (!answer.endedByItself())
            return restore;
        mark = files.has(answer.value("mark")) ? answer.value("mark") : QByteArray(kAnother);
    }
    data.insert(QLatin1String("file"), encodeBytes(mark));
    restore.insert(QLatin1String("data"), data);
    return restore;
}

std::optional<Error> Steps::fileRefusal(const UnitRecipe& recipe, const std::stop_token& stop) const
{
    if (recipe.file.isEmpty())
        return {};
    const ChildAnswer answer = m_child.runFor(kFileLimit, {"file-mark", recipe.path}, stop);
    std::optional<Error> error = answer.error(recipe.path, {});
    if (!error && answer.value("mark") != recipe.file)
        error = errorOf(ErrorCode::ImageChanged, encodeBytes(recipe.path));
    return error;
}

// Commands under way end by themselves, mostly: it is tried again for as long as the step may take.
std::optional<Error> Steps::deleteUnit(const Control& control, const Request& request, const Step& step,
                                       const std::stop_token& stop) const
{
    const int deadline = step.deadline > 0 ? step.deadline : kUnitDeadline;
    const QDeadlineTimer limit(deadline - deadline / 5); // an answer has to get back
    for (int rest = kShortestRest;; rest = std::min(2 * rest, kLongestRest)) {
        const std::optional<Error> error = errorIn(m_ask(control, request, stop), step.name);
        const bool isBusy = error && error->code == ErrorCode::UnitBusy;
        if (!isBusy || stop.stop_requested() || limit.hasExpired())
            return error;
        QThread::msleep(static_cast<unsigned long>(std::min<qint64>(rest, limit.remainingTime())));
    }
}

StepResult Steps::attach(const Control& control, const Place& place, const Step& step,
                         const std::stop_token& stop) const
{
    const auto recipe = UnitRecipe::fromData(step.arguments);
    if (!recipe)
        return refused(errorOf(ErrorCode::InvalidArgument, step.name));
    if (const auto refusal = recipe->refusal())
        return refused(*refusal);
    if (const auto refusal = fileRefusal(*recipe, stop))
        return refused(*refusal);
    Result<Found> target = find(control, place, step.name, stop);
    if (!target && target.error().code == ErrorCode::AlreadyGone) // there is nothing to attach it to
        target.error().code = ErrorCode::NoSuchResource;
    if (!target)
        return refused(target.error());
    StepResult result;
    if ((result.error = errorIn(m_ask(control, recipe->making(target->number), stop), step.name))) {
        const bool isTaken = result.error->code == ErrorCode::LunNumberTaken;
        if (isTaken)
            result.error->subject = QString::number(recipe->lun);
        if (!isTaken || !isThereAlready(control, *recipe, stop))
            return result;
        result.error.reset(); // from an earlier try that did not come to its end
    }
    const Request shaping = recipe->shaping(target->number);
    if (!shaping.parameters.isEmpty())
        result.error = errorIn(m_ask(control, shaping, stop), step.name);
    if (!result.error && recipe->inSaved)
        result.error = staysSaved(saveAgain(*recipe), place.target);
    result.created = {TargetResources::unitId(control, place.target, recipe->lun)};
    return result;
}

bool Steps::isThereAlready(const Control& control, const UnitRecipe& recipe,
                           const std::stop_token& stop) const
{
    if (recipe.scsiId.isEmpty()) // it was never there before
        return false;
    const Answer answer = m_ask(control, Request {Mode::Target, Op::Show}, stop);
    if (errorIn(answer, {}))
        return false;
    for (const Target& target : parsedTargets(answer.response.text)) {
        for (const Unit& unit : target.name == recipe.target ? target.units : QList<Unit>()) {
            if (unit.number == recipe.lun)
                return unit.storePath == recipe.path && unit.scsiId == recipe.scsiId
                    && unit.scsiSerial == recipe.scsiSerial;
        }
    }
    return false;
}

StepResult Steps::disconnect(const Control& control, const Place& place, const Step& step,
                             const std::stop_token& stop) const
{
    const Result<Found> target = find(control, place, step.name, stop);
    if (!target)
        return refused(target.error());
    const Answer answer = m_ask(control, Request {Mode::Connection, Op::Show, target->number}, stop);
    if (auto error = errorIn(answer, step.name))
        return refused(*error);
    StepResult result = refused(errorOf(ErrorCode::AlreadyGone, step.name));
    for (const Nexus& nexus : parsedConnections(answer.response.text)) {
        if (nexus.id != *place.number)
            continue;
        result.error.reset();
        for (const Connection& each : nexus.connections) {
            Request request {Mode::Connection, Op::Delete, target->number};
            request.session = nexus.id;
            request.connection = each.id;
            const auto error = errorIn(m_ask(control, request, stop), step.name);
            if (error && error->code != ErrorCode::AlreadyGone)
                result.error = error;
        }
    }
    return result;
}

std::optional<Error> Steps::forgetSaved(const Place& place, const Step& step) const
{
    const QByteArray path = decodeBytes(step.arguments.value(QLatin1String("path")).toString());
    std::optional<Error> error = TargetsConf(m_root).removeUnit(place.target, *place.number, path);
    const bool isOfAnother = SavedTargets(m_root).of(place.target).backings.contains(*place.number);
    if (error && error->code == ErrorCode::AlreadyGone && !isOfAnother) // that is what was wanted
        error.reset();
    return error;
}

std::optional<Error> Steps::saveAgain(const UnitRecipe& recipe) const
{
    TargetsConf::Unit unit;
    unit.lun = recipe.lun;
    unit.path = recipe.path;
    unit.scsiId = recipe.scsiId;
    unit.scsiSn = recipe.scsiSerial;
    unit.bsType = recipe.storeType == "rdwr" ? QByteArray() : recipe.storeType;
    unit.readOnly = recipe.isReadOnly;
    return TargetsConf(m_root).addUnit(recipe.target, unit);
}

} // namespace mooring::tgt
