// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>

#include <functional>

namespace mooring::iscsi {

// A session as whoever asks its logical units sees it. Each command is answered exactly once, at the latest
// when the session ends; not after it is destroyed.
class ScsiCommands
{
public:
    using Answered = std::function<void(Result<QByteArray>)>;
    // A SCSI command that reads at most `length` bytes. A check condition is an Error of domain Iscsi with
    // sense key, ASC and ASCQ in its number.
    virtual void command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered) = 0;
    virtual bool isOpen() const = 0;
    virtual Error whyClosed() const = 0;

protected:
    ~ScsiCommands() = default;
};

} // namespace mooring::iscsi
