// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "product.h"
#include "qemuharness.h"
#include "services/loop/loopprovider.h"

#include <QTest>

#include <csignal>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

// A program of QEMU's that nobody here started: it has the image open as long as it runs.
class Stranger
{
public:
    Stranger(const QemuHarness& harness, const QByteArray& image, bool writes)
        : m_program({"qemu-nbd", writes ? "--cache=writeback" : "--read-only", "-t", "-k",
                     harness.lab.path("stranger.sock"), image})
    {
    }
    QString name() const { return QStringLiteral("qemu-nbd (%1)").arg(m_program.pid()); }
    qint64 pid() const { return m_program.pid(); }
    void end()
    {
        m_program.signal(SIGTERM);
        m_program.waitEnd();
    }

private:
    lab::Running m_program;
};

std::optional<Resource> find(QemuHarness& harness, const QByteArray& path)
{
    for (const Resource& resource : harness.look().resources) {
        if (resource.id == ResourceId::make(Kind::Image, path))
            return resource;
    }
    return {};
}

template <class Provider> ImageReport inspect(Provider& provider, const QByteArray& path)
{
    auto promise = std::make_shared<std::promise<std::optional<ImageReport>>>();
    auto future = promise->get_future();
    provider.inspect({path, {}, false}, Reply<ImageReport>([promise](std::optional<ImageReport> answer) {
                         promise->set_value(std::move(answer));
                     }));
    return QemuHarness::answerOf(std::move(future));
}

} // namespace

// Images that real programs have open.
class TstOpenImagesLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void showsWhoHasAnImageOpen_data();
    void showsWhoHasAnImageOpen();
    void namesThemWhenItRefuses();
    void showsNothingOfItsOwnAttachments();
    void letsGoWhileAnotherStillReads();
};

void TstOpenImagesLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstOpenImagesLab::showsWhoHasAnImageOpen_data()
{
    QTest::addColumn<bool>("writes");
    QTest::newRow("reads") << false;
    QTest::newRow("writes") << true;
}

void TstOpenImagesLab::showsWhoHasAnImageOpen()
{
    QFETCH(const bool, writes);
    QemuHarness harness;
    const QByteArray path = harness.made();
    QVERIFY(!find(harness, path));
    Stranger stranger(harness, path, writes);
    QTRY_VERIFY(find(harness, path));
    const Resource image = *find(harness, path);
    const QByteArray inode = lab::run({"stat", "-c", "%Hd:%Ld:%i", path}).out.trimmed();
    QCOMPARE(image.facts.value(Fact::Inode).toString().toLatin1(), inode);
    QCOMPARE(image.keys, (QList<Key> {Key {"file:" + inode}}));
    QCOMPARE(image.state, State::InUse);
    QCOMPARE(image.facts.value(Fact::Command).toString(), QStringLiteral("qemu-nbd"));
    QCOMPARE(image.facts.value(Fact::Pid).toLongLong(), stranger.pid());
    QCOMPARE(image.facts.value(Fact::User).toString(), QStringLiteral("root"));
    QCOMPARE(image.facts.value(Fact::LockedBy).toString(),
             writes ? QStringLiteral("writer") : QStringLiteral("readers"));
    QCOMPARE(harness.look({{image.id}, {}, false}).resources, QList<Resource> {image});
    stranger.end();
    QVERIFY(!find(harness, path));
}

void TstOpenImagesLab::namesThemWhenItRefuses()
{
    QemuHarness harness;
    LoopProvider loop;
    const QByteArray vhdx = harness.made(), raw = harness.lab.path("disk.img");
    lab::Lab::must({"sh", "-c", "truncate -s 8M " + raw + " && mke2fs -q -F " + raw});
    for (const QByteArray& path : {vhdx, raw}) {
        Stranger stranger(harness, path, true);
        QTRY_VERIFY(find(harness, path));
        const ImageReport report = path == raw ? inspect(loop, path) : inspect(harness.provider, path);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::ImageInUse);
        QCOMPARE(report.error->text, stranger.name());
        const QJsonObject refused
            = lab::finishedEvent(lab::Product(harness.lab).run({"--json", "detach", "--yes", path}));
        QCOMPARE(refused[u"error"][u"code"].toString(), QStringLiteral("imageNotAttached"));
        QCOMPARE(refused[u"error"][u"text"].toString(), stranger.name());
        if (path == vhdx)
            QCOMPARE(harness.attach(path).error->text, stranger.name());
        stranger.end();
        QVERIFY(!inspect(harness.provider, vhdx).error);
    }
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstOpenImagesLab::showsNothingOfItsOwnAttachments()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    QCOMPARE(QemuHarness::told(harness.attach(path, {{QStringLiteral("overlay"), true}})), QByteArray());
    QList<ResourceId> images;
    for (const Resource& resource : harness.look().resources) {
        if (resource.kind == Kind::Image)
            images.append(resource.id);
    }
    QCOMPARE(images, QList<ResourceId> {ResourceId::make(Kind::Image, path)}); // and no overlay
    QVERIFY(!find(harness, path)->facts.contains(Fact::LockedBy));
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

void TstOpenImagesLab::letsGoWhileAnotherStillReads()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    QCOMPARE(QemuHarness::told(harness.attach(path, {{QStringLiteral("readOnly"), true}})), QByteArray());
    Stranger stranger(harness, path, false);
    QTRY_COMPARE(find(harness, path)->facts.value(Fact::Pid).toLongLong(), stranger.pid());
    const Resource attached = *find(harness, path);
    QCOMPARE(attached.goes, Goes::WithItsLastUser);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    const Resource open = *find(harness, path); // now a node of its own
    QVERIFY(open.incarnation != attached.incarnation);
    QCOMPARE(open.state, State::InUse);
    QCOMPARE(harness.leftBehind(), QByteArray());
}

QTEST_GUILESS_MAIN(TstOpenImagesLab)
#include "tst_openimages_lab.moc"
