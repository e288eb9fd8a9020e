// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagemutator.h"
#include "qemuharness.h"
#include "services/system/descriptor.h"

#include <QElapsedTimer>
#include <QTest>

#include <fcntl.h>

using namespace mooring;
using testsupport::ImageMutator;
using testsupport::QemuHarness;

namespace {

constexpr int kMutations = 200, kAtOnce = 16;
constexpr qsizetype kDisk = 2 << 20;

// Others than every time, for who looks for more.
quint32 firstSeed() { return quint32(qEnvironmentVariableIntValue("MOORING_FIRST_SEED")); }

QByteArray wholeFile(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// What can be read of a disk; pieces that cannot are told apart.
struct Content
{
    QByteArray bytes;
    QList<qsizetype> unreadable; // of pieces
    static constexpr qsizetype piece = 64 << 10;
};

Content contentOf(const QByteArray& device)
{
    Content content;
    const Descriptor disk(open(device.constData(), O_RDONLY | O_CLOEXEC));
    const qsizetype size = disk ? lseek(disk.get(), 0, SEEK_END) : 0;
    for (qsizetype at = 0; at < size; at += Content::piece) {
        QByteArray bytes(qMin(Content::piece, size - at), '\0');
        if (pread(disk.get(), bytes.data(), size_t(bytes.size()), at) != bytes.size()) {
            bytes.fill('\0');
            content.unreadable.append(at);
        }
        content.bytes += bytes;
    }
    return content;
}

// One mutated image and what became of it.
struct Case
{
    quint32 seed = 0;
    QByteArray path, image;
    std::future<std::optional<StepResult>> answer;
    std::optional<StepResult> result;
};

} // namespace

// Damaged images are refused, or shown exactly as QEMU itself reads them in the format they were taken for.
class TstQemuMutationsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void areNeverAttachedWrongly_data();
    void areNeverAttachedWrongly();

private:
    // Empty: the device shows what QEMU reads.
    static QByteArray wrongWith(const QemuHarness& harness, const Case& each, const QByteArray& driver);
    static void detach(QemuHarness& harness);
};

void TstQemuMutationsLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuMutationsLab::areNeverAttachedWrongly_data()
{
    QTest::addColumn<QByteArray>("options"); // of qemu-img convert
    QTest::addColumn<QByteArray>("driver");
    QTest::addColumn<int>("sums");
    const int none = int(ImageMutator::Sums::None), vhd = int(ImageMutator::Sums::Vhd);
    QTest::newRow("vhd fixed") << QByteArray("-O vpc -o subformat=fixed,force_size=on") << QByteArray("vpc")
                               << vhd;
    QTest::newRow("vhd dynamic") << QByteArray("-O vpc -o force_size=on") << QByteArray("vpc") << vhd;
    QTest::newRow("vhdx") << QByteArray("-O vhdx -o block_size=1M") << QByteArray("vhdx")
                          << int(ImageMutator::Sums::Vhdx);
    QTest::newRow("vmdk") << QByteArray("-O vmdk") << QByteArray("vmdk") << none;
    QTest::newRow("vdi") << QByteArray("-O vdi") << QByteArray("vdi") << none;
    QTest::newRow("qcow2") << QByteArray("-O qcow2") << QByteArray("qcow2") << none;
}

