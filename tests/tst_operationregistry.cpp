// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/operationregistry.h"
#include "testsupport/privatebus.h"
#include "testsupport/samplevalues.h"
#include "testsupport/servedthread.h"

#include <QSignalSpy>
#include <QTest>

using namespace mooring;

namespace {
OperationRecord running(qint64 number)
{
    OperationRecord record = sample::operation();
    record.number = number;
    record.outcome.reset();
    record.endedAt = {};
    return record;
}

OperationRecord ended(OperationRecord record)
{
    record.outcome = Outcome::Done;
    record.endedAt = sample::time();
    return record;
}
template <class T> QByteArray why(const Result<T>& result)
{
    return result ? QByteArray() : result.error().text.toUtf8();
}
} // namespace

class TestOperationRegistry : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init();
    void cleanup();
    void othersListWhatIsRegistered();
    void othersWaitForTheEnd();
    void waitingForWhatIsOverAnswersAtOnce();
    void othersStopIt();
    void aSilentProcessIsNotWaitedForForEver();
    void aStormOfChangesIsAFewUpdates();
    void theEndOfAProcessEndsItsOperations();
    void anotherServiceIsToldAgain();
    void withoutAServiceNothingIsHeldUp();

private:
    std::unique_ptr<OperationRegistry> registry() const
    {
        return std::make_unique<OperationRegistry>(ServiceLink::make({m_bus.address(), {}, 4000}));
    }
    void serve()
    {
        m_service = std::make_unique<ServedThread>(m_bus.address(), [] { return ServedProviders {}; });
    }
    quint64 registered(int key); // its number, once it has one
    QList<OperationRegistry::Seen> seenByOther();
    PrivateBus m_bus;
    std::unique_ptr<ServedThread> m_service;
    std::unique_ptr<OperationRegistry> m_own, m_other;
    std::map<int, quint64> m_numbers;
};

void TestOperationRegistry::init()
{
    serve();
    m_own = registry();
    m_other = registry();
    m_numbers.clear();
    connect(m_own.get(), &OperationRegistry::registered, this,
            [this](int key, quint64 number) { m_numbers[key] = number; });
}

void TestOperationRegistry::cleanup()
{
    m_own.reset();
    m_other.reset();
    m_service.reset();
}

quint64 TestOperationRegistry::registered(int key)
{
    [&] { QTRY_VERIFY(m_numbers[key] != 0); }();
    return m_numbers[key];
}

QList<OperationRegistry::Seen> TestOperationRegistry::seenByOther()
{
    std::optional<Result<QList<OperationRegistry::Seen>>> seen;
    m_other->list([&seen](const auto& answer) { seen = answer; });
    [&] { QTRY_VERIFY(seen); }();
    return seen && *seen ? **seen : QList<OperationRegistry::Seen> {};
}

void TestOperationRegistry::othersListWhatIsRegistered()
{
    const OperationRecord record = running(12);
    const int key = m_own->enroll(record, [] { return StopAnswer::TooLate; });
    QCOMPARE(registered(key), 12U);
    const auto seen = seenByOther();
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().number, 12U);
    QVERIFY(!seen.first().ended);
    QVERIFY(seen.first().record == record);
}

void TestOperationRegistry::othersWaitForTheEnd()
{
    const int key = m_own->enroll(running(3), {});
    const quint64 number = registered(key);
    std::optional<Result<OperationRecord>> first, second, none;
    m_other->wait(number, [&first](const auto& answer) { first = answer; });
    m_other->wait(number, [&second](const auto& answer) { second = answer; });
    m_other->wait(number + 1, [&none](const auto& answer) { none = answer; });
    QTRY_VERIFY(none);
    QVERIFY(!*none);
    QCOMPARE(none->error().code, ErrorCode::NoSuchOperation);
    QVERIFY(!first);
    const OperationRecord last = ended(running(3));
    m_own->update(key, last);
    QTRY_VERIFY(first && second);
    QVERIFY(*first && *second);
    QVERIFY(**first == last && **second == last);
}

void TestOperationRegistry::waitingForWhatIsOverAnswersAtOnce()
{
    const int key = m_own->enroll(running(3), {});
    registered(key);
    m_own->update(key, ended(running(3)));
    bool settled = false;
    m_own->settle([&settled] { settled = true; });
    QTRY_VERIFY(settled);
    m_own.reset(); // a program that ends in order
    std::optional<Result<OperationRecord>> over;
    m_other->wait(3, [&over](const auto& answer) { over = answer; });
    QTRY_VERIFY(over);
    QVERIFY2(*over, why(*over));
    QCOMPARE((*over)->outcome, Outcome::Done);
}

