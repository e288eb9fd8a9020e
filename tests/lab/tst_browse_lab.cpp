// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "istgtdaemon.h"
#include "product.h"
#include "scriptedtarget.h"
#include "tgtdaemon.h"

#include <QTest>

using namespace mooring::lab;

namespace {

QJsonArray targetsOf(const Ran& ran, int portal = 0)
{
    return ran.json()[u"portals"][portal][u"targets"].toArray();
}

QString codeIn(const QJsonValue& node) { return node[u"error"][u"code"].toString(); }

const QByteArray secret = "a-secret-of-16-b", targetsSecret = "another-of-16-by";

TgtOptions withChap(const Lab& lab)
{
    TgtOptions options {lab.folder(), "t"};
    options.user = "alice";
    options.secret = secret;
    options.mutualUser = "target";
    options.mutualSecret = targetsSecret;
    return options;
}

} // namespace

// mooringctl browse, against what the targets themselves tell.
class TestBrowse : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void readsEveryUnitAndLeavesNoSession();
    void readsWhatIstgtHas();
    void readsFiveHundredTargets();
    void readsATargetOfSeveralPortalsOnce();
    void takesSecretsFromAFileOrItsInput();
    void speaksBothLanguages();
    void getsAlongWithFewDescriptors();

private:
    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<Product> m_product;
    Ran browse(const Argv& words, const RunOptions& options = {}) const
    {
        return m_product->run(Argv {"--json", "browse"} + words, options);
    }
};

void TestBrowse::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    m_lab = std::make_unique<Lab>();
    m_product = std::make_unique<Product>(*m_lab);
}

