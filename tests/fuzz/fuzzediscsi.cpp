// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzediscsi.h"

#include "must.h"
#include "services/libiscsi/chap.h"
#include "services/libiscsi/iscsiname.h"
#include "services/libiscsi/pduwalker.h"
#include "services/libiscsi/scsiaccess.h"
#include "services/libiscsi/scsiinquiry.h"
#include "services/libiscsi/scsiluns.h"
#include "services/libiscsi/sendtargets.h"

#include <cstdio>
#include <cstdlib>

using namespace mooring::iscsi;

namespace mooring::fuzz {
namespace {

QByteArray bytesOf(const uint8_t* data, size_t size, size_t skipped = 0)
{
    const size_t from = std::min(size, skipped);
    return QByteArray(reinterpret_cast<const char*>(data) + from, qsizetype(size - from));
}

qsizetype pieceOf(const uint8_t* data, size_t size) { return size > 1 && data[1] > 0 ? data[1] : 1; }

struct Judged
{
    SendTargets::State state;
    Error error;
    QList<FoundTarget> targets;
    QByteArray sent;
    bool operator==(const Judged&) const = default;
};

Judged discover(uint8_t mode, const QByteArray& bytes, qsizetype piece)
{
    LoginOptions options;
    options.initiatorName = "iqn.2026-11.lab:host";
    if ((mode & 3) != 0)
        options.chap = ChapCredentials {"initiator", "a-secret-of-16-b"};
    if ((mode & 2) != 0) {
        options.mutualChap = ChapCredentials {"target", "the-targets-secret"};
        options.challenge = {200, QByteArray(16, 'c')};
    }
    SendTargets discovery(options, {65536, 100});
    QByteArray sent = discovery.output();
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        discovery.input(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
        sent += discovery.output();
    }
    discovery.closed();
    return {discovery.state(), discovery.error(), discovery.targets(), sent};
}

QByteArray mended(const QByteArray& bytes)
{
    QByteArray stream;
    for (qsizetype at = 0; at + 4 <= bytes.size();) {
        const auto opcode = static_cast<quint8>(bytes[at]);
        const qsizetype length = static_cast<quint8>(bytes[at + 2]) << 8 | static_cast<quint8>(bytes[at + 3]);
        const QByteArray text = bytes.mid(at + 4, length);
        QByteArray pdu(48, '\0');
        pdu[0] = bytes[at];
        pdu[1] = bytes[at + 1];
        pdu[6] = char(text.size() >> 8);
        pdu[7] = char(text.size());
        pdu[19] = opcode == 0x23 ? '\1' : opcode == 0x24 ? '\2' : '\3';
        if (opcode == 0x20)
            pdu.replace(16, 4, QByteArray(4, '\xff'));
        if (opcode != 0x23 && (bytes[at + 1] & 0x80) != 0)
            pdu.replace(20, 4, QByteArray(4, '\xff'));
        stream += pdu + text + QByteArray((4 - text.size() % 4) % 4, '\0');
        at += 4 + text.size();
    }
    return stream;
}

void judgeNames(const QByteArray& bytes)
{
    if (const Result<QByteArray> name = parseIscsiName(bytes)) {
        must(name->size() <= kLongestName && isUsableName(*name), "a name can be used");
        must(parseIscsiName(*name) == name, "a name stays the same");
    }
    if (const Result<Portal> portal = parsePortal(bytes)) {
        Portal plain = *portal;
        plain.group.reset();
        must(parsePortal(portalText(*portal)) == Result<Portal>(plain), "a portal is read again");
    }
    if (const std::optional<QByteArray> value = binaryValue(bytes); value && !value->isEmpty())
        must(binaryValue(hexValue(*value)) == value, "a binary value is read again");
}

} // namespace

void judgePdus(const uint8_t* data, size_t size)
{
    const uint8_t mode = size > 0 ? data[0] : 0;
    const Digests digests {(mode & 1) != 0, (mode & 2) != 0};
    const QByteArray bytes = bytesOf(data, size, 2);
    const qsizetype piece = pieceOf(data, size);
    PduWalker whole(digests), pieces(digests);
    const QList<PduNotice> expected = whole.look(0, bytes);
    must(expected.size() <= bytes.size() / qsizetype(kHeaderSize), "no more notices than headers");
    QList<PduNotice> told;
    for (qsizetype end = 1; end < bytes.size() + piece; end += piece) { // each byte is shown three times
        const qsizetype last = std::min(end, bytes.size()), first = std::max<qsizetype>(0, last - 3 * piece);
        told += pieces.look(quint64(first), QByteArrayView(bytes).sliced(first, last - first));
    }
    must(told == expected, "the same however it is shown");
    must(whole.isLost() == pieces.isLost() && whole.nextPdu() == pieces.nextPdu(), "at the same place");
}

void judgeText(const uint8_t* data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    if (const Result<TextKeys> keys = parseTextKeys(bytes)) {
        const Result<TextKeys> again = parseTextKeys(writeTextKeys(*keys));
        must(again && *again == *keys, "text is read again");
    }
    if (const Result<QList<FoundTarget>> targets = parseFoundTargets(bytes, 100)) {
        must(targets->size() <= 100, "no more targets than asked for");
        for (const FoundTarget& target : *targets)
            must(isUsableName(target.name), "targets have names");
    }
    for (const QByteArray& part : bytes.split('\0'))
        judgeNames(part);
}

void judgeDiscovery(const uint8_t* data, size_t size)
{
    const uint8_t mode = size > 0 ? data[0] : 0;
    const QByteArray rest = bytesOf(data, size, 2);
    const QByteArray bytes = (mode & 4) != 0 ? mended(rest) : rest;
    const Judged whole = discover(mode, bytes, std::max<qsizetype>(1, bytes.size()));
    must(whole.state != SendTargets::State::Running, "ends");
    must((whole.state == SendTargets::State::Failed) == (whole.error != Error()), "says why it failed");
    must(whole.state == SendTargets::State::Done || whole.targets.isEmpty(), "no targets of half an answer");
    Judged pieces = discover(mode, bytes, pieceOf(data, size));
    if (whole.state == SendTargets::State::Failed) { // what was to be sent is dropped then
        must(pieces.sent.startsWith(whole.sent), "sends no less");
        pieces.sent = whole.sent;
    }
    must(whole == pieces, "the same in any pieces");
}

void judgeScsi(const uint8_t* data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    if (const Result<LunList> list = parseLuns(bytes)) {
        must(quint64(list->luns.size()) <= std::min(list->claimed, kMostLuns), "no more LUNs than claimed");
        must(list->luns.size() * 8 <= bytes.size(), "no LUNs that are not there");
    }
    if (const Result<Inquiry> read = parseInquiry(bytes))
        must(read->vendor.size() <= 8 && read->product.size() <= 16 && read->revision.size() <= 4, "fields");
    if (const Result<QString> serial = parseSerial(bytes)) {
        for (const QChar c : *serial)
            must(c >= u' ' && c <= u'~', "text that can be shown");
    }
    if (const Result<QList<quint8>> pages = parseSupportedPages(bytes))
        must(pages->size() < bytes.size(), "no pages that are not there");
    if (const Result<QList<Designator>> designators = parseDesignators(bytes)) {
        must(bestName(*designators).size() <= 600, "names have a length");
        (void)relativeTargetPort(*designators);
        (void)targetPortGroup(*designators);
    }
    for (const Result<Capacity>& capacity : {parseCapacity10(bytes), parseCapacity16(bytes)}) {
        must(!capacity || capacity->needs16 || capacity->size / capacity->blockLength > 0,
             "sizes are possible");
        must(!capacity || capacity->needs16 || capacity->size % capacity->blockLength == 0, "whole blocks");
    }
    if (const Result<QList<PortGroup>> groups = parsePortGroups(bytes); groups && !groups->isEmpty())
        must(groupOf(*groups, 1).value_or(groups->front()).ports.size() <= 255, "ports");
    if (const Result<ReservationKeys> keys = parseReservationKeys(bytes))
        must(keys->keys.size() * 8 <= bytes.size(), "no keys that are not there");
    if (const Result<std::optional<Reservation>> held = parseReservation(bytes); held && *held)
        must((*held)->type < 16, "types");
    if (const Result<Sense> sense = parseSense(bytes))
        must(sense->key < 16, "sense keys");
    (void)parseSenseSegment(bytes);
}

} // namespace mooring::fuzz
