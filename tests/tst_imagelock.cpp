// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "labprocess.h"
#include "services/system/imagesniff/lock.h"
#include "testsupport/imageworkshop.h"

#include <QStandardPaths>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;

namespace {

class OpenFile
{
public:
    explicit OpenFile(const QByteArray& path)
        : m_fd(::open(path.constData(), O_RDWR | O_CLOEXEC))
    {
    }
    ~OpenFile() { ::close(m_fd); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int fd() const { return m_fd; }
    void lock(off_t byte, short type = F_RDLCK) const
    {
        struct flock wanted = {};
        wanted.l_type = type;
        wanted.l_start = byte;
        wanted.l_len = 1;
        QCOMPARE(fcntl(m_fd, F_OFD_SETLK, &wanted), 0);
    }

private:
    int m_fd;
};

} // namespace

// What qemu's locks tell of who else has an image.
class TstImageLock : public QObject
{
    Q_OBJECT
private slots:
    void readsTheBytes_data();
    void readsTheBytes();
    void seesQemu();
    void saysWhenItCannotKnow();
};

void TstImageLock::readsTheBytes_data()
{
    QTest::addColumn<QList<int>>("bytes");
    QTest::addColumn<Lock>("lock");
    QTest::newRow("nobody") << QList<int> {} << Lock::None;
    QTest::newRow("elsewhere in the file") << QList<int> {0, 99, 204, 1000} << Lock::None;
    QTest::newRow("consistent read") << QList<int> {100} << Lock::Readers;
    QTest::newRow("write") << QList<int> {101} << Lock::Writer;
    QTest::newRow("write unchanged") << QList<int> {102} << Lock::Writer;
    QTest::newRow("resize") << QList<int> {103} << Lock::Writer;
    QTest::newRow("reads, lets nobody write") << QList<int> {100, 201, 203} << Lock::Readers;
    QTest::newRow("lets nobody write") << QList<int> {201} << Lock::Readers;
    QTest::newRow("writes, lets nobody else") << QList<int> {100, 101, 201, 203} << Lock::Writer;
}

void TstImageLock::readsTheBytes()
{
    QFETCH(QList<int>, bytes);
    QFETCH(Lock, lock);
    const ImageWorkshop workshop;
    const QByteArray path = workshop.write("image", QByteArray(512, 'x'));
    const OpenFile holder(path), asker(path);
    for (const int byte : bytes)
        holder.lock(byte);
    QCOMPARE(named(lockedElsewhere(asker.fd())), named(lock));
    QCOMPARE(named(lockedElsewhere(holder.fd())), named(Lock::None)); // its own do not count
    // asking takes no lock: the holder may still have any
    holder.lock(100, F_WRLCK);
}

void TstImageLock::seesQemu()
{
    if (QStandardPaths::findExecutable(QStringLiteral("qemu-io")).isEmpty())
        QSKIP("needs qemu-io (package qemu-utils)");
    for (const bool writes : {false, true}) {
        const ImageWorkshop workshop;
        const QByteArray path = workshop.create("image", {"-f", "qcow2"});
        const OpenFile asker(path);
        lab::Argv words {"qemu-io", "-f", "qcow2", path};
        if (!writes)
            words.append("-r");
        lab::Running qemu(words);
        QTRY_COMPARE(named(lockedElsewhere(asker.fd())), named(writes ? Lock::Writer : Lock::Readers));
        qemu.write("quit\n");
        QCOMPARE(qemu.waitEnd().value_or(-1), 0);
        QCOMPARE(named(lockedElsewhere(asker.fd())), named(Lock::None));
    }
}

void TstImageLock::saysWhenItCannotKnow() { QCOMPARE(named(lockedElsewhere(-1)), named(Lock::Unknown)); }

QTEST_GUILESS_MAIN(TstImageLock)
#include "tst_imagelock.moc"
