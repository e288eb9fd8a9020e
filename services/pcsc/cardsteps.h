// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachments.h"
#include "patientcall.h"
#include "servicegate.h"
#include "services/core/provider.h"
#include "services/core/result.h"

namespace mooring::pcsc {

// Single steps on readers and cards. What waits for a card tells whom it waits for and can be stopped. No
// command is ever sent to a card. Thread-safe, many at once.
class CardSteps
{
public:
    using Tell = std::function<void(Progress)>;
    struct Who // names who is in the way, where that can be seen; empty: it cannot
    {
        std::function<QString()> holders;
        std::function<QString(const QByteArray& reader)> driver; // of a reader that pcscd does not have
    };
    CardSteps(std::shared_ptr<Attachments> attachments, std::shared_ptr<ServiceGate> gate, Who who);

    // AttachToReader {share}, Release {disposition}, Reconnect {share, disposition}, BeginTransaction,
    // EndTransaction {disposition}: on the resource of a reader, its card or the attachment.
    StepResult run(const Step& step, const std::stop_token& stop, const Tell& tell) const;

private:
    struct Course; // one step on its way
    StepResult attach(const Course& course) const;
    StepResult release(const Course& course) const;
    StepResult reconnect(const Course& course) const;
    StepResult begin(const Course& course) const;
    StepResult end(const Course& course) const;

    struct Opening;
    std::optional<Opening> open(const Course& course, const QByteArray& reader, Share share) const;
    std::optional<Error> renew(const Course& course, const Attachments::Pointer& attachment, Share share,
                               Disposition disposition) const;
    static bool isLocked(const Attachments::Pointer& attachment); // by somebody else's transaction
    std::optional<Error> lock(const Course& course, const Attachments::Pointer& attachment) const;
    Result<Disposition> prepare(const Course& course, const Attachments::Pointer& attachment,
                                Disposition disposition) const;
    std::optional<Error> awaitEject(const Course& course) const;
    Error explain(Code code, const Course& course) const;
    Waiting waiting(const Course& course) const;

    std::shared_ptr<Attachments> m_attachments;
    std::shared_ptr<ServiceGate> m_gate;
    Who m_who;
};

} // namespace mooring::pcsc
