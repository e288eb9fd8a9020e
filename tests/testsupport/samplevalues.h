// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/serialize.h"

#include <QJsonArray>
#include <QJsonDocument>

// One of everything that is written as JSON, every field filled, with bytes that are hard to carry.
namespace sample {

using namespace mooring;

inline const QByteArray nasty("/a b%\n\"'\\,\x7f\xff\xc3\xa9\0z", 17);

// Through text, as a log or a bus would carry it.
inline QJsonObject carried(const QJsonObject& json)
{
    QJsonParseError error;
    const QJsonObject back = QJsonDocument::fromJson(QJsonDocument(json).toJson(), &error).object();
    if (error.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(error.errorString()));
    return back;
}

inline QString name() { return QStringLiteral("na\"me \u00e9\n"); }
inline ResourceId id() { return ResourceId::make(Kind::Image, nasty); }
inline QDateTime time() { return QDateTime::fromMSecsSinceEpoch(1763676000123, Qt::UTC); }
inline QJsonObject recipe() { return {{QStringLiteral("data"), QJsonArray {1, QStringLiteral("x")}}}; }

inline Error error()
{
    return {ErrorCode::CommandFailed,   name(), ErrorDomain::Scard, 0x8010006A, name(),
            QStringLiteral("mountinfo")};
}

inline Release release()
{
    return {Verb::Unmount,
            {"umount", nasty},
            Consequence::FilesystemLeavesTree,
            false,
            recipe(),
            error(),
            name(),
            {{name(), Consequence::OverlayKept, false, {nasty}, recipe(), recipe()}, {}}};
}

inline Facts facts()
{
    return {{Fact::Path, nasty},
            {Fact::Size, quint64(1) << 60},
            {Fact::Pid, qint64(4711)},
            {Fact::User, name()},
            {Fact::Since, time()},
            {Fact::ReadOnly, true},
            {Fact::SwapPriority, qint64(-2)}};
}

inline Resource resource()
{
    Resource value;
    value.id = id();
    value.kind = Kind::Image;
    value.name = name();
    value.incarnation = QStringLiteral("77");
    value.keys = {{nasty}, {"block:7:0@5"}};
    value.needs = {{{{nasty}, {"x"}}, 2, How::OverlayLayer, nasty}};
    value.release = release();
    value.goes = Goes::WithItsLastUser;
    value.comesBack = {{ComesBackWhen::OnEvent, name(), release()}, {ComesBackWhen::AtBoot, name(), {}}};
    value.state = State::Deferred;
    value.facts = facts();
    value.verbs = {Verb::Detach, Verb::LogOut};
    value.protectedBy = ProtectedBy::BootSession;
    value.members = {{nasty}};
    return value;
}

inline Step step()
{
    Step value;
    value.n = 3;
    value.provider = QStringLiteral("loop");
    value.verb = Verb::Hold;
    value.resource = id();
    value.kind = Kind::Mount;
    value.name = name();
    value.incarnation = QStringLiteral("5");
    value.after = {1, 2};
    value.consequence = Consequence::UnitStopped;
    value.command = {nasty, ""};
    value.reversible = false;
    value.keys = {{nasty}};
    value.arguments = recipe();
    value.restore = recipe();
    value.expects = {{Proof::InState, id(), name(), name(), State::Mute}, {}};
    value.deadline = 1500;
    value.choice = value.chosen = name();
    value.choosable = {name(), {}};
    return value;
}

inline Plan plan()
{
    Plan value;
    value.verb = Verb::Unmount;
    value.host = name();
    value.options.processes = ProcessAnswer::End;
    value.options.answers = {{id(), ProcessAnswer::Quit}};
    value.options.leaveOut = {id()};
    value.options.cascade = false;
    value.options.force = name();
    value.options.deadline = 7;
    value.options.choices = {{name(), name()}};
    value.goals = {{id(), Kind::Image, name(), name(), name(), Proof::There, {id()}, error(), true}, {}};
    value.steps = {step()};
    value.blockers = {{BlockReason::ProcessOfOtherUser,
                       id(),
                       Kind::Process,
                       name(),
                       id(),
                       name(),
                       How::MappedFile,
                       nasty,
                       facts(),
                       {Verb::End},
                       error()},
                      {}};
    value.collateral = {{CollateralReason::ComesBackOnAccess, id(), Kind::Mount, name(), name(), false}, {}};
    value.closure = {id()};
    value.ring = {id(), id()};
    value.fingerprint = QByteArray("\x00\xff\x10", 3);
    return value;
}

inline OperationRecord operation()
{
    OperationRecord value;
    value.number = 12;
    value.plan = plan();
    value.host = name();
    value.user = name();
    value.startedAt = time();
    value.endedAt = time().addMSecs(1);
    value.outcome = Outcome::Partial;
    value.goals = {{id(),
                    name(),
                    Kind::Card,
                    Outcome::TooLateToStop,
                    error(),
                    {ErrorDomain::Hresult, 0x8004270A, QStringLiteral("VDS_E_X")},
                    time()},
                   {}};
    StepRecord record;
    record.n = 1;
    record.phase = StepPhase::Proving;
    record.outcome = Outcome::Unknown;
    record.started = record.asTold = true;
    record.error = error();
    record.progress = {40, quint64(1) << 55, 12, 4711, name(), true};
    record.startedAt = time();
    record.restore = recipe();
    record.created = {id()};
    record.facts = facts();
    value.steps = {record, {}};
    value.error = error();
    return value;
}

} // namespace sample
