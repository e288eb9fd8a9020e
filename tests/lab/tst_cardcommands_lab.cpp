// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardlab.h"
#include "commandstage.h"
#include "services/core/resource.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Smart cards from the shell: what the user's service holds, one call after another, against a real pcscd.
class TestCardCommands : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void listsReadersAndCardsWithoutTheService();
    void attachesReleasesAndPutsBack();
    void refusesASecondAttachment();
    void disposesOfTheCardAsAsked();
    void keepsOthersOutByATransaction();
    void reconnectsAfterAReset();
    void lettingGoOfOursEvictsNobody();
    void endOfTheServiceLeavesTheCardAsItIs();
    void tellsThatNothingIsAttached();
    void tellsWhatCannotBe_data();
    void tellsWhatCannotBe();
    void takesAnyName_data();
    void takesAnyName();
    void tellsWhomItWaitsFor();
    void tellsThatThereIsNoService();
    void endsWhoMayHoldACard();

private:
    static QByteArray id(const char* kind) { return QByteArray(kind) + ':' + CardLab::reader(0); }
    Ran attach(const Argv& options = {}) const
    {
        return m_stage->product.run(Argv {"--json", "attach"} + options + Argv {id("reader")});
    }
    Ran run(const Argv& arguments) const { return m_stage->product.run(Argv {"--json"} + arguments); }
    QJsonObject row(const char* kind) const
    {
        for (const QJsonValue& resource : m_stage->resources(kind))
            if (resource[u"name"].toString().toUtf8() == CardLab::reader(0))
                return resource.toObject();
        return {};
    }
    std::unique_ptr<Lab> m_folder;
    std::unique_ptr<CardLab> m_lab;
    std::unique_ptr<CommandStage> m_stage;
};

void TestCardCommands::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), CardLab::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    m_folder = std::make_unique<Lab>();
    m_lab = std::make_unique<CardLab>(*m_folder);
}

void TestCardCommands::init()
{
    m_stage = std::make_unique<CommandStage>();
    if (!m_lab->hasCard(0))
        m_lab->insert(0);
}

void TestCardCommands::cleanup() { m_stage.reset(); }

void TestCardCommands::listsReadersAndCardsWithoutTheService()
{
    QCOMPARE(m_stage->resources("reader").size(), CardLab::slotCount);
    QCOMPARE(row("card")[u"state"].toString(), QStringLiteral("present"));
    QCOMPARE(row("card")[u"facts"][u"atr"].toString().toLatin1(), CardLab::defaultAtr().toHex(' ').toUpper());
    QCOMPARE(row("card-attachment"), QJsonObject());
    QCOMPARE(m_stage->servicePid(), 0);
    const Ran shown = m_stage->product.run({"--lang", "en", "show", id("card")});
    QVERIFY2(shown.code == 0 && shown.out.contains("Protocols offered"), shown.text());
}

void TestCardCommands::attachesReleasesAndPutsBack()
{
    const Ran attached = m_stage->product.run({"attach", id("reader")});
    QVERIFY2(attached.code == 0, attached.text());
    QCOMPARE(attached.out.trimmed(), id("card-attachment"));
    QCOMPARE(row("card-attachment")[u"facts"][u"share-mode"].toString(), QStringLiteral("shared"));
    QVERIFY(m_stage->servicePid() != 0);
    CardClient other;
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), QByteArray("8010000B")); // it is held
    VERIFY_DONE(m_stage->product.run({"release", "--yes", id("reader")}));
    QCOMPARE(row("card-attachment"), QJsonObject());
    QCOMPARE(other.say("connect exclusive " + CardLab::reader(0)), QByteArray("00000000"));
    QCOMPARE(other.say("disconnect leave"), QByteArray("00000000"));
    const QByteArray last = run({"log"}).out.split('\n').constFirst();
    const int number = QJsonDocument::fromJson(last).object()[u"operation"].toInt();
    VERIFY_DONE(m_stage->product.run({"undo", "--yes", QByteArray::number(number)}));
    QCOMPARE(row("card-attachment")[u"state"].toString(), QStringLiteral("attached"));
}

void TestCardCommands::refusesASecondAttachment()
{
    QCOMPARE(attach({"--share", "exclusive"}).code, 0);
    QCOMPARE(row("card")[u"state"].toString(), QStringLiteral("exclusive"));
    const Ran again = attach();
    QVERIFY2(again.code == 2, again.text());
    QCOMPARE(codeOf(again), QStringLiteral("wrongState"));
    const Ran told = m_stage->product.run({"--lang", "en", "transaction", "end", id("card-attachment")});
    QVERIFY2(told.code == 2 && told.err.contains("No transaction of Mooring's is under way"), told.text());
}

