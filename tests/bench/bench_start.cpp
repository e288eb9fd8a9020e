// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "lab.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QPixmap>
#include <QScreen>
#include <QStandardPaths>

#include <csignal>

using namespace mooring;
using namespace mooring::bench;

// Start to a populated window, against gnome-disks under the same X server: the time at which the screen has
// become, but for a few pixels, what it stays.
namespace {

constexpr int quiet = 1500, patience = 20000; // ms
constexpr double blinking = 0.003; // share of pixels that may go on changing: a text cursor

struct Frame
{
    double at = 0;
    QImage picture;
};

QImage screenNow() { return QGuiApplication::primaryScreen()->grabWindow(0).toImage(); }

double differing(const QImage& a, const QImage& b)
{
    if (a.size() != b.size() || a.isNull())
        return 1;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto* left = reinterpret_cast<const QRgb*>(a.constScanLine(y));
        const auto* right = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            count += (left[x] & 0xffffffU) != (right[x] & 0xffffffU) ? 1 : 0;
    }
    return double(count) / a.width() / a.height();
}

struct Start
{
    double time = 0, proportional = 0, resident = 0; // ms, MiB
};

double kibibytes(const QByteArray& rollup, const QByteArray& name)
{
    for (const QByteArray& line : rollup.split('\n'))
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed().split(' ').first().toDouble();
    return 0;
}

Start watchStart(const lab::Argv& argv, const lab::Argv& environment)
{
    const QImage before = screenNow();
    QElapsedTimer clock;
    clock.start();
    lab::Running program(argv, environment);
    QList<Frame> frames {{0, before}};
    while (double(clock.nsecsElapsed()) / 1e6 < patience) {
        Frame frame {double(clock.nsecsElapsed()) / 1e6, screenNow()};
        if (differing(frame.picture, frames.last().picture) > 0)
            frames.append(frame);
        const bool shown = differing(frames.last().picture, before) > 0.05;
        if (shown && frame.at - frames.last().at > quiet)
            break;
    }
    const QImage last = frames.last().picture;
    if (differing(last, before) < 0.05)
        qFatal("bench: %s showed no window", argv.first().constData());
    Start start;
    for (const Frame& frame : frames)
        if (differing(frame.picture, last) > blinking)
            start.time = -1;
        else if (start.time <= 0)
            start.time = frame.at;
    QFile rollup(QStringLiteral("/proc/%1/smaps_rollup").arg(program.pid()));
    if (rollup.open(QIODevice::ReadOnly)) {
        const QByteArray text = rollup.readAll();
        start.proportional = kibibytes(text, "Pss") / 1024;
        start.resident = kibibytes(text, "Rss") / 1024;
    }
    program.signal(SIGTERM);
    program.waitEnd(5000);
    while (differing(screenNow(), before) > blinking && double(clock.nsecsElapsed()) / 1e6 < 2 * patience) { }
    return start;
}

constexpr auto busConfiguration = R"(<busconfig><type>custom</type><listen>unix:path=%1</listen>
<auth>EXTERNAL</auth><policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>)";

// A private bus that is system and session bus in one, with udisks on it.
struct Bus
{
    lab::RunningPtr daemon, udisks;
    lab::Argv environment;
    explicit Bus(const lab::Lab& lab)
    {
        const QByteArray socket = lab.path("bus");
        const QByteArray file = lab.writeFile("bus.conf", QByteArray(busConfiguration).replace("%1", socket));
        daemon = std::make_unique<lab::Running>(
            lab::Argv {"dbus-daemon", "--config-file=" + file, "--nofork", "--print-address"});
        daemon->readLine();
        environment = {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + socket,
                       "DBUS_SESSION_BUS_ADDRESS=unix:path=" + socket,
                       "XDG_STATE_HOME=" + lab.makeFolder("state"),
                       "XDG_CONFIG_HOME=" + lab.makeFolder("config"),
                       "NO_AT_BRIDGE=1",
                       "GTK_A11Y=none",
                       "QT_QPA_PLATFORM=xcb",
                       "GTK_THEME=Adwaita"};
        udisks = std::make_unique<lab::Running>(lab::Argv {"/usr/libexec/udisks2/udisksd"}, environment);
        for (int attempt = 0; attempt < 200 && !isUp(); ++attempt)
            if (!udisks->isRunning())
                qFatal("bench: udisksd does not run");
    }
    bool isUp() const
    {
        lab::RunOptions options;
        options.environment = environment;
        return lab::run({"busctl", "--system", "status", "org.freedesktop.UDisks2"}, options).ok()
            || lab::run({"dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.UDisks2",
                         "/org/freedesktop/UDisks2", "org.freedesktop.DBus.Peer.Ping"},
                        options)
                   .ok();
    }
};

void measure(Table& table)
{
    lab::Lab lab;
    for (const char* name : {"one.img", "two.img"})
        lab.mount(lab.attach(lab.partitionedImage(name)).part(1), QByteArray("mnt-") + name);
    const Bus bus(lab);
    QList<Start> ours, theirs;
    for (int run = 0; run < 6; ++run) { // the first of each warms the disk's cache
        const Start our = watchStart({lab::Lab::program("mooring")}, bus.environment);
        const Start their = watchStart({"gnome-disks"}, bus.environment);
        if (run > 0) {
            ours.append(our);
            theirs.append(their);
        }
    }
    const auto of = [](const QList<Start>& starts, double Start::*what) {
        QList<double> values;
        for (const Start& start : starts)
            values.append(start.*what);
        return median(values);
    };
    table.note("start to a populated window", of(ours, &Start::time), "ms");
    table.note("start of gnome-disks", of(theirs, &Start::time), "ms");
    table.atMost("start over gnome-disks", of(ours, &Start::time) / of(theirs, &Start::time), 0.7, "times");
    table.note("memory, proportional (PSS)", of(ours, &Start::proportional), "MiB");
    table.note("memory of gnome-disks, proportional (PSS)", of(theirs, &Start::proportional), "MiB");
    table.atMost("memory over gnome-disks (PSS)",
                 of(ours, &Start::proportional) / of(theirs, &Start::proportional), 0.7, "times");
    table.note("memory, resident (RSS)", of(ours, &Start::resident), "MiB");
    table.note("memory of gnome-disks, resident (RSS)", of(theirs, &Start::resident), "MiB");
}

} // namespace

int main(int count, char** words)
{
    const QGuiApplication application(count, words);
    Table table;
    const QString why = !lab::Lab::unavailable().isEmpty()         ? lab::Lab::unavailable()
        : QGuiApplication::platformName() != QStringLiteral("xcb") ? QStringLiteral("needs an X server")
        : QStandardPaths::findExecutable(QStringLiteral("gnome-disks")).isEmpty()
        ? QStringLiteral("no gnome-disks")
        : QString();
    if (why.isEmpty())
        measure(table);
    else
        table.skip("start over gnome-disks", why.toUtf8());
    return table.finish();
}
