// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/topologypicture.h"
#include "testsupport/sampletopology.h"
#include "testsupport/topologyfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace mooring;

namespace {

Topology fixtureTopology(const QString& name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/topologies/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(file.fileName()));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    return Topology::join(fixture::inventoriesOf(json.value(QLatin1String("nodes")).toArray()));
}

TopologyPicture pictureOf(const QString& file, const char* id)
{
    return TopologyPicture::of(fixtureTopology(file + QStringLiteral(".json")), {QLatin1String(id)});
}

// One line a layer, from the top; the chosen one in brackets, what is only beside it in parentheses.
QStringList layersOf(const TopologyPicture& picture)
{
    QStringList layers;
    for (const TopologyPicture::Box& box : picture.boxes()) {
        const QString name = box.isChosen ? QStringLiteral("[%1]").arg(box.name)
            : box.isBeside                ? QStringLiteral("(%1)").arg(box.name)
                                          : box.name;
        if (box.layer == layers.size())
            layers.append(name);
        else
            layers.last() += QStringLiteral(" | ") + name;
    }
    return layers;
}

QStringList linesOf(const TopologyPicture& picture)
{
    QStringList lines;
    for (const TopologyPicture::Line& line : picture.lines()) {
        QString text
            = picture.boxes()[line.from].name + QStringLiteral(" -> ") + picture.boxes()[line.to].name;
        if (!line.label.isEmpty())
            text += QStringLiteral(" : ") + line.label;
        lines.append(text);
    }
    lines.sort();
    return lines;
}

// What every picture must hold to, whatever it shows.
QString faultIn(const TopologyPicture& picture)
{
    const QList<TopologyPicture::Box>& boxes = picture.boxes();
    for (int i = 0; i < boxes.size(); ++i) {
        if (boxes[i].centre < 0.5 - 1e-6 || boxes[i].centre > picture.columns() - 0.5 + 1e-6)
            return boxes[i].name + QStringLiteral(" sticks out");
        if (i > 0 && boxes[i].layer == boxes[i - 1].layer && boxes[i].centre - boxes[i - 1].centre < 1 - 1e-6)
            return boxes[i].name + QStringLiteral(" lies on ") + boxes[i - 1].name;
    }
    for (const TopologyPicture::Line& line : picture.lines()) {
        const int layers = boxes[line.to].layer - boxes[line.from].layer;
        if ((layers < 0) != line.closesRing || layers == 0)
            return QStringLiteral("a line leads the wrong way");
        if (line.passes.size() != qAbs(layers) - 1)
            return QStringLiteral("a line misses a layer");
        for (int i = 0; i < line.passes.size(); ++i) {
            const int layer = qMin(boxes[line.to].layer, boxes[line.from].layer) + 1 + i;
            for (const TopologyPicture::Box& box : boxes)
                if (box.layer == layer && qAbs(box.centre - line.passes[i]) < 0.5)
                    return QStringLiteral("a line crosses ") + box.name;
        }
    }
    return {};
}

QList<Resource> crowd(int processes)
{
    QList<Resource> users;
    for (int i = 0; i < processes; ++i)
        users.append(sample::process(1000 + i, QStringLiteral("worker"), "mount:/mnt/0", How::OpenFile));
    return users;
}

// A disk with that many partitions, each with a file system.
Topology partitions(int count)
{
    QList<Resource> resources {sample::node(Kind::Disk, "/dev/sda", QStringLiteral("sda"))};
    for (int i = 0; i < count; ++i) {
        const QByteArray name = QByteArray::number(i);
        resources << sample::node(Kind::Partition, name, QString::fromLatin1(name), "disk:/dev/sda")
                  << sample::node(Kind::Filesystem, name, QStringLiteral("ext4"), "partition:" + name);
    }
    return sample::topologyOf(resources);
}

} // namespace

class TestTopologyPicture : public QObject
{
    Q_OBJECT
private slots:
    void anUnknownResourceGivesAnEmptyPicture()
    {
        const TopologyPicture picture = pictureOf(QStringLiteral("image-in-image"), "mount:/nowhere");
        QVERIFY(picture.isEmpty());
        QVERIFY(TopologyPicture::of({}, {}).isEmpty());
        QVERIFY(picture.description().isEmpty());
    }

