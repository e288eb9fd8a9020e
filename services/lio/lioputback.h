// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configchange.h"
#include "targettree.h"

namespace mooring::lio {

// One step that brings something in: a logical unit into a portal group, a mapping, or an initiator with its
// access control list. The arguments are told at recipes:: in liorecipes.h.
class LioPutBack
{
public:
    LioPutBack(const TargetTree& tree, const KernelChild& child, ConfigChange change);

    StepResult run(const Step& step, const LioId& id, const std::stop_token& stop);

    // Of an initiator, that its target cannot know by itself (lio_target_nacl_attrib_attrs in
    // drivers/target/iscsi/iscsi_target_configfs.c).
    static constexpr std::array aclAttributes {
        "dataout_timeout",           "dataout_timeout_retries", "default_erl",
        "nopin_response_timeout",    "nopin_timeout",           "random_datain_pdu_offsets",
        "random_datain_seq_offsets", "random_r2t_offsets"};

private:
    StepResult attach(const Step& step, const LioId& id, const std::stop_token& stop);
    StepResult show(const Step& step, const LioId& id);
    StepResult admit(const Step& step, const LioId& id);
    // A folder with its link; what was made of it goes again when that fails.
    void makeLinked(const Step& step, const QByteArray& folder, const QByteArray& target);
    void writeChanged(const QByteArray& folder, const QByteArray& name, const QByteArray& value);
    Result<QByteArray> backstoreFor(const Step& step, const std::stop_token& stop);

    const TargetTree& m_tree;
    const KernelChild& m_child;
    ConfigChange m_change;
};

} // namespace mooring::lio
