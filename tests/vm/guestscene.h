// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::vm {

QString notInGuest(); // why a test that is meant for the guest will not run here; empty: it is there

QByteArray textOf(const QByteArray& path); // trimmed; empty: there is none
QList<QByteArray> entriesOf(const QByteArray& folder);
void writeText(const QByteArray& path, const QByteArray& text); // must succeed

// A target of the kernel (LIO) on 127.0.0.1:3260, by configfs: LUN 1, 2, ... on files in the lab's folder,
// open to every initiator. Taken down by the destructor.
class KernelTarget
{
public:
    explicit KernelTarget(const lab::Lab& lab, int luns = 1, QByteArray name = "iqn.2026-11.guest:t1");
    ~KernelTarget() { remove(); }
    KernelTarget(const KernelTarget&) = delete;
    KernelTarget& operator=(const KernelTarget&) = delete;

    const QByteArray& name() const { return m_name; }
    static QByteArray portal() { return "127.0.0.1:3260"; }
    QByteArray group() const; // its only one, in configfs
    QByteArray backing(int lun) const; // the file
    QByteArray store(int lun) const; // of the file, in configfs
    QList<QByteArray> sessions() const; // who is logged in, as the target tells
    void remove();

private:
    void addLun(const lab::Lab& lab, int lun);
    QByteArray m_name;
    QList<QByteArray> m_files;
};

// The kernel's own initiator, by iscsiadm and sysfs.
struct KernelInitiator
{
    static void discover(const QByteArray& portal); // makes the node records
    static void logIn(const QByteArray& target);
    static void logOutOfAll(); // and forgets the records
    static QList<unsigned> sessions(const QByteArray& target);
    static QByteArray disk(unsigned session, int lun); // "/dev/sdb"; empty: there is none
    static QByteArray waitForDisk(unsigned session, int lun);
    static void setStartup(const QByteArray& target, const QByteArray& startup);
    static QByteArray startup(const QByteArray& target); // as the node record has it; empty: no record
};

} // namespace mooring::vm
