// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/frenchrules.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace {

QList<TsMessage> messagesOf(const QString& path)
{
    QFile file(path);
    QString error;
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<TsMessage> messages = readTs(file.readAll(), &error);
    return error.isEmpty() ? messages : QList<TsMessage>();
}

QString keyOf(const TsMessage& message)
{
    return message.context + u'|' + message.source + u'|' + message.comment;
}

QString translations(const char* name) { return QStringLiteral(TRANSLATIONS_DIR "/") + QLatin1String(name); }

// What lupdate finds in the sources today.
QList<TsMessage> wordsInSources(const QString& into, const QStringList& options)
{
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(PROJECT_DIR));
    lupdate.start(QStringLiteral(LUPDATE),
                  QStringList {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"),
                               QStringLiteral("-I"), QStringLiteral(".")}
                      + options
                      + QStringList {QStringLiteral("models"), QStringLiteral("ui"), QStringLiteral("app"),
                                     QStringLiteral("-ts"), into});
    if (!lupdate.waitForFinished(60000) || lupdate.exitCode() != 0)
        return {};
    return messagesOf(into);
}

QSet<QString> keysOf(const QList<TsMessage>& messages)
{
    QSet<QString> keys;
    for (const TsMessage& message : messages)
        keys.insert(keyOf(message));
    return keys;
}

} // namespace

class TestFrench : public QObject
{
    Q_OBJECT
private slots:
    void frenchIsCompleteAndWellWritten()
    {
        const QList<TsMessage> messages = messagesOf(translations("mooring_fr.ts"));
        QVERIFY(messages.size() > 100);
        QStringList bad;
        for (const TsMessage& message : messages) {
            const QStringList problems = frenchProblems(message);
            if (!problems.isEmpty())
                bad.append(message.name() + QStringLiteral("\n    -> ")
                           + message.forms.join(QStringLiteral(" | ")) + QStringLiteral("\n    ")
                           + problems.join(QStringLiteral("; ")));
        }
        QVERIFY2(bad.isEmpty(), qPrintable(u'\n' + bad.join(u'\n')));
    }

    void englishPluralsAreComplete()
    {
        const QList<TsMessage> messages = messagesOf(translations("mooring_en.ts"));
        QVERIFY(!messages.isEmpty());
        for (const TsMessage& message : messages) {
            QVERIFY2(message.isNumerus, qPrintable(message.name()));
            QVERIFY2(englishProblems(message).isEmpty(),
                     qPrintable(message.name() + englishProblems(message).join(u' ')));
        }
    }

    void everyWordOfTheSourcesIsThere_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("French") << QStringLiteral("mooring_fr.ts") << QStringList();
        QTest::newRow("English") << QStringLiteral("mooring_en.ts")
                                 << QStringList {QStringLiteral("-pluralonly")};
    }

    void everyWordOfTheSourcesIsThere()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        QTemporaryDir folder;
        const QSet<QString> now = keysOf(wordsInSources(folder.filePath(file), options));
        const QSet<QString> known = keysOf(messagesOf(translations(qPrintable(file))));
        QVERIFY(!now.isEmpty());
        const QStringList missing = (now - known).values();
        const QStringList stale = (known - now).values();
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QStringLiteral("run ./dev translations; missing:\n") + missing.join(u'\n')));
        QVERIFY2(stale.isEmpty(),
                 qPrintable(QStringLiteral("run ./dev translations; stale:\n") + stale.join(u'\n')));
    }

    void badFrenchIsNoticed_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("forms");
        QTest::addColumn<QString>("problem");
        const auto row
            = [](const char* name, const char* source, const QStringList& forms, const char* problem) {
                  QTest::newRow(name) << QString::fromUtf8(source) << forms << QString::fromUtf8(problem);
              };
        row("empty", "Cancel", {QString()}, "empty");
        row("English", "Cancel", {QStringLiteral("Cancel")}, "copied");
        row("attachment", "Attachment", {QStringLiteral("Pièce jointe")}, "forbidden");
        row("smart card", "Card", {QStringLiteral("Carte intelligente")}, "forbidden");
        row("drive letter", "Mount point", {QStringLiteral("Lettre de lecteur")}, "forbidden");
        row("placeholder lost", "%1 on %2", {QStringLiteral("%1 sur")}, "placeholders");
        row("placeholder twice", "%1 and %2", {QStringLiteral("%1 et %1")}, "placeholders");
        row("one form", "%n step(s)", {QStringLiteral("%n étapes")}, "plural");
        row("colon", "Code: %1", {QStringLiteral("Code: %1")}, "U+00A0");
        row("colon after a space", "Code: %1", {QStringLiteral("Code : %1")}, "U+00A0");
        row("question", "Stop it?", {QStringLiteral("Arrêter ?")}, "U+202F");
        row("question with the wide one", "Stop it?", {QStringLiteral("Arrêter\u00a0?")}, "U+202F");
        row("semicolon", "a; b", {QStringLiteral("un; deux")}, "U+202F");
        row("guillemets", "Take \"%1\"", {QStringLiteral("Prendre «%1»")}, "U+00A0");
        row("quotes", "Take \"%1\"", {QStringLiteral("Prendre \"%1\"")}, "guillemets");
        row("apostrophe", "The state", {QStringLiteral("L'état")}, "apostrophe");
        row("dots", "Save…", {QStringLiteral("Enregistrer...")}, "dots");
        row("code", "See S_OK", {QStringLiteral("Voir _OK")}, "identifier");
        row("hexadecimal", "Code 0x8004270A", {QStringLiteral("Numéro 0x8004270B")}, "identifier");
        row("option", "Give --yes", {QStringLiteral("Donnez --oui")}, "identifier");
        row("LUN", "The LUN", {QStringLiteral("Le lun")}, "identifier");
        row("unmount", "Unmount it", {QStringLiteral("Libérer")}, "term");
        row("detach", "Detach it", {QStringLiteral("Retirer")}, "term");
        row("mnemonic", "&File", {QStringLiteral("Fichier")}, "mnemonics");
    }

    void badFrenchIsNoticed()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, forms);
        QFETCH(QString, problem);
        TsMessage message;
        message.context = QStringLiteral("sample");
        message.source = source;
        message.isNumerus = source.contains(QLatin1String("%n"));
        message.isFinished = true;
        message.forms = forms;
        const QString problems = frenchProblems(message).join(u'\n');
        QVERIFY2(problems.contains(problem), qPrintable(problems));
    }

    void unfinishedIsNoticed()
    {
        QString error;
        const QList<TsMessage> messages
            = readTs("<TS><context><name>a</name><message><source>Stop</source>"
                     "<translation type=\"unfinished\">Arrêter</translation></message></context></TS>",
                     &error);
        QCOMPARE(error, QString());
        QCOMPARE(messages.size(), 1);
        QCOMPARE(frenchProblems(messages.first()), QStringList {QStringLiteral("unfinished")});
    }

    void goodFrenchPasses()
    {
        TsMessage message;
        message.source = QStringLiteral("Detach \"%1\" on %2?");
        message.forms = {QStringLiteral("Détacher «\u00a0%1\u00a0» sur %2\u202f?")};
        message.isFinished = true;
        QCOMPARE(frenchProblems(message), QStringList());
    }

    void bracketsInEnglishPluralsAreNoticed()
    {
        TsMessage message;
        message.source = QStringLiteral("%n step(s)");
        message.isNumerus = message.isFinished = true;
        message.forms = {QStringLiteral("%n step"), QStringLiteral("%n step(s)")};
        QVERIFY(!englishProblems(message).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFrench)
#include "tst_french.moc"
