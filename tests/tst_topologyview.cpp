// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/sampletopology.h"
#include "testsupport/windowstage.h"
#include "ui/navigation.h"
#include "ui/picturewindow.h"
#include "ui/topologybox.h"
#include "ui/topologyview.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace mooring;

namespace {

const ResourceId bash = worlds::id(Kind::Process, "4711@5150");
const ResourceId sampleDisk {QStringLiteral("virtual-disk:/dev/loop0")};
const ResourceId sampleMount {QStringLiteral("mount:/mnt/0")};

TopologyBox* boxOf(QWidget* view, const ResourceId& id)
{
    for (TopologyBox* box : view->findChildren<TopologyBox*>())
        if (box->box().id == id && box->isVisible())
            return box;
    return nullptr;
}

Topology withProcesses(int count)
{
    QList<Resource> users;
    for (int i = 0; i < count; ++i)
        users.append(sample::process(100 + i, QStringLiteral("worker"), "mount:/mnt/0"));
    return sample::topologyOf(sample::disk(0, QStringLiteral("a.img")), users);
}

} // namespace

// The picture of what stands on what, in the main window and in one of its own.
class TestTopologyView : public QObject, private WindowStage
{
    Q_OBJECT
    TopologyView* view() { return part<TopologyView>(m_window.get(), "topology"); }
    void openAtTheDisk()
    {
        openWindow();
        tree()->select(disk);
    }
    void openPicture()
    {
        openAtTheDisk();
        QVERIFY(click(m_window.get(), "picture"));
        QTRY_VERIFY(boxOf(view(), bash));
    }

private slots:
    void init() { startFresh(); }
    void cleanup() { closeWindow(); }

    void isFoldedAtFirstAndRemembersThatItWasOpened()
    {
        openAtTheDisk();
        QVERIFY(!view()->isVisible());
        QVERIFY(view()->picture().isEmpty()); // not made for nobody
        QVERIFY(!button(m_window.get(), "pictureWindow"));
        QVERIFY(click(m_window.get(), "picture"));
        QVERIFY(view()->isVisible());
        QVERIFY(!view()->picture().isEmpty());
        closeWindow();
        openAtTheDisk();
        QTRY_VERIFY(view()->isVisible());
        QTRY_VERIFY(boxOf(view(), disk));
        QVERIFY(click(m_window.get(), "picture"));
        QVERIFY(!view()->isVisible());
    }

    void aClickSelectsInTheTree()
    {
        openPicture();
        QTest::mouseClick(boxOf(view(), point), Qt::LeftButton);
        QCOMPARE(tree()->selected(), QList<ResourceId> {point});
        QVERIFY(boxOf(view(), point)->box().isChosen);
        QVERIFY(!boxOf(view(), disk)->box().isChosen);
    }

    void whatHasNoRowSelectsWhereItIsTold()
    {
        openPicture();
        QTest::mouseClick(boxOf(view(), bash), Qt::LeftButton);
        QCOMPARE(tree()->selected(), QList<ResourceId> {point});
        QTest::mouseClick(boxOf(view(), worlds::id(Kind::Image, "/srv/images/disk.img")), Qt::LeftButton);
        QCOMPARE(tree()->selected(), QList<ResourceId> {disk});
    }

    void whatTheViewDoesNotShowIsShownInEverything()
    {
        openPicture();
        QVERIFY(click(m_window.get(), "pictureWindow"));
        auto* own = m_window->findChild<PictureWindow*>();
        QTRY_VERIFY(boxOf(own, point));
        m_window->showView(View::NeedsAttention);
        QTest::mouseClick(boxOf(own, point), Qt::LeftButton);
        QCOMPARE(part<Navigation>(m_window.get(), "navigation")->current(), View::Everything);
        QCOMPARE(tree()->selected(), QList<ResourceId> {point});
        auto* search = part<QLineEdit>(m_window.get(), "search");
        search->setText(QStringLiteral("b.img"));
        QTest::mouseClick(boxOf(own, disk), Qt::LeftButton);
        QCOMPARE(search->text(), QString());
        QCOMPARE(tree()->selected(), QList<ResourceId> {disk});
    }

