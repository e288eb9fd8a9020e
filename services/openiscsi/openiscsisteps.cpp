// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "openiscsisteps.h"

#include "sessionresources.h"

#include <QDeadlineTimer>
#include <QSet>
#include <QThread>

#include <algorithm>

namespace mooring {
namespace {

constexpr int kLookAgain = 20; // ms
constexpr quint32 kSessionExists = 15; // ISCSI_ERR_SESS_EXISTS
constexpr quint32 kNoObjectsFound = 21; // ISCSI_ERR_NO_OBJS_FOUND
constexpr quint32 kSysfsLookup = 22; // ISCSI_ERR_SYSFS_LOOKUP

StepResult refused(Error error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

const KernelLun* lunOf(const KernelSession& session, quint64 number)
{
    const auto lun = std::find_if(session.luns.begin(), session.luns.end(),
                                  [number](const KernelLun& each) { return each.number == number; });
    return lun == session.luns.end() ? nullptr : &*lun;
}

// The disks that are there, in the order in which the recipe names them, and what they were called in it.
bool addDisks(const KernelSession& session, const SessionRecipe& recipe, StepResult& result)
{
    bool isWhole = true;
    for (const SessionRecipe::Disk& wanted : recipe.disks) {
        const KernelLun* lun = lunOf(session, wanted.lun);
        if (lun == nullptr || !lun->disk) {
            isWhole = false;
            continue;
        }
        const QByteArray device = lun->disk->devicePath();
        result.created.append(ResourceId::make(Kind::Disk, device));
        result.cameAs.insert(encodeBytes(wanted.device), encodeBytes(device));
    }
    return isWhole;
}

} // namespace

OpenIscsiSteps::OpenIscsiSteps(const KernelSessions& sessions, Iscsiadm iscsiadm, int diskPatience)
    : m_sessions(sessions)
    , m_iscsiadm(std::move(iscsiadm))
    , m_diskPatience(diskPatience)
{
}

StepResult OpenIscsiSteps::run(const Step& step, std::stop_token stop, const Tell& progress) const
{
    if (step.verb == Verb::LogOut)
        return logOut(step, std::move(stop), progress);
    if (step.verb == Verb::LogIn)
        return logIn(step, std::move(stop), progress);
    return refused({ErrorCode::VerbNotOffered, step.resource.text, {}, 0, token(step.verb), {}});
}

StepResult OpenIscsiSteps::logOut(const Step& step, std::stop_token stop, const Tell& progress) const
{
    const auto sid = SessionResources::numberIn(step.resource.key());
    if (!sid || step.resource != SessionResources::idOf(*sid))
        return refused(errorOf(ErrorCode::InvalidArgument, step.resource.text));
    const QString present = m_sessions.incarnationOf(*sid);
    if (present.isEmpty())
        return refused(errorOf(ErrorCode::AlreadyGone, step.name));
    if (!step.incarnation.isEmpty() && step.incarnation != present)
        return refused(errorOf(ErrorCode::IdentityChanged, step.name));
    StepResult result;
    result.error = m_iscsiadm.run({"iscsiadm", "-m", "session", "-r", QByteArray::number(*sid), "-u"},
                                  step.name, std::move(stop), progress);
    const bool isLost = result.error && result.error->domain == ErrorDomain::Openiscsi
        && result.error->number == kSysfsLookup;
    if (isLost && m_sessions.incarnationOf(*sid).isEmpty()) // somebody was quicker
        result.error->code = ErrorCode::AlreadyGone;
    return result;
}

StepResult OpenIscsiSteps::logIn(const Step& step, std::stop_token stop, const Tell& progress) const
{
    const auto recipe = SessionRecipe::fromData(step.arguments);
    if (!recipe)
        return refused(errorOf(ErrorCode::InvalidArgument, step.name));
    QSet<QString> before;
    for (const KernelSession& session : sessionsOf(*recipe))
        before.insert(session.incarnation());
    std::optional<Error> error = m_iscsiadm.run(recipe->command(), step.name, stop, progress);
    const bool isItsOwn = error && error->domain == ErrorDomain::Openiscsi;
    if (isItsOwn && error->number == kNoObjectsFound) // its record was removed since
        error->code = ErrorCode::CannotPutBack;
    if (error && !(isItsOwn && error->number == kSessionExists))
        return refused(*error);
    StepResult result; // also when somebody was quicker, or one login opened several
    waitForDisks(*recipe, before, stop, result);
    return result;
}

QList<KernelSession> OpenIscsiSteps::sessionsOf(const SessionRecipe& recipe) const
{
    QList<KernelSession> result;
    const KernelPortal portal = KernelPortal::of(recipe.portal.address, recipe.portal.port);
    std::optional<Error> unread;
    for (const unsigned sid : m_sessions.numbers(unread)) {
        if (m_sessions.targetOf(sid) != recipe.target)
            continue;
        const auto session = m_sessions.read(sid);
        const bool isThere = session && session->configured == portal
            && (recipe.interface.isEmpty() || session->interface == recipe.interface);
        if (isThere)
            result.append(*session);
    }
    return result;
}

// The new session first, then its disks: they appear while the kernel scans, after iscsiadm has answered.
void OpenIscsiSteps::waitForDisks(const SessionRecipe& recipe, const QSet<QString>& before,
                                  const std::stop_token& stop, StepResult& result) const
{
    for (const QDeadlineTimer limit(m_diskPatience);;) {
        QList<KernelSession> sessions = sessionsOf(recipe);
        std::stable_sort(sessions.begin(), sessions.end(), [&before](const auto& a, const auto& b) {
            return !before.contains(a.incarnation()) && before.contains(b.incarnation());
        });
        result.created.clear();
        result.cameAs = {};
        for (const KernelSession& session : std::as_const(sessions)) {
            if (result.created.isEmpty() || !before.contains(session.incarnation()))
                result.created.append(SessionResources::idOf(session.sid));
        }
        const bool isWhole = !sessions.isEmpty() && addDisks(sessions.constFirst(), recipe, result);
        if (isWhole || limit.hasExpired() || stop.stop_requested())
            return;
        QThread::msleep(kLookAgain);
    }
}

} // namespace mooring
