// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/topology.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

} // namespace

// What is odd, broken or much.
class TstLioLimits : public QObject
{
    Q_OBJECT
private slots:
    void keepsOddNames();
    void survivesGarbage();
    void isQuick();
};

void TstLioLimits::keepsOddNames()
{
    LioWorld world;
    const QByteArray odd = "iqn.2026-11.lab:a b%20\xc3\xa9,x";
    const QByteArray longest = "iqn.2026-11.lab:" + QByteArray(207, 'l');
    for (const QByteArray& target : {odd, longest}) {
        world.fake->target(target);
        world.fake->backstore("fileio_9/sp ace%\xc3\xa9", "/srv/sp ace%\xc3\xa9.img");
        world.fake->unit(target, 0, "fileio_9/sp ace%\xc3\xa9");
        world.fake->acl(target, odd);
        world.fake->mapped(target, odd, 0, 0);
        const Topology topology = Topology::join({world.look()});
        const auto mapped
            = topology.find(ResourceId::make(Kind::MappedLun, "lio/" + target + ",1/" + odd + "/0"));
        QVERIFY(mapped);
        QCOMPARE(topology.at(*mapped).facts.value(Fact::InitiatorName).toString(), encodeBytes(odd));
        const auto parent = topology.parent(*mapped);
        QCOMPARE(topology.at(*parent).id, ResourceId::make(Kind::ExportLun, "lio/" + target + ",1/0"));
        QCOMPARE(topology.at(*parent).facts.value(Fact::Backing).toByteArray(),
                 QByteArray("/srv/sp ace%\xc3\xa9.img"));
    }
}

void TstLioLimits::survivesGarbage()
{
    LioWorld world;
    world.fake->login(iqn, alice, "192.0.2.7");
    QList<QByteArray> files;
    QDirIterator all(text(world.fake->path()), QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(QFile::encodeName(all.next()));
    QVERIFY(files.size() > 40);
    const QList<QByteArray> garbage {
        {},     QByteArray(5000, '\xff'),    QByteArray(9000, '\0'), "\n\n\n",
        "-1\n", "99999999999999999999999\n", ": : : 0x\n",           "../../etc\n"};
    for (const QByteArray& file : std::as_const(files)) {
        const QByteArray before = world.fake->read(file);
        for (const QByteArray& bad : garbage) {
            world.fake->write(file, bad);
            QVERIFY2(world.seen().size() >= 11, file.constData());
        }
        QFile::remove(text(file)); // unreadable
        QVERIFY2(world.seen().size() >= 11, file.constData());
        world.fake->write(file, before);
    }
}

void TstLioLimits::isQuick()
{
    LioWorld world;
    const QByteArray big = "iqn.2026-11.lab:big";
    world.fake->target(big);
    for (int i = 0; i < 10; ++i)
        world.fake->acl(big, "iqn.2026-11.client:" + QByteArray::number(i));
    for (int unit = 0; unit < 200; ++unit) {
        world.fake->unit(big, unit, "fileio_0/disk");
        for (int i = 0; i < 10; ++i)
            world.fake->mapped(big, "iqn.2026-11.client:" + QByteArray::number(i), unit, unit);
    }
    world.look();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(world.look().resources.size() > 2200);
    const qint64 full = timer.restart();
    LookRequest one;
    one.only = {ResourceId::make(Kind::MappedLun, "lio/" + big + ",1/iqn.2026-11.client:3/50")};
    QCOMPARE(world.look(one).resources.size(), 1);
    const qint64 mapped = timer.restart();
    one.only = {ResourceId::make(Kind::ExportLun, "lio/" + big + ",1/50")};
    QCOMPARE(world.look(one).resources.size(), 1);
    qInfo("all: %lld ms, one mapping: %lld ms, one unit: %lld ms", full, mapped, timer.elapsed());
    QVERIFY(full < 5000);
}

QTEST_GUILESS_MAIN(TstLioLimits)
#include "tst_liolimits.moc"
