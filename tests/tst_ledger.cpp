// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/ledger.h"
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

namespace {
Inventory answer(const QList<Resource>& resources, const LookRequest& request = {})
{
    Inventory inventory;
    inventory.provider = QStringLiteral("fake");
    inventory.request = request;
    inventory.resources = resources;
    return inventory;
}

// "virtual-disk:/dev/loop1 attached", one each
QStringList shown(const Ledger& ledger)
{
    QStringList lines;
    for (const Inventory& page : ledger.inventories()) {
        for (const Resource& resource : page.resources + page.users)
            lines.append(resource.id.text + QLatin1Char(' ') + token(resource.state));
    }
    return lines;
}
const QString disk1 = QStringLiteral("virtual-disk:/dev/loop1 attached");
const QString disk2 = QStringLiteral("virtual-disk:/dev/loop2 attached");
const QString mount1 = QStringLiteral("mount:/mnt/1 mounted");
} // namespace

class TestLedger : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_ledger = Ledger();
        m_ledger.add(QStringLiteral("fake"));
    }
    void aFullLookReplacesAllAndSaysWhetherAnythingChanged();
    void absenceDoesNotCountWhereASourceFailed();
    void aTargetedLookSpeaksOnlyOfWhatItWasAsked();
    void aTargetedLookRemovesWhatNoLongerStandsOnAKey();
    void anUnansweredLookLeavesDoubtBehind();
    void whatHangsIsBeingLookedFor();
    void usersComeWithFullLooksAndGoOnRequest();
    void oneResourceCanBeDoubted();

private:
    Ledger m_ledger;
};

void TestLedger::aFullLookReplacesAllAndSaysWhetherAnythingChanged()
{
    QVERIFY(m_ledger.accept(answer({things::disk(2), things::disk(1)})));
    QCOMPARE(shown(m_ledger), QStringList({disk1, disk2}));
    QVERIFY(!m_ledger.accept(answer({things::disk(1), things::disk(2)})));
    QVERIFY(m_ledger.accept(answer({things::disk(2)})));
    QCOMPARE(shown(m_ledger), QStringList({disk2}));
}

void TestLedger::absenceDoesNotCountWhereASourceFailed()
{
    m_ledger.accept(answer({things::disk(1), things::mount(1)}));
    Inventory partial = answer({});
    partial.errors = {{errorOf(ErrorCode::SystemCallFailed), {Kind::Mount}}};
    QVERIFY(m_ledger.accept(partial));
    QCOMPARE(shown(m_ledger), QStringList({QStringLiteral("mount:/mnt/1 unknown")}));
    QCOMPARE(m_ledger.inventories().first().errors.size(), 1);
    QVERIFY(m_ledger.accept(answer({})));
    QVERIFY(shown(m_ledger).isEmpty());
}

void TestLedger::aTargetedLookSpeaksOnlyOfWhatItWasAsked()
{
    m_ledger.accept(answer({things::disk(1), things::disk(2), things::disk(3)}));
    LookRequest request;
    request.only = {things::disk(1).id, things::disk(4).id};
    QVERIFY(m_ledger.accept(answer({things::disk(4)}, request)));
    QCOMPARE(shown(m_ledger),
             QStringList({disk2, QStringLiteral("virtual-disk:/dev/loop3 attached"),
                          QStringLiteral("virtual-disk:/dev/loop4 attached")}));
}

void TestLedger::aTargetedLookRemovesWhatNoLongerStandsOnAKey()
{
    m_ledger.accept(answer({things::disk(1), things::mount(1), things::mount(2)}));
    LookRequest request;
    request.standingOn = things::filesystem(1).keys;
    QVERIFY(m_ledger.accept(answer({}, request)));
    QCOMPARE(shown(m_ledger), QStringList({QStringLiteral("mount:/mnt/2 mounted"), disk1}));
}

void TestLedger::anUnansweredLookLeavesDoubtBehind()
{
    m_ledger.accept(answer({things::disk(1), things::mount(1)}));
    LookRequest request;
    request.only = {things::disk(1).id};
    QVERIFY(m_ledger.unanswered(QStringLiteral("fake"), request));
    QCOMPARE(shown(m_ledger), QStringList({mount1, QStringLiteral("virtual-disk:/dev/loop1 unknown")}));
}

void TestLedger::whatHangsIsBeingLookedFor()
{
    m_ledger.accept(answer({things::disk(1)}));
    QVERIFY(m_ledger.setLooking(QStringLiteral("fake")));
    QVERIFY(!m_ledger.setLooking(QStringLiteral("fake")));
    QCOMPARE(shown(m_ledger), QStringList({QStringLiteral("virtual-disk:/dev/loop1 looking")}));
    QVERIFY(m_ledger.accept(answer({things::disk(1)})));
    QCOMPARE(shown(m_ledger), QStringList({disk1}));
}

void TestLedger::usersComeWithFullLooksAndGoOnRequest()
{
    LookRequest users;
    users.users = true;
    Inventory full = answer({things::mount(1)}, users);
    full.users = {things::process(7, things::mount(1)), things::process(8, things::mount(1))};
    QVERIFY(m_ledger.accept(full));
    QVERIFY(!m_ledger.accept(answer({things::mount(1)}))); // a look without users says nothing of them
    QCOMPARE(shown(m_ledger).size(), 3);

    users.only = {things::process(7, things::mount(1)).id};
    QVERIFY(m_ledger.accept(answer({}, users)));
    QCOMPARE(shown(m_ledger), QStringList({mount1, QStringLiteral("process:8@1 unknown")}));
    QVERIFY(m_ledger.dropUsers());
    QVERIFY(!m_ledger.dropUsers());
    QCOMPARE(shown(m_ledger), QStringList({mount1}));
}

void TestLedger::oneResourceCanBeDoubted()
{
    m_ledger.accept(answer({things::disk(1), things::disk(2)}));
    QVERIFY(m_ledger.doubt(QStringLiteral("fake"), things::disk(1).id));
    QVERIFY(!m_ledger.doubt(QStringLiteral("fake"), things::disk(1).id));
    QCOMPARE(shown(m_ledger), QStringList({QStringLiteral("virtual-disk:/dev/loop1 unknown"), disk2}));
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