void TestCardCommands::disposesOfTheCardAsAsked()
{
    for (const char* word : {"leave", "reset", "power-down"}) {
        QCOMPARE(attach().code, 0);
        const Ran released = run({"release", "--yes", "--disposition", word, id("card")});
        QVERIFY2(released.code == 0, released.text());
        QCOMPARE(finishedEvent(released)[u"goals"][0][u"code"][u"number"].toInteger(), 0);
    }
    QCOMPARE(attach().code, 0);
    const Ran kept = run({"release", "--yes", "--disposition", "eject", id("card-attachment")});
    QVERIFY2(kept.code == 1, kept.text()); // success was reported, and there it is
    QCOMPARE(codeOf(kept), QStringLiteral("cardNotEjected"));
    QCOMPARE(finishedEvent(kept)[u"goals"][0][u"code"][u"number"].toInteger(), 0x8010000E);
    QCOMPARE(row("card-attachment"), QJsonObject());
}

void TestCardCommands::keepsOthersOutByATransaction()
{
    QCOMPARE(attach().code, 0);
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), QByteArray("00000000"));
    VERIFY_DONE(run({"transaction", "begin", id("card-attachment")}));
    QCOMPARE(row("card-attachment")[u"state"].toString(), QStringLiteral("in-use"));
    other.send("begin");
    QCOMPARE(other.read(500), QByteArray()); // it waits
    VERIFY_DONE(run({"transaction", "end", id("card-attachment")}));
    QCOMPARE(other.read(), QByteArray("00000000"));
    QCOMPARE(row("card-attachment")[u"state"].toString(), QStringLiteral("attached"));
}

void TestCardCommands::reconnectsAfterAReset()
{
    QCOMPARE(attach().code, 0);
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), QByteArray("00000000"));
    QCOMPARE(other.say("disconnect reset"), QByteArray("00000000"));
    QTRY_COMPARE(row("card-attachment")[u"state"].toString(), QStringLiteral("failed"));
    QCOMPARE(row("card-attachment")[u"facts"][u"why-lost"].toString(), QStringLiteral("cardWasReset"));
    VERIFY_DONE(run({"reconnect", id("card-attachment")}));
    QCOMPARE(row("card-attachment")[u"state"].toString(), QStringLiteral("attached"));
}

void TestCardCommands::lettingGoOfOursEvictsNobody()
{
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), QByteArray("00000000"));
    QCOMPARE(attach().code, 0);
    VERIFY_DONE(m_stage->product.run({"release", "--yes", id("card")}));
    QCOMPARE(row("card")[u"state"].toString(), QStringLiteral("shared"));
    QCOMPARE(other.say("status").left(8), QByteArray("00000000")); // nothing happened to it
}

void TestCardCommands::endOfTheServiceLeavesTheCardAsItIs()
{
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), QByteArray("00000000"));
    QCOMPARE(attach().code, 0);
    VERIFY_DONE(run({"transaction", "begin", id("card-attachment")}));
    QVERIFY(m_stage->endService());
    QCOMPARE(other.say("status").left(8), QByteArray("00000000")); // not reset
    QCOMPARE(row("card-attachment"), QJsonObject());
}

void TestCardCommands::tellsThatNothingIsAttached()
{
    for (const char* kind : {"reader", "card"}) {
        const Ran nothing = run({"release", "--yes", id(kind)});
        QVERIFY2(nothing.code == 0, nothing.text());
        QCOMPARE(finishedEvent(nothing)[u"outcome"].toString(), QStringLiteral("nothingToDo"));
    }
}

void TestCardCommands::tellsWhatCannotBe_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("no text") << QByteArrayList {"attach", "reader:\xff\xfe"} << 6;
    QTest::newRow("no such reader") << QByteArrayList {"attach", "reader:nowhere"} << 6;
    QTest::newRow("nothing of that name") << QByteArrayList {"release", "--yes", "reader:nowhere"} << 6;
    QTest::newRow("no attachment") << QByteArrayList {"reconnect", "reader:" + CardLab::reader(0)} << 8;
    QTest::newRow("empty reader") << QByteArrayList {"attach", "reader:" + CardLab::reader(1)} << 6;
    QTest::newRow("an image's option")
        << QByteArrayList {"attach", "--read-only", "reader:" + CardLab::reader(0)} << 2;
    QTest::newRow("a card's option") << QByteArrayList {"attach", "--share", "shared", "/nowhere.img"} << 2;
}

