// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contractnames.h"
#include "leftout.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace mooring {

namespace {
struct Number
{
    ErrorDomain domain = ErrorDomain::None;
    quint32 number = 0;
};
constexpr Number none {};
constexpr Number win32(quint32 number) { return {ErrorDomain::Win32, number}; }
constexpr Number vds(quint32 number) { return {ErrorDomain::Vds, number}; }
constexpr Number hresult(quint32 number) { return {ErrorDomain::Hresult, number}; }
constexpr Number cim(quint32 number) { return {ErrorDomain::Cim, number}; }
constexpr Number scard(quint32 number) { return {ErrorDomain::Scard, number}; }

// What each family of kinds calls an outcome. Where the documents have no number there is none, rather than
// one that reads as something else. SCARD: pcsc-lite's numbers.
struct Row
{
    Outcome outcome;
    Number disk, iscsi, exported, card;
};
constexpr std::array rows {
    Row {Outcome::Done, win32(0), vds(0), cim(0), scard(0)},
    Row {Outcome::NothingToDo, win32(0), vds(0x8004270A), cim(4096), scard(0)},
    Row {Outcome::Partial, none, vds(0x80042710), cim(4), none},
    Row {Outcome::Deferred, vds(0x80042938), vds(0x80042409), cim(2), none},
    Row {Outcome::Busy, win32(32), vds(0x80042413), cim(4097), scard(0x8010000B)},
    Row {Outcome::NotAssociated, vds(0x80042935), vds(0x8004270A), cim(4096), scard(0x80100003)},
    Row {Outcome::NotFound, win32(2), vds(0x80042405), cim(4096), scard(0x8010000C)},
    Row {Outcome::TimedOut, win32(1460), hresult(0x800705B4), cim(3), scard(0x8010000A)},
    Row {Outcome::Denied, win32(5), vds(0x80042427), cim(2), scard(0x8010006A)},
    Row {Outcome::AuthDismissed, win32(1223), vds(0x8004240D), cim(2), scard(0x8010006E)},
    Row {Outcome::InvalidRequest, win32(87), hresult(0x80070057), cim(5), scard(0x80100011)},
    Row {Outcome::Unsupported, win32(50), vds(0x80042400), cim(1), scard(0x8010001F)},
    Row {Outcome::NoProvider, win32(0xC03A0014), vds(0x80042400), cim(1), scard(0x8010001F)},
    Row {Outcome::BadImage, win32(0xC03A0015), vds(0x80042442), cim(2), scard(0x80100014)},
    Row {Outcome::OutOfMemory, win32(14), hresult(0x8007000E), cim(2), scard(0x80100006)},
    Row {Outcome::Stopped, vds(0x8004240D), vds(0x8004240D), cim(2), scard(0x80100002)},
    Row {Outcome::TooLateToStop, vds(0x8004240C), vds(0x8004240C), cim(2), scard(0x80100002)},
    Row {Outcome::ServiceUnavailable, win32(21), vds(0x80042442), cim(2), scard(0x8010001D)},
    Row {Outcome::Failed, vds(0x80042442), vds(0x80042709), cim(4), scard(0x80100014)},
    Row {Outcome::Unknown, none, none, cim(2), none},
};

// A reason that has a number of its own among those of virtual disks.
Number diskReason(const Error& error)
{
    switch (error.code) {
    case ErrorCode::ImageNotAttached:
        return vds(0x80042935);
    case ErrorCode::ImageAlreadyAttached:
        return vds(0x80042934);
    case ErrorCode::IsoIsReadOnly:
        return vds(0x80042936);
    case ErrorCode::IdentityChanged:
        return vds(0x8004240B);
    case ErrorCode::StillThere:
        return vds(0x8004292F);
    case ErrorCode::IsoSizeWrong:
    case ErrorCode::ImageDamaged:
        return win32(1392);
    case ErrorCode::HostFolderCompressed:
        return win32(618);
    case ErrorCode::HostFolderEncrypted:
        return win32(6002);
    case ErrorCode::PermissionDenied:
        return error.domain == ErrorDomain::Errno && error.number == EPERM ? win32(1314) : none;
    default:
        return none;
    }
}

Number diskNumber(const Row& row, Verb verb, const std::optional<Error>& error)
{
    if (row.outcome == Outcome::NothingToDo && verb == Verb::Detach)
        return vds(0x80042935);
    const Number reason = error && outcomeOf(*error) == row.outcome ? diskReason(*error) : none;
    return reason.domain == ErrorDomain::None ? row.disk : reason;
}

// 4096 and 4097 belong to DetachDevice; its neighbours say the same with other numbers, or not at all.
Number exportNumber(const Row& row, Verb verb, const std::optional<Error>& error)
{
    if (verb == Verb::Attach && error && outcomeOf(*error) == row.outcome) {
        if (error->code == ErrorCode::LunNumberTaken)
            return cim(4097);
        if (error->code == ErrorCode::NothingGiven) // the number
            return cim(4098);
        if (error->code == ErrorCode::ImageMissing)
            return cim(4096);
    }
    if (verb == Verb::Hide && row.exported.number == 4096)
        return cim(4100);
    if (row.exported.number == 4097 && verb != Verb::Detach)
        return verb == Verb::Attach ? cim(4100) : verb == Verb::Hide ? cim(2) : row.exported;
    return row.exported;
}

Number cardNumber(const Row& row, Kind kind, const std::optional<Error>& error)
{
    if (row.outcome == Outcome::NotFound && kind == Kind::Reader)
        return scard(0x80100009);
    if (row.outcome == Outcome::Failed && error && error->code == ErrorCode::StillThere)
        return scard(0x8010000E);
    return row.card;
}

Number numberOf(Kind kind, Verb verb, const Row& row, const std::optional<Error>& error)
{
    switch (kind) {
    case Kind::Portal:
    case Kind::IscsiTarget:
    case Kind::IscsiSession:
    case Kind::IscsiLun:
        return row.outcome == Outcome::Failed && verb == Verb::LogIn ? vds(0x80042708) : row.iscsi;
    case Kind::Export:
    case Kind::ExportLun:
    case Kind::MappedLun:
    case Kind::Initiator:
        return exportNumber(row, verb, error);
    case Kind::Reader:
    case Kind::Card:
    case Kind::CardAttachment:
        return cardNumber(row, kind, error);
    default:
        return diskNumber(row, verb, error);
    }
}

bool isOfTheDocuments(ErrorDomain domain)
{
    return domain == ErrorDomain::Cim || domain == ErrorDomain::Vds || domain == ErrorDomain::Win32
        || domain == ErrorDomain::Hresult || domain == ErrorDomain::Scard;
}

// Numbers with which the documents themselves say "success, but".
bool isSuccessWithNews(const Error& error)
{
    return error.domain == ErrorDomain::Vds && error.number >= 0x00042800 && error.number <= 0x00042802;
}
} // namespace

ContractCode contractCode(Kind kind, Verb verb, Outcome outcome, const std::optional<Error>& error)
{
    if (isLeftOut(error)) // nobody said that it is in use
        return {};
    const bool speaks = error && isOfTheDocuments(error->domain) && error->number != 0;
    if (speaks && (outcome != Outcome::Done || isSuccessWithNews(*error)))
        return contractNamed(error->domain, error->number, verb);
    const auto row
        = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.outcome == outcome; });
    const Number number = row == rows.end() ? none : numberOf(kind, verb, *row, error);
    return number.domain == ErrorDomain::None ? ContractCode {}
                                              : contractNamed(number.domain, number.number, verb);
}

} // namespace mooring
