// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestscene.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;
using namespace mooring::vm;

namespace {

QJsonArray readersOf(const Product& product)
{
    const Ran listed = product.run({"--json", "list", "reader"});
    if (listed.code != 0 || !listed.json()[u"errors"].toArray().isEmpty())
        qInfo("list: %s", listed.text().constData());
    return listed.json()[u"resources"].toArray();
}

// The device of the only reader, as USB numbers it.
QByteArray nodeOnUsb()
{
    const QByteArray devices = "/sys/bus/usb/devices/";
    for (const QByteArray& name : entriesOf(devices)) {
        if (textOf(devices + name + "/bInterfaceClass") != "0b")
            continue;
        const QByteArray device = devices + name.left(name.indexOf(':'));
        return "/dev/bus/usb/" + textOf(device + "/busnum").rightJustified(3, '0') + '/'
            + textOf(device + "/devnum").rightJustified(3, '0');
    }
    return {};
}

// A program that drives the reader itself, as GnuPG's scdaemon does while there is a card in it. Ends with
// this.
struct Driver
{
    Driver(const Lab& lab, const QByteArray& name)
    {
        const QByteArray claim
            = "import fcntl, sys, time\n"
              "node = open(sys.argv[1], 'r+b', buffering=0)\n"
              "fcntl.ioctl(node, 0x8004550f, bytes(4))\n" // USBDEVFS_CLAIMINTERFACE, the first
              "print('ready', flush=True)\n"
              "time.sleep(1000)\n";
        Lab::must({"cp", "-L", "/usr/bin/python3", lab.path(name)});
        process = std::make_unique<Running>(Argv {lab.path(name), "-c", claim, nodeOnUsb()});
        if (process->readLine(60000) != "ready")
            qFatal("guest: the reader cannot be claimed");
    }
    RunningPtr process;
};

void stopPcscd() { Lab::must({"systemctl", "stop", "pcscd.socket", "pcscd.service"}); }
void startPcscd() { Lab::must({"systemctl", "start", "pcscd.socket", "pcscd.service"}); }

} // namespace

// A reader on USB: driven by pcscd, by nobody, by another program.
class TestUsbReaders : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup() { startPcscd(); }
    void showsTheReaderThatPcscdDrives();
    void showsTheReaderWithoutPcscd();
    void namesTheProgramThatHoldsIt();
};

void TestUsbReaders::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
    startPcscd();
}

void TestUsbReaders::showsTheReaderThatPcscdDrives()
{
    const Lab lab;
    const Product product(lab);
    QTRY_COMPARE_WITH_TIMEOUT(readersOf(product)[0][u"state"].toString(), QStringLiteral("absent"), 60000);
    const QJsonArray readers = readersOf(product);
    QCOMPARE(readers.size(), 1);
    QCOMPARE(readers[0][u"device"].toString().toUtf8(), nodeOnUsb());
    QVERIFY(readers[0][u"name"].toString().endsWith(QStringLiteral(" 00 00"))); // pcscd's name for it
}

void TestUsbReaders::showsTheReaderWithoutPcscd()
{
    const Lab lab;
    const Product product(lab);
    stopPcscd();
    const QJsonArray readers = readersOf(product);
    QCOMPARE(readers.size(), 1);
    QCOMPARE(readers[0][u"device"].toString().toUtf8(), nodeOnUsb());
    QCOMPARE(readers[0][u"state"].toString(), QStringLiteral("unknown"));
}

void TestUsbReaders::namesTheProgramThatHoldsIt()
{
    const Lab lab;
    const Product product(lab);
    stopPcscd();
    const Driver driver(lab, "scdaemon");
    startPcscd();
    QTRY_COMPARE_WITH_TIMEOUT(readersOf(product)[0][u"facts"][u"why-lost"].toString(),
                              QStringLiteral("readerTaken"), 60000);
    const QJsonObject reader = readersOf(product)[0].toObject();
    QCOMPARE(reader[u"device"].toString().toUtf8(), nodeOnUsb());
    QCOMPARE(reader[u"state"].toString(), QStringLiteral("unknown"));
    const Ran users = product.run({"--lang", "en", "users", reader[u"id"].toString().toUtf8()});
    QVERIFY2(users.out.contains("scdaemon (" + QByteArray::number(driver.process->pid()) + ','),
             users.text());
    QVERIFY2(users.out.contains("gpgconf --kill scdaemon"), users.text());
}

QTEST_GUILESS_MAIN(TestUsbReaders)
#include "tst_usbreaders_vm.moc"
