// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/tgtstage.h"

using namespace mooring;
using namespace mooring::testsupport;

namespace {

const char* const saved = "# by hand\n"
                          "<target iqn.2026-11.lab:t1>\n"
                          "    <backing-store /srv/img>\n"
                          "        lun 1 # the big one\n"
                          "    </backing-store>\n"
                          "    <backing-store /srv/other.img>\n"
                          "        lun 7\n"
                          "    </backing-store>\n"
                          "</target>\n";

QByteArray fileOf(const Stage& stage, const char* name = "etc/tgt/targets.conf")
{
    QFile file(QFile::decodeName(stage.root.path() + name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Step detaching(const Inventory& seen, const char* word)
{
    PlanOptions options;
    options.force = token(Rung::UnderInitiator);
    options.choices.insert(savedChoice, QString::fromLatin1(word));
    const Plan plan
        = makePlan(Topology::join({seen}), Verb::Detach, {{QString::fromLatin1(unitOne)}}, options);
    if (plan.steps.size() != 1)
        qFatal("no plan");
    return plan.steps.constFirst();
}

} // namespace

// What tgtd starts with, beside what it has now.
class TestTgtSaved : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatComesBack();
    void tellsWhatIsDifferent();
    void keepsWhatIsSaved();
    void forgetsIt();
    void putsItBackToo();
    void leavesAloneWhatItDoesNotUnderstand();
};

void TestTgtSaved::tellsWhatComesBack()
{
    const Stage stage;
    stage.root.write("etc/tgt/targets.conf", saved);
    const Inventory seen = stage.look();
    const Resource* unit = find(seen, unitOne);
    QCOMPARE(unit->facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
    QCOMPARE(unit->facts.value(Fact::SavedIn).toByteArray(), QByteArray("/etc/tgt/targets.conf"));
    QCOMPARE(unit->comesBack.size(), 1);
    QCOMPARE(unit->comesBack[0].when, ComesBackWhen::AtBoot);
    QCOMPARE(unit->release->choice, QString(savedChoice));
}

void TestTgtSaved::tellsWhatIsDifferent()
{
    const Stage stage;
    stage.root.write("etc/tgt/targets.conf", saved);
    const Inventory seen = stage.look();
    const Resource* other = find(seen, "export-lun:tgt@5/iqn.2026-11.lab:t1/7"); // on another file
    QCOMPARE(other->facts.value(Fact::Saved).toString(), QStringLiteral("different"));
    QCOMPARE(other->comesBack.size(), 1); // something with that number does
    stage.root.write("etc/tgt/targets.conf",
                     "<target iqn.2026-11.lab:t1>\n    <backing-store /srv/img>\n        lun 3\n"
                     "    </backing-store>\n</target>\n");
    const Inventory renumbered = stage.look();
    QCOMPARE(find(renumbered, unitOne)->facts.value(Fact::Saved).toString(), QStringLiteral("different"));
    Step seven = stepOf(seen, "export-lun:tgt@5/iqn.2026-11.lab:t1/7");
    seven.arguments
        = {{savedChoice, QStringLiteral("remove")}, {QStringLiteral("path"), QStringLiteral("/srv/img2")}};
    const Stage same;
    same.root.write("etc/tgt/targets.conf", saved);
    QCOMPARE(same.run(seven).error->code, ErrorCode::SavedStays); // the number comes back all the same
    const StepResult result = stage.run(detaching(renumbered, "remove"));
    QCOMPARE(result.error->code, ErrorCode::SavedStays);
    QVERIFY2(result.error->text.contains(QLatin1String("number 3")), qPrintable(result.error->text));
    const Stage bare;
    QCOMPARE(find(bare.look(), unitOne)->facts.value(Fact::Saved).toString(), QStringLiteral("not-saved"));
}

void TestTgtSaved::keepsWhatIsSaved()
{
    const Stage stage;
    stage.root.write("etc/tgt/targets.conf", saved);
    QVERIFY(!stage.run(detaching(stage.look(), "keep")).error);
    QCOMPARE(fileOf(stage), QByteArray(saved));
}

void TestTgtSaved::forgetsIt()
{
    const Stage stage;
    stage.root.write("etc/tgt/targets.conf", saved);
    const StepResult result = stage.run(detaching(stage.look(), "remove"));
    QVERIFY2(!result.error, result.error ? qPrintable(token(result.error->code) + result.error->text) : "");
    QByteArray without = saved;
    without.replace("    <backing-store /srv/img>\n        lun 1 # the big one\n    </backing-store>\n", "");
    QCOMPARE(fileOf(stage), without);
    QCOMPARE(fileOf(stage, "etc/tgt/targets.conf.mooring-backup"), QByteArray(saved));
}

void TestTgtSaved::putsItBackToo()
{
    const Stage stage;
    stage.root.write("etc/tgt/targets.conf", saved);
    const Inventory seen = stage.look();
    const QJsonObject recipe = find(seen, unitOne)->release->choices[1].restore;
    QVERIFY(!stage.run(detaching(seen, "remove")).error);
    const Plan plan = makeRestorePlan(Topology(), {recipe}, {});
    QVERIFY(!stage.run(plan.steps.constFirst()).error);
    QVERIFY2(fileOf(stage).contains("/srv/img"), fileOf(stage).constData());
    QCOMPARE(find(stage.look(), unitOne)->facts.value(Fact::Saved).toString(), QStringLiteral("saved"));
    stage.root.write("etc/tgt/targets.conf",
                     "<target iqn.2026-11.lab:t1>\n    <backing-store /srv/new>\n        lun 1\n"
                     "    </backing-store>\n</target>\n");
    const StepResult taken = stage.run(plan.steps.constFirst()); // the number, in the file
    QCOMPARE(taken.error->code, ErrorCode::SavedStays);
    QCOMPARE(taken.created.size(), 1);
}

void TestTgtSaved::leavesAloneWhatItDoesNotUnderstand()
{
    const Stage stage;
    const QByteArray broken = QByteArray(saved) + "<target iqn.2026-11.lab:half>\n";
    stage.root.write("etc/tgt/targets.conf", broken);
    const Inventory seen = stage.look();
    QCOMPARE(seen.errors.size(), 1);
    QCOMPARE(seen.errors[0].error.code, ErrorCode::SavedUnreadable);
    QVERIFY(seen.isComplete(Kind::ExportLun)); // what runs is known all the same
    QCOMPARE(find(seen, unitOne)->facts.value(Fact::Saved).toString(), QStringLiteral("unreadable"));
    Step step = stepOf(seen, unitOne);
    step.arguments
        = {{savedChoice, QStringLiteral("remove")}, {QStringLiteral("path"), QStringLiteral("/srv/img")}};
    const StepResult result = stage.run(step);
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::SavedStays);
    QCOMPARE(fileOf(stage), broken);
}

QTEST_GUILESS_MAIN(TestTgtSaved)
#include "tst_tgtsaved.moc"
