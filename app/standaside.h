// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

// How both programs behave towards the host they run on.
namespace mooring {

QByteArray workingDirectory(); // of the caller; to be asked before standAside()

// Keeps no file system busy by standing in it nor by a descriptor of whoever started the program. A standard
// descriptor that was closed is taken, so that no file of ours gets its number and then what is meant for a
// person; writing to such an output fails. A reader that goes away ends nothing. `kept`: descriptors that
// were given to be read from; no child gets them.
void standAside(QList<int> kept = {});

// Ends the program without taking anything down under the threads that may still wait for the kernel or a
// bus. What has to be written has been by then.
[[noreturn]] void leave(int code);

} // namespace mooring
