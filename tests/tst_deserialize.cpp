// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/jsonreader.h"
#include "testsupport/samplevalues.h"

#include <QRandomGenerator>
#include <QTest>

using namespace mooring;
using namespace sample;

class TestDeserialize : public QObject
{
    Q_OBJECT
private slots:
    void missingFieldsAreRefused();
    void wrongWordsAreRefused();
    void whatALaterVersionAddsIsAnErrorOfThatItem();
    void anErrorThatCannotBeReadStaysOne();
    void providersComeBack();
    void factsOfAnotherTypeArePassedOver();
    void everyByteAndEveryTextIsCarried();
    void hostileInputIsRefusedNotCrashed();
};

void TestDeserialize::missingFieldsAreRefused()
{
    const QJsonObject whole = toJson(step());
    for (const QString& field : {QStringLiteral("n"), QStringLiteral("verb"), QStringLiteral("resource"),
                                 QStringLiteral("provider"), QStringLiteral("reversible")}) {
        QJsonObject json = whole;
        json.remove(field);
        const Result<Step> back = stepFromJson(json);
        QVERIFY2(!back, qPrintable(field));
        QCOMPARE(back.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(back.error().subject, field);
    }
    QJsonObject other = toJson(plan());
    other[QStringLiteral("schema")] = 2;
    QVERIFY(!planFromJson(other));
}

void TestDeserialize::wrongWordsAreRefused()
{
    QJsonObject json = toJson(step());
    json[QStringLiteral("verb")] = QStringLiteral("format-everything");
    QVERIFY(!stepFromJson(json));
    json = toJson(step());
    json[QStringLiteral("after")] = QJsonArray {-1};
    QVERIFY(!stepFromJson(json));
    json = toJson(error());
    json[QStringLiteral("number")] = -1;
    QVERIFY(!errorFromJson(json));
    json[QStringLiteral("number")] = 4294967296.0;
    QVERIFY(!errorFromJson(json));
    json[QStringLiteral("number")] = QStringLiteral("1");
    QVERIFY(!errorFromJson(json));
}

void TestDeserialize::whatALaterVersionAddsIsAnErrorOfThatItem()
{
    Inventory inventory;
    Resource other = resource();
    other.id = {QStringLiteral("mount:/other")};
    inventory.resources = {resource(), other, resource()};
    QJsonObject json = toJson(inventory);
    QJsonArray resources = json.value(QLatin1String("resources")).toArray();
    QJsonObject later = resources.at(0).toObject();
    later[QStringLiteral("state")] = QStringLiteral("levitating");
    resources[0] = later;
    later[QStringLiteral("kind")] = QStringLiteral("hologram");
    resources[2] = later;
    json[QStringLiteral("resources")] = resources;
    const Result<Inventory> back = inventoryFromJson(carried(json));
    QVERIFY(back);
    QCOMPARE(back->resources, QList<Resource> {other});
    QCOMPARE(back->errors.size(), 2);
    QCOMPARE(back->errors.at(0).error.code, ErrorCode::AnswerMalformed);
    QCOMPARE(back->errors.at(0).error.subject, id().text);
    QCOMPARE(back->errors.at(0).kinds, QList<Kind> {Kind::Image});
    QVERIFY(back->errors.at(1).kinds.isEmpty()); // of which kind is not known: nothing is complete
    QVERIFY(!back->isComplete(Kind::Swap));
}

void TestDeserialize::anErrorThatCannotBeReadStaysOne()
{
    QJsonObject json = toJson(Inventory {});
    json[QStringLiteral("errors")]
        = QJsonArray {QJsonObject {{QStringLiteral("code"), QStringLiteral("x")}}, 7};
    const Result<Inventory> back = inventoryFromJson(json);
    QVERIFY(back);
    QCOMPARE(back->errors.size(), 2);
    QVERIFY(!back->isComplete(Kind::Mount));
    json[QStringLiteral("errors")] = QStringLiteral("none");
    QVERIFY(!inventoryFromJson(json));
}

void TestDeserialize::providersComeBack()
{
    for (const Availability each :
         {Availability::Ok, Availability::Absent, Availability::Refused, Availability::Hung}) {
        const ProviderInfo info {name(), {Kind::Portal, Kind::IscsiLun}, each, error()};
        QJsonObject json = carried(toJson(info));
        const Result<ProviderInfo> back = providerInfoFromJson(json);
        QVERIFY(back);
        QCOMPARE(back->name, info.name);
        QCOMPARE(back->kinds, info.kinds);
        QVERIFY(back->availability == info.availability && back->why == info.why);
    }
    QJsonObject json = toJson(ProviderInfo {});
    json[QStringLiteral("kinds")] = QJsonArray {QStringLiteral("hologram"), QStringLiteral("card"), 3};
    QCOMPARE(providerInfoFromJson(json)->kinds, QList<Kind> {Kind::Card});
    json[QStringLiteral("availability")] = QStringLiteral("sleepy");
    QVERIFY(!providerInfoFromJson(json));
}

void TestDeserialize::factsOfAnotherTypeArePassedOver()
{
    const QJsonObject json {{QStringLiteral("size"), QStringLiteral("many")},
                            {QStringLiteral("pid"), 0.5},
                            {QStringLiteral("offset"), -1},
                            {QStringLiteral("read-only"), 1},
                            {QStringLiteral("since"), QStringLiteral("yesterday")},
                            {QStringLiteral("path"), QJsonArray {}},
                            {QStringLiteral("not-yet-known"), true},
                            {QStringLiteral("user"), QStringLiteral("x")}};
    QCOMPARE(factsFromJson(json), (Facts {{Fact::User, QStringLiteral("x")}}));
}

void TestDeserialize::everyByteAndEveryTextIsCarried()
{
    QByteArray bytes;
    for (int i = 0; i < 65536; ++i)
        bytes += QByteArray(1, static_cast<char>(i >> 8)) + static_cast<char>(i & 0xff);
    StepResult result;
    result.facts
        = {{Fact::Path, bytes}, {Fact::User, QString(QChar(u'\0')) + QStringLiteral("\u2028\ufffe")}};
    const Result<StepResult> back = stepResultFromJson(carried(toJson(result)));
    QVERIFY(back);
    QCOMPARE(back->facts, result.facts);
    result.facts = {{Fact::User, QString(QChar(0xd800))}}; // half a character is none, and harms nobody
    QVERIFY(stepResultFromJson(carried(toJson(result))));
}

namespace {
// Another value in one place, chosen by the dice, anywhere below.
QJsonValue spoilt(const QJsonValue& value, QRandomGenerator& random)
{
    if (value.isObject() && !value.toObject().isEmpty() && random.bounded(5) > 0) {
        QJsonObject object = value.toObject();
        const QString key = object.keys().at(random.bounded(static_cast<int>(object.size())));
        if (random.bounded(8) == 0)
            object.remove(key);
        else
            object[key] = spoilt(object.value(key), random);
        return object;
    }
    if (value.isArray() && !value.toArray().isEmpty() && random.bounded(5) > 0) {
        QJsonArray array = value.toArray();
        const int at = random.bounded(static_cast<int>(array.size()));
        array[at] = spoilt(array.at(at), random);
        return array;
    }
    const QJsonArray others {QJsonValue::Null,
                             true,
                             -1,
                             1e300,
                             0.5,
                             QString(),
                             QStringLiteral("%zz"),
                             QJsonArray {},
                             QJsonArray {QJsonValue::Null},
                             QJsonObject {},
                             QJsonObject {{QString(), 1}}};
    return others.at(random.bounded(static_cast<int>(others.size())));
}

template <class T>
int refusals(const T& value, Result<T> (*read)(const QJsonObject&), QRandomGenerator& random)
{
    int refused = 0;
    for (int round = 0; round < 600; ++round) {
        QJsonValue json = toJson(value);
        for (int i = random.bounded(1, 4); i > 0; --i)
            json = spoilt(json, random);
        const Result<T> back = read(json.toObject());
        if (!back) {
            ++refused;
            if (back.error().code != ErrorCode::InvalidArgument)
                return -1;
        } else if (!read(carried(toJson(*back)))) {
            return -1; // what was read can be written and read again
        }
    }
    return refused;
}
} // namespace

void TestDeserialize::hostileInputIsRefusedNotCrashed()
{
    QRandomGenerator random(1);
    QVERIFY(refusals(error(), errorFromJson, random) > 200);
    QVERIFY(refusals(resource(), resourceFromJson, random) > 200);
    QVERIFY(refusals(step(), stepFromJson, random) > 200);
    QVERIFY(refusals(StepResult {error(), recipe(), {id()}}, stepResultFromJson, random) > 100);
    QVERIFY(refusals(Progress {40, 1, 2, 3, name(), true}, progressFromJson, random) > 100);
    Inventory inventory;
    inventory.resources = {resource()};
    inventory.errors = {{error(), {}}};
    QVERIFY(refusals(inventory, inventoryFromJson, random) > 50);
    QVERIFY(refusals(plan(), planFromJson, random) > 200);
    QVERIFY(refusals(operation(), operationRecordFromJson, random) > 200);
}

QTEST_GUILESS_MAIN(TestDeserialize)
#include "tst_deserialize.moc"
