// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/core/topology.h"

namespace mooring {

// Which resource a word on the command line means: a whole id, or a device, image file or mount point that
// only one resource fits. Relative paths are the caller's. Nothing is opened; only a path that nobody knows
// is asked for its real name.
class Naming
{
public:
    Naming(Topology topology, QByteArray workingDirectory);

    // `verb`: what is to be done with it; of several that fit, those that offer it are meant.
    Result<ResourceId> resolve(const QByteArray& word, std::optional<Verb> verb = {}) const;
    QByteArray absolute(const QByteArray& path) const; // "." and ".." taken out
    QByteArray real(const QByteArray& path) const; // links followed; absolute() where that cannot be

private:
    std::optional<Error> whoIsSilent(const QByteArray& word) const;
    std::optional<ResourceId> byId(const QByteArray& word) const;
    std::optional<ResourceId> portalCalled(const QString& name) const;
    QList<Topology::Node> byServer(const QByteArray& word) const;
    QList<Topology::Node> byPath(const QByteArray& path) const;
    QList<Topology::Node> byName(const QByteArray& word) const;
    QList<Topology::Node> meant(QList<Topology::Node> found, std::optional<Verb> verb) const;

    Topology m_topology;
    QByteArray m_workingDirectory;
};

} // namespace mooring
