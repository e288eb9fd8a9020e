// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scard.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>
#include <utility>
#include <vector>
#include <winscard.h>

namespace mooring::pcsc {

namespace {

static_assert(sizeof(SCARDHANDLE) == sizeof(long) && sizeof(SCARDCONTEXT) == sizeof(long));

constexpr auto hotplug = R"(\\?PnP?\Notification)";
constexpr int attempts = 5; // readers that come and go between two calls

// Else the library itself waits for the transactions of others, and nothing ends that. It asks once, before
// the first context; set here no other thread can be reading the environment yet.
const bool waitsByItself = setenv("PCSCLITE_NO_BLOCKING", "1", 1) == 0;

// The library keeps the readers of all contexts in one place (winscard_clnt.c: readerStates).
std::mutex& readerStates()
{
    static std::mutex mutex;
    return mutex;
}

Code codeFrom(LONG result) { return static_cast<Code>(result); } // LONG has 64 bits

DWORD word(auto value) { return static_cast<DWORD>(value); }

SCARD_READERSTATE entryFor(const char* name)
{
    SCARD_READERSTATE entry {};
    entry.szReader = name;
    entry.dwCurrentState = SCARD_STATE_UNAWARE;
    return entry;
}

ReaderStatus statusFrom(const SCARD_READERSTATE& entry)
{
    const auto length = std::min<size_t>(entry.cbAtr, sizeof entry.rgbAtr);
    return ReaderStatus::of(
        entry.szReader, static_cast<quint32>(entry.dwEventState),
        QByteArray(reinterpret_cast<const char*>(entry.rgbAtr), static_cast<qsizetype>(length)));
}

} // namespace

Answer<Context> Context::establish()
{
    SCARDCONTEXT id = 0;
    const Code code = codeFrom(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &id));
    if (code != success)
        return tl::unexpected(code);
    return Context(id);
}

Context::Context(Context&& other) noexcept
    : m_id(std::exchange(other.m_id, 0))
{
}

Context& Context::operator=(Context&& other) noexcept
{
    std::swap(m_id, other.m_id);
    return *this;
}

Context::~Context()
{
    if (m_id != 0)
        SCardReleaseContext(m_id);
}

Answer<QList<QByteArray>> Context::names() const
{
    for (int attempt = 0;; ++attempt) {
        DWORD size = 0;
        Code code = codeFrom(SCardListReaders(m_id, nullptr, nullptr, &size));
        std::vector<char> text(size + 1);
        if (code == success)
            code = codeFrom(SCardListReaders(m_id, nullptr, text.data(), &size));
        if (code == noReaders)
            return QList<QByteArray>();
        if (code == codeFrom(SCARD_E_INSUFFICIENT_BUFFER) && attempt < attempts)
            continue;
        if (code != success)
            return tl::unexpected(code);
        QList<QByteArray> names = QByteArray(text.data(), static_cast<qsizetype>(size)).split('\0');
        names.removeAll(QByteArray());
        return names;
    }
}

Answer<QList<ReaderStatus>> Context::readers() const
{
    const std::lock_guard guard(readerStates());
    for (int attempt = 0;; ++attempt) {
        const auto found = names();
        if (!found)
            return tl::unexpected(found.error());
        std::vector<SCARD_READERSTATE> entries;
        for (const QByteArray& name : *found)
            entries.push_back(entryFor(name.constData()));
        const Code code = entries.empty()
            ? success
            : codeFrom(SCardGetStatusChange(m_id, 0, entries.data(), word(entries.size())));
        if (code == unknownReader && attempt < attempts)
            continue; // gone since it was listed
        if (code != success && code != timedOut)
            return tl::unexpected(code);
        QList<ReaderStatus> result;
        for (const SCARD_READERSTATE& entry : entries)
            result.append(statusFrom(entry));
        return result;
    }
}

Code Context::waitForChange(const QList<ReaderStatus>& known, std::chrono::milliseconds limit) const
{
    std::vector<SCARD_READERSTATE> entries;
    for (const ReaderStatus& status : known) {
        entries.push_back(entryFor(status.name.constData()));
        entries.back().dwCurrentState = word(status.flags | status.events << 16U);
    }
    if (entries.size() < PCSCLITE_MAX_READERS_CONTEXTS)
        entries.push_back(entryFor(hotplug));
    return codeFrom(SCardGetStatusChange(m_id, word(limit.count()), entries.data(), word(entries.size())));
}

void Context::cancel() const { SCardCancel(m_id); }

Answer<Connected> connectCard(const Context& context, const QByteArray& reader, Share share)
{
    const DWORD protocols = share == Share::Direct ? 0 : SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
    SCARDHANDLE handle = 0;
    DWORD protocol = 0;
    const Code code = codeFrom(
        SCardConnect(context.id(), reader.constData(), word(share), protocols, &handle, &protocol));
    if (code != success)
        return tl::unexpected(code);
    return Connected {handle, static_cast<quint32>(protocol)};
}

Answer<quint32> reconnectCard(long handle, Share share, Disposition disposition)
{
    const DWORD protocols = share == Share::Direct ? 0 : SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
    DWORD protocol = 0;
    const Code code = codeFrom(SCardReconnect(handle, word(share), protocols, word(disposition), &protocol));
    if (code != success)
        return tl::unexpected(code);
    return static_cast<quint32>(protocol);
}

Code disconnectCard(long handle, Disposition disposition)
{
    return codeFrom(SCardDisconnect(handle, word(disposition)));
}

Code beginTransaction(long handle) { return codeFrom(SCardBeginTransaction(handle)); }

Code endTransaction(long handle, Disposition disposition)
{
    return codeFrom(SCardEndTransaction(handle, word(disposition)));
}

Answer<CardStatus> statusOf(long handle)
{
    const std::lock_guard guard(readerStates());
    std::array<char, MAX_READERNAME + 1> name {};
    std::array<BYTE, MAX_ATR_SIZE> atr {};
    DWORD nameSize = name.size(), atrSize = atr.size(), state = 0, protocol = 0;
    const Code code
        = codeFrom(SCardStatus(handle, name.data(), &nameSize, &state, &protocol, atr.data(), &atrSize));
    if (code != success)
        return tl::unexpected(code);
    CardStatus status;
    status.bits = static_cast<quint32>(state) & 0xFFFF; // a counter above
    status.protocol = static_cast<quint32>(protocol);
    status.reader = name.data();
    return status;
}

} // namespace mooring::pcsc
