// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "testsupport/discoverstage.h"
#include "testsupport/windowstage.h"
#include "ui/logindialog.h"

#include <QComboBox>
#include <QSpinBox>
#include <QTableView>

using namespace mooring;

class TestLoginDialog : public QObject, private WindowStage
{
    Q_OBJECT
    QPointer<DiscoverDialog> m_discover;
    QPointer<LoginDialog> m_dialog;

    static ResourceId step(const char* target, int n = 1)
    {
        return ResourceId::make(Kind::IscsiSession,
                                QByteArray("iqn.2026-11.example.san:") + target + '/'
                                    + QByteArray::number(n));
    }
    const QByteArray mail = "iqn.2026-11.example.san:mail", archive = "iqn.2026-11.example.san:archive";
    const ChapSecrets kept {ChapAccess {"alice", "a kept secret"}, ChapAccess {"mail", "its secret"}};

    QCheckBox* remember() { return part<QCheckBox>(m_dialog, "rememberSecret"); }
    QLineEdit* field(const char* name) { return part<QLineEdit>(m_dialog, name); }
    ErrorPanel* panel() { return m_dialog->findChild<ErrorPanel*>(); }
    QJsonObject arguments() { return m_engine->started.constLast().steps.constFirst().arguments; }
    QString cell(int row)
    {
        const QAbstractItemModel* model = part<QTableView>(m_dialog, "targets")->model();
        return model->index(row, LoginModel::Condition).data().toString();
    }
    void giveChap()
    {
        part<QCheckBox>(m_dialog, "chap")->setChecked(true);
        field("chapUser")->setText(QStringLiteral("alice"));
        field("chapSecret")->setText(QStringLiteral("a long secret"));
    }
    void open(const QStringList& targets)
    {
        m_discover = m_window->dialogs().discoverTargets();
        part<QLineEdit>(m_discover, "portals")->setText(QStringLiteral("192.0.2.1 192.0.2.2"));
        QVERIFY(click(m_discover, "discover"));
        QTRY_VERIFY(targetRow(foundIn(m_discover), QStringLiteral(":mail")).isValid());
        QTRY_VERIFY(foundIn(m_discover)->hasFocus());
        choose(foundIn(m_discover), targets);
        QVERIFY(click(m_discover, "logIn"));
        m_dialog = m_window->findChild<LoginDialog*>();
        QVERIFY(m_dialog);
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    }

private slots:
    void init()
    {
        startFresh();
        openWindow();
        threeTargets(*m_engine);
    }
    void cleanup() { closeWindow(); }

    void logsInAndShowsTheNewSession()
    {
        open({QStringLiteral(":backup")});
        auto* portal = part<QComboBox>(m_dialog, "portal");
        QCOMPARE(portal->count(), 2);
        portal->setCurrentIndex(1);
        part<QSpinBox>(m_dialog, "sessions")->setValue(2);
        part<QCheckBox>(m_dialog, "headerDigest")->setChecked(true);
        part<QCheckBox>(m_dialog, "automatic")->setChecked(true);
        QVERIFY(part<QCheckBox>(m_dialog, "remember")->isChecked());
        QTest::keyClick(m_dialog, Qt::Key_Return);
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(m_engine->started.size(), 1);
        QCOMPARE(m_engine->started.first().steps.size(), 2);
        QCOMPARE(arguments().value(QLatin1String("portal")).toString(), QStringLiteral("192.0.2.2:3260"));
        QVERIFY(arguments().value(QLatin1String("headerDigest")).toBool());
        QVERIFY(arguments().value(QLatin1String("automatic")).toBool());
        QVERIFY(arguments().value(QLatin1String("remember")).toBool());
        auto* targets = part<ResourceView>(m_window.get(), "tree-iscsi-targets");
        QTRY_VERIFY(targets->isVisible()); // empty before
        QTRY_COMPARE(targets->selected().size(), 1);
        QCOMPARE(targets->selected().first().kind(), Kind::IscsiSession);
        const QModelIndex found = targetRow(foundIn(m_discover), QStringLiteral(":backup"));
        QTRY_COMPARE(found.data(DiscoverModel::SessionsRole).toInt(), 2);
    }

