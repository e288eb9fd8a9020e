// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/pcsc/cardusers.h"
#include "services/system/descriptor.h"
#include "testsupport/madeconnections.h"

#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

using namespace mooring;
using namespace mooring::pcsc;
using testsupport::MadeConnections;

// Who uses cards and readers, on a made-up host; and who is connected to a real socket.
class TestCardUsers : public QObject
{
    Q_OBJECT
private slots:
    void freeCardHasNoHolder();
    void clientsAreLikelyHoldersOfWhatIsInUse();
    void whatWeExplainIsNoStranger_data();
    void whatWeExplainIsNoStranger();
    void processOfAnotherUserIsSomebody();
    void useThatNobodyExplainsIsToldAllTheSame();
    void whoHasTheUsbDeviceOpenDrivesTheReader();
    void processThatWasAskedToQuitIsToldUntilItIsGone();
    void peersOfARealSocket();
};

namespace {

const QByteArray comm = "/run/pcscd/pcscd.comm";
const QByteArray first = "Reader 00 00", second = "Reader 01 00";

struct Stage
{
    FixtureRoot root;
    MadeConnections made {root};
    QList<UnixPeer> peers;
    bool areTold = true;
    CardView view;

    Stage()
    {
        made.program(100, "pcscd", "pcscd|-f");
        made.program(200, "scdaemon", "scdaemon|--multi-server", 1000);
        made.program(300, "firefox", "firefox", 1000);
        made.program(400, "mooringd", "mooringd|--user", 1000);
    }
    void connect(int pid, int socket, quint32 uid = 1000)
    {
        peers.append({QByteArray::number(socket), uid});
        if (pid > 0)
            root.link("socket:[" + QByteArray::number(socket) + ']',
                      "proc/" + QByteArray::number(pid) + "/fd/" + QByteArray::number(socket));
    }
    void reader(const QByteArray& name, quint32 flags)
    {
        view.readers.append(ReaderStatus::of(name, flags, "atr"));
    }
    void usb(int device, const QByteArray& product)
    {
        CcidReader reader;
        reader.product = product;
        reader.bus = 1;
        reader.device = unsigned(device);
        view.usb.append(reader);
    }
    void opens(int pid, const QByteArray& path) const
    {
        root.link(path, "proc/" + QByteArray::number(pid) + "/fd/77");
    }
    CardUsers users() const
    {
        CardUsers::Settings settings;
        settings.root = root.path();
        settings.socket = comm;
        settings.caller = 500;
        settings.user = 1000;
        settings.peers = [this](const QByteArray& path) {
            return path == comm && areTold ? std::optional(peers) : std::nullopt;
        };
        return CardUsers(settings);
    }
    Inventory look(const LookRequest& request = {{}, {}, true}) const
    {
        Inventory inventory;
        inventory.provider = QStringLiteral("pcsc");
        inventory.request = request;
        inventory.resources = CardResources(view, {}).all();
        CardUsers all = users();
        all.addTo(inventory, view);
        all.nameDrivers(inventory, view);
        return inventory;
    }
    // "scdaemon service-client card:Reader 00 00"
    QStringList lines(const LookRequest& request = {{}, {}, true}) const
    {
        QStringList lines;
        for (const Resource& user : look(request).users) {
            QStringList words {user.name, user.facts.value(Fact::How).toString()};
            for (const Need& need : user.needs)
                words.append(QString::fromUtf8(need.on.first().text));
            lines.append(words.join(u' '));
        }
        return lines;
    }
};

QStringList list(std::initializer_list<const char*> lines)
{
    QStringList result;
    for (const char* line : lines)
        result.append(QString::fromUtf8(line));
    return result;
}

} // namespace

void TestCardUsers::freeCardHasNoHolder()
{
    Stage stage;
    stage.connect(200, 21);
    stage.connect(300, 31);
    stage.reader(first, ReaderStatus::present);
    stage.reader(second, ReaderStatus::empty);
    QVERIFY(stage.look().users.isEmpty());
    QVERIFY(stage.look().errors.isEmpty());
}

