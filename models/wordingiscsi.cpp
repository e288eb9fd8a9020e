// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

// What goes wrong between an initiator and its targets.
namespace mooring {

namespace {

// Why a target turned a logout down: RFC 7143, 11.15.1.
QString refusal(const QString& session, quint32 response)
{
    switch (response) {
    case 1:
        return Wording::tr("The target refused to close %1: it does not know the connection.").arg(session);
    case 2:
        return Wording::tr("The target refused to close %1: it does not support recovery.").arg(session);
    case 3:
        return Wording::tr("The target refused to close %1: its clean-up failed.").arg(session);
    default:
        return Wording::tr("The target refused to close %1, for a reason that is not known (%2).")
            .arg(session)
            .arg(response);
    }
}

// What would be told of a target alike is told of what the keyring has of it.
bool isOfKeyring(const Error& error) { return error.domain == ErrorDomain::Dbus; }

QString iscsiWhat(const Error& error, const QString& s)
{
    switch (error.code) {
    case ErrorCode::NameNotIscsi:
        return Wording::tr("This is not an iSCSI name: %1.").arg(s);
    case ErrorCode::PortalInvalid:
        return Wording::tr("This is not the address of a portal: %1.").arg(s);
    case ErrorCode::PortalUnreachable:
        return Wording::tr("The portal cannot be reached: %1.").arg(s);
    case ErrorCode::NotIscsi:
        return Wording::tr("What answers there is not an iSCSI target: %1.").arg(s);
    case ErrorCode::AnswerMalformed:
        return Wording::tr("The answer breaks the iSCSI protocol: %1.").arg(s);
    case ErrorCode::AuthenticationFailed:
        if (error.domain == ErrorDomain::Iscsi) // its login status
            return Wording::tr("The target did not accept the CHAP user and secret: %1.").arg(s);
        if (error.domain == ErrorDomain::Libiscsi) // it let us in, and its own answer was wrong
            return Wording::tr("The target did not prove by CHAP who it is: %1.").arg(s);
        return Wording::tr("The CHAP authentication failed: %1.").arg(s);
    case ErrorCode::SecretMissing:
        return isOfKeyring(error)
            ? Wording::tr("The keyring remembers no CHAP secret of %2 for this target: %1.")
                  .arg(s, error.text)
            : Wording::tr("The target asks for a CHAP secret: %1.").arg(s);
    case ErrorCode::TargetUnknown:
        return Wording::tr("The portal knows no such target: %1.").arg(s);
    case ErrorCode::TargetUnavailable:
        return Wording::tr("The target takes no session now: %1.").arg(s);
    case ErrorCode::RedirectLoop:
        return Wording::tr("The target sends from one portal to the next without end: %1.").arg(s);
    case ErrorCode::LoginRefused:
        return Wording::tr("The target refused the session: %1.").arg(s);
    case ErrorCode::LogoutRefused:
        return refusal(s, error.number);
    case ErrorCode::ConnectionLost:
        return Wording::tr("The connection was lost: %1.").arg(s);
    case ErrorCode::LogoutRequested:
        return Wording::tr("The target asked for the session to be closed: %1.").arg(s);
    case ErrorCode::SessionHeldElsewhere:
        return error.text.isEmpty() ? Wording::tr("Another program holds the session: %1.").arg(s)
                                    : Wording::tr("%2 holds the session: %1.").arg(s, error.text);
    case ErrorCode::NoSessionToTarget:
        return Wording::tr("This host has no session to the target: %1.").arg(s);
    case ErrorCode::KeyringUnavailable:
        return Wording::tr("The keyring is missing, locked or silent: %1.").arg(s);
    case ErrorCode::AutomaticLoginStays:
        return isOfKeyring(error) ? Wording::tr("The secret may still be in the keyring: %1.").arg(s)
                                  : Wording::tr("The automatic login may still be set: %1.").arg(s);
    default:
        return {};
    }
}

QString iscsiMeaning(const Error& error)
{
    switch (error.code) {
    case ErrorCode::LogoutRefused:
        return Wording::tr("The session is still open.");
    case ErrorCode::ConnectionLost:
        return Wording::tr("Whether the target closed the session is not known. Nothing more is sent on it.");
    case ErrorCode::AutomaticLoginStays:
        return isOfKeyring(error)
            ? Wording::tr("The session is closed, and is no longer opened by itself.")
            : Wording::tr("The session is closed. It may come back when Mooring's service starts.");
    case ErrorCode::LogoutRequested:
        return Wording::tr("Reading and writing on it end.");
    default:
        return Wording::tr("Nothing was changed.");
    }
}

QString iscsiNext(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NameNotIscsi:
        return Wording::tr("Give a name that begins with iqn., eui. or naa.");
    case ErrorCode::PortalInvalid:
        return Wording::tr("Give ADDRESS or ADDRESS:PORT; an IPv6 address in brackets.");
    case ErrorCode::PortalUnreachable:
    case ErrorCode::ConnectionLost:
        return Wording::tr("Check the address, the network and whether the target runs.");
    case ErrorCode::NotIscsi:
        return Wording::tr("Check the address and the port.");
    case ErrorCode::SecretMissing:
        if (isOfKeyring(error))
            return Wording::tr("Give the secret, and have it remembered.");
        [[fallthrough]];
    case ErrorCode::AuthenticationFailed:
        return Wording::tr("Check the user name and the secret with whoever runs the target.");
    case ErrorCode::TargetUnknown:
        return Wording::tr("Discover the targets of the portal again.");
    case ErrorCode::TargetUnavailable:
    case ErrorCode::LogoutRefused:
        return Wording::tr("Wait a little, then try again.");
    case ErrorCode::LogoutRequested:
        return Wording::tr("Log out of it.");
    case ErrorCode::NoSessionToTarget:
        return Wording::tr("Check the name of the target.");
    case ErrorCode::KeyringUnavailable:
        return Wording::tr("Unlock the keyring, or give the secret without having it remembered.");
    case ErrorCode::AutomaticLoginStays:
        return isOfKeyring(error) ? Wording::tr("Unlock the keyring, then forget the target; or remove the "
                                                "secret with the program that manages the keyring.")
                                  : Wording::tr("Log out of the target again.");
    case ErrorCode::SessionHeldElsewhere:
        return Wording::tr("Close it with that program.");
    default:
        return Wording::tr("Look at the details and tell whoever runs the target.");
    }
}

} // namespace

