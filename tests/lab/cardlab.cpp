// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardlab.h"

#include <QElapsedTimer>
#include <QFile>

#include <cctype>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr auto driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
constexpr int patience = 20000; // ms
constexpr int perDriver = 2; // slots

QByteArray number(int value) { return QByteArray::number(value); }

void write(const QByteArray& path, const QByteArray& text)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("lab: cannot write %s", path.constData());
}

template <class Condition> void await(const char* what, Condition condition)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (clock.elapsed() > patience)
            qFatal("lab: %s: it does not come", what);
        usleep(10000);
    }
}

} // namespace

CardClient::CardClient()
    : m_process({Lab::program("lab-card"), "client"})
{
}

void CardClient::send(const QByteArray& line) { m_process.write(line + '\n'); }
QByteArray CardClient::read(int timeout) { return m_process.readLine(timeout); }

QByteArray CardClient::say(const QByteArray& line)
{
    send(line);
    return read();
}

void CardClient::die()
{
    m_process.signal(SIGKILL);
    m_process.waitEnd();
}

QString CardLab::unavailable()
{
    if (geteuid() != 0)
        return QStringLiteral("a lab with smart cards needs root");
    if (access("/usr/sbin/pcscd", X_OK) != 0)
        return QStringLiteral("pcscd is not installed");
    if (access(driver, R_OK) != 0)
        return QStringLiteral("vsmartcard-vpcd is not installed");
    return {};
}

CardLab::CardLab(const Lab& lab)
    : m_folder(lab.makeFolder("cards"))
    , m_socket(m_folder + "/pcscd.comm")
    , m_root(lab.makeFolder("cards/root"))
{
    for (const char* name : {"proc", "usr"})
        if (symlink((QByteArray("/") + name).constData(), (m_root + '/' + name).constData()) != 0)
            qFatal("lab: %s", name);
    lab.makeFolder("cards/readers");
    qputenv("PCSCLITE_CSOCK_NAME", m_socket);
    start();
}

CardLab::~CardLab()
{
    kill();
    qunsetenv("PCSCLITE_CSOCK_NAME");
}

// One copy of the driver for each pair of slots: it serves one port and the next.
void CardLab::configure() const
{
    QByteArray text;
    for (int slot = 0; slot < slotCount; slot += perDriver) {
        const QByteArray library = driverOf(slot);
        if (access(library.constData(), R_OK) != 0) {
            Lab::must({"cp", "--", Lab::program("lab-reader.so"), library});
            Lab::must({"cp", "-L", "--", driver, library + ".vpcd"});
        }
        write(library + ".port", number(port(slot)));
        const QByteArray place = number(port(slot));
        text += "FRIENDLYNAME \"" + friendlyName(slot / perDriver) + "\"\nDEVICENAME /dev/null:" + place
            + "\nLIBPATH " + library + "\nCHANNELID " + place + "\n\n";
    }
    write(m_folder + "/readers/lab", text);
}

QByteArray CardLab::driverOf(int slot) const
{
    return m_folder + "/driver" + number(slot - slot % perDriver) + ".so";
}

void CardLab::mark(int slot, const char* suffix, bool isOn) const
{
    const QByteArray path = driverOf(slot) + suffix;
    if (isOn)
        write(path, {});
    else if (unlink(path.constData()) != 0)
        qFatal("lab: cannot remove %s", path.constData());
}

void CardLab::setMute(int slot, bool isMute) const { mark(slot, ".mute", isMute); }
void CardLab::setEjects(int slot, bool does) const { mark(slot, ".ejects", does); }

quint16 CardLab::port(int slot) { return quint16(0x8C00 + slot); }

// MAX_READERNAME is 128 with the final zero, and pcscd adds six bytes (PC/SC Lite, readerfactory.c).
QByteArray CardLab::friendlyName(int reader)
{
    constexpr int longest = 121, plain = 2;
    const QByteArray name = "Lab reader " + number(reader);
    if (s_arePlain || reader < plain)
        return name;
    QByteArray bytes;
    for (int byte = 1; byte < 256; ++byte)
        if (!QByteArrayView("\"\n\t|").contains(char(byte)) && std::isalnum(byte) == 0)
            bytes += char(byte);
    const qsizetype room = longest - name.size();
    return (name + bytes.mid((reader - plain) * room, room)).leftJustified(longest, 'x');
}

QByteArray CardLab::reader(int slot)
{
    return friendlyName(slot / perDriver) + " 00 0" + number(slot % perDriver);
}

QByteArray CardLab::defaultAtr() { return QByteArray::fromHex("3B8F8001804F0CA000000306030001000000006A"); }

void CardLab::start()
{
    configure();
    m_daemon = std::make_unique<Running>(
        Argv {Lab::program("lab-card"), "daemon", m_socket, m_folder + "/readers"});
    await("pcscd", [this] {
        m_watcher = std::make_unique<CardClient>();
        return list().count('|') == 2 * slotCount;
    });
}

void CardLab::startRefusing()
{
    m_daemon = std::make_unique<Running>(Argv {Lab::program("lab-card"), "refuse", m_socket});
    await("refusal", [] { return CardClient().say("status") == "8010006A"; });
}

void CardLab::stop()
{
    for (auto& card : m_cards)
        card.reset();
    m_watcher.reset();
    m_daemon->signal(SIGTERM);
    if (!m_daemon->waitEnd(patience))
        qFatal("lab: pcscd does not end");
}

void CardLab::kill()
{
    for (auto& card : m_cards)
        card.reset();
    m_watcher.reset();
    m_daemon->signal(SIGKILL);
    m_daemon->waitEnd(patience);
}

QByteArray CardLab::list() { return m_watcher->say("list"); }

QByteArray CardLab::entry(int slot)
{
    for (const QByteArray& entry : list().split('\t'))
        if (entry.startsWith(reader(slot) + '|'))
            return entry;
    return {};
}

void CardLab::put(int slot, const QByteArray& atr)
{
    auto& card = m_cards[size_t(slot)];
    card.reset();
    if (atr.isEmpty())
        return;
    await("virtual reader", [&] {
        card = std::make_unique<VirtualCard>(pid(), port(slot), atr, m_commands);
        return card->isInserted();
    });
}

void CardLab::insert(int slot, const QByteArray& atr)
{
    remove(slot); // pcscd does not notice when one takes the place of another at once
    put(slot, atr);
    await("card", [&] { return entry(slot).endsWith('|' + atr.toHex()); });
}

void CardLab::remove(int slot)
{
    put(slot, {});
    await("removal", [&] { return entry(slot).endsWith('|'); });
}

void CardLab::setFails(int slot, bool does)
{
    mark(slot, ".fails", does);
    const QByteArray unavailable = reader(slot) + "|8|";
    await("failing", [&] { return entry(slot).startsWith(unavailable) == does; });
}

} // namespace mooring::lab
