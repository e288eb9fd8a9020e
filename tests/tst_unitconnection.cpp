// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/unitconnection.h"
#include "services/system/descriptor.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>

using namespace mooring;
using namespace std::chrono_literals;

namespace {

// Listens on a port of the loopback that the kernel chooses.
class Listener
{
public:
    explicit Listener(int family)
        : m_family(family)
        , m_descriptor(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const sockaddr_storage address = loopback();
        if (::bind(m_descriptor.get(), generic(address), sizeof address) != 0
            || ::listen(m_descriptor.get(), 1) != 0)
            qFatal("no listener");
    }
    Descriptor connected() const // by the kernel: nobody has accepted it
    {
        sockaddr_storage address {};
        socklen_t length = sizeof address;
        ::getsockname(m_descriptor.get(), reinterpret_cast<sockaddr*>(&address), &length);
        Descriptor client(::socket(m_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::connect(client.get(), generic(address), length) != 0)
            qFatal("not connected");
        return client;
    }
    Descriptor accepted() const { return Descriptor(::accept(m_descriptor.get(), nullptr, nullptr)); }

private:
    static const sockaddr* generic(const sockaddr_storage& address)
    {
        return reinterpret_cast<const sockaddr*>(&address);
    }
    sockaddr_storage loopback() const
    {
        sockaddr_storage address {};
        address.ss_family = static_cast<sa_family_t>(m_family);
        if (m_family == AF_INET)
            reinterpret_cast<sockaddr_in*>(&address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        else
            reinterpret_cast<sockaddr_in6*>(&address)->sin6_addr = in6addr_loopback;
        return address;
    }
    int m_family;
    Descriptor m_descriptor;
};

std::optional<TcpTraffic> trafficOfThis() // process, which has one connection
{
    const auto connections = connectionsOf("/", getpid());
    return connections && connections->size() == 1 ? trafficOf(connections->constFirst()) : std::nullopt;
}

} // namespace

// Whether a target answers, by what its connection shows.
class TstUnitConnection : public QObject
{
    Q_OBJECT
private slots:
    void judgesSilence_data();
    void judgesSilence();
    void seesWhatTheKernelCounts_data();
    void seesWhatTheKernelCounts();
    void tellsWhoNeverAnswered();
    void tellsNothingOfWhomItCannotSee();
};

void TstUnitConnection::judgesSilence_data()
{
    QTest::addColumn<TcpTraffic>("traffic");
    QTest::addColumn<bool>("silent");
    QTest::newRow("just answered") << TcpTraffic {0ms, 0ms, 48} << false;
    QTest::newRow("idle between two NOPs") << TcpTraffic {4900ms, 4900ms, 48} << false;
    QTest::newRow("one NOP unanswered") << TcpTraffic {9900ms, 4900ms, 48} << false;
    QTest::newRow("two NOPs unanswered") << TcpTraffic {12100ms, 2100ms, 48} << true;
    QTest::newRow("long silent") << TcpTraffic {3600s, 4900ms, 48} << true;
    QTest::newRow("asked nothing") << TcpTraffic {3600s, 3600s, 48} << false;
    QTest::newRow("replied last") << TcpTraffic {3600s, 3600s - 4ms, 48} << false;
    QTest::newRow("its login unanswered") << TcpTraffic {1ms, 1ms, 0} << true;
}

void TstUnitConnection::judgesSilence()
{
    QFETCH(const TcpTraffic, traffic);
    QTEST(isSilent(traffic), "silent");
}

void TstUnitConnection::seesWhatTheKernelCounts_data()
{
    QTest::addColumn<int>("family");
    QTest::newRow("IPv4") << AF_INET;
    QTest::newRow("IPv6") << AF_INET6;
}

void TstUnitConnection::seesWhatTheKernelCounts()
{
    QFETCH(const int, family);
    const Listener listener(family);
    const Descriptor client = listener.connected();
    QVERIFY(trafficOfThis());
    QCOMPARE(trafficOfThis()->received, quint64(0));
    {
        const Descriptor server = listener.accepted();
        QCOMPARE(::send(server.get(), "hello", 5, 0), ssize_t(5));
        std::array<char, 8> buffer {};
        QCOMPARE(::recv(client.get(), buffer.data(), buffer.size(), 0), ssize_t(5));
        const auto both = connectionsOf("/", getpid());
        QCOMPARE(both->size(), 2);
        QCOMPARE(std::count_if(both->begin(), both->end(),
                               [](const TcpConnection& each) { return trafficOf(each)->received == 5; }),
                 1);
        const auto seen = [&](bool isSent) {
            for (const TcpConnection& each : *both)
                if (const auto traffic = trafficOf(each); traffic->received == 5)
                    return isSent ? traffic->sinceSent : traffic->sinceReceived;
            return 0ms;
        };
        QTRY_VERIFY(seen(false) > 300ms);
        QCOMPARE(::send(client.get(), "?", 1, 0), ssize_t(1));
        QVERIFY(seen(true) < seen(false)); // sent since the last answer
        TcpConnection another = both->constFirst();
        another.socket += '1';
        QVERIFY(!trafficOf(another)); // that one the kernel does not have
    }
}

// As a target that is stopped: its kernel takes the connection, and what is sent.
void TstUnitConnection::tellsWhoNeverAnswered()
{
    QCOMPARE(unitConnectionOf("/", getpid()), std::optional(UnitConnection())); // without a connection
    const Listener listener(AF_INET);
    const Descriptor client = listener.connected();
    const auto unanswered = unitConnectionOf("/", getpid());
    QVERIFY(unanswered && !unanswered->isAnswered);
    QCOMPARE(unanswered->portal, connectionsOf("/", getpid())->constFirst().remote.text());
    const Descriptor server = listener.accepted();
    QCOMPARE(::send(server.get(), "hello", 5, 0), ssize_t(5));
    QTRY_VERIFY(unitConnectionOf("/", getpid())->isAnswered);
}

void TstUnitConnection::tellsNothingOfWhomItCannotSee()
{
    const FixtureRoot root;
    QVERIFY(!unitConnectionOf(root.path(), 1));
    const TcpConnection closed {{"127.0.0.1", 1}, {"127.0.0.1", 2}, 0, "3"};
    QVERIFY(!trafficOf(closed));
    QVERIFY(!trafficOf({{"", 1}, {"", 2}, 0, "3"}));
}

QTEST_GUILESS_MAIN(TstUnitConnection)
#include "tst_unitconnection.moc"