QString Wording::fact(Fact fact, Kind kind)
{
    if (fact == Fact::Command && kind == Kind::IscsiTarget)
        return tr("On the same portal, target not known"); // programs
    return Wording::fact(fact);
}

QString Wording::lostReason(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ConnectionLost:
        return tr("connection lost");
    case ErrorCode::LogoutRequested:
        return tr("the target asked for it to be closed");
    case ErrorCode::LogoutRefused:
        return tr("the target refused to close it");
    case ErrorCode::DeadlinePassed:
        return tr("no answer in time");
    case ErrorCode::AnswerMalformed:
        return tr("the target broke the protocol");
    case ErrorCode::PortalUnreachable:
        return tr("the portal cannot be reached");
    case ErrorCode::AuthenticationFailed:
        return tr("the CHAP authentication failed");
    case ErrorCode::SecretMissing:
        return tr("its CHAP secret is missing");
    case ErrorCode::KeyringUnavailable:
        return tr("the keyring is missing, locked or silent");
    case ErrorCode::CardWasReset:
        return tr("another program has reset the card");
    case ErrorCode::CardRemoved:
        return tr("the card was taken out");
    case ErrorCode::ReaderUnknown:
        return tr("the reader is gone");
    case ErrorCode::ReaderTaken:
        return tr("another program drives the reader");
    case ErrorCode::CardServiceNotRunning:
        return tr("pcscd is not running");
    case ErrorCode::CardServiceRefused:
        return tr("the system does not let you use smart cards");
    default:
        return token(code);
    }
}

ErrorText Wording::iscsiError(const Error& error)
{
    const QString s = error.subject.isEmpty() ? tr("this item") : error.subject;
    return {iscsiWhat(error, s), iscsiMeaning(error), iscsiNext(error), {}};
}

} // namespace mooring
