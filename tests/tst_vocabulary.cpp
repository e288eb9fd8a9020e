// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/error.h"
#include "services/core/inventory.h"
#include "services/core/vocabulary.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cerrno>

using namespace mooring;

class TestVocabulary : public QObject
{
    Q_OBJECT
private slots:
    void kebabSplitsWords_data();
    void kebabSplitsWords();
    void tokensAreWordsAndComeBack();
    void outcomesAreCamelCase();
    void strangeValuesHaveNoToken();
    void everyCodeHasAnOutcome();
    void outcomesOfCodes_data();
    void outcomesOfCodes();
    void errnoBecomesACode();
    void errorsMakeALookIncomplete();
};

void TestVocabulary::kebabSplitsWords_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* words) {
        QTest::newRow(name) << QByteArray(name) << QString::fromLatin1(words);
    };
    row("Disk", "disk");
    row("NfsExport", "nfs-export");
    row("NFSExport", "nfs-export");
    row("IscsiLUN", "iscsi-lun");
    row("MdArray", "md-array");
    row("Raid10Member", "raid10-member");
    row("ABc", "a-bc");
    row("WithItsLastUser", "with-its-last-user");
    row("", "");
}

void TestVocabulary::kebabSplitsWords()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QString, words);
    QCOMPARE(kebab(name.constData()), words);
}

namespace {
template <class Enum> void checkTokens(const QRegularExpression& shape)
{
    const QMetaEnum meta = QMetaEnum::fromType<Enum>();
    QVERIFY(meta.keyCount() > 1);
    QSet<QString> seen;
    for (int i = 0; i < meta.keyCount(); ++i) {
        const auto value = static_cast<Enum>(meta.value(i));
        const QString word = token(value);
        QVERIFY2(shape.match(word).hasMatch(), qPrintable(word));
        QVERIFY2(!seen.contains(word), qPrintable(word));
        seen.insert(word);
        QCOMPARE(fromToken<Enum>(word), value);
    }
    QVERIFY(!fromToken<Enum>(QStringLiteral("no such word")));
    QVERIFY(!fromToken<Enum>(QString()));
}
} // namespace

void TestVocabulary::tokensAreWordsAndComeBack()
{
    const QRegularExpression words(QStringLiteral("^[a-z][a-z0-9]*(-[a-z0-9]+)*$"));
    checkTokens<Kind>(words);
    checkTokens<State>(words);
    checkTokens<Verb>(words);
    checkTokens<Goes>(words);
    checkTokens<ComesBackWhen>(words);
    checkTokens<How>(words);
    checkTokens<Consequence>(words);
    checkTokens<Proof>(words);
    checkTokens<BlockReason>(words);
    checkTokens<CollateralReason>(words);
    checkTokens<ProtectedBy>(words);
    checkTokens<ProcessAnswer>(words);
    checkTokens<ErrorDomain>(words);
    checkTokens<Fact>(words);
    QCOMPARE(token(Kind::IscsiTarget), QStringLiteral("iscsi-target"));
    QCOMPARE(token(Verb::LogOut), QStringLiteral("log-out"));
}

void TestVocabulary::outcomesAreCamelCase()
{
    const QRegularExpression camel(QStringLiteral("^[a-z][A-Za-z]*$"));
    checkTokens<Outcome>(camel);
    checkTokens<ErrorCode>(camel);
    QCOMPARE(token(Outcome::NothingToDo), QStringLiteral("nothingToDo"));
}

void TestVocabulary::strangeValuesHaveNoToken()
{
    QCOMPARE(token(static_cast<Kind>(-1)), QString());
    QCOMPARE(token(static_cast<Kind>(100000)), QString());
}

void TestVocabulary::everyCodeHasAnOutcome()
{
    const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const Outcome outcome = outcomeOf(static_cast<ErrorCode>(codes.value(i)));
        QVERIFY2(outcome != Outcome::Done, codes.key(i));
        QCOMPARE(outcome == Outcome::Partial, codes.value(i) == int(ErrorCode::SavedStays));
    }
}

