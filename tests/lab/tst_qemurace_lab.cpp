// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopharness.h"
#include "product.h"
#include "qemuharness.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace mooring;
using testsupport::LoopHarness;
using testsupport::QemuHarness;

namespace {

constexpr int kTurns = 12;

struct Ending
{
    std::optional<ErrorCode> code; // none: it won
    QByteArray device; // that it made, or that its error names
};

Ending endingOf(const StepResult& result)
{
    return {QemuHarness::codeOf(result),
            result.error ? decodeBytes(result.error->subject) : QemuHarness::deviceOf(result)};
}

// Empty: one won, and all others were told of its device.
QByteArray wrongWith(QList<Ending> endings)
{
    std::stable_sort(endings.begin(), endings.end(),
                     [](const Ending& a, const Ending& b) { return !a.code && b.code; });
    for (qsizetype i = 0; i < endings.size(); ++i) {
        const Ending& ending = endings[i];
        const QByteArray what = "ending " + QByteArray::number(i) + ": "
            + (ending.code ? token(*ending.code).toUtf8() : "won") + ' ' + ending.device;
        if (i == 0 ? ending.code.has_value() : ending.code != ErrorCode::ImageAlreadyAttached)
            return what;
        if (ending.device != endings[0].device || !ending.device.startsWith("/dev/loop"))
            return what + " instead of " + endings[0].device;
    }
    return {};
}

} // namespace

// Several attaches of one file at the same moment: one wins, and the others are told on which device.
class TstQemuRaceLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void letsOneStepWin_data();
    void letsOneStepWin();
    void letsOneProviderWin();
    void letsOneProgramWin_data();
    void letsOneProgramWin();
    void letsItBeAttachedWhileItIsDetached();
};

void TstQemuRaceLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuRaceLab::letsOneStepWin_data()
{
    QTest::addColumn<QJsonObject>("first");
    QTest::addColumn<QJsonObject>("second");
    const QJsonObject plain, overlay {{QStringLiteral("overlay"), true}},
        readOnly {{QStringLiteral("readOnly"), true}};
    QTest::newRow("to write") << plain << plain;
    QTest::newRow("with overlays") << overlay << overlay;
    QTest::newRow("to read") << readOnly << readOnly;
    QTest::newRow("with an overlay, to read") << overlay << readOnly;
}

void TstQemuRaceLab::letsOneStepWin()
{
    QFETCH(const QJsonObject, first);
    QFETCH(const QJsonObject, second);
    QemuHarness harness;
    const QByteArray path = harness.made();
    const QByteArray link = harness.lab.path("link.vhdx"), hardLink = harness.lab.path("hard.vhdx");
    lab::Lab::must({"ln", "-s", path, link});
    lab::Lab::must({"ln", path, hardLink});
    for (int turn = 0; turn < kTurns; ++turn) {
        auto one = harness.start(QemuHarness::attachStep(path, turn % 2 == 0 ? first : second));
        std::this_thread::sleep_for(std::chrono::milliseconds(turn * 5 / 2));
        auto two = harness.start(
            QemuHarness::attachStep(turn % 3 == 0 ? link : hardLink, turn % 2 == 0 ? second : first));
        const QList<Ending> endings {endingOf(QemuHarness::answerOf(std::move(one))),
                                     endingOf(QemuHarness::answerOf(std::move(two)))};
        QCOMPARE(wrongWith(endings), QByteArray());
        const auto disk = harness.disk();
        const bool isOverlaid = disk->release->choices.size() > 0;
        QCOMPARE(QemuHarness::told(
                     harness.run(isOverlaid ? QemuHarness::releaseStep(*disk, QStringLiteral("discard"))
                                            : QemuHarness::releaseStep(*disk))),
                 QByteArray());
        QCOMPARE(harness.leftBehind(), QByteArray());
    }
    QCOMPARE(QDir(QFile::decodeName(harness.lab.folder())).entryList({QStringLiteral("*overlay*")}),
             QStringList()); // none of those that lost
}

