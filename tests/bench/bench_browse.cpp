// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "product.h"
#include "relay.h"
#include "tgtlisting.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <cmath>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int lunsOfEach = 8;
constexpr std::chrono::microseconds each {500}; // there and back: a millisecond

lab::Ran browsed(const lab::Product& product, const QByteArray& portal)
{
    const lab::Ran ran = product.run({"--json", "browse", portal});
    if (ran.code != 0)
        qFatal("bench: browse failed: %s", ran.text().constData());
    return ran;
}

void listedByLibiscsi(const QByteArray& portal, int targets)
{
    const lab::Ran ran = lab::run({"iscsi-ls", "-s", "iscsi://" + portal}, {.timeout = 300000});
    if (!ran.ok() || ran.out.count("Target:") != targets)
        qFatal("bench: iscsi-ls failed: %s", ran.text().constData());
}

bool isSame(const QJsonObject& ours, const lab::TgtLun& theirs)
{
    if (ours[u"lun"].toInteger(-1) != qint64(theirs.number)
        || ours[u"type"].toString().toLatin1() != theirs.type
        || ours[u"serial"].toString().toLatin1() != theirs.serial)
        return false;
    constexpr double megabyte = 1e6; // as tgtd rounds
    return theirs.type != "disk"
        || std::abs(double(ours[u"size"].toInteger()) - double(theirs.bytes)) <= megabyte;
}

QList<lab::TgtLun> listed(const QByteArray& listing, int target)
{
    const qsizetype begin = listing.indexOf("Target " + QByteArray::number(target) + ": ");
    const qsizetype end = listing.indexOf("\nTarget ", begin);
    QList<lab::TgtLun> luns = lab::parsedLuns(listing.mid(begin, end - begin), target);
    luns.removeIf([](const lab::TgtLun& lun) { return lun.number == 0; }); // the controller
    return luns;
}

// Every unit of every target, against what tgtd itself lists.
void compare(const lab::Ran& ran, const lab::TgtDaemon& tgt, int targets)
{
    lab::TgtRequest request;
    request.mode = lab::TgtRequest::Mode::Target;
    const QByteArray listing = tgt.ask(request).text;
    const QJsonArray found = ran.json()[u"portals"][0][u"targets"].toArray();
    if (found.size() != targets)
        qFatal("bench: %d of %d targets", int(found.size()), targets);
    for (int i = 0; i < targets; ++i) {
        const QJsonObject target = found[i].toObject();
        const QJsonArray units = target[u"luns"].toArray();
        const QList<lab::TgtLun> expected = listed(listing, i + 1);
        const bool hasController
            = units.size() == lunsOfEach + 1 && units[0][u"type"].toString() == u"controller";
        if (target[u"name"].toString().toUtf8() != tgt.name(i + 1) || expected.size() != lunsOfEach
            || !hasController)
            qFatal("bench: target %d is another", i + 1);
        for (int lun = 0; lun < lunsOfEach; ++lun)
            if (!isSame(units[lun + 1].toObject(), expected[lun]))
                qFatal("bench: unit %d of target %d is another", lun + 1, i + 1);
    }
    if (!tgt.sessions().isEmpty())
        qFatal("bench: sessions are left");
}

// How many times faster than iscsi-ls, which reads less of each unit: the median of the rounds' own ratios.
struct Speed
{
    double ours = 0, times = 0;
};
Speed measured(int rounds, const lab::Product& product, const lab::TgtDaemon& tgt, const QByteArray& portal,
               int targets)
{
    QList<double> ours, times;
    for (int round = 0; round < rounds; ++round) {
        lab::Ran ran;
        ours.append(milliseconds([&] { ran = browsed(product, portal); }));
        times.append(milliseconds([&] { listedByLibiscsi(portal, targets); }) / ours.last());
        compare(ran, tgt, targets);
    }
    return {median(ours), median(times)};
}

void measure(Table& table)
{
    const lab::Lab lab;
    const lab::Product product(lab);
    const auto targetsOf = [&lab](const QByteArray& name, int count) {
        lab::TgtOptions options {lab.folder(), name, count, lunsOfEach};
        options.lunBytes = 0;
        return options;
    };
    const auto report = [&table](const QByteArray& what, const Speed& speed, double least) {
        table.note("mooringctl browse of " + what, speed.ours, "ms");
        table.atLeast("iscsi-ls -s over that", speed.times, least, "times");
    };
    {
        const lab::TgtDaemon tgt(targetsOf("b", 100));
        report("100 targets with 8 units each, on loopback", measured(9, product, tgt, tgt.portal(), 100), 1);
        lab::Relay relay(tgt.port(), each);
        relay.standInForTheTarget();
        report("the same, a millisecond away", measured(7, product, tgt, relay.portal(), 100), 20);
    }
    const lab::TgtDaemon tgt(targetsOf("m", 500));
    lab::Relay relay(tgt.port(), each);
    relay.standInForTheTarget();
    report("500 targets with 8 units each, a millisecond away",
           measured(3, product, tgt, relay.portal(), 500), 40);
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (const QString why = lab::TgtDaemon::unavailable(); !why.isEmpty())
        table.skip("browse", why.toUtf8());
    else if (QStandardPaths::findExecutable(QStringLiteral("iscsi-ls")).isEmpty())
        table.skip("browse", "needs iscsi-ls");
    else
        measure(table);
    return table.finish();
}
