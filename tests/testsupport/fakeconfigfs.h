// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/child.h"

#include <QMap>

namespace mooring::testsupport {

// The kernel's target below ROOT/sys/kernel/config/target on an ordinary file system, and a child that
// changes it with configfs' rules (fs/configfs/dir.c, symlink.c;
// drivers/target/target_core_fabric_configfs.c): a folder goes with its attributes and default groups, with
// something in it it is ENOTEMPTY, while something links to it EBUSY; making one makes its attributes.
class FakeConfigfs final : public Child
{
public:
    using Child::run;
    explicit FakeConfigfs(QByteArray root);

    // What an administrator has made.
    void backstore(const QByteArray& name, const QByteArray& path, quint64 size = 1048576) const;
    void target(const QByteArray& target, unsigned tag = 1, bool isInDemoMode = false) const;
    void unit(const QByteArray& target, quint64 number, const QByteArray& backstore, unsigned tag = 1) const;
    void acl(const QByteArray& target, const QByteArray& initiator, unsigned tag = 1) const;
    void mapped(const QByteArray& target, const QByteArray& initiator, quint64 number, quint64 unit,
                bool isWriteProtected = false) const;
    // What initiators do.
    void login(const QByteArray& target, const QByteArray& initiator, const QByteArray& address,
               unsigned session = 1) const;
    void logout(const QByteArray& target, const QByteArray& initiator) const;
    void loginDynamically(const QByteArray& target, const QList<QByteArray>& initiators) const;

    QByteArray path() const { return m_path; } // of target/
    QByteArray group(const QByteArray& target, unsigned tag = 1) const;
    void write(const QByteArray& path, const QByteArray& text) const; // an attribute, path as it is
    QByteArray read(const QByteArray& path) const;
    static bool exists(const QByteArray& path);
    // Every folder, attribute and link below it, sorted: two of these are alike when nothing was changed.
    QByteArray picture() const;

    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop,
                            const Options& options) override;
    // The n-th call of "unlink", "rmdir", "mkdir", "link" or "write", counted from 1, fails.
    void failNth(const QByteArray& verb, int n, int number) { m_failures[verb][n] = number; }
    std::function<void(const QList<QByteArray>& arguments)> before; // right before a change
    QMap<QByteArray, quint64> fileSizes; // what there is of image files
    bool logsInAgain = false; // who is thrown out and may, does so
    bool hangs = false; // the next change waits in the kernel, and nobody can stop it
    QList<QList<QByteArray>> calls; // without the program

private:
    int change(const QList<QByteArray>& arguments);
    int unlinkIn(const QByteArray& folder, const QByteArray& inode, const QByteArray& name) const;
    int removeFolder(QByteArray folder, const QByteArray& inode) const;
    int makeFolder(QByteArray folder) const;
    int makeLink(const QByteArray& path, const QByteArray& target) const;
    int writeAttribute(const QByteArray& path, const QByteArray& value) const;
    bool isLinkedTo(const QByteArray& folder) const;
    void throwOut(const QByteArray& aclFolder) const;
    void disable(const QByteArray& group) const;

    QByteArray m_path;
    QMap<QByteArray, QMap<int, int>> m_failures;
    QMap<QByteArray, int> m_counts;
};

} // namespace mooring::testsupport
