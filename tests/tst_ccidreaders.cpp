// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pcsc/ccidreaders.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

class TestCcidReaders : public QObject
{
    Q_OBJECT
private slots:
    void findsDevicesWithASmartCardInterface();
    void callsThemAsTheDriverDoes();
    void aHostWithoutUsbHasNone();
    void findsEachOfThemAmongPcscdsNames();
    void leavesOutWhatPcscdDoesNotHave();
};

namespace {

void device(const FixtureRoot& root, const QByteArray& place, const QByteArray& serial, int number,
            const QByteArray& interfaceClass = "0b", const QByteArray& vendor = "04e6",
            const QByteArray& product = "5116")
{
    const QByteArray folder = "sys/bus/usb/devices/" + place + '/';
    root.write(folder + "idVendor", vendor + '\n');
    root.write(folder + "idProduct", product + '\n');
    root.write(folder + "busnum", "1\n");
    root.write(folder + "devnum", QByteArray::number(number) + '\n');
    root.write(folder + "manufacturer", "SCM Microsystems Inc.\n");
    root.write(folder + "product", "SCR33xx USB Smart Card Reader\n");
    if (!serial.isEmpty())
        root.write(folder + "serial", serial + '\n');
    root.write("sys/bus/usb/devices/" + place + ":1.0/bInterfaceClass", "03\n"); // also a keyboard
    root.write("sys/bus/usb/devices/" + place + ":1.1/bInterfaceClass", interfaceClass + '\n');
}

void driver(const FixtureRoot& root)
{
    root.write(
        "usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist",
        "<key>ifdVendorID</key>\n<array>\n<string>0x08E6</string>\n<string>0x04E6</string>\n</array>\n"
        "<key>ifdProductID</key>\n<array>\n<string>0x3437</string>\n<string>0x5116</string>\n</array>\n"
        "<key>ifdFriendlyName</key>\n<array>\n<string>Gemalto</string>\n"
        "<string>SCM Microsystems Inc. SCR 3310 &amp; more</string>\n</array>\n");
}

const QByteArray friendly = "SCM Microsystems Inc. SCR 3310 & more";

} // namespace

void TestCcidReaders::findsDevicesWithASmartCardInterface()
{
    const FixtureRoot root;
    device(root, "1-2", "S2", 12);
    device(root, "1-1.4", "S1", 7);
    device(root, "1-3", "S3", 13, "08"); // a disk
    const QList<CcidReader> readers = ccidReaders(root.path());
    QCOMPARE(readers.size(), 2);
    QCOMPARE(readers[0].serial, QByteArray("S1"));
    QCOMPARE(readers[0].node(), QByteArray("/dev/bus/usb/001/007"));
    QCOMPARE(readers[0].vendorId, quint16(0x04E6));
    QCOMPARE(readers[0].productId, quint16(0x5116));
    QCOMPARE(readers[0].name(), QByteArray("SCM Microsystems Inc. SCR33xx USB Smart Card Reader"));
    QCOMPARE(readers[1].serial, QByteArray("S2"));
}

void TestCcidReaders::callsThemAsTheDriverDoes()
{
    const FixtureRoot root;
    driver(root);
    device(root, "1-1", {}, 7);
    QCOMPARE(ccidReaders(root.path()).value(0).name(), friendly);
    CcidReader bare;
    bare.vendorId = 0x8E6;
    bare.productId = 0x3437;
    QCOMPARE(bare.name(), QByteArray("USB 08e6:3437"));
}

void TestCcidReaders::aHostWithoutUsbHasNone()
{
    const FixtureRoot root;
    QVERIFY(ccidReaders(root.path()).isEmpty());
    root.write("sys/bus/usb/devices/1-1:1.0/bInterfaceClass", "0b\n"); // unplugged while it is read
    QVERIFY(ccidReaders(root.path()).isEmpty());
}

void TestCcidReaders::findsEachOfThemAmongPcscdsNames()
{
    const FixtureRoot root;
    driver(root);
    device(root, "1-1", "S1", 7);
    device(root, "1-2", "S2", 8);
    device(root, "1-3", {}, 9);
    const QList<CcidReader> readers = ccidReaders(root.path());
    QCOMPARE(matchReaders(readers,
                          {"Virtual PCD 00 00", friendly + " (S2) 01 00", friendly + " (S1) 02 00",
                           friendly + " 03 00"}),
             (QList<qsizetype> {2, 1, 3}));
}

void TestCcidReaders::leavesOutWhatPcscdDoesNotHave()
{
    const FixtureRoot root;
    device(root, "1-1", "S1", 7);
    device(root, "1-2", "S2", 8);
    const QList<CcidReader> readers = ccidReaders(root.path());
    QCOMPARE(matchReaders(readers, {}), (QList<qsizetype> {-1, -1}));
    QCOMPARE(matchReaders(readers, {"X SCR33xx USB Smart Card Reader [CCID] (S2) 00 00"}),
             (QList<qsizetype> {-1, 0}));
}

QTEST_GUILESS_MAIN(TestCcidReaders)
#include "tst_ccidreaders.moc"