void TestOperationRegistry::othersStopIt()
{
    int stops = 0;
    const int key = m_own->enroll(running(4), [&stops] {
        ++stops;
        return stops == 1 ? StopAnswer::Stopping : StopAnswer::TooLate;
    });
    const quint64 number = registered(key);
    QList<StopAnswer> answers;
    for (int i = 0; i < 2; ++i) {
        m_other->stop(number, [&answers](const auto& answer) {
            QVERIFY2(answer, why(answer));
            answers.append(*answer);
        });
        QTRY_COMPARE(answers.size(), i + 1);
    }
    m_own->update(key, ended(running(4)));
    bool settled = false;
    m_own->settle([&settled] { settled = true; });
    QTRY_VERIFY(settled);
    m_other->stop(number, [&answers](const auto& answer) {
        QVERIFY2(answer, why(answer));
        answers.append(*answer);
    });
    QTRY_COMPARE(answers, (QList {StopAnswer::Stopping, StopAnswer::TooLate, StopAnswer::AlreadyEnded}));
    QCOMPARE(stops, 2);
}

void TestOperationRegistry::aSilentProcessIsNotWaitedForForEver()
{
    BusConnection silent(m_bus, "silent"); // it does not listen to StopRequested
    const QString text = QString::fromUtf8(QJsonDocument(toJson(running(5))).toJson());
    QVERIFY(silent.call("Register", {text}).errorName().isEmpty());
    std::optional<Result<StopAnswer>> answer;
    m_other->stop(5, [&answer](const auto& told) { answer = told; });
    QTRY_VERIFY_WITH_TIMEOUT(answer, 15000);
    QCOMPARE(answer->error().code, ErrorCode::DeadlinePassed);
}

void TestOperationRegistry::aStormOfChangesIsAFewUpdates()
{
    const int key = m_own->enroll(running(6), {});
    registered(key);
    int heard = 0;
    std::optional<OperationRecord> last;
    connect(m_other.get(), &OperationRegistry::changed, this, [&](quint64, const OperationRecord& record) {
        ++heard;
        last = record;
    });
    OperationRecord record = running(6);
    for (int i = 0; i < 2000; ++i) {
        record.steps.first().progress.percent = i / 20;
        m_own->update(key, record);
    }
    QTRY_VERIFY(last && last->steps.first().progress.percent == 99); // the newest one arrives
    QVERIFY2(heard < 100, qPrintable(QString::number(heard)));
    m_own->update(key, ended(record));
    QTRY_VERIFY(last->outcome);
}

void TestOperationRegistry::theEndOfAProcessEndsItsOperations()
{
    const int key = m_own->enroll(running(7), {});
    const quint64 number = registered(key);
    std::optional<Result<OperationRecord>> over;
    m_other->wait(number, [&over](const auto& answer) { over = answer; });
    QCOMPARE(seenByOther().size(), 1);
    QVERIFY(!over);
    m_own.reset();
    QTRY_VERIFY(over);
    QVERIFY2(*over, why(*over));
    QCOMPARE((*over)->outcome, Outcome::Unknown);
    QCOMPARE((*over)->error->code, ErrorCode::Interrupted);
}

void TestOperationRegistry::anotherServiceIsToldAgain()
{
    const int key = m_own->enroll(running(8), {});
    QCOMPARE(registered(key), 8U);
    std::optional<Result<OperationRecord>> lost;
    m_other->wait(8, [&lost](const auto& answer) { lost = answer; });
    QCOMPARE(seenByOther().size(), 1);
    m_service.reset();
    QTRY_VERIFY(lost);
    QVERIFY(!*lost);
    QCOMPARE(lost->error().code, ErrorCode::ServiceNotRunning);
    m_numbers.clear();
    serve();
    QCOMPARE(registered(key), 8U);
    QCOMPARE(seenByOther().size(), 1);
}

void TestOperationRegistry::withoutAServiceNothingIsHeldUp()
{
    m_service.reset();
    const int key = m_own->enroll(running(9), {});
    m_own->update(key, ended(running(9)));
    bool settled = false;
    m_own->settle([&settled] { settled = true; });
    QTRY_VERIFY(settled);
    std::optional<Result<QList<OperationRegistry::Seen>>> seen;
    m_other->list([&seen](const auto& answer) { seen = answer; });
    QTRY_VERIFY(seen);
    QVERIFY(*seen); // a service that does not run knows of nothing, and is not started to say so
    QVERIFY((*seen)->isEmpty());
    std::optional<Result<StopAnswer>> answer;
    m_other->stop(9, [&answer](const auto& told) { answer = told; });
    QTRY_VERIFY(answer);
    QCOMPARE(answer->error().code, ErrorCode::NoSuchOperation);
}

QTEST_GUILESS_MAIN(TestOperationRegistry)
#include "tst_operationregistry.moc"
