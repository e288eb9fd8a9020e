// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/oracle.h"
#include "testsupport/product.h"
#include "testsupport/pseudoterminal.h"

#include <QJsonArray>
#include <QTest>

using namespace mooring::lab;

class TestMooringctlTalk : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void neverWaitsWithoutATerminal();
    void asksOnATerminal_data();
    void asksOnATerminal();
    void speaksFrench();
    void takesAnyName_data();
    void takesAnyName();
    void takesRelativePathsOfTheCaller();
};

void TestMooringctlTalk::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestMooringctlTalk::neverWaitsWithoutATerminal()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    const Ran ran = product.run({"detach", disk.id()});
    QVERIFY2(ran.code == 2, ran.text());
    QVERIFY(!ran.err.isEmpty());
    const Ran answered = product.run({"detach", disk.id()}, {QByteArray("y\n"), {}, 60000});
    QVERIFY2(answered.code == 2, answered.text());
    QCOMPARE(finishedEvent(product.run({"detach", "--json", disk.id()}))[u"outcome"].toString(),
             QStringLiteral("invalidRequest"));
    QVERIFY(Oracle::isBound(disk.device));
}

void TestMooringctlTalk::asksOnATerminal_data()
{
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<int>("code");
    QTest::newRow("yes") << QByteArray("en") << QByteArray("Detach? [y/N]") << QByteArray("y\n") << 0;
    QTest::newRow("no") << QByteArray("en") << QByteArray("Detach? [y/N]") << QByteArray("n\n") << 10;
    QTest::newRow("return") << QByteArray("en") << QByteArray("Detach? [y/N]") << QByteArray("\n") << 10;
    QTest::newRow("end of input") << QByteArray("en") << QByteArray("Detach? [y/N]") << QByteArray("\4")
                                  << 10;
    QTest::newRow("Ctrl+C") << QByteArray("en") << QByteArray("Detach? [y/N]") << QByteArray("\3") << 10;
    QTest::newRow("oui") << QByteArray("fr") << QByteArray("Détacher ? [o/N]") << QByteArray("o\n") << 0;
}

void TestMooringctlTalk::asksOnATerminal()
{
    QFETCH(QByteArray, keys);
    QFETCH(QByteArray, question);
    QFETCH(QByteArray, language);
    QFETCH(int, code);
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    PseudoTerminal terminal({Lab::program("mooringctl"), "--lang", language, "detach", disk.id()},
                            product.environment());
    QVERIFY2(terminal.waitFor(question), terminal.screen());
    QVERIFY(Oracle::isBound(disk.device));
    terminal.type(keys);
    QCOMPARE(terminal.waitEnd(), code);
    QCOMPARE(Oracle::isBound(disk.device), code != 0);
}

void TestMooringctlTalk::speaksFrench()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    const Ran plan = product.run({"plan", "detach", disk.id(), "--lang", "fr"});
    QVERIFY2(plan.ok() && plan.out.contains("Détacher « disk.img »"), plan.text());
    const Ran missing = product.run({"--lang", "fr", "show", "/dev/loop9999"});
    QVERIFY2(missing.code == 6 && missing.err.contains("Rien n’a été modifié"), missing.text());
    const Ran help = product.run({"help"}, {{}, {"LANG=fr_FR.UTF-8", "LC_ALL=fr_FR.UTF-8"}, 60000});
    QVERIFY2(help.ok() && help.out.contains("attaché à cet hôte"), help.text());
    const Ran english = product.run({"--lang", "en", "help"}, {{}, {"LC_ALL=fr_FR.UTF-8"}, 60000});
    QVERIFY2(english.out.contains("attached to this host"), english.text());
    QVERIFY(product.run({"detach", "--yes", disk.id()}).ok());
}

void TestMooringctlTalk::takesAnyName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("space") << QByteArray(" two  words ");
    QTest::newRow("quotes") << QByteArray("it's \"quoted\"");
    QTest::newRow("comma") << QByteArray("a,b=c");
    QTest::newRow("newline") << QByteArray("first\nsecond");
    QTest::newRow("percent") << QByteArray("100%25%");
    QTest::newRow("no text") << QByteArray("\xff\xfe\x80");
    QTest::newRow("leading dash") << QByteArray("-rf");
    QTest::newRow("looks like an option") << QByteArray("--json");
    QTest::newRow("backslash") << QByteArray("a\\012b");
    QTest::newRow("ends like a deleted one") << QByteArray("x (deleted)");
    QTest::newRow("longest") << QByteArray(255, 'x');
    QTest::newRow("control") << QByteArray("\x1b[31mred\x07");
}

// As an image and as a mount point, by path and by the id that list prints.
void TestMooringctlTalk::takesAnyName()
{
    QFETCH(QByteArray, name);
    Lab lab;
    const Product product(lab);
    Lab::must({"mv", "--", lab.ext4Image("plain.img"), lab.path(name)});
    const Ran attached = product.run({"attach", "--json", "--", lab.path(name)});
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray device = finishedEvent(attached)[u"goals"][0][u"resource"].toString().toUtf8().mid(
        qsizetype(strlen("virtual-disk:")));
    lab.remember(device);
    QCOMPARE(Oracle::devicesOf(lab.path(name)), QByteArrayList {device});
    const QByteArray folder = lab.makeFolder("mnt") + '/' + name;
    Lab::must({"mkdir", "--", folder});
    Lab::must({"mount", "--", device, folder});
    QByteArray id;
    const Ran list = product.run({"list", "mount", "--json"});
    for (const QJsonValue& mount : list.json()[u"resources"].toArray())
        if (mount[u"facts"][u"device"].toString().toUtf8() == device)
            id = mount[u"id"].toString().toUtf8();
    QVERIFY2(product.run({"show", "--", id}).ok(), list.text());
    const Ran shown = product.run({"show", "--", folder});
    QVERIFY2(shown.ok() && !shown.out.contains('\x1b'), shown.text());
    const Ran unmounted = product.run({"unmount", "--yes", "--", folder});
    QVERIFY2(unmounted.code == 0, unmounted.text());
    const Ran detached = product.run({"detach", "--yes", "--", lab.path(name)});
    QVERIFY2(detached.code == 0, detached.text());
    QVERIFY(Oracle::devicesOf(lab.path(name)).isEmpty());
}

void TestMooringctlTalk::takesRelativePathsOfTheCaller()
{
    Lab lab;
    const Product product(lab);
    lab.ext4Image("-disk.img");
    const auto there = [&](const QByteArray& words) {
        return run({"/bin/sh", "-c", "cd \"$1\" && exec \"$2\" " + words, "sh", lab.folder(),
                    Lab::program("mooringctl")},
                   {{}, product.environment(), 60000});
    };
    const Ran attached = there("attach -- -disk.img");
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray device = attached.out.trimmed();
    lab.remember(device);
    QCOMPARE(Oracle::devicesOf(lab.path("-disk.img")), QByteArrayList {device});
    const Ran detached = there("detach --yes ./-disk.img");
    QVERIFY2(detached.code == 0, detached.text());
    QVERIFY(!Oracle::isBound(device));
}

QTEST_GUILESS_MAIN(TestMooringctlTalk)
#include "tst_mooringctltalk.moc"
