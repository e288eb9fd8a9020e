// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "product.h"
#include "qemuharness.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

constexpr int kImages = 48;
constexpr double kMostMebibytes = 16; // of both daemons of one image

// Small images of all formats in turn, each with a sector that tells it from the others.
QByteArrayList makeImages(const lab::Lab& lab)
{
    const QByteArray script = "cd " + lab.folder() + "\nformats=(vhdx 'vpc -o force_size=on' vmdk vdi qcow2"
        + " 'vpc -o subformat=fixed,force_size=on')\n" + "for number in $(seq 0 "
        + QByteArray::number(kImages - 1) + "); do\n"
        + "truncate -s 4M content$number; printf 'image %05d' $number | dd of=content$number conv=notrunc "
          "status=none\n"
        + "qemu-img convert -f raw -O ${formats[number % 6]} content$number image$number & (( number % 4 < 3 "
          ")) || "
          "wait\ndone; wait\n";
    lab::Lab::must({"bash", "-ec", script});
    QByteArrayList paths;
    for (int i = 0; i < kImages; ++i)
        paths.append(lab.path("image" + QByteArray::number(i)));
    return paths;
}

// Of which image it is the disk.
int imageOn(const QByteArray& device)
{
    QFile disk(QFile::decodeName(device));
    const QByteArray head = disk.open(QIODevice::ReadOnly) ? disk.read(11) : QByteArray();
    return head.startsWith("image ") ? head.mid(6).toInt() : -1;
}

void tellMemory(const QByteArray& folder)
{
    const lab::ServingMemory memory = lab::memoryOfServing(folder);
    QCOMPARE(memory.processes, 2 * kImages);
    const double each = double(memory.bytes) / kImages / (1 << 20);
    qInfo("memory of each of %d attached images: %.1f MiB", kImages, each);
    QVERIFY2(each < kMostMebibytes, QByteArray::number(each));
}

} // namespace

// Many images at the same moment, whoever asks for them.
class TstQemuManyLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void runsManyStepsSideBySide();
    void letsManyProgramsAttachAndOneDetachAll();
};

void TstQemuManyLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuManyLab::runsManyStepsSideBySide()
{
    QemuHarness harness;
    const QByteArrayList paths = makeImages(harness.lab);
    using Answer = std::future<std::optional<StepResult>>;
    std::vector<Answer> attaching, detaching;
    QElapsedTimer clock;
    clock.start();
    for (const QByteArray& path : paths)
        attaching.push_back(harness.start(QemuHarness::attachStep(path)));
    for (int i = 0; i < kImages; ++i) {
        const StepResult result = QemuHarness::answerOf(std::move(attaching[size_t(i)]));
        QCOMPARE(QemuHarness::told(result), QByteArray());
        QCOMPARE(imageOn(QemuHarness::deviceOf(result)), i);
    }
    qInfo("%d images attached in %lld ms", kImages, clock.elapsed());
    tellMemory(QemuHarness::base(harness.lab));
    const Inventory inventory = harness.look();
    clock.start();
    for (const Resource& resource : inventory.resources) {
        if (resource.kind == Kind::VirtualDisk)
            detaching.push_back(harness.start(QemuHarness::releaseStep(resource)));
    }
    QCOMPARE(int(detaching.size()), kImages);
    for (Answer& answer : detaching)
        QCOMPARE(QemuHarness::told(QemuHarness::answerOf(std::move(answer))), QByteArray());
    qInfo("%d images detached in %lld ms", kImages, clock.elapsed());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuManyLab::letsManyProgramsAttachAndOneDetachAll()
{
    lab::Lab lab;
    const lab::Product product(lab);
    constexpr int kPrograms = 48;
    const QByteArrayList paths = makeImages(lab).mid(0, kPrograms);
    const QByteArray before = lab::servedBelow(lab::productImages);
    QElapsedTimer clock;
    clock.start();
    std::vector<lab::RunningPtr> programs;
    for (const QByteArray& path : paths)
        programs.push_back(product.start({"--json", "attach", "--timeout", "100", path}));
    lab::Argv ids;
    for (int i = 0; i < kPrograms; ++i) {
        lab::Running& program = *programs[size_t(i)];
        QCOMPARE(program.waitEnd(100000), 0);
        lab::Ran told;
        told.out = program.readAvailable();
        const QByteArray device = lab::createdDevice(told);
        QCOMPARE(imageOn(device), i);
        ids.append("virtual-disk:" + device);
    }
    qInfo("%d images attached by as many programs in %lld ms", kPrograms, clock.elapsed());
    clock.start();
    const lab::Ran ran = product.run(lab::Argv {"--json", "detach", "--yes"} + ids);
    qInfo("%d images detached by one operation in %lld ms", kPrograms, clock.elapsed());
    QVERIFY2(ran.code == 0, ran.text());
    const QJsonObject finished = lab::finishedEvent(ran);
    QCOMPARE(finished[u"outcome"].toString(), QStringLiteral("done"));
    const QByteArrayList outcomes = lab::stringsOf(finished[u"goals"].toArray(), "outcome");
    QCOMPARE(outcomes.count("done"), qsizetype(kPrograms));
    QCOMPARE(outcomes.size(), qsizetype(kPrograms));
    QCOMPARE(lab::servedBelow(lab::productImages), before);
}

QTEST_GUILESS_MAIN(TstQemuManyLab)
#include "tst_qemumany_lab.moc"