void TestCardCommands::tellsWhatCannotBe()
{
    QFETCH(const QByteArrayList, arguments);
    QFETCH(const int, code);
    const Ran ran = run(arguments);
    QVERIFY2(ran.code == code, ran.text());
    QCOMPARE(row("card-attachment"), QJsonObject());
}

void TestCardCommands::takesAnyName_data()
{
    QTest::addColumn<QByteArray>("reader");
    for (const int slot : {4, 6})
        QTest::addRow("%d", slot) << CardLab::reader(slot);
}

void TestCardCommands::takesAnyName()
{
    QFETCH(const QByteArray, reader);
    QCOMPARE(int(reader.size()), 127);
    const QByteArray printable = encodeBytes(reader).toUtf8();
    for (const QByteArray& name : {printable, reader}) {
        const Ran attached = m_stage->product.run({"attach", "--share", "direct", "reader:" + name});
        QVERIFY2(attached.code == 0, attached.text());
        const QByteArray id = attached.out.trimmed();
        QCOMPARE(id, "card-attachment:" + printable);
        QCOMPARE(m_stage->resources("card-attachment").size(), 1);
        const Ran again = run({"attach", "--share", "direct", "reader:" + name});
        QVERIFY2(again.code == 2 && codeOf(again) == QStringLiteral("wrongState"), again.text());
        VERIFY_DONE(m_stage->product.run({"release", "--yes", id}));
        QCOMPARE(m_stage->resources("card-attachment"), QJsonArray());
    }
}

void TestCardCommands::tellsWhomItWaitsFor()
{
    CardClient other;
    QCOMPARE(other.say("connect shared " + CardLab::reader(0)), QByteArray("00000000"));
    QCOMPARE(other.say("begin"), QByteArray("00000000"));
    const Ran late = m_stage->product.run({"--lang", "en", "attach", "--timeout", "2", id("reader")});
    QVERIFY2(late.code == 7 && late.err.contains("waiting for "), late.text());
    QVERIFY2(late.err.contains(QByteArray::number(other.pid())), late.text());
    QCOMPARE(other.say("end leave"), QByteArray("00000000"));
    QTRY_COMPARE(row("card")[u"state"].toString(), QStringLiteral("shared")); // what came late was let go of
    QCOMPARE(row("card-attachment"), QJsonObject());
}

void TestCardCommands::tellsThatThereIsNoService()
{
    m_lab->stop();
    for (const QByteArrayList& arguments :
         {QByteArrayList {"attach", id("reader")}, QByteArrayList {"release", "--yes", id("reader")}}) {
        const Ran ran = run(arguments);
        QVERIFY2(ran.code == 11, ran.text());
        QCOMPARE(codeOf(ran), QStringLiteral("cardServiceNotRunning"));
    }
    const Ran listed = m_stage->product.run({"--lang", "en", "list", "reader"});
    QVERIFY2(listed.code == 0 && listed.err.contains("pcsc: not there"), listed.text());
    const QJsonValue told = run({"list", "reader"}).json()[u"errors"][0];
    QCOMPARE(told[u"code"].toString(), QStringLiteral("cardServiceNotRunning"));
    m_stage.reset(); // a lab takes down those that began within it
    m_lab.reset();
    m_folder.reset();
    initTestCase();
    init();
    QCOMPARE(attach().code, 0);
}

// Whoever is connected to pcscd may: the lab's own client ends as well, so this comes last.
void TestCardCommands::endsWhoMayHoldACard()
{
    auto other = std::make_unique<CardClient>();
    QCOMPARE(other->say("connect exclusive " + CardLab::reader(0)), QByteArray("00000000"));
    const Ran refused = attach();
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("cardHeld"));
    const Ran plan = m_stage->product.run({"--lang", "en", "plan", "release", id("card")});
    QVERIFY2(plan.code == 4 && plan.out.contains("may hold a card")
                 && plan.out.contains(QByteArray::number(other->pid())),
             plan.text());
    const Ran ended = run({"release", "--yes", "--processes", "end", id("card")});
    QVERIFY2(ended.code == 0, ended.text());
    QTRY_COMPARE(row("card")[u"state"].toString(), QStringLiteral("present"));
    QCOMPARE(attach({"--share", "exclusive"}).code, 0);
}

QTEST_GUILESS_MAIN(TestCardCommands)
#include "tst_cardcommands_lab.moc"
