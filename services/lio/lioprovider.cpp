// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lioprovider.h"

#include "liobody.h"
#include "liowatch.h"

namespace mooring {
namespace {

constexpr int kWidth = 16; // steps side by side: each may wait in the kernel

ProviderInfo describe()
{
    ProviderInfo info;
    info.name = QStringLiteral("lio");
    info.kinds = {Kind::Export, Kind::ExportLun, Kind::MappedLun, Kind::Initiator};
    return info;
}

} // namespace

LioProvider::LioProvider()
    : LioProvider(Options())
{
}

LioProvider::LioProvider(const Options& options)
    : BlockingProvider(describe(), std::make_shared<LioBody>(options), kWidth)
    , m_root(options.root)
{
}

LioProvider::~LioProvider() = default;

// A host whose kernel exports nothing is no fault: the module is loaded when somebody wants it.
ProviderInfo LioProvider::info() const
{
    ProviderInfo info = BlockingProvider::info();
    const lio::TargetTree tree(m_root);
    if (!tree.isThere()) { // most hosts export nothing: that is no fault
        info.availability = Availability::Absent;
    } else if (access(tree.path().constData(), R_OK | X_OK) != 0) {
        info.availability = Availability::Refused;
        info.why = errnoError(errno, encodeBytes(tree.path()));
    }
    return info;
}

void LioProvider::watch(std::function<void()> changed)
{
    m_watch = std::make_unique<LioWatch>(m_root, std::move(changed));
}

} // namespace mooring
