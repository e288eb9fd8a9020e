// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"
#include "qemuharness.h"

#include <QTest>

#include <csignal>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

constexpr int kPiece = 64 << 10; // bytes, one a mebibyte

// A VHDX whose writer was killed while its log was in use, and what it had been told was written.
class Torn
{
public:
    explicit Torn(const QemuHarness& harness)
        : path(harness.lab.path("disk.vhdx"))
    {
        for (int turn = 0; turn < 100 && !isUnclean(); ++turn)
            tear(1 + turn % 3, turn * 3 % 50);
        if (!isUnclean())
            qFatal("the writer always closed its log in time");
        sum = lab::checksum(path);
    }
    QByteArray missing(const QByteArray& device) const
    {
        QFile disk(QFile::decodeName(device));
        if (!disk.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return "cannot be read";
        for (int at = 0; at < written; ++at) {
            if (!disk.seek(qint64(at) << 20) || disk.read(kPiece) != QByteArray(kPiece, char(at + 1)))
                return "piece " + QByteArray::number(at) + " of " + QByteArray::number(written);
        }
        return {};
    }

    QByteArray path, sum;
    int written = 0; // pieces

private:
    // By the log's GUID in the header that counts, read here and not by the product: MS-VHDX 2.2.2.
    bool isUnclean() const
    {
        QFile image(QFile::decodeName(path));
        if (!image.open(QIODevice::ReadOnly))
            return false;
        const QByteArray head = image.read(192 << 10);
        const auto sequence = [&head](int at) {
            quint64 number = 0;
            memcpy(&number, head.constData() + at + 8, sizeof number);
            return number;
        };
        const int at = sequence(64 << 10) > sequence(128 << 10) ? 64 << 10 : 128 << 10;
        return head.mid(at + 48, 16) != QByteArray(16, '\0');
    }
    static bool tellsOfPiece(const QByteArray& line) { return line.contains("wrote 65536/65536"); }
    void tear(int pieces, int milliseconds)
    {
        written = 0;
        lab::Lab::must({"rm", "-f", path});
        lab::Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", "-o", "block_size=1M", path, "128M"});
        lab::Argv commands {"stdbuf", "-oL", "qemu-io", "-f", "vhdx"};
        for (int at = 0; at < 128; ++at)
            commands
                += {"-c", "write -P " + QByteArray::number(at + 1) + ' ' + QByteArray::number(at) + "M 64k"};
        lab::Running writer(commands + lab::Argv {path});
        for (int line = 0; written < pieces && line < 300; ++line)
            written += tellsOfPiece(writer.readLine()) ? 1 : 0;
        QTest::qWait(milliseconds); // into the next one
        writer.signal(SIGKILL);
        writer.waitEnd();
        written += int(writer.readAvailable().count("wrote 65536/65536"));
    }
};

QString wordOf(bool isKept) { return isKept ? QStringLiteral("keep") : QStringLiteral("discard"); }

} // namespace

// An image whose last writer was killed is attached as a copy; the image stays as that writer left it.
class TstQemuCopyLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void losesNothingThatWasWritten();
    void keepsEveryByte();
    void refusesWithoutRoomForIt();
};

void TstQemuCopyLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuCopyLab::losesNothingThatWasWritten()
{
    int pieces = 0;
    for (int turn = 0; turn < 8; ++turn) {
        QemuHarness harness;
        const Torn image(harness);
        const StepResult attached = harness.attach(image.path, {{QStringLiteral("readOnly"), turn % 2 == 0}});
        QCOMPARE(QemuHarness::told(attached), QByteArray());
        QCOMPARE(harness.disk()->facts.value(Fact::OverlayKind).toString(), QStringLiteral("copy"));
        QCOMPARE(image.missing(QemuHarness::deviceOf(attached)), QByteArray());
        QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk(), wordOf(false)))),
                 QByteArray());
        QCOMPARE(lab::checksum(image.path), image.sum);
        QCOMPARE(harness.leftBehind(), QByteArray());
        pieces += image.written;
    }
    QVERIFY(pieces > 0);
    qInfo("%d pieces in 8 images", pieces);
}

void TstQemuCopyLab::keepsEveryByte()
{
    QemuHarness harness;
    const Torn image(harness);
    const StepResult first = harness.attach(image.path);
    QCOMPARE(QemuHarness::told(first), QByteArray());
    lab::verifyWrites(QemuHarness::deviceOf(first), 32);
    const auto content = lab::DiskContent::fill(harness.lab, QemuHarness::deviceOf(first));
    QCOMPARE(lab::checksum(image.path), image.sum);

    const StepResult detached = harness.run(QemuHarness::releaseStep(*harness.disk(), wordOf(true)));
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
    const QByteArray copy = detached.facts.value(Fact::Overlay).toByteArray();
    lab::Lab::must({"qemu-img", "check", copy});
    const StepResult again = harness.run(QemuHarness::putBackStep(detached.restore));
    QCOMPARE(QemuHarness::told(again), QByteArray());
    QCOMPARE(content.wrong(harness.lab, QemuHarness::deviceOf(again)), QByteArray());
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk(), wordOf(true)))),
             QByteArray());
    QCOMPARE(lab::checksum(image.path), image.sum);
    QVERIFY(QFile::exists(QFile::decodeName(copy)));

    const StepResult plain = harness.attach(copy); // it is an image as any other now
    QCOMPARE(QemuHarness::told(plain), QByteArray());
    QVERIFY(!harness.disk()->facts.contains(Fact::OverlayKind));
    QCOMPARE(content.wrong(harness.lab, QemuHarness::deviceOf(plain)), QByteArray());
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuCopyLab::refusesWithoutRoomForIt()
{
    QemuHarness harness;
    const Torn image(harness);
    const QByteArray folder = harness.lab.makeFolder("small");
    lab::Lab::must({"mount", "-t", "tmpfs", "-o", "size=40M", "small", folder});
    lab::Lab::must({"cp", image.path, folder});
    lab::run({"dd", "if=/dev/zero", "of=" + folder + "/filler", "bs=64k", "status=none"});
    const StepResult result = harness.attach(folder + "/disk.vhdx");
    QCOMPARE(QemuHarness::codeOf(result), ErrorCode::NoRoom);
    QCOMPARE(harness.leftBehind(), QByteArray());
    QCOMPARE(QDir(QFile::decodeName(folder)).entryList(QDir::Files).join(u' '),
             QStringLiteral("disk.vhdx filler"));
    QCOMPARE(lab::checksum(folder + "/disk.vhdx"), image.sum);
}

QTEST_GUILESS_MAIN(TstQemuCopyLab)
#include "tst_qemucopy_lab.moc"
