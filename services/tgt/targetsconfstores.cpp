// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfstores.h"

#include <QSet>

#include <algorithm>

namespace mooring::tgt {

ConfStores::ConfStores(const QList<ConfFile>& files, const ConfJoined& target)
    : m_files(files)
    , m_target(target)
{
    for (const ConfOption& option : m_target.options)
        m_defaults.insert(option.name, option.value.value_or(QByteArray()));
}

ConfResult<QList<TargetsConf::Unit>> ConfStores::units()
{
    for (const bool isDirect : {false, true}) {
        if (auto fault = collect(isDirect))
            return tl::unexpected<ConfFault>(*fault);
    }
    reserve();
    QList<TargetsConf::Unit> result;
    for (const bool isDirect : {false, true}) { // "backing-store" sorts before "direct-store"
        for (const ConfJoined& store : std::as_const(m_stores[isDirect ? 1 : 0])) {
            auto made = unit(store, isDirect);
            if (!made)
                return tl::unexpected<ConfFault>(made.error());
            result.append(std::move(*made));
        }
    }
    return result;
}

std::optional<ConfFault> ConfStores::collect(bool isDirect)
{
    if (auto fault = collectLines(isDirect))
        return fault;
    if (auto fault = collectBlocks(isDirect))
        return fault;
    for (const ConfJoined& store : std::as_const(m_stores[isDirect ? 1 : 0])) {
        if (auto fault = faultIn(store))
            return fault;
    }
    return {};
}

std::optional<ConfFault> ConfStores::collectLines(bool isDirect)
{
    for (const ConfOption& option : m_target.options) {
        if (option.name != storeKind(isDirect) || option.value.value_or(QByteArray()).isEmpty())
            continue; // no path among several: passed over there as a file that is missing
        ConfJoined& store = m_stores[isDirect ? 1 : 0][*option.value];
        if (store.name.isEmpty())
            store.place = option.place;
        store.name = *option.value;
    }
    return {};
}

std::optional<ConfFault> ConfStores::collectBlocks(bool isDirect)
{
    for (const ConfBlock& block : m_target.blocks) {
        if (block.kind != storeKind(isDirect))
            continue;
        const ConfPlace& place = block.opening;
        if (!block.name || block.name->isEmpty())
            return ConfFault {place.file, place.first, block.kind + " without a path"};
        if (!block.blocks.isEmpty())
            return ConfFault {place.file, place.first, block.kind + " with a block inside"};
        ConfJoined& store = m_stores[isDirect ? 1 : 0][*block.name];
        if (store.name.isEmpty())
            store.place = {place.file, place.first, block.closing.last};
        store.name = *block.name;
        store.join(block);
        m_areBlocks[isDirect ? 1 : 0] = true;
    }
    return {};
}

std::optional<ConfFault> ConfStores::faultIn(const ConfJoined& store) const
{
    const ConfPlace& place = store.place;
    if (store.name.contains("HASH")) // taken for a reference of Perl's, and tgt-admin stops
        return ConfFault {place.file, place.first, "a path with HASH in it"};
    QSet<QByteArray> names;
    for (const ConfOption& option : store.options) {
        const ConfPlace& at = option.place;
        if (!option.value || option.value->isEmpty())
            return ConfFault {at.file, at.first, "an option without a value"};
        if (names.contains(option.name) && option.name != "mode_page" && option.name != "params")
            return ConfFault {at.file, at.first, option.name + " a second time"};
        names.insert(option.name);
    }
    return {};
}

// make_key(): the numbers that blocks give. What "allow-in-use" says counts as a number as well.
void ConfStores::reserve()
{
    QHash<QByteArray, QByteArray> others;
    for (const int kind : {0, 1}) {
        for (const ConfJoined& store : std::as_const(m_stores[kind])) {
            if (!m_areBlocks[kind])
                break;
            m_numbers[store.name] = store.value("lun");
            others[store.name] = store.value("allow-in-use");
        }
    }
    for (const auto& numbers : {m_numbers, others}) {
        for (const QByteArray& number : numbers)
            m_taken.insert(number);
    }
}

// find_next_lun()
QByteArray ConfStores::numberOf(const QByteArray& path)
{
    QByteArray& number = m_numbers[path];
    if (number.isEmpty()) {
        while (m_taken.contains(QByteArray::number(m_next)))
            ++m_next;
        number = QByteArray::number(m_next);
        m_taken.insert(number);
    }
    return number;
}

QByteArray ConfStores::own(const ConfJoined& store, const char* option) const
{
    const QByteArray value = store.value(option);
    return value.isEmpty() ? m_defaults.value(option) : value;
}

ConfResult<TargetsConf::Unit> ConfStores::unit(const ConfJoined& store, bool isDirect)
{
    TargetsConf::Unit result;
    const QByteArray given = m_defaults.value("lun"); // overrules what blocks say
    const QByteArray number = given.isEmpty() ? numberOf(store.name) : given;
    bool isNumber = !number.isEmpty()
        && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber)
        result.lun = number.toULongLong(&isNumber);
    if (!isNumber)
        return tl::unexpected<ConfFault>({store.place.file, store.place.first, "a lun that is no number"});
    result.hasOwnNumber = !given.isEmpty() || !store.value("lun").isEmpty();
    result.path = store.name;
    result.isDirect = isDirect;
    result.scsiId = own(store, "scsi_id");
    result.scsiSn = own(store, "scsi_sn");
    result.deviceType = own(store, "device-type");
    result.bsType = own(store, "bs-type");
    result.readOnly = own(store, "readonly").toInt() != 0; // atoi() in tgtd
    static const QSet<QByteArray> kFields {"lun", "scsi_id", "scsi_sn", "device-type", "bs-type", "readonly"};
    for (const ConfOption& option : store.options) {
        if (!kFields.contains(option.name))
            result.others.append({option.name, *option.value});
    }
    result.file = m_files[store.place.file].path;
    result.firstLine = store.place.first;
    result.lastLine = store.place.last;
    return result;
}

} // namespace mooring::tgt
