// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfstores.h"

#include <algorithm>
#include <array>

namespace mooring::tgt {
namespace {

// Given twice, tgt-admin stops (check_if_hash_array), or calls tgtadm with "ARRAY(0x...)".
constexpr std::array kOnce {"driver",          "lun",        "scsi_id",        "scsi_sn",
                            "vendor_id",       "product_id", "product_rev",    "sense_format",
                            "removable",       "online",     "path",           "readonly",
                            "device-type",     "bs-type",    "bsopts",         "bsoflags",
                            "lbppbe",          "la_lba",     "controller_tid", "optimal_xfer_gran",
                            "optimal_xfer_len"};
constexpr std::array kNeverBlocks {"incominguser",   "outgoinguser", "initiator-address",
                                   "initiator-name", "write-cache",  "mode_page",
                                   "params",         "allow-in-use"};
constexpr std::array kAccounts {"incominguser", "outgoinguser", "incomingdiscoveryuser",
                                "outgoingdiscoveryuser"};

template <class Names> bool isIn(const Names& names, const QByteArray& name)
{
    return std::any_of(names.begin(), names.end(), [&name](const char* each) { return name == each; });
}

// split(/ /, ...): the second word is the secret. Empty: one of them is missing.
QByteArray accountIn(const QByteArray& value)
{
    const qsizetype space = value.indexOf(' ');
    const bool hasSecret = space >= 0 && space + 1 < value.size() && value[space + 1] != ' ';
    return hasSecret ? value.left(space) : QByteArray();
}

bool isOnce(const QByteArray& name, bool hasStores)
{
    return isIn(kOnce, name) && (hasStores || name == "driver" || name == "controller_tid");
}

bool isStore(const QByteArray& name) { return name == storeKind(false) || name == storeKind(true); }

// check_value() looks at what is said once only, others of these names are looked at one by one.
std::optional<ConfFault> faultIn(const ConfOption& option, int count, bool hasStores)
{
    const ConfPlace& place = option.place;
    const bool isEmpty = option.value.value_or(QByteArray()).isEmpty();
    const bool isLookedAt = isIn(kAccounts, option.name) || isIn(kNeverBlocks, option.name);
    if (isEmpty && (count == 1 || isLookedAt))
        return ConfFault {place.file, place.first, "an option without a value"};
    if (count > 1 && isOnce(option.name, hasStores))
        return ConfFault {place.file, place.first, option.name + " more than once"};
    if (isIn(kAccounts, option.name) && accountIn(*option.value).isEmpty())
        return ConfFault {place.file, place.first, option.name + " without a name or a password"};
    return {};
}

// Config::General takes a block and then a line of the same name, but not the other way round.
std::optional<ConfFault> faultInOrder(const QList<ConfOption>& options, const QList<ConfBlock>& blocks)
{
    QHash<QByteArray, int> first;
    for (const ConfOption& option : options) {
        if (!first.contains(option.name))
            first.insert(option.name, option.order);
    }
    for (const ConfBlock& block : blocks) {
        const ConfPlace& place = block.opening;
        if (first.value(block.kind, block.order) < block.order)
            return ConfFault {place.file, place.first, block.kind + " both as a line and as a block"};
        if (auto fault = faultInOrder(block.options, block.blocks))
            return fault;
    }
    return {};
}

std::optional<ConfFault> faultInTarget(const ConfJoined& target)
{
    QHash<QByteArray, int> counts;
    for (const ConfOption& option : target.options)
        ++counts[option.name];
    bool hasStores = counts.contains(storeKind(false)) || counts.contains(storeKind(true));
    for (const ConfBlock& block : target.blocks)
        hasStores |= isStore(block.kind);
    for (const ConfOption& option : target.options) {
        if (auto fault = faultIn(option, counts.value(option.name), hasStores))
            return fault;
    }
    for (const ConfBlock& block : target.blocks) {
        const ConfPlace& place = block.opening;
        if (isStore(block.kind) && counts.contains(block.kind))
            return ConfFault {place.file, place.first, block.kind + " both as a line and as a block"};
        if (isOnce(block.kind, hasStores) || isIn(kNeverBlocks, block.kind))
            return ConfFault {place.file, place.first, block.kind + " as a block"};
    }
    return faultInOrder(target.options, target.blocks);
}

} // namespace

void ConfJoined::join(const ConfBlock& block)
{
    options += block.options;
    blocks += block.blocks;
}

QList<QByteArray> ConfJoined::values(const char* option) const
{
    QList<QByteArray> result;
    for (const ConfOption& each : options) {
        if (each.name == option)
            result.append(each.value.value_or(QByteArray()));
    }
    return result;
}

QByteArray ConfJoined::value(const char* option) const { return values(option).value(0); }

ConfUnits::ConfUnits(const QList<ConfFile>& files, const ConfBlock& all)
    : m_files(files)
    , m_all(all)
    , m_driver("iscsi")
{
    for (const ConfOption& option : m_all.options) {
        if (option.name == "default-driver" && !option.value.value_or(QByteArray()).isEmpty())
            m_driver = *option.value;
    }
}

std::optional<ConfFault> ConfUnits::fault() const
{
    QSet<QByteArray> names;
    for (const ConfOption& option : m_all.options) {
        const ConfPlace& place = option.place;
        if (option.name == "target")
            return ConfFault {place.file, place.first, "target as a line"};
        const bool isAccount = isIn(kAccounts, option.name);
        if (names.contains(option.name) && (isAccount || option.name == "default-driver"))
            return ConfFault {place.file, place.first, option.name + " a second time"};
        if (isAccount && accountIn(option.value.value_or(QByteArray())).isEmpty())
            return ConfFault {place.file, place.first, option.name + " without a name or a password"};
        names.insert(option.name);
    }
    for (const ConfBlock& block : m_all.blocks) {
        const ConfPlace& place = block.opening;
        if (block.kind == "target" && (!block.name || block.name->isEmpty()))
            return ConfFault {place.file, place.first, "a target without a name"};
        if (block.kind == "default-driver" || isIn(kAccounts, block.kind))
            return ConfFault {place.file, place.first, block.kind + " as a block"};
    }
    return faultInOrder(m_all.options, m_all.blocks);
}

QMap<QByteArray, ConfJoined> ConfUnits::joined() const
{
    QMap<QByteArray, ConfJoined> result;
    for (const ConfBlock& block : m_all.blocks) {
        if (block.kind != "target")
            continue;
        ConfJoined& target = result[*block.name];
        if (target.name.isEmpty())
            target.place = block.opening;
        target.name = *block.name;
        target.join(block);
    }
    return result;
}

ConfResult<QList<TargetsConf::Target>> ConfUnits::targets() const
{
    if (auto found = fault())
        return tl::unexpected<ConfFault>(*found);
    QList<TargetsConf::Target> result;
    for (const ConfJoined& each : joined()) {
        auto made = target(each);
        if (!made)
            return tl::unexpected<ConfFault>(made.error());
        result.append(std::move(*made));
    }
    return result;
}

ConfResult<TargetsConf::Target> ConfUnits::target(const ConfJoined& from) const
{
    if (auto found = faultInTarget(from))
        return tl::unexpected<ConfFault>(*found);
    TargetsConf::Target result;
    result.name = from.name;
    result.file = m_files[from.place.file].path;
    result.line = from.place.first;
    result.driver = from.value("driver");
    if (result.driver.isEmpty())
        result.driver = m_driver;
    for (const QByteArray& account : from.values("incominguser"))
        result.incomingAccounts.append(accountIn(account));
    for (const QByteArray& account : from.values("outgoinguser"))
        result.outgoingAccounts.append(accountIn(account));
    result.initiatorAddresses = from.values("initiator-address");
    result.initiatorNames = from.values("initiator-name");
    auto units = ConfStores(m_files, from).units();
    if (!units)
        return tl::unexpected<ConfFault>(units.error());
    result.units = std::move(*units);
    return result;
}

} // namespace mooring::tgt
