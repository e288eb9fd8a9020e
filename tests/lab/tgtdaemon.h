// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"
#include "tgtcontrol.h"

#include <QString>

namespace mooring::lab {

struct TgtOptions
{
    QByteArray folder; // of a lab: its sockets, log and backing files go to a subfolder named as `name`
    QByteArray name = "t"; // target K is iqn.2026-11.lab:<name>K
    int targets = 1, luns = 1; // LUN 1, 2, ... of target 1, 2, ...
    qint64 lunBytes = qint64(64) << 20; // sparse files; 0: null backing, a terabyte of zeros
    QByteArray user, secret; // CHAP, of the initiator; empty: none
    QByteArray mutualUser, mutualSecret; // by which the targets prove themselves; empty: they do not
};

struct TgtConnection
{
    quint32 id = 0;
    QByteArray address; // of the initiator
    bool operator==(const TgtConnection&) const = default;
};

struct TgtSession // I_T nexus
{
    int target = 0;
    quint64 id = 0;
    QByteArray initiator;
    QList<TgtConnection> connections;
    bool operator==(const TgtSession&) const = default;
};

struct TgtLun
{
    quint64 number = 0;
    QByteArray type, id, serial, backing; // type: "disk", "controller"
    qint64 bytes = 0; // of the file behind it; else as tgtd tells, in rounded megabytes
};

// A real tgtd of its own on a port of 127.0.0.1. Taken down by the destructor, and by the lab's janitor when
// the test dies.
class TgtDaemon
{
public:
    explicit TgtDaemon(TgtOptions options);
    ~TgtDaemon();
    TgtDaemon(const TgtDaemon&) = delete;
    TgtDaemon& operator=(const TgtDaemon&) = delete;

    static QString unavailable(); // why there can be none here; empty: there can
    bool stop(); // false: it had to be killed
    void signal(int number) const { m_process->signal(number); } // SIGSTOP: a target that falls silent
    bool isRunning() { return m_process && m_process->isRunning(); }

    qint64 pid() const { return m_process->pid(); }
    quint16 port() const { return m_port; }
    QByteArray portal() const; // "127.0.0.1:PORT"
    QByteArray environment() const; // TGT_IPC_SOCKET=..., for tgtadm and for the product
    QByteArray socketPath() const;
    QByteArray name(int target) const; // its IQN
    QByteArray url(int target, int lun) const; // as libiscsi's tools take it

    void addTarget(int target);
    void addLun(int target, int lun, qint64 bytes); // 0: null backing
    QByteArray backingFile(int target, int lun) const;

    // What is really there, as tgtd tells it.
    QList<TgtSession> sessions(int target) const;
    QList<TgtSession> sessions() const; // to all targets
    QList<TgtLun> luns(int target) const; // without the controller, LUN 0
    quint32 deleteConnection(const TgtSession& session, quint32 connection) const; // TGTADM_ error
    TgtReply ask(const TgtRequest& request) const;

private:
    void start();
    bool isUp() const;
    void addAccounts() const;
    void must(const TgtRequest& request) const;
    QByteArray listing() const;
    TgtOptions m_options;
    QByteArray m_folder;
    QList<int> m_targets;
    quint16 m_port = 0;
    RunningPtr m_process;
};

} // namespace mooring::lab