// Raw images are attached by the kernel alone, or served when they get an overlay.
void TstQemuRaceLab::letsOneProviderWin()
{
    QemuHarness harness;
    LoopProvider::Options options;
    options.surfaces = SurfaceFolders(QemuHarness::base(harness.lab));
    LoopHarness loop(options);
    const QByteArray path = harness.lab.ext4Image("disk.img");
    int byLoop = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
        auto served = harness.start(QemuHarness::attachStep(path, {{QStringLiteral("overlay"), true}}));
        std::this_thread::sleep_for(std::chrono::milliseconds(turn * 2));
        const StepResult plain = loop.attach(path);
        const StepResult overlaid = QemuHarness::answerOf(std::move(served));
        QCOMPARE(wrongWith({endingOf(plain), endingOf(overlaid)}), QByteArray());
        byLoop += plain.error ? 0 : 1;
        if (plain.error)
            QCOMPARE(QemuHarness::told(
                         harness.run(QemuHarness::releaseStep(*harness.disk(), QStringLiteral("discard")))),
                     QByteArray());
        else
            QCOMPARE(QemuHarness::told(
                         loop.run(LoopHarness::detachStep(*loop.disk(QemuHarness::deviceOf(plain), false)))),
                     QByteArray());
        QCOMPARE(harness.leftBehind(), QByteArray());
        QCOMPARE(lab::Oracle::devicesOf(path), QByteArrayList());
    }
    qInfo("the kernel's own way won %d of %d times", byLoop, kTurns);
}

void TstQemuRaceLab::letsOneProgramWin_data()
{
    QTest::addColumn<QByteArrayList>("options"); // of each
    QTest::newRow("two") << QByteArrayList {"", ""};
    QTest::newRow("six") << QByteArrayList {"", "", "--read-only", "--overlay", "", "--read-only"};
}

void TstQemuRaceLab::letsOneProgramWin()
{
    QFETCH(const QByteArrayList, options);
    lab::Lab lab;
    const lab::Product product(lab);
    const QByteArray before = lab::servedBelow(lab::productImages);
    const QByteArray path = lab.path("disk.vhdx");
    lab::Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", path, "64M"});
    for (int turn = 0; turn < 4; ++turn) {
        std::vector<lab::RunningPtr> programs;
        for (const QByteArray& option : options)
            programs.push_back(product.start(lab::Argv {"--json", "attach"}
                                             + (option.isEmpty() ? lab::Argv {} : lab::Argv {option})
                                             + lab::Argv {path}));
        QList<Ending> endings;
        for (const auto& program : programs) {
            const auto code = program->waitEnd(60000);
            lab::Ran told;
            told.out = program->readAvailable();
            const QJsonValue error = lab::finishedEvent(told)[u"goals"][0][u"error"];
            QVERIFY2(code == (error.isObject() ? 4 : 0), told.out); // exit status: busy
            if (error.isObject())
                endings.append(
                    {fromToken<ErrorCode>(error[u"code"].toString()), error[u"subject"].toString().toUtf8()});
            else
                endings.append({{}, lab::createdDevice(told)});
        }
        QCOMPARE(wrongWith(endings), QByteArray());
        lab::Argv detach {"--json", "detach", "--yes", path};
        if (!QDir(QFile::decodeName(lab.folder())).entryList({QStringLiteral("*overlay*")}).isEmpty())
            detach += {"--overlay", "discard"};
        const lab::Ran ran = product.run(detach);
        QVERIFY2(ran.code == 0, ran.text());
        QCOMPARE(lab::servedBelow(lab::productImages), before);
    }
    QCOMPARE(QDir(QFile::decodeName(lab.folder())).entryList({QStringLiteral("*overlay*")}), QStringList());
}

// Whoever comes while it is on its way out is told that it is attached, or gets it.
void TstQemuRaceLab::letsItBeAttachedWhileItIsDetached()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    int got = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
        QCOMPARE(QemuHarness::told(harness.attach(path)), QByteArray());
        auto detaching = harness.start(QemuHarness::releaseStep(*harness.disk()));
        std::this_thread::sleep_for(std::chrono::milliseconds(turn * 3 / 2));
        const StepResult again = harness.attach(path);
        QCOMPARE(QemuHarness::told(QemuHarness::answerOf(std::move(detaching))), QByteArray());
        if (again.error) {
            QCOMPARE(token(again.error->code), token(ErrorCode::ImageAlreadyAttached));
        } else {
            ++got;
            QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
        }
        QCOMPARE(harness.leftBehind(), QByteArray());
    }
    qInfo("attached again %d of %d times", got, kTurns);
}

QTEST_GUILESS_MAIN(TstQemuRaceLab)
#include "tst_qemurace_lab.moc"
