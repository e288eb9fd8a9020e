// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/tgtstage.h"

using namespace mooring;
using namespace mooring::testsupport;

namespace {

// Before the second look, the host is made otherwise.
struct Change
{
    const char* name;
    QByteArray (*listing)(QByteArray before);
    void (*host)(const FixtureRoot& root);
    bool isSeen = true;
};

QByteArray same(QByteArray listing) { return listing; }

void nothing(const FixtureRoot& /*root*/) { }

QByteArray with(QByteArray listing, const char* from, const char* to)
{
    const QByteArray before = listing;
    listing.replace(from, to);
    if (listing == before)
        qFatal("not in the listing: %s", from);
    return listing;
}

const std::array changes {
    Change {"nothing", same, nothing, false},
    Change {"a unit became writable",
            [](QByteArray listing) { return with(listing, "Readonly: Yes", "Readonly: No"); }, nothing},
    Change {"a session is gone",
            [](QByteArray listing) { return with(listing, "        I_T nexus: 1\n", ""); }, nothing},
    Change {"a target is gone", [](QByteArray listing) { return listing.left(listing.indexOf("Target 2")); },
            nothing},
    Change {"a target came",
            [](QByteArray listing) {
                return listing
                    + "Target 9: iqn.2026-11.lab:t9\n    System information:\n"
                      "        State: ready\n";
            },
            nothing},
    Change {"the first target is another one",
            [](QByteArray listing) { return listing.mid(listing.indexOf("Target 2")); }, nothing},
    Change {"it has another number",
            [](QByteArray listing) { return with(listing, "Target 1:", "Target 8:"); }, nothing},
    Change {"it is saved now", same,
            [](const FixtureRoot& root) {
                root.write("etc/tgt/targets.conf",
                           "<target iqn.2026-11.lab:t1>\n    backing-store /srv/img\n</target>\n");
            }},
    Change {"something is mounted at the file", same,
            [](const FixtureRoot& root) {
                root.mountinfo(
                    "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n22 20 8:2 / /srv rw - ext4 /dev/sda2 rw\n");
            }},
    Change {"the link leads to another disk", same,
            [](const FixtureRoot& root) {
                QFile::remove(QFile::decodeName(root.path() + "dev/data/one"));
                root.link("../sdc", "dev/data/one");
            }},
    Change {"the disk has another size", same,
            [](const FixtureRoot& root) { root.write("sys/devices/virtual/block/sdb/size", "4096\n"); }},
    Change {"the disk is another one", same,
            [](const FixtureRoot& root) {
                root.write("sys/devices/virtual/block/sdb/diskseq", "12\n");
                root.write("sys/devices/virtual/block/sdb/uevent",
                           "MAJOR=8\nMINOR=16\nDEVNAME=sdb\nDEVTYPE=disk\nDISKSEQ=12\n");
            }},
};

} // namespace

// Nodes are kept from look to look, and never longer than what they say is true.
class TestTgtMemory : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatAFreshLookTells_data();
    void tellsWhatAFreshLookTells();
};

void TestTgtMemory::tellsWhatAFreshLookTells_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(changes.size()); ++i)
        QTest::newRow(changes[size_t(i)].name) << i;
}

void TestTgtMemory::tellsWhatAFreshLookTells()
{
    QFETCH(const int, index);
    const Change& change = changes[size_t(index)];
    const QByteArray before = with(recorded("target.txt"), "/srv/img2", "/dev/data/one");
    Script script;
    script.changes[{1, 2}] = {ScriptedTgtd::answer(0, before), ScriptedTgtd::answer(0, before),
                              ScriptedTgtd::answer(0, change.listing(before))};
    const Stage stage(script);
    stage.root.disk("sdb", "8:16", 11);
    stage.root.disk("sdc", "8:32", 13, 8192);
    stage.root.link("../sdb", "dev/data/one");
    const Inventory first = stage.look();
    QVERIFY(find(first, "export-lun:tgt@5/iqn.2026-11.lab:t1/7")
                ->needs.constLast()
                .on.contains(Key {"block:8:16@11"}));
    QCOMPARE(stage.look().resources, first.resources);
    change.host(stage.root);
    const Inventory kept = stage.look();
    TgtProvider another(stage.options);
    const Inventory fresh = lookAt(another);
    QVERIFY(fresh.errors.isEmpty());
    QCOMPARE(kept.resources, fresh.resources);
    QCOMPARE(kept.resources != first.resources, change.isSeen);
}

QTEST_GUILESS_MAIN(TestTgtMemory)
#include "tst_tgtmemory.moc"