void TestVocabulary::outcomesOfCodes_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<Outcome>("outcome");
    const auto row
        = [](ErrorCode code, Outcome outcome) { QTest::newRow(qPrintable(token(code))) << code << outcome; };
    row(ErrorCode::NoSuchResource, Outcome::NotFound);
    row(ErrorCode::FlagsNotZero, Outcome::InvalidRequest);
    row(ErrorCode::NeedsConfirmation, Outcome::InvalidRequest); // exit 2
    row(ErrorCode::NeedsAcceptance, Outcome::Busy); // exit 4
    row(ErrorCode::InTheWay, Outcome::Busy);
    row(ErrorCode::CauseNotFound, Outcome::Busy);
    row(ErrorCode::Ring, Outcome::Busy);
    row(ErrorCode::StillThere, Outcome::Failed);
    row(ErrorCode::StillThereDeferred, Outcome::Deferred);
    row(ErrorCode::LookFailed, Outcome::Unknown);
    row(ErrorCode::NeverAnswered, Outcome::Unknown);
    row(ErrorCode::DeadlinePassed, Outcome::TimedOut);
    row(ErrorCode::StopTooLate, Outcome::TooLateToStop);
    row(ErrorCode::PermissionDenied, Outcome::Denied);
    row(ErrorCode::OutOfMemory, Outcome::OutOfMemory);
    row(ErrorCode::ImageNotAttached, Outcome::NotFound); // CONTRACT E3.3
    row(ErrorCode::IsoSizeWrong, Outcome::BadImage); // E3.9
    row(ErrorCode::ImageFormatNoProvider, Outcome::NoProvider); // E3.11
    row(ErrorCode::IsoIsReadOnly, Outcome::InvalidRequest); // E3.8
    row(ErrorCode::AlreadyGone, Outcome::NothingToDo);
}

void TestVocabulary::outcomesOfCodes()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const Outcome, outcome);
    QCOMPARE(outcomeOf(code), outcome);
}

void TestVocabulary::errnoBecomesACode()
{
    const Error denied = errnoError(EACCES, QStringLiteral("/dev/loop0"));
    QCOMPARE(denied.code, ErrorCode::PermissionDenied);
    QCOMPARE(denied.subject, QStringLiteral("/dev/loop0"));
    QCOMPARE(denied.domain, ErrorDomain::Errno);
    QCOMPARE(denied.number, quint32(EACCES));
    QCOMPARE(denied.text, QStringLiteral("Permission denied"));
    QCOMPARE(outcomeOf(errnoError(EPERM, {})), Outcome::Denied);
    QCOMPARE(outcomeOf(errnoError(ENOMEM, {})), Outcome::OutOfMemory);
    QCOMPARE(outcomeOf(errnoError(EBUSY, {})), Outcome::Busy);
    QCOMPARE(outcomeOf(errnoError(ENOENT, {})), Outcome::NotFound);
    QCOMPARE(outcomeOf(errnoError(EIO, {})), Outcome::Failed);
    QCOMPARE(errnoError(ENOENT, {}, ErrorCode::ImageMissing).code, ErrorCode::ImageMissing);
    QCOMPARE(errnoError(987654, {}).text, QString());
}

void TestVocabulary::errorsMakeALookIncomplete()
{
    Inventory inventory;
    QVERIFY(inventory.isComplete(Kind::Mount));
    inventory.errors.append({{}, {Kind::Mount, Kind::Filesystem}});
    QVERIFY(!inventory.isComplete(Kind::Mount));
    QVERIFY(inventory.isComplete(Kind::Swap));
    inventory.errors.append(SourceError {});
    QVERIFY(!inventory.isComplete(Kind::Swap));
}

QTEST_GUILESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
