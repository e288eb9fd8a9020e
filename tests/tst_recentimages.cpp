// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/windowstage.h"
#include "ui/attachdialog.h"
#include "ui/recentimages.h"

#include <QToolButton>

using namespace mooring;

// The images that were attached last, in the menu and beside the button.
class TestRecentImages : public QObject, private WindowStage
{
    Q_OBJECT
    QMenu* menu() { return part<QMenu>(m_window.get(), "recentImages"); }
    QStringList texts()
    {
        emit menu()->aboutToShow();
        QStringList texts;
        for (QAction* action : menu()->actions())
            texts.append(action->isSeparator() ? QStringLiteral("-") : action->text());
        return texts;
    }
    void attach(const QByteArray& path)
    {
        const int before = int(m_engine->operations().size());
        ImageReport report;
        report.facts.insert(Fact::Path, path);
        QVERIFY(m_engine->start(m_engine->attachPlan(report, {}), false));
        QCOMPARE(m_engine->operations().size(), before + 1);
        QTRY_VERIFY(m_engine->operations().constLast()->isFinished());
    }

private slots:
    void init()
    {
        startFresh();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void saysThatThereIsNoneYet()
    {
        QCOMPARE(texts(), QStringList {QStringLiteral("No image has been attached yet")});
        QVERIFY(!menu()->actions().constFirst()->isEnabled());
    }

    void whatWasAttachedIsRememberedByteByByteNewestFirst()
    {
        attach("/srv/one.img");
        attach("/srv/\xff 100%.vhdx");
        attach("/srv/one.img");
        QCOMPARE(RecentImages::paths(), QList<QByteArray>({"/srv/one.img", "/srv/\xff 100%.vhdx"}));
        QCOMPARE(texts().constFirst(), QStringLiteral("/srv/one.img"));
        QCOMPARE(texts().size(), 4); // a line, and how to clear it
    }

    void whatFailedIsNotRemembered()
    {
        m_engine->world.failing.insert(ResourceId::make(Kind::Image, "/srv/bad.img"),
                                       errorOf(ErrorCode::NoLoopDeviceFree));
        attach("/srv/bad.img");
        QVERIFY(RecentImages::paths().isEmpty());
    }

    void tenAreEnough()
    {
        for (int i = 0; i < 12; ++i)
            RecentImages::add("/srv/" + QByteArray::number(i));
        QCOMPARE(RecentImages::paths().size(), 10);
        QCOMPARE(RecentImages::paths().constFirst(), QByteArray("/srv/11"));
        QCOMPARE(RecentImages::paths().constLast(), QByteArray("/srv/2"));
    }

    void oneThatIsChosenOpensTheDialogWhichTellsWhenItIsMissing()
    {
        RecentImages::add("/srv/gone & lost.img");
        QCOMPARE(texts().constFirst(), QStringLiteral("/srv/gone && lost.img"));
        QVERIFY(m_engine->asked.isEmpty());
        menu()->actions().constFirst()->trigger();
        auto* dialog = m_window->findChild<AttachDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->path(), QByteArray("/srv/gone & lost.img"));
        QTRY_VERIFY(part<QWidget>(dialog, "errorPanel")->isVisible());
    }

    void theListIsCleared()
    {
        RecentImages::add("/srv/one.img");
        texts();
        menu()->actions().constLast()->trigger();
        QVERIFY(RecentImages::paths().isEmpty());
        QCOMPARE(texts().size(), 1);
    }

    void theButtonDropsTheSameList()
    {
        auto* attach = part<QToolButton>(m_window.get(), "attachImage");
        QCOMPARE(attach->menu(), menu());
        QCOMPARE(attach->popupMode(), QToolButton::MenuButtonPopup);
        QVERIFY(click(m_window.get(), "attachImage")); // beside the arrow
        QVERIFY(m_window->findChild<AttachDialog*>());
    }
};

QTEST_MAIN(TestRecentImages)
#include "tst_recentimages.moc"
