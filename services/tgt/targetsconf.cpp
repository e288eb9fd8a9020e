// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconf.h"

#include "targetsconfchange.h"

namespace mooring::tgt {

TargetsConf::TargetsConf(QByteArray root, QByteArray file)
    : m_root(root.endsWith('/') ? root.chopped(1) : std::move(root))
    , m_file(std::move(file))
{
}

TargetsConf::Saved TargetsConf::read() const
{
    ConfReading reading = ConfReading::of(m_root, m_file);
    return {std::move(reading.targets), std::move(reading.errors)};
}

std::optional<Error> TargetsConf::removeUnit(const QByteArray& target, quint64 lun,
                                             const QByteArray& path) const
{
    return ConfChange(m_root, m_file, target).remove(lun, path);
}

std::optional<Error> TargetsConf::addUnit(const QByteArray& target, const Unit& unit) const
{
    return ConfChange(m_root, m_file, target).add(unit);
}

} // namespace mooring::tgt
