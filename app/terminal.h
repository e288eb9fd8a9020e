// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace mooring {

// The person at the terminal, asked without holding up the event loop.
class Terminal
{
public:
    virtual ~Terminal() = default;
    virtual bool isThere() const; // somebody can read the question and answer it
    // `answered` comes once, with true for yes; the end of input is a no.
    virtual void listen(std::function<void(bool yes)> answered);

private:
    void read();
    std::unique_ptr<QSocketNotifier> m_input;
    std::function<void(bool)> m_answered;
    QByteArray m_line;
};

// Ctrl+C and its like as a signal of the event loop. One object a process.
class Interrupts : public QObject
{
    Q_OBJECT
public:
    explicit Interrupts(QObject* parent = nullptr);
    ~Interrupts() override;

signals:
    void interrupted();

private:
    int m_ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace mooring
