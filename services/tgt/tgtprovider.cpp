// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtprovider.h"

#include "tgtbody.h"
#include "tgtdaemons.h"

#include <condition_variable>
#include <thread>

namespace mooring {
namespace {

constexpr int kWidth = 4; // steps side by side: a tgtd answers one after the other
constexpr auto kTurn = std::chrono::seconds(2);

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = TgtProvider::name();
    info.kinds = {Kind::Export, Kind::ExportLun, Kind::Initiator, Kind::Image};
    return info;
}

// What a change shows in, unread: who exports what, and who is logged in.
size_t printOf(const TgtProvider::Options& options, const std::stop_token& stop)
{
    size_t print = 0;
    for (const tgt::Control& control : tgt::controls(options.root, options.socketPath)) {
        const tgt::Answer answer
            = tgt::ask(control, {tgt::Mode::Target, tgt::Op::Show}, stop, options.patience);
        print = ::qHash(control.socket, print);
        print = ::qHash(answer.response.text, print);
        print = ::qHash(static_cast<int>(answer.error.has_value()), print);
    }
    return print;
}

} // namespace

// tgtd has no events: it is asked every two seconds, from a thread of its own.
class TgtProvider::Watch
{
public:
    Watch(Options options, std::function<void()> changed)
        : m_options(std::move(options))
        , m_changed(std::move(changed))
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

private:
    void run(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        for (size_t before = printOf(m_options, stop); !stop.stop_requested();) {
            m_awake.wait_for(lock, stop, kTurn, [] { return false; });
            const size_t now = stop.stop_requested() ? before : printOf(m_options, stop);
            if (std::exchange(before, now) != now && !stop.stop_requested())
                m_changed();
        }
    }
    const Options m_options;
    const std::function<void()> m_changed;
    std::mutex m_mutex;
    std::condition_variable_any m_awake;
    std::jthread m_thread; // last: it uses the rest
};

TgtProvider::Options TgtProvider::fromEnvironment()
{
    Options options;
    options.socketPath = qgetenv("TGT_IPC_SOCKET");
    return options;
}

TgtProvider::TgtProvider(const Options& options)
    : TgtProvider(options, std::make_shared<tgt::Body>(options))
{
}

TgtProvider::TgtProvider(const Options& options, const std::shared_ptr<tgt::Body>& body)
    : BlockingProvider(describe(), body, kWidth)
    , m_options(options)
    , m_body(body)
{
}

TgtProvider::~TgtProvider() = default;

ProviderInfo TgtProvider::info() const
{
    ProviderInfo info = BlockingProvider::info();
    std::tie(info.availability, info.why) = m_body->availability();
    return info;
}

void TgtProvider::watch(std::function<void()> changed)
{
    m_watch = std::make_unique<Watch>(m_options, std::move(changed));
}

} // namespace mooring
