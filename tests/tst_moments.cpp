// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;

// The moments at which a word too few costs data: agreed word for word, in both languages. Those of targets
// and cards come with them.
namespace {

Plan detachPlan()
{
    Plan plan;
    plan.verb = Verb::Detach;
    plan.host = QStringLiteral("srv-kvm-03");
    plan.goals
        = {Goal {{}, Kind::VirtualDisk, QStringLiteral("disk.vhdx"), {}, {}, Proof::Gone, {}, {}, false}};
    for (int n = 1; n <= 4; ++n) {
        Step step;
        step.n = n;
        step.name = QStringLiteral("/mnt/data");
        step.verb = Verb::Unmount;
        if (n > 1)
            step.after = {n - 1};
        plan.steps.append(step);
    }
    plan.steps.last().verb = Verb::Detach;
    plan.steps.last().name = QStringLiteral("disk.vhdx");
    plan.steps.last().consequence = Consequence::ImageFileKept;
    plan.closure = {ResourceId::make(Kind::Image, "/srv/disk.vhdx")};
    return plan;
}

QList<Blocker> twoProcesses()
{
    Blocker bash;
    bash.kind = Kind::Process;
    bash.usedName = QStringLiteral("/mnt/data");
    bash.how = How::WorkingDirectory;
    bash.path = "/mnt/data/src";
    const QDateTime today(QDate::currentDate(), QTime(14, 2));
    bash.facts = {{Fact::Command, QStringLiteral("bash")},
                  {Fact::Pid, 4711},
                  {Fact::User, QStringLiteral("alice")},
                  {Fact::Since, today.toUTC()}};
    return {bash, bash};
}

OperationRecord running()
{
    OperationRecord record;
    record.plan = detachPlan();
    for (int n = 1; n <= 4; ++n) {
        StepRecord step;
        step.n = n;
        step.phase = n < 2 ? StepPhase::Ended : n == 2 ? StepPhase::Running : StepPhase::Waiting;
        record.steps.append(step);
    }
    return record;
}

QString said(const QString& moment)
{
    Plan plan = detachPlan();
    if (moment == QLatin1String("title"))
        return Wording::planTitle(plan) + u' ' + Wording::planSubtitle(plan);
    if (moment == QLatin1String("blocked")) {
        plan.blockers = twoProcesses();
        return Wording::blockedTitle(plan) + u' ' + Wording::blocker(plan.blockers.first());
    }
    if (moment == QLatin1String("deferred"))
        return Wording::deferred(QStringLiteral("/dev/loop0"), QStringLiteral("disk.vhdx"),
                                 QStringLiteral("qemu-img (5120, root)"));
    if (moment == QLatin1String("denied"))
        return Wording::error({ErrorCode::PermissionDenied, QStringLiteral("/dev/loop0"), {}, 0, {}, {}})
            .sentence();
    if (moment == QLatin1String("done")) {
        GoalRecord goal;
        goal.name = QStringLiteral("disk.vhdx");
        goal.kind = Kind::VirtualDisk;
        goal.outcome = Outcome::Done;
        return Wording::goalResult(Verb::Detach, goal);
    }
    if (moment == QLatin1String("putBack")) {
        plan.steps = {plan.steps.at(3), plan.steps.at(0)};
        plan.steps[0].verb = Verb::Attach;
        plan.steps[1].verb = Verb::Mount;
        return Wording::putBackQuestion(plan, 2);
    }
    if (moment == QLatin1String("quit"))
        return Wording::quitWhileBusy({running()});
    return {};
}

} // namespace

class TestMoments : public QObject
{
    Q_OBJECT
private slots:
    void isSaidAsAgreed_data()
    {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* moment, const char* language, const char* words) {
            QTest::addRow("%s %s", moment, language)
                << QString::fromUtf8(moment) << QString::fromUtf8(language) << QString::fromUtf8(words);
        };
        row("title", "en",
            "Detach \"disk.vhdx\" on srv-kvm-03? 4 steps, in this order. Nothing has been changed yet. The "
            "image file is kept.");
        row("title", "fr",
            "Détacher « disk.vhdx » sur srv-kvm-03 ? 4 étapes, dans cet ordre. Rien n’a encore été modifié. "
            "Le fichier image est conservé.");
        row("blocked", "en",
            "Cannot start yet: 2 processes use /mnt/data. bash (4711, alice): working directory "
            "/mnt/data/src, since TIME.");
        row("blocked", "fr",
            "Impossible de commencer : 2 processus utilisent /mnt/data. bash (4711, alice) : répertoire "
            "courant /mnt/data/src, depuis TIME.");
        row("deferred", "en",
            "Not gone yet: /dev/loop0 disappears when qemu-img (5120, root) closes it. Do not move or delete "
            "disk.vhdx until then. You will be told.");
        row("deferred", "fr",
            "Détachement différé : /dev/loop0 disparaîtra quand qemu-img (5120, root) l’aura fermé. D’ici "
            "là, ne déplacez ni ne supprimez disk.vhdx. Vous serez averti.");
        row("denied", "en",
            "Not authorised: /dev/loop0 needs administrator rights. Nothing was changed. Ask an "
            "administrator, or start Mooring as one.");
        row("denied", "fr",
            "Vous n’êtes pas autorisé : /dev/loop0 exige des droits d’administrateur. Rien n’a été modifié. "
            "Demandez à un administrateur, ou lancez Mooring en tant que tel.");
        row("done", "en", "disk.vhdx: detached. Checked: no device uses the file any more.");
        row("done", "fr",
            "disk.vhdx : détachement terminé. Vérifié : plus aucun périphérique n’utilise ce fichier.");
        row("putBack", "en",
            "Attach disk.vhdx again and mount it on /mnt/data with the same options? The 2 programs that "
            "quit are not restarted.");
        row("putBack", "fr",
            "Attacher de nouveau disk.vhdx et le monter sur /mnt/data avec les mêmes options ? Les 2 "
            "programmes arrêtés ne seront pas relancés.");
        row("quit", "en", "Detaching disk.vhdx: step 2 of 4 is running. Steps 3 and 4 have not started.");
        row("quit", "fr",
            "Détachement de « disk.vhdx » : étape 2 sur 4 en cours. Les étapes 3 et 4 n’ont pas commencé.");
    }

    // The spaces are those of the language's typography; here they are compared as what they are.
    void isSaidAsAgreed()
    {
        QFETCH(QString, moment);
        QFETCH(QString, language);
        QFETCH(QString, words);
        const sample::Speaking speaking(language);
        if (language == QLatin1String("fr")) {
            for (const char* mark : {" ;", " !", " ?"})
                words.replace(QLatin1String(mark), QString(QChar(0x202f)) + QLatin1Char(mark[1]));
            words.replace(QLatin1String(" :"), QStringLiteral("\u00a0:"));
            words.replace(QStringLiteral("« "), QStringLiteral("«\u00a0"));
            words.replace(QStringLiteral(" »"), QStringLiteral("\u00a0»"));
        }
        words.replace(QLatin1String("TIME"), QLocale().toString(QTime(14, 2), QLocale::ShortFormat));
        QCOMPARE(said(moment), words);
    }
};

QTEST_GUILESS_MAIN(TestMoments)
#include "tst_moments.moc"
