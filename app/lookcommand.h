// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandrun.h"

namespace mooring {

// list, show, users and plan: they look and tell, and touch nothing.
class LookCommand final : public CommandRun
{
    Q_OBJECT
public:
    using CommandRun::CommandRun;
    void start() override;

private:
    void looked();
    void list();
    void listTree() const;
    void show(const Resource& resource, Topology::Node node);
    void users(const Resource& resource, Topology::Node node);
    void plan();
    void fail(const Error& error);
    QJsonArray errors() const;
    QList<ProviderInfo> missing() const;
    void tellErrors() const;

    std::optional<Kind> m_kind; // of list
};

} // namespace mooring