void TestBrowse::readsEveryUnitAndLeavesNoSession()
{
    const TgtDaemon tgt({m_lab->folder(), "e", 3, 4, 10 << 20});
    const Ran ran = browse({tgt.portal()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(ran.json()[u"schema"].toInt(), 1);
    QCOMPARE(ran.json()[u"portals"][0][u"portal"].toString().toUtf8(), tgt.portal());
    const QJsonArray targets = targetsOf(ran);
    QCOMPARE(targets.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(targets[i][u"name"].toString().toUtf8(), tgt.name(i + 1));
        QCOMPARE(targets[i][u"portals"].toArray(), QJsonArray {QString::fromUtf8(tgt.portal())});
        const QJsonArray luns = targets[i][u"luns"].toArray();
        const QList<TgtLun> expected = tgt.luns(i + 1);
        QCOMPARE(luns.size(), expected.size() + 1);
        QCOMPARE(luns[0][u"type"].toString(), QStringLiteral("controller"));
        for (qsizetype lun = 0; lun < expected.size(); ++lun) {
            const QJsonValue found = luns[lun + 1];
            QCOMPARE(found[u"lun"].toInteger(), qint64(expected[lun].number));
            QCOMPARE(found[u"type"].toString().toUtf8(), expected[lun].type);
            QCOMPARE(found[u"size"].toInteger(), expected[lun].bytes);
            QCOMPARE(found[u"blockSize"].toInteger(), 512);
            QCOMPARE(found[u"serial"].toString().toUtf8(), expected[lun].serial);
            QCOMPARE(found[u"vendor"].toString(), QStringLiteral("IET"));
            QCOMPARE(found[u"product"].toString(), QStringLiteral("VIRTUAL-DISK"));
            QVERIFY(found[u"wwn"].toString().startsWith(QStringLiteral("naa.")));
        }
    }
    QVERIFY(tgt.sessions().isEmpty());
}

void TestBrowse::readsWhatIstgtHas()
{
    if (const QString why = IstgtDaemon::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const IstgtDaemon istgt({m_lab->folder(), "i", 2});
    const Ran ran = browse({istgt.portal()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(targetsOf(ran).size(), 2);
    for (int i = 0; i < 2; ++i) {
        const QJsonValue lun = targetsOf(ran)[i][u"luns"][0];
        QCOMPARE(lun[u"serial"].toString().toUtf8(), istgt.serial(i + 1));
        QCOMPARE(lun[u"size"].toInteger(), qint64(32) << 20);
        QCOMPARE(istgt.logins(i + 1), 1);
        QTRY_COMPARE(istgt.logouts(i + 1), 1);
    }
}

void TestBrowse::readsFiveHundredTargets()
{
    const TgtDaemon tgt({m_lab->folder(), "m", 500, 1, 0});
    const Ran ran = browse({tgt.portal()});
    QVERIFY2(ran.code == 0, ran.err);
    QCOMPARE(targetsOf(ran).size(), 500);
    for (const QJsonValue& target : targetsOf(ran))
        QCOMPARE(target[u"luns"].toArray().size(), 2);
    QVERIFY(tgt.sessions().isEmpty());
}

void TestBrowse::readsATargetOfSeveralPortalsOnce()
{
    ScriptedTarget first(targetSpecs("s", 2, 1)), second(targetSpecs("s", 2, 1));
    const Ran ran = browse({first.portal(), second.portal(), first.portal()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(ran.json()[u"portals"].toArray().size(), 2);
    QCOMPARE(first.sessions().size() + second.sessions().size(), 2);
    for (int portal = 0; portal < 2; ++portal) {
        QCOMPARE(targetsOf(ran, portal).size(), 2);
        QCOMPARE(targetsOf(ran, portal)[0][u"portals"].toArray().size(), 2);
        QCOMPARE(targetsOf(ran, portal)[0][u"luns"].toArray().size(), 1);
    }
    // One of its ways is closed: the other one is taken.
    QList<TargetSpec> specs = targetSpecs("w", 1, 1);
    ScriptedTarget told(specs);
    specs[0].portals = {"127.0.0.1:1,1", told.portal() + ",1"};
    told.setTargets(specs);
    ScriptedTarget guide(specs);
    const Ran found = browse({guide.portal()});
    QVERIFY2(found.code == 0, found.text());
    QCOMPARE(told.sessions().size(), 1);
}

void TestBrowse::takesSecretsFromAFileOrItsInput()
{
    const TgtDaemon tgt(withChap(*m_lab));
    const QByteArray own = m_lab->writeFile("own", secret + '\n');
    const QByteArray wrong = m_lab->writeFile("wrong", "not-that-secret!");
    const QByteArray theirs = m_lab->writeFile("theirs", targetsSecret);
    const Argv us {tgt.portal(), "--chap-user", "alice", "--chap-secret-file"};
    const Argv them {"--mutual-user", "target", "--mutual-secret-file"};
    const Ran ran = browse(us + Argv {own});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!ran.text().contains(secret));
    RunOptions input;
    input.input = secret + '\n';
    VERIFY_DONE(browse(us + Argv {"-"} + them + Argv {theirs}, input));
    QCOMPARE(browse(us + Argv {wrong}).code, 5);
    QCOMPARE(browse(us + Argv {own} + them + Argv {wrong}).code, 5);
    // What only other programs read is not asked.
    input.environment = {"LIBISCSI_CHAP_USERNAME=alice", "LIBISCSI_CHAP_PASSWORD=" + secret};
    const Ran refused = browse({tgt.portal()}, input);
    QCOMPARE(refused.code, 5);
    QCOMPARE(codeIn(targetsOf(refused)[0]), QStringLiteral("secretMissing"));
    QVERIFY(tgt.sessions().isEmpty());
}

void TestBrowse::speaksBothLanguages()
{
    const TgtDaemon tgt({m_lab->folder(), "l", 1, 1, 10 << 20});
    const Ran english = m_product->run({"browse", "--lang", "en", tgt.portal(), "127.0.0.1:1"});
    const Ran french = m_product->run({"browse", "--lang", "fr", tgt.portal(), "127.0.0.1:1"});
    for (const Ran& ran : {english, french}) {
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.out.contains("\n" + tgt.portal() + "\n  " + tgt.name(1) + "\n    LUN 0 "), ran.text());
        QVERIFY2(ran.out.contains(tgt.luns(1).constFirst().serial), ran.text());
        QVERIFY(ran.err.contains("127.0.0.1:1"));
    }
    QVERIFY2(english.out.contains("MiB") && english.out.contains("127.0.0.1:1: could not be read"),
             english.text());
    QVERIFY2(french.out.contains("Mio") && !french.out.contains("could not"), french.text());
}

void TestBrowse::getsAlongWithFewDescriptors()
{
    const TgtDaemon tgt({m_lab->folder(), "f", 100, 1, 0});
    Argv words {"prlimit", "--nofile=48:48", "--"};
    words += Argv {MOORING_BIN_DIR "/mooringctl", "--json", "browse", tgt.portal()};
    const Ran ran = run(words);
    QVERIFY2(ran.code == 0, ran.err);
    QCOMPARE(targetsOf(ran).size(), 100);
}

QTEST_GUILESS_MAIN(TestBrowse)
#include "tst_browse_lab.moc"
