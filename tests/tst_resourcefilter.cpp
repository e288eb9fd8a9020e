// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resourcefilter.h"
#include "models/resourcemodel.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace mooring;
using namespace sample;

class TestResourceFilter : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_model = std::make_unique<ResourceModel>(View::VirtualDisks);
        m_filter = std::make_unique<ResourceFilter>();
        m_filter->setSourceModel(m_model.get());
        QList<Resource> resources;
        for (const auto& [n, name] :
             {std::pair(0, "image10.img"), std::pair(1, "image9.img"), std::pair(2, "Été.img"),
              std::pair(3, "fa.img"), std::pair(4, "snap.img")})
            resources += disk(n, QString::fromUtf8(name));
        resources[1].facts.insert(Fact::Size, quint64(1000));
        resources[13].state = State::Failed;
        resources[17].facts.insert(Fact::SystemImage, QStringLiteral("snapd"));
        resources.removeAt(14); // no file system, no mount on fa.img
        resources.removeAt(14);
        m_resources = resources;
        show({process(4711, QStringLiteral("bash"), "mount:/mnt/1")});
    }

    void sortsNaturallyAndFoldsGroupsToTheEnd()
    {
        const Speaking speaking(QStringLiteral("fr"));
        m_filter->retranslate();
        m_filter->sort(0);
        QCOMPARE(
            tops(),
            QStringList({QStringLiteral("Été.img"), QStringLiteral("fa.img"), QStringLiteral("image9.img"),
                         QStringLiteral("image10.img"), QStringLiteral("Images système (1)")}));
        m_filter->sort(0, Qt::DescendingOrder);
        QCOMPARE(tops().first(), QStringLiteral("image10.img"));
        QCOMPARE(tops().last(), QStringLiteral("Images système (1)"));
    }

    void sortsSizesAsNumbers()
    {
        m_filter->sort(m_model->columnOf(Column::Size));
        QCOMPARE(tops().first(), QStringLiteral("image10.img"));
    }

    void findsByNameDeviceMountAndUser_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("name") << QStringLiteral("IMAGE1") << QStringList {QStringLiteral("image10.img")};
        QTest::newRow("accent") << QStringLiteral("été") << QStringList {QStringLiteral("Été.img")};
        QTest::newRow("device") << QStringLiteral("loop1") << QStringList {QStringLiteral("image9.img")};
        QTest::newRow("mount") << QStringLiteral("/mnt/2") << QStringList {QStringLiteral("Été.img")};
        QTest::newRow("process") << QStringLiteral("bash") << QStringList {QStringLiteral("image9.img")};
        QTest::newRow("pid") << QStringLiteral("4711") << QStringList {QStringLiteral("image9.img")};
        QTest::newRow("user") << QStringLiteral("alice") << QStringList {QStringLiteral("image9.img")};
        QTest::newRow("nothing") << QStringLiteral("zzz") << QStringList();
    }

    void findsByNameDeviceMountAndUser()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        m_filter->setText(text);
        QCOMPARE(tops(), found);
    }

    void whatStandsOnAMatchStaysWithIt()
    {
        m_filter->setText(QStringLiteral("image10"));
        QCOMPARE(treeText(*m_filter).size(), 3);
        m_filter->setText(QString());
        QCOMPARE(tops().size(), 5);
    }

    void chipsAddUp()
    {
        m_filter->setChip(Chip::Failed, true);
        QCOMPARE(tops(), QStringList {QStringLiteral("fa.img")});
        m_filter->setChip(Chip::InUse, true);
        QCOMPARE(tops().size(), 4);
        m_filter->setChip(Chip::Failed, false);
        m_filter->setChip(Chip::InUse, false);
        m_filter->setChip(Chip::Free, true);
        QCOMPARE(tops(), QStringList {QStringLiteral("fa.img")});
        m_filter->setChip(Chip::Free, false);
        m_filter->setChip(Chip::SystemImages, true);
        QCOMPARE(tops().size(), 1);
        QVERIFY(treeText(*m_filter).contains(QStringLiteral(" snap.img")));
        m_filter->setChip(Chip::SystemImages, false);
        QCOMPARE(tops().size(), 5);
    }

    void followsTheModel()
    {
        QAbstractItemModelTester tester(m_filter.get(),
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        m_filter->sort(0);
        m_filter->setText(QStringLiteral("image"));
        QCOMPARE(tops().size(), 2);
        m_resources += disk(9, QStringLiteral("image1.img"));
        show();
        QCOMPARE(tops(),
                 QStringList({QStringLiteral("image1.img"), QStringLiteral("image9.img"),
                              QStringLiteral("image10.img")}));
        m_resources = disk(1, QStringLiteral("image9.img"));
        show();
        QCOMPARE(tops(), QStringList {QStringLiteral("image9.img")});
    }

private:
    void show(const QList<Resource>& users = {})
    {
        m_model->setInput({topologyOf(m_resources, users), {}, {}});
    }

    QStringList tops() const
    {
        QStringList names;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            names.append(m_filter->index(row, 0).data().toString());
        return names;
    }

    std::unique_ptr<ResourceModel> m_model;
    std::unique_ptr<ResourceFilter> m_filter;
    QList<Resource> m_resources;
};

QTEST_GUILESS_MAIN(TestResourceFilter)
#include "tst_resourcefilter.moc"
