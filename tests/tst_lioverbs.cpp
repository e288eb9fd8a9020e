// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/lio/configchange.h"
#include "services/system/childanswer.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lio;
using namespace mooring::testsupport;

namespace {

// mooring-child itself, on an ordinary folder.
struct RealChild
{
    RealChild() { QDir().mkpath(QString::fromUtf8(at("lun_0"))); }
    QByteArray at(const QByteArray& name) const { return root.path() + name; }
    static quint64 inode(const QByteArray& path)
    {
        struct stat status
        {
        };
        return lstat(path.constData(), &status) == 0 ? status.st_ino : 0;
    }
    FixtureRoot root;
    KernelChild child {std::make_shared<Child>(), MOORING_BIN_DIR "/mooring-child"};
    ConfigChange change {child, QStringLiteral("the unit"), {}, {}};
};

} // namespace

// The verbs by which configfs is changed.
class TstLioVerbs : public QObject
{
    Q_OBJECT
private slots:
    void makesAndRemoves();
    void writes();
    void takesNoOtherFolder();
    void takesNoLinkForAFolder();
    void tellsErrnos();
    void doesNothingAfterAFailure();
};

void TstLioVerbs::makesAndRemoves()
{
    RealChild real;
    const QByteArray folder = real.at("lun_7/");
    QVERIFY(real.change.make(folder));
    QVERIFY(real.change.make(folder)); // is there already
    QVERIFY(real.change.link(folder + "a b", real.at("lun_0")));
    QVERIFY(QFileInfo(QString::fromUtf8(folder + "a b")).isSymLink());
    QVERIFY(real.change.unlink(folder, RealChild::inode(folder), "a b"));
    QVERIFY(real.change.remove(folder, RealChild::inode(folder)));
    QVERIFY(!FakeConfigfs::exists(real.at("lun_7")));
    QVERIFY(!real.change.result().error);
}

void TstLioVerbs::writes()
{
    RealChild real;
    real.root.write("enable", "");
    QVERIFY(real.change.write(real.at("enable"), "1"));
    QFile file(QString::fromUtf8(real.at("enable")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("1"));
    QVERIFY(!real.change.write(real.at("absent"), "1"));
    QCOMPARE(real.change.error()->number, quint32(ENOENT));
    QVERIFY(!FakeConfigfs::exists(real.at("absent")));
}

void TstLioVerbs::takesNoOtherFolder()
{
    RealChild real;
    QVERIFY(!real.change.remove(real.at("lun_0/"), 1));
    QCOMPARE(real.change.error()->code, ErrorCode::IdentityChanged);
    QCOMPARE(real.change.error()->subject, QStringLiteral("the unit"));
    QVERIFY(FakeConfigfs::exists(real.at("lun_0")));
}

void TstLioVerbs::takesNoLinkForAFolder()
{
    RealChild real;
    QCOMPARE(symlink("lun_0", real.at("link").constData()), 0);
    const ChildAnswer answer = real.child.run({"configfs-rmdir", real.at("link"), "-"}, {});
    QVERIFY(answer.error("x", {}).has_value());
    QVERIFY(FakeConfigfs::exists(real.at("lun_0")));
}

void TstLioVerbs::tellsErrnos()
{
    RealChild gone;
    QVERIFY(!gone.change.remove(gone.at("lun_9/"), 0));
    QCOMPARE(gone.change.error()->code, ErrorCode::AlreadyGone);
    RealChild full;
    full.root.write("lun_0/file", "x");
    QVERIFY(!full.change.remove(full.at("lun_0/"), 0));
    QCOMPARE(full.change.error()->code, ErrorCode::SomethingStandsOnIt);
    QVERIFY(full.change.error()->text.startsWith(QStringLiteral("rmdir ")));
    RealChild twice;
    QVERIFY(twice.change.link(twice.at("lun_0/a"), twice.at("x")));
    QVERIFY(!twice.change.link(twice.at("lun_0/a"), twice.at("x")));
    QCOMPARE(twice.change.error()->code, ErrorCode::LunNumberTaken);
}

void TstLioVerbs::doesNothingAfterAFailure()
{
    RealChild real;
    QVERIFY(!real.change.remove(real.at("lun_9/"), 0));
    QVERIFY(!real.change.make(real.at("lun_5/")));
    QVERIFY(!FakeConfigfs::exists(real.at("lun_5")));
}

QTEST_GUILESS_MAIN(TstLioVerbs)
#include "tst_lioverbs.moc"
