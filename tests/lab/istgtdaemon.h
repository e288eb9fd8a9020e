// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"

#include <QString>

namespace mooring::lab {

struct IstgtOptions
{
    QByteArray folder; // of a lab; all goes to a subfolder named as `name`
    QByteArray name = "i"; // target K is iqn.2026-11.lab:<name>K, its one LUN is 0
    int targets = 1;
    qint64 lunBytes = qint64(32) << 20;
    QByteArray user, secret, mutualUser, mutualSecret; // CHAP; empty: none
};

// A real istgt of its own on a port of 127.0.0.1, a second opinion beside tgtd. Each login takes it a second.
class IstgtDaemon
{
public:
    explicit IstgtDaemon(IstgtOptions options);
    ~IstgtDaemon();
    IstgtDaemon(const IstgtDaemon&) = delete;
    IstgtDaemon& operator=(const IstgtDaemon&) = delete;

    static QString unavailable(); // why there can be none here; empty: there can
    bool stop(); // false: it had to be killed
    void signal(int number) const { m_process->signal(number); }

    qint64 pid() const { return m_process->pid(); }
    quint16 port() const { return m_port; }
    QByteArray portal() const; // "127.0.0.1:PORT"
    QByteArray name(int target) const; // its IQN
    QByteArray url(int target) const; // of LUN 0, as libiscsi's tools take it
    QByteArray serial(int target) const;
    QByteArray backingFile(int target) const;
    int connections() const; // that stand, as the kernel tells
    int logins(int target) const; // so far, as its log tells; discoveries not counted
    int logouts(int target) const;

private:
    void start();
    void writeFiles() const;
    QByteArray configuration() const;
    QByteArray unit(int target) const;
    int logged(const QByteArray& word, int target) const;
    IstgtOptions m_options;
    QByteArray m_folder;
    quint16 m_port = 0, m_controlPort = 0;
    RunningPtr m_process;
};

} // namespace mooring::lab
