// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liowatch.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace mooring {

using namespace lio;

namespace {

class Fingerprint
{
public:
    void add(const QByteArray& text) { m_value = qHash(text, m_value); }
    void addNames(const ConfigFolder& folder)
    {
        if (!folder)
            return;
        for (const QByteArray& name : folder.folders())
            add(name);
    }
    void addGroup(const ConfigFolder& group)
    {
        add(group.text("enable"));
        add(group.whole("dynamic_sessions"));
        addNames(ConfigFolder("lun", group.fd()));
        addNames(ConfigFolder("np", group.fd()));
        const ConfigFolder acls("acls", group.fd());
        for (const QByteArray& name : acls ? acls.folders() : QList<QByteArray>()) {
            const ConfigFolder acl(name, acls.fd());
            add(name);
            addNames(acl);
            const auto session = acl ? sessionIn(acl.whole("info")) : std::nullopt;
            add(session ? session->number + (session->isFailed ? "failed" : "") : "none");
        }
    }
    size_t value() const { return m_value; }

private:
    size_t m_value = 0;
};

void watch(const std::stop_token& stop, const QByteArray& root, const std::function<void()>& changed,
           int interval)
{
    const TargetTree tree(root);
    std::mutex mutex;
    std::condition_variable_any sleep;
    size_t known = LioWatch::fingerprint(tree);
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex);
        sleep.wait_for(lock, stop, std::chrono::milliseconds(interval), [] { return false; });
        const size_t now = stop.stop_requested() ? known : LioWatch::fingerprint(tree);
        if (std::exchange(known, now) != now)
            changed();
    }
}

} // namespace

LioWatch::LioWatch(const QByteArray& root, std::function<void()> changed, int interval)
    : m_thread([root, changed = std::move(changed), interval](const std::stop_token& stop) {
        watch(stop, root, changed, interval);
    })
{
}

size_t LioWatch::fingerprint(const TargetTree& tree)
{
    Fingerprint print;
    std::optional<Error> error;
    for (const GroupId& group : tree.groups(error)) {
        print.add(group.key());
        if (const ConfigFolder folder(tree.folderOf(group)); folder)
            print.addGroup(folder);
    }
    return print.value();
}

} // namespace mooring
