// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"
#include "qemuharness.h"

#include <QTest>

using namespace mooring;
using lab::DiskContent;
using testsupport::QemuHarness;

namespace {

const QString kKeep = QStringLiteral("keep"), kDiscard = QStringLiteral("discard"),
              kMerge = QStringLiteral("merge");

// An image with files in it, attached with an overlay.
class Overlaid
{
public:
    Overlaid(const QString& format, const QByteArray& folder)
        : path(harness.lab.path(folder) + "/disk." + format.toUtf8())
        , m_format(format)
    {
        harness.lab.makeFolder(folder);
    }
    void make()
    {
        const QByteArray raw = harness.lab.path("content.raw");
        lab::Lab::must({"truncate", "-s", "64M", raw});
        before = DiskContent::fill(harness.lab, raw, 200);
        lab::Lab::must({"qemu-img", "convert", "-f", "raw", "-O", m_format.toUtf8(), raw, path});
        sum = lab::checksum(path);
    }
    StepResult attach(const QJsonObject& options = {{QStringLiteral("overlay"), true}})
    {
        const StepResult result = harness.attach(path, options);
        device = QemuHarness::deviceOf(result);
        return result;
    }
    StepResult putBack(const StepResult& detached)
    {
        const StepResult result = harness.run(QemuHarness::putBackStep(detached.restore));
        device = QemuHarness::deviceOf(result);
        return result;
    }
    StepResult detach(const QString& word)
    {
        return harness.run(QemuHarness::releaseStep(*harness.disk(), word));
    }
    StepResult detachPlain() { return harness.run(QemuHarness::releaseStep(*harness.disk())); }
    QStringList overlays() const { return QDir(folder()).entryList({QStringLiteral("disk.*.overlay-*")}); }
    QString folder() const { return QFileInfo(QFile::decodeName(path)).path(); }
    QByteArray wrong(const DiskContent& content) const { return content.wrong(harness.lab, device); }
    bool isUntouched() const { return lab::checksum(path) == sum; }

    QemuHarness harness;
    QByteArray path, device, sum;
    DiskContent before;

private:
    QString m_format;
};

} // namespace

// What is written to a disk with an overlay stays out of its image until it is merged.
class TstQemuOverlayLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsEveryByte_data();
    void keepsEveryByte();
    void discardsWhatWasWritten_data() { formats(); }
    void discardsWhatWasWritten();
    void mergesIntoTheImage_data() { formats(); }
    void mergesIntoTheImage();
    void keepsAllWhenMergingRunsOutOfRoom_data();
    void keepsAllWhenMergingRunsOutOfRoom();

private:
    static void formats()
    {
        QTest::addColumn<QString>("format");
        for (const char* format : {"raw", "vhdx"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }
};

void TstQemuOverlayLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuOverlayLab::keepsEveryByte_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("readOnly"); // what nobody may write to
    QTest::newRow("raw") << QStringLiteral("raw") << QByteArray();
    QTest::newRow("vhdx") << QStringLiteral("vhdx") << QByteArray();
    QTest::newRow("vhdx to be read only") << QStringLiteral("vhdx") << QByteArray("work/disk.vhdx");
    QTest::newRow("vhdx in a folder to be read only") << QStringLiteral("vhdx") << QByteArray("work");
}

void TstQemuOverlayLab::keepsEveryByte()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, readOnly);
    Overlaid image(format, "work");
    image.make();
    if (!readOnly.isEmpty()) {
        const QByteArray place = image.harness.lab.path(readOnly);
        lab::Lab::must({"mount", "--bind", place, place});
        lab::Lab::must({"mount", "-o", "remount,bind,ro", place});
    }
    const StepResult attached = image.attach();
    QCOMPARE(QemuHarness::told(attached), QByteArray());
    QCOMPARE(image.wrong(image.before), QByteArray()); // what the image holds shows through
    QVERIFY(!image.harness.disk()->facts.value(Fact::ReadOnly).toBool());
    lab::verifyWrites(image.device, 32);
    const auto content = DiskContent::fill(image.harness.lab, image.device);
    QVERIFY(image.isUntouched()); // while it is attached, too

    const StepResult detached = image.detach(kKeep);
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    QCOMPARE(image.harness.leftBehind(), QByteArray());
    const QFileInfo overlay(QFile::decodeName(detached.facts.value(Fact::Overlay).toByteArray()));
    const bool isAside = readOnly == "work";
    QCOMPARE(overlay.path(), isAside ? QStringLiteral("/var/tmp") : image.folder());
    QCOMPARE(image.overlays(), isAside ? QStringList() : QStringList {overlay.fileName()});
    lab::Lab::must({"qemu-img", "check", "-f", "qcow2", QFile::encodeName(overlay.filePath())});
    QVERIFY(image.isUntouched());

    QCOMPARE(QemuHarness::told(image.putBack(detached)), QByteArray());
    QCOMPARE(image.wrong(content), QByteArray());
    QCOMPARE(image.overlays().size(), isAside ? 0 : 1); // the same one
    QCOMPARE(QemuHarness::told(image.detach(kDiscard)), QByteArray());
    QVERIFY(!QFile::exists(overlay.filePath()));
    QVERIFY(image.isUntouched());
    QCOMPARE(image.harness.leftBehind(), QByteArray());
}

