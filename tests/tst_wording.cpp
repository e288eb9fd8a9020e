// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;

namespace {

using Sentence = std::function<QString()>;

template <class Enum> QList<Enum> valuesOf()
{
    QList<Enum> values;
    const QMetaEnum meta = QMetaEnum::fromType<Enum>();
    for (int i = 0; i < meta.keyCount(); ++i)
        values.append(static_cast<Enum>(meta.value(i)));
    return values;
}

template <class Enum> void add(QMap<QString, Sentence>& all, const char* what, QString (*words)(Enum))
{
    for (const Enum value : valuesOf<Enum>())
        all.insert(QLatin1String(what) + u' ' + token(value), [=] { return words(value); });
}

void addErrors(QMap<QString, Sentence>& all)
{
    for (const ErrorCode code : valuesOf<ErrorCode>()) {
        const Error error {code, QStringLiteral("/dev/loop0"), {}, 0, {}, {}};
        all.insert(QStringLiteral("error what ") + token(code), [=] { return Wording::error(error).what; });
        all.insert(QStringLiteral("error data ") + token(code), [=] { return Wording::error(error).data; });
        all.insert(QStringLiteral("error next ") + token(code), [=] { return Wording::error(error).next; });
    }
}

void addVerbs(QMap<QString, Sentence>& all)
{
    const QString name = QStringLiteral("x");
    for (const Verb verb : valuesOf<Verb>()) {
        const QString word = token(verb);
        all.insert(QStringLiteral("step ") + word, [=] { return Wording::step(verb, name); });
        all.insert(QStringLiteral("progress ") + word, [=] { return Wording::inProgress(verb, name); });
        all.insert(QStringLiteral("done ") + word, [=] { return Wording::goalDone(verb, name); });
        all.insert(QStringLiteral("checked ") + word,
                   [=] { return Wording::checked(verb, Kind::VirtualDisk); });
        for (const int goals : {1, 2, 5}) {
            Plan plan;
            plan.verb = verb;
            plan.host = QStringLiteral("srv");
            for (int i = 0; i < goals; ++i)
                plan.goals.append(Goal {{}, Kind::VirtualDisk, name, {}, {}, Proof::Gone, {}, {}, false});
            all.insert(QStringLiteral("title %1 %2").arg(word).arg(goals),
                       [=] { return Wording::planTitle(plan); });
        }
    }
}

void addPlanWords(QMap<QString, Sentence>& all)
{
    for (const BlockReason reason : valuesOf<BlockReason>()) {
        Blocker blocker;
        blocker.reason = reason;
        blocker.name = QStringLiteral("bash");
        blocker.usedName = QStringLiteral("/mnt");
        all.insert(QStringLiteral("blocker ") + token(reason), [=] { return Wording::blocker(blocker); });
    }
    for (const CollateralReason reason : valuesOf<CollateralReason>()) {
        const Collateral item {reason, {}, Kind::Mount, QStringLiteral("/mnt"), QStringLiteral("fstab"),
                               true};
        all.insert(QStringLiteral("collateral ") + token(reason), [=] { return Wording::collateral(item); });
    }
    for (const ProtectedBy by : valuesOf<ProtectedBy>())
        all.insert(QStringLiteral("protected ") + token(by), [=] { return Wording::protectedBy(by); });
    for (const ComesBackWhen when : valuesOf<ComesBackWhen>())
        all.insert(QStringLiteral("back ") + token(when), [=] {
            return Wording::comesBack({when, QStringLiteral("fstab"), {}});
        });
    for (const Outcome outcome : valuesOf<Outcome>()) {
        GoalRecord goal;
        goal.name = QStringLiteral("x");
        goal.outcome = outcome;
        all.insert(QStringLiteral("result ") + token(outcome),
                   [=] { return Wording::goalResult(Verb::Detach, goal); });
    }
    for (const AttentionReason reason : valuesOf<AttentionReason>()) {
        all.insert(QStringLiteral("attention ") + token(reason),
                   [=] { return Wording::attention(reason, QStringLiteral("x")); });
        all.insert(QStringLiteral("next ") + token(reason), [=] { return Wording::nextStep(reason); });
    }
    for (const AttentionReason reason : {AttentionReason::Failed, AttentionReason::Orphaned}) {
        all.insert(QStringLiteral("attention left over ") + token(reason),
                   [=] { return Wording::attention(reason, QStringLiteral("x"), true); });
        all.insert(QStringLiteral("next left over ") + token(reason),
                   [=] { return Wording::nextStep(reason, true); });
    }
    for (const int steps : {1, 2})
        for (const bool ofCopies : {false, true}) {
            const PlanChoice choice {QStringLiteral("overlay"), {}, {}, steps, ofCopies};
            const QString key = QStringLiteral(" %1 %2").arg(steps).arg(ofCopies);
            all.insert(QStringLiteral("question") + key, [=] { return Wording::choiceQuestion(choice); });
            for (const char* word : {"keep", "discard", "merge"})
                all.insert(QLatin1String(word) + key,
                           [=] { return Wording::choiceAnswer(choice, QLatin1String(word)); });
        }
}

QMap<QString, Sentence> everything()
{
    QMap<QString, Sentence> all;
    add<Kind>(all, "kind", &Wording::kind);
    add<State>(all, "state", &Wording::state);
    add<Verb>(all, "verb", &Wording::verb);
    add<Verb>(all, "verb with dots", &Wording::verbWithDots);
    add<How>(all, "how", &Wording::how);
    add<Fact>(all, "fact", &Wording::fact);
    add<Outcome>(all, "outcome", &Wording::outcome);
    add<ProcessAnswer>(all, "answer", &Wording::processAnswer);
    add<PlanSection>(all, "section", &Wording::section);
    add<Column>(all, "column", &Wording::column);
    add<View>(all, "view", &Wording::view);
    add<Chip>(all, "chip", &Wording::filter);
    add<ErrorDomain>(all, "domain", &Wording::domain);
    add<Consequence>(all, "consequence", &Wording::consequence);
    all.remove(QStringLiteral("consequence none"));
    addVerbs(all);
    addErrors(all);
    addPlanWords(all);
    return all;
}

// Names, and words that both languages share.
bool mayBeAlike(const QString& key, const QString& text)
{
    static const QStringList shared {
        QStringLiteral("Partition"), QStringLiteral("PID"),        QStringLiteral("UUID"),
        QStringLiteral("WWN"),       QStringLiteral("Format"),     QStringLiteral("Action"),
        QStringLiteral("LUN"),       QStringLiteral("SID"),        QStringLiteral("ISID"),
        QStringLiteral("TSIH"),      QStringLiteral("Alias"),      QStringLiteral("ATR"),
        QStringLiteral("USB"),       QStringLiteral("Transaction")};
    return key.startsWith(QLatin1String("domain ")) || shared.contains(text);
}

} // namespace

