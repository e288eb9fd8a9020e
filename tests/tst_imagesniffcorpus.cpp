// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzedimage.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace mooring;

// What fuzz_imagesniff found worth keeping.
class TstImageSniffCorpus : public QObject
{
    Q_OBJECT
private slots:
    void takesEachInput_data();
    void takesEachInput();
};

void TstImageSniffCorpus::takesEachInput_data()
{
    QTest::addColumn<QByteArray>("input");
    const QDir corpus(QStringLiteral(FUZZ_CORPUS_DIR));
    for (const QString& name : corpus.entryList(QDir::Files)) {
        QFile file(corpus.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(name)) << file.readAll();
    }
}

void TstImageSniffCorpus::takesEachInput()
{
    QFETCH(QByteArray, input);
    fuzz::judge({reinterpret_cast<const uint8_t*>(input.constData()), size_t(input.size())});
}

QTEST_GUILESS_MAIN(TstImageSniffCorpus)
#include "tst_imagesniffcorpus.moc"
