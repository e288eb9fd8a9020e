// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/discoverstage.h"
#include "testsupport/windowstage.h"
#include "ui/logindialog.h"
#include "ui/recentportals.h"

#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace mooring;

class TestDiscoverDialog : public QObject, private WindowStage
{
    Q_OBJECT
    QPointer<DiscoverDialog> m_dialog;

    QLineEdit* field(const char* name) { return part<QLineEdit>(m_dialog, name); }
    QTreeView* found() { return foundIn(m_dialog); }
    QString hint() { return textOf(m_dialog, "portalHint"); }
    bool canDiscover() { return button(m_dialog, "discover")->isEnabled(); }
    void type(const char* portals)
    {
        field("portals")->clear();
        QTest::keyClicks(field("portals"), QString::fromLatin1(portals));
    }
    void discover(const char* portals)
    {
        type(portals);
        QTest::keyClick(field("portals"), Qt::Key_Return);
        QTRY_VERIFY(!textOf(m_dialog, "progress").isEmpty() && !button(m_dialog, "stop"));
    }
    LoginDialog* login()
    {
        LoginDialog* dialog = nullptr;
        until([&] { return (dialog = m_window->findChild<LoginDialog*>()) != nullptr; });
        return dialog;
    }

private slots:
    void init()
    {
        startFresh();
        openWindow();
        threeTargets(*m_engine);
        m_dialog = m_window->dialogs().discoverTargets();
    }
    void cleanup() { closeWindow(); }

