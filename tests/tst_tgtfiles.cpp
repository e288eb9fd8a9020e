// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/tgtstage.h"

#include <fcntl.h>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

constexpr qint64 kSize = 64 << 20; // bytes; tgtd lists 67 MB

// The recorded tgtd with a real file behind its first unit, which this process has open in its place.
struct FileStage
{
    FileStage()
        : path(QFile::encodeName(folder.path()) + "/img")
    {
        make(path);
        open();
        Script script;
        QByteArray listing = recorded("target.txt");
        listing.replace("/srv/img\n", path + '\n');
        script.changes[{1, 2}] = {ScriptedTgtd::answer(0, listing)};
        stage = std::make_unique<Stage>(script);
        const QByteArray process = "proc/" + QByteArray::number(::getpid());
        stage->root.link("/proc/self/fd", process + "/fd");
    }
    ~FileStage() { ::close(descriptor); }

    static void make(const QByteArray& name)
    {
        QFile file(QFile::decodeName(name));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(kSize))
            qFatal("no file");
    }
    void open()
    {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC);
    }
    Resource unit() const { return *find(stage->look(), unitOne); }
    // The recipe that is left by taking the unit out.
    Step takenOut() const
    {
        const Inventory seen = stage->look();
        Step step = stepOf(seen, unitOne);
        step.restore = find(seen, unitOne)->release->restore;
        const StepResult result = stage->run(step);
        if (result.error)
            qFatal("not taken out");
        return makeRestorePlan(Topology(), {result.restore}, {}).steps.constFirst();
    }

    QTemporaryDir folder;
    QByteArray path;
    int descriptor = -1;
    std::unique_ptr<Stage> stage;
};

} // namespace

// The file behind a unit, as the kernel knows it from tgtd's having it open.
class TestTgtFiles : public QObject
{
    Q_OBJECT
private slots:
    void tellsTheExactSize();
    void warnsOfADeletedFile();
    void putsBackTheSameFileOnly();
    void knowsThatAnotherHadTheNameAlready();
    void passesOverTheSocketOfADeadTgtd();
};

void TestTgtFiles::tellsTheExactSize()
{
    const FileStage files;
    QCOMPARE(files.unit().facts.value(Fact::Size).toULongLong(), quint64(kSize));
    QVERIFY(!files.unit().facts.contains(Fact::Deleted));
    QVERIFY(QFile::resize(QFile::decodeName(files.path), 2 * kSize)); // tgtd goes on with what it has opened
    QCOMPARE(files.unit().facts.value(Fact::Size).toULongLong(), quint64(kSize));
    TgtProvider another(files.stage->options); // who comes now cannot know more than tgtd tells
    const Inventory fresh = lookAt(another);
    QCOMPARE(find(fresh, unitOne)->facts.value(Fact::Size).toULongLong(), quint64(67000000));
}

void TestTgtFiles::warnsOfADeletedFile()
{
    const FileStage files;
    files.stage->root.write("etc/tgt/targets.conf",
                            "<target iqn.2026-11.lab:t1>\n    backing-store " + files.path + "\n</target>\n");
    QCOMPARE(files.unit().release->consequence, Consequence::LogicalUnitDeletedFileKept);
    QVERIFY(QFile::remove(QFile::decodeName(files.path)));
    const Resource unit = files.unit();
    QVERIFY(unit.facts.value(Fact::Deleted).toBool());
    QCOMPARE(unit.release->consequence, Consequence::DeletedImageLost);
    QVERIFY(!unit.release->reversible);
    PlanOptions options;
    options.force = token(Rung::UnderInitiator);
    const Plan plan = makePlan(Topology::join({files.stage->look()}), Verb::Detach, {unit.id}, options);
    QCOMPARE(plan.steps.size(), 1);
    QVERIFY(std::any_of(plan.collateral.cbegin(), plan.collateral.cend(), [](const Collateral& each) {
        return each.reason == CollateralReason::ContentLost && each.mustAccept;
    }));
}

void TestTgtFiles::putsBackTheSameFileOnly()
{
    const FileStage files;
    const Step again = files.takenOut();
    QVERIFY(!files.stage->run(again).error);
    const QString name = QFile::decodeName(files.path);
    QVERIFY(QFile::rename(name, name + QStringLiteral(".old")));
    QCOMPARE(files.stage->run(again).error->code, ErrorCode::ImageMissing);
    FileStage::make(files.path);
    QCOMPARE(files.stage->run(again).error->code, ErrorCode::ImageChanged);
    QVERIFY(QFile::remove(name) && QFile::rename(name + QStringLiteral(".old"), name));
    QVERIFY(!files.stage->run(again).error);
}

void TestTgtFiles::knowsThatAnotherHadTheNameAlready()
{
    const FileStage files;
    const QString name = QFile::decodeName(files.path);
    QVERIFY(QFile::rename(name, name + QStringLiteral(".old")));
    FileStage::make(files.path);
    const Step again = files.takenOut();
    QCOMPARE(files.stage->run(again).error->code, ErrorCode::ImageChanged);
}

void TestTgtFiles::passesOverTheSocketOfADeadTgtd()
{
    const FileStage files;
    files.stage->root.write("run/tgtd/here", {});
    const QByteArray path = files.stage->root.path() + "run/tgtd/socket.9";
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(&address.sun_path, path.constData(), size_t(path.size()));
    const int dead = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(dead);
    LookRequest one;
    one.only = {{QString::fromLatin1(unitOne)}};
    const Inventory seen = files.stage->look(one);
    QVERIFY(find(seen, unitOne));
    QVERIFY(seen.isComplete(Kind::ExportLun));
    QVERIFY(!files.stage->look().isComplete(Kind::ExportLun)); // who looks at everything is told
}

QTEST_GUILESS_MAIN(TestTgtFiles)
#include "tst_tgtfiles.moc"