    void aChainStandsFromTheProcessDownToTheImage()
    {
        const auto topology
            = sample::topologyOf(sample::disk(0, QStringLiteral("a.img")),
                                 {sample::process(12, QStringLiteral("bash"), "mount:/mnt/0")});
        const auto picture = TopologyPicture::of(topology, {QStringLiteral("filesystem:/dev/loop0")});
        QCOMPARE(layersOf(picture),
                 QStringList({QStringLiteral("bash (12)"), QStringLiteral("/mnt/0"), QStringLiteral("[ext4]"),
                              QStringLiteral("a.img"), QStringLiteral("a.img")}));
        for (const TopologyPicture::Box& box : picture.boxes())
            QCOMPARE(box.centre, 0.5);
        QCOMPARE(picture.columns(), 1.0);
        QCOMPARE(picture.boxes()[0].caption, QStringLiteral("Process of alice"));
        QCOMPARE(picture.boxes()[2].caption, QStringLiteral("File system, idle"));
        QVERIFY(picture.description().contains(QStringLiteral("bash (12) uses /mnt/0: working directory.")));
        QVERIFY(picture.description().contains(QStringLiteral("/mnt/0 needs ext4.")));
        QCOMPARE(picture.description(4), QStringLiteral("a.img needs a.img."));
    }

    void whatStandsAloneSaysSo()
    {
        const auto picture = TopologyPicture::of(partitions(0), {QStringLiteral("disk:/dev/sda")});
        QCOMPARE(picture.boxes().size(), 1);
        QCOMPARE(picture.description(), QStringLiteral("sda needs nothing else, and nothing stands on it."));
    }

    void anImageInAnImageIsShownToTheGround()
    {
        const auto picture = pictureOf(QStringLiteral("image-in-image"), "virtual-disk:/dev/loop1");
        QCOMPARE(
            layersOf(picture).join(u' '),
            QStringLiteral("process:100@1 mount:/inner filesystem:/dev/loop1 [virtual-disk:/dev/loop1] "
                           "image:/outer/in.img mount:/outer filesystem:/dev/loop0 virtual-disk:/dev/loop0 "
                           "image:/img0 mount:/ filesystem:/dev/vda disk:/dev/vda"));
    }

    void aMountInsideWhatItStandsOnAnyhowHasNoLineOfItsOwn()
    {
        const auto picture = pictureOf(QStringLiteral("image-in-image"), "virtual-disk:/dev/loop0");
        QVERIFY(linesOf(picture).filter(QStringLiteral("mounted inside")).isEmpty());
        const auto nested = pictureOf(QStringLiteral("bind-and-nested"), "mount:/mnt/tmp");
        QVERIFY(linesOf(nested).contains(QStringLiteral("mount:/mnt/tmp -> mount:/mnt : mounted inside")));
    }

    void onePathOfAMultipathDeviceShowsTheOthersToo()
    {
        const auto picture = pictureOf(QStringLiteral("multipath-first-path"), "disk:/dev/sda");
        QVERIFY2(layersOf(picture).contains(QStringLiteral("[disk:/dev/sda]")),
                 qPrintable(layersOf(picture).join(u'\n')));
        QCOMPARE(layersOf(picture).join(u' ').count(QStringLiteral("(multipath-path:sdb)")), 1);
        QSet<int> bundles;
        for (const TopologyPicture::Line& line : picture.lines()) {
            if (line.count < 2)
                continue;
            bundles.insert(line.bundle);
            QCOMPARE(line.label, QStringLiteral("needs 1 of 2"));
        }
        QCOMPARE(bundles.size(), 1);
        QCOMPARE(picture.description().count(QStringLiteral("needs 1 of these 2: ")), 1);
    }

    void twoMirrorsAreTwoNeeds()
    {
        const auto picture = pictureOf(QStringLiteral("md-raid10"), "md-array:/dev/md0");
        QMap<int, int> members;
        for (const TopologyPicture::Line& line : picture.lines())
            if (line.count == 2)
                ++members[line.bundle];
        QCOMPARE(members.values(), QList<int>({2, 2}));
        QCOMPARE(picture.layers(), 5);
        QCOMPARE(picture.columns(), 4.0);
    }

    void processesSayHowTheyUseWhat()
    {
        const auto picture = pictureOf(QStringLiteral("processes"), "virtual-disk:/dev/loop0");
        const QStringList lines = linesOf(picture);
        QVERIFY(lines.contains(QStringLiteral("process:100@1 -> mount:/mnt : working directory")));
        QVERIFY(lines.contains(QStringLiteral("process:100@1 -> virtual-disk:/dev/loop0 : open device")));
        QVERIFY(lines.contains(QStringLiteral("process:200@1 -> mount:/mnt : open file")));
        QVERIFY(lines.contains(QStringLiteral("process:300@1 -> mount:/mnt : mapped file")));
    }

    void severalWaysOfUseAreOneLine()
    {
        Resource shell = sample::process(12, QStringLiteral("bash"), "mount:/mnt/0");
        shell.needs.append(Need {{Key {"mount:/mnt/0"}}, 1, How::OpenFile, "/mnt/0/a"});
        shell.needs.append(Need {{Key {"mount:/mnt/0"}}, 1, How::OpenFile, "/mnt/0/b"});
        const auto topology = sample::topologyOf(sample::disk(0, QStringLiteral("a.img")), {shell});
        const auto picture = TopologyPicture::of(topology, {QStringLiteral("mount:/mnt/0")});
        QCOMPARE(linesOf(picture).filter(QStringLiteral("bash")),
                 QStringList {QStringLiteral("bash (12) -> /mnt/0 : working directory and open file")});
    }

