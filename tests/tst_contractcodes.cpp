// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/operation.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

// The number that the source documents give to an end.
class TestContractCodes : public QObject
{
    Q_OBJECT
private slots:
    void codes_data();
    void codes();
    void numbersOfTheDocumentsAreKept();
    void methodsDoNotShareTheirNumbers();
};

void TestContractCodes::codes_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<ErrorCode>("reason");
    QTest::addColumn<quint32>("number");
    QTest::addColumn<QString>("symbol");
    const auto row = [](const char* name, Kind kind, Outcome outcome, ErrorCode reason, quint32 number,
                        const char* symbol) {
        QTest::newRow(name) << kind << outcome << reason << number << QString::fromLatin1(symbol);
    };
    constexpr Kind disk = Kind::VirtualDisk;
    constexpr ErrorCode any = ErrorCode::SystemCallFailed;
    row("done", disk, Outcome::Done, any, 0, "ERROR_SUCCESS");
    row("busy", disk, Outcome::Busy, any, 32, "ERROR_SHARING_VIOLATION");
    row("already detached", disk, Outcome::NothingToDo, any, 0x80042935, "VDS_E_VD_ALREADY_DETACHED");
    row("not attached", disk, Outcome::NotFound, ErrorCode::ImageNotAttached, 0x80042935,
        "VDS_E_VD_ALREADY_DETACHED");
    row("flags", disk, Outcome::InvalidRequest, ErrorCode::FlagsNotZero, 87, "ERROR_INVALID_PARAMETER");
    row("iso", disk, Outcome::BadImage, ErrorCode::IsoSizeWrong, 1392, "ERROR_FILE_CORRUPT");
    row("bad image", disk, Outcome::BadImage, ErrorCode::ImageContentUnknown, 0xC03A0015,
        "ERROR_VIRTDISK_NOT_VIRTUAL_DISK");
    row("no provider", disk, Outcome::NoProvider, any, 0xC03A0014, "ERROR_VIRTDISK_PROVIDER_NOT_FOUND");
    row("denied", disk, Outcome::Denied, ErrorCode::PermissionDenied, 5, "ERROR_ACCESS_DENIED");
    row("memory", disk, Outcome::OutOfMemory, any, 14, "ERROR_OUTOFMEMORY");
    row("compressed", disk, Outcome::Unsupported, ErrorCode::HostFolderCompressed, 618,
        "ERROR_UNSUPPORTED_COMPRESSION");
    row("encrypted", disk, Outcome::Unsupported, ErrorCode::HostFolderEncrypted, 6002,
        "ERROR_FILE_ENCRYPTED");
    row("not found", disk, Outcome::NotFound, ErrorCode::NoSuchResource, 2, "ERROR_FILE_NOT_FOUND");
    row("timed out", disk, Outcome::TimedOut, any, 1460, "ERROR_TIMEOUT");
    row("still attached", disk, Outcome::Failed, ErrorCode::StillThere, 0x8004292F, "VDS_E_VD_IS_ATTACHED");
    row("unknown has no number", disk, Outcome::Unknown, any, 0, "");
    row("lun busy", Kind::ExportLun, Outcome::Busy, any, 4097, "Busy");
    row("lun not mapped", Kind::ExportLun, Outcome::NotAssociated, any, 4096,
        "LogicalDevice Instance not Associated with Controller");
    row("lun parameter", Kind::ExportLun, Outcome::InvalidRequest, any, 5, "Invalid Parameter");
    row("lun failed", Kind::ExportLun, Outcome::Failed, any, 4, "Failed");
    row("lun timeout", Kind::ExportLun, Outcome::TimedOut, any, 3, "Timeout");
    row("lun denied", Kind::ExportLun, Outcome::Denied, any, 2, "Unspecified Error");
    row("lun unsupported", Kind::ExportLun, Outcome::Unsupported, any, 1, "Not Supported");
    row("no session", Kind::IscsiTarget, Outcome::NothingToDo, any, 0x8004270A,
        "VDS_E_ISCSI_SESSION_NOT_FOUND");
    row("logout failed", Kind::IscsiSession, Outcome::Failed, any, 0x80042709, "VDS_E_ISCSI_LOGOUT_FAILED");
    row("too late", Kind::IscsiTarget, Outcome::TooLateToStop, any, 0x8004240C, "VDS_E_CANCEL_TOO_LATE");
    row("pcscd", Kind::Reader, Outcome::ServiceUnavailable, any, 0x8010001D, "SCARD_E_NO_SERVICE");
    row("not ejected", Kind::Card, Outcome::Failed, ErrorCode::StillThere, 0x8010000E,
        "SCARD_E_CANT_DISPOSE");
    row("card denied", Kind::CardAttachment, Outcome::Denied, any, 0x8010006A, "SCARD_W_SECURITY_VIOLATION");
}

void TestContractCodes::codes()
{
    QFETCH(Kind, kind);
    QFETCH(Outcome, outcome);
    QFETCH(ErrorCode, reason);
    const bool isIscsi = kind == Kind::IscsiTarget || kind == Kind::IscsiSession;
    const ContractCode code
        = contractCode(kind, isIscsi ? Verb::LogOut : Verb::Detach, outcome, errorOf(reason));
    QTEST(code.number, "number");
    QTEST(code.symbol, "symbol");
}

void TestContractCodes::numbersOfTheDocumentsAreKept()
{
    Error error = errorOf(ErrorCode::CommandFailed);
    error.domain = ErrorDomain::Vds;
    error.number = 0x80049999;
    ContractCode code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Failed, error);
    QCOMPARE(code, (ContractCode {ErrorDomain::Vds, 0x80049999, {}}));
    code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Done, error);
    QCOMPARE(code.number, 0U); // proved: what the backend said stays in the error
    error.number = 0x00042800;
    code = contractCode(Kind::IscsiTarget, Verb::LogOut, Outcome::Done, error);
    QCOMPARE(code.symbol, QStringLiteral("VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED"));
    code = contractCode(Kind::VirtualDisk, Verb::Detach, Outcome::Denied,
                        errnoError(EPERM, QStringLiteral("/dev/loop0")));
    QCOMPARE(code.number, 1314U);
}

void TestContractCodes::methodsDoNotShareTheirNumbers()
{
    const auto number
        = [](Verb verb, Outcome outcome) { return contractCode(Kind::MappedLun, verb, outcome, {}).number; };
    QCOMPARE(number(Verb::Hide, Outcome::NotAssociated), 4100U); // 4096 would say "job started"
    QCOMPARE(number(Verb::Hide, Outcome::Busy), 2U);
    QCOMPARE(number(Verb::Attach, Outcome::Busy), 4100U);
    QCOMPARE(number(Verb::Disconnect, Outcome::Busy), 4097U);
}

QTEST_GUILESS_MAIN(TestContractCodes)
#include "tst_contractcodes.moc"