void TestCardUsers::clientsAreLikelyHoldersOfWhatIsInUse()
{
    Stage stage;
    stage.connect(200, 21);
    stage.connect(200, 22); // two connections of one program
    stage.connect(300, 31);
    stage.connect(100, 11); // pcscd itself
    stage.connect(400, 41); // our own service
    stage.reader(first, ReaderStatus::present | ReaderStatus::inUse);
    stage.reader(second, ReaderStatus::present);
    QCOMPARE(stage.lines(),
             list({"scdaemon service-client card:Reader 00 00", "firefox service-client card:Reader 00 00"}));
    const Inventory seen = stage.look();
    QCOMPARE(seen.users.first().facts.value(Fact::Evidence).toString(), QString::fromUtf8(comm));
    QCOMPARE(seen.users.first().facts.value(Fact::Remedy).toByteArray(),
             QByteArray("gpgconf --kill scdaemon"));
    QVERIFY(!seen.users.last().facts.contains(Fact::Remedy));
    // by a signal it would be started again
    QCOMPARE(seen.users.first().release->command, (QList<QByteArray> {"gpgconf", "--kill", "scdaemon"}));
    QVERIFY(!seen.users.last().release->command.contains("gpgconf"));
    QCOMPARE(stage.users().likelyHolders(), QStringLiteral("scdaemon (200), firefox (300)"));
    LookRequest other;
    other.users = true;
    other.only = {CardResources::readerId(second)};
    other.standingOn = {CardResources::cardKey(second)};
    QVERIFY(stage.lines(other).isEmpty()); // not what was asked for
}

void TestCardUsers::whatWeExplainIsNoStranger_data()
{
    QTest::addColumn<quint32>("flag");
    QTest::addColumn<Share>("share");
    QTest::addColumn<bool>("hadOthers");
    QTest::addColumn<bool>("isLost");
    QTest::addColumn<bool>("isOthers");
    QTest::newRow("shared by us") << ReaderStatus::inUse << Share::Shared << false << false << false;
    QTest::newRow("shared before us") << ReaderStatus::inUse << Share::Shared << true << false << true;
    QTest::newRow("direct") << ReaderStatus::inUse << Share::Direct << false << false << false;
    QTest::newRow("ours alone") << ReaderStatus::exclusive << Share::Exclusive << false << false << false;
    QTest::newRow("not ours") << ReaderStatus::exclusive << Share::Shared << false << false << true;
    QTest::newRow("ours no more") << ReaderStatus::inUse << Share::Shared << false << true << true;
}

void TestCardUsers::whatWeExplainIsNoStranger()
{
    QFETCH(quint32, flag);
    QFETCH(Share, share);
    QFETCH(bool, hadOthers);
    QFETCH(bool, isLost);
    Stage stage;
    stage.connect(300, 31);
    stage.reader(first, ReaderStatus::present | flag);
    HeldCard held;
    held.reader = first;
    held.share = share;
    held.hadOthers = hadOthers;
    if (isLost)
        held.lost = ErrorCode::CardRemoved;
    stage.view.held = {held};
    QTEST(!stage.look().users.isEmpty(), "isOthers");
}

void TestCardUsers::processOfAnotherUserIsSomebody()
{
    Stage stage;
    stage.connect(0, 21, 0); // nobody may look into root's processes
    stage.reader(first, ReaderStatus::present | ReaderStatus::exclusive);
    const Inventory seen = stage.look();
    QCOMPARE(seen.users.size(), 1);
    QCOMPARE(seen.users.first().kind, Kind::Unknown);
    QCOMPARE(seen.users.first().facts.value(Fact::Uid).toLongLong(), 0);
    QVERIFY(seen.users.first().name.startsWith(QStringLiteral("? (")));
    QCOMPARE(seen.errors.size(), 1);
    QCOMPARE(seen.errors.first().error.code, ErrorCode::ProcessesUnseen);
    QVERIFY(seen.isComplete(Kind::Card));
    const Topology topology = Topology::join({seen});
    const Plan plan = makePlan(topology, Verb::Release, {CardResources::readerId(first)});
    QVERIFY(plan.isBlocked());
}

