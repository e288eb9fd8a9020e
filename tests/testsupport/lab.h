// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"

#include <QMap>
#include <QString>

namespace mooring::lab {

// An image file attached as a block device.
struct Disk
{
    QByteArray image, device;
    QByteArray part(int number) const { return device + 'p' + QByteArray::number(number); }
    QByteArray id() const { return "virtual-disk:" + device; } // as the command line names it
};

// A private set of real images, loop devices, mounts, swap areas and processes in a folder of its own. A
// janitor process takes all of it down when this object or this process ends, however it ends. Shares no code
// with the product.
class Lab
{
public:
    Lab();
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    static QString unavailable(); // why there can be no lab here; empty: there can
    bool takeDown(); // also done by the destructor; false: something was left behind, and told

    const QByteArray& folder() const { return m_folder; }
    QByteArray path(const QByteArray& name) const { return m_folder + '/' + name; }
    QByteArray makeFolder(const QByteArray& name) const;
    QByteArray writeFile(const QByteArray& name, const QByteArray& content) const;

    // Images: name -> content of the files in their file system.
    using Files = QMap<QByteArray, QByteArray>;
    QByteArray ext4Image(const QByteArray& name, const Files& files = {}, int mebibytes = 16) const;
    // GPT: p1 ext4 with the files (label "lab"), p2 swap.
    QByteArray partitionedImage(const QByteArray& name, const Files& files = {}, int mebibytes = 32) const;
    QByteArray isoImage(const QByteArray& name, const Files& files = {}) const;

    Disk attach(const QByteArray& image, const Argv& options = {}); // losetup, then partx
    void remember(const QByteArray& device); // one that somebody else attached: taken down with the lab
    QByteArray mount(const QByteArray& device, const QByteArray& folder, const Argv& options = {}) const;
    void swapOn(const QByteArray& path) const;
    QByteArray copyProgram(const QByteArray& program, const QByteArray& folder) const;

    // Runs a program that must succeed.
    static QByteArray must(const Argv& argv, const RunOptions& options = {});
    static QByteArray program(const char* name); // one of ours, built beside the tests

private:
    void stageFiles(const QByteArray& stage, const Files& files) const;
    QByteArray m_folder, m_outerMark;
    RunningPtr m_janitor;
};

} // namespace mooring::lab
