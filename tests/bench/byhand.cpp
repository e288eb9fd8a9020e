// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "byhand.h"

#include "oracle.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace mooring::bench {

namespace {

void await(const char* what, const std::function<bool()>& there)
{
    for (int turn = 0; turn < 20000; ++turn) {
        if (there())
            return;
        usleep(500);
    }
    qFatal("bench: waited in vain for %s", what);
}

// In a session of its own, as what has to outlive its starter: the kernel shares its time out by sessions.
lab::RunningPtr started(const lab::Argv& argv)
{
    return std::make_unique<lab::Running>(argv, lab::Argv {}, lab::Running::Session::Own);
}

bool exists(const QByteArray& path) { return access(path.constData(), F_OK) == 0; }

qint64 sizeOf(const QByteArray& path)
{
    struct stat info = {};
    return stat(path.constData(), &info) == 0 ? info.st_size : 0;
}

} // namespace

ByHand::ByHand(const lab::Lab& lab, QByteArray image, QByteArray driver, Server server)
    : m_folder(lab.makeFolder("images/byhand")) // what runs in there a lab takes down
    , m_image(std::move(image))
    , m_driver(std::move(driver))
    , m_kind(server)
{
}

ByHand::~ByHand()
{
    if (m_monitor >= 0)
        close(m_monitor);
}

QByteArray ByHand::answer()
{
    while (!m_said.contains('\n')) {
        std::array<char, 65536> buffer; // NOLINT: filled by read
        const ssize_t count = read(m_monitor, buffer.data(), buffer.size());
        if (count <= 0)
            qFatal("bench: the monitor is closed");
        m_said.append(buffer.data(), count);
    }
    const QByteArray line = m_said.left(m_said.indexOf('\n'));
    m_said.remove(0, line.size() + 1);
    return line;
}

void ByHand::tell(const QByteArray& command)
{
    const QByteArray line = command + '\n';
    if (::write(m_monitor, line.constData(), size_t(line.size())) != line.size())
        qFatal("bench: the monitor is closed");
    QByteArray said = answer();
    while (said.contains("\"event\""))
        said = answer();
    if (!said.contains("\"return\""))
        qFatal("bench: %s: %s", command.constData(), said.constData());
}

void ByHand::connectMonitor()
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    strncpy(address.sun_path, file("monitor").constData(), sizeof address.sun_path - 1);
    m_monitor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    await("qemu-storage-daemon",
          [&] { return connect(m_monitor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0; });
    answer(); // its greeting
    tell(R"({"execute":"qmp_capabilities"})");
}

void ByHand::startStorageDaemon()
{
    m_server = started({"qemu-storage-daemon", "--chardev",
                        "socket,id=m,server=on,wait=on,path=" + file("monitor"), "--monitor",
                        "chardev=m,mode=control"});
    connectMonitor();
    tell(
        R"({"execute":"blockdev-add","arguments":{"driver":")" + m_driver
        + R"(","node-name":"disk","discard":"unmap","cache":{"direct":true},"file":{"driver":"file","filename":")"
        + m_image + R"(","discard":"unmap","cache":{"direct":true}}}})");
    tell(R"({"execute":"nbd-server-start","arguments":{"addr":{"type":"unix","data":{"path":")"
         + file("socket") + R"("}},"max-connections":0}})");
    tell(R"({"execute":"block-export-add","arguments":{"type":"nbd","id":"e","name":"d","node-name":"disk",)"
         R"("writable":true}})");
}

void ByHand::startQemuNbd()
{
    m_server = started({"qemu-nbd", "-f", m_driver, "-k", file("socket"), "-x", "d", "-t", "-e", "0",
                        "--cache=none", "--discard=unmap", "--pid-file=" + file("ready"), m_image});
    await("qemu-nbd", [&] { return exists(file("ready")); });
}

void ByHand::mountSurface()
{
    const QByteArray surface = file("disk");
    close(open(surface.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    m_nbdfuse = started({"nbdfuse", surface, "nbd+unix:///d?socket=" + file("socket")});
    await("nbdfuse", [&] { return sizeOf(surface) > 0; });
}

void ByHand::attach()
{
    if (m_kind == Server::StorageDaemon)
        startStorageDaemon();
    else
        startQemuNbd();
    mountSurface();
    m_device = lab::Lab::must({"losetup", "-f", "--show", "-P", "--direct-io=on", file("disk")}).trimmed();
}

void ByHand::detach()
{
    lab::Lab::must({"losetup", "-d", m_device});
    await("the loop device", [&] { return !lab::Oracle::isBound(m_device); });
    if (umount2(file("disk").constData(), 0) != 0)
        qFatal("bench: umount: %s", strerror(errno));
    m_nbdfuse->waitEnd();
    m_nbdfuse.reset();
    if (m_kind == Server::StorageDaemon) {
        tell(R"({"execute":"block-export-del","arguments":{"id":"e"}})");
        tell(R"({"execute":"blockdev-del","arguments":{"node-name":"disk"}})");
        tell(R"({"execute":"quit"})");
        close(std::exchange(m_monitor, -1));
        m_said.clear();
    } else {
        m_server->signal(SIGTERM);
    }
    m_server->waitEnd();
    m_server.reset();
}

} // namespace mooring::bench
