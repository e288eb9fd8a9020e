# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test left in the guest, and its cleaning. Shares nothing with the product."""
import glob
import os
import shutil
import subprocess
import time

# Kernel interfaces and what tools mount of them when they are first used
INTERFACES = {"autofs_misc", "binfmt_misc", "configfs", "debugfs", "fusectl", "nfsd", "rpc_pipefs", "tracefs"}
FILES = ("/etc/auto.master.d/*", "/etc/exports.d/*", "/etc/iscsi/nodes/*", "/etc/iscsi/send_targets/*",
         "/etc/systemd/system/*", "/media/*", "/mnt/*", "/run/mooring/images/*", "/run/systemd/system/*",
         "/run/systemd/transient/*", "/tmp/*")
TARGET = "/sys/kernel/config/target"


def read(path):
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().strip()
    except OSError:
        return ""


def attributes(pattern):
    """"NAME VALUE" of each sysfs attribute; NAME is the part of the path the first * stands for."""
    place = pattern.split("/").index(next(part for part in pattern.split("/") if "*" in part))
    return {f"{path.split('/')[place]} {read(path)}" for path in glob.glob(pattern)}


def mounts():
    """Mount points in the order they were mounted."""
    found = []
    for line in read("/proc/self/mountinfo").splitlines():
        left, right = line.split(" - ")
        kind, source = right.split(" ")[:2]
        point = left.split(" ")[4].encode().decode("unicode_escape")
        if kind not in INTERFACES and kind != "9p" and not point.startswith(("/run/user/", "/run/credentials")):
            found.append((point, f"{point} ({kind} {source})"))
    return found


def folders(pattern):
    return [path for path in sorted(glob.glob(f"{TARGET}/{pattern}")) if os.path.isdir(path)]


def targets():
    core = folders("core/*_*/*")
    fabrics = [path for path in folders("*/*") if "/core/" not in path and not path.endswith("/discovery_auth")]
    return set(core + fabrics)


def files():
    found = {path for pattern in FILES for path in glob.glob(pattern)}
    return {path for path in found if not os.path.basename(path).startswith(("systemd-private-", "mooring-test-"))}


def picture():
    return {
        "mounts": {text for _, text in mounts()},
        "loop devices": attributes("/sys/block/loop*/loop/backing_file"),
        "nbd devices": attributes("/sys/block/nbd*/pid"),
        "device mapper": attributes("/sys/block/dm-*/dm/name"),
        "MD arrays": attributes("/sys/block/md*/md/array_state"),
        "swap": {line.split()[0] for line in read("/proc/swaps").splitlines()[1:]},
        "iSCSI sessions": attributes("/sys/class/iscsi_session/*/targetname"),
        "SCSI devices": set(os.listdir("/sys/class/scsi_device")),
        "exports": set(read("/var/lib/nfs/etab").splitlines()),
        "kernel target": targets(),
        "files": files(),
    }


def compare(before, after):
    return {kind: sorted(after[kind] - before[kind]) for kind in after if after[kind] - before[kind]}


def run(*argv):
    try:
        subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        pass


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        if not any(point == path or point.startswith(path + "/") for point, _ in mounts()):
            shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        os.unlink(path)


def remove_folders(pattern):
    """Links first, which hold what they lead to; the attributes in a folder of configfs go with it."""
    for path in folders(pattern):
        for link in glob.glob(path + "/*"):
            if os.path.islink(link):
                os.unlink(link)
        try:
            os.rmdir(path)
        except OSError:
            pass


def remove_targets():
    for path in glob.glob(f"{TARGET}/*/*/tpgt_*/enable"):
        if read(path) == "1":
            with open(path, "w", encoding="ascii") as file:
                file.write("0")
    for pattern in ("*/*/tpgt_*/acls/*/lun_*", "*/*/tpgt_*/acls/*", "*/*/tpgt_*/lun/lun_*", "*/*/tpgt_*/np/*",
                    "*/*/tpgt_*", "[!c]*/*", "core/*_*/*/alua/*", "core/*_*/*"):
        remove_folders(pattern)


def unmount(left):
    for point, text in reversed(mounts()):
        if text in left:
            run("umount", point)
            if (point, text) in mounts():
                run("umount", "-l", point)


def clean_once(left):
    """From what stands on top to what is below."""
    for path in left.get("swap", []):
        run("swapoff", path)
    for path in left.get("files", []):
        if path.startswith(("/run/systemd/", "/etc/systemd/")):
            run("systemctl", "stop", os.path.basename(path))
    if "exports" in left:
        run("exportfs", "-ua")
    unmount(left.get("mounts", []))
    for name in left.get("device mapper", []):
        run("dmsetup", "remove", "--retry", name.split(" ", 1)[1])
    for name in left.get("MD arrays", []):
        run("mdadm", "--stop", "/dev/" + name.split(" ")[0])
    for name in left.get("iSCSI sessions", []):
        run("iscsiadm", "-m", "session", "-r", name.split(" ")[0].removeprefix("session"), "-u")
    for name in left.get("loop devices", []):
        run("losetup", "-d", "/dev/" + name.split(" ")[0])
    for name in left.get("nbd devices", []):
        run("nbd-client", "-d", "/dev/" + name.split(" ")[0])
    if "kernel target" in left:
        remove_targets()
    if any(path.startswith("/etc/iscsi/") for path in left.get("files", [])):
        run("iscsiadm", "-m", "node", "-o", "delete")
    for path in left.get("files", []):
        remove(path)
    run("systemctl", "daemon-reload")


def settled(before, seconds):
    """What is left once everything had its time to go."""
    end = time.monotonic() + seconds
    left = compare(before, picture())
    while left and time.monotonic() < end:
        time.sleep(0.2)
        left = compare(before, picture())
    return left


def clean(before, left):
    for _ in range(3):
        clean_once(left)
        left = settled(before, 3)
        if not left:
            break
    return left
