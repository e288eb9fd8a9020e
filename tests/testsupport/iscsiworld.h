// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemworld.h"
#include "madeiscsi.h"
#include "services/openiscsi/openiscsibody.h"

#include <algorithm>

namespace mooring::testsupport {

// Answers in iscsiadm's place.
class ScriptedIscsiadm final : public Child
{
public:
    using Child::run;
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop,
                            const Options& options) override
    {
        calls.append(argv);
        if (isMissing)
            return fail(errnoError(ENOENT, QStringLiteral("iscsiadm"), ErrorCode::CommandMissing));
        if (during)
            during(stop, options);
        return answer;
    }
    QList<QList<QByteArray>> calls;
    ChildResult answer;
    bool isMissing = false;
    std::function<void(const std::stop_token&, const Options&)> during;
};

struct IscsiWorld
{
    FixtureRoot root;
    MadeIscsi made {root};
    std::shared_ptr<ScriptedIscsiadm> iscsiadm = std::make_shared<ScriptedIscsiadm>();
    OpenIscsiProvider::Options options {root.path(), iscsiadm, 0, 0};

    Inventory look(const LookRequest& request = {}) const { return OpenIscsiBody(options).look(request, {}); }
    Resource only(const char* id) const // the one of that id, or one without any
    {
        const Inventory inventory = look();
        const Resource* found = find(inventory.resources, id);
        return found ? *found : Resource {};
    }
    QStringList seen(const LookRequest& request = {}) const
    {
        QStringList result;
        for (const Resource& resource : look(request).resources)
            result.append(resource.id.text);
        std::sort(result.begin(), result.end());
        return result;
    }
};

} // namespace mooring::testsupport
