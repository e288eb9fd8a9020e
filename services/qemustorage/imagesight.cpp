// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagesight.h"

#include <QMap>

namespace mooring {
namespace {

constexpr int kLimit = 10000; // ms
constexpr quint32 kProviderNotFound = 0xC03A0014; // win32, of the contract

std::optional<Error> formatError(const QString& recognised, const QString& wanted, const QByteArray& path)
{
    const QString subject = encodeBytes(path);
    if (wanted == QLatin1String("raw")) // whatever it holds
        return {};
    if (recognised.isEmpty())
        return errorOf(ErrorCode::ImageContentUnknown, subject);
    const QString format = wanted.isEmpty() ? recognised : wanted;
    if (driverOf(format).isEmpty() || format == QLatin1String("raw"))
        return Error {
            ErrorCode::ImageFormatNoProvider, subject, ErrorDomain::Win32, kProviderNotFound, format, {}};
    if (format != recognised) // opened as something else it would be written to as that
        return errorOf(ErrorCode::ImageContentUnknown, subject);
    return {};
}

} // namespace

QString driverOf(const QString& format)
{
    static const QMap<QString, QString> drivers {
        {QStringLiteral("raw"), QStringLiteral("raw")},   {QStringLiteral("vhd"), QStringLiteral("vpc")},
        {QStringLiteral("vhdx"), QStringLiteral("vhdx")}, {QStringLiteral("vmdk"), QStringLiteral("vmdk")},
        {QStringLiteral("vdi"), QStringLiteral("vdi")},   {QStringLiteral("qcow2"), QStringLiteral("qcow2")}};
    return drivers.value(format);
}

ProbedImages::ProbedImages(KernelChild child)
    : m_child(std::move(child))
{
}

SeenImage ProbedImages::see(const QByteArray& path, const QString& wanted, std::stop_token stop) const
{
    const ChildAnswer probe = m_child.runFor(kLimit, {"image-probe", path}, std::move(stop));
    const QString recognised = QString::fromLatin1(probe.value("format"));
    SeenImage image;
    Facts& facts = image.report.facts;
    facts.insert(Fact::Path, path);
    image.report.error = probe.error(path, path);
    image.identity = probe.value("identity");
    if (image.identity.isEmpty())
        return image;
    image.format = wanted.isEmpty() ? recognised : wanted;
    image.driver = driverOf(image.format);
    if (const auto number = probe.number("readonly"))
        image.notWritable = errnoError(static_cast<int>(number), encodeBytes(path));
    facts.insert(Fact::OnDisk, probe.number("disk"));
    facts.insert(Fact::Inode, QString::fromLatin1(image.identity));
    facts.insert(Fact::ReadOnly, image.notWritable.has_value());
    if (!image.format.isEmpty())
        facts.insert(Fact::Format, image.format);
    if (!image.report.error && probe.number("size") == 0)
        image.report.error = errorOf(ErrorCode::ImageEmpty, encodeBytes(path));
    if (!image.report.error)
        image.report.error = formatError(recognised, wanted, path);
    // opened alone it would be an ordinary disk that holds something else
    if (!image.report.error && probe.value("state") == "differencing" && wanted != QLatin1String("raw"))
        image.report.error = Error {ErrorCode::ImageFormatNoProvider,
                                    encodeBytes(path),
                                    ErrorDomain::Win32,
                                    kProviderNotFound,
                                    QStringLiteral("differencing"),
                                    {}};
    return image;
}

} // namespace mooring
