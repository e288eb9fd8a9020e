// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "guestscene.h"

#include <utility>

namespace mooring::vm {

// A unit of systemd, made for one test; stopped and removed by the destructor.
class Unit
{
public:
    Unit(QByteArray name, const QByteArray& text)
        : m_name(std::move(name))
    {
        writeText(file(), text);
        lab::Lab::must({"systemctl", "daemon-reload"});
    }
    ~Unit()
    {
        lab::run({"systemctl", "stop", m_name});
        lab::run({"rm", "-f", file()});
        lab::run({"systemctl", "daemon-reload"});
        lab::run({"systemctl", "reset-failed", m_name});
    }
    Unit(const Unit&) = delete;
    Unit& operator=(const Unit&) = delete;

    void start() const { lab::Lab::must({"systemctl", "start", m_name}); }
    bool isActive() const { return lab::run({"systemctl", "-q", "is-active", m_name}).ok(); }
    const QByteArray& name() const { return m_name; }
    static QByteArray nameFor(const QByteArray& path, const QByteArray& type)
    {
        return lab::Lab::must({"systemd-escape", "-p", "--suffix=" + type, path}).trimmed();
    }

private:
    QByteArray file() const { return "/run/systemd/system/" + m_name; }
    QByteArray m_name;
};

} // namespace mooring::vm