void TstQemuOverlayLab::discardsWhatWasWritten()
{
    QFETCH(const QString, format);
    Overlaid image(format, "work");
    image.make();
    QCOMPARE(QemuHarness::told(image.attach()), QByteArray());
    auto content = image.before;
    content.add(image.harness.lab, image.device, 100, 2);
    QCOMPARE(image.wrong(content), QByteArray());
    QCOMPARE(image.overlays().size(), 1);
    const StepResult detached = image.detach(kDiscard);
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    QCOMPARE(image.overlays(), QStringList());
    QCOMPARE(image.harness.leftBehind(), QByteArray());
    QVERIFY(image.isUntouched());
    QCOMPARE(QemuHarness::told(image.attach({{QStringLiteral("readOnly"), true}})), QByteArray());
    QCOMPARE(image.wrong(image.before), QByteArray());
    QCOMPARE(QemuHarness::told(image.detachPlain()), QByteArray());
}

void TstQemuOverlayLab::mergesIntoTheImage()
{
    QFETCH(const QString, format);
    Overlaid image(format, "work");
    image.make();
    QCOMPARE(QemuHarness::told(image.attach()), QByteArray());
    auto content = image.before;
    content.add(image.harness.lab, image.device, 1000, 2);
    QCOMPARE(QemuHarness::told(image.detach(kMerge)), QByteArray());
    QCOMPARE(image.overlays(), QStringList());
    QCOMPARE(image.harness.leftBehind(), QByteArray());
    if (format == QStringLiteral("vhdx"))
        lab::Lab::must({"qemu-img", "check", image.path});
    QVERIFY(!image.isUntouched());
    QCOMPARE(QemuHarness::told(image.attach({{QStringLiteral("readOnly"), true}})), QByteArray());
    QVERIFY(image.harness.disk()->facts.value(Fact::ReadOnly).toBool());
    QCOMPARE(image.wrong(content), QByteArray());
    QCOMPARE(QemuHarness::told(image.detachPlain()), QByteArray());
}

void TstQemuOverlayLab::keepsAllWhenMergingRunsOutOfRoom_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("host"); // file system that the image lies on
    for (const char* format : {"raw", "vhdx"})
        for (const char* host : {"tmpfs", "ext4"})
            QTest::addRow("%s on %s", format, host) << QString::fromLatin1(format) << QByteArray(host);
}

void TstQemuOverlayLab::keepsAllWhenMergingRunsOutOfRoom()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, host);
    Overlaid image(format, "small");
    const QByteArray folder = image.harness.lab.path("small");
    if (host == "tmpfs")
        lab::Lab::must({"mount", "-t", "tmpfs", "-o", "size=64M", "small", folder});
    else
        image.harness.lab.mount(
            image.harness.lab.attach(image.harness.lab.ext4Image("host.img", {}, 80)).device, "small");
    image.make();
    QCOMPARE(QemuHarness::told(image.attach()), QByteArray());
    auto content = image.before;
    content.add(image.harness.lab, image.device, 1000, 2);
    lab::run({"dd", "if=/dev/zero", "of=" + folder + "/filler", "bs=1M", "status=none"}); // until it is full

    const StepResult detached = image.detach(kMerge);
    QCOMPARE(QemuHarness::codeOf(detached), ErrorCode::MergeIncomplete);
    QCOMPARE(image.harness.leftBehind(), QByteArray());
    QCOMPARE(image.overlays().size(), 1);
    QCOMPARE(detached.error->subject.section(u'/', -1), image.overlays().first());
    QCOMPARE(QemuHarness::told(image.putBack(detached)), QByteArray());
    QCOMPARE(image.wrong(content), QByteArray());

    QVERIFY(QFile::remove(QFile::decodeName(folder + "/filler"))); // with room it can be tried again
    QCOMPARE(QemuHarness::told(image.detach(kMerge)), QByteArray());
    QCOMPARE(image.overlays(), QStringList());
    QCOMPARE(QemuHarness::told(image.attach({{QStringLiteral("readOnly"), true}})), QByteArray());
    QCOMPARE(image.wrong(content), QByteArray());
    QCOMPARE(QemuHarness::told(image.detachPlain()), QByteArray());
    QCOMPARE(image.harness.leftBehind(), QByteArray());
}

QTEST_GUILESS_MAIN(TstQemuOverlayLab)
#include "tst_qemuoverlay_lab.moc"