QByteArray TstQemuMutationsLab::wrongWith(const QemuHarness& harness, const Case& each,
                                          const QByteArray& driver)
{
    const QByteArray asked = harness.lab.writeFile("work/asked", each.image), told = asked + ".raw";
    lab::Ran ran = lab::run({"qemu-img", "convert", "-f", driver, "-O", "raw", asked, told});
    const bool isWhole = ran.ok();
    if (!isWhole && ran.err.contains("replay the log")) { // it does so itself only for who may write
        lab::run({"qemu-img", "check", "-r", "all", "-f", driver, asked});
        ran = lab::run({"qemu-img", "convert", "-f", driver, "-O", "raw", asked, told});
    } else if (!isWhole) {
        ran = lab::run({"qemu-img", "convert", "--salvage", "-f", driver, "-O", "raw", asked, told});
    }
    if (!ran.ok())
        return "QEMU does not read it: " + ran.text();
    const Content shown = contentOf(QemuHarness::deviceOf(*each.result));
    if (isWhole && !shown.unreadable.isEmpty())
        return "it cannot be read at " + QByteArray::number(shown.unreadable.first());
    QByteArray expected = wholeFile(told);
    expected.truncate(expected.size() - expected.size() % 512); // a device has whole sectors
    for (const qsizetype at : shown.unreadable)
        expected.replace(at, Content::piece, QByteArray(qMin(Content::piece, expected.size() - at), '\0'));
    return shown.bytes == expected ? QByteArray()
                                   : "another content, of " + QByteArray::number(shown.bytes.size())
            + " bytes instead of " + QByteArray::number(expected.size());
}

void TstQemuMutationsLab::detach(QemuHarness& harness)
{
    std::vector<std::future<std::optional<StepResult>>> answers;
    const Inventory inventory = harness.look();
    for (const Resource& resource : inventory.resources) {
        if (resource.kind != Kind::VirtualDisk)
            continue;
        const bool isCopy = !resource.release->choices.isEmpty();
        answers.push_back(harness.start(isCopy ? QemuHarness::releaseStep(resource, QStringLiteral("discard"))
                                               : QemuHarness::releaseStep(resource)));
    }
    for (auto& answer : answers)
        QCOMPARE(QemuHarness::told(QemuHarness::answerOf(std::move(answer))), QByteArray());
}

void TstQemuMutationsLab::areNeverAttachedWrongly()
{
    QFETCH(const QByteArray, options);
    QFETCH(const QByteArray, driver);
    QFETCH(const int, sums);
    QemuHarness harness;
    const QByteArray folder = harness.lab.makeFolder("work");
    lab::Lab::must({"mount", "-t", "tmpfs", "-o", "size=512M", "work", folder});
    harness.lab.writeFile("work/content", ImageMutator::content(kDisk));
    lab::Lab::must(
        {"sh", "-c", "cd " + folder + " && qemu-img convert -f raw " + options + " content whole"});
    const ImageMutator mutator(wholeFile(folder + "/whole"), ImageMutator::Sums(sums));

    QElapsedTimer clock;
    clock.start();
    int attached = 0;
    QMap<QString, int> refused;
    for (int done = 0; done < kMutations; done += kAtOnce) {
        std::vector<Case> cases;
        for (int number = 0; number < qMin(kAtOnce, kMutations - done); ++number) {
            Case each;
            each.seed = firstSeed() + quint32(done + number);
            each.image = mutator.mutated(each.seed);
            each.path = harness.lab.writeFile("work/image" + QByteArray::number(number), each.image);
            each.answer = harness.start(
                QemuHarness::attachStep(each.path, {{QStringLiteral("readOnly"), number % 2 == 0}}));
            cases.push_back(std::move(each));
        }
        for (Case& each : cases) {
            each.result = QemuHarness::answerOf(std::move(each.answer));
            if (each.result->error) {
                ++refused[token(each.result->error->code)];
                continue;
            }
            ++attached;
            const QByteArray wrong = wrongWith(harness, each, driver);
            QVERIFY2(wrong.isEmpty(), "seed " + QByteArray::number(each.seed) + ": " + wrong);
        }
        detach(harness);
        QCOMPARE(harness.leftBehind(), QByteArray());
        lab::Lab::must({"sh", "-c", "rm -f " + folder + "/image*"});
    }
    QByteArray account;
    for (auto code = refused.begin(); code != refused.end(); ++code)
        account += ", " + QByteArray::number(code.value()) + ' ' + code.key().toUtf8();
    qInfo("%d attached%s; in %lld ms", attached, account.constData(), clock.elapsed());
    QVERIFY(attached > kMutations / 20 && attached < kMutations); // else nothing was tried
}

QTEST_GUILESS_MAIN(TstQemuMutationsLab)
#include "tst_qemumutations_lab.moc"