void TestCardUsers::useThatNobodyExplainsIsToldAllTheSame()
{
    Stage stage;
    stage.areTold = false; // a kernel without sock_diag
    stage.reader(first, ReaderStatus::present | ReaderStatus::inUse);
    stage.reader(second, ReaderStatus::present);
    const Inventory seen = stage.look();
    QCOMPARE(seen.users.size(), 1);
    QCOMPARE(seen.users.first().kind, Kind::Unknown);
    QCOMPARE(seen.users.first().needs.first().on.first(), CardResources::cardKey(first));
    QCOMPARE(stage.users().likelyHolders(), QString());
    stage.areTold = true; // nobody is connected, as far as this host can tell
    QCOMPARE(stage.look().users.size(), 1);
    HeldCard held;
    held.reader = first;
    held.hadOthers = true;
    stage.view.held = {held}; // it is us, and whoever was there before has hung up
    QVERIFY(stage.look().users.isEmpty());
}

void TestCardUsers::whoHasTheUsbDeviceOpenDrivesTheReader()
{
    Stage stage;
    stage.usb(4, "Token");
    stage.usb(5, "Reader 00");
    stage.reader(first, ReaderStatus::present);
    stage.opens(200, "/dev/bus/usb/001/004");
    stage.opens(100, "/dev/bus/usb/001/005"); // pcscd drives this one
    stage.opens(300, "/dev/bus/usb/001/0044");
    QCOMPARE(stage.lines(), list({"scdaemon open-device reader:Token"}));
    const Inventory seen = stage.look();
    const auto token4 = std::find_if(seen.resources.begin(), seen.resources.end(), [](const Resource& each) {
        return each.name == QStringLiteral("Token");
    });
    QVERIFY(token4 != seen.resources.end());
    QCOMPARE(token4->state, State::InUse);
    QCOMPARE(token4->facts.value(Fact::HeldBy).toString(), QStringLiteral("scdaemon (200)"));
    QCOMPARE(token4->facts.value(Fact::WhyLost).toString(), token(ErrorCode::ReaderTaken));
    QCOMPARE(seen.users.first().facts.value(Fact::Evidence).toString(),
             QStringLiteral("/dev/bus/usb/001/004"));
    QCOMPARE(stage.users().driverOf(stage.view.usb.first()), QStringLiteral("scdaemon (200)"));
}

void TestCardUsers::processThatWasAskedToQuitIsToldUntilItIsGone()
{
    Stage stage;
    stage.connect(300, 31);
    stage.reader(first, ReaderStatus::present); // it has let go of the card, and lives
    LookRequest request;
    request.users = true;
    request.only = {ResourceId::make(Kind::Process, "300@3000")};
    QCOMPARE(stage.look(request).users.size(), 1);
    request.only = {ResourceId::make(Kind::Process, "300@2999")}; // an earlier one
    QVERIFY(stage.look(request).users.isEmpty());
}

void TestCardUsers::peersOfARealSocket()
{
    const FixtureRoot root;
    const QByteArray path = root.path() + "comm";
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    const Descriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QVERIFY(bind(listener.get(), name, sizeof address) == 0 && listen(listener.get(), 4) == 0);
    const Descriptor client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!unixPeers(path))
        QSKIP("this kernel does not tell of UNIX sockets");
    QVERIFY(unixPeers(path)->isEmpty());
    QCOMPARE(::connect(client.get(), name, sizeof address), 0);
    const Descriptor accepted(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const auto peers = unixPeers(path);
    QVERIFY(peers);
    QCOMPARE(peers->size(), 1);
    QCOMPARE(peers->first().uid.value_or(geteuid()), geteuid());
    SocketHolders holders("/");
    QCOMPARE(holders.find({peers->first().socket}).value(peers->first().socket), QList<qint64> {getpid()});
    QVERIFY(unixPeers(path + "2")->isEmpty());
    QVERIFY(unixPeersIn({}, path).isEmpty());
    QVERIFY(unixPeersIn(QByteArray(7, 'x'), path).isEmpty());
}

QTEST_GUILESS_MAIN(TestCardUsers)
#include "tst_cardusers.moc"
