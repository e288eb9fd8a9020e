// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

// Made-up topologies for tests of models, and trees as indented text.
namespace sample {

using namespace mooring;

inline Resource node(Kind kind, const QByteArray& key, const QString& name, const QByteArray& standsOn = {},
                     How how = How::StandsOn)
{
    Resource resource;
    resource.id = ResourceId::make(kind, key);
    resource.kind = kind;
    resource.name = name;
    resource.keys = {Key {resource.id.text.toUtf8()}};
    resource.state = State::Idle;
    if (!standsOn.isEmpty())
        resource.needs = {Need {{Key {standsOn}}, 1, how, {}}};
    return resource;
}

inline Resource process(int pid, const QString& command, const QByteArray& uses,
                        How how = How::WorkingDirectory)
{
    Resource resource = node(Kind::Process, QByteArray::number(pid) + "@1", command, uses, how);
    resource.facts
        = {{Fact::Pid, qint64(pid)}, {Fact::Command, command}, {Fact::User, QStringLiteral("alice")}};
    return resource;
}

// /dev/loopN with its image, a file system on it and a mount.
inline QList<Resource> disk(int n, const QString& image)
{
    const QByteArray device = "/dev/loop" + QByteArray::number(n);
    const QByteArray mount = "/mnt/" + QByteArray::number(n);
    QList<Resource> resources {
        node(Kind::Image, "/srv/" + image.toUtf8(), image),
        node(Kind::VirtualDisk, device, image, "image:/srv/" + image.toUtf8(), How::BackingFile),
        node(Kind::Filesystem, device, QStringLiteral("ext4"), "virtual-disk:" + device),
        node(Kind::Mount, mount, QString::fromUtf8(mount), "filesystem:" + device),
    };
    resources[0].facts = {{Fact::Path, QByteArray("/srv/" + image.toUtf8())}};
    resources[1].facts = {{Fact::Device, device}, {Fact::Size, quint64(268435456)}, {Fact::ReadOnly, false}};
    resources[1].verbs = {Verb::Detach};
    resources[3].facts = {{Fact::MountPoint, mount}};
    resources[3].verbs = {Verb::Unmount};
    return resources;
}

inline Topology topologyOf(const QList<Resource>& resources, const QList<Resource>& users = {})
{
    Inventory inventory;
    inventory.provider = QStringLiteral("sample");
    inventory.resources = resources;
    inventory.users = users;
    return Topology::join({inventory});
}

inline void addLines(const QAbstractItemModel& model, const QModelIndex& parent, int depth,
                     QStringList& lines)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(depth, u' ') + index.data().toString());
        addLines(model, index, depth + 1, lines);
    }
}

inline QStringList treeText(const QAbstractItemModel& model)
{
    QStringList lines;
    addLines(model, {}, 0, lines);
    return lines;
}

// Speaks a language while it lives.
class Speaking
{
public:
    explicit Speaking(const QString& language)
    {
        QLocale::setDefault(QLocale(language));
        m_loaded = m_translator.load(QStringLiteral(":/i18n/mooring_") + language);
        QCoreApplication::installTranslator(&m_translator);
    }
    ~Speaking()
    {
        QCoreApplication::removeTranslator(&m_translator);
        QLocale::setDefault(QLocale::c());
    }
    bool isLoaded() const { return m_loaded; }

private:
    QTranslator m_translator;
    bool m_loaded = false;
};

} // namespace sample
