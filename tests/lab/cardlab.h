// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"
#include "virtualcard.h"

#include <array>

namespace mooring::lab {

// Another program that uses cards, line by line.
class CardClient
{
public:
    CardClient();
    void send(const QByteArray& line); // what its answer will be is read later
    QByteArray read(int timeout = 20000); // eight hexadecimal digits; empty: no answer yet
    QByteArray say(const QByteArray& line); // both
    qint64 pid() const { return m_process.pid(); }
    void die(); // without a word

private:
    Running m_process;
};

// A pcscd of its own with eight virtual readers, reached through PCSCLITE_CSOCK_NAME as long as it lives. One
// for each program: PC/SC Lite asks for the name of its socket only once.
class CardLab
{
public:
    static constexpr int slotCount = 8;
    explicit CardLab(const Lab& lab);
    ~CardLab();
    CardLab(const CardLab&) = delete;
    CardLab& operator=(const CardLab&) = delete;

    static QString unavailable(); // why there can be none here; empty: there can

    void start(); // pcscd
    void startRefusing(); // instead: one that lets nobody use cards
    void stop(); // in order; takes the cards out first
    void kill(); // at once
    qint64 pid() const { return m_daemon->pid(); }
    const QByteArray& socket() const { return m_socket; }
    QByteArray root() const { return m_root; } // procfs as it is, a sysfs of the lab's own

    // Its name. From the fifth on they have 127 bytes, among them every one that can be in a name, but for
    // what separates them in pcscd's configuration and for the lab's own client.
    static QByteArray reader(int slot);
    static void usePlainNames() { s_arePlain = true; } // instead, before there is a lab: for pictures
    void insert(int slot, const QByteArray& atr = defaultAtr()); // returns when pcscd has seen it
    void remove(int slot); // the same
    void put(int slot, const QByteArray& atr); // without waiting; empty: takes it out
    void setFails(int slot, bool does); // the reader and its neighbour; returns when pcscd has seen it
    void setMute(int slot, bool isMute) const; // no card answers in either
    void setEjects(int slot, bool does) const; // both; as they are made they cannot
    bool hasCard(int slot) const { return m_cards[size_t(slot)] != nullptr; }
    int commands() const { return m_commands; } // that any card was sent

    static QByteArray defaultAtr();
    QByteArray list(); // as another program sees it
    QByteArray entry(int slot); // "NAME|FLAGS|ATR"

private:
    void configure() const;
    QByteArray driverOf(int slot) const;
    void mark(int slot, const char* suffix, bool isOn) const;
    static quint16 port(int slot);

    static QByteArray friendlyName(int reader);

    static inline bool s_arePlain = false;
    QByteArray m_folder, m_socket, m_root;
    RunningPtr m_daemon;
    std::array<std::unique_ptr<VirtualCard>, slotCount> m_cards;
    std::unique_ptr<CardClient> m_watcher;
    std::atomic<int> m_commands = 0;
};

} // namespace mooring::lab
