// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/windowstage.h"
#include "ui/attachdialog.h"
#include "ui/detailspane.h"
#include "ui/filterbar.h"
#include "ui/navigation.h"
#include "ui/operationspanel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace mooring;

// What the main window shows, and where its mouse and its keys lead.
class TestMainWindow : public QObject, private WindowStage
{
    Q_OBJECT
    PlanDialog* planDialog() { return m_window->findChild<PlanDialog*>(); }
    QMenu* contextMenu()
    {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        return menu && menu->objectName() == QLatin1String("contextMenu") ? menu : nullptr;
    }
    void rightClick(const ResourceId& id)
    {
        tree()->select(id);
        const QPoint at = tree()->visualRect(tree()->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(tree()->viewport(), &event);
    }
    QStringList enabledTexts(QMenu* menu)
    {
        QStringList texts;
        for (QAction* action : menu->actions())
            if (!action->isSeparator() && action->isEnabled())
                texts.append(action->text());
        return texts;
    }

private slots:
    void init()
    {
        startFresh();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void saysOnWhichHostItActsAndAsWhom()
    {
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Mooring - srv-kvm-03"));
        QCOMPARE(textOf(m_window.get(), "actingAs"), Wording::actingAs(QStringLiteral("alice"), true));
        QVERIFY(button(m_window.get(), "backend-loop"));
    }

    void aRightClickShowsExactlyTheVerbsAndLeadsToAProvedEnd()
    {
        m_engine->world.users.clear();
        rightClick(disk);
        QMenu* menu = contextMenu();
        QVERIFY(menu);
        QCOMPARE(enabledTexts(menu),
                 QStringList({Wording::verbWithDots(Verb::Detach), QStringLiteral("Copy &name"),
                              QStringLiteral("Copy &path"), QStringLiteral("Copy attachment &details"),
                              QStringLiteral("&Show details")}));
        QTest::mouseClick(menu, Qt::LeftButton, {},
                          menu->actionGeometry(menu->actions().constFirst()).center());
        QTRY_VERIFY(planDialog());
        QVERIFY(m_engine->world.ran.isEmpty());
        QTRY_VERIFY(button(planDialog(), "confirm")->isEnabled());
        QSignalSpy finished(m_engine.get(), &Engine::operationFinished);
        QVERIFY(click(planDialog(), "confirm"));
        QTRY_COMPARE(finished.size(), 1);
        const OperationRecord& record = m_engine->operations().constFirst()->record();
        QCOMPARE(record.outcome, Outcome::Done);
        QCOMPARE(m_engine->world.ran.size(), 2);
        QTRY_VERIFY(!tree()->resources().indexOf(disk).isValid());
        QTRY_VERIFY(!planDialog());
    }

    void aMountOffersUnmount()
    {
        rightClick(point);
        QVERIFY(contextMenu());
        QCOMPARE(enabledTexts(contextMenu()).constFirst(), Wording::verbWithDots(Verb::Unmount));
        contextMenu()->close();
    }

    void whatIsProtectedOffersNothingAndSaysWhy()
    {
        for (Resource& resource : m_engine->world.resources)
            if (resource.id == point)
                resource.protectedBy = ProtectedBy::SystemDirectory;
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().protection(*m_engine->topology().find(disk)));
        rightClick(disk);
        QMenu* menu = contextMenu();
        QVERIFY(menu);
        QAction* first = menu->actions().constFirst();
        QVERIFY(!first->isEnabled());
        QCOMPARE(first->text(),
                 Wording::protectedBy(ProtectedBy::SystemDirectory, QStringLiteral("/mnt/data")));
        QVERIFY(!enabledTexts(menu).contains(Wording::verbWithDots(Verb::Detach)));
        menu->close();
        QVERIFY(!button(m_window.get(), "primary")->isEnabled());
    }

    void theMenuKeyOpensTheSameMenu()
    {
        tree()->select(disk);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(tree(), &event);
        QVERIFY(contextMenu());
        contextMenu()->close();
    }

    void theMainButtonCarriesTheVerbOfTheSelection()
    {
        tree()->select(point);
        QCOMPARE(button(m_window.get(), "primary")->text(), Wording::verbWithDots(Verb::Unmount));
        tree()->select(disk);
        QCOMPARE(button(m_window.get(), "primary")->text(), Wording::verbWithDots(Verb::Detach));
        tree()->clearSelection();
        QVERIFY(!button(m_window.get(), "primary")->isEnabled());
    }

    void ctrlDPlansTheMainVerbForAllThatIsChosen()
    {
        tree()->select(diskA);
        tree()->selectionModel()->select(tree()->filter().mapFromSource(tree()->resources().indexOf(diskB)),
                                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(planDialog());
        QCOMPARE(planDialog()->plan().goals.size(), 2);
        QCOMPARE(planDialog()->plan().steps.size(), 2);
        QVERIFY(planDialog()->plan().steps.constLast().after.isEmpty()); // side by side
    }

    void keysLookAgainSearchSwitchAndCopy()
    {
        const int looks = m_engine->world.looks;
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY(m_engine->world.looks > looks);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(part<QLineEdit>(m_window.get(), "search")->hasFocus());
        tree()->select(disk);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("disk.img"));
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(part<Navigation>(m_window.get(), "navigation")->current(), View::VirtualDisks);
        QVERIFY(part<ResourceView>(m_window.get(), "tree-virtual-disks")->isVisible());
    }

    void everythingIsReachedWithTheTabKey()
    {
        QSet<QWidget*> reached;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        QVERIFY(reached.contains(tree()));
        QVERIFY(reached.contains(part<QLineEdit>(m_window.get(), "search")));
        QVERIFY(reached.contains(part<Navigation>(m_window.get(), "navigation")));
    }

    void selectionStaysWhileTheWorldMoves()
    {
        tree()->select(diskB);
        worlds::attach(m_engine->world, 7, "/srv/images/0.img");
        m_engine->world.remove(diskA);
        m_engine->world.moved();
        QTRY_VERIFY(!tree()->resources().indexOf(diskA).isValid());
        QCOMPARE(tree()->selected(), QList<ResourceId> {diskB});
    }

    void detailsShowWhoUsesWhatIsChosen()
    {
        tree()->select(disk);
        auto* facts = part<QTableView>(m_window.get(), "facts");
        const auto says = [&](const QString& text) {
            const QAbstractItemModel* model = facts->model();
            for (int row = 0; row < model->rowCount(); ++row)
                if (model->index(row, 1).data().toString().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("bash")));
        QVERIFY(says(QStringLiteral("/srv/images/disk.img")));
    }

    void searchAndChipsNarrowTheTree()
    {
        part<QLineEdit>(m_window.get(), "search")->setText(QStringLiteral("b.img"));
        QVERIFY(!tree()->filter().mapFromSource(tree()->resources().indexOf(disk)).isValid());
        QVERIFY(tree()->filter().mapFromSource(tree()->resources().indexOf(diskB)).isValid());
        part<QLineEdit>(m_window.get(), "search")->setText(QStringLiteral("no such thing"));
        QVERIFY(!tree()->isVisible());
        m_window->findChild<FilterBar*>()->clear();
        QTRY_VERIFY(tree()->isVisible());
        QVERIFY(click(m_window.get(), "chip-free"));
        QVERIFY(!tree()->filter().mapFromSource(tree()->resources().indexOf(disk)).isValid());
        QVERIFY(tree()->filter().mapFromSource(tree()->resources().indexOf(diskA)).isValid());
    }

    void hiddenColumnsAreRemembered()
    {
        QMenu menu;
        tree()->fillColumnMenu(&menu);
        QVERIFY(menu.actions().constFirst()->isChecked());
        menu.actions().constFirst()->setChecked(false);
        QVERIFY(tree()->isColumnHidden(1));
        m_window = std::make_unique<MainWindow>(*m_engine);
        QVERIFY(tree()->isColumnHidden(1));
    }

    void filesThatAreDroppedOpenTheAttachDialog()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/srv/a b.vhdx")),
                      QUrl::fromEncoded("file:///srv/%FF.qcow2"),
                      QUrl(QStringLiteral("file://server/srv/x.vmdk")),
                      QUrl(QStringLiteral("https://example.org/x.iso"))});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        auto* dialog = m_window->findChild<AttachDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->path(), QByteArray("/srv/a b.vhdx"));
        QVERIFY(click(dialog, "skip"));
        QCOMPARE(dialog->path(), QByteArray("/srv/\xff.qcow2"));
        QVERIFY(!button(dialog, "skip")); // what is on another host is not taken for a file here
    }

    void everyViewHasAnIcon()
    {
        const auto* navigation = part<Navigation>(m_window.get(), "navigation");
        QCOMPARE(navigation->count(), int(views().size()));
        for (int row = 0; row < navigation->count(); ++row)
            QVERIFY2(!navigation->item(row)->icon().isNull(), qPrintable(navigation->item(row)->text()));
    }

    void copiesWhatAnAttachmentIsAndWhatStandsOnIt()
    {
        rightClick(disk);
        for (QAction* action : contextMenu()->actions())
            if (action->text() == QLatin1String("Copy attachment &details"))
                action->trigger();
        const QString text = QApplication::clipboard()->text();
        for (const char* part : {"disk.img", "/dev/loop0", "/srv/images/disk.img", "ext4", "/mnt/data"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    }

    void emptyViewsSayWhatToDo()
    {
        m_engine->world.resources.clear();
        m_engine->world.users.clear();
        m_engine->lookAgain();
        m_window->showView(View::VirtualDisks);
        QTRY_VERIFY(!part<ResourceView>(m_window.get(), "tree-virtual-disks")->isVisible());
        QAbstractButton* action = nullptr;
        for (QAbstractButton* candidate : m_window->findChildren<QAbstractButton*>())
            if (candidate->isVisible() && candidate->text() == QStringLiteral("Attach an image…"))
                action = candidate;
        QVERIFY(action);
        QTest::mouseClick(action, Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<AttachDialog*>());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
