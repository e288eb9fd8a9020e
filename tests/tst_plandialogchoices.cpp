// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/uitest.h"
#include "ui/plandialog.h"

#include <QPointer>
#include <QPushButton>
#include <QRadioButton>

using namespace mooring;

namespace {

const ResourceId disk = worlds::id(Kind::VirtualDisk, "/dev/loop3");
const ResourceId dead = worlds::id(Kind::VirtualDisk, "/dev/loop5");
const ResourceId plain = worlds::id(Kind::VirtualDisk, "/dev/loop1");

} // namespace

// What becomes of an overlay is asked in the plan, and answered before anything happens.
class TestPlanDialogChoices : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    QPointer<PlanDialog> m_dialog;

    void open(const QList<ResourceId>& goals = {disk}, Verb verb = Verb::Detach)
    {
        m_dialog = new PlanDialog(*m_engine,
                                  [this, goals, verb](const PlanOptions& options, QObject*,
                                                      const std::function<void(Result<Plan>)>& done) {
                                      done(m_engine->plan(verb, goals, options));
                                  });
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
        QTRY_VERIFY(button(m_dialog, "confirm")->isEnabled());
    }
    QAbstractButton* answer(const char* word)
    {
        return button(m_dialog, qPrintable(QStringLiteral("overlay-") + QLatin1String(word)));
    }
    bool isDefault(const char* name)
    {
        return qobject_cast<QPushButton*>(button(m_dialog, name))->isDefault();
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_engine = std::make_unique<FakeEngine>();
        worlds::twoFreeDisks(m_engine->world);
        worlds::diskWithOverlay(m_engine->world);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(disk));
    }
    void cleanup()
    {
        delete m_dialog;
        m_engine.reset();
    }

    void nothingIsAskedWhereThereIsNothingToChoose()
    {
        open({plain});
        QVERIFY(!answer("keep"));
    }

    void forceIsNeverTakenUnasked()
    {
        worlds::deadTarget(m_engine->world);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(dead));
        open({dead});
        QAbstractButton *none = button(m_dialog, "force-"), *giveUp = button(m_dialog, "force-fail-io");
        QVERIFY(none && giveUp && !button(m_dialog, "force-lazy"));
        QVERIFY(none->isChecked() && !giveUp->isChecked());
        QVERIFY(giveUp->accessibleDescription().endsWith(QStringLiteral("is lost.")));
        QCOMPARE(m_dialog->plan().steps.size(), 2);
        giveUp->click();
        QTRY_COMPARE(m_dialog->plan().steps.size(), 3);
        QCOMPARE(m_dialog->options().force, QStringLiteral("fail-io"));
        QCOMPARE(rungOf(m_dialog->plan().steps.constFirst()), Rung::FailIo);
        QVERIFY(giveUp->isChecked());
        QVERIFY(isDefault("cancel"));
        none->click();
        QTRY_COMPARE(m_dialog->plan().steps.size(), 2);
        QVERIFY(m_dialog->options().force.isEmpty());
    }

    void enterHidesNoMount()
    {
        worlds::deadTarget(m_engine->world);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(dead));
        open({worlds::id(Kind::Mount, "/srv/backup")}, Verb::Unmount);
        QVERIFY(isDefault("confirm"));
        button(m_dialog, "force-lazy")->click();
        QTRY_COMPARE(rungOf(m_dialog->plan().steps.constFirst()), Rung::Lazy);
        QVERIFY(isDefault("cancel"));
    }

    void theOverlayIsKeptUnlessSomebodyChoosesOtherwise()
    {
        open();
        QVERIFY(answer("keep")->isChecked());
        QCOMPARE(answer("keep")->text(), QStringLiteral("Keep the overlay"));
        QCOMPARE(answer("discard")->text(), QStringLiteral("Discard what was written"));
        QCOMPARE(answer("merge")->text(), QStringLiteral("Merge it into the image"));
        QCOMPARE(m_dialog->plan().steps.constFirst().consequence, Consequence::OverlayKept);
        QVERIFY(isDefault("confirm"));
    }

    void anAnswerMakesThePlanAnewAndIsWhatIsDone()
    {
        open();
        QVERIFY(click(m_dialog, "overlay-merge"));
        QTRY_COMPARE(m_dialog->plan().steps.constFirst().consequence, Consequence::OverlayMerged);
        QCOMPARE(m_dialog->options().choices.value(QStringLiteral("overlay")), QStringLiteral("merge"));
        QVERIFY(answer("merge")->isChecked());
        QVERIFY(answer("merge")->hasFocus()); // the buttons stay the same ones
        QVERIFY(click(m_dialog, "confirm"));
        QCOMPARE(m_engine->started.constLast().steps.constFirst().arguments.value(QStringLiteral("overlay")),
                 QJsonValue(QStringLiteral("merge")));
    }

    void discardingMakesCancelTheDefault()
    {
        open();
        QVERIFY(click(m_dialog, "overlay-discard"));
        QTRY_COMPARE(m_dialog->plan().steps.constFirst().consequence, Consequence::OverlayDiscarded);
        QVERIFY(isDefault("cancel"));
        QVERIFY(!isDefault("confirm"));
        QVERIFY(click(m_dialog, "overlay-keep"));
        QTRY_VERIFY(isDefault("confirm"));
    }

    void answersAreTakenBackTogether()
    {
        open();
        QVERIFY(!button(m_dialog, "startOver"));
        QVERIFY(click(m_dialog, "overlay-discard"));
        QTRY_VERIFY(button(m_dialog, "startOver"));
        QVERIFY(click(m_dialog, "startOver"));
        QTRY_VERIFY(answer("keep")->isChecked());
        QVERIFY(m_dialog->options().choices.isEmpty());
    }

    void whereTheStepsDifferNoAnswerIsMarked()
    {
        Resource second;
        for (const Resource& resource : std::as_const(m_engine->world.resources))
            if (resource.id == plain)
                second = resource;
        for (const Resource& resource : std::as_const(m_engine->world.resources))
            if (resource.id == disk) {
                second.release->choice = resource.release->choice;
                second.release->choices = resource.release->choices.mid(0, 2);
                second.release->choices.swapItemsAt(0, 1); // nothing was written there
            }
        m_engine->world.resources.removeIf([](const Resource& one) { return one.id == plain; });
        m_engine->world.resources.append(second);
        m_engine->lookAgain();
        QTRY_COMPARE(m_engine->topology().at(*m_engine->topology().find(plain)).release->choices.size(), 2);
        open({disk, plain});
        for (const char* word : {"keep", "discard", "merge"})
            QVERIFY2(!answer(word)->isChecked(), word);
        QVERIFY(click(m_dialog, "overlay-keep"));
        QTRY_VERIFY(answer("keep")->isChecked());
        QCOMPARE(m_dialog->plan().steps.constLast().consequence, Consequence::OverlayKept);
    }
};

QTEST_MAIN(TestPlanDialogChoices)
#include "tst_plandialogchoices.moc"
