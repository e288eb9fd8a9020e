// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/browsecommand.h"

#include "app/iscsioptions.h"
#include "models/format.h"
#include "models/wording.h"
#include "services/core/serialize.h"
#include "services/system/openfilelimit.h"
#include "services/system/scsidevicetype.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

namespace mooring {

using iscsi::BrowsedPortal;
using iscsi::BrowsedTarget;
using iscsi::LogicalUnit;

namespace {

constexpr size_t ownFiles = 24; // descriptors of anything else, generously

std::optional<iscsi::ChapCredentials> credentials(const std::optional<ChapAccess>& access)
{
    return access ? std::optional(iscsi::ChapCredentials {access->user, access->secret}) : std::nullopt;
}

void add(QJsonObject& object, QLatin1String name, const QString& text)
{
    if (!text.isEmpty())
        object[name] = text;
}

void addError(QJsonObject& object, const std::optional<Error>& error)
{
    if (error)
        object[QStringLiteral("error")] = toJson(*error);
}

QJsonObject toJson(const LogicalUnit& unit)
{
    QJsonObject object {{QStringLiteral("lun"), static_cast<qint64>(unit.number)}};
    if (unit.inquiry) {
        object[QStringLiteral("type")] = scsiDeviceType(unit.inquiry->deviceType);
        add(object, QLatin1String("vendor"), unit.inquiry->vendor);
        add(object, QLatin1String("product"), unit.inquiry->product);
        add(object, QLatin1String("revision"), unit.inquiry->revision);
    }
    if (unit.capacity) {
        object[QStringLiteral("size")] = static_cast<qint64>(unit.capacity->size);
        object[QStringLiteral("blockSize")] = static_cast<qint64>(unit.capacity->blockLength);
    }
    add(object, QLatin1String("serial"), unit.serial);
    add(object, QLatin1String("wwn"), unit.wwn);
    addError(object, unit.error);
    return object;
}

QJsonObject toJson(const BrowsedTarget& target)
{
    QJsonArray portals, units;
    for (const QByteArray& portal : target.portals)
        portals << encodeBytes(portal);
    for (const LogicalUnit& unit : target.units)
        units << toJson(unit);
    QJsonObject object {{QStringLiteral("name"), encodeBytes(target.name)},
                        {QStringLiteral("portals"), portals},
                        {QStringLiteral("luns"), units}};
    addError(object, target.error);
    return object;
}

// How much was read, and what was not.
struct Account
{
    qsizetype read = 0;
    QList<Error> errors; // one that several portals lead to is there once

