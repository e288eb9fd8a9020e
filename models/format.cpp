// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"

#include "wording.h"

namespace mooring {

namespace {

constexpr QChar noBreakSpace(0x00a0);

// Three digits say enough: 256 MiB, 1.2 GiB.
QString scaled(quint64 bytes, QLocale::DataSizeFormats format, double base)
{
    auto value = double(bytes);
    while (value >= base)
        value /= base;
    const bool whole = value >= 100 || bytes < quint64(base) || qAbs(value - qRound64(value)) < 0.05;
    return QLocale().formattedDataSize(qint64(bytes), whole ? 0 : 1, format).replace(u' ', noBreakSpace);
}

bool isPlain(const QByteArray& word)
{
    static const QByteArray safe("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%");
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](char c) { return safe.contains(c); });
}

bool isPrintable(const QByteArray& word)
{
    QByteArray withoutPercent = word;
    withoutPercent.replace('%', ' ');
    return !encodeBytes(withoutPercent).contains(u'%');
}

// Bytes no terminal can show are written as bash's $'...' does.
QByteArray ansiQuoted(const QByteArray& word)
{
    QByteArray quoted("$'");
    for (const char c : word) {
        if (c == '\\' || c == '\'')
            quoted.append('\\').append(c);
        else if (uchar(c) < 0x20 || uchar(c) >= 0x7f)
            quoted.append("\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0'));
        else
            quoted.append(c);
    }
    return quoted + '\'';
}

QByteArray shellWord(const QByteArray& word)
{
    if (isPlain(word))
        return word;
    if (!isPrintable(word))
        return ansiQuoted(word);
    QByteArray quoted = word;
    return '\'' + quoted.replace("'", "'\\''") + '\'';
}

} // namespace

QString Format::size(quint64 bytes) { return scaled(bytes, QLocale::DataSizeIecFormat, 1024); }

QString Format::exactSize(quint64 bytes)
{
    if (bytes < 1024)
        return size(bytes);
    return tr("%1 (%2 bytes)", "size, exact number").arg(size(bytes), QLocale().toString(bytes));
}

QString Format::rate(quint64 bytesPerSecond)
{
    return tr("%1/s", "bytes per second").arg(scaled(bytesPerSecond, QLocale::DataSizeSIFormat, 1000));
}

