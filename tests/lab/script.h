// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsipdu.h"
#include "scsilun.h"

#include <QMap>

#include <optional>

namespace mooring::lab {

// What a request is about.
enum class Stage
{
    Login,
    Text,
    Logout,
    Command,
    Ping,
    TaskManagement
};

// What comes in place of a good answer.
struct Misdeed
{
    enum Kind
    {
        Silence, // the connection stays open
        Close,
        Reset,
        AnswerAndClose, // the good answer, then the end
        HalfAndClose, // the first half of the good answer, then the end
        WrongTag, // the good answer, to a task nobody began
        Bytes, // instead of the answer
        BytesAndClose,
        Endless // a header that promises much data, then zeros for as long as somebody reads
    };
    Kind kind = Silence;
    QByteArray bytes;
    int after = 0; // so many good answers first
    int times = -1; // then this often; -1: for ever
};
bool isDue(const Misdeed& misdeed, int nth); // nth: counted from 1
QByteArray httpAnswer();
QByteArray garbage(int size = 4096); // always the same

struct Chap
{
    QByteArray user, secret; // of the initiator
    QByteArray mutualUser, mutualSecret; // of the target; empty: it does not prove itself
    enum Proof
    {
        Right,
        Wrong,
        Missing,
        Reflected
    } proof
        = Right; // of the target. Reflected: the initiator's own
};

struct LoginRules
{
    quint8 statusClass = 0, statusDetail = 0; // RFC 7143, 11.13.5
    QByteArray redirect; // TargetAddress of an answer of class 1
    std::optional<Chap> chap;
    bool headerDigest = false; // CRC32C where the initiator offers it
    bool neverCompletes = false; // each answer asks for one more
    QList<TextKey> keys; // put in place of the good ones of the operational stage, or added
};

struct TextRules
{
    int bytesAtOnce = 0; // of one answer; 0: as much as the initiator takes
    enum Split
    {
        ContinueBit, // C bit: cut anywhere
        FinalBit // no C bit, F bit clear: cut between pairs
    } split
        = ContinueBit;
    bool neverEnds = false; // all again and again, with a tag for more
    std::optional<QByteArray> bytes; // the text answered
};

struct LogoutRules
{
    quint8 response = 0; // RFC 7143, 11.15.1; all but 0 keep the session
    quint16 wait = 2, retain = 0;
};

struct AsyncMessage
{
    quint8 event = 1; // RFC 7143, 11.9.1
    quint16 parameter1 = 0, parameter2 = 0, parameter3 = 0;
    std::optional<int> dropAfter; // ms, then the connection is closed
};

// How one session is treated. As it stands: well.
struct Script
{
    QMap<Stage, Misdeed> misdeeds;
    QMap<quint8, Misdeed> commandMisdeeds; // by SCSI operation code
    QMap<Stage, int> delays; // ms before the answer
    bool dribbles = false; // one byte at a time
    LoginRules login;
    TextRules text;
    LogoutRules logout;
    int pingEvery = 0; // ms; 0: the target sends none
    std::optional<AsyncMessage> greeting; // once logged in
    int greetingDelay = 0; // ms
    QMap<QByteArray, ScsiAnswer> answers; // by the first bytes of a CDB; the longest match counts
};

// Which session is treated how. The more special comes first: by number, by target, by kind.
struct Scripts
{
    Script session; // all that name a target
    Script discovery;
    QMap<int, Script> ofSession; // those that name a target, counted from 1 by their first Login PDU
    QMap<QByteArray, Script> ofTarget; // by its name
    std::optional<Misdeed> connect; // at once, counted over all connections; Silence: reads nothing
};

struct TargetSpec
{
    QByteArray name;
    QList<LunSpec> luns;
    QList<QByteArray> portals; // "ADDRESS:PORT,TAG" as told; empty: where it is reached, tag 1
    quint16 portalGroup = 1;
};
// `count` targets named iqn.2026-11.lab:<name>K, each with LUN 1 to `luns` of their own.
QList<TargetSpec> targetSpecs(const QByteArray& name, int count, int luns);

} // namespace mooring::lab
