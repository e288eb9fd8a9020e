// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
// For labs with smart cards; shares nothing with the product.
//   lab-card daemon SOCKET CONFIGURATION   becomes a pcscd of its own, with its own network and /run
//   lab-card refuse SOCKET                 lets nobody use cards, as a pcscd does that polkit forbids it
//   lab-card client                        does what it reads line by line, and answers each with a line:
//     connect MODE READER   MODE: shared, exclusive, direct
//     begin | end DISPOSITION | disconnect DISPOSITION | reconnect DISPOSITION | status
//     DISPOSITION: leave, reset, power-down, eject. The answer: eight hexadecimal digits, what the call
//     returned. list                  "NAME|FLAGS|ATR" of each reader, with tabulators between them

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <map>
#include <net/if.h>
#include <sched.h>
#include <sstream>
#include <string>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>
#include <winscard.h>

namespace {

[[noreturn]] void fail(const char* what)
{
    std::perror(what);
    std::exit(1);
}

void raiseLoopback()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request {};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (socket < 0 || ioctl(socket, SIOCSIFFLAGS, &request) != 0)
        fail("lo");
    close(socket);
}

// pcscd writes its PID below /run, and the virtual readers listen on every address.
void moveApart()
{
    if (unshare(CLONE_NEWNS | CLONE_NEWNET) != 0
        || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        fail("unshare");
    if (mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0 || mkdir("/run/pcscd", 0755) != 0)
        fail("/run");
    raiseLoopback();
}

int listenAt(const char* path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    unlink(path);
    if (socket < 0 || bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0
        || chmod(path, 0666) != 0 || listen(socket, 64) != 0)
        fail(path);
    return socket;
}

int becomeDaemon(const char* path, const char* configuration)
{
    constexpr int first = 3; // SD_LISTEN_FDS_START
    moveApart();
    const int log
        = open((std::string(path) + ".log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const int socket = listenAt(path);
    if (log < 0 || dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0)
        fail("log");
    if (socket != first && (dup2(socket, first) != first || close(socket) != 0))
        fail("socket");
    setenv("LISTEN_FDS", "1", 1);
    setenv("LISTEN_PID", std::to_string(getpid()).c_str(), 1);
    execlp("pcscd", "pcscd", "-f", "-i", "-c", configuration, nullptr);
    fail("pcscd");
}

bool receive(int socket, void* into, size_t size)
{
    return recv(socket, into, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

// winscard_msg.h: a header of two words, then three words that come back with the result in the last one.
void refuse(int socket)
{
    constexpr uint32_t establishContext = 1, securityViolation = 0x8010006A;
    uint32_t header[2], body[3];
    while (receive(socket, header, sizeof header) && header[0] == sizeof body
           && receive(socket, body, sizeof body)) {
        body[2] = header[1] == establishContext ? securityViolation : 0;
        if (send(socket, body, sizeof body, MSG_NOSIGNAL) != static_cast<ssize_t>(sizeof body))
            break;
    }
    close(socket);
}

[[noreturn]] void refuseAll(const char* path)
{
    for (const int socket = listenAt(path);;)
        refuse(accept4(socket, nullptr, nullptr, SOCK_CLOEXEC));
}

DWORD dispositionOf(const std::string& word)
{
    const std::map<std::string, DWORD> words {
        {"reset", SCARD_RESET_CARD}, {"power-down", SCARD_UNPOWER_CARD}, {"eject", SCARD_EJECT_CARD}};
    const auto found = words.find(word);
    return found == words.end() ? DWORD(SCARD_LEAVE_CARD) : found->second;
}

class Client
{
public:
    Client() { m_first = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_context); }

    std::string obey(const std::string& line)
    {
        std::istringstream in(line);
        std::string verb, word;
        in >> verb >> word;
        if (verb == "list")
            return list();
        std::string reader;
        std::getline(in >> std::ws, reader);
        char text[16];
        std::snprintf(text, sizeof text, "%08lX",
                      static_cast<unsigned long>(call(verb, word, reader)) & 0xFFFFFFFFUL);
        return text;
    }

private:
    LONG call(const std::string& verb, const std::string& word, const std::string& reader)
    {
        if (m_first != SCARD_S_SUCCESS)
            return m_first;
        DWORD protocol = 0;
        if (verb == "connect") {
            m_share = word == "exclusive" ? SCARD_SHARE_EXCLUSIVE
                : word == "direct"        ? SCARD_SHARE_DIRECT
                                          : SCARD_SHARE_SHARED;
            const DWORD protocols = word == "direct" ? 0 : SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
            return SCardConnect(m_context, reader.c_str(), m_share, protocols, &m_card, &protocol);
        }
        if (verb == "begin")
            return SCardBeginTransaction(m_card);
        if (verb == "end")
            return SCardEndTransaction(m_card, dispositionOf(word));
        if (verb == "disconnect")
            return SCardDisconnect(m_card, dispositionOf(word));
        if (verb == "reconnect")
            return SCardReconnect(m_card, m_share, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, dispositionOf(word),
                                  &protocol);
        if (verb == "status")
            return SCardStatus(m_card, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
        return m_first;
    }

    std::string list() const
    {
        char names[4096];
        DWORD size = sizeof names;
        if (SCardListReaders(m_context, nullptr, names, &size) != SCARD_S_SUCCESS)
            return "-";
        std::ostringstream out;
        for (const char* name = names; *name != '\0'; name += std::strlen(name) + 1) {
            SCARD_READERSTATE state {};
            state.szReader = name;
            SCardGetStatusChange(m_context, 0, &state, 1);
            out << (name == names ? "" : "\t") << name << '|' << std::hex << (state.dwEventState & 0xFFFD)
                << '|';
            for (DWORD i = 0; i < state.cbAtr; ++i) {
                char digits[3];
                std::snprintf(digits, sizeof digits, "%02x", state.rgbAtr[i]);
                out << digits;
            }
        }
        return out.str();
    }

    SCARDCONTEXT m_context = 0;
    SCARDHANDLE m_card = 0;
    DWORD m_share = SCARD_SHARE_SHARED;
    LONG m_first = 0;
};

int beClient()
{
    unsetenv("PCSCLITE_NO_BLOCKING"); // as any program
    Client client;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << client.obey(line) << std::endl;
    _exit(0); // without a disconnect, as one that dies
}

} // namespace

int main(int argc, char** argv)
{
    const std::string verb = argc > 1 ? argv[1] : "";
    if (verb == "daemon" && argc == 4)
        return becomeDaemon(argv[2], argv[3]);
    if (verb == "refuse" && argc == 3)
        refuseAll(argv[2]);
    if (verb == "client")
        return beClient();
    std::fprintf(stderr, "lab-card daemon SOCKET CONFIGURATION | refuse SOCKET | client\n");
    return 2;
}