class TestWording : public QObject
{
    Q_OBJECT
private slots:
    void progressTellsWhatIsLeft();
    void theReasonIsToldOnce();
    void everyValueHasItsWordsInBothLanguages()
    {
        const QMap<QString, Sentence> all = everything();
        QVERIFY(all.size() > 500);
        QMap<QString, QString> english;
        {
            const sample::Speaking speaking(QStringLiteral("en"));
            QVERIFY(speaking.isLoaded());
            for (auto each = all.begin(); each != all.end(); ++each)
                english.insert(each.key(), each.value()());
        }
        const sample::Speaking speaking(QStringLiteral("fr"));
        QVERIFY(speaking.isLoaded());
        QStringList bad;
        for (auto each = all.begin(); each != all.end(); ++each) {
            const QString en = english.value(each.key()), fr = each.value()();
            if (en.isEmpty() || fr.isEmpty() || en.contains(u'%') || fr.contains(u'%')
                || en.contains(QLatin1String("(s)")) || (en == fr && !mayBeAlike(each.key(), en)))
                bad.append(each.key() + QStringLiteral(": ") + en + QStringLiteral(" | ") + fr);
        }
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join(u'\n')));
    }

    void noTwoVerbsOnOneResourceAreCalledAlike()
    {
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("fr")}) {
            const sample::Speaking speaking(language);
            QSet<QString> words;
            for (const Verb verb : valuesOf<Verb>())
                words.insert(Wording::verb(verb));
            QCOMPARE(words.size(), valuesOf<Verb>().size());
        }
    }

    void frenchCountsZeroAndOneAsSingular_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("french");
        QTest::newRow("0") << 0 << QStringLiteral("0 mount points") << QStringLiteral("0 point de montage");
        QTest::newRow("1") << 1 << QStringLiteral("1 mount point") << QStringLiteral("1 point de montage");
        QTest::newRow("2") << 2 << QStringLiteral("2 mount points") << QStringLiteral("2 points de montage");
    }

    void frenchCountsZeroAndOneAsSingular()
    {
        QFETCH(int, count);
        QFETCH(QString, english);
        QFETCH(QString, french);
        const auto counted = [count] {
            return QCoreApplication::translate("mooring::Wording", "%n mount point(s)", nullptr, count);
        };
        {
            const sample::Speaking speaking(QStringLiteral("en"));
            QCOMPARE(counted(), english);
        }
        const sample::Speaking speaking(QStringLiteral("fr"));
        QCOMPARE(counted(), french);
    }

    void errorDetailsKeepTheOriginUntranslated()
    {
        const Error error {ErrorCode::SystemCallFailed,
                           QStringLiteral("/dev/loop0"),
                           ErrorDomain::Errno,
                           16,
                           QStringLiteral("Device or resource busy"),
                           {}};
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("fr")}) {
            const sample::Speaking speaking(language);
            const QString details = Wording::errorDetails(error);
            for (const char* part : {"systemCallFailed", "errno", "16", "EBUSY", "Device or resource busy"})
                QVERIFY2(details.contains(QLatin1String(part)), qPrintable(details));
        }
    }

    // A name is never taken for a place to put something.
    void namesWithPercentSignsStayWhole()
    {
        const QString name = QStringLiteral("%1 %2 %3 %n.img");
        Plan plan;
        plan.host = QStringLiteral("srv");
        plan.goals = {Goal {{}, Kind::VirtualDisk, name, {}, {}, Proof::Gone, {}, {}, false}};
        OperationRecord record;
        record.plan = plan;
        record.steps = {StepRecord {}};
        record.plan.steps = {Step {}};
        QVERIFY(Wording::planTitle(plan).contains(name));
        QVERIFY(Wording::quitWhileBusy({record}).contains(name));
        QVERIFY(Wording::deferred(name, name, name).count(name) == 3);
        Blocker blocker;
        blocker.name = name;
        blocker.facts = {{Fact::Pid, 7}, {Fact::User, name}};
        blocker.path = "/mnt";
        QVERIFY2(Wording::blocker(blocker).count(name) == 2, qPrintable(Wording::blocker(blocker)));
    }
};

