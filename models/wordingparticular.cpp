// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace

std::optional<ErrorText> Wording::particular(const Error& error)
{
    const QString& s = error.subject;
    const auto told = [&error](const QString& what, const QString& next) {
        return ErrorText {what, meaning(error.code), next, errorDetails(error)};
    };
    switch (error.code) {
    case ErrorCode::SystemCallFailed:
    case ErrorCode::WrongState:
        if (isErrno(error, EROFS))
            return told(tr("It lies on a read-only file system: %1.").arg(s),
                        tr("Make the file system writable, or ask for read-only access."));
        if (error.code == ErrorCode::WrongState && isErrno(error, EPERM))
            return told(tr("The file is immutable or append-only: %1.").arg(s),
                        tr("Take that mark away (chattr), or ask for read-only access."));
        return {};
    case ErrorCode::NotSupportedHere:
        if (error.text == QLatin1String("streamOptimized"))
            return told(tr("The image is compressed and can only be read: %1.").arg(s),
                        tr("Attach it read-only, or with an overlay."));
        return {};
    case ErrorCode::ImageContentUnknown:
        if (error.domain == ErrorDomain::None && isFormat(error.text))
            return told(tr("The image is of another format than was said, %2: %1.").arg(s, error.text),
                        tr("Leave the format out, or give the right one."));
        return {};
    case ErrorCode::ImageAlreadyAttached:
        if (isLeftover(error))
            return told(tr("Something is left of an earlier attachment of the image: %1.").arg(s),
                        tr("Clean it up, then attach the image again."));
        return {};
    case ErrorCode::ImagePartWrong:
        if (error.text == QLatin1String("protocol"))
            return told(tr("The image names something that is no file: %1.").arg(s),
                        tr("Such images are not opened. Convert it to one that stands on files only."));
        if (error.text == QLatin1String("cyclic"))
            return told(tr("The image stands on itself: %1.").arg(s),
                        tr("Look at what its files name, and correct it with the program that made them."));
        return {};
    default:
        return {};
    }
}

} // namespace mooring
