// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/targetsconfworld.h"

#include <QScopeGuard>
#include <QTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace mooring;
using namespace mooring::tgt;
using testsupport::TargetsConfWorld;
using testsupport::word;

namespace {

QByteArray target(const QByteArray& inside) { return "<target t>\n" + inside + "</target>\n"; }

struct stat statOf(const TargetsConfWorld& world, const char* path)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(world.in(path)).constData(), &info) != 0)
        qFatal("%s is missing", path);
    return info;
}

} // namespace

// How the files of the saved configuration are replaced.
class TstTargetsConfWriting : public QObject
{
    Q_OBJECT
private slots:
    void keepsOwnerModeAndAttributes();
    void writesThroughALink();
    void keepsTheOldTextBeside();
    void writesToTheFileOfTheUnit();
    void refusesABackupThatWouldCount();
    void tellsWhyNothingCanBeWritten();
};

void TstTargetsConfWriting::keepsOwnerModeAndAttributes()
{
    TargetsConfWorld world;
    world.main(target("backing-store /b\nlun 2\n"));
    const QByteArray path = QFile::encodeName(world.in("etc/tgt/targets.conf"));
    QVERIFY(geteuid() != 0 || ::chown(path.constData(), 65534, 65534) == 0);
    QVERIFY(::chmod(path.constData(), 0640) == 0);
    const bool hasAttributes = ::setxattr(path.constData(), "user.mooring", "x", 1, 0) == 0;
    const struct stat before = statOf(world, "etc/tgt/targets.conf");
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), "done");
    for (const char* name : {"etc/tgt/targets.conf", "etc/tgt/targets.conf.mooring-backup"}) {
        const struct stat after = statOf(world, name);
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(after.st_uid, before.st_uid);
        QCOMPARE(after.st_gid, before.st_gid);
        QVERIFY(after.st_ino != before.st_ino);
    }
    char value = 0;
    QVERIFY(!hasAttributes || ::getxattr(path.constData(), "user.mooring", &value, 1) == 1);
}

void TstTargetsConfWriting::writesThroughALink()
{
    TargetsConfWorld world;
    world.write("etc/elsewhere/real", target("backing-store /b\nlun 2\n"));
    QDir().mkpath(world.in("etc/tgt"));
    QVERIFY(QFile::link(QStringLiteral("../elsewhere/real"), world.in("etc/tgt/targets.conf")));
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), "done");
    QVERIFY(S_ISLNK(statOf(world, "etc/tgt/targets.conf").st_mode));
    QCOMPARE(world.read("etc/elsewhere/real"), target("lun 2\n"));
    QCOMPARE(world.names("etc/elsewhere"),
             QStringList({QStringLiteral("real"), QStringLiteral("real.mooring-backup")}));
}

void TstTargetsConfWriting::keepsTheOldTextBeside()
{
    TargetsConfWorld world;
    const QByteArray text = target("backing-store /a\nbacking-store /b\n");
    world.main(text);
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), "done");
    QCOMPARE(world.read("etc/tgt/targets.conf.mooring-backup"), text);
    QCOMPARE(word(world.conf().removeUnit("t", 1, "/a")), "done");
    QCOMPARE(world.read("etc/tgt/targets.conf.mooring-backup"), target("backing-store /a\n"));
    QCOMPARE(world.names().size(), 2);
}

void TstTargetsConfWriting::writesToTheFileOfTheUnit()
{
    TargetsConfWorld world;
    const QByteArray main = "include /etc/tgt/conf.d/*.conf\n" + target("include /lines\nbacking-store /a\n");
    world.main(main);
    world.write("etc/tgt/conf.d/u.conf", "<target u>\nbacking-store /b\n</target>");
    world.write("lines",
                "\xef\xbb\xbf"
                "backing-store /b");
    QCOMPARE(word(world.conf().removeUnit("u", 1, "/b")), "done");
    QCOMPARE(world.read("etc/tgt/conf.d/u.conf"), "<target u>\n</target>");
    QCOMPARE(word(world.conf().removeUnit("t", 1, "/a")),
             "SavedStays: units in another file would get other numbers");
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), "done");
    QCOMPARE(world.read("lines"), "\xef\xbb\xbf");
    QCOMPARE(world.read(), main);
    world.main("include /again\ninclude /lines\n");
    world.write("lines", target("backing-store /b\n"));
    world.write("again", target("backing-store /b\n"));
    QCOMPARE(word(world.conf().removeUnit("t", 1, "/b")),
             "SavedStays: the unit stands in another file as well");
}

void TstTargetsConfWriting::refusesABackupThatWouldCount()
{
    TargetsConfWorld world;
    world.main("include /etc/tgt/conf.d\n");
    const QByteArray text = target("backing-store /b\nlun 2\n");
    world.write("etc/tgt/conf.d/u", text);
    QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")),
             "SavedStays: it has been changed just now, or its backup would count as well");
    QCOMPARE(world.read("etc/tgt/conf.d/u"), text);
    QCOMPARE(world.names("etc/tgt/conf.d").size(), 1);
}

void TstTargetsConfWriting::tellsWhyNothingCanBeWritten()
{
    TargetsConfWorld world;
    const QByteArray text = target("backing-store /b\nlun 2\n");
    world.main(text);
    const QByteArray folder = QFile::encodeName(world.in("etc/tgt"));
    if (geteuid() != 0) {
        QVERIFY(::chmod(folder.constData(), 0500) == 0);
        const auto back = qScopeGuard([&] { (void)::chmod(folder.constData(), 0700); });
        QCOMPARE(word(world.conf().removeUnit("t", 2, "/b")), "SavedStays: Permission denied");
        return;
    }
    if (::mount(folder.constData(), folder.constData(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("cannot mount here");
    const auto back = qScopeGuard([&] { ::umount2(folder.constData(), MNT_DETACH); });
    QVERIFY(::mount(nullptr, folder.constData(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0);
    const auto error = world.conf().removeUnit("t", 2, "/b");
    QCOMPARE(word(error), "SavedStays: Read-only file system");
    QCOMPARE(error->domain, ErrorDomain::Errno);
    QCOMPARE(error->subject, QStringLiteral("/etc/tgt/targets.conf"));
    QCOMPARE(world.read(), text);
}

QTEST_GUILESS_MAIN(TstTargetsConfWriting)
#include "tst_targetsconfwriting.moc"
