// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworld.h"

namespace mooring::worlds {
namespace {

Key key(const QByteArray& text) { return {text}; }

Release releaseBy(Verb verb, const QList<QByteArray>& command, Consequence consequence, const Resource& of)
{
    const Verb back = verb == Verb::Detach ? Verb::Attach : Verb::Mount;
    Release release {.verb = verb, .command = command, .consequence = consequence};
    release.restore = {{QStringLiteral("provider"), QStringLiteral("loop")},
                       {QStringLiteral("verb"), token(back)},
                       {QStringLiteral("id"), of.id.text},
                       {QStringLiteral("kind"), token(of.kind)},
                       {QStringLiteral("name"), of.name}};
    return release;
}

Resource virtualDisk(int n, const QByteArray& path, quint64 size, State state)
{
    const QByteArray device = "/dev/loop" + QByteArray::number(n);
    const QByteArray seq = QByteArray::number(100 + n);
    Resource disk;
    disk.id = ResourceId::make(Kind::VirtualDisk, device);
    disk.kind = Kind::VirtualDisk;
    disk.name = QString::fromUtf8(path.mid(path.lastIndexOf('/') + 1));
    disk.incarnation = QString::fromLatin1(seq);
    disk.keys = {key("block:7:" + QByteArray::number(n) + "@" + seq)};
    disk.needs = {{.on = {key("imagepath:" + path)}, .how = How::BackingFile}};
    disk.state = state;
    disk.verbs = {Verb::Detach};
    disk.facts = {{Fact::Device, device},
                  {Fact::Path, path},
                  {Fact::Size, size},
                  {Fact::OnDisk, size / 3},
                  {Fact::SectorSize, quint64(512)},
                  {Fact::ReadOnly, false},
                  {Fact::Autoclear, false},
                  {Fact::Format, QStringLiteral("raw")},
                  {Fact::StaysAttached, QStringLiteral("until-detached")},
                  {Fact::DeviceNumber, QStringLiteral("7:%1").arg(n)},
                  {Fact::Since, QDateTime(QDate(2026, 3, 14), QTime(9, 26), Qt::UTC)}};
    disk.release = releaseBy(Verb::Detach, {"losetup", "-d", device}, Consequence::ImageFileKept, disk);
    return disk;
}

Resource image(const QByteArray& path, quint64 size)
{
    Resource file;
    file.id = ResourceId::make(Kind::Image, path);
    file.kind = Kind::Image;
    file.name = QString::fromUtf8(path);
    file.incarnation = QStringLiteral("8:1:4711");
    file.keys = {key("imagepath:" + path)};
    file.goes = Goes::WithItsLastUser;
    file.state = State::InUse;
    file.facts = {{Fact::Path, path}, {Fact::Size, size}, {Fact::OnDisk, size / 3}};
    return file;
}

Resource partition(const QByteArray& device, const QByteArray& number, const QByteArray& base, quint64 size)
{
    Resource part;
    part.id = ResourceId::make(Kind::Partition, device);
    part.kind = Kind::Partition;
    part.name = QString::fromLatin1(device);
    part.incarnation = QStringLiteral("100");
    part.keys = {key("block:" + number + "@100")};
    part.needs = {{.on = {key(base)}}};
    part.goes = Goes::WithItsBase;
    part.state = State::InUse;
    part.facts = {{Fact::Device, device}, {Fact::Size, size}, {Fact::PartitionNumber, qint64(1)}};
    return part;
}

Resource filesystem(const QByteArray& device, const QByteArray& number, const QByteArray& base, quint64 size)
{
    Resource fs;
    fs.id = ResourceId::make(Kind::Filesystem, device);
    fs.kind = Kind::Filesystem;
    fs.name = QStringLiteral("data");
    fs.incarnation = QStringLiteral("c0ffee");
    fs.keys = {key("fs:" + number)};
    fs.needs = {{.on = {key(base)}}};
    fs.goes = Goes::WithItsLastUser;
    fs.state = State::Mounted;
    fs.facts = {{Fact::FilesystemType, QStringLiteral("ext4")},
                {Fact::Label, QStringLiteral("data")},
                {Fact::Device, device},
                {Fact::Size, size},
                {Fact::MountPoints, QByteArray("/mnt/data")},
                {Fact::Uuid, QStringLiteral("5a3c-11")}};
    return fs;
}

Resource mount(const QByteArray& path, const QByteArray& mountKey, const QByteArray& fsKey)
{
    Resource point;
    point.id = ResourceId::make(Kind::Mount, path);
    point.kind = Kind::Mount;
    point.name = QString::fromUtf8(path);
    point.incarnation = QString::fromLatin1(mountKey);
    point.keys = {key(mountKey)};
    point.needs = {{.on = {key(fsKey)}}};
    point.state = State::Mounted;
    point.verbs = {Verb::Unmount};
    point.facts = {{Fact::MountPoint, path}, {Fact::MountOptions, QStringLiteral("rw,nosuid,nodev")}};
    point.release = releaseBy(Verb::Unmount, {"umount", path}, Consequence::FilesystemLeavesTree, point);
    return point;
}

Resource process(int pid, const char* name, const char* user, const QByteArray& on, How how,
                 const QByteArray& path)
{
    Resource task;
    const QByteArray text = QByteArray::number(pid) + "@5150";
    task.id = ResourceId::make(Kind::Process, text);
    task.kind = Kind::Process;
    task.name = QString::fromLatin1(name);
    task.incarnation = QStringLiteral("5150");
    task.keys = {key("process:" + text)};
    task.needs = {{.on = {key(on)}, .how = how, .evidence = path}};
    task.state = State::InUse;
    task.release = Release {.verb = Verb::AskToQuit,
                            .command = {"kill", "-TERM", QByteArray::number(pid)},
                            .consequence = Consequence::AskedToQuit,
                            .reversible = false};
    task.facts = {{Fact::Pid, qint64(pid)},
                  {Fact::User, QString::fromLatin1(user)},
                  {Fact::Command, QString::fromLatin1(name)},
                  {Fact::CommandLine, QByteArray(name)},
                  {Fact::How, token(how)},
                  {Fact::UsedPath, path},
                  {Fact::Since, QDateTime(QDate(2026, 3, 14), QTime(14, 2), Qt::UTC)}};
    return task;
}

} // namespace

ResourceId id(Kind kind, const char* key) { return ResourceId::make(kind, key); }

void diskInUse(FakeWorld& world)
{
    constexpr quint64 size = 256ULL << 20;
    const QByteArray path = "/srv/images/disk.img";
    world.resources << virtualDisk(0, path, size, State::InUse) << image(path, size)
                    << partition("/dev/loop0p1", "259:0", "block:7:0@100", size - (1ULL << 20))
                    << filesystem("/dev/loop0p1", "259:0", "block:259:0@100", size - (1ULL << 20))
                    << mount("/mnt/data", "mount:4026531840/77", "fs:259:0");
    world.users << process(4711, "bash", "alice", "mount:4026531840/77", How::WorkingDirectory,
                           "/mnt/data/src")
                << process(4712, "vim", "alice", "mount:4026531840/77", How::OpenFile,
                           "/mnt/data/src/notes.txt");
}

void twoFreeDisks(FakeWorld& world)
{
    for (const auto& [n, name] : {std::pair {1, "a.img"}, {2, "b.img"}}) {
        const QByteArray path = QByteArray("/srv/images/") + name;
        world.resources << virtualDisk(n, path, 64ULL << 20, State::Attached) << image(path, 64ULL << 20);
    }
}

void diskWithOverlay(FakeWorld& world)
{
    const QByteArray path = "/srv/images/web.vhdx";
    Resource disk = virtualDisk(3, path, 512ULL << 20, State::Attached);
    disk.facts.insert(Fact::Format, QStringLiteral("vhdx"));
    disk.facts.insert(Fact::OverlayKind, QStringLiteral("overlay"));
    disk.facts.insert(Fact::Overlay, path + ".overlay-20261128-140501.qcow2");
    disk.release->choice = QStringLiteral("overlay");
    for (const auto& [word, consequence] : {std::pair {"keep", Consequence::OverlayKept},
                                            {"discard", Consequence::OverlayDiscarded},
                                            {"merge", Consequence::OverlayMerged}}) {
        ReleaseChoice choice {.word = QString::fromLatin1(word), .consequence = consequence};
        choice.reversible = consequence != Consequence::OverlayDiscarded;
        choice.command = {"mooringctl", "detach", "--overlay", word, disk.id.text.toUtf8()};
        choice.arguments = {{QStringLiteral("overlay"), choice.word}};
        disk.release->choices.append(choice);
    }
    world.resources << disk << image(path, 512ULL << 20);
}

void attach(FakeWorld& world, int n, const QByteArray& path)
{
    world.resources << virtualDisk(n, path, 64ULL << 20, State::Attached);
    const ResourceId file = ResourceId::make(Kind::Image, path);
    if (std::none_of(world.resources.begin(), world.resources.end(),
                     [&](const Resource& resource) { return resource.id == file; }))
        world.resources << image(path, 64ULL << 20);
}

} // namespace mooring::worlds
