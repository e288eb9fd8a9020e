// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsistages.h"
#include "services/core/imagereport.h"
#include "services/core/operation.h"
#include "services/core/providerinfo.h"
#include "services/core/rung.h"
#include "services/core/topology.h"
#include "treespec.h"

#include <QCoreApplication>

namespace mooring {

// An error as a person reads it: what happened, what it means for the data, what to do next. Details are the
// backend's own domain, symbol, number and untranslated text, one a line.
struct ErrorText
{
    QString what;
    QString data;
    QString next;
    QString details;
    QString sentence() const; // the three in one line
};

// What the user may choose about a plan, over all of its steps alike.
struct PlanChoice
{
    QString choice; // Step::choice
    QStringList words; // what is offered, in order
    QStringList chosen; // one, unless the steps differ
    int steps = 0;
    bool ofCopies = false; // of images, not of overlays
    bool operator==(const PlanChoice&) const = default;
};
QList<PlanChoice> choicesIn(const Plan& plan);

// Every code as a whole sentence, in the language of the moment. The switches are exhaustive: a new value in
// vocabulary.h does not compile until it has its words here.
class Wording
{
    Q_DECLARE_TR_FUNCTIONS(mooring::Wording)
public:
    // single words
    static QString kind(Kind kind);
    static QString state(State state);
    static QString state(State state, Kind kind); // in that kind's own words, where it has some
    static QString verb(Verb verb); // on a button that acts: "Detach"
    static QString verbWithDots(Verb verb); // on one that leads to a plan first: "Detach…"
    static QString how(How how); // "working directory"
    static QString fact(Fact fact); // label, without colon
    static QString fact(Fact fact, Kind kind); // the same, where it says something else of that kind
    static QString section(PlanSection section); // "In the way"
    static QString column(Column column);
    static QString view(View view);
    static QString group(RowGroup group, int count); // "System images (5)"
    static QString filter(Chip chip);
    static QString processAnswer(ProcessAnswer answer); // "Ask to quit"
    static QString access(bool readOnly);
    static QString domain(ErrorDomain domain); // "PC/SC", "errno"

    // of one verb; name is a resource's name and is inserted as it is
    static QString step(Verb verb, const QString& name); // "Unmount /mnt/data"
    static QString inProgress(Verb verb, const QString& name); // "Unmounting /mnt/data"
    static QString goalDone(Verb verb, const QString& name); // "/mnt/data: unmounted."
    static QString checked(Verb verb, Kind kind); // "Checked: no device uses the file any more."

    // plans
    static QString planTitle(const Plan& plan); // Detach "disk.vhdx" on srv-kvm-03?
    static QString
    planSubtitle(const Plan& plan); // 4 steps, in this order. Nothing has been changed yet. ...
    static QString blockedTitle(const Plan& plan); // Cannot start yet: 2 processes use /mnt/data.
    static QString planText(const Plan& plan); // the whole plan as text, to print or save
    static QString step(const Step& step);
    static QString consequence(Consequence consequence); // empty for None
    static QString stepConsequence(const Step& step); // of its rung, when it is forced
    static QString rung(Rung rung); // "Hide the path (lazy)"
    static QString rungLoses(Rung rung); // what it costs, in whole sentences
    static QStringList rungLines(const QList<Rung>& rungs); // as a command line takes them, one a line
    static QString numbered(int n, const QString& step); // "2. Unmount /mnt/data"
    static QString irreversible(); // "Cannot be put back."
    static QString
    blocker(const Blocker& blocker); // bash (4711, alice): working directory /mnt/data, since 14:02.
    static QString who(const Facts& facts, const QString& name); // "bash (4711, alice)"
    // How somebody uses something, for a user in the details pane.
    static QString use(const QString& user, How how, const QByteArray& path, const Facts& facts);
    // "bash (4711)", "2 processes", "/mnt/data": what a tree's column has room for.
    static QString users(int processes, const QString& process, int mounts, const QString& mount, int others);
    static QString
    openElsewhere(const Facts& image); // "open in VM web01"; empty: in no program that can be told
    static QString ring(const Plan& plan); // names the ring
    static QString collateral(const Collateral& collateral);
    static QString choiceQuestion(const PlanChoice& choice); // "What becomes of the overlay?"
    static QString choiceAnswer(const PlanChoice& choice, const QString& word); // "Keep the overlay"
    static QString stale(); // the plan dialog follows the world
    static QString refreshed();
    static QString protectedBy(ProtectedBy by, const QString& seed = {});

