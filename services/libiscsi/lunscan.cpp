// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lunscan.h"

namespace mooring::iscsi {

namespace {

constexpr qsizetype atOnce = 16; // units; a target queues some hundred commands
constexpr quint32 firstList = 8 + 256 * 8; // bytes of a REPORT LUNS answer
constexpr quint32 unitAttention = 6; // sense key: SPC-4, 4.5.6

void put(QByteArray& cdb, qsizetype at, int width, quint64 value)
{
    for (int i = 0; i < width; ++i)
        cdb[at + i] = static_cast<char>(value >> (8 * (width - 1 - i)));
}

QByteArray reportLuns(quint32 length) // SPC-4, 6.33
{
    QByteArray cdb(12, '\0');
    cdb[0] = static_cast<char>(0xa0);
    put(cdb, 6, 4, length);
    return cdb;
}

QByteArray inquiry(std::optional<VpdPage> page, quint16 length) // SPC-4, 6.4
{
    QByteArray cdb(6, '\0');
    cdb[0] = 0x12;
    if (page) {
        cdb[1] = 1;
        cdb[2] = static_cast<char>(*page);
    }
    put(cdb, 3, 2, length);
    return cdb;
}

QByteArray readCapacity16(quint32 length) // SBC-3, 5.16
{
    QByteArray cdb(16, '\0');
    cdb[0] = static_cast<char>(0x9e);
    cdb[1] = 0x10;
    put(cdb, 10, 4, length);
    return cdb;
}

QByteArray reportPortGroups(quint32 length) // SPC-4, 6.37
{
    QByteArray cdb(12, '\0');
    cdb[0] = static_cast<char>(0xa3);
    cdb[1] = 0x0a;
    put(cdb, 6, 4, length);
    return cdb;
}

QByteArray reserveIn(quint8 action, quint16 length) // SPC-4, 6.15: 0 keys, 1 reservation
{
    QByteArray cdb(10, '\0');
    cdb[0] = 0x5e;
    cdb[1] = static_cast<char>(action);
    put(cdb, 7, 2, length);
    return cdb;
}

bool isDisk(const LogicalUnit& unit) { return !unit.inquiry || unit.inquiry->deviceType == 0; }

} // namespace

void LunScan::run(ScsiCommands& session, bool withAccess, Done done)
{
    const std::shared_ptr<LunScan> scan(new LunScan(session, withAccess, std::move(done)));
    scan->listLuns(firstList);
}

LunScan::LunScan(ScsiCommands& session, bool withAccess, Done done)
    : m_session(session)
    , m_withAccess(withAccess)
    , m_done(std::move(done))
{
}

void LunScan::listLuns(quint32 length)
{
    m_session.command(0, reportLuns(length), length,
                      [self = shared_from_this(), length](const Result<QByteArray>& data) {
                          const Result<LunList> list
                              = data ? parseLuns(*data) : Result<LunList>(mooring::fail(data.error()));
                          if (!list)
                              return self->end(mooring::fail(list.error()));
                          const auto whole = static_cast<quint32>(8 + qMin(list->claimed, kMostLuns) * 8);
                          if (whole > length)
                              return self->listLuns(whole);
                          self->begin(*list);
                      });
}

void LunScan::begin(const LunList& list)
{
    for (const LunAddress& lun : list.luns) {
        if (!lun.number) // no unit of the simple kind: nothing to attach
            continue;
        LogicalUnit unit;
        unit.number = *lun.number;
        unit.address = static_cast<quint16>(lun.raw >> 48);
        m_units.append(unit);
    }
    m_waiting.resize(m_units.size());
    m_askedMore.resize(m_units.size());
    if (m_units.isEmpty())
        return end(m_units);
    for (qsizetype i = 0; i < atOnce; ++i)
        next();
}

void LunScan::next()
{
    if (m_next < m_units.size())
        ask(m_next++);
}

void LunScan::ask(qsizetype unit)
{
    m_waiting[unit] = 1; // until all are on their way
    send(unit, inquiry({}, 255), 255, Wanted::InAnyCase, [](LogicalUnit& into, QByteArrayView data) {
        if (const auto answer = parseInquiry(data))
            into.inquiry = *answer;
    });
    send(unit, inquiry(VpdPage::UnitSerialNumber, 255), 255, Wanted::IfThere,
         [](LogicalUnit& into, QByteArrayView data) { into.serial = parseSerial(data).value_or(QString()); });
    send(unit, inquiry(VpdPage::DeviceIdentification, 1024), 1024, Wanted::IfThere,
         [](LogicalUnit& into, QByteArrayView data) {
             const QList<Designator> all = parseDesignators(data).value_or(QList<Designator>());
             into.wwn = bestName(all);
             into.portGroup = targetPortGroup(all);
         });
    send(unit, readCapacity16(32), 32, Wanted::IfThere, [](LogicalUnit& into, QByteArrayView data) {
        if (const auto answer = parseCapacity16(data))
            into.capacity = *answer;
    });
    answered(unit);
}

// What depends on the first answers.
void LunScan::askMore(qsizetype unit)
{
    m_askedMore[unit] = true;
    const LogicalUnit& known = m_units.at(unit);
    const bool hasGroups = known.inquiry && known.inquiry->targetPortGroups != 0;
    m_waiting[unit] = 1;
    if (!known.capacity && isDisk(known)) { // READ CAPACITY (10): SBC-3, 5.15
        send(unit, QByteArray::fromHex("25000000000000000000"), 8, Wanted::InAnyCase,
             [](LogicalUnit& into, QByteArrayView data) {
                 if (const auto answer = parseCapacity10(data); answer && !answer->needs16)
                     into.capacity = *answer;
             });
    }
    if (m_withAccess && hasGroups) {
        send(unit, reportPortGroups(1024), 1024, Wanted::IfThere, [](LogicalUnit& into, QByteArrayView data) {
            const QList<PortGroup> groups = parsePortGroups(data).value_or(QList<PortGroup>());
            for (const PortGroup& each : groups) {
                if (each.group == into.portGroup || groups.size() == 1)
                    into.accessState = accessStateToken(each.state);
            }
        });
    }
    if (m_withAccess && isDisk(known)) {
        send(unit, reserveIn(0, 1024), 1024, Wanted::IfThere, [](LogicalUnit& into, QByteArrayView data) {
            if (const auto answer = parseReservationKeys(data))
                into.reservationKeys = answer->keys;
        });
        send(unit, reserveIn(1, 24), 24, Wanted::IfThere, [](LogicalUnit& into, QByteArrayView data) {
            const auto answer = parseReservation(data);
            if (answer && *answer)
                into.reservation = reservationToken((*answer)->type);
        });
    }
    answered(unit);
}

void LunScan::answered(qsizetype unit)
{
    if (--m_waiting[unit] > 0)
        return;
    if (!m_askedMore.at(unit) && m_session.isOpen())
        return askMore(unit);
    judge(m_units[unit]);
    if (++m_ended == m_units.size())
        return end(m_units);
    if (m_session.isOpen())
        return next();
    if (m_done)
        end(mooring::fail(m_session.whyClosed()));
}

// A drive without a disk has no size, and nothing is wrong with it.
void LunScan::judge(LogicalUnit& unit) const
{
    constexpr quint32 noMedium = 0x3a; // additional sense code: SPC-4, annex F
    if (unit.error && unit.inquiry && (unit.error->number >> 8 & 0xff) == noMedium)
        unit.error.reset();
    else if (!unit.error && (!unit.inquiry || (isDisk(unit) && !unit.capacity)))
        unit.error = malformedAnswer(QLatin1String(unit.inquiry ? "READ CAPACITY" : "INQUIRY"));
}

// A unit may have something to tell first (unit attention: SAM-5, 5.14); then it is asked again.
void LunScan::send(qsizetype unit, const QByteArray& cdb, quint32 length, Wanted wanted, Taken taken,
                   int tries)
{
    ++m_waiting[unit];
    m_session.command(
        m_units.at(unit).address, cdb, length,
        [self = shared_from_this(), unit, cdb, length, wanted, taken, tries](const Result<QByteArray>& data) {
            if (data)
                taken(self->m_units[unit], *data);
            else if (data.error().number >> 16 == unitAttention && tries > 1)
                self->send(unit, cdb, length, wanted, taken, tries - 1);
            else if (wanted == Wanted::InAnyCase)
                self->m_units[unit].error = data.error();
            self->answered(unit);
        });
}

void LunScan::end(Result<QList<LogicalUnit>> result)
{
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

} // namespace mooring::iscsi
