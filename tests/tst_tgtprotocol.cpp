// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/tgt/tgtdaemons.h"
#include "services/tgt/tgtprotocol.h"
#include "testsupport/scriptedtgtd.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace mooring;
using namespace mooring::tgt;
using testsupport::ScriptedTgtd;

// Requests and answers on the wire, and what is no answer.
class TestTgtProtocol : public QObject
{
    Q_OBJECT
private slots:
    void laysOutARequest();
    void readsAnAnswer();
    void asks();
    void tellsWhatIsNoAnswer_data();
    void tellsWhatIsNoAnswer();
    void tellsThatNobodyListens();
    void waitsNoLongerThanItMay();
    void namesEveryNumber_data();
    void namesEveryNumber();
    void findsControls();
};

void TestTgtProtocol::laysOutARequest()
{
    Request request {Mode::Device, Op::New, 3};
    request.lun = 0x0102030405060708;
    request.session = 9;
    request.connection = 4;
    request.deviceType = 5;
    request.parameters = "path=/srv/a,bstype=aio";
    const QByteArray bytes = encoded(request);
    const auto at = [&bytes](qsizetype offset, int size) {
        quint64 value = 0;
        std::memcpy(&value, bytes.constData() + offset, size_t(size));
        return value;
    };
    QCOMPARE(bytes.size(), 120 + request.parameters.size() + 1);
    QCOMPARE(at(0, 4), 2U);
    QCOMPARE(at(4, 4), 0U);
    QCOMPARE(bytes.mid(8, 6), QByteArray("iscsi\0", 6));
    QCOMPARE(at(72, 4), quint64(bytes.size()));
    QCOMPARE(at(76, 4), 3U);
    QCOMPARE(at(80, 8), 9U);
    QCOMPARE(at(88, 8), request.lun);
    QCOMPARE(at(96, 4), 4U);
    QCOMPARE(at(104, 4), 5U);
    QCOMPARE(at(116, 4), 0U); // nothing is ever forced
    QCOMPARE(bytes.mid(120), QByteArray("path=/srv/a,bstype=aio\0", 23));
    QCOMPARE(encoded({Mode::System, Op::Show}).mid(8, 8), QByteArray(8, '\0')); // no driver
}

void TestTgtProtocol::readsAnAnswer()
{
    QCOMPARE(decoded(ScriptedTgtd::answer(0, "text\n")), (Response {0, "text\n"}));
    QCOMPARE(decoded(ScriptedTgtd::answer(20)), (Response {20, {}}));
    QCOMPARE(decoded(ScriptedTgtd::answer(0, QByteArray("a\0\0", 3))), (Response {0, "a"}));
    QVERIFY(!decoded({}));
    QVERIFY(!decoded(QByteArray(7, '\0')));
    QVERIFY(!decoded(ScriptedTgtd::answer(0, "text") + "more"));
    QVERIFY(!decoded(ScriptedTgtd::answer(0, "text").chopped(1)));
}

void TestTgtProtocol::asks()
{
    const QByteArray big(5 << 20, 'x');
    const ScriptedTgtd tgtd([&big](const QByteArray&) { return ScriptedTgtd::answer(0, big); });
    const Answer answer = tgt::ask({"5", tgtd.socket()}, {Mode::Target, Op::Show}, {});
    QVERIFY(!answer.error);
    QVERIFY(answer.wasSent);
    QCOMPARE(answer.pid, qint64(::getpid()));
    QCOMPARE(answer.response.text, big);
    QCOMPARE(tgtd.requests(), QList<QByteArray> {encoded({Mode::Target, Op::Show})});
}

void TestTgtProtocol::tellsWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing: another user's, or it ended") << QByteArray() << ErrorCode::ConnectionLost;
    QTest::newRow("half a head") << QByteArray("\0\0\0", 3) << ErrorCode::AnswerMalformed;
    QTest::newRow("less than it says")
        << ScriptedTgtd::answer(0, "some text").chopped(4) << ErrorCode::AnswerMalformed;
    QTest::newRow("more than it says") << ScriptedTgtd::answer(0, "x") + "y" << ErrorCode::AnswerMalformed;
    QTest::newRow("a length of 4 GiB") << QByteArray(8, '\xff') << ErrorCode::AnswerMalformed;
    QTest::newRow("a web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n")
                                  << ErrorCode::AnswerMalformed;
}

void TestTgtProtocol::tellsWhatIsNoAnswer()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    const ScriptedTgtd tgtd([&bytes](const QByteArray&) { return bytes; });
    const Answer answer = tgt::ask({"5", tgtd.socket()}, {Mode::Target, Op::Show}, {});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->code, code);
    QCOMPARE(answer.error->source, QStringLiteral("tgt@5"));
    QVERIFY(answer.wasSent); // so what was asked for may have been done
}

