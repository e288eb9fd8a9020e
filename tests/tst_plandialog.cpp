// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/uitest.h"
#include "ui/plandialog.h"
#include "ui/plansteps.h"

#include <QClipboard>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace mooring;

namespace {

const ResourceId disk = worlds::id(Kind::VirtualDisk, "/dev/loop0");
const ResourceId point = worlds::id(Kind::Mount, "/mnt/data");
const ResourceId bash = worlds::id(Kind::Process, "4711@5150");
const ResourceId vim = worlds::id(Kind::Process, "4712@5150");

PlanDialog* openFor(FakeEngine& engine, const QList<ResourceId>& goals)
{
    auto* dialog = new PlanDialog(engine,
                                  [&engine, goals](const PlanOptions& options, QObject*,
                                                   const std::function<void(Result<Plan>)>& done) {
                                      done(engine.plan(Verb::Detach, goals, options));
                                  });
    dialog->show();
    return dialog;
}

} // namespace

class TestPlanDialog : public QObject
{
    Q_OBJECT
    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    QPointer<PlanDialog> m_dialog;

    void open(const QList<ResourceId>& goals = {disk})
    {
        m_dialog = openFor(*m_engine, goals);
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    }
    bool canConfirm() { return button(m_dialog, "confirm")->isEnabled(); }
    bool isRunning() { return !m_engine->operations().isEmpty(); }

private slots:
    void init()
    {
        failOnWarnings();
        m_engine = std::make_unique<FakeEngine>();
        worlds::diskInUse(m_engine->world);
        worlds::twoFreeDisks(m_engine->world);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(disk));
    }
    void cleanup()
    {
        delete m_dialog;
        m_engine.reset();
    }

    void namesTheHostAndTheSteps()
    {
        m_engine->world.users.clear();
        open();
        QVERIFY(textOf(m_dialog, "planTitle").contains(QLatin1String("srv-kvm-03")));
        QVERIFY(m_dialog->windowTitle().contains(QLatin1String("srv-kvm-03")));
        QVERIFY(!m_dialog->isModal());
        QTRY_VERIFY(canConfirm());
        QCOMPARE(m_dialog->plan().steps.size(), 2);
        QCOMPARE(button(m_dialog, "confirm")->text(), QStringLiteral("Detach"));
    }

    void waitsForALookAtUsersBeforeItCanBeConfirmed()
    {
        m_engine->world.hangs = true;
        open({worlds::id(Kind::VirtualDisk, "/dev/loop1")});
        QVERIFY(!m_dialog->plan().isBlocked());
        QVERIFY(!canConfirm());
    }

    void blockersStandInTheWayWithTheirButtons()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        QVERIFY(!canConfirm());
        QVERIFY(textOf(m_dialog, "planBlocked").contains(QLatin1String("/mnt/data")));
        for (const char* name : {"askToQuit", "leaveOut", "lookAgain"})
            QVERIFY2(button(m_dialog, name), name);
    }

    void askingEachToQuitMakesStepsOfThem()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        QVERIFY(click(m_dialog, "askToQuit"));
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 1);
        QCOMPARE(m_dialog->options().answers.size(), 1);
        QVERIFY(click(m_dialog, "askToQuit"));
        QTRY_VERIFY(!m_dialog->plan().isBlocked());
        QCOMPARE(m_dialog->plan().steps.size(), 4);
        QTRY_VERIFY(canConfirm());
    }

    void allCanBeAskedAtOnceAndTakenBack()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        QVERIFY(click(m_dialog, "answerAll"));
        QTRY_VERIFY(!m_dialog->plan().isBlocked());
        QVERIFY(click(m_dialog, "startOver"));
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
    }

    void leavingOutDropsTheBranch()
    {
        open({disk, worlds::id(Kind::VirtualDisk, "/dev/loop1")});
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        while (m_dialog->plan().isBlocked()) {
            QTRY_VERIFY(button(m_dialog, "leaveOut"));
            QVERIFY2(click(m_dialog, "leaveOut"), qPrintable(Wording::planText(m_dialog->plan())));
        }
        QTRY_VERIFY(canConfirm());
        QCOMPARE(m_dialog->plan().steps.size(), 1);
        QCOMPARE(m_dialog->plan().steps.constFirst().name, QStringLiteral("a.img"));
    }

    void lookingAgainSeesThatTheyAreGone()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        m_engine->world.users.clear();
        QVERIFY(click(m_dialog, "lookAgain"));
        QTRY_VERIFY(!m_dialog->plan().isBlocked());
        QTRY_VERIFY(canConfirm());
    }

    void followsTheWorldWithinASecondAndSaysSo()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        m_engine->world.remove(vim);
        QTRY_COMPARE_WITH_TIMEOUT(m_dialog->plan().blockers.size(), 1, 1000);
        QVERIFY(!textOf(m_dialog, "planNotice").isEmpty());
    }

    void aStalePlanIsNotStartedButShownAnew()
    {
        m_engine->world.users.clear();
        open();
        QTRY_VERIFY(canConfirm());
        const QByteArray shown = m_dialog->plan().fingerprint;
        // the topology moves, the dialog is kept from hearing of it: the comparison at the click alone
        // decides
        disconnect(m_engine.get(), &Engine::topologyChanged, m_dialog, nullptr);
        m_engine->world.remove(point);
        m_engine->world.moved();
        QTRY_VERIFY(!m_engine->topology().find(point));
        QVERIFY(click(m_dialog, "confirm"));
        QVERIFY(m_dialog);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!isRunning());
        QVERIFY(m_dialog->plan().fingerprint != shown);
        QCOMPARE(m_dialog->plan().steps.size(), 1);
        QVERIFY(!textOf(m_dialog, "planNotice").isEmpty());
        QVERIFY(click(m_dialog, "confirm"));
        QTRY_VERIFY(isRunning());
    }

    void startsExactlyWhatItShows()
    {
        m_engine->world.users.clear();
        open();
        QTRY_VERIFY(canConfirm());
        const Plan shown = m_dialog->plan();
        QSignalSpy started(m_dialog, &PlanDialog::started);
        QVERIFY(click(m_dialog, "confirm"));
        QCOMPARE(started.size(), 1);
        QCOMPARE(m_engine->started, QList<Plan> {shown});
        QTRY_VERIFY(!m_engine->topology().find(disk));
    }

    void showsCommandsAndCopiesThem()
    {
        m_engine->world.users.clear();
        open();
        QTRY_VERIFY(canConfirm());
        auto* commands = part<QPlainTextEdit>(m_dialog, "commands");
        QVERIFY(!commands->isVisible());
        QVERIFY(click(m_dialog, "showCommands"));
        QVERIFY(commands->isVisible());
        const QString text = commands->toPlainText();
        QVERIFY(text.contains(QLatin1String("umount /mnt/data")));
        QVERIFY(text.contains(QLatin1String("losetup -d /dev/loop0")));
    }

    void saysWhatCouldNotBeLookedInto()
    {
        m_engine->world.errors = {{errorOf(ErrorCode::PermissionDenied, QStringLiteral("/proc/1/fd")), {}}};
        open({worlds::id(Kind::VirtualDisk, "/dev/loop1")});
        QTRY_VERIFY(textOf(m_dialog, "planUnseen").contains(QLatin1String("/proc/1/fd")));
    }

    void focusIsOnCancelWhenDataCanBeLost()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        QVERIFY(click(m_dialog, "answerAll")); // quitting programs cannot be put back
        QTRY_VERIFY(canConfirm());
        QVERIFY(qobject_cast<QPushButton*>(button(m_dialog, "cancel"))->isDefault());
        delete m_dialog;
        m_engine->world.users.clear();
        open({worlds::id(Kind::VirtualDisk, "/dev/loop1")});
        QTRY_VERIFY(canConfirm());
        QVERIFY(qobject_cast<QPushButton*>(button(m_dialog, "confirm"))->isDefault());
    }

    void savesThePlanAsTextAndJson_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QStringLiteral("plan.txt") << QByteArray("srv-kvm-03");
        QTest::newRow("json") << QStringLiteral("plan.json") << QByteArray("\"schema\": 1");
    }
    void savesThePlanAsTextAndJson()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        open();
        QVERIFY(click(m_dialog, "savePlan"));
        auto* chooser = m_dialog->findChild<QFileDialog*>();
        QVERIFY(chooser);
        emit chooser->fileSelected(folder.filePath(name));
        QFile file(folder.filePath(name));
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(content));
        chooser->close();
    }

    void anEndedDialogNoLongerWantsUsers()
    {
        open();
        QTRY_COMPARE(m_dialog->plan().blockers.size(), 2);
        QVERIFY(!m_engine->usersWanted.expired());
        QVERIFY(click(m_dialog, "cancel"));
        QTRY_VERIFY(!m_dialog);
        QVERIFY(m_engine->usersWanted.expired());
    }
};

QTEST_MAIN(TestPlanDialog)
#include "tst_plandialog.moc"
