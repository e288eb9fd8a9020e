// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeconfigfs.h"
#include "fixtureroot.h"
#include "services/lio/liobody.h"

#include <algorithm>

namespace mooring::testsupport {

inline const QByteArray iqn = "iqn.2026-11.lab:t1";
inline const QByteArray alice = "iqn.1993-08.org.debian:01:alice";
inline const QByteArray bob = "iqn.1993-08.org.debian:01:bob";
inline const QByteArray carol = "iqn.1993-08.org.debian:01:carol";

// A host whose kernel exports two units to three initiators.
struct LioWorld
{
    LioWorld()
    {
        root.mountinfo("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 20 8:16 / /srv rw - ext4 /dev/sdb rw\n");
        root.disk("vdb", "254:16", 7);
        fake->backstore("fileio_0/disk", "/srv/disk.img", 8 << 20);
        fake->backstore("iblock_1/vol", "/dev/vdb");
        fake->target(iqn);
        fake->unit(iqn, 0, "fileio_0/disk");
        fake->unit(iqn, 3, "iblock_1/vol");
        for (const QByteArray& initiator : {alice, bob, carol}) {
            fake->acl(iqn, initiator);
            fake->mapped(iqn, initiator, 0, 0);
        }
        fake->mapped(iqn, alice, 7, 3, true);
        options.root = root.path();
        options.child = fake;
        options.program = "mooring-child";
        options.returnPatience = 300;
        options.user = 0;
    }
    Inventory look(const LookRequest& request = {}) { return body().look(request, {}); }
    LioBody& body()
    {
        if (!m_body)
            m_body = std::make_unique<LioBody>(options);
        return *m_body;
    }
    Resource only(const QString& id) // the one of that id, or one without any
    {
        const Inventory inventory = look();
        for (const Resource& each : inventory.resources) {
            if (each.id.text == id)
                return each;
        }
        return {};
    }
    QStringList seen(const LookRequest& request = {})
    {
        QStringList result;
        for (const Resource& resource : look(request).resources)
            result.append(resource.id.text);
        std::sort(result.begin(), result.end());
        return result;
    }
    // The step that a plan makes of its release.
    Step stepOf(const QString& id)
    {
        const Resource node = only(id);
        Step step;
        step.provider = QStringLiteral("lio");
        step.resource = node.id;
        step.kind = node.kind;
        step.name = node.name;
        step.incarnation = node.incarnation;
        if (node.release) {
            step.verb = node.release->verb;
            step.restore = node.release->restore;
        }
        return step;
    }
    static Step putBack(const QJsonObject& recipe)
    {
        Step step;
        step.provider = recipe.value(QStringLiteral("provider")).toString();
        step.verb = *fromToken<Verb>(recipe.value(QStringLiteral("verb")).toString());
        step.resource = {recipe.value(QStringLiteral("id")).toString()};
        step.name = recipe.value(QStringLiteral("name")).toString();
        step.arguments = recipe.value(QStringLiteral("data")).toObject();
        return step;
    }
    StepResult run(const Step& step, const std::stop_token& stop = {})
    {
        return body().run(step, stop, [this](const Progress& now) { told.append(now); });
    }
    void save(const QByteArray& text, const QByteArray& path = "etc/rtslib-fb-target/saveconfig.json") const
    {
        root.write(path, text);
    }
    static QString id(const char* kind, const QByteArray& rest = {})
    {
        return QLatin1String(kind) + QStringLiteral(":lio/") + encodeBytes(iqn) + QStringLiteral(",1")
            + encodeBytes(rest);
    }

    FixtureRoot root;
    std::shared_ptr<FakeConfigfs> fake = std::make_shared<FakeConfigfs>(root.path());
    LioProvider::Options options;
    QList<Progress> told;

private:
    std::unique_ptr<LioBody> m_body;
};

} // namespace mooring::testsupport
