// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pcsc/cardlist.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

class TestCardList : public QObject
{
    Q_OBJECT
private slots:
    void namesAllThatItMayBe();
    void withoutAListNothingIsClaimed();
    void passesOverWhatIsBroken();
};

namespace {
QStringList names(const char* one, const char* other = nullptr)
{
    QStringList list {QString::fromLatin1(one)};
    if (other != nullptr)
        list.append(QString::fromLatin1(other));
    return list;
}
} // namespace

void TestCardList::namesAllThatItMayBe()
{
    const FixtureRoot root;
    root.write("list",
               "# 3B 00 is a comment\n"
               "3B 00\n\tOne\n\tTwo\n\n"
               "3b .. 01\n\tThree\n\n"
               "3B 02 01\n\tFour\n\tThree\n"
               "3B 0[12] 05\n\tFive\n");
    CardList list(root.path() + "list");
    QCOMPARE(list.possible(QByteArray::fromHex("3B00")), names("One", "Two"));
    QCOMPARE(list.possible(QByteArray::fromHex("3B0201")), names("Four", "Three")); // each once
    QCOMPARE(list.possible(QByteArray::fromHex("3B0901")), names("Three"));
    QCOMPARE(list.possible(QByteArray::fromHex("3B0205")), names("Five"));
    QVERIFY(list.possible(QByteArray::fromHex("3B0305")).isEmpty());
    QVERIFY(list.possible(QByteArray::fromHex("3B090102")).isEmpty()); // the whole of it, or nothing
    QVERIFY(list.possible({}).isEmpty());
}

void TestCardList::withoutAListNothingIsClaimed()
{
    CardList list("/nonexistent/list");
    QVERIFY(list.possible(QByteArray::fromHex("3B00")).isEmpty());
}

void TestCardList::passesOverWhatIsBroken()
{
    const FixtureRoot root;
    root.write("list", "\tNobody's\n3B ((\n\tBroken\n\n3B 01\n3B 02\n\tTwo");
    CardList list(root.path() + "list");
    QVERIFY(list.possible(QByteArray::fromHex("3B01")).isEmpty()); // no name
    QCOMPARE(list.possible(QByteArray::fromHex("3B02")), names("Two"));
}

QTEST_GUILESS_MAIN(TestCardList)
#include "tst_cardlist.moc"