    void aRowOfATargetOpensIt()
    {
        Resource listed;
        listed.kind = Kind::IscsiTarget;
        listed.id = ResourceId::make(listed.kind, mail);
        listed.state = State::Absent;
        listed.facts = {{Fact::Portals, QStringLiteral("192.0.2.2:3260, 192.0.2.1:3260")}};
        listed.verbs = {Verb::LogIn, Verb::Forget};
        m_engine->world.resources.append(listed);
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->topology().find(listed.id));
        m_window->dialogs().open(Verb::LogIn, {listed.id});
        m_dialog = m_window->findChild<LoginDialog*>();
        QVERIFY(m_dialog);
        QCOMPARE(part<QComboBox>(m_dialog, "portal")->count(), 2);
        part<QCheckBox>(m_dialog, "remember")->setChecked(false);
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(arguments().value(QLatin1String("portal")).toString(), QStringLiteral("192.0.2.2:3260"));
        QVERIFY(!arguments().contains(QLatin1String("remember")));
    }

    void aRefusedSecretIsAskedForAgain()
    {
        open({QStringLiteral(":mail")});
        giveChap();
        m_engine->world.failing.insert(
            step("mail"), errorOf(ErrorCode::AuthenticationFailed, QStringLiteral("192.0.2.2:3260")));
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->error()->code, ErrorCode::AuthenticationFailed);
        QCOMPARE(field("chapUser")->text(), QStringLiteral("alice"));
        QCOMPARE(field("chapSecret")->text(), QString());
        QVERIFY(field("chapSecret")->hasFocus());
        QVERIFY(!button(m_dialog, "logIn")->isEnabled());
        m_engine->world.failing.clear();
        QTest::keyClicks(field("chapSecret"), QStringLiteral("the right secret"));
        QTest::keyClick(field("chapSecret"), Qt::Key_Return);
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(arguments().value(secretArguments).toObject().value(QLatin1String("chap")).toString(),
                 QStringLiteral("the right secret"));
    }

    void aTargetThatWantsASecretOpensTheFields()
    {
        open({QStringLiteral(":mail")});
        QVERIFY(!field("chapUser")->isVisible());
        m_engine->world.failing.insert(step("mail"), errorOf(ErrorCode::SecretMissing));
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(field("chapUser")->isVisible());
        QVERIFY(field("chapUser")->hasFocus());
    }

    void remembersASecretWhenAKeyringAnswers()
    {
        m_engine->keyring.emplace();
        open({QStringLiteral(":mail")});
        QVERIFY(!remember()->isVisible());
        giveChap();
        QVERIFY(remember()->isVisible());
        QTRY_VERIFY(remember()->isEnabled());
        QVERIFY(!remember()->isChecked());
        remember()->setChecked(true);
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(!m_dialog);
        QVERIFY(arguments().value(QLatin1String("rememberSecret")).toBool());
    }

    void whatIsAutomaticIsRemembered()
    {
        m_engine->keyring.emplace();
        open({QStringLiteral(":mail")});
        giveChap();
        QTRY_VERIFY(remember()->isEnabled());
        part<QCheckBox>(m_dialog, "automatic")->setChecked(true);
        QVERIFY(remember()->isChecked());
        QVERIFY(!remember()->isEnabled());
    }

    void remembersNothingWithoutAKeyring()
    {
        open({QStringLiteral(":mail")});
        giveChap();
        QTRY_VERIFY(remember()->text().contains(QLatin1String("missing, locked or silent")));
        QVERIFY(!remember()->isEnabled());
        part<QCheckBox>(m_dialog, "automatic")->setChecked(true);
        QVERIFY(!remember()->isChecked());
    }

    void aRememberedSecretIsFilledIn()
    {
        m_engine->keyring = {{mail, kept}};
        open({QStringLiteral(":mail")});
        QTRY_COMPARE(field("chapUser")->text(), QStringLiteral("alice"));
        QCOMPARE(field("chapSecret")->text(), QStringLiteral("a kept secret"));
        QCOMPARE(field("mutualUser")->text(), QStringLiteral("mail"));
        QVERIFY(remember()->isChecked());
        QVERIFY(button(m_dialog, "logIn")->hasFocus());
        QTest::keyClick(m_dialog, Qt::Key_Return);
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(arguments().value(secretArguments)[QLatin1String("mutual")].toString(),
                 QStringLiteral("its secret"));
    }

    void aRememberedSecretIsForItsUserAlone()
    {
        m_engine->keyring = {{mail, kept}};
        open({QStringLiteral(":mail")});
        QTRY_COMPARE(field("chapSecret")->text(), QStringLiteral("a kept secret"));
        for (const auto& [user, secret] : {std::pair {"bob", ""}, std::pair {"alice", "a kept secret"}}) {
            field("chapUser")->selectAll();
            QTest::keyClicks(field("chapUser"), QLatin1String(user));
            QCOMPARE(field("chapSecret")->text(), QLatin1String(secret));
            QCOMPARE(button(m_dialog, "logIn")->isEnabled(), *secret != 0);
        }
    }

    void severalTargetsAreOfferedNoSecret()
    {
        m_engine->keyring = {{mail, kept}, {archive, kept}};
        open({QStringLiteral(":archive"), QStringLiteral(":mail")});
        giveChap();
        QTRY_VERIFY(remember()->isEnabled());
        QCOMPARE(field("chapSecret")->text(), QStringLiteral("a long secret"));
        QVERIFY(!remember()->isChecked());
    }

    void severalAreLoggedInToAndToldOneByOne()
    {
        open({QStringLiteral(":archive"), QStringLiteral(":mail")});
        m_engine->world.failing.insert(step("mail"), errorOf(ErrorCode::TargetUnavailable));
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(m_engine->started.size(), 2);
        QCOMPARE(cell(0), QStringLiteral("1 session(s) open"));
        QCOMPARE(cell(1), Wording::error(*panel()->error()).what);
        QVERIFY2(textOf(m_dialog, "progress").contains(QLatin1String("1 of 2")),
                 qPrintable(textOf(m_dialog, "progress")));
        auto* table = part<QTableView>(m_dialog, "targets");
        table->selectRow(0);
        QVERIFY(!panel()->isVisible());
        m_engine->world.failing.clear();
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_VERIFY(!m_dialog);
        QCOMPARE(m_engine->started.size(), 3);
    }

    void showsHowFarItIsAndStops()
    {
        open({QStringLiteral(":mail")});
        m_engine->world.held = {step("mail")};
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        QVERIFY(!textOf(m_dialog, "progress").isEmpty());
        QVERIFY(!button(m_dialog, "logIn")->isEnabled());
        QVERIFY(click(m_dialog, "stop"));
        QVERIFY(!button(m_dialog, "stop")->isEnabled());
        QCOMPARE(textOf(m_dialog, "progress"), Wording::stopAnswer(StopAnswer::Stopping));
        m_engine->world.failing.insert(step("mail"), errorOf(ErrorCode::StoppedByUser));
        m_engine->world.let(step("mail"));
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(!button(m_dialog, "stop"));
        QVERIFY(button(m_dialog, "logIn")->isEnabled());
    }

    void closedWhileItLogsInItLetsThatGoOnAndForgetsTheSecret()
    {
        open({QStringLiteral(":mail")});
        giveChap();
        m_engine->world.held = {step("mail")};
        QVERIFY(click(m_dialog, "logIn"));
        QTRY_COMPARE(m_engine->world.ran.size(), 1);
        m_dialog->close();
        QCOMPARE(field("chapSecret")->text(), QString());
        QTRY_VERIFY(!m_dialog);
        m_engine->world.let(step("mail"));
        QTRY_VERIFY(m_engine->operations().constFirst()->isFinished());
        QCOMPARE(m_engine->operations().constFirst()->record().outcome, Outcome::Done);
    }
};

QTEST_MAIN(TestLoginDialog)
#include "tst_logindialog.moc"
