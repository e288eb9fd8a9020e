// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

// The verbs of mooring-child: each gets the arguments behind its name and returns 0 or an errno. What a verb
// finds out goes to standard output. Declared here, listed in main.cpp.
namespace mooring::kernelchild {

using Arguments = std::span<char* const>;

// Mounts. `umount PATH MOUNTID [DEVICE [TYPE]]` only takes the topmost mount at PATH, and only when it has
// that id: ENOENT when that mount is gone, EINVAL when PATH shows another one. Before, it writes what
// `identify` does.
int umountMount(Arguments arguments);
// `umount-lazy PATH MOUNTID`: the same with MNT_DETACH; nothing is read.
int umountLazily(Arguments arguments);
// `mount TYPE SOURCE TARGET ROOT DEVICE OPTIONS PROPAGATION [SUPEROPTION...]`: as recorded from mountinfo;
// DEVICE is the MAJ:MIN of a superblock to be bound from one of its present mounts, or "-" to mount SOURCE
// afresh.
int mountAgain(Arguments arguments);

// Swap. `swapoff PATH [DEVICE [TYPE]]`, identified as above; `swapon PATH PRIORITY`.
int swapOff(Arguments arguments);
int swapOn(Arguments arguments);

// `signal PID STARTTICKS NUMBER...`: through a pidfd, after comparing the start time; ESRCH when it is
// another process.
int signalProcess(Arguments arguments);

// `scan CALLERPID`, targets on standard input: who uses them. The format is in scanformat.h.
int scanProcesses(Arguments arguments);

// `probe-exclusive DEVICE...` writes one errno a line: 0 free, EBUSY claimed by somebody.
int probeExclusive(Arguments arguments);

// `identify DEVICE [TYPE]` writes "TYPE\0UUID\0" of the file system or swap area on it; empty when it has
// none. One of the TYPE that is expected is found without reading all that others would need.
int identifyContent(Arguments arguments);

// `file-mark PATH`: "mark" as fileMark() has it, of the regular file at PATH.
int tellFileMark(Arguments arguments);

// `image-probe PATH`: what is at PATH, without opening anything but a regular file. Lines "KEY VALUE".
int imageProbe(Arguments arguments);
// `image-sniff PATH [outside]`: the image at PATH and every file that it needs, by their own bytes; those
// outside the image's folder only with "outside". For each, lines "KEY VALUE" from "file" to the next "file":
//   file PATH, depth N, named-by N (the index of a file before), role parent|backing|extent|data-file,
//   identity MAJ:MIN:INO, lock none|readers|writer|unknown, problem WORD...
// and, when it was opened, format, subformat, virtual-size BYTES, sector BYTES, identifier,
// parent-identifier,
//   change-mark, parent-change-mark..., parent-time SECONDS, state differencing|unclean|corrupt|encrypted...,
//   fault WORD, and for each name in it
//   reference ROLE FORMAT NAME or extent ACCESS TYPE SECTORS OFFSET NAME; FORMAT is "-" when it is not said.
// What is empty or unknown has no line. In PATH, FORMAT, TYPE, NAME and other text from the image each
// control character, blank and "%" is "%" and two hexadecimal digits; other bytes stay as they are.
int imageSniff(Arguments arguments);

// `unit-claim IDENTITY BASE RECORD` writes "folder PATH": as image-claim, for what is no file here; EEXIST
// beside the folder of the one that has it.
int unitClaim(Arguments arguments);

// Loop devices. All write lines "KEY VALUE", among them "reason WORD" beside an errno.
// `loop-status DEVICE...`: "status DEVICE DISKSEQ MAJ:MIN:INO named|deleted", "keeper DEVICE PID STARTTICKS",
// "format DEVICE iso|raw".
int loopStatus(Arguments arguments);
// `loop-attach PATH IDENTITY MARK FLAGS OFFSET SIZELIMIT BLOCKSIZE DEVICE TABLE [SURFACES]`. IDENTITY
// MAJ:MIN:INO (or
// *:INO) and MARK SIZE:MTIME must be the file's, "-" for any; FLAGS of ro,autoclear,dio,partscan; DEVICE is
// taken when free,
// "-" for any; BLOCKSIZE 0 for the usual one, "probe" for the one of its partition table; TABLE
// "probe", "-" for no partitions, or the ones to put back as NUMBER:START:SIZE,...;
// an image whose surface is in the folder SURFACES is attached already.
int loopAttach(Arguments arguments);
// `loop-detach DEVICE DISKSEQ [PATH]`: "state gone|deferred", and the image's "mark" when it is gone.
int loopDetach(Arguments arguments);
// `loop-keep 3 DEVICE DISKSEQ`: holds the device on descriptor 3 until somebody uses it.
int loopKeep(Arguments arguments);

// Images that a daemon serves.
// `image-claim PATH IDENTITY SURFACES RECORD [PART...]`: makes "folder" for this image below SURFACES, with
// RECORD in it; who makes it has the image. None of the PARTs, identities of other files that it needs, may
// be what a loop device writes to.
int imageClaim(Arguments arguments);
// `overlay-place IMAGE`: the "folder" for a file beside it, another one when that is not writable.
int overlayPlace(Arguments arguments);
// `overlay-make IMAGE IDENTITY PATH empty|copy`: a new file at PATH, its "identity" told; as a copy it has
// what the image has, or is not there.
int overlayMake(Arguments arguments);
// `overlay-remove PATH IDENTITY`: when it is that file, "-" for whichever; one that is gone already is no
// error.
int overlayRemove(Arguments arguments);
// `vhdx-log-close PATH IDENTITY`: nothing of the log of this VHDX, that nobody has open, is to be carried out
// any more.
int vhdxLogClose(Arguments arguments);
// `daemonise FOLDER NAME PROGRAM ARGUMENT...`: in a session of its own, nobody's child. NAME.pid, with the
// "process PID STARTTICKS", is in FOLDER before the program begins; what it says goes to the FIFO NAME.log.
int daemonise(Arguments arguments);
// `await-surface PATH SIZE PID`: until the file at PATH is a FUSE mount of SIZE bytes; ESRCH when PID has
// ended.
int awaitSurface(Arguments arguments);
// `holds-file PID IDENTITY`: whether the process has the file MAJ:MIN:INO open.
int holdsFile(Arguments arguments);

// The kernel's target in configfs, where each of these waits for commands that are under way.
// `configfs-unlink FOLDER INODE NAME`: the link NAME in the folder that has this inode, "-" for whichever.
int configfsUnlink(Arguments arguments);
// `configfs-rmdir PATH INODE`: the same of a folder; its attributes go with it.
int configfsRemove(Arguments arguments);
int configfsMake(Arguments arguments); // `configfs-mkdir PATH`
int configfsLink(Arguments arguments); // `configfs-link PATH TARGET`, TARGET absolute
int configfsWrite(Arguments arguments); // `configfs-write PATH VALUE`, at once

} // namespace mooring::kernelchild
