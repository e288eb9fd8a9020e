// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "services/core/operation.h"
#include "wording.h"

#include <array>

namespace mooring {

namespace {

QString symbolOfErrno(quint32 number)
{
    static const QHash<quint32, QString> names {
        {1, QStringLiteral("EPERM")},         {2, QStringLiteral("ENOENT")},
        {4, QStringLiteral("EINTR")},         {5, QStringLiteral("EIO")},
        {6, QStringLiteral("ENXIO")},         {9, QStringLiteral("EBADF")},
        {11, QStringLiteral("EAGAIN")},       {12, QStringLiteral("ENOMEM")},
        {13, QStringLiteral("EACCES")},       {16, QStringLiteral("EBUSY")},
        {17, QStringLiteral("EEXIST")},       {19, QStringLiteral("ENODEV")},
        {20, QStringLiteral("ENOTDIR")},      {21, QStringLiteral("EISDIR")},
        {22, QStringLiteral("EINVAL")},       {24, QStringLiteral("EMFILE")},
        {26, QStringLiteral("ETXTBSY")},      {27, QStringLiteral("EFBIG")},
        {28, QStringLiteral("ENOSPC")},       {30, QStringLiteral("EROFS")},
        {36, QStringLiteral("ENAMETOOLONG")}, {38, QStringLiteral("ENOSYS")},
        {40, QStringLiteral("ELOOP")},        {95, QStringLiteral("EOPNOTSUPP")},
        {110, QStringLiteral("ETIMEDOUT")},   {116, QStringLiteral("ESTALE")}};
    return names.value(number);
}

QString symbolOfWin32(quint32 number)
{
    static const QHash<quint32, QString> names {
        {2, QStringLiteral("ERROR_FILE_NOT_FOUND")},
        {5, QStringLiteral("ERROR_ACCESS_DENIED")},
        {21, QStringLiteral("ERROR_NOT_READY")},
        {32, QStringLiteral("ERROR_SHARING_VIOLATION")},
        {87, QStringLiteral("ERROR_INVALID_PARAMETER")},
        {618, QStringLiteral("ERROR_UNSUPPORTED_COMPRESSION")},
        {665, QStringLiteral("ERROR_FILE_SYSTEM_LIMITATION")},
        {1314, QStringLiteral("ERROR_PRIVILEGE_NOT_HELD")},
        {1392, QStringLiteral("ERROR_FILE_CORRUPT")},
        {6002, QStringLiteral("ERROR_FILE_ENCRYPTED")},
        {0xC03A0014, QStringLiteral("ERROR_VIRTDISK_PROVIDER_NOT_FOUND")},
        {0xC03A0015, QStringLiteral("ERROR_VIRTDISK_NOT_VIRTUAL_DISK")},
        {0xC03A001C, QStringLiteral("ERROR_VHD_INVALID_STATE")}};
    return names.value(number);
}

// Exit codes of iscsiadm: include/iscsi_err.h of open-iscsi.
QString symbolOfOpeniscsi(quint32 number)
{
    static constexpr std::array names {
        "ISCSI_SUCCESS",
        "ISCSI_ERR",
        "ISCSI_ERR_SESS_NOT_FOUND",
        "ISCSI_ERR_NOMEM",
        "ISCSI_ERR_TRANS",
        "ISCSI_ERR_LOGIN",
        "ISCSI_ERR_IDBM",
        "ISCSI_ERR_INVAL",
        "ISCSI_ERR_TRANS_TIMEOUT",
        "ISCSI_ERR_INTERNAL",
        "ISCSI_ERR_LOGOUT",
        "ISCSI_ERR_PDU_TIMEOUT",
        "ISCSI_ERR_TRANS_NOT_FOUND",
        "ISCSI_ERR_ACCESS",
        "ISCSI_ERR_TRANS_CAPS",
        "ISCSI_ERR_SESS_EXISTS",
        "ISCSI_ERR_INVALID_MGMT_REQ",
        "ISCSI_ERR_ISNS_UNAVAILABLE",
        "ISCSI_ERR_ISCSID_COMM_ERR",
        "ISCSI_ERR_FATAL_LOGIN",
        "ISCSI_ERR_ISCSID_NOTCONN",
        "ISCSI_ERR_NO_OBJS_FOUND",
        "ISCSI_ERR_SYSFS_LOOKUP",
        "ISCSI_ERR_HOST_NOT_FOUND",
        "ISCSI_ERR_LOGIN_AUTH_FAILED",
        "ISCSI_ERR_ISNS_QUERY",
        "ISCSI_ERR_ISNS_REG_FAILED",
        "ISCSI_ERR_OP_NOT_SUPP",
        "ISCSI_ERR_BUSY",
        "ISCSI_ERR_AGAIN",
        "ISCSI_ERR_UNKNOWN_DISCOVERY_TYPE",
        "ISCSI_ERR_CHILD_TERMINATED",
        "ISCSI_ERR_SESSION_NOT_CONNECTED",
        "ISCSI_ERR_REQ_TIMEDOUT",
    };
    return number < names.size() ? QString::fromLatin1(names[number]) : QString();
}

// The documents' own names.
QString symbolOfScard(quint32 number)
{
    Error error;
    error.domain = ErrorDomain::Scard;
    error.number = number;
    return contractCode(Kind::Card, Verb::Release, Outcome::Failed, error).symbol;
}

} // namespace

QString Wording::errorSymbol(ErrorDomain domain, quint32 number)
{
    if (domain == ErrorDomain::Errno)
        return symbolOfErrno(number);
    if (domain == ErrorDomain::Win32)
        return symbolOfWin32(number);
    if (domain == ErrorDomain::Openiscsi)
        return symbolOfOpeniscsi(number);
    if (domain == ErrorDomain::Scard)
        return symbolOfScard(number);
    return {};
}

QString Wording::errorDetails(const Error& error)
{
    QStringList lines {tr("Code: %1").arg(token(error.code))};
    if (error.domain != ErrorDomain::None) {
        lines.append(tr("Origin: %1").arg(domain(error.domain)));
        const QString symbol = errorSymbol(error.domain, error.number);
        const QString number = Format::errorNumber(error.domain, error.number);
        lines.append(symbol.isEmpty() ? tr("Number: %1").arg(number)
                                      : tr("Number: %1 (%2)").arg(number, symbol));
    }
    if (!error.text.isEmpty())
        lines.append(error.code == ErrorCode::ImageCutShort
                         ? tr("Missing: %1").arg(Format::exactSize(error.text.toULongLong()))
                         : tr("Message: %1").arg(error.text));
    if (!error.source.isEmpty())
        lines.append(tr("Source: %1").arg(error.source));
    return lines.join(u'\n');
}

QString Wording::contractCode(const ContractCode& code)
{
    if (code.domain == ErrorDomain::None)
        return {};
    return (Format::errorNumber(code.domain, code.number) + u' ' + code.symbol).trimmed();
}

} // namespace mooring
