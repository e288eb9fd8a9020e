// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translators.h"

#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace mooring;

class TestTranslators : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
        QCoreApplication::setApplicationName(QStringLiteral("mooring"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }
    void init() { QSettings().clear(); }

    void whatIsAskedForBeatsWhatIsRemembered()
    {
        QSettings().setValue(QStringLiteral("language"), QStringLiteral("fr"));
        Translators translators;
        translators.start(QStringLiteral("en"));
        QCOMPARE(translators.language(), QStringLiteral("en"));
    }
    void whatIsRememberedBeatsTheLocale()
    {
        {
            Translators translators;
            translators.start({});
            translators.chosen(QStringLiteral("fr"));
        }
        Translators translators;
        translators.start({});
        QCOMPARE(translators.language(), QStringLiteral("fr"));
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("mooring/mooring.conf"))));
    }
    void anUnknownLanguageIsEnglish()
    {
        Translators translators;
        translators.start(QStringLiteral("tlh"));
        QCOMPARE(translators.language(), QStringLiteral("en")); // the tests' locale is C
    }
    void numbersFollowAtOnce()
    {
        Translators translators;
        translators.use(QStringLiteral("en"));
        QSignalSpy changed(&translators, &Translators::languageChanged);
        translators.use(QStringLiteral("fr"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(QLocale().toString(1.5), QStringLiteral("1,5"));
        QCOMPARE(QCoreApplication::translate("mooring::PlanDialog", "Cancel"), QStringLiteral("Annuler"));
        translators.use(QStringLiteral("en"));
        QCOMPARE(QLocale().toString(1.5), QStringLiteral("1.5"));
        QCOMPARE(QCoreApplication::translate("mooring::PlanDialog", "Cancel"), QStringLiteral("Cancel"));
    }
};

QTEST_GUILESS_MAIN(TestTranslators)
#include "tst_translators.moc"