    explicit Account(const QList<BrowsedPortal>& portals)
    {
        QSet<QByteArray> seen;
        for (const BrowsedPortal& portal : portals) {
            take(portal.error, portal.targets.isEmpty());
            for (const BrowsedTarget& target : portal.targets) {
                if (seen.contains(target.name))
                    continue;
                seen.insert(target.name);
                take(target.error, target.units.isEmpty());
                for (const LogicalUnit& unit : target.units)
                    take(unit.error, true);
            }
        }
    }

private:
    void take(const std::optional<Error>& error, bool isWhole)
    {
        if (error)
            errors << *error;
        else if (isWhole)
            ++read;
    }
};

QStringList cells(const LogicalUnit& unit)
{
    const auto inquiry = unit.inquiry.value_or(iscsi::Inquiry());
    const QString name = QStringLiteral("    LUN %1").arg(unit.number);
    const QString type
        = unit.inquiry ? Format::fact(Fact::DeviceType, scsiDeviceType(inquiry.deviceType)) : QString();
    const QString size = unit.capacity ? Format::size(unit.capacity->size) : QString();
    return {name, type, inquiry.vendor, inquiry.product, size, unit.serial};
}

QStringList titles()
{
    return {Wording::column(Column::Name), Wording::fact(Fact::DeviceType), Wording::fact(Fact::Vendor),
            Wording::fact(Fact::Model),    Wording::column(Column::Size),   Wording::fact(Fact::Serial)};
}

QString heading(const QByteArray& name, const std::optional<Error>& error)
{
    const QString text = encodeBytes(name);
    return error ? QCoreApplication::translate("mooringctl", "%1: could not be read").arg(text) : text;
}

QList<QStringList> rows(const QList<BrowsedPortal>& portals)
{
    QList<QStringList> rows;
    QSet<QByteArray> told;
    for (const BrowsedPortal& portal : portals) {
        const QString name = heading(portal.portal, portal.error);
        const bool isEmpty = !portal.error && portal.targets.isEmpty();
        rows << QStringList {isEmpty ? QCoreApplication::translate("mooringctl", "%1: no targets").arg(name)
                                     : name};
        for (const BrowsedTarget& target : portal.targets) {
            const QString indented = QStringLiteral("  ") + heading(target.name, target.error);
            const bool isKnown = told.contains(target.name);
            told.insert(target.name);
            rows << QStringList {
                isKnown ? QCoreApplication::translate("mooringctl", "%1: as above").arg(indented) : indented};
            for (const LogicalUnit& unit : isKnown ? QList<LogicalUnit>() : target.units)
                rows << cells(unit);
        }
    }
    return rows;
}

} // namespace

Result<BrowseRequest> browseRequestOf(const CommandLine& line, const QByteArray& workingDirectory)
{
    BrowseRequest request;
    for (const QByteArray& operand : line.operands) {
        const auto portal = iscsi::parsePortal(operand);
        if (!portal)
            return fail(portal.error());
        if (!request.portals.contains(operand))
            request.portals << operand;
    }
    const Result<ChapAnswers> chap = chapAnswersOf(line, workingDirectory);
    if (!chap)
        return fail(chap.error());
    request.settings.asker.chap = credentials(chap->own);
    request.settings.asker.mutualChap = credentials(chap->mutual);
    if (line.options.deadline > 0) {
        const auto limits = iscsi::DialogueLimits::all(std::chrono::milliseconds(line.options.deadline));
        request.settings.asker.limits = limits;
        request.settings.reading = limits;
    }
    return request;
}

BrowseCommand::BrowseCommand(BrowseRequest request, const Reporter& report)
    : m_request(std::move(request))
    , m_report(report)
{
}

void BrowseCommand::start()
{
    // One more may be on its way out for each that is on its way in.
    const size_t files = raiseOpenFileLimit();
    iscsi::Browse::Settings settings = m_request.settings;
    settings.atOnce = std::clamp<size_t>(files > ownFiles ? (files - ownFiles) / 2 : 1, 1, settings.atOnce);
    m_browse = std::make_unique<iscsi::Browse>(
        settings, m_request.portals, [this](const QList<BrowsedPortal>& portals) {
            QMetaObject::invokeMethod(
                this, [this, portals] { tell(portals); }, Qt::QueuedConnection);
        });
}

void BrowseCommand::interrupt()
{
    if (m_ended)
        return;
    m_report.object(errorObject(errorOf(ErrorCode::StoppedByUser)));
    end(exitCode(Outcome::Stopped));
}

void BrowseCommand::tell(const QList<BrowsedPortal>& portals)
{
    if (m_ended)
        return;
    if (m_report.isJson())
        m_report.object(toJson(portals));
    else
        m_report.table(titles(), rows(portals));
    for (const Error& error : Account(portals).errors)
        m_report.error(error);
    end(exitCode(portals));
}

void BrowseCommand::end(int code)
{
    m_ended = true;
    emit finished(code);
}

int exitCode(const QList<BrowsedPortal>& portals)
{
    const Account account(portals);
    if (account.errors.isEmpty())
        return 0;
    return exitCode(account.read > 0 ? Outcome::Partial : outcomeOf(account.errors.constFirst()));
}

QJsonObject toJson(const QList<BrowsedPortal>& portals)
{
    QJsonArray list;
    for (const BrowsedPortal& portal : portals) {
        QJsonArray targets;
        for (const BrowsedTarget& target : portal.targets)
            targets << toJson(target);
        QJsonObject object {{QStringLiteral("portal"), encodeBytes(portal.portal)},
                            {QStringLiteral("targets"), targets}};
        addError(object, portal.error);
        list << object;
    }
    return {{QStringLiteral("schema"), 1}, {QStringLiteral("portals"), list}};
}

} // namespace mooring
