// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;

class TestFormat : public QObject
{
    Q_OBJECT
private slots:
    void writesSizesAsTheLanguageDoes_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("french");
        const auto row = [](quint64 bytes, const char* english, const char* french) {
            QTest::addRow("%llu", static_cast<unsigned long long>(bytes))
                << bytes << QString::fromUtf8(english) << QString::fromUtf8(french);
        };
        row(268435456, "256\u00a0MiB", "256\u00a0Mio");
        row(1288490189, "1.2\u00a0GiB", "1,2\u00a0Gio");
        row(quint64(1) << 40, "1\u00a0TiB", "1\u00a0Tio");
        row(0, "0\u00a0bytes", "0\u00a0octets");
        row(512, "512\u00a0bytes", "512\u00a0octets");
    }

    void writesSizesAsTheLanguageDoes()
    {
        QFETCH(quint64, bytes);
        QFETCH(QString, english);
        QFETCH(QString, french);
        {
            const sample::Speaking speaking(QStringLiteral("en"));
            QCOMPARE(Format::size(bytes), english);
        }
        const sample::Speaking speaking(QStringLiteral("fr"));
        QCOMPARE(Format::size(bytes), french);
    }

    void writesRates()
    {
        const sample::Speaking speaking(QStringLiteral("fr"));
        QCOMPARE(Format::rate(40'000'000), QStringLiteral("40\u00a0Mo/s"));
    }

    void writesErrorNumbersAlikeInBothLanguages()
    {
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("fr")}) {
            const sample::Speaking speaking(language);
            QCOMPARE(Format::errorNumber(ErrorDomain::Vds, 0x8004270A), QStringLiteral("0x8004270A"));
            QCOMPARE(Format::errorNumber(ErrorDomain::Vds, 0x42800), QStringLiteral("0x00042800"));
            QCOMPARE(Format::errorNumber(ErrorDomain::Cim, 4096), QStringLiteral("4096"));
            QCOMPARE(Format::errorNumber(ErrorDomain::Win32, 0xC03A0014), QStringLiteral("0xC03A0014"));
            QCOMPARE(Format::errorNumber(ErrorDomain::Win32, 1392), QStringLiteral("1392"));
        }
    }

    void saysTheDateOnlyOfAnotherDay()
    {
        const QDateTime now(QDate(2026, 3, 14), QTime(15, 9));
        const QString time = QLocale().toString(QTime(14, 2), QLocale::ShortFormat);
        QCOMPARE(Format::since(QDateTime(QDate(2026, 3, 14), QTime(14, 2)).toUTC(), now), time);
        QVERIFY(Format::since(QDateTime(QDate(2026, 3, 13), QTime(14, 2)), now) != time);
    }

    void commandsCanBePastedIntoAShell_data()
    {
        QTest::addColumn<QByteArray>("word");
        for (const char* word : {"plain", "two words", "it's", "$HOME;rm", "-dash", "new\nline", "per%cent",
                                 "\xff\xfe", "back\\slash'\x01", "", "\xc3\xa9t\xc3\xa9"})
            QTest::newRow(QByteArray(word).toPercentEncoding().constData()) << QByteArray(word);
    }

    void commandsCanBePastedIntoAShell()
    {
        QFETCH(QByteArray, word);
        const QByteArray script = "printf %s " + Format::command({word}).toUtf8();
        FILE* shell = popen(
            ("exec bash -c " + ("'" + QByteArray(script).replace("'", "'\\''") + "'")).constData(), "r");
        QVERIFY(shell);
        char buffer[256];
        const size_t length = fread(buffer, 1, sizeof buffer, shell);
        QCOMPARE(pclose(shell), 0);
        QCOMPARE(QByteArray(buffer, qsizetype(length)), word);
    }

    void listsEndWithAnd()
    {
        const QStringList items {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        {
            const sample::Speaking speaking(QStringLiteral("en"));
            QCOMPARE(Format::list(items), QStringLiteral("a, b and c"));
            QCOMPARE(Format::list(items.mid(0, 1)), QStringLiteral("a"));
        }
        const sample::Speaking speaking(QStringLiteral("fr"));
        QCOMPARE(Format::list(items), QStringLiteral("a, b et c"));
    }

    void showsEveryFact()
    {
        const sample::Speaking speaking(QStringLiteral("fr"));
        QCOMPARE(Format::fact(Fact::ReadOnly, true), QStringLiteral("oui"));
        QCOMPARE(Format::fact(Fact::Device, QByteArray("/dev/loop0")), QStringLiteral("/dev/loop0"));
        QCOMPARE(Format::fact(Fact::Path, QByteArray("/a\xff")), QStringLiteral("/a%FF"));
        QCOMPARE(Format::fact(Fact::StaysAttached, QStringLiteral("until-detached")),
                 QStringLiteral("jusqu’au détachement ou au redémarrage"));
        QCOMPARE(Format::fact(Fact::Pid, qint64(4711)), QStringLiteral("4711"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
