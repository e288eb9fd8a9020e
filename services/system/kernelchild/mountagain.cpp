// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mountagain.h"

#include "mounttable.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <linux/mount.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/syscall.h>

// <sys/mount.h> of this C library and <linux/mount.h> do not go together: two declarations suffice.
extern "C" int mount(const char*, const char*, const char*, unsigned long, const void*) noexcept;
extern "C" int umount2(const char*, int) noexcept;

namespace mooring::kernelchild {

namespace {

constexpr size_t longestValue = 255; // of fsconfig(2)
constexpr unsigned long msShared = 1UL << 20, msSlave = 1UL << 19, msPrivate = 1UL << 18,
                        msUnbindable = 1UL << 17, msReadOnly = 1;

int fsconfigCall(int context, unsigned command, const char* key, const char* value)
{
    return syscall(SYS_fsconfig, context, command, key, value, 0) == 0 ? 0 : errno;
}

int attach(int mount, const char* target)
{
    return syscall(SYS_move_mount, mount, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH) == 0 ? 0 : errno;
}

Descriptor copyOfTree(const std::string& path)
{
    return Descriptor(static_cast<int>(
        syscall(SYS_open_tree, AT_FDCWD, path.c_str(),
                OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_NO_AUTOMOUNT | AT_SYMLINK_NOFOLLOW)));
}

bool showsMount(const std::string& path, uint64_t id)
{
    struct statx info
    {
    };
    return statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC,
                 STATX_MNT_ID, &info)
        == 0
        && info.stx_mnt_id == id;
}

bool isNeverAsked(const std::string& option) { return option == "seclabel" || option == "rw"; }

uint64_t attributeOf(const std::string& word)
{
    static const std::pair<const char*, uint64_t> words[] = {{"ro", MOUNT_ATTR_RDONLY},
                                                             {"nosuid", MOUNT_ATTR_NOSUID},
                                                             {"nodev", MOUNT_ATTR_NODEV},
                                                             {"noexec", MOUNT_ATTR_NOEXEC},
                                                             {"noatime", MOUNT_ATTR_NOATIME},
                                                             {"nodiratime", MOUNT_ATTR_NODIRATIME},
                                                             {"nosymfollow", MOUNT_ATTR_NOSYMFOLLOW}};
    for (const auto& [name, attribute] : words) {
        if (word == name)
            return attribute;
    }
    return 0;
}

} // namespace

MountAgain::MountAgain(Arguments arguments)
    : m_type(arguments[0])
    , m_source(arguments[1])
    , m_target(arguments[2])
    , m_root(arguments[3])
    , m_device(arguments[4])
    , m_options(arguments[5])
    , m_propagation(arguments[6])
    , m_superOptions(arguments.begin() + 7, arguments.end())
{
}

int MountAgain::run()
{
    struct statx info
    {
    };
    if (statx(AT_FDCWD, m_target, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC, STATX_TYPE,
              &info)
        != 0) {
        const int error = errno;
        fputs("target", stderr);
        return error;
    }
    const bool tooLong = std::any_of(m_superOptions.begin(), m_superOptions.end(), [](const auto& option) {
        return option.size() - std::min(option.find('='), option.size()) > longestValue;
    });
    Descriptor mount;
    int error = m_device != "-" ? fromPresent(mount) : ENOENT;
    if (error == ENOENT && tooLong)
        error = mountOldWay();
    else if (error == ENOENT)
        error = fresh(mount);
    if (!error && mount)
        error = setAttributes(mount.get());
    if (!error && mount)
        error = attach(mount.get(), m_target);
    return error ? error : setPropagation();
}

int MountAgain::fromPresent(Descriptor& mount)
{
    for (const MountLine& line : readMountTable()) {
        const std::string below = pathBelow(m_root, line.root);
        if (line.device != m_device || line.type != m_type || below.empty()
            || !showsMount(line.mountPoint, line.id))
            continue;
        mount = copyOfTree(below == "/" ? line.mountPoint : line.mountPoint + below);
        if (mount)
            return 0;
    }
    return ENOENT;
}

