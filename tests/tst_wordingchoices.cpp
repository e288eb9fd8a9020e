// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;

// What can be chosen about a plan, in its text and as a question.
class TestWordingChoices : public QObject
{
    Q_OBJECT
    static Step step(const QString& chosen, Consequence consequence, const QStringList& words)
    {
        Step step;
        step.choice = QStringLiteral("overlay");
        step.chosen = chosen;
        step.choosable = words;
        step.consequence = consequence;
        return step;
    }
    const QStringList all {QStringLiteral("keep"), QStringLiteral("discard"), QStringLiteral("merge")};
    const QStringList two = all.mid(0, 2);

private slots:
    void thePlansTextSaysWhatElseCouldBeChosen()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Plan plan;
        plan.steps = {Step {}};
        QVERIFY(!Wording::planText(plan).contains(QStringLiteral("--overlay")));
        plan.steps = {step(QStringLiteral("keep"), Consequence::OverlayKept, all)};
        QVERIFY2(Wording::planText(plan).endsWith(
                     QStringLiteral("\nOverlay: keep (others: discard, merge; --overlay WORD)\n")),
                 qPrintable(Wording::planText(plan)));
    }

    void stepsThatDifferAreToldTogether()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Plan plan;
        plan.steps = {step(QStringLiteral("keep"), Consequence::OverlayKept, all),
                      step(QStringLiteral("discard"), Consequence::CopyDiscarded, two)};
        const QList<PlanChoice> choices = choicesIn(plan);
        QCOMPARE(choices, QList<PlanChoice>({{QStringLiteral("overlay"), all, two, 2, false}}));
        QVERIFY(Wording::planText(plan).contains(QStringLiteral("Overlay: keep, discard (others: merge;")));
    }

    void forceIsAskedAboutBesideAChoice()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Plan plan;
        const QStringList words {QStringLiteral("keep"), QStringLiteral("remove")};
        plan.steps
            = {step(words.first(), Consequence::AutomaticLoginKept, words + QStringList {token(Rung::Drop)})};
        plan.steps[0].choice = QStringLiteral("automatic");
        const QList<PlanChoice> choices = choicesIn(plan);
        QCOMPARE(choices.size(), 2);
        QCOMPARE(choices[0].words, words);
        QCOMPARE(choices[1].choice, QString(forceChoice));
        QCOMPARE(choices[1].words, (QStringList {QString(), token(Rung::Drop)}));
        QCOMPARE(choices[1].chosen, QStringList {QString()});
        const QString told = Wording::planText(plan);
        QVERIFY2(told.contains(QStringLiteral("(or: --remove-automatic)")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("--force drop")), qPrintable(told));
    }

    void aCopyIsAskedAboutAsACopy()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        Plan plan;
        plan.steps = {step(QStringLiteral("keep"), Consequence::CopyKept, two)};
        const PlanChoice choice = choicesIn(plan).constFirst();
        QVERIFY(choice.ofCopies);
        QCOMPARE(Wording::choiceQuestion(choice), QStringLiteral("What becomes of the copy?"));
        QCOMPARE(Wording::choiceAnswer(choice, two.last()), QStringLiteral("Discard the copy"));
    }

    void anUnknownWordIsShownAsItIs()
    {
        QCOMPARE(Wording::choiceAnswer({}, QStringLiteral("xyz")), QStringLiteral("xyz"));
    }
};

QTEST_GUILESS_MAIN(TestWordingChoices)
#include "tst_wordingchoices.moc"
