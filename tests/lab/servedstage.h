// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "childtrap.h"
#include "diskcontent.h"
#include "product.h"

namespace mooring::lab {

// An image with files in it, attached through the command line, where things are killed.
class ServedStage
{
public:
    // `format` as qemu-img calls it. `options`: of attach.
    explicit ServedStage(const QByteArray& format, Argv options = {});

    Ran attach(); // sets the device
    void fill(int files); // the disk, with a file system
    QByteArray folder() const; // of the attachment
    qint64 daemon(const QByteArray& name) const; // "storage" or "nbdfuse"; 0: it was not started
    QByteArrayList overlays() const; // overlays and copies beside the image

    QJsonObject shown() const; // the node of the disk, as a new process tells it; empty: none
    // One plan, by the verb that is offered for it.
    Ran recover(const Argv& options = {}) const;
    void awaitQuiet() const; // until none of our programs runs any more
    QByteArray left() const; // empty: nothing is attached or half attached
    // Attaches what holds the newest content, a kept overlay or the image, and compares all that has to be
    // there. Empty: all is well, and everything is let go of again.
    QByteArray wrong();

    Lab lab;
    ChildTrap trap;
    Product product;
    QByteArray image, device;
    DiskContent content;

private:
    Argv m_options;
    QByteArray m_before;
};

// Of qemu-img check: leaked clusters of one that was killed do no harm.
QByteArray damageOf(const QByteArray& image); // empty: none

} // namespace mooring::lab
