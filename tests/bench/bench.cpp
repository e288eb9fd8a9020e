// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace mooring::bench {

namespace {

QByteArray figure(double value, const QByteArray& unit)
{
    const int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QByteArray::number(value, 'f', digits) + ' ' + unit;
}

} // namespace

void Table::add(const QByteArray& what, const QByteArray& value, const QByteArray& target,
                const QByteArray& verdict)
{
    m_rows.append({what, value, target, verdict});
    std::printf("%-76s %14s  %-14s %s\n", what.constData(), value.constData(), target.constData(),
                verdict.constData());
    std::fflush(stdout);
}

void Table::atMost(const QByteArray& what, double value, double limit, const QByteArray& unit)
{
    const bool met = value <= limit;
    m_missed += met ? 0 : 1;
    add(what, figure(value, unit), "<= " + figure(limit, unit), met ? "pass" : "MISS");
}

void Table::atLeast(const QByteArray& what, double value, double limit, const QByteArray& unit)
{
    const bool met = value >= limit;
    m_missed += met ? 0 : 1;
    add(what, figure(value, unit), ">= " + figure(limit, unit), met ? "pass" : "MISS");
}

void Table::note(const QByteArray& what, double value, const QByteArray& unit)
{
    add(what, figure(value, unit), {}, {});
}

void Table::skip(const QByteArray& what, const QByteArray& why)
{
    ++m_missed;
    add(what, "not measured", why, "MISS");
}

int Table::finish() const
{
    QFile file(qEnvironmentVariable("MOORING_BENCH_ROWS"));
    if (!file.fileName().isEmpty() && file.open(QIODevice::Append))
        for (const QList<QByteArray>& row : m_rows)
            file.write(row.join('\t') + '\n');
    return m_missed > 0 ? 1 : 0;
}

double milliseconds(const std::function<void()>& work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return double(clock.nsecsElapsed()) / 1e6;
}

double median(QList<double> values) { return percentile(std::move(values), 50); }

double percentile(QList<double> values, double percent)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto at = qsizetype(std::ceil(percent / 100 * double(values.size()))) - 1;
    return values[std::clamp<qsizetype>(at, 0, values.size() - 1)];
}

SideBySide sideBySide(int runs, const std::function<void()>& ours, const std::function<void()>& theirs)
{
    QList<double> our, their;
    for (int i = 0; i < runs; ++i) {
        our.append(milliseconds(ours));
        their.append(milliseconds(theirs));
    }
    return {median(our), median(their)};
}

} // namespace mooring::bench