    void theKeyboardIsEnough()
    {
        QTRY_VERIFY(field("portals")->hasFocus());
        QVERIFY(!canDiscover());
        discover("192.0.2.1, 192.0.2.2");
        QCOMPARE(m_engine->discoveries.size(), 1);
        QCOMPARE(m_engine->discoveries.first().portals, (QList<QByteArray> {"192.0.2.1", "192.0.2.2"}));
        QCOMPARE(textOf(m_dialog, "progress"), QStringLiteral("3 target(s) found."));
        QTRY_VERIFY(found()->hasFocus());
        QCOMPARE(m_dialog->chosen().size(), 1);
        QTest::keyClick(found(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_dialog->chosen().size(), 2);
        QCOMPARE(m_dialog->chosen().last().portals, (QByteArrayList {"192.0.2.1:3260", "192.0.2.2:3260"}));
        QTest::keyClick(found(), Qt::Key_Return);
        QVERIFY(login());
        QCOMPARE(m_engine->discoveries.size(), 1); // Enter did not ask again
        QCOMPARE(part<QTableView>(login(), "targets")->model()->rowCount(), 2);
    }

    void badPortalsAreToldAsTheyAreTyped()
    {
        type("192.0.2.1 192.0.2.300");
        QVERIFY(!canDiscover());
        QTRY_VERIFY2(hint().contains(QLatin1String("192.0.2.300")), qPrintable(hint()));
        QCOMPARE(field("portals")->accessibleDescription(), hint());
        type("fe80::1");
        QTRY_VERIFY2(hint().contains(QLatin1String("[fe80::1]")), qPrintable(hint()));
        type("192.0.2.1:99999");
        QTRY_VERIFY2(hint().contains(QLatin1String("65535")), qPrintable(hint()));
        QTest::keyClick(field("portals"), Qt::Key_Return);
        QVERIFY(m_engine->discoveries.isEmpty());
        type("192.0.2.1:3260");
        QVERIFY(canDiscover());
        QTRY_VERIFY(!hint().contains(QLatin1String("65535")));
    }

    void aPortalThatFailsIsExplained()
    {
        auto* panel = m_dialog->findChild<ErrorPanel*>();
        discover("192.0.2.9");
        QTRY_VERIFY(panel->isVisible());
        QCOMPARE(panel->error()->code, ErrorCode::PortalUnreachable);
        QVERIFY(RecentPortals::portals().isEmpty());
        discover("192.0.2.9 192.0.2.1");
        QTRY_VERIFY(found()->hasFocus());
        QVERIFY(!panel->isVisible()); // there is something to choose
        found()->setCurrentIndex(found()->model()->index(0, 0));
        QVERIFY(panel->isVisible());
        QVERIFY(!button(m_dialog, "logIn")->isEnabled()); // a portal is none
    }

    void stopsAndKeepsWhatCame()
    {
        m_engine->silentPortals = {"192.0.2.2"};
        type("192.0.2.1 192.0.2.2");
        QVERIFY(click(m_dialog, "discover"));
        QVERIFY(!canDiscover());
        QVERIFY(field("portals")->isReadOnly());
        QTRY_COMPARE(found()->model()->rowCount(found()->model()->index(0, 0)), 2);
        QVERIFY(click(m_dialog, "stop"));
        QVERIFY(!button(m_dialog, "stop"));
        QVERIFY(canDiscover());
        QTRY_COMPARE(m_dialog->chosen().size(), 1);
    }

    void filters()
    {
        discover("192.0.2.1 192.0.2.2");
        field("searchTargets")->setText(QStringLiteral("MAIL"));
        QCOMPARE(found()->model()->rowCount(), 1);
        QVERIFY(targetRow(found(), QStringLiteral(":mail")).isValid());
        QVERIFY(!targetRow(found(), QStringLiteral(":backup")).isValid());
        field("searchTargets")->setFocus();
        QTest::keyClick(field("searchTargets"), Qt::Key_Return);
        QCOMPARE(m_dialog->chosen().value(0).name, QByteArray("iqn.2026-11.example.san:mail"));
        field("searchTargets")->clear();
        QCOMPARE(found()->model()->rowCount(), 2);
    }

    void portalsThatAnsweredAreRemembered()
    {
        discover("192.0.2.1 192.0.2.2");
        QCOMPARE(RecentPortals::portals().size(), 2);
        m_dialog->close();
        QTRY_VERIFY(!m_dialog);
        m_dialog = m_window->dialogs().discoverTargets();
        QMenu* menu = part<QToolButton>(m_dialog, "recentPortals")->menu();
        emit menu->aboutToShow();
        menu->actions().constFirst()->trigger();
        QVERIFY(canDiscover());
        QCOMPARE(field("portals")->text(), QString::fromUtf8(RecentPortals::portals().constFirst()));
        menu->actions().constLast()->trigger();
        QVERIFY(RecentPortals::portals().isEmpty());
    }

    void secretsAreHiddenAndGoWithTheDialog()
    {
        type("192.0.2.1");
        part<QCheckBox>(m_dialog, "chap")->setChecked(true);
        QVERIFY(!canDiscover()); // a name and a secret are missing
        QCOMPARE(field("chapSecret")->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field("chapUser"), QStringLiteral("alice"));
        QTest::keyClicks(field("chapSecret"), QStringLiteral("a long secret"));
        QVERIFY(canDiscover());
        part<QCheckBox>(m_dialog, "mutual")->setChecked(true);
        QVERIFY(!canDiscover());
        QTest::keyClicks(field("mutualUser"), QStringLiteral("target"));
        QTest::keyClicks(field("mutualSecret"), QStringLiteral("another secret"));
        QVERIFY(click(m_dialog, "discover"));
        QCOMPARE(m_engine->discoveries.first().chap, (ChapAccess {"alice", "a long secret"}));
        QCOMPARE(m_engine->discoveries.first().mutualChap, (ChapAccess {"target", "another secret"}));
        QTRY_VERIFY(found()->hasFocus());
        QTest::keyClick(found(), Qt::Key_Return);
        QCOMPARE(part<QLineEdit>(login(), "chapSecret")->text(), QStringLiteral("a long secret"));
        m_dialog->close();
        for (const char* name : {"chapUser", "chapSecret", "mutualUser", "mutualSecret"})
            QCOMPARE(field(name)->text(), QString());
        for (const QString& key : QSettings().allKeys())
            QVERIFY2(!QSettings().value(key).toString().contains(QLatin1String("secret")), qPrintable(key));
    }

    void closedWhileItAsksItIsGone()
    {
        m_engine->silentPortals = {"192.0.2.2"};
        type("192.0.2.1 192.0.2.2");
        QVERIFY(click(m_dialog, "discover"));
        m_dialog->close();
        QTRY_VERIFY(!m_dialog);
        QTest::qWait(20); // what comes late finds nobody
    }

    void theViewOpensItToo()
    {
        m_dialog->close();
        QTRY_VERIFY(!m_dialog);
        m_window->showView(View::IscsiTargets);
        for (QAbstractButton* offered : m_window->findChildren<QPushButton*>())
            if (offered->isVisible() && offered->text() == QStringLiteral("Discover targets…"))
                QTest::mouseClick(offered, Qt::LeftButton);
        m_dialog = m_window->findChild<DiscoverDialog*>();
        QVERIFY(m_dialog);
        m_dialog->close();
        QTRY_VERIFY(!m_dialog);
        QVERIFY(click(m_window.get(), "discoverTargets")); // and the toolbar
        QVERIFY(m_window->findChild<DiscoverDialog*>());
    }
};

QTEST_MAIN(TestDiscoverDialog)
#include "tst_discoverdialog.moc"
