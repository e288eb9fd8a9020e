// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/core/result.h"
#include "services/system/childanswer.h"
#include "tgtlisting.h"
#include "tgtprotocol.h"
#include "unitrecipe.h"

namespace mooring::tgt {

// Asks one tgtd; the seam for tests and for the way through tgtadm.
using Ask = std::function<Answer(const Control&, const Request&, const std::stop_token&)>;

// Where a node of a tgtd is: "tgt@CONTROL/IQN", behind it the number of a unit or of a session.
struct Place
{
    QByteArray control, target;
    std::optional<quint64> number;
    static std::optional<Place> of(const ResourceId& id);
};

// Carries out single steps by tgtd's protocol. Blocks; safe to use from several threads.
class Steps
{
public:
    // `root`: of the saved configuration and of procfs.
    Steps(Ask ask, QByteArray root, KernelChild child);
    StepResult run(const Control& control, const Place& place, const Step& step,
                   const std::stop_token& stop) const;

private:
    struct Found
    {
        qint32 number = 0; // of the target
        qint64 pid = 0; // of its tgtd; 0: not known
    };
    StepResult detach(const Control& control, const Place& place, const Step& step,
                      const std::stop_token& stop) const;
    StepResult attach(const Control& control, const Place& place, const Step& step,
                      const std::stop_token& stop) const;
    StepResult disconnect(const Control& control, const Place& place, const Step& step,
                          const std::stop_token& stop) const;
    // Which number the target has now; AlreadyGone, or why nobody knows. What the unit is has been looked at
    // right before the step, and is not looked at again here: that costs as much as all units of a tgtd.
    Result<Found> find(const Control& control, const Place& place, const QString& name,
                       const std::stop_token& stop) const;
    QJsonObject withFile(QJsonObject restore, qint64 pid, const std::stop_token& stop) const;
    static QJsonObject withSaved(QJsonObject restore, bool isSaved);
    std::optional<Error> staysSaved(std::optional<Error> error, const QByteArray& target) const;
    bool isThereAlready(const Control& control, const UnitRecipe& recipe, const std::stop_token& stop) const;
    // Whether it may be put back: only with the file that it had.
    std::optional<Error> fileRefusal(const UnitRecipe& recipe, const std::stop_token& stop) const;
    std::optional<Error> deleteUnit(const Control& control, const Request& request, const Step& step,
                                    const std::stop_token& stop) const;
    std::optional<Error> forgetSaved(const Place& place, const Step& step) const;
    std::optional<Error> saveAgain(const UnitRecipe& recipe) const;
    Ask m_ask;
    QByteArray m_root;
    KernelChild m_child;
};

} // namespace mooring::tgt
