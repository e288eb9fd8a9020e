// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsiworld.h"

namespace mooring::testsupport {

// One session with a disk and a record, and the steps that its look leads to.
struct StepWorld : IscsiWorld
{
    StepWorld()
    {
        made.session(1);
        made.connection(1);
        made.disk(1, 2, "sdb", 16);
        made.record("iqn.2026-11.lab:t1", "10.0.0.1,3260,1", "manual");
        const Resource session = only("iscsi-session:kernel/1");
        logOut.provider = QStringLiteral("openiscsi");
        logOut.verb = Verb::LogOut;
        logOut.resource = session.id;
        logOut.name = session.name;
        logOut.incarnation = session.incarnation;
        logIn = logOut;
        logIn.verb = Verb::LogIn;
        logIn.incarnation.clear();
        logIn.arguments = session.release->restore.value(QStringLiteral("data")).toObject();
    }
    StepResult run(const Step& step, const std::stop_token& stop = {})
    {
        return OpenIscsiBody(options).run(step, stop, [this](const Progress& now) { told.append(now); });
    }
    StepResult exits(const Step& step, int code, const QByteArray& says = {})
    {
        iscsiadm->answer.exitCode = code;
        iscsiadm->answer.err = says;
        return run(step);
    }
    // What the kernel shows once iscsid has logged in.
    void comesBackAs(unsigned sid, const QByteArray& disk, int minor)
    {
        iscsiadm->during = [this, sid, disk, minor](const std::stop_token&, const Child::Options&) {
            made.session(sid);
            made.connection(sid);
            made.disk(sid, 2, disk, minor);
        };
    }
    Step logOut, logIn;
    QList<Progress> told;
};

} // namespace mooring::testsupport
