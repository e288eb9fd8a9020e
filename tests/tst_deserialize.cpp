// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
    QVERIFY(refusals(plan(), planFromJson, random) > 200);
    QVERIFY(refusals(operation(), operationRecordFromJson, random) > 200);
}

QTEST_GUILESS_MAIN(TestDeserialize)
#include "tst_deserialize.moc"
