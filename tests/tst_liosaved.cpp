// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/lio/savededit.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lio;
using namespace mooring::testsupport;

namespace {

QByteArray recorded(const char* name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/lio/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", name);
    return file.readAll();
}

LioId idOf(const QString& text) { return *LioId::parse({text}); }

QByteArray without(const QByteArray& text, const QString& id)
{
    const auto result = savedWithout(text, idOf(id));
    return result ? *result : QByteArray("error: ") + result.error().text.toUtf8();
}

QString savedOf(LioWorld& world, const QString& id)
{
    return world.only(id).facts.value(Fact::Saved).toString();
}

} // namespace

// saveconfig.json as rtslib 2.1.75 writes it, beside what runs.
class TstLioSaved : public QObject
{
    Q_OBJECT
private slots:
    void findsEverythingSaved();
    void findsWhatDiffers();
    void findsWhatIsNotSaved();
    void cannotTellFromADamagedFile();
    void offersToForget();
    void takesOutAUnitWithItsMappings();
    void takesOutOneMapping();
    void takesOutAnInitiator();
    void takesOutNothingThatIsNotThere();
    void putsInWhatItTookOut_data();
    void putsInWhatItTookOut();
    void keepsOddForms();
    void refusesWhatIsNoConfiguration_data();
    void refusesWhatIsNoConfiguration();
};

void TstLioSaved::findsEverythingSaved()
{
    LioWorld world;
    world.save(recorded("saveconfig.json"));
    for (const Resource& each : world.look().resources) {
        if (each.kind != Kind::Image && each.kind != Kind::Unknown) // a backstore is saved with its units
            QCOMPARE(each.facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
    }
    const Resource unit = world.only(LioWorld::id("export-lun", "/0"));
    QCOMPARE(unit.facts.value(Fact::SavedIn).toByteArray(),
             world.root.path() + "etc/rtslib-fb-target/saveconfig.json");
    QCOMPARE(unit.comesBack.size(), 1);
    QCOMPARE(unit.comesBack[0].by, QStringLiteral("saveconfig.json"));
    QCOMPARE(unit.comesBack[0].when, ComesBackWhen::AtBoot);
}

void TstLioSaved::findsWhatDiffers()
{
    LioWorld world;
    const auto saved = [&world](const char* before, const char* after, const QString& id) {
        QByteArray text = recorded("saveconfig.json");
        if (!text.contains(before))
            qFatal("%s", before);
        world.save(text.replace(before, after));
        return savedOf(world, id);
    };
    const QString different = QStringLiteral("different");
    QCOMPARE(
        saved("\"/backstores/block/vol\"", "\"/backstores/block/old\"", LioWorld::id("export-lun", "/3")),
        different);
    QCOMPARE(saved("\"dev\": \"/dev/vdb\"", "\"dev\": \"/dev/vdc\"", LioWorld::id("export-lun", "/3")),
             different);
    QCOMPARE(saved("\"write_protect\": true", "\"write_protect\": false",
                   LioWorld::id("mapped-lun", '/' + alice + "/7")),
             different);
    QCOMPARE(saved("\"tpg_lun\": 3", "\"tpg_lun\": 0", LioWorld::id("mapped-lun", '/' + alice + "/7")),
             different);
    QCOMPARE(saved("\"enable\": true", "\"enable\": false", LioWorld::id("export")), different);
    QCOMPARE(saved("\"index\": 3", "\"index\": 4", LioWorld::id("export")), different);
}

void TstLioSaved::findsWhatIsNotSaved()
{
    LioWorld world;
    const QString notSaved = QStringLiteral("not-saved");
    world.save("{}");
    for (const QString& id :
         {LioWorld::id("export"), LioWorld::id("export-lun", "/0"), LioWorld::id("initiator", '/' + bob),
          LioWorld::id("mapped-lun", '/' + bob + "/0")})
        QCOMPARE(savedOf(world, id), notSaved);
    world.save(recorded("saveconfig.json"));
    world.fake->unit(iqn, 8, "iblock_1/vol");
    QCOMPARE(savedOf(world, LioWorld::id("export-lun", "/8")), notSaved);
    QCOMPARE(savedOf(world, LioWorld::id("export")), QStringLiteral("different"));
    QVERIFY(world.only(LioWorld::id("export-lun", "/8")).comesBack.isEmpty());
}

void TstLioSaved::cannotTellFromADamagedFile()
{
    LioWorld world;
    world.save(recorded("saveconfig.json").left(700));
    QCOMPARE(savedOf(world, LioWorld::id("export-lun", "/0")), QStringLiteral("unreadable"));
    const Inventory inventory = world.look();
    QCOMPARE(inventory.errors.size(), 1);
    const Error& error = inventory.errors[0].error;
    QCOMPARE(error.code, ErrorCode::SavedUnreadable);
    QVERIFY(error.subject.endsWith(QStringLiteral("saveconfig.json")));
    QVERIFY2(error.text.contains(QStringLiteral("byte ")), qPrintable(error.text));
    for (const Kind kind : {Kind::Export, Kind::ExportLun, Kind::MappedLun, Kind::Initiator})
        QVERIFY(inventory.isComplete(kind)); // what runs was seen all the same
}

void TstLioSaved::offersToForget()
{
    LioWorld world;
    world.save(recorded("saveconfig.json"));
    const Release release = *world.only(LioWorld::id("export-lun", "/0")).release;
    QCOMPARE(release.choice, QStringLiteral("saved"));
    QCOMPARE(release.choices.size(), 3);
    QCOMPARE(release.choices[0].word, QStringLiteral("keep"));
    QCOMPARE(release.choices[0].consequence, Consequence::MappingRemovedDeviceKept);
    QCOMPARE(release.choices[1].word, QStringLiteral("remove"));
    QCOMPARE(release.choices[1].consequence, Consequence::MappingRemovedSavedRemoved);
    QCOMPARE(release.choices[1].restore, release.restore);
    QCOMPARE(release.choices[2].word, QStringLiteral("under-initiator"));
}

void TstLioSaved::takesOutAUnitWithItsMappings()
{
    const QByteArray before = recorded("saveconfig.json");
    QCOMPARE(without(before, LioWorld::id("export-lun", "/0")), recorded("without-unit-0.json"));
    QCOMPARE(without(before, LioWorld::id("export-lun", "/3")), recorded("without-unit-3.json"));
    const QByteArray none = without(recorded("without-unit-0.json"), LioWorld::id("export-lun", "/3"));
    QCOMPARE(none, recorded("without-units.json"));
}

void TstLioSaved::takesOutOneMapping()
{
    QCOMPARE(without(recorded("saveconfig.json"), LioWorld::id("mapped-lun", '/' + alice + "/7")),
             recorded("without-mapping.json"));
}

void TstLioSaved::takesOutAnInitiator()
{
    QCOMPARE(without(recorded("saveconfig.json"), LioWorld::id("initiator", '/' + bob)),
             recorded("without-initiator.json"));
}

void TstLioSaved::takesOutNothingThatIsNotThere()
{
    const QByteArray before = recorded("saveconfig.json");
    for (const QString& id :
         {LioWorld::id("export-lun", "/9"), LioWorld::id("mapped-lun", '/' + bob + "/9"),
          LioWorld::id("initiator", "/nobody"), QStringLiteral("export-lun:lio/iqn.absent,1/0"),
          QStringLiteral("export-lun:lio/") + QString::fromUtf8(iqn) + QStringLiteral(",2/0")})
        QCOMPARE(without(before, id), before);
    QCOMPARE(without("{}", LioWorld::id("export-lun", "/0")), QByteArray("{}"));
}

// Somebody else's hand: order, blanks, numbers and what nobody knows stay as they are.
void TstLioSaved::keepsOddForms()
{
    const QByteArray target = "\"wwn\":\"iqn.2026-11.lab:t1\"";
    const QByteArray before = "{ \"z\":1.50e1,\"targets\" :[{\"fabric\":\"\\u0069scsi\", " + target
        + ",\"tpgs\":[{\"tag\":1 ,\"luns\":[ {\"index\":3,\"x\":\"]\\\"}\"} ,\t{\"index\":0} , "
          "{\"index\":9}\n]}]} ]"
        + ",\"a\":[],\"big\":12345678901234567890 }\n\n";
    QByteArray after = before;
    after.replace(" ,\t{\"index\":0}", "");
    QCOMPARE(without(before, LioWorld::id("export-lun", "/0")), after);
    after = before;
    after.replace("{\"index\":3,\"x\":\"]\\\"}\"} ,\t", "");
    QCOMPARE(without(before, LioWorld::id("export-lun", "/3")), after);
    after = before;
    after.replace(" , {\"index\":9}", "");
    QCOMPARE(without(before, LioWorld::id("export-lun", "/9")), after);
}

void TstLioSaved::refusesWhatIsNoConfiguration_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray whole = recorded("saveconfig.json");
    for (const QByteArray text : {"", "[]", "7", "{", "{]", "{\"targets\":[}", "nul"})
        QTest::newRow(text.constData()) << text;
    QTest::newRow("more behind it") << whole + "x";
    QTest::newRow("deep") << QByteArray(100000, '[');
    for (qsizetype length = 1; length < whole.size() - 2; length += 97)
        QTest::addRow("cut at %d", int(length)) << whole.left(length);
}

