// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "services/core/rung.h"
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

namespace {

Resource unit()
{
    Resource unit;
    unit.kind = Kind::ExportLun;
    unit.id = ResourceId::make(unit.kind, "tgt@0/iqn.2026-11.lab:t1/1");
    unit.name = QStringLiteral("iqn.2026-11.lab:t1/1");
    unit.incarnation = QStringLiteral("1");
    unit.keys = {Key {unit.id.text.toUtf8()}};
    unit.verbs = {Verb::Detach};
    unit.release = Release {};
    return unit;
}

} // namespace

// The numbers of DetachDevice, from a backend's answer to the exit code.
class TestExportCodes : public QObject
{
    Q_OBJECT
private slots:
    void endsWithItsNumber_data();
    void endsWithItsNumber();
    void goesOnWhereOnlyTheSavedFileStays();
};

void TestExportCodes::endsWithItsNumber_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<quint32>("given");
    QTest::addColumn<quint32>("number");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<int>("exit");
    const auto row = [](ErrorCode code, quint32 given, quint32 number, const char* symbol, int exit) {
        QTest::addRow("%s %u", qPrintable(token(code)), given)
            << code << given << number << QString::fromLatin1(symbol) << exit;
    };
    row(ErrorCode::NotSupportedHere, 0, 1, "Not Supported", 8);
    row(ErrorCode::PermissionDenied, 0, 2, "Unspecified Error", 5);
    row(ErrorCode::DeadlinePassed, 0, 3, "Timeout", 7);
    row(ErrorCode::CommandFailed, 0, 4, "Failed", 1);
    row(ErrorCode::InvalidArgument, 0, 5, "Invalid Parameter", 2);
    row(ErrorCode::UnitNotInTarget, 0, 4096, "LogicalDevice Instance not Associated with Controller", 6);
    row(ErrorCode::UnitBusy, 0, 4097, "Busy", 4);
    // reserved, of the method and of vendors: nobody knows what they mean, and nobody calls them success
    for (const quint32 given : {6U, 4095U, 4098U, 32767U, 32768U, 65535U})
        row(ErrorCode::UnknownNumber, given, given, "", 1);
}

void TestExportCodes::endsWithItsNumber()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const quint32, given);
    FakeHost fake;
    fake.backend->put(unit());
    QVERIFY(fake.look());
    FakeStep step;
    step.works = false;
    step.error = errorOf(code, unit().name);
    if (given != 0) {
        step.error->domain = ErrorDomain::Cim;
        step.error->number = given;
    }
    fake.backend->script(unit().id, step);
    Operation* operation = fake.start(fake.plan(Verb::Detach, {unit().id}));
    QVERIFY(FakeHost::waitFor(operation));
    const GoalRecord goal = operation->record().goals.constFirst();
    QCOMPARE(goal.code.domain, ErrorDomain::Cim);
    QTEST(goal.code.number, "number");
    QTEST(goal.code.symbol, "symbol");
    QTEST(exitCode(*operation->record().outcome), "exit");
    if (given != 0)
        QCOMPARE(goal.outcome, Outcome::Unknown);
}

// The unit is gone: what waits for that goes too, and the whole is done in part.
void TestExportCodes::goesOnWhereOnlyTheSavedFileStays()
{
    FakeHost fake;
    Resource disk = unit();
    disk.kind = Kind::VirtualDisk;
    disk.id = ResourceId::make(disk.kind, "/dev/loop9");
    disk.keys = {Key {disk.id.text.toUtf8()}};
    Resource above = unit();
    above.needs = {Need {{disk.keys.constFirst()}, 1, How::Exported, {}}};
    for (const char* word : {"keep", "remove"})
        above.release->choices.append(
            {QLatin1String(word), Consequence::None, true, {}, {{savedChoice, QLatin1String(word)}}, {}});
    above.release->choice = savedChoice;
    fake.backend->put(disk);
    fake.backend->put(above);
    QVERIFY(fake.look());
    FakeStep step;
    step.error = errorOf(ErrorCode::SavedStays, QStringLiteral("/etc/tgt/targets.conf"));
    fake.backend->script(above.id, step);
    PlanOptions options;
    options.choices.insert(savedChoice, QStringLiteral("remove"));
    Operation* operation = fake.start(fake.plan(Verb::Detach, {disk.id, above.id}, options));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().steps[0].outcome, Outcome::Partial);
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::SavedStays);
    QCOMPARE(operation->record().steps[1].outcome, Outcome::Done);
    QCOMPARE(exitCode(*operation->record().outcome), 3);
}

QTEST_GUILESS_MAIN(TestExportCodes)
#include "tst_exportcodes.moc"
