// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageforge.h"
#include "qemuharness.h"
#include "services/system/imagesniff/crc32c.h"

#include <QCryptographicHash>
#include <QTest>
#include <QtEndian>

using namespace mooring;
using testsupport::QemuHarness;
namespace forge = testsupport::forge;

namespace {

constexpr qsizetype kPage = 4096;
constexpr qsizetype kAt = 1 << 20; // of the pattern on the disk
const QByteArray kOld(kPage, 'o'), kNew(kPage, 'n');

QByteArray crc(const QByteArray& bytes)
{
    return forge::little(imagesniff::crc32c({bytes.constData(), static_cast<size_t>(bytes.size())}), 4);
}

// One log entry that changes one page (MS-VHDX 2.3): its header with one data descriptor, and the data.
QByteArray logEntry(const QByteArray& logGuid, qsizetype pageAt, qsizetype fileSize)
{
    QByteArray header(kPage, '\0'), data(kPage, '\0');
    forge::put(header, 0, "loge");
    forge::put(header, 8,
               forge::little(2 * kPage, 4) + forge::little(0, 4) + forge::little(1, 8) + forge::little(1, 4)
                   + forge::little(0, 4) + logGuid + forge::little(fileSize, 8) + forge::little(fileSize, 8));
    forge::put(header, 64,
               "desc" + kNew.right(4) + kNew.left(8) + forge::little(pageAt, 8) + forge::little(1, 8));
    forge::put(data, 0, "data" + forge::little(0, 4) + kNew.mid(8, kPage - 12) + forge::little(1, 4));
    QByteArray entry = header + data;
    forge::put(entry, 4, crc(entry));
    return entry;
}

QByteArray wholeImage(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As a writer leaves it that died after its log was written, and before the page was; or, with no entry,
// before it had written anything there.
void leaveLog(const QByteArray& path, bool hasEntry)
{
    QByteArray image = wholeImage(path);
    const qsizetype pageAt = image.indexOf(kOld);
    const QByteArray logGuid = forge::guid("99999999-0000-0000-0000-000000000001");
    if (pageAt < 0)
        qFatal("the pattern is not in the image");
    qsizetype logAt = 0;
    for (const qsizetype header : {forge::vhdxHeader1, forge::vhdxHeader2}) {
        forge::put(image, header + 48, logGuid);
        forge::put(image, header + 4, QByteArray(4, '\0'));
        forge::put(image, header + 4, crc(image.mid(header, kPage)));
        logAt = qFromLittleEndian<qint64>(image.constData() + header + 72);
    }
    if (hasEntry)
        forge::put(image, logAt, logEntry(logGuid, pageAt, image.size()));
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(image) != image.size())
        qFatal("no image");
}

QByteArray pageOf(const QByteArray& device)
{
    QFile file(QFile::decodeName(device));
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && file.seek(kAt) ? file.read(kPage)
                                                                                    : QByteArray();
}

} // namespace

// An image whose last writer did not close it holds changes in its log only.
class TstUncleanVhdxLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void attachesACopyWithItsLogCarriedOut_data();
    void attachesACopyWithItsLogCarriedOut();
    void takesNoOverlayOverIt();
    void keepsTheCopyWhenThatIsChosen();
    void writesToACopyWhoseLogIsEmpty();
};

namespace {
struct Unclean
{
    QemuHarness harness;
    QByteArray path = harness.made();
    QByteArray before;
    explicit Unclean(bool hasEntry = true)
    {
        lab::Lab::must({"qemu-io", "-f", "vhdx", "-c", "write -P 0x6f 1M 4k", path});
        leaveLog(path, hasEntry);
        before = wholeImage(path);
    }
    StepResult attach(bool readOnly)
    {
        return harness.attach(path, {{QStringLiteral("readOnly"), readOnly}});
    }
    StepResult detach(const QString& word)
    {
        return harness.run(QemuHarness::releaseStep(*harness.disk(), word));
    }
    QStringList copies() const
    {
        return QDir(QFile::decodeName(harness.lab.path(""))).entryList({QStringLiteral("disk.vhdx.copy-*")});
    }
};
} // namespace

void TstUncleanVhdxLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstUncleanVhdxLab::attachesACopyWithItsLogCarriedOut_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::newRow("to read") << true;
    QTest::newRow("to write") << false;
}

void TstUncleanVhdxLab::attachesACopyWithItsLogCarriedOut()
{
    QFETCH(const bool, readOnly);
    Unclean image;
    const StepResult attached = image.attach(readOnly);
    QCOMPARE(QemuHarness::told(attached), QByteArray());
    QCOMPARE(pageOf(attached.created.first().key()), kNew);
    const auto disk = image.harness.disk();
    QVERIFY(disk);
    QCOMPARE(disk->facts.value(Fact::ReadOnly).toBool(), readOnly);
    QCOMPARE(disk->facts.value(Fact::OverlayKind).toString(), QStringLiteral("copy"));
    QCOMPARE(disk->release->choices.first().word,
             readOnly ? QStringLiteral("discard") : QStringLiteral("keep"));
    QCOMPARE(image.copies().size(), 1);
    QCOMPARE(QemuHarness::told(image.detach(QStringLiteral("discard"))), QByteArray());
    QCOMPARE(image.copies(), QStringList());
    QVERIFY(wholeImage(image.path) == image.before);
    QCOMPARE(image.harness.leftBehind(), QByteArray());
}

void TstUncleanVhdxLab::takesNoOverlayOverIt()
{
    Unclean image;
    const StepResult result = image.harness.attach(image.path, {{QStringLiteral("overlay"), true}});
    QCOMPARE(QemuHarness::codeOf(result), ErrorCode::ImageNotClosed);
    QCOMPARE(image.harness.leftBehind(), QByteArray());
    QVERIFY(wholeImage(image.path) == image.before);
}

void TstUncleanVhdxLab::keepsTheCopyWhenThatIsChosen()
{
    Unclean image;
    QCOMPARE(QemuHarness::told(image.attach(false)), QByteArray());
    const QByteArray written(kPage, 'w');
    QFile device(QFile::decodeName(image.harness.disk()->facts.value(Fact::Device).toByteArray()));
    QVERIFY(device.open(QIODevice::ReadWrite | QIODevice::Unbuffered) && device.seek(kAt));
    QCOMPARE(device.write(written), written.size());
    device.close();
    const StepResult detached = image.detach(QStringLiteral("keep"));
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    const QByteArray copy = detached.facts.value(Fact::Overlay).toByteArray();
    lab::Lab::must({"qemu-img", "check", copy});
    const StepResult again = image.harness.run(QemuHarness::putBackStep(detached.restore));
    QCOMPARE(QemuHarness::told(again), QByteArray());
    QCOMPARE(pageOf(again.created.first().key()), written);
    QCOMPARE(QemuHarness::told(image.detach(QStringLiteral("discard"))), QByteArray());
    QVERIFY(wholeImage(image.path) == image.before);
}

// QEMU opens such a one, and then refuses every write that needs its log.
void TstUncleanVhdxLab::writesToACopyWhoseLogIsEmpty()
{
    Unclean image(false);
    QCOMPARE(QemuHarness::told(image.attach(false)), QByteArray());
    const QByteArray device = image.harness.disk()->id.key();
    QCOMPARE(pageOf(device), kOld);
    lab::Lab::must({"dd", "if=/dev/urandom", "of=" + device, "bs=1M", "seek=32", "count=24", "conv=fsync"});
    QCOMPARE(QemuHarness::told(image.detach(QStringLiteral("keep"))), QByteArray());
    QCOMPARE(image.copies().size(), 1);
    const QByteArray copy = image.harness.lab.path(QFile::encodeName(image.copies().first()));
    lab::Lab::must({"qemu-img", "check", copy});
    QVERIFY(wholeImage(image.path) == image.before);
    QCOMPARE(image.harness.leftBehind(), QByteArray());
}

QTEST_GUILESS_MAIN(TstUncleanVhdxLab)
#include "tst_uncleanvhdx_lab.moc"
