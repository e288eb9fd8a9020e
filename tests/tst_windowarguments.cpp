// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowarguments.h"

#include <QTest>

using namespace mooring;

class TestWindowArguments : public QObject
{
    Q_OBJECT
    static WindowArguments parse(QList<const char*> words)
    {
        words.prepend("mooring");
        return argumentsIn(static_cast<int>(words.size()), words.constData(), "/home/alice");
    }

private slots:
    void filesAreTakenByteByByteAndMadeAbsolute()
    {
        QCOMPARE(parse({"/srv/a.vhdx", "b.iso", "\xff.img"}).images,
                 QList<QByteArray>({"/srv/a.vhdx", "/home/alice/b.iso", "/home/alice/\xff.img"}));
    }

    void urlsOfFilesOnThisHostArePaths()
    {
        QCOMPARE(parse({"file:///srv/a%20b.vmdk", "file://localhost/srv/%FF.vdi", "file:///srv/100%25.img"})
                     .images,
                 QList<QByteArray>({"/srv/a b.vmdk", "/srv/\xff.vdi", "/srv/100%.img"}));
    }

    void aFileOnAnotherHostIsRefused()
    {
        const WindowArguments arguments = parse({"file://server/srv/a.img"});
        QVERIFY(arguments.images.isEmpty());
        QCOMPARE(arguments.wrong, QStringLiteral("file://server/srv/a.img"));
    }

    void optionsAreToldFromFiles()
    {
        QCOMPARE(parse({"--lang", "fr", "--help"}), (WindowArguments {QStringLiteral("fr"), {}, {}, true}));
        QCOMPARE(parse({"--lang=xx"}).wrong, QStringLiteral("xx"));
        QCOMPARE(parse({"--what"}).wrong, QStringLiteral("--what"));
        QCOMPARE(parse({"--", "--what"}).images, QList<QByteArray> {"/home/alice/--what"});
    }
};

QTEST_APPLESS_MAIN(TestWindowArguments)
#include "tst_windowarguments.moc"
