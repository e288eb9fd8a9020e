// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "labprocess.h"
#include "services/libiscsi/sendtargets.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace mooring;
using namespace mooring::iscsi;
using namespace mooring::lab;

namespace {

constexpr int controlPort = 5261;

struct Socket
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ~Socket() { close(fd); }
    bool connectTo(quint16 port) const
    {
        const sockaddr_in address = loopback(port);
        return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    bool bindTo(quint16 port) const
    {
        const int yes = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        const sockaddr_in address = loopback(port);
        return ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }

private:
    static sockaddr_in loopback(quint16 port)
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }
};

// One below the ports that the kernel gives away.
quint16 freePort()
{
    for (quint16 port = 13400; port < 13900; ++port) {
        if (Socket().bindTo(port))
            return port;
    }
    return 0;
}

// A tgtd of our own, on the loopback only.
class PrivateTgtd
{
public:
    PrivateTgtd()
        : m_port(freePort())
        , m_daemon({"tgtd", "-f", "-C", QByteArray::number(controlPort), "-t", "1", "--iscsi",
                    "portal=127.0.0.1:" + QByteArray::number(m_port)},
                   environment())
    {
    }
    quint16 port() const { return m_port; }
    bool isUp() const { return Socket().connectTo(m_port); }
    Ran admin(const Argv& words) const
    {
        return run(Argv {"tgtadm", "-C", QByteArray::number(controlPort), "--lld", "iscsi"} + words,
                   {.environment = environment()});
    }
    bool addTarget(int number, const QByteArray& name) const
    {
        const QByteArray n = QByteArray::number(number);
        return admin({"-m", "target", "-o", "new", "-t", n, "-T", name}).ok()
            && admin({"-m", "target", "-o", "bind", "-t", n, "-I", "ALL"}).ok();
    }
    bool addAccount(const ChapCredentials& account, const Argv& direction) const
    {
        return admin({"-m", "account", "-o", "new", "--user", account.user, "--password", account.secret})
                   .ok()
            && admin(Argv {"-m", "account", "-o", "bind", "--user", account.user} + direction).ok();
    }

private:
    Argv environment() const
    {
        return {"TGT_IPC_SOCKET=" + m_folder.filePath(QStringLiteral("tgt")).toLocal8Bit()};
    }

    QTemporaryDir m_folder;
    quint16 m_port;
    Running m_daemon;
};

// The loop that a sans-I/O exchange needs. `piece`: bytes read at once.
SendTargets discover(quint16 port, const LoginOptions& options, size_t piece = 65536)
{
    SendTargets discovery(options);
    const Socket socket;
    if (!socket.connectTo(port))
        return discovery;
    QByteArray buffer(qsizetype(piece), '\0');
    QElapsedTimer timer;
    timer.start();
    while (discovery.state() == SendTargets::State::Running && timer.elapsed() < 20000) {
        const QByteArray out = discovery.output();
        if (send(socket.fd, out.constData(), size_t(out.size()), MSG_NOSIGNAL) != out.size())
            discovery.closed();
        pollfd ready {socket.fd, POLLIN, 0};
        if (poll(&ready, 1, 1000) < 1)
            continue;
        const ssize_t got = recv(socket.fd, buffer.data(), piece, 0);
        got > 0 ? discovery.input(QByteArrayView(buffer).first(got)) : discovery.closed();
    }
    return discovery;
}

LoginOptions anonymous()
{
    LoginOptions options;
    options.initiatorName = "iqn.2026-11.lab:host";
    options.isid = {'\x80', 0, 0, 1, 2, 3};
    return options;
}

} // namespace

// Discovery against a real tgtd.
class TestSendTargetsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void findsTargets_data();
    void findsTargets();
    void authenticates();
};

void TestSendTargetsLab::initTestCase()
{
    if (!run({"tgtadm", "--version"}).ok())
        QSKIP("no tgt here");
}

void TestSendTargetsLab::findsTargets_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("an answer in one PDU") << 100;
    QTest::newRow("an answer in two") << 1400; // names of 150 bytes: more than we take in one
}

void TestSendTargetsLab::findsTargets()
{
    QFETCH(int, count);
    PrivateTgtd tgtd;
    QTRY_VERIFY(tgtd.isUp());
    QSet<QByteArray> expected;
    for (int i = 1; i <= count; ++i) {
        const QByteArray name = "iqn.2026-11.lab:" + QByteArray(150, 'x') + QByteArray::number(i);
        QVERIFY(tgtd.addTarget(i, name));
        expected.insert(name);
    }
    for (const size_t piece : {size_t(65536), size_t(1)}) {
        const SendTargets discovery = discover(tgtd.port(), anonymous(), piece);
        QCOMPARE(discovery.state(), SendTargets::State::Done);
        QCOMPARE(discovery.targets().size(), count);
        QSet<QByteArray> found;
        for (const FoundTarget& target : discovery.targets()) {
            found.insert(target.name);
            QVERIFY((target.portals == QList<Portal> {{"127.0.0.1", tgtd.port(), 1}}));
        }
        QCOMPARE(found, expected);
    }
    // each logged out
    QVERIFY(!tgtd.admin({"-m", "conn", "-o", "show", "-t", "1"}).out.contains("Session"));
}

void TestSendTargetsLab::authenticates()
{
    const ChapCredentials us {"initiator", "a-secret-of-16-b"}, them {"target", "the-targets-secret"};
    PrivateTgtd tgtd;
    QTRY_VERIFY(tgtd.isUp());
    QVERIFY(tgtd.addTarget(1, "iqn.2026-11.lab:t1"));
    LoginOptions options = anonymous();
    options.chap = us;
    QCOMPARE(discover(tgtd.port(), options).state(), SendTargets::State::Done); // it lets in whoever comes
    QVERIFY(tgtd.addAccount(us, {}));
    QCOMPARE(discover(tgtd.port(), options).targets().size(), 1);
    QCOMPARE(discover(tgtd.port(), anonymous()).error().code, ErrorCode::SecretMissing);
    options.chap->secret = "another-secret-x";
    QCOMPARE(discover(tgtd.port(), options).error().code, ErrorCode::AuthenticationFailed);
    options.chap = us;
    options.mutualChap = them;
    options.challenge = randomChallenge();
    QCOMPARE(discover(tgtd.port(), options).error().code,
             ErrorCode::AuthenticationFailed); // it has no secret
    QVERIFY(tgtd.addAccount(them, {"--outgoing"}));
    QCOMPARE(discover(tgtd.port(), options).targets().size(), 1);
    options.mutualChap->secret = "not-the-targets-secret";
    QCOMPARE(discover(tgtd.port(), options).error().code, ErrorCode::AuthenticationFailed);
}

QTEST_GUILESS_MAIN(TestSendTargetsLab)
#include "tst_sendtargets_lab.moc"
