// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"
#include "services/filesystem/filesystembody.h"

#include <QTest>

#include <memory>

namespace mooring {

using lab::Lab;

inline const QByteArray childProgram = QByteArrayLiteral(MOORING_BIN_DIR "/mooring-child");

inline LookRequest withUsers()
{
    LookRequest request;
    request.users = true;
    return request;
}

inline const Resource* find(const QList<Resource>& list, const QByteArray& id)
{
    for (const Resource& resource : list) {
        if (resource.id.text == QString::fromUtf8(id))
            return &resource;
    }
    return nullptr;
}

inline const Resource* process(const Inventory& found, qint64 pid)
{
    for (const Resource& user : found.users) {
        if (user.facts.value(Fact::Pid).toLongLong() == pid)
            return &user;
    }
    return nullptr;
}

// "how key path" of everything it uses.
inline QList<QByteArray> uses(const Resource* user)
{
    QList<QByteArray> result;
    if (user) {
        for (const Need& need : user->needs)
            result += token(need.how).toLatin1() + ' ' + need.on.value(0).text + ' ' + need.evidence;
    }
    return result;
}

inline qint64 readyPid(lab::Running& running) { return running.readLine().mid(6).toLongLong(); }

// A mounted ext4 on a loop device, and the provider's body to look at it and let go of it.
class FilesystemLab
{
public:
    FilesystemLab();
    Inventory look(const LookRequest& request = withUsers(), std::shared_ptr<Child> child = nullptr) const;
    StepResult run(const Step& step, int stopAfter = 0) const; // ms; 0: never
    static Step stepOf(const Resource& resource);
    static Step restoring(const StepResult& result, Verb verb);
    lab::RunningPtr start(const QByteArray& mode, const QByteArray& path) const; // a lab-blocker
    QByteArray mountKeyOf(const QByteArray& target) const;

    Lab host;
    lab::Disk disk;
    QByteArray mount;
};

} // namespace mooring
