// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

// What goes wrong with smart cards and their readers.
namespace mooring {

namespace {

QString cardWhat(const Error& error, const QString& s)
{
    switch (error.code) {
    case ErrorCode::CardServiceNotRunning:
        return Wording::tr("The smart card service pcscd is not running.");
    case ErrorCode::CardServiceRefused:
        return Wording::tr("The system does not let you use smart cards (polkit refused it).");
    case ErrorCode::ReaderUnknown:
        return Wording::tr("There is no such smart card reader: %1.").arg(s);
    case ErrorCode::ReaderTaken:
        return error.text.isEmpty()
            ? Wording::tr("Another program drives the reader, so pcscd does not have it: %1.").arg(s)
            : Wording::tr("%2 drives the reader, so pcscd does not have it: %1.").arg(s, error.text);
    case ErrorCode::CardMissing:
        return Wording::tr("There is no card in the reader: %1.").arg(s);
    case ErrorCode::CardRemoved:
        return Wording::tr("The card was taken out of the reader: %1.").arg(s);
    case ErrorCode::CardWasReset:
        return Wording::tr("Another program has reset the card: %1.").arg(s);
    case ErrorCode::CardMute:
        return Wording::tr("The card does not answer: %1.").arg(s);
    case ErrorCode::CardHeld:
        return error.text.isEmpty()
            ? Wording::tr("Another program holds the card: %1.").arg(s)
            : Wording::tr("Another program holds the card: %1 (likely %2).").arg(s, error.text);
    case ErrorCode::CardNotEjected:
        return Wording::tr("The card was not ejected, it is still in the reader: %1.").arg(s);
    case ErrorCode::CardNotAttached:
        return Wording::tr("There is nothing to release: %1.").arg(s);
    case ErrorCode::CardFailed:
        return Wording::tr("The smart card service reports an error: %1.").arg(s);
    default:
        return {};
    }
}

QString cardMeaning(ErrorCode code)
{
    switch (code) {
    case ErrorCode::CardRemoved:
    case ErrorCode::CardNotAttached:
        return Wording::tr("Nothing is held any more.");
    case ErrorCode::CardWasReset:
        return Wording::tr("The attachment is kept. What was open on the card is closed.");
    case ErrorCode::CardNotEjected:
        return Wording::tr("It is no longer held.");
    case ErrorCode::CardFailed:
        return Wording::tr("Whether it was done is not known until the next look shows it.");
    default:
        return Wording::tr("Nothing was changed.");
    }
}

QString cardNext(ErrorCode code)
{
    switch (code) {
    case ErrorCode::CardServiceNotRunning:
        return Wording::tr("Start pcscd (package pcscd), then look again.");
    case ErrorCode::CardServiceRefused:
        return Wording::tr("Ask an administrator for access to smart cards.");
    case ErrorCode::ReaderUnknown:
        return Wording::tr("Plug it in, or look at the readers that are there.");
    case ErrorCode::ReaderTaken:
        return Wording::tr("End that program, or have it leave the reader to pcscd.");
    case ErrorCode::CardMissing:
    case ErrorCode::CardRemoved:
        return Wording::tr("Insert the card, then try again.");
    case ErrorCode::CardWasReset:
        return Wording::tr("Reconnect to it.");
    case ErrorCode::CardMute:
        return Wording::tr("Insert the card the right way round, or try another reader.");
    case ErrorCode::CardHeld:
        return Wording::tr("End the program that holds it, or wait.");
    case ErrorCode::CardNotEjected:
        return Wording::tr("Take it out by hand.");
    case ErrorCode::CardNotAttached:
        return Wording::tr("Attach to the reader first.");
    default:
        return Wording::tr("Look at the details, then try again.");
    }
}

} // namespace

ErrorText Wording::cardError(const Error& error)
{
    return {cardWhat(error, error.subject), cardMeaning(error.code), cardNext(error.code), {}};
}

} // namespace mooring