    void arrowKeysGoFromBoxToBoxAndEnterSelects()
    {
        openPicture();
        view()->setFocus();
        QTRY_VERIFY(boxOf(view(), disk)->hasFocus());
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QVERIFY(boxOf(view(), point)->hasFocus());
        QCOMPARE(tree()->selected(), QList<ResourceId> {disk}); // looking is not choosing
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        auto* first = qobject_cast<TopologyBox*>(QApplication::focusWidget());
        QVERIFY(first && first->box().kind == Kind::Process);
        QTest::keyClick(first, first->box().id == bash ? Qt::Key_Right : Qt::Key_Left);
        auto* second = qobject_cast<TopologyBox*>(QApplication::focusWidget());
        QVERIFY(second && second != first && second->box().kind == Kind::Process);
        QTest::keyClick(second, Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(tree()->selected(), QList<ResourceId> {point});
        QVERIFY(boxOf(view(), point)->hasFocus());
        QTest::keyClick(boxOf(view(), point), Qt::Key_Tab);
        QVERIFY(!qobject_cast<TopologyBox*>(QApplication::focusWidget())); // one stop for the Tab key
    }

    void tellsAScreenReaderWhatIsSeen()
    {
        openPicture();
        QVERIFY(view()->accessibleName().contains(QStringLiteral("disk.img")));
        QVERIFY(view()->accessibleDescription().contains(
            QStringLiteral("bash (4711) uses /mnt/data: working directory.")));
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(boxOf(view(), point));
        QVERIFY(face);
        QCOMPARE(face->role(), QAccessible::Button);
        QCOMPARE(face->text(QAccessible::Name), QStringLiteral("/mnt/data: Mount point, mounted"));
        QVERIFY(face->text(QAccessible::Description).contains(QStringLiteral("/mnt/data needs data.")));
    }

    void namesFromOutsideAreNoHtml()
    {
        TopologyView own;
        QList<Resource> resources = sample::disk(0, QStringLiteral("<b>a</b>.img"));
        own.setResource(sample::topologyOf(resources), sampleDisk);
        own.show();
        QVERIFY(boxOf(&own, sampleDisk)->toolTip().contains(QStringLiteral("&lt;b&gt;a&lt;/b&gt;.img")));
    }

    void speaksTheLanguageOfTheMoment()
    {
        TopologyView own;
        own.setResource(withProcesses(20), sampleMount);
        own.show();
        const QString english = own.accessibleDescription();
        {
            const sample::Speaking french(QStringLiteral("fr"));
            QVERIFY(french.isLoaded());
            QCoreApplication::sendPostedEvents();
            QVERIFY(own.accessibleDescription() != english);
            QCOMPARE(boxOf(&own, sampleMount)->box().caption, QStringLiteral("Point de montage, au repos"));
            QVERIFY(own.accessibleName().endsWith(QStringLiteral("autour de /mnt/0")));
        }
        QCoreApplication::sendPostedEvents();
        QCOMPARE(own.accessibleDescription(), english);
    }

    void followsAChangeWithoutLosingTheFocus()
    {
        openPicture();
        boxOf(view(), point)->setFocus();
        const TopologyBox* before = boxOf(view(), point);
        m_engine->world.users.removeFirst();
        m_engine->world.moved();
        QTRY_VERIFY(!boxOf(view(), bash));
        QCOMPARE(boxOf(view(), point), before);
        QVERIFY(before->hasFocus());
        m_engine->world.remove(point);
        m_engine->world.moved();
        QTRY_VERIFY(!boxOf(view(), point));
        QVERIFY(boxOf(view(), disk)->hasFocus()); // the chosen one takes over
    }

    void whatWasLookedAtStaysWhereItIs()
    {
        TopologyView own;
        own.resize(300, 150);
        own.setResource(withProcesses(6), sampleMount);
        own.show();
        QVERIFY(QTest::qWaitForWindowExposed(&own));
        own.horizontalScrollBar()->setValue(own.horizontalScrollBar()->maximum() / 2);
        own.verticalScrollBar()->setValue(own.verticalScrollBar()->maximum() / 2);
        const QPoint place = boxOf(&own, sampleMount)->mapTo(&own, QPoint());
        own.setResource(withProcesses(8), sampleMount);
        QCOMPARE(boxOf(&own, sampleMount)->mapTo(&own, QPoint()), place);
        own.setResource(withProcesses(8), sampleMount);
        QCOMPARE(boxOf(&own, sampleMount)->mapTo(&own, QPoint()), place);
    }

    void theFoldedOnesUnfoldOnRequest()
    {
        TopologyView own;
        own.setResource(withProcesses(20), sampleMount);
        own.show();
        QSignalSpy chosen(&own, &TopologyView::chosen);
        TopologyBox* rest = boxOf(&own, {});
        QVERIFY(rest);
        QCOMPARE(rest->box().more, 15);
        QTest::mouseClick(rest, Qt::LeftButton);
        QVERIFY(!boxOf(&own, {}));
        QCOMPARE(own.picture().boxes().size(), 24);
        QCOMPARE(chosen.size(), 0);
    }

    void aWindowOfItsOwnFollowsOrStays()
    {
        openPicture();
        QVERIFY(click(m_window.get(), "pictureWindow"));
        QVERIFY(click(m_window.get(), "pictureWindow"));
        QCOMPARE(m_window->findChildren<PictureWindow*>().size(), 1);
        const QPointer<PictureWindow> own = m_window->findChild<PictureWindow*>();
        QVERIFY(own->follows());
        QVERIFY(own->windowTitle().contains(QStringLiteral("disk.img on srv-kvm-03")));
        tree()->select(point);
        QCOMPARE(own->resource(), point);
        part<QCheckBox>(own, "follow")->setChecked(false);
        tree()->select(disk);
        QCOMPARE(own->resource(), point);
        m_engine->world.remove(bash);
        m_engine->world.remove(worlds::id(Kind::Process, "4712@5150"));
        m_engine->world.remove(point);
        m_engine->world.moved();
        QTRY_VERIFY(part<TopologyView>(own, "topology")->picture().isEmpty());
        QVERIFY(own->windowTitle().contains(QStringLiteral("/mnt/data")));
        QVERIFY(click(own, "close"));
        QTRY_VERIFY(!own);
    }

    void itsWindowKeepsLookingForUsersAndClosesWithTheMainOne()
    {
        openPicture();
        QVERIFY(click(m_window.get(), "pictureWindow"));
        const QPointer<PictureWindow> own = m_window->findChild<PictureWindow*>();
        QTest::keyClick(m_window.get(), Qt::Key_F9); // the details go
        QVERIFY(!m_engine->usersWanted.expired());
        QVERIFY(m_window->close());
        QTRY_VERIFY(!own);
        QVERIFY(m_engine->usersWanted.expired());
    }
};

QTEST_MAIN(TestTopologyView)
#include "tst_topologyview.moc"
