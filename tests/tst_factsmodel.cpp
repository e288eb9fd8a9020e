// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/factsmodel.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;
using namespace sample;

namespace {
const ResourceId loop0 {QStringLiteral("virtual-disk:/dev/loop0")};
}

class TestFactsModel : public QObject
{
    Q_OBJECT
private slots:
    void tellsUsersFirstThenFactsOfDiskAndImage()
    {
        const Speaking speaking(QStringLiteral("en"));
        FactsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Resource bash = process(4711, QStringLiteral("bash"), "mount:/mnt/0");
        bash.needs.first().evidence = "/mnt/0/src";
        model.setResource(topologyOf(disk(0, QStringLiteral("a.img")), {bash}), loop0);
        QCOMPARE(model.title(), QStringLiteral("a.img"));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("In use by"));
        QCOMPARE(model.index(0, 1).data().toString(),
                 QStringLiteral("bash (4711, alice): working directory /mnt/0/src."));
        QCOMPARE(model.index(0, 0).data(FactsModel::UserIdRole).toString(), bash.id.text);
        const QString all = model.copyText();
        for (const char* part : {"a.img", "Device: /dev/loop0", "Image file: /srv/a.img", "Read-only: no"})
            QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
        QCOMPARE(model.verbs(), QList<Verb> {Verb::Detach});
    }

    // It uses more than what is told.
    void tellsHowAUserUsesWhatIsShown()
    {
        const Speaking speaking(QStringLiteral("en"));
        Resource bash = process(4711, QStringLiteral("bash"), "mount:/mnt/1");
        bash.needs.append(process(0, {}, "mount:/mnt/0").needs.first());
        bash.needs[0].evidence = "/mnt/1/elsewhere";
        bash.needs[1].evidence = "/mnt/0/src";
        FactsModel model;
        model.setResource(
            topologyOf(disk(0, QStringLiteral("a.img")) + disk(1, QStringLiteral("b.img")), {bash}), loop0);
        QCOMPARE(model.index(0, 1).data().toString(),
                 QStringLiteral("bash (4711, alice): working directory /mnt/0/src."));
    }

    // Whichever of the two nodes knows it.
    void imageAndDiskAreToldInOneOrder()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources[0].facts.insert(Fact::Format, QStringLiteral("vhdx"));
        resources[0].facts.insert(Fact::Subformat, QStringLiteral("dynamic"));
        resources[0].facts.insert(Fact::Condition, QStringLiteral("clean"));
        resources[0].facts.insert(Fact::Parts, QByteArray("/srv/base.vhdx"));
        resources[1].facts.insert(Fact::OverlayKind, QStringLiteral("overlay"));
        resources[1].facts.insert(Fact::Overlay, QByteArray("/srv/a.qcow2"));
        resources[1].facts.insert(Fact::ChecksumBefore, QStringLiteral("c0ffee"));
        resources[1].facts.insert(Fact::StaysAttached, QStringLiteral("until-detached"));
        FactsModel model;
        model.setResource(topologyOf(resources, {process(7, QStringLiteral("sh"), "mount:/mnt/0")}), loop0);
        QList<int> facts;
        for (int row = 0; row < model.rowCount(); ++row)
            facts.append(model.index(row, 0).data(FactsModel::FactRole).toInt());
        QList<int> expected {-1};
        for (const Fact fact : {Fact::Device, Fact::Path, Fact::Format, Fact::Subformat, Fact::Condition,
                                Fact::Size, Fact::Parts, Fact::ReadOnly, Fact::OverlayKind, Fact::Overlay,
                                Fact::ChecksumBefore, Fact::StaysAttached})
            expected.append(int(fact));
        QCOMPARE(facts, expected);
    }

    void aRefreshChangesOnlyWhatChanged()
    {
        FactsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        model.setResource(topologyOf(resources), loop0);
        const int rows = model.rowCount();
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged),
            gone(&model, &QAbstractItemModel::rowsRemoved), come(&model, &QAbstractItemModel::rowsInserted);
        model.setResource(topologyOf(resources), loop0);
        QCOMPARE(changed.size() + gone.size() + come.size(), 0);
        resources[1].facts.insert(Fact::ReadOnly, true);
        resources[1].facts.insert(Fact::Autoclear, true);
        model.setResource(topologyOf(resources), loop0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(come.size(), 1);
        QCOMPARE(model.rowCount(), rows + 1);
        model.setResource(topologyOf({}), loop0);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.title(), QString());
    }

    void aProtectedThingSaysWhyAndOffersNothing()
    {
        const Speaking speaking(QStringLiteral("en"));
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources[3].protectedBy = ProtectedBy::RootFilesystem;
        FactsModel model;
        model.setResource(topologyOf(resources), loop0);
        QVERIFY(model.verbs().isEmpty());
        QVERIFY(model.stateText().contains(QStringLiteral("root file system needs it (/mnt/0)")));
    }

    void pathsStayBytesForCopying()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources[0].facts.insert(Fact::Path, QByteArray("/srv/\xff"));
        FactsModel model;
        model.setResource(topologyOf(resources), loop0);
        QByteArray raw;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(FactsModel::FactRole).toInt() == int(Fact::Path))
                raw = model.index(row, 1).data(FactsModel::RawRole).toByteArray();
        }
        QCOMPARE(raw, QByteArray("/srv/\xff"));
    }
};

QTEST_GUILESS_MAIN(TestFactsModel)
#include "tst_factsmodel.moc"
