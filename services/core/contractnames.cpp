// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contractnames.h"

#include <algorithm>
#include <array>

namespace mooring {

namespace {
struct Named
{
    ErrorDomain domain;
    quint32 number;
    const char* symbol;
};

constexpr std::array names {
    Named {ErrorDomain::Win32, 0, "ERROR_SUCCESS"},
    Named {ErrorDomain::Win32, 2, "ERROR_FILE_NOT_FOUND"},
    Named {ErrorDomain::Win32, 5, "ERROR_ACCESS_DENIED"},
    Named {ErrorDomain::Win32, 14, "ERROR_OUTOFMEMORY"},
    Named {ErrorDomain::Win32, 21, "ERROR_NOT_READY"},
    Named {ErrorDomain::Win32, 32, "ERROR_SHARING_VIOLATION"},
    Named {ErrorDomain::Win32, 50, "ERROR_NOT_SUPPORTED"},
    Named {ErrorDomain::Win32, 87, "ERROR_INVALID_PARAMETER"},
    Named {ErrorDomain::Win32, 618, "ERROR_UNSUPPORTED_COMPRESSION"},
    Named {ErrorDomain::Win32, 1223, "ERROR_CANCELLED"},
    Named {ErrorDomain::Win32, 1314, "ERROR_PRIVILEGE_NOT_HELD"},
    Named {ErrorDomain::Win32, 1392, "ERROR_FILE_CORRUPT"},
    Named {ErrorDomain::Win32, 1460, "ERROR_TIMEOUT"},
    Named {ErrorDomain::Win32, 6002, "ERROR_FILE_ENCRYPTED"},
    Named {ErrorDomain::Win32, 0xC03A0014, "ERROR_VIRTDISK_PROVIDER_NOT_FOUND"},
    Named {ErrorDomain::Win32, 0xC03A0015, "ERROR_VIRTDISK_NOT_VIRTUAL_DISK"},
    Named {ErrorDomain::Hresult, 0, "S_OK"},
    Named {ErrorDomain::Hresult, 0x80070057, "E_INVALIDARG"},
    Named {ErrorDomain::Hresult, 0x8007000E, "E_OUTOFMEMORY"},
    Named {ErrorDomain::Hresult, 0x800705B4, "HRESULT_FROM_WIN32(ERROR_TIMEOUT)"},
    Named {ErrorDomain::Vds, 0, "S_OK"},
    Named {ErrorDomain::Vds, 0x00042800, "VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED"},
    Named {ErrorDomain::Vds, 0x00042801, "VDS_S_ISCSI_PERSISTENT_LOGIN_MAY_NOT_BE_REMOVED"},
    Named {ErrorDomain::Vds, 0x00042802, "VDS_S_ISCSI_LOGIN_ALREAD_EXISTS"},
    Named {ErrorDomain::Vds, 0x80042400, "VDS_E_NOT_SUPPORTED"},
    Named {ErrorDomain::Vds, 0x80042405, "VDS_E_OBJECT_NOT_FOUND"},
    Named {ErrorDomain::Vds, 0x80042409, "VDS_E_OPERATION_PENDING"},
    Named {ErrorDomain::Vds, 0x8004240B, "VDS_E_OBJECT_DELETED"},
    Named {ErrorDomain::Vds, 0x8004240C, "VDS_E_CANCEL_TOO_LATE"},
    Named {ErrorDomain::Vds, 0x8004240D, "VDS_E_OPERATION_CANCELED"},
    Named {ErrorDomain::Vds, 0x80042413, "VDS_E_DEVICE_IN_USE"},
    Named {ErrorDomain::Vds, 0x80042427, "VDS_E_ACCESS_DENIED"},
    Named {ErrorDomain::Vds, 0x80042442, "VDS_E_PROVIDER_FAILURE"},
    Named {ErrorDomain::Vds, 0x80042708, "VDS_E_ISCSI_LOGIN_FAILED"},
    Named {ErrorDomain::Vds, 0x80042709, "VDS_E_ISCSI_LOGOUT_FAILED"},
    Named {ErrorDomain::Vds, 0x8004270A, "VDS_E_ISCSI_SESSION_NOT_FOUND"},
    Named {ErrorDomain::Vds, 0x80042710, "VDS_E_ISCSI_LOGOUT_INCOMPLETE"},
    Named {ErrorDomain::Vds, 0x8004292F, "VDS_E_VD_IS_ATTACHED"},
    Named {ErrorDomain::Vds, 0x80042934, "VDS_E_VD_ALREADY_ATTACHED"},
    Named {ErrorDomain::Vds, 0x80042935, "VDS_E_VD_ALREADY_DETACHED"},
    Named {ErrorDomain::Vds, 0x80042936, "VDS_E_VD_MUST_BE_ATTACHED_READONLY"},
    Named {ErrorDomain::Vds, 0x80042938, "VDS_E_VD_IS_BEING_DETACHED"},
    Named {ErrorDomain::Cim, 0, "Success"},
    Named {ErrorDomain::Cim, 1, "Not Supported"},
    Named {ErrorDomain::Cim, 2, "Unspecified Error"},
    Named {ErrorDomain::Cim, 3, "Timeout"},
    Named {ErrorDomain::Cim, 4, "Failed"},
    Named {ErrorDomain::Cim, 5, "Invalid Parameter"},
    Named {ErrorDomain::Scard, 0, "SCARD_S_SUCCESS"},
    Named {ErrorDomain::Scard, 0x80100001, "SCARD_F_INTERNAL_ERROR"},
    Named {ErrorDomain::Scard, 0x80100002, "SCARD_E_CANCELLED"},
    Named {ErrorDomain::Scard, 0x80100003, "SCARD_E_INVALID_HANDLE"},
    Named {ErrorDomain::Scard, 0x80100004, "SCARD_E_INVALID_PARAMETER"},
    Named {ErrorDomain::Scard, 0x80100005, "SCARD_E_INVALID_TARGET"},
    Named {ErrorDomain::Scard, 0x80100006, "SCARD_E_NO_MEMORY"},
    Named {ErrorDomain::Scard, 0x80100007, "SCARD_F_WAITED_TOO_LONG"},
    Named {ErrorDomain::Scard, 0x80100008, "SCARD_E_INSUFFICIENT_BUFFER"},
    Named {ErrorDomain::Scard, 0x80100009, "SCARD_E_UNKNOWN_READER"},
    Named {ErrorDomain::Scard, 0x8010000A, "SCARD_E_TIMEOUT"},
    Named {ErrorDomain::Scard, 0x8010000B, "SCARD_E_SHARING_VIOLATION"},
    Named {ErrorDomain::Scard, 0x8010000C, "SCARD_E_NO_SMARTCARD"},
    Named {ErrorDomain::Scard, 0x8010000D, "SCARD_E_UNKNOWN_CARD"},
    Named {ErrorDomain::Scard, 0x8010000E, "SCARD_E_CANT_DISPOSE"},
    Named {ErrorDomain::Scard, 0x8010000F, "SCARD_E_PROTO_MISMATCH"},
    Named {ErrorDomain::Scard, 0x80100010, "SCARD_E_NOT_READY"},
    Named {ErrorDomain::Scard, 0x80100011, "SCARD_E_INVALID_VALUE"},
    Named {ErrorDomain::Scard, 0x80100012, "SCARD_E_SYSTEM_CANCELLED"},
    Named {ErrorDomain::Scard, 0x80100013, "SCARD_F_COMM_ERROR"},
    Named {ErrorDomain::Scard, 0x80100014, "SCARD_F_UNKNOWN_ERROR"},
    Named {ErrorDomain::Scard, 0x80100015, "SCARD_E_INVALID_ATR"},
    Named {ErrorDomain::Scard, 0x80100016, "SCARD_E_NOT_TRANSACTED"},
    Named {ErrorDomain::Scard, 0x80100017, "SCARD_E_READER_UNAVAILABLE"},
    Named {ErrorDomain::Scard, 0x80100018, "SCARD_P_SHUTDOWN"},
    Named {ErrorDomain::Scard, 0x80100019, "SCARD_E_PCI_TOO_SMALL"},
    Named {ErrorDomain::Scard, 0x8010001A, "SCARD_E_READER_UNSUPPORTED"},
    Named {ErrorDomain::Scard, 0x8010001B, "SCARD_E_DUPLICATE_READER"},
    Named {ErrorDomain::Scard, 0x8010001C, "SCARD_E_CARD_UNSUPPORTED"},
    Named {ErrorDomain::Scard, 0x8010001D, "SCARD_E_NO_SERVICE"},
    Named {ErrorDomain::Scard, 0x8010001E, "SCARD_E_SERVICE_STOPPED"},
    Named {ErrorDomain::Scard, 0x8010001F, "SCARD_E_UNSUPPORTED_FEATURE"}, // pcsc-lite's number
    Named {ErrorDomain::Scard, 0x80100020, "SCARD_E_ICC_INSTALLATION"},
    Named {ErrorDomain::Scard, 0x80100021, "SCARD_E_ICC_CREATEORDER"},
    Named {ErrorDomain::Scard, 0x80100023, "SCARD_E_DIR_NOT_FOUND"},
    Named {ErrorDomain::Scard, 0x80100024, "SCARD_E_FILE_NOT_FOUND"},
    Named {ErrorDomain::Scard, 0x80100025, "SCARD_E_NO_DIR"},
    Named {ErrorDomain::Scard, 0x80100026, "SCARD_E_NO_FILE"},
    Named {ErrorDomain::Scard, 0x80100027, "SCARD_E_NO_ACCESS"},
    Named {ErrorDomain::Scard, 0x80100028, "SCARD_E_WRITE_TOO_MANY"},
    Named {ErrorDomain::Scard, 0x80100029, "SCARD_E_BAD_SEEK"},
    Named {ErrorDomain::Scard, 0x8010002A, "SCARD_E_INVALID_CHV"},
    Named {ErrorDomain::Scard, 0x8010002B, "SCARD_E_UNKNOWN_RES_MNG"},
    Named {ErrorDomain::Scard, 0x8010002C, "SCARD_E_NO_SUCH_CERTIFICATE"},
    Named {ErrorDomain::Scard, 0x8010002D, "SCARD_E_CERTIFICATE_UNAVAILABLE"},
    Named {ErrorDomain::Scard, 0x8010002E, "SCARD_E_NO_READERS_AVAILABLE"},
    Named {ErrorDomain::Scard, 0x8010002F, "SCARD_E_COMM_DATA_LOST"},
    Named {ErrorDomain::Scard, 0x80100030, "SCARD_E_NO_KEY_CONTAINER"},
    Named {ErrorDomain::Scard, 0x80100031, "SCARD_E_SERVER_TOO_BUSY"},
    Named {ErrorDomain::Scard, 0x80100032, "SCARD_E_PIN_CACHE_EXPIRED"},
    Named {ErrorDomain::Scard, 0x80100033, "SCARD_E_NO_PIN_CACHE"},
    Named {ErrorDomain::Scard, 0x80100034, "SCARD_E_READ_ONLY_CARD"},
    Named {ErrorDomain::Scard, 0x80100065, "SCARD_W_UNSUPPORTED_CARD"},
    Named {ErrorDomain::Scard, 0x80100066, "SCARD_W_UNRESPONSIVE_CARD"},
    Named {ErrorDomain::Scard, 0x80100067, "SCARD_W_UNPOWERED_CARD"},
    Named {ErrorDomain::Scard, 0x80100068, "SCARD_W_RESET_CARD"},
    Named {ErrorDomain::Scard, 0x80100069, "SCARD_W_REMOVED_CARD"},
    Named {ErrorDomain::Scard, 0x8010006A, "SCARD_W_SECURITY_VIOLATION"},
    Named {ErrorDomain::Scard, 0x8010006B, "SCARD_W_WRONG_CHV"},
    Named {ErrorDomain::Scard, 0x8010006C, "SCARD_W_CHV_BLOCKED"},
    Named {ErrorDomain::Scard, 0x8010006D, "SCARD_W_EOF"},
    Named {ErrorDomain::Scard, 0x8010006E, "SCARD_W_CANCELLED_BY_USER"},
    Named {ErrorDomain::Scard, 0x8010006F, "SCARD_W_CARD_NOT_AUTHENTICATED"},
    Named {ErrorDomain::Scard, 0x80100070, "SCARD_W_CACHE_ITEM_NOT_FOUND"},
    Named {ErrorDomain::Scard, 0x80100071, "SCARD_W_CACHE_ITEM_STALE"},
    Named {ErrorDomain::Scard, 0x80100072, "SCARD_W_CACHE_ITEM_TOO_BIG"},
};

// CIM: 4096 and 4097 mean something else in each method.
const char* cimMethodSymbol(Verb verb, quint32 number)
{
    switch (verb) {
    case Verb::Detach:
        return number == 4096 ? "LogicalDevice Instance not Associated with Controller"
            : number == 4097  ? "Busy"
                              : "";
    case Verb::Attach:
        return number == 4096 ? "Invalid LogicalDevice"
            : number == 4097  ? "Device Number Conflict"
            : number == 4098  ? "DeviceNumber must be given"
            : number == 4099  ? "Hardware requires null DeviceNumber"
            : number == 4100  ? "Busy"
                              : "";
    case Verb::Hide:
        return number == 4100 ? "Target/Initiator Combination not Exposed" : "";
    case Verb::Disconnect:
    case Verb::RemoveInitiator:
        return number == 4096 ? "Node does not exist" : number == 4097 ? "Sessions active on node ports" : "";
    default:
        return "";
    }
}

} // namespace

ContractCode contractNamed(ErrorDomain domain, quint32 number, Verb verb)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const Named& each) {
        return each.domain == domain && each.number == number;
    });
    const char* symbol = found != names.end() ? found->symbol
        : domain == ErrorDomain::Cim          ? cimMethodSymbol(verb, number)
                                              : "";
    return {domain, number, QString::fromLatin1(symbol)};
}

} // namespace mooring
