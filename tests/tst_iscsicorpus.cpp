// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzediscsi.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace mooring;

namespace {

void addCorpus(const QString& name)
{
    const QDir corpus(QStringLiteral(FUZZ_CORPUS_DIR "/") + name);
    QTest::addColumn<QByteArray>("input");
    for (const QString& each : corpus.entryList(QDir::Files)) {
        QFile file(corpus.filePath(each));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(each)) << file.readAll();
    }
}

void judge(void (*with)(const uint8_t*, size_t))
{
    QFETCH(QByteArray, input);
    with(reinterpret_cast<const uint8_t*>(input.constData()), size_t(input.size()));
}

} // namespace

// What the fuzzers of the wire found worth keeping.
class TstIscsiCorpus : public QObject
{
    Q_OBJECT
private slots:
    void pdus_data() { addCorpus(QStringLiteral("iscsipdus")); }
    void pdus() { judge(fuzz::judgePdus); }
    void text_data() { addCorpus(QStringLiteral("iscsitext")); }
    void text() { judge(fuzz::judgeText); }
    void discovery_data() { addCorpus(QStringLiteral("iscsidiscovery")); }
    void discovery() { judge(fuzz::judgeDiscovery); }
    void session_data() { addCorpus(QStringLiteral("iscsisession")); }
    void session() { judge(fuzz::judgeSession); }
    void scsi_data() { addCorpus(QStringLiteral("scsianswers")); }
    void scsi() { judge(fuzz::judgeScsi); }
};

QTEST_GUILESS_MAIN(TstIscsiCorpus)
#include "tst_iscsicorpus.moc"
