// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <thread>

namespace mooring::lab {

// A card in a virtual reader (vpcd), for as long as the object lives: it answers its reset and says "done" to
// every command. The reader listens in the network of the process `daemon`.
class VirtualCard
{
public:
    VirtualCard(qint64 daemon, quint16 port, QByteArray atr, std::atomic<int>& commands);
    ~VirtualCard(); // takes it out
    VirtualCard(const VirtualCard&) = delete;
    VirtualCard& operator=(const VirtualCard&) = delete;

    const QByteArray& atr() const { return m_atr; }
    bool isInserted() const { return m_socket >= 0; }

private:
    void connectTo(qint64 daemon, quint16 port);
    void serve();
    bool answer(const QByteArray& frame);

    QByteArray m_atr;
    std::atomic<int>& m_commands; // how many commands came
    int m_socket = -1;
    std::thread m_thread;
};

} // namespace mooring::lab
