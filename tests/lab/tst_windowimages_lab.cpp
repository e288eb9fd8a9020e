// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "lab.h"
#include "oracle.h"
#include "ui/attachdialog.h"
#include "ui/mainwindow.h"
#include "ui/plandialog.h"
#include "ui/recentimages.h"
#include "uitest.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace mooring;
using mooring::lab::Lab;
using mooring::lab::Oracle;

// A person attaches an image of another format in the window, and decides what becomes of what was written.
class TestWindowImagesLab : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;

    Engine& engine() { return m_composition->engine(); }
    const OperationRecord& latest() { return engine().operations().constLast()->record(); }
    QByteArray attach(const QByteArray& image, bool overlay);
    void detach(const QByteArray& device, const char* answer);
    static QByteArray sum(const QByteArray& path) { return Lab::must({"sha256sum", path}); }
    QList<QByteArray> overlays() const
    {
        return QList<QByteArray>(
            Lab::must({"find", m_lab->folder(), "-name", "*.overlay-*"}).trimmed().split('\n'));
    }

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void writesToAnOverlayAndThrowsItAway();
    void writesToAnOverlayAndMergesIt();
};

void TestWindowImagesLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
    for (const char* program : {"qemu-img", "qemu-storage-daemon", "nbdfuse"})
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            QSKIP(program);
}

void TestWindowImagesLab::init()
{
    failOnWarnings();
    QSettings().clear();
    m_lab = std::make_unique<Lab>();
    qputenv("XDG_STATE_HOME", m_lab->makeFolder("state"));
    m_composition = std::make_unique<Composition>();
    m_window = std::make_unique<MainWindow>(engine());
    m_window->show();
    engine().lookAgain();
    QTRY_VERIFY(engine().hasLooked());
}

// Whatever a test left attached: its daemons outlive the lab.
void TestWindowImagesLab::cleanup()
{
    const Topology topology = engine().topology();
    for (Topology::Node node = 0; node < topology.size(); ++node) {
        const Resource& resource = topology.at(node);
        if (resource.kind != Kind::VirtualDisk
            || !resource.facts.value(Fact::Path).toByteArray().startsWith(m_lab->folder()))
            continue;
        QSignalSpy finished(&engine(), &Engine::operationFinished);
        if (engine().start(engine().plan(Verb::Detach, {resource.id}, {}), true))
            QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 20000));
    }
    m_window.reset();
    m_composition.reset();
    m_lab.reset();
}

QByteArray TestWindowImagesLab::attach(const QByteArray& image, bool overlay)
{
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    AttachDialog* dialog = m_window->dialogs().attachImages({image});
    const auto can = [&] { return button(dialog, "attach")->isEnabled(); };
    if (!QTest::qWaitFor(can))
        return {};
    part<QCheckBox>(dialog, "overlay")->setChecked(overlay);
    click(dialog, "attach");
    if (!QTest::qWaitFor([&] { return finished.size() == 1; }, 20000))
        return {};
    const QList<ResourceId> created = latest().steps.constFirst().created;
    const QByteArray device = created.isEmpty() ? QByteArray() : created.constFirst().key();
    if (!device.isEmpty())
        m_lab->remember(device);
    return device;
}

void TestWindowImagesLab::detach(const QByteArray& device, const char* answer)
{
    QSignalSpy finished(&engine(), &Engine::operationFinished);
    const ResourceId id = ResourceId::make(Kind::VirtualDisk, device);
    QTRY_VERIFY(engine().topology().find(id));
    PlanDialog* dialog = m_window->dialogs().openPlan(Verb::Detach, {id});
    QTRY_VERIFY(button(dialog, answer));
    QVERIFY(click(dialog, answer));
    QTRY_VERIFY(button(dialog, "confirm")->isEnabled());
    QVERIFY(click(dialog, "confirm"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
    QCOMPARE(latest().outcome, Outcome::Done);
    QVERIFY(!Oracle::isBound(device));
}

void TestWindowImagesLab::writesToAnOverlayAndThrowsItAway()
{
    const QByteArray image = m_lab->path("disk.vhdx");
    Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", image, "64M"});
    const QByteArray before = sum(image);
    const QByteArray device = attach(image, true);
    QVERIFY(!device.isEmpty());
    QCOMPARE(RecentImages::paths(), QList<QByteArray> {image});
    Lab::must({"mkfs.ext4", "-q", "-F", device});
    QCOMPARE(overlays().size(), 1);
    detach(device, "overlay-discard");
    QCOMPARE(overlays(), QList<QByteArray> {QByteArray()});
    QCOMPARE(sum(image), before);
}

void TestWindowImagesLab::writesToAnOverlayAndMergesIt()
{
    const QByteArray image = m_lab->path("disk.qcow2");
    Lab::must({"qemu-img", "create", "-q", "-f", "qcow2", image, "64M"});
    QByteArray device = attach(image, true);
    QVERIFY(!device.isEmpty());
    Lab::must({"mkfs.ext4", "-q", "-F", "-L", "merged", device});
    detach(device, "overlay-merge");
    QCOMPARE(overlays(), QList<QByteArray> {QByteArray()});
    device = attach(image, false);
    QVERIFY(!device.isEmpty());
    QCOMPARE(Lab::must({"blkid", "-p", "-o", "value", "-s", "LABEL", device}).trimmed(), "merged");
    QTRY_VERIFY(engine().topology().find(ResourceId::make(Kind::VirtualDisk, device)));
}

QTEST_MAIN(TestWindowImagesLab)
#include "tst_windowimages_lab.moc"
