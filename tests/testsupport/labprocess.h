// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <memory>
#include <optional>

namespace mooring::lab {

using Argv = QList<QByteArray>; // bytes as they are: lab paths need not be text

// How a program ended.
struct Ran
{
    int code = -1; // exit status; 128 + signal when it was killed
    bool timedOut = false;
    QByteArray out, err;
    bool ok() const { return code == 0 && !timedOut; }
    QJsonObject json() const; // standard output as one object
    QList<QJsonObject> jsonLines() const; // standard output as one object a line
    QByteArray text() const; // for messages of failed tests
};

struct RunOptions
{
    std::optional<QByteArray> input; // none: /dev/null
    Argv environment; // "NAME=value", beside our own
    int timeout = 60000; // ms
};
Ran run(const Argv& argv, const RunOptions& options = {});

// A program that goes on: its standard input is held open and its standard output read line by line. Killed
// and reaped by the destructor.
class Running
{
public:
    enum class Session
    {
        Ours,
        Own // as of programs that outlive who started them; the kernel schedules sessions as groups
    };
    explicit Running(const Argv& argv, const Argv& environment = {}, Session session = Session::Ours);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    qint64 pid() const { return m_pid; }
    QByteArray readLine(int timeout = 20000); // without its newline; empty: none came
    QByteArray readAvailable(); // what is there now
    void write(const QByteArray& text) const;
    void closeInput();
    std::optional<int> waitEnd(int timeout = 20000); // exit status as in Ran
    bool isRunning() { return !waitEnd(0); }
    void signal(int number) const;

private:
    bool fill(int timeout);
    qint64 m_pid = 0;
    int m_pidfd = -1, m_in = -1, m_out = -1;
    QByteArray m_buffer;
    std::optional<int> m_status;
};
using RunningPtr = std::unique_ptr<Running>;

} // namespace mooring::lab