int MountAgain::fresh(Descriptor& mount)
{
    const Descriptor context(static_cast<int>(syscall(SYS_fsopen, m_type, FSOPEN_CLOEXEC)));
    if (!context)
        return errno;
    int error = configure(context.get());
    if (!error)
        error = fsconfigCall(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr);
    if (error) {
        tellKernelsWords(context.get());
        return error;
    }
    mount = Descriptor(static_cast<int>(syscall(SYS_fsmount, context.get(), FSMOUNT_CLOEXEC, 0)));
    if (!mount)
        return errno;
    return partBelow() == "/" ? 0 : narrow(mount);
}

int MountAgain::configure(int context)
{
    if (const int error = fsconfigCall(context, FSCONFIG_SET_STRING, "source", m_source))
        return error;
    for (const std::string& option : m_superOptions) {
        const int error = isNeverAsked(option) ? 0 : configureOne(context, option);
        if (error) {
            fprintf(stderr, "%s: ", option.c_str());
            return error;
        }
    }
    return 0;
}

int MountAgain::configureOne(int context, const std::string& option)
{
    const size_t equals = option.find('=');
    if (equals == std::string::npos)
        return fsconfigCall(context, FSCONFIG_SET_FLAG, option.c_str(), nullptr);
    return fsconfigCall(context, FSCONFIG_SET_STRING, option.substr(0, equals).c_str(),
                        option.c_str() + equals + 1);
}

void MountAgain::tellKernelsWords(int context)
{
    char words[512];
    for (ssize_t count = 0; (count = read(context, words, sizeof words)) > 0;)
        fprintf(stderr, "%.*s ", static_cast<int>(count), words);
}

// For values that fsconfig cannot take (overlayfs with many layers).
int MountAgain::mountOldWay()
{
    std::string data;
    bool readOnly = false;
    for (std::string option : m_superOptions) {
        readOnly |= option == "ro";
        if (isNeverAsked(option) || option == "ro")
            continue;
        for (size_t at = option.find(','); at != std::string::npos; at = option.find(',', at + 2))
            option.insert(at, 1, '\\');
        data += (data.empty() ? "" : ",") + option;
    }
    if (mount(m_source, m_target, m_type, readOnly ? msReadOnly : 0, data.c_str()) != 0)
        return errno;
    const Descriptor made(open(m_target, O_PATH | O_CLOEXEC));
    return made ? setAttributes(made.get()) : errno;
}

std::string MountAgain::partBelow() const
{
    for (const std::string& option : m_superOptions) {
        if (option.starts_with("subvol="))
            return pathBelow(m_root, option.substr(7));
    }
    return m_root;
}

// Shows only a folder of it: mounted whole for a moment, because kernels before 6.15 cannot copy a part of a
// mount that is nowhere yet.
int MountAgain::narrow(Descriptor& mount)
{
    if (const int error = attach(mount.get(), m_target))
        return error;
    mount = copyOfTree(m_target + partBelow());
    const int error = mount ? 0 : errno;
    if (error)
        fputs("root", stderr);
    return umount2(m_target, 0) == 0 ? error : errno;
}

int MountAgain::setAttributes(int mount) const
{
    mount_attr attributes {};
    attributes.attr_clr = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC
        | MOUNT_ATTR__ATIME | MOUNT_ATTR_NODIRATIME | MOUNT_ATTR_NOSYMFOLLOW;
    std::istringstream words(m_options);
    bool atime = true;
    for (std::string word; std::getline(words, word, ',');) {
        attributes.attr_set |= attributeOf(word);
        atime &= word != "relatime" && word != "noatime";
    }
    if (atime)
        attributes.attr_set |= MOUNT_ATTR_STRICTATIME;
    return syscall(SYS_mount_setattr, mount, "", AT_EMPTY_PATH, &attributes, sizeof attributes) == 0 ? 0
                                                                                                     : errno;
}

int MountAgain::setPropagation() const
{
    unsigned long kind = msPrivate;
    if (m_propagation.find("shared:") != std::string::npos)
        kind = msShared;
    else if (m_propagation.find("master:") != std::string::npos)
        kind = msSlave;
    else if (m_propagation.find("unbindable") != std::string::npos)
        kind = msUnbindable;
    return mount(nullptr, m_target, nullptr, kind, nullptr) == 0 ? 0 : errno;
}

int mountAgain(Arguments arguments) { return arguments.size() < 7 ? EINVAL : MountAgain(arguments).run(); }

} // namespace mooring::kernelchild
