// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr auto markName = "MOORING_LAB";
constexpr qint64 mebibyte = 1024 * 1024;

QByteArray number(qint64 value) { return QByteArray::number(value); }

QByteArray readSysfs(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

QString Lab::unavailable()
{
    if (geteuid() != 0)
        return QStringLiteral("a lab with real devices needs root");
    if (access("/dev/loop-control", R_OK | W_OK) != 0)
        return QStringLiteral("this machine has no loop devices");
    return {};
}

Lab::Lab()
    : m_outerMark(qgetenv(markName))
{
    signal(SIGPIPE, SIG_IGN); // NOLINT(cert-err33-c): cannot fail for this signal
    QByteArray folder = "/tmp/mooring-lab-XXXXXX";
    if (!mkdtemp(folder.data()))
        qFatal("lab: no folder: %s", strerror(errno));
    chmod(folder.constData(), 0755); // also for the runs as another user
    m_folder = folder;
    m_janitor = std::make_unique<Running>(Argv {JANITOR_SCRIPT, m_folder});
    qputenv(markName, m_folder);
}

Lab::~Lab()
{
    if (!takeDown())
        qWarning("lab: something was left behind");
}

bool Lab::takeDown()
{
    if (!m_janitor)
        return true;
    m_janitor->closeInput();
    const std::optional<int> status = m_janitor->waitEnd(60000);
    m_janitor.reset();
    m_outerMark.isEmpty() ? qunsetenv(markName) : qputenv(markName, m_outerMark);
    return status == 0;
}

QByteArray Lab::must(const Argv& argv, const RunOptions& options)
{
    const Ran ran = run(argv, options);
    if (!ran.ok())
        qFatal("lab: %s: %s", argv.join(' ').constData(), ran.text().constData());
    return ran.out;
}

QByteArray Lab::program(const char* name) { return QByteArray(MOORING_BIN_DIR "/") + name; }

QByteArray Lab::makeFolder(const QByteArray& name) const
{
    must({"mkdir", "-p", "--", path(name)});
    return path(name);
}

QByteArray Lab::writeFile(const QByteArray& name, const QByteArray& content) const
{
    QFile file(QFile::decodeName(path(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("lab: cannot write %s", qPrintable(file.fileName()));
    return path(name);
}

void Lab::stageFiles(const QByteArray& stage, const Files& files) const
{
    makeFolder(stage);
    for (auto file = files.begin(); file != files.end(); ++file)
        writeFile(stage + '/' + file.key(), file.value());
}

QByteArray Lab::ext4Image(const QByteArray& name, const Files& files, int mebibytes) const
{
    stageFiles("stage-" + name, files);
    must({"truncate", "-s", number(mebibytes) + 'M', "--", path(name)});
    must({"mke2fs", "-q", "-F", "-t", "ext4", "-L", "lab", "-d", path("stage-" + name), path(name)});
    return path(name);
}

QByteArray Lab::partitionedImage(const QByteArray& name, const Files& files, int mebibytes) const
{
    constexpr int sectors = 2048; // a mebibyte
    const int first = mebibytes - 10, second = 8;
    stageFiles("stage-" + name, files);
    must({"truncate", "-s", number(mebibytes) + 'M', "--", path(name)});
    RunOptions table;
    table.input = "label: gpt\nstart=2048,size=" + number(first * sectors)
        + "\nstart=" + number((first + 1) * sectors) + ",size=" + number(second * sectors) + ",type=S\n";
    must({"sfdisk", "-q", "--", path(name)}, table);
    must({"mke2fs", "-q", "-F", "-t", "ext4", "-L", "lab", "-E", "offset=" + number(mebibyte), "-d",
          path("stage-" + name), path(name), number(first * 1024) + 'k'});
    return path(name);
}

QByteArray Lab::isoImage(const QByteArray& name, const Files& files) const
{
    stageFiles("stage-" + name, files);
    must({"xorriso", "-as", "mkisofs", "-quiet", "-V", "LAB", "-o", path(name), path("stage-" + name)});
    return path(name);
}

Disk Lab::attach(const QByteArray& image, const Argv& options)
{
    Disk disk {image, must(Argv {"losetup", "-f", "--show"} + options + Argv {"--", image}).trimmed()};
    remember(disk.device);
    if (run({"sfdisk", "-q", "-d", disk.device}).ok())
        run({"partx", "-a", disk.device}); // fails where the kernel read the table by itself
    return disk;
}

void Lab::remember(const QByteArray& device)
{
    const QByteArray sequence = readSysfs("/sys/block/" + device.mid(5) + "/diskseq");
    if (m_janitor && !sequence.isEmpty())
        m_janitor->write("loop " + device + ' ' + sequence + '\n');
}

QByteArray Lab::mount(const QByteArray& device, const QByteArray& folder, const Argv& options) const
{
    const QByteArray target = makeFolder(folder);
    must(Argv {"mount"} + options + Argv {"--", device, target});
    return target;
}

void Lab::swapOn(const QByteArray& path) const
{
    must({"mkswap", "-q", path});
    must({"swapon", path});
}

QByteArray Lab::copyProgram(const QByteArray& program, const QByteArray& folder) const
{
    const QByteArray copy = folder + program.mid(program.lastIndexOf('/'));
    must({"cp", "--", program, copy});
    return copy;
}

} // namespace mooring::lab