    void manyFoldIntoOne()
    {
        const auto topology = sample::topologyOf(sample::disk(0, QStringLiteral("a.img")), crowd(300));
        const auto picture = TopologyPicture::of(topology, {QStringLiteral("virtual-disk:/dev/loop0")}, 5);
        QCOMPARE(picture.boxes().size(), 5 + 4);
        const auto rest = std::find_if(picture.boxes().begin(), picture.boxes().end(),
                                       [](const auto& box) { return box.more > 0; });
        QVERIFY(rest != picture.boxes().end());
        QCOMPARE(rest->more, 296);
        QVERIFY(rest->id.isEmpty());
        QVERIFY(rest->name.contains(QStringLiteral("296")));
        QVERIFY(picture.description().contains(QStringLiteral("296 more need /mnt/0.")));
        QCOMPARE(faultIn(picture), QString());
        const auto wide = TopologyPicture::of(topology, {QStringLiteral("virtual-disk:/dev/loop0")}, 400);
        QCOMPARE(wide.boxes().size(), 300 + 4);
    }

    void whatStandsOnFoldedOnesFoldsWithThem()
    {
        const auto picture = TopologyPicture::of(partitions(20), {QStringLiteral("disk:/dev/sda")}, 4);
        QCOMPARE(picture.boxes().size(), 3 + 3 + 1 + 1);
        QCOMPARE(faultIn(picture), QString());
    }

    void aRingIsDrawnOnceAndMarked()
    {
        for (const char* id : {"virtual-disk:/dev/loop1", "mount:/m", "virtual-disk:/dev/loop0"}) {
            const auto picture = pictureOf(QStringLiteral("moved-mount-ring"), id);
            QCOMPARE(picture.boxes().size(), 7);
            const auto rings = std::count_if(picture.lines().begin(), picture.lines().end(),
                                             [](const auto& line) { return line.closesRing; });
            QCOMPARE(rings, 1);
            QCOMPARE(faultIn(picture), QString());
        }
        const auto self
            = sample::topologyOf({sample::node(Kind::Mount, "/m", QStringLiteral("/m"), "mount:/m")});
        QCOMPARE(TopologyPicture::of(self, {QStringLiteral("mount:/m")}).boxes().size(), 1);
    }

    void everySituationIsDrawnWithoutOverlap()
    {
        const QDir folder(QStringLiteral(TEST_DATA_DIR "/topologies"));
        for (const QString& file : folder.entryList({QStringLiteral("*.json")})) {
            const Topology topology = fixtureTopology(file);
            for (Topology::Node node = 0; node < topology.size(); ++node) {
                const ResourceId id = topology.at(node).id;
                for (const int widest : {2, 3, 8}) {
                    const auto picture = TopologyPicture::of(topology, id, widest);
                    const QString fault = faultIn(picture);
                    QVERIFY2(fault.isEmpty(), qPrintable(file + u' ' + id.text + u' ' + fault));
                    QVERIFY(picture == TopologyPicture::of(topology, id, widest));
                    QCOMPARE(std::count_if(picture.boxes().begin(), picture.boxes().end(),
                                           [](const auto& box) { return box.isChosen; }),
                             1);
                }
            }
        }
    }

    void speaksTheLanguageOfTheMoment()
    {
        const auto topology = sample::topologyOf(sample::disk(0, QStringLiteral("a.img")), crowd(20));
        const ResourceId mount {QStringLiteral("mount:/mnt/0")};
        const auto english = TopologyPicture::of(topology, mount);
        const sample::Speaking french(QStringLiteral("fr"));
        QVERIFY(french.isLoaded());
        const auto picture = TopologyPicture::of(topology, mount);
        QVERIFY(picture != english);
        QCOMPARE(picture.boxes()[0].caption, QStringLiteral("Processus lancé par alice"));
        QVERIFY(picture.description().contains(QStringLiteral("/mnt/0 nécessite ext4.")));
    }

    void isDrawnInLessTimeThanABigTopologyIsJoined()
    {
        QElapsedTimer clock;
        clock.start();
        const Topology topology = partitions(20000);
        const qint64 made = clock.restart();
        const auto picture = TopologyPicture::of(topology, {QStringLiteral("disk:/dev/sda")});
        QVERIFY2(clock.elapsed() < made, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(picture.boxes().size(), 6 + 5 + 1);
    }
};

QTEST_GUILESS_MAIN(TestTopologyPicture)
#include "tst_topologypicture.moc"