void TestWording::progressTellsWhatIsLeft()
{
    Progress progress;
    progress.waitingPid = 4242;
    QCOMPARE(Wording::progress(progress), QStringLiteral("still waiting in the kernel, pid 4242"));
    progress.bytesLeft = 3U << 20;
    QCOMPARE(Wording::progress(progress),
             QStringLiteral("about %1 still to write").arg(Format::size(3U << 20)));
    progress.bytesPerSecond = 1U << 20;
    QCOMPARE(
        Wording::progress(progress),
        QStringLiteral("about %1 still to write, %2").arg(Format::size(3U << 20), Format::rate(1U << 20)));
    progress.percent = 50; // of the swap that is read back
    QCOMPARE(
        Wording::progress(progress),
        QStringLiteral("about %1 still to read, %2").arg(Format::size(3U << 20), Format::rate(1U << 20)));
    progress.bytesLeft = 0; // written, and the kernel still has it
    QCOMPARE(Wording::progress(progress), QStringLiteral("still waiting in the kernel, pid 4242"));
}

void TestWording::theReasonIsToldOnce()
{
    const QString name = QStringLiteral("a.img");
    GoalRecord goal;
    goal.name = name;
    goal.outcome = Outcome::Denied;
    goal.error = errorOf(ErrorCode::PermissionDenied, name);
    QVERIFY(Wording::goalResult(Verb::Detach, goal).startsWith(QLatin1String("a.img: not done. Not auth")));
    OperationRecord record;
    record.error = goal.error = errorOf(ErrorCode::StoppedByUser);
    goal.outcome = Outcome::Stopped;
    record.goals = {goal};
    QCOMPARE(Wording::operationResult(record),
             QStringLiteral("Stopped at your request. Nothing further was started. "
                            "Start again, or put back what was done. a.img: not done."));
    record.error = record.goals[0].error = errorOf(ErrorCode::LogNotWritable);
    record.goals[0].outcome = Outcome::Failed;
    QCOMPARE(Wording::operationResult(record).count(QLatin1String("log cannot be written")), 1);
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