void TestTgtProtocol::tellsThatNobodyListens()
{
    QTemporaryDir folder;
    const QByteArray path = folder.path().toUtf8() + "/tgt.0";
    const Answer missing = tgt::ask({"0", path}, {Mode::Target, Op::Show}, {});
    QVERIFY(missing.error && missing.error->code == ErrorCode::ServiceNotRunning && !missing.wasSent);
    { // as a tgtd that was killed leaves it
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::memcpy(&address.sun_path, path.constData(), size_t(path.size()));
        const int dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(dead);
    }
    const Answer refused = tgt::ask({"0", path}, {Mode::Target, Op::Show}, {});
    QVERIFY(refused.error && refused.error->code == ErrorCode::ServiceNotRunning);
    QCOMPARE(refused.error->number, quint32(ECONNREFUSED));
    const Answer tooLong = tgt::ask({"0", '/' + QByteArray(200, 'x')}, {Mode::Target, Op::Show}, {});
    QVERIFY(tooLong.error && tooLong.error->number == quint32(ENAMETOOLONG));
}

void TestTgtProtocol::waitsNoLongerThanItMay()
{
    std::mutex silence;
    silence.lock();
    const ScriptedTgtd tgtd([&silence](const QByteArray&) {
        const std::scoped_lock lock(silence);
        return QByteArray();
    });
    const Answer late = tgt::ask({"5", tgtd.socket()}, {Mode::Target, Op::Show}, {}, 50);
    QVERIFY(late.error && late.error->code == ErrorCode::DeadlinePassed && late.wasSent);
    std::stop_source stop;
    stop.request_stop();
    const Answer stopped = tgt::ask({"5", tgtd.socket()}, {Mode::Target, Op::Show}, stop.get_token(), 60000);
    QVERIFY(stopped.error && stopped.error->code == ErrorCode::DeadlinePassed);
    silence.unlock();
}

void TestTgtProtocol::namesEveryNumber_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](int number, Outcome outcome) { QTest::addRow("%d", number) << number << outcome; };
    for (const int number : {1, 3, 8, 9, 11, 12, 13, 14, 15, 16, 18})
        row(number, Outcome::Failed);
    row(2, Outcome::OutOfMemory);
    row(4, Outcome::InvalidRequest);
    row(5, Outcome::NotAssociated);
    row(6, Outcome::NothingToDo);
    row(7, Outcome::NothingToDo);
    row(10, Outcome::InvalidRequest);
    row(17, Outcome::InvalidRequest);
    row(19, Outcome::Busy);
    row(20, Outcome::Busy);
    row(21, Outcome::Busy);
    row(22, Outcome::Unsupported);
    row(23, Outcome::InvalidRequest);
    row(24, Outcome::Busy);
    for (const int number : {25, 4096, 32767, 65535, 0x7fffffff})
        row(number, Outcome::Unknown);
}

void TestTgtProtocol::namesEveryNumber()
{
    QFETCH(const int, number);
    QFETCH(const Outcome, outcome);
    const Error error = errorOfNumber(quint32(number), QStringLiteral("t/1"));
    QCOMPARE(outcomeOf(error), outcome);
    QCOMPARE(error.domain, ErrorDomain::Tgt);
    QCOMPARE(error.number, quint32(number));
    QCOMPARE(error.subject, QStringLiteral("t/1"));
}

void TestTgtProtocol::findsControls()
{
    QTemporaryDir root;
    const QByteArray path = root.path().toUtf8();
    const auto bind = [](const QByteArray& name) {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::memcpy(&address.sun_path, name.constData(), size_t(name.size()));
        const int one = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(one, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(one);
    };
    QVERIFY(controls(path, {}).isEmpty());
    QVERIFY(QDir(root.path()).mkpath(QStringLiteral("run/tgtd")));
    for (const char* name : {"/run/tgtd/socket.10", "/run/tgtd/socket.2", "/run/tgtd/other.1",
                             "/run/tgtd/socket.x", "/mine.2", "/mine.3"})
        bind(path + name);
    QFile lock(root.path() + QStringLiteral("/run/tgtd/socket.7")); // no socket
    QVERIFY(lock.open(QIODevice::WriteOnly));
    QCOMPARE(controls(path, {}),
             (QList<Control> {{"2", path + "/run/tgtd/socket.2"}, {"10", path + "/run/tgtd/socket.10"}}));
    // where both have a number, the environment's has the short name
    QCOMPARE(controls(path, path + "/mine"),
             (QList<Control> {{"2", path + "/mine.2"},
                              {"3", path + "/mine.3"},
                              {"10", path + "/run/tgtd/socket.10"},
                              {path + "/run/tgtd/socket.2", path + "/run/tgtd/socket.2"}}));
}

QTEST_GUILESS_MAIN(TestTgtProtocol)
#include "tst_tgtprotocol.moc"