QString Format::duration(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return tr("%1 ms").arg(QLocale().toString(qMax<qint64>(0, milliseconds)));
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 10)
        return tr("%1 s").arg(QLocale().toString(double(milliseconds) / 1000, 'f', 1));
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QString Format::dateTime(const QDateTime& time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString Format::since(const QDateTime& time, const QDateTime& now)
{
    const QDateTime local = time.toLocalTime();
    if (local.date() == now.toLocalTime().date())
        return QLocale().toString(local.time(), QLocale::ShortFormat);
    return dateTime(time);
}

QString Format::bytes(const QByteArray& path) { return encodeBytes(path); }

QString Format::command(const QList<QByteArray>& argv)
{
    QByteArrayList words;
    for (const QByteArray& word : argv)
        words.append(shellWord(word));
    return QString::fromUtf8(words.join(' '));
}

QString Format::errorNumber(ErrorDomain domain, quint32 number)
{
    const bool hexadecimal = domain == ErrorDomain::Vds || domain == ErrorDomain::Hresult
        || domain == ErrorDomain::Scard || number >= 0x80000000U;
    if (!hexadecimal)
        return QString::number(number);
    return QStringLiteral("0x") + QString::number(number, 16).toUpper().rightJustified(8, u'0');
}

QString Format::list(const QStringList& items)
{
    if (items.size() < 2)
        return items.value(0);
    return tr("%1 and %2", "end of a list")
        .arg(items.mid(0, items.size() - 1).join(QStringLiteral(", ")), items.constLast());
}

namespace {

enum class Shape
{
    Bytes,
    Text,
    Size,
    Time,
    Number,
    Microseconds,
    Seconds,
    Flag,
    Word
};

// clang-format off
Shape shapeOf(Fact fact)
{
    switch (fact) {
    case Fact::Device: case Fact::Path: case Fact::MountPoint: case Fact::MountPoints: case Fact::MountRoot:
    case Fact::CommandLine: case Fact::UsedPath: case Fact::Parts: case Fact::Overlay: case Fact::Remedy: case Fact::Backing: case Fact::SavedIn:
        return Shape::Bytes;
    case Fact::Size: case Fact::OnDisk: case Fact::SectorSize: case Fact::Offset: case Fact::SizeLimit:
    case Fact::PartitionStart: case Fact::SwapUsed:
        return Shape::Size;
    case Fact::ReadOnly: case Fact::Autoclear: case Fact::DirectIo: case Fact::Deleted: case Fact::InMemory: case Fact::OwnSession:
    case Fact::Uninterruptible: case Fact::InTransaction: case Fact::DemoMode:
        return Shape::Flag;
    case Fact::Since: case Fact::LastIo:
        return Shape::Time;
    case Fact::PartitionNumber: case Fact::SwapPriority: case Fact::Pid: case Fact::ParentPid: case Fact::Uid:
    case Fact::PortalGroup: case Fact::SessionNumber: case Fact::Tsih: case Fact::LunNumber: case Fact::Commands:
        return Shape::Number;
    case Fact::How: case Fact::HostFolder: case Fact::Protected: case Fact::StaysAttached:
    case Fact::Condition: case Fact::OverlayKind: case Fact::LockedBy: case Fact::Subformat:
    case Fact::HeldBy: case Fact::Startup: case Fact::Authentication: case Fact::HeaderDigest: case Fact::DataDigest:
    case Fact::DeviceType: case Fact::AccessState: case Fact::Reservation: case Fact::WhyLost:
    case Fact::CardProtocol: case Fact::ShareMode: case Fact::LoginKind: case Fact::Saved:
        return Shape::Word;
    case Fact::RoundTrip:
        return Shape::Microseconds;
    case Fact::RecoveryTimeout:
        return Shape::Seconds;
    case Fact::Format: case Fact::PartitionTable: case Fact::DeviceNumber: case Fact::Inode: case Fact::FilesystemType:
    case Fact::Label: case Fact::Uuid: case Fact::Serial: case Fact::Model: case Fact::Wwn: case Fact::MountOptions:
    case Fact::SuperOptions: case Fact::Namespace: case Fact::AutomountUnit: case Fact::FstabLine: case Fact::User:
    case Fact::Command: case Fact::Unit: case Fact::Container: case Fact::VmName: case Fact::SystemImage:
    case Fact::AttachedBy: case Fact::Evidence: case Fact::Exports: case Fact::Checksum:
    case Fact::ChecksumBefore: case Fact::Daemons: case Fact::TargetName: case Fact::TargetAlias: case Fact::Portal:
    case Fact::Portals: case Fact::LocalAddress: case Fact::InitiatorName: case Fact::Isid: case Fact::NegotiatedLengths:
    case Fact::Vendor: case Fact::Revision: case Fact::ReservationKeys:
    case Fact::Atr: case Fact::CardProtocols: case Fact::HistoricalBytes: case Fact::PossibleCards: case Fact::LastingRemedy: case Fact::UsbAddress:
    case Fact::UsbId: case Fact::Engine: case Fact::AllowedInitiators: case Fact::Accounts: case Fact::BackingStore:
    case Fact::ScsiId: case Fact::ScsiSerial: case Fact::MappedNumbers: case Fact::Address:
        return Shape::Text;
    }
    return Shape::Text;
}
// clang-format on

} // namespace

QString Format::word(Fact fact, const QString& token)
{
    if (fact == Fact::How) {
        if (const auto how = fromToken<How>(token))
            return Wording::how(*how);
    } else if (fact == Fact::Protected) {
        if (const auto by = fromToken<ProtectedBy>(token))
            return Wording::protectedBy(*by);
    } else if (fact == Fact::WhyLost) {
        if (const auto code = fromToken<ErrorCode>(token))
            return Wording::lostReason(*code);
    } else if (fact == Fact::LoginKind) {
        return token == QLatin1String("static") ? tr("named in the target", "initiator")
                                                : tr("in demo mode", "initiator");
    } else if (fact == Fact::Subformat && token.size() == 1 && token.front().isDigit()) {
        return tr("version %1 of the format").arg(token); // of qcow2
    }
    // clang-format off
    const QHash<QString, QString> words {
        {QStringLiteral("until-detached"), tr("until detached or restart")},
        {QStringLiteral("until-unused"), tr("until its last user closes it")},
        {QStringLiteral("compressed"), tr("compressed")},
        {QStringLiteral("encrypted"), tr("encrypted")},
        {QStringLiteral("network"), tr("on the network")},
        {QStringLiteral("fixed"), tr("of fixed size", "image")},
        {QStringLiteral("dynamic"), tr("dynamic", "image")},
        {QStringLiteral("differencing"), tr("differencing", "image")},
        {QStringLiteral("clean"), tr("closed cleanly")},
        {QStringLiteral("unclean"), tr("not closed by its last writer")},
        {QStringLiteral("damaged"), tr("damaged")},
        {QStringLiteral("incomplete"), tr("incomplete")},
        {QStringLiteral("protected"), tr("protected by a password")},
        {QStringLiteral("overlay"), tr("writes go to a file of their own")},
        {QStringLiteral("copy"), tr("a copy is attached")},
        {QStringLiteral("readers"), tr("programs that read it")},
        {QStringLiteral("writer"), tr("a program that writes to it")},
        {QStringLiteral("kernel"), tr("the kernel")},
        {QStringLiteral("mooring"), tr("Mooring")},
        {QStringLiteral("manual"), tr("no")},
        {QStringLiteral("automatic"), tr("yes")},
        {QStringLiteral("onboot"), tr("when the host starts")},
        {QStringLiteral("shared"), tr("shared")},
        {QStringLiteral("exclusive"), tr("exclusive")},
        {QStringLiteral("direct"), tr("direct", "share mode")},
        {QStringLiteral("t0"), QStringLiteral("T=0")},
        {QStringLiteral("t1"), QStringLiteral("T=1")},
        {QStringLiteral("t15"), QStringLiteral("T=15")},
        {QStringLiteral("raw"), tr("raw", "card protocol")},
        {QStringLiteral("none"), tr("none", "authentication, digest")},
        {QStringLiteral("chap"), tr("CHAP")},
        {QStringLiteral("mutual-chap"), tr("mutual CHAP")},
        {QStringLiteral("disk"), tr("disk")},
        {QStringLiteral("tape"), tr("tape")},
        {QStringLiteral("optical"), tr("optical disc")},
        {QStringLiteral("controller"), tr("controller")},
        {QStringLiteral("enclosure"), tr("enclosure")},
        {QStringLiteral("other"), tr("other", "kind of device")},
        {QStringLiteral("active-optimized"), tr("active, preferred path")},
        {QStringLiteral("active-non-optimized"), tr("active, not the preferred path")},
        {QStringLiteral("standby"), tr("on standby")},
        {QStringLiteral("unavailable"), tr("not available")},
        {QStringLiteral("offline"), tr("offline")},
        {QStringLiteral("transitioning"), tr("changing")},
        {QStringLiteral("write-exclusive"), tr("only its holder may write")},
        {QStringLiteral("exclusive-access"), tr("only its holder may read and write")},
        {QStringLiteral("write-exclusive-registrants-only"), tr("only registered initiators may write")},
        {QStringLiteral("write-exclusive-all-registrants"), tr("only registered initiators may write")},
        {QStringLiteral("saved"), tr("the same")},
        {QStringLiteral("not-saved"), tr("not saved")},
        {QStringLiteral("different"), tr("different")},
        {QStringLiteral("unreadable"), tr("cannot be read")},
        {QStringLiteral("exclusive-access-registrants-only"), tr("only registered initiators may read and write")},
        {QStringLiteral("exclusive-access-all-registrants"), tr("only registered initiators may read and write")},
    };
    // clang-format on
    return words.value(token, token);
}

QString Format::fact(Fact fact, const QVariant& value)
{
    if (!value.isValid())
        return {};
    switch (shapeOf(fact)) {
    case Shape::Bytes:
        return fact == Fact::MountPoints || fact == Fact::Parts
            ? bytes(value.toByteArray()).replace(QLatin1String("%0A"), QLatin1String("\n"))
            : bytes(value.toByteArray());
    case Shape::Text:
        return fact == Fact::Format ? value.toString().toUpper() : value.toString();
    case Shape::Size:
        return exactSize(value.toULongLong());
    case Shape::Time:
        return dateTime(value.toDateTime());
    case Shape::Number:
        return QString::number(value.toLongLong());
    case Shape::Microseconds:
        return tr("%1 ms").arg(QLocale().toString(value.toDouble() / 1000, 'f', 3));
    case Shape::Seconds:
        return tr("%1 s").arg(QLocale().toString(value.toLongLong()));
    case Shape::Flag:
        return value.toBool() ? tr("yes") : tr("no");
    case Shape::Word:
        return word(fact, value.toString());
    }
    return {};
}

} // namespace mooring
