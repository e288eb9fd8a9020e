// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iowatch.h"

namespace mooring::tgt {
namespace {

QByteArray nameOf(const Traffic& traffic)
{
    return QByteArray::number(traffic.target) + '/' + QByteArray::number(traffic.lun) + '/'
        + QByteArray::number(traffic.nexus);
}

void keepLater(QHash<quint64, QDateTime>& times, quint64 of, const QDateTime& time)
{
    if (time.isValid() && (!times.contains(of) || times.value(of) < time))
        times.insert(of, time);
}

} // namespace

QHash<qint32, IoTimes> IoWatch::seen(const QByteArray& daemon, const QList<Traffic>& traffic,
                                     const QDateTime& now)
{
    const std::scoped_lock lock(m_mutex);
    const QHash<QByteArray, Count> before = m_counts.take(daemon);
    QHash<QByteArray, Count>& counts = m_counts[daemon];
    QHash<qint32, IoTimes> times;
    for (const Traffic& each : traffic) {
        const QByteArray name = nameOf(each);
        const auto known = before.constFind(name);
        Count count = known == before.cend() ? Count {each.commands, {}} : *known;
        if (each.commands > count.value)
            count.last = now;
        count.value = each.commands;
        counts.insert(name, count);
        IoTimes& of = times[each.target];
        of.commandsOfUnit[each.lun] += each.commands;
        of.commandsOfNexus[each.nexus] += each.commands;
        keepLater(of.ofUnit, each.lun, count.last);
        keepLater(of.ofNexus, each.nexus, count.last);
    }
    return times;
}

} // namespace mooring::tgt
