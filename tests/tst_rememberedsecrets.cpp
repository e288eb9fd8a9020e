// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/resource.h"
#include "services/keyring/keyringentry.h"
#include "services/libiscsi/rememberedsecrets.h"
#include "testsupport/fakekeyring.h"

#include <QJsonObject>
#include <QTest>

#include <future>

using namespace mooring;
using namespace mooring::iscsi;

namespace {

const QByteArray target = "iqn.2026-11.lab:t1";
const ChapSecrets right {ChapAccess {"alice", "a-secret-of-16-b"}, ChapAccess {"target", "another-of-16-by"}};
const ChapSecrets wrong {ChapAccess {"alice", "not-that-secret!"}, {}};

// What logins do with the keyring, without the logins: everything here happens on the loop's thread.
struct Desk
{
    explicit Desk(Keyring* keyring)
    {
        here([this, keyring] { secrets = std::make_unique<RememberedSecrets>(loop, keyring); });
    }
    ~Desk()
    {
        here([this] { secrets.reset(); });
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    void here(const std::function<void()>& work)
    {
        std::promise<void> done;
        loop.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    Result<Step> prepare(const Step& step)
    {
        std::promise<Result<Step>> answer;
        loop.post([&] {
            secrets->prepare(step, [&](const Result<Step>& complete) { answer.set_value(complete); });
        });
        return answer.get_future().get();
    }
    void end(const Step& step, bool isOpen)
    {
        here([&] { secrets->ended(step, isOpen); });
    }
    bool knows()
    {
        bool known = false;
        here([&] { known = secrets->knows(target); });
        return known;
    }

    std::unique_ptr<RememberedSecrets> secrets;
    EventLoop loop;
};

Step login(const ChapSecrets& secrets, const QStringList& flags)
{
    Step step;
    step.name = QString::fromUtf8(target);
    step.arguments.insert(QStringLiteral("target"), step.name);
    QJsonObject given;
    const auto add = [&](const std::optional<ChapAccess>& access, const char* user, const char* side) {
        if (!access)
            return;
        step.arguments.insert(QLatin1String(user), encodeBytes(access->user));
        if (!access->secret.isEmpty())
            given.insert(QLatin1String(side), encodeBytes(access->secret));
    };
    add(secrets.own, "chapUser", "chap");
    add(secrets.mutual, "mutualUser", "mutual");
    if (!given.isEmpty())
        step.arguments.insert(secretArguments, given);
    for (const QString& flag : flags)
        step.arguments.insert(flag, true);
    return step;
}

Step byName(const char* own, const char* mutual = nullptr)
{
    ChapSecrets names {ChapAccess {own, {}}, {}};
    if (mutual != nullptr)
        names.mutual = ChapAccess {mutual, {}};
    return login(names, {});
}

const QStringList remember {QStringLiteral("rememberSecret")};

} // namespace

class TestRememberedSecrets : public QObject
{
    Q_OBJECT
private slots:
    void concernsWhatNeedsTheKeyring();
    void fillsInWhatOnlyTheNameIsGivenOf();
    void saysWhatItDoesNotHave();
    void keepsWhatOpenedASession();
    void writesOnceForSeveralSessions();
    void bringsBackWhatWasThere_data();
    void bringsBackWhatWasThere();
    void oneOfSeveralLoginsIsProofEnough();
    void opensNothingWithoutAKeyring();
    void entriesSurviveTheirText();
};

void TestRememberedSecrets::concernsWhatNeedsTheKeyring()
{
    QVERIFY(!RememberedSecrets::concerns(login({}, {})));
    QVERIFY(!RememberedSecrets::concerns(login({}, {QStringLiteral("automatic")})));
    QVERIFY(!RememberedSecrets::concerns(login(right, {})));
    QVERIFY(RememberedSecrets::concerns(login(right, remember)));
    QVERIFY(RememberedSecrets::concerns(login(right, {QStringLiteral("automatic")})));
    QVERIFY(RememberedSecrets::concerns(byName("alice")));
}

void TestRememberedSecrets::fillsInWhatOnlyTheNameIsGivenOf()
{
    FakeKeyring keyring;
    keyring.entries.insert(target, right);
    Desk desk(&keyring);
    const auto own = desk.prepare(byName("alice"));
    QVERIFY(own);
    QCOMPARE(own->arguments, login({right.own, {}}, {}).arguments);
    const auto both = desk.prepare(byName("alice", "target"));
    QVERIFY(both);
    QCOMPARE(both->arguments, login(right, {}).arguments);
    QVERIFY(desk.knows());
    QCOMPARE(keyring.asked.size(), 2); // read, and nothing else
}

void TestRememberedSecrets::saysWhatItDoesNotHave()
{
    FakeKeyring keyring;
    keyring.entries.insert(target, {right.own, {}});
    Desk desk(&keyring);
    for (const Step& step : {byName("bob"), byName("alice", "target")}) {
        const auto refused = desk.prepare(step);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::SecretMissing);
        QCOMPARE(refused.error().domain, ErrorDomain::Dbus);
    }
    keyring.isLocked = true;
    const auto locked = desk.prepare(byName("alice"));
    QVERIFY(!locked);
    QCOMPARE(locked.error().code, ErrorCode::KeyringUnavailable);
    QCOMPARE(locked.error().text, QStringLiteral("locked"));
}

void TestRememberedSecrets::keepsWhatOpenedASession()
{
    FakeKeyring keyring;
    Desk desk(&keyring);
    const auto first = desk.prepare(login(right, remember));
    QVERIFY(first);
    desk.end(*first, true);
    QCOMPARE(keyring.entries.value(target), right);
    const auto second = desk.prepare(login(right, remember)); // it is there
    QVERIFY(second);
    desk.end(*second, false); // for whatever reason: it was right once
    QCOMPARE(keyring.entries.value(target), right);
    QCOMPARE(keyring.asked.count("write " + target), 1);
}

void TestRememberedSecrets::writesOnceForSeveralSessions()
{
    FakeKeyring keyring;
    Desk desk(&keyring);
    const Step step = login(right, remember);
    std::promise<void> all;
    int complete = 0;
    desk.here([&] {
        for (int session = 0; session < 3; ++session)
            desk.secrets->prepare(step, [&](const Result<Step>& prepared) {
                if (prepared && ++complete == 3)
                    all.set_value();
            });
    });
    QCOMPARE(all.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    QCOMPARE(keyring.asked.count("write " + target), 1);
    for (int session = 0; session < 3; ++session)
        desk.end(step, true);
    QVERIFY(desk.knows());
}

void TestRememberedSecrets::bringsBackWhatWasThere_data()
{
    QTest::addColumn<bool>("hadOne");
    QTest::newRow("nothing") << false;
    QTest::newRow("another") << true;
}

void TestRememberedSecrets::bringsBackWhatWasThere()
{
    QFETCH(const bool, hadOne);
    FakeKeyring keyring;
    if (hadOne)
        keyring.entries.insert(target, right);
    const auto before = keyring.entries;
    Desk desk(&keyring);
    const auto prepared = desk.prepare(login(wrong, remember));
    QVERIFY(prepared);
    QCOMPARE(keyring.entries.value(target), wrong);
    desk.end(*prepared, false);
    QCOMPARE(keyring.entries, before);
}

void TestRememberedSecrets::oneOfSeveralLoginsIsProofEnough()
{
    FakeKeyring keyring;
    keyring.entries.insert(target, wrong);
    Desk desk(&keyring);
    const Step step = login(right, remember);
    for (int n = 0; n < 3; ++n)
        QVERIFY(desk.prepare(step));
    for (const bool isOpen : {false, true, false})
        desk.end(step, isOpen);
    QCOMPARE(keyring.entries.value(target), right);
}

void TestRememberedSecrets::opensNothingWithoutAKeyring()
{
    Desk none(nullptr);
    QCOMPARE(none.prepare(login(right, remember)).error().code, ErrorCode::KeyringUnavailable);
    FakeKeyring keyring;
    keyring.isReadOnly = true;
    Desk desk(&keyring);
    QCOMPARE(desk.prepare(login(right, remember)).error().code, ErrorCode::KeyringUnavailable);
    QCOMPARE(keyring.asked.last(), "write " + target); // nothing was there, nothing is brought back
    QVERIFY(!desk.knows());
}

void TestRememberedSecrets::entriesSurviveTheirText()
{
    const ChapSecrets bytes {ChapAccess {"\xC3\xA4 \"%\xFF", QByteArray("\x01\xFE", 2)}, {}};
    for (const ChapSecrets& secrets : {right, wrong, bytes})
        QCOMPARE(keyring::secretsIn(keyring::textOf(secrets)), secrets);
    for (const char* text : {"", "[]", "{\"chap\": 7}", "{\"chap\": {\"user\": \"alice\"}}", "a secret"})
        QVERIFY(!keyring::secretsIn(text));
}

QTEST_APPLESS_MAIN(TestRememberedSecrets)
#include "tst_rememberedsecrets.moc"
