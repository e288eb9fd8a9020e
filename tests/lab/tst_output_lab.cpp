// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "oracle.h"
#include "product.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring::lab;

// What nobody could read is not called a success, and a plan that could not be shown is not carried out.
class TestOutputLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void anAttachWhoseDeviceCannotBeToldFails();
    void nothingIsDetachedWithoutAPlanToSee_data();
    void nothingIsDetachedWithoutAPlanToSee();
};

namespace {
Ran runIn(const Product& product, const QByteArray& redirection, const Argv& arguments)
{
    const QByteArray script = "exec \"$0\" \"$@\" " + redirection;
    return run(Argv {"env"} + product.environment() + Argv {"sh", "-c", script, Lab::program("mooringctl")}
               + arguments);
}
} // namespace

void TestOutputLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestOutputLab::anAttachWhoseDeviceCannotBeToldFails()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("disk.img");
    const Ran ran = runIn(product, ">/dev/full", {"attach", image});
    const Ran list = product.run({"--json", "show", image});
    lab.remember(QJsonDocument::fromJson(list.out)[u"resource"][u"device"].toString().toUtf8());
    QVERIFY2(ran.code == 1, ran.text());
    QVERIFY2(ran.err.contains("standard output"), ran.text());
}

void TestOutputLab::nothingIsDetachedWithoutAPlanToSee_data()
{
    QTest::addColumn<QByteArray>("redirection");
    QTest::newRow("full") << QByteArray(">/dev/full");
    QTest::newRow("closed") << QByteArray(">&-");
}

void TestOutputLab::nothingIsDetachedWithoutAPlanToSee()
{
    QFETCH(const QByteArray, redirection);
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    const Ran ran = runIn(product, redirection, {"detach", "--yes", disk.device});
    QVERIFY2(ran.code == 1, ran.text());
    QVERIFY(Oracle::isBound(disk.device));
}

QTEST_GUILESS_MAIN(TestOutputLab)
#include "tst_output_lab.moc"
