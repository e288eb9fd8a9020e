// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/jsonreader.h"
#include "services/core/planner.h"
#include "services/core/rung.h"
#include "testsupport/samplevalues.h"
#include "testsupport/topologyfixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace mooring;
using namespace sample;

class TestSerialize : public QObject
{
    Q_OBJECT
private slots:
    void emptyValuesComeBack();
    void fullValuesComeBack();
    void factsKeepTheirTypes();
    void everyFactComesBackAsItsCommentSays();
    void sizesAreExact();
    void planHasTheContractsNames();
    void aForcedStepSaysWhatIsLost();
    void resourceHasTheContractsNames();
    void madePlansComeBack();
};

namespace {
template <class T> void comesBack(const T& value, Result<T> (*read)(const QJsonObject&))
{
    const QJsonObject json = carried(toJson(value));
    const Result<T> back = read(json);
    QVERIFY2(back, back ? "" : qPrintable(back.error().subject));
    QCOMPARE(toJson(*back), toJson(value));
    QVERIFY(*back == value);
}
} // namespace

void TestSerialize::emptyValuesComeBack()
{
    comesBack(Error {}, errorFromJson);
    comesBack(Resource {}, resourceFromJson);
    comesBack(Inventory {}, inventoryFromJson);
    comesBack(LookRequest {}, lookRequestFromJson);
    comesBack(Step {}, stepFromJson);
    comesBack(StepResult {}, stepResultFromJson);
    comesBack(Progress {}, progressFromJson);
    comesBack(Plan {}, planFromJson);
    comesBack(OperationRecord {}, operationRecordFromJson);
}

void TestSerialize::fullValuesComeBack()
{
    comesBack(error(), errorFromJson);
    comesBack(resource(), resourceFromJson);
    const LookRequest request {{id()}, {{nasty}}, true};
    comesBack(request, lookRequestFromJson);
    const Inventory inventory {name(),       request,          quint64(1) << 62,
                               {resource()}, {resource(), {}}, {{error(), {Kind::Swap}}, {}}};
    comesBack(inventory, inventoryFromJson);
    comesBack(step(), stepFromJson);
    comesBack(StepResult {error(), recipe(), {id()}}, stepResultFromJson);
    const quint64 most = std::numeric_limits<quint64>::max();
    comesBack(Progress {100, most, most - 1, 1, name(), true}, progressFromJson);
    comesBack(plan(), planFromJson);
    comesBack(operation(), operationRecordFromJson);
}

// Every fact comes back with the type the vocabulary names.
void TestSerialize::factsKeepTheirTypes()
{
    const Result<Resource> back = resourceFromJson(carried(toJson(resource())));
    QVERIFY(back);
    QCOMPARE(back->facts.value(Fact::Path).typeId(), QMetaType::QByteArray);
    QCOMPARE(back->facts.value(Fact::Size).typeId(), QMetaType::ULongLong);
    QCOMPARE(back->facts.value(Fact::Pid).typeId(), QMetaType::LongLong);
    QCOMPARE(back->facts.value(Fact::Since).toDateTime(), time());
    QCOMPARE(back->facts.value(Fact::Since).toDateTime().timeSpec(), Qt::UTC);
    QCOMPARE(back->facts.value(Fact::ReadOnly).typeId(), QMetaType::Bool);
    QCOMPARE(back->facts.value(Fact::Path).toByteArray(), nasty);
}