void TstLioSaved::refusesWhatIsNoConfiguration()
{
    QFETCH(QByteArray, text);
    const auto result = savedWithout(text, idOf(LioWorld::id("export-lun", "/0")));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::SavedUnreadable);
    QVERIFY(!result.error().text.isEmpty());
}

void TstLioSaved::putsInWhatItTookOut_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("a unit with its mappings") << LioWorld::id("export-lun", "/0");
    QTest::newRow("a mapping") << LioWorld::id("mapped-lun", '/' + alice + "/7");
}

void TstLioSaved::putsInWhatItTookOut()
{
    QFETCH(const QString, id);
    const QByteArray whole = recorded("saveconfig.json");
    const LioId gone = idOf(id);
    const QList<SavedPiece> pieces = savedPieces(whole, gone);
    QVERIFY(!pieces.isEmpty());
    QCOMPARE(piecesFrom(toJson(pieces)), pieces);
    const QByteArray less = without(whole, id);
    QVERIFY(less.size() < whole.size());
    const auto again = savedWith(less, gone.group, pieces);
    QVERIFY(again);
    QCOMPARE(savedPieces(*again, gone), pieces); // all of it is there, as it was written
    QCOMPARE(without(*again, id), less); // and nothing else is different
    QCOMPARE(*savedWith(*again, gone.group, pieces), *again);
    const auto strange = savedWith(less, {QByteArray("iqn.2026-11.lab:nobody"), 1}, pieces);
    QCOMPARE(strange.error().code, ErrorCode::SavedStays);
    QVERIFY(savedPieces(whole, idOf(LioWorld::id("initiator", '/' + alice))).isEmpty());
}

QTEST_GUILESS_MAIN(TstLioSaved)
#include "tst_liosaved.moc"