    // operations
    static QString outcome(Outcome outcome); // "done"
    static QString goalResult(Verb verb, const GoalRecord& goal); // one or two sentences
    static QString operationTitle(const OperationRecord& record); // "Detaching disk.vhdx"
    static QString operationProgress(const OperationRecord& record, int currentStep); // "step 2 of 4: ..."
    static QString operationResult(const OperationRecord& record); // whole result, also for several goals
    static QString stepResult(const StepRecord& record); // "done", "failed", "not started", ...
    // What a step found out on the way, a sentence each: "The image file is unchanged (SHA-256 ...)."
    static QStringList stepFacts(const OperationRecord& record, const StepRecord& step);
    static QString progress(const Progress& progress); // "about 1.2 GiB still to write, 40 MB/s"
    static QString deferred(const QString& device, const QString& image, const QString& holder = {});
    static QString settled(const QString& name);
    static QString logBegunAnew(const QByteArray& keptAs); // what was deferred is gone now
    static QString stopAnswer(StopAnswer answer);
    static QString quitWhileBusy(const QList<OperationRecord>& running);
    static QString inhibitReason(const OperationRecord& record); // told to logind
    // The outcome in words, and whether what was deferred went meanwhile; empty while it runs.
    static QString result(const OperationRecord& record);
    static QString putBackWhyNot(const OperationRecord& record);
    static QString putBackQuestion(const Plan& plan, int programsQuit);

    // errors
    static ErrorText error(const Error& error);
    static QString errorDetails(const Error& error);
    static QString lostReason(ErrorCode code); // what ended an iSCSI session, in a few words
    static QString errorSymbol(ErrorDomain domain, quint32 number); // "EBUSY"; empty when unknown
    static QString contractCode(const ContractCode& code); // "0x8004270A VDS_E_ISCSI_SESSION_NOT_FOUND"

    // the host
    static QString provider(const ProviderInfo& provider); // "loop: ok"
    static QString providerWhy(const ProviderInfo& provider); // reason and what to do; empty when ok
    static QString actingAs(const QString& user, bool privileged);
    // The consequence as a whole sentence, and what to do about it. Left over: a part of the attachment is
    // gone, and the rest can only be cleaned up.
    static QString attention(AttentionReason reason, const QString& name, bool isLeftover = false,
                             Kind kind = Kind::VirtualDisk);
    static QString nextStep(AttentionReason reason, bool isLeftover = false, Kind kind = Kind::VirtualDisk);
    static QString comesBack(const ComesBack& back); // "at the next start of the host (fstab)"
    static QString comesBackLabel();
    static QString labelled(const QString& label, const QString& value); // "Device: /dev/loop0"
    static QString accessible(const QString& name, const QString& kind, const QString& state,
                              const QString& inUseBy); // a row for a screen reader

    // iSCSI: discovery and logins
    static QString portalMistake(PortalMistake mistake, const QString& typed); // a sentence or two
    static QString askedPortal(PortalStage stage, int targets, int elsewhere); // "3 targets"
    static QString discovery(int asked, int answered, int targets, bool isRunning); // all portals together
    static QString openSessions(int count); // "2 sessions open"
    static QString login(LoginStage stage, int sessions);
    static QString loginProgress(int wanted, int ended); // sessions
    static QString loginsLeft(int open, int wanted); // some failed
    static QString sessionName(qint64 number, const QString& portal); // "Session 1 - 10.0.0.1:3260"
    static QString lunName(qint64 number);
    static QString stateBecause(const Resource& resource, const QString& why); // "failed: connection lost"
    static QString standsOnLabel(); // above what a thing stands on
    static QString standsOnItLabel();

    // images, before they are attached
    static QString imageKind(const Facts& facts); // "VHDX image, dynamic"
    static QList<std::pair<QString, QString>> imageFacts(const ImageReport& report); // label, value

private:
    static std::optional<ErrorText> particular(const Error& error);
    static ErrorText iscsiError(const Error& error);
    static ErrorText cardError(const Error& error);
    static ErrorText exportError(const Error& error);
    static QString what(const Error& error);
    static QString meaning(ErrorCode code);
    static QString next(ErrorCode code);
    static QString goalNotDone(const GoalRecord& goal, bool isReasonTold = false);
    static QString manyTitle(Verb verb, int count, const QString& host);
    static QString oneTitle(Verb verb, const QString& name, const QString& host);
};

} // namespace mooring
