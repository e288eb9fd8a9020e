// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "services/core/leftout.h"
#include "wording.h"

#include <cerrno>

// Errors whose code alone says too little of what is wrong and what to do.
namespace mooring {

namespace {

bool isErrno(const Error& error, int number)
{
    return error.domain == ErrorDomain::Errno && error.number == static_cast<quint32>(number)
        && !error.subject.isEmpty();
}

bool isFormat(const QString& text)
{
    static const QStringList formats {QStringLiteral("raw"),  QStringLiteral("iso"),  QStringLiteral("vhd"),
                                      QStringLiteral("vhdx"), QStringLiteral("vmdk"), QStringLiteral("vdi"),
                                      QStringLiteral("qcow2")};
    return formats.contains(text);
}

// The folder of an attachment, not a device: of that one something is left.
bool isLeftover(const Error& error) { return error.subject.contains(QLatin1String("/mooring/images/")); }

using Told = std::optional<std::pair<QString, QString>>; // what happened, what to do next

Told aboutWriting(const Error& error)
{
    const QString& s = error.subject;
    if (isErrno(error, EROFS))
        return {{Wording::tr("It lies on a read-only file system: %1.").arg(s),
                 Wording::tr("Make the file system writable, or ask for read-only access.")}};
    if (error.code == ErrorCode::WrongState && isErrno(error, EPERM))
        return {{Wording::tr("The file is immutable or append-only: %1.").arg(s),
                 Wording::tr("Take that mark away (chattr), or ask for read-only access.")}};
    return {};
}

// What an attachment to a card is already, or is not.
Told aboutAttachment(const Error& error)
{
    if (error.text == QLatin1String("attached"))
        return {{Wording::tr("Mooring is attached to it already: %1.").arg(error.subject),
                 Wording::tr("Release it first.")}};
    if (error.text == QLatin1String("transaction"))
        return {{Wording::tr("A transaction of Mooring's is under way there already: %1.").arg(error.subject),
                 Wording::tr("End it first.")}};
    if (error.text == QLatin1String("no transaction"))
        return {{Wording::tr("No transaction of Mooring's is under way there: %1.").arg(error.subject),
                 Wording::tr("Begin one first.")}};
    return {};
}

// An image that is only ever read.
Told aboutKind(const Error& error)
{
    const QString next = Wording::tr("Attach it read-only, or with an overlay.");
    if (error.text == QLatin1String("streamOptimized"))
        return {{Wording::tr("The image is compressed and can only be read: %1.").arg(error.subject), next}};
    if (error.text == QLatin1String("seSparse") || error.text == QLatin1String("version 3"))
        return {{Wording::tr("The image is of a kind that can only be read, %2: %1.")
                     .arg(error.subject, error.text),
                 next}};
    if (error.text == QLatin1String("HeaderDigest=CRC32C")) // what was asked of it, in its own words
        return {{Wording::tr("The target does not do the header digest CRC32C: %1.").arg(error.subject),
                 Wording::tr("Open the session without the header digest.")}};
    return {};
}

Told aboutForce(const Error& error)
{
    const QString what = Wording::tr("Nothing that is to go has this rung of force: %1.").arg(error.subject);
    if (error.text.isEmpty())
        return {{what, Wording::tr("Do without force.")}};
    return {{what, Wording::tr("Choose one of these instead: %1.").arg(error.text)}};
}

Told aboutChoice(const Error& error)
{
    if (error.domain == ErrorDomain::None && error.subject.startsWith(QLatin1String("--force ")))
        return aboutForce(error);
    if (error.subject != QLatin1String("overlay merge") || error.text.isEmpty())
        return {};
    return {{Wording::tr("What was written cannot be merged: that takes an image that can be written in "
                         "place, and an attachment that works."),
             Wording::tr("Choose one of these instead: %1.").arg(error.text)}};
}

Told aboutOption(const Error& error)
{
    if (error.code != ErrorCode::NothingGiven || !error.subject.startsWith(QLatin1String("--")))
        return {};
    return {{Wording::tr("An option is missing: %1.").arg(error.subject), Wording::tr("Give it as well.")}};
}

Told aboutPart(const Error& error)
{
    const QString& s = error.subject;
    if (error.text == QLatin1String("protocol"))
        return {{Wording::tr("The image names something that is no file: %1.").arg(s),
                 Wording::tr("Such images are not opened. Convert it to one that stands on files only.")}};
    if (error.text == QLatin1String("cyclic"))
        return {{Wording::tr("The image stands on itself: %1.").arg(s),
                 Wording::tr("Look at what its files name, and correct it with the program that made "
                             "them.")}};
    return {};
}

Told aboutImage(const Error& error)
{
    const QString& s = error.subject;
    if (error.code == ErrorCode::ImageFormatNoProvider && error.text == QLatin1String("vmdk seSparse extent"))
        return {{Wording::tr("The file is only a part of an image: %1.").arg(s),
                 Wording::tr("Attach the descriptor that names it, a small file ending in .vmdk.")}};
    if (error.code == ErrorCode::ImageContentUnknown && error.domain == ErrorDomain::None
        && isFormat(error.text))
        return {{Wording::tr("The image is of another format than was said, %2: %1.").arg(s, error.text),
                 Wording::tr("Leave the format out, or give the right one.")}};
    if (error.code == ErrorCode::ImageAlreadyAttached && isLeftover(error))
        return {{Wording::tr("Something is left of an earlier attachment of the image: %1.").arg(s),
                 Wording::tr("Clean it up, then attach the image again.")}};
    if (const quint64 missing = error.text.toULongLong(); error.code == ErrorCode::ImageCutShort && missing)
        return {
            {Wording::tr("The image file is cut short, %2 are missing: %1.").arg(s, Format::size(missing)),
             Wording::tr("Copy the image again from where it came from.")}};
    return {};
}

Told aboutProcesses(const Error& error)
{
    if (!isErrno(error, EACCES))
        return {};
    return {{Wording::tr("%n process(es) could not be looked into.", nullptr, error.text.toInt()),
             Wording::tr("They may just have ended, or this system lets not even an administrator look into "
                         "them. Look again.")}};
}

Told aboutBranch(const Error& error)
{
    if (!isLeftOut(error))
        return {};
    return {{Wording::tr("It was left out: %1.").arg(error.subject),
             Wording::tr("Look again without leaving it out.")}};
}

Told about(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InTheWay:
        return aboutBranch(error);
    case ErrorCode::ProcessesUnseen:
        return aboutProcesses(error);
    case ErrorCode::InvalidArgument:
        return aboutChoice(error);
    case ErrorCode::NothingGiven:
        return aboutOption(error);
    case ErrorCode::WrongState:
        if (const Told told = aboutAttachment(error))
            return told;
        [[fallthrough]];
    case ErrorCode::SystemCallFailed:
        return aboutWriting(error);
    case ErrorCode::NotSupportedHere:
        return aboutKind(error);
    case ErrorCode::ImagePartWrong:
        return aboutPart(error);
    default:
        return aboutImage(error);
    }
}

} // namespace

std::optional<ErrorText> Wording::particular(const Error& error)
{
    const Told told = about(error);
    if (!told)
        return {};
    return ErrorText {told->first, meaning(error.code), told->second, errorDetails(error)};
}

} // namespace mooring
