// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsitarget.h"

namespace mooring {

Key iscsiTargetKey(const QByteArray& name) { return {"iscsi-target:" + name}; }

Need iscsiTargetNeed(const QByteArray& name) { return {{iscsiTargetKey(name)}, 1, How::StandsOn, {}}; }

Resource iscsiTarget(const QByteArray& name)
{
    Resource target;
    target.kind = Kind::IscsiTarget;
    target.id = ResourceId::make(target.kind, name);
    target.name = encodeBytes(name);
    target.keys = {iscsiTargetKey(name)};
    target.verbs = {Verb::LogOut};
    target.facts = {{Fact::TargetName, target.name}};
    return target;
}

} // namespace mooring
