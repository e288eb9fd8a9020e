// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backstoremaking.h"

#include "backstore.h"

#include <QUuid>

#include <algorithm>

namespace mooring::lio {
namespace {

bool isDevice(const QByteArray& path) { return path.startsWith("/dev/") && !path.startsWith("/dev/shm/"); }

} // namespace

Result<QByteArray> BackstoreMaking::storeFor(const QByteArray& path, const std::stop_token& stop)
{
    const ConfigFolder core(m_tree.path() + "core");
    for (const QByteArray& name : core ? m_tree.backstores() : QList<QByteArray>()) {
        if (Backstore::readPath(core, name) == path)
            return name;
    }
    const auto control = controlFor(path, stop);
    return control ? make(path, *control, isDevice(path)) : control;
}

// The kernel takes its words apart at commas (fd_set_configfs_dev_params() and its like).
Result<QByteArray> BackstoreMaking::controlFor(const QByteArray& path, const std::stop_token& stop) const
{
    if (path.contains(',') || path.contains('\n'))
        return fail(errorOf(ErrorCode::InvalidArgument, encodeBytes(path)));
    if (isDevice(path))
        return "udev_path=" + path;
    const ChildAnswer file = m_child.run({"image-probe", path}, stop);
    if (const auto error = file.error(path, {}))
        return fail(*error);
    if (file.number("size") == 0)
        return fail(errorOf(ErrorCode::ImageEmpty, encodeBytes(path)));
    return "fd_dev_name=" + path + ",fd_dev_size=" + QByteArray::number(file.number("size"));
}

// Numbers are not used twice, whatever the kind.
QByteArray BackstoreMaking::freeName(const QByteArray& plugin, const QByteArray& path) const
{
    QSet<QByteArray> numbers, names;
    for (const QByteArray& each : m_tree.backstores()) {
        const QByteArray host = each.left(each.indexOf('/'));
        numbers.insert(host.mid(host.lastIndexOf('_') + 1));
        if (host.startsWith(plugin + '_'))
            names.insert(each.mid(each.indexOf('/') + 1));
    }
    int number = 0;
    while (numbers.contains(QByteArray::number(number)))
        ++number;
    const QByteArray wanted = path.mid(path.lastIndexOf('/') + 1);
    QByteArray name = wanted;
    for (int i = 2; names.contains(name); ++i)
        name = wanted + '-' + QByteArray::number(i);
    return plugin + '_' + QByteArray::number(number) + '/' + name;
}

Result<QByteArray> BackstoreMaking::make(const QByteArray& path, const QByteArray& control, bool isDevice)
{
    const QByteArray name = freeName(isDevice ? "iblock" : "fileio", path);
    const QByteArray host = m_tree.path() + "core/" + name.left(name.indexOf('/') + 1);
    const QByteArray folder = m_tree.path() + "core/" + name + '/';
    m_change.make(host);
    m_change.make(folder);
    m_change.write(folder + "udev_path", path);
    m_change.write(folder + "control", control);
    m_change.write(folder + "enable", "1");
    m_change.write(folder + "wwn/vpd_unit_serial", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (!m_change.error())
        return name;
    ConfigChange undo(m_child, {}, {}, {}); // what was made of it
    undo.remove(folder, 0);
    ConfigChange(m_child, {}, {}, {}).remove(host, 0);
    return fail(*m_change.error());
}

} // namespace mooring::lio
