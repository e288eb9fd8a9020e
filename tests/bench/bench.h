// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>

namespace mooring::bench {

// The measured figures of one program: printed as a table at the end, and added to the file that
// MOORING_BENCH_ROWS names, one figure a line.
class Table
{
public:
    void atMost(const QByteArray& what, double value, double limit, const QByteArray& unit);
    void atLeast(const QByteArray& what, double value, double limit, const QByteArray& unit);
    void note(const QByteArray& what, double value, const QByteArray& unit); // without a target
    void skip(const QByteArray& what, const QByteArray& why); // counts as a miss: nothing was shown
    int finish() const; // exit status: 1 when a target was missed

private:
    void add(const QByteArray& what, const QByteArray& value, const QByteArray& target,
             const QByteArray& verdict);
    QList<QList<QByteArray>> m_rows;
    int m_missed = 0;
};

double milliseconds(const std::function<void()>& work);
double median(QList<double> values);
double percentile(QList<double> values, double percent);

// Runs both in turn, so that both meet the same machine; the medians in milliseconds.
struct SideBySide
{
    double ours = 0, theirs = 0;
    double ratio() const { return theirs > 0 ? ours / theirs : 0; }
};
SideBySide sideBySide(int runs, const std::function<void()>& ours, const std::function<void()>& theirs);

} // namespace mooring::bench