// The comments of fact.h are the reference: "Name, // type".
void TestSerialize::everyFactComesBackAsItsCommentSays()
{
    QFile header(QStringLiteral(CORE_DIR "/fact.h"));
    QVERIFY(header.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(header.readAll());
    const qsizetype begin = text.indexOf(QLatin1String("enum class Fact"));
    const QStringList lines
        = text.mid(begin, text.indexOf(QLatin1String("Q_ENUM_NS(Fact)")) - begin).split(u'\n');
    const QMap<QString, QVariant> samples {{QStringLiteral("bytes"), nasty},
                                           {QStringLiteral("text"), name()},
                                           {QStringLiteral("the"), name()}, // the same
                                           {QStringLiteral("size"), quint64(1) << 63},
                                           {QStringLiteral("number"), qint64(-7)},
                                           {QStringLiteral("flag"), true},
                                           {QStringLiteral("time"), time()}};
    QStringList waiting; // names without a comment share the next one
    int checked = 0;
    static const QRegularExpression line(
        QStringLiteral("^    (\\w+),(?: // (\\w+)(?:, (size|number|text|bytes))?(?:, "
                       "(number|text|bytes))?)?"));
    for (const QString& each : lines) {
        const QRegularExpressionMatch match = line.match(each);
        if (!match.hasMatch())
            continue;
        waiting << match.captured(1);
        if (match.captured(2).isEmpty())
            continue;
        QStringList types {match.captured(2), match.captured(3), match.captured(4)};
        types.removeAll(QString());
        for (qsizetype i = 0; i < waiting.size(); ++i) {
            const QString type = types.size() == waiting.size() ? types.at(i) : types.constFirst();
            const auto fact = fromToken<Fact>(kebab(waiting.at(i).toLatin1().constData()));
            QVERIFY2(fact && samples.contains(type), qPrintable(each));
            const Facts facts {{*fact, samples.value(type)}};
            const Facts back = factsFromJson(carried(factsToJson(facts)));
            QVERIFY2(back == facts, qPrintable(waiting.at(i)));
            QCOMPARE(back.first().typeId(), samples.value(type).typeId());
            ++checked;
        }
        waiting.clear();
    }
    QCOMPARE(checked, QMetaEnum::fromType<Fact>().keyCount());
}

void TestSerialize::sizesAreExact()
{
    for (const quint64 size :
         {(quint64(1) << 53) + 1, quint64(1) << 63, ~quint64(0)}) { // no double holds them
        Resource value;
        value.facts.insert(Fact::Size, size);
        const Result<Resource> back = resourceFromJson(carried(toJson(value)));
        QVERIFY(back);
        QCOMPARE(back->facts, value.facts);
    }
}

void TestSerialize::planHasTheContractsNames()
{
    const QJsonObject json = carried(toJson(plan()));
    QCOMPARE(json.value(QLatin1String("schema")).toInt(), 1);
    QCOMPARE(json.value(QLatin1String("verb")).toString(), QStringLiteral("unmount"));
    QCOMPARE(json.value(QLatin1String("resources")).toArray().first().toString(), id().text);
    QCOMPARE(json.value(QLatin1String("fingerprint")).toString(), QStringLiteral("00ff10"));
    const QJsonObject first = json.value(QLatin1String("steps")).toArray().first().toObject();
    for (const char* const field :
         {"n", "verb", "resource", "provider", "after", "consequence", "command", "reversible"})
        QVERIFY2(first.contains(QLatin1String(field)), field);
    QCOMPARE(first.value(QLatin1String("consequence")).toString(), QStringLiteral("unit-stopped"));
    const QJsonObject blocker = json.value(QLatin1String("blockers")).toArray().first().toObject();
    for (const char* const field : {"kind", "pid", "name", "user", "how", "path", "since", "resource"})
        QVERIFY2(blocker.contains(QLatin1String(field)), field);
    QCOMPARE(blocker.value(QLatin1String("pid")).toInt(), 4711);
    QCOMPARE(blocker.value(QLatin1String("path")).toString(), encodeBytes(nasty));
    QVERIFY(json.value(QLatin1String("collateral")).isArray());
}

void TestSerialize::aForcedStepSaysWhatIsLost()
{
    QStringList told;
    for (const Rung rung : {Rung::Lazy, Rung::FailIo, Rung::Drop}) {
        Step step;
        step.choice = forceChoice;
        step.chosen = token(rung);
        step.choosable = {step.chosen};
        if (rung == Rung::Lazy)
            step.consequence = Consequence::PathHiddenWritesMayGoOn;
        const QJsonObject json = carried(toJson(step));
        told << json.value(QLatin1String("consequence")).toString();
        const Result<Step> back = stepFromJson(json);
        QVERIFY(back);
        QVERIFY(*back == step);
    }
    const QStringList expected {QStringLiteral("path-hidden-writes-may-go-on"),
                                QStringLiteral("unwritten-content-lost"),
                                QStringLiteral("unanswered-requests-unknown")};
    QCOMPARE(told, expected);
    QJsonObject unforced = carried(toJson(Step()));
    unforced[QLatin1String("consequence")] = expected.last();
    QVERIFY(!stepFromJson(unforced));
}

void TestSerialize::resourceHasTheContractsNames()
{
    Resource disk, partition;
    disk.id = {QStringLiteral("virtual-disk:/dev/loop0")};
    disk.keys = {{"block"}};
    disk.verbs = {Verb::Detach};
    disk.facts.insert(Fact::Device, QByteArray("/dev/loop0"));
    partition.id = {QStringLiteral("partition:/dev/loop0p1")};
    partition.needs = {{{{"block"}}, 1, How::StandsOn, {}}};
    Inventory inventory;
    inventory.provider = QStringLiteral("loop");
    inventory.resources = {disk, partition};
    const Topology topology = Topology::join({inventory});
    const QJsonObject base = carried(resourceToJson(topology, *topology.find(disk.id)));
    const QJsonObject above = carried(resourceToJson(topology, *topology.find(partition.id)));
    const QStringList names {
        QStringLiteral("device"),      QStringLiteral("facts"),    QStringLiteral("id"),
        QStringLiteral("incarnation"), QStringLiteral("kind"),     QStringLiteral("name"),
        QStringLiteral("parent"),      QStringLiteral("provider"), QStringLiteral("standsOn"),
        QStringLiteral("state"),       QStringLiteral("verbs")};
    QCOMPARE(base.keys(), names);
    QVERIFY(base.value(QLatin1String("parent")).isNull());
    QCOMPARE(base.value(QLatin1String("device")).toString(), QStringLiteral("/dev/loop0"));
    QCOMPARE(base.value(QLatin1String("verbs")).toArray(), QJsonArray {QStringLiteral("detach")});
    QCOMPARE(above.value(QLatin1String("parent")).toString(), disk.id.text);
    QCOMPARE(above.value(QLatin1String("standsOn")).toArray(), QJsonArray {disk.id.text});
    QCOMPARE(above.value(QLatin1String("provider")).toString(), QStringLiteral("loop"));
}

void TestSerialize::madePlansComeBack()
{
    const auto node = [](const char* id, const char* needs, const char* release) {
        return QJsonObject {{QStringLiteral("id"), QLatin1String(id)},
                            {QStringLiteral("needs"), QLatin1String(needs)},
                            {QStringLiteral("release"), QLatin1String(release)}};
    };
    const QJsonArray nodes {node("mount:/a", "virtual-disk:/dev/loop0", "unmount"),
                            node("process:1@1", "mount:/a as open-file at /a/f", "ask-to-quit"),
                            QJsonObject {{QStringLiteral("id"), QStringLiteral("virtual-disk:/dev/loop0")},
                                         {QStringLiteral("release"), QStringLiteral("detach")}}};
    const Topology topology = Topology::join(fixture::inventoriesOf(nodes));
    const Plan made = makePlan(topology, Verb::Detach, {{QStringLiteral("virtual-disk:/dev/loop0")}});
    QCOMPARE(made.steps.size(), 2);
    QCOMPARE(made.blockers.size(), 1);
    comesBack(made, planFromJson);
}

QTEST_GUILESS_MAIN(TestSerialize)
#include "tst_serialize.moc"
