// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scsiaccess.h"
#include "scsicommands.h"
#include "scsiinquiry.h"
#include "scsiluns.h"

namespace mooring::iscsi {

// What a logical unit says of itself. What it did not answer is empty.
struct LogicalUnit
{
    quint64 number = 0;
    quint16 address = 0; // as libiscsi takes it: the two bytes that go over the wire
    std::optional<Inquiry> inquiry;
    QString serial;
    QString wwn; // bestName()
    std::optional<quint16> portGroup; // of the port that was asked
    std::optional<Capacity> capacity;
    QString accessState; // Fact::AccessState's word
    QString reservation; // Fact::Reservation's word
    QList<quint64> reservationKeys;
    std::optional<Error> error; // it does not say who it is, or as a disk how large
};

// Asks a session for its logical units and each of them who it is: several at a time, only with commands that
// change nothing. Lives on the session's thread; ends with the session at the latest.
class LunScan : public std::enable_shared_from_this<LunScan>
{
public:
    using Done = std::function<void(Result<QList<LogicalUnit>>)>;
    // `withAccess`: also ALUA and persistent reservations.
    static void run(ScsiCommands& session, bool withAccess, Done done);

private:
    LunScan(ScsiCommands& session, bool withAccess, Done done);
    void listLuns(quint32 length);
    void begin(const LunList& list);
    void next();
    void ask(qsizetype unit);
    void askMore(qsizetype unit);
    void answered(qsizetype unit);
    using Taken = std::function<void(LogicalUnit&, QByteArrayView)>;
    enum class Wanted
    {
        IfThere,
        InAnyCase // else it is the unit's error
    };
    void send(qsizetype unit, const QByteArray& cdb, quint32 length, Wanted wanted, Taken taken,
              int tries = 3);
    void judge(LogicalUnit& unit) const;
    void end(Result<QList<LogicalUnit>> result);

    ScsiCommands& m_session;
    bool m_withAccess;
    Done m_done;
    QList<LogicalUnit> m_units;
    QList<int> m_waiting; // by unit: answers that are still to come
    QList<bool> m_askedMore;
    qsizetype m_next = 0, m_ended = 0;
};

} // namespace mooring::iscsi
