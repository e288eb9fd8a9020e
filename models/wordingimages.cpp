// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "wording.h"

namespace mooring {

namespace {

constexpr qsizetype shownParts = 5; // a split VMDK may have hundreds

// What lies beside the image is named as the image names it.
QString partName(const QByteArray& part, const QByteArray& folder)
{
    const bool isBeside = part.startsWith(folder) && part.indexOf('/', folder.size()) < 0;
    return Format::bytes(isBeside ? part.mid(folder.size()) : part);
}

QString partNames(const Facts& facts)
{
    const QByteArray path = facts.value(Fact::Path).toByteArray();
    const QByteArray folder = path.left(path.lastIndexOf('/') + 1);
    const QList<QByteArray> parts = facts.value(Fact::Parts).toByteArray().split('\n');
    QStringList lines;
    for (const QByteArray& part : parts.mid(0, shownParts))
        lines.append(partName(part, folder));
    if (parts.size() > shownParts)
        lines.append(Wording::tr("and %n other(s)", "files", int(parts.size() - shownParts)));
    return lines.join(u'\n');
}

QString content(const Facts& facts)
{
    if (const QString table = facts.value(Fact::PartitionTable).toString(); !table.isEmpty())
        return Wording::tr("partition table (%1)").arg(table);
    if (const QString type = facts.value(Fact::FilesystemType).toString(); !type.isEmpty())
        return Wording::tr("file system (%1)").arg(type);
    return Wording::tr("not recognised");
}

QString accessOf(const Facts& facts)
{
    return facts.value(Fact::Format).toString() == QLatin1String("iso")
        ? Wording::tr("always read-only")
        : Wording::access(facts.value(Fact::ReadOnly).toBool());
}

} // namespace

QString Wording::imageKind(const Facts& facts)
{
    const QString format = facts.value(Fact::Format).toString();
    if (format.isEmpty())
        return tr("not recognised");
    if (format == QLatin1String("raw"))
        return tr("Raw image");
    const QString image = tr("%1 image", "format").arg(Format::fact(Fact::Format, format));
    const QString kind = Format::fact(Fact::Subformat, facts.value(Fact::Subformat));
    return kind.isEmpty() ? image : tr("%1, %2", "format, kind of image").arg(image, kind);
}

QList<std::pair<QString, QString>> Wording::imageFacts(const ImageReport& report)
{
    const Facts& facts = report.facts;
    QList<std::pair<QString, QString>> rows;
    if (!facts.contains(Fact::Size)) // it could not be looked into
        return rows;
    const auto add = [&rows](const QString& label, const QString& value) {
        if (!value.isEmpty())
            rows.append({label, value});
    };
    const auto addFact = [&](Fact fact) { add(Wording::fact(fact), Format::fact(fact, facts.value(fact))); };
    const QString format = facts.value(Fact::Format).toString();
    add(fact(Fact::Format), imageKind(facts));
    if (format == QLatin1String("raw"))
        add(tr("Content"), content(facts));
    addFact(Fact::Label);
    add(fact(Fact::Size), Format::size(facts.value(Fact::Size).toULongLong()));
    if (facts.contains(Fact::OnDisk))
        add(fact(Fact::OnDisk), Format::size(facts.value(Fact::OnDisk).toULongLong()));
    addFact(Fact::Condition);
    if (facts.contains(Fact::Parts))
        add(fact(Fact::Parts), partNames(facts));
    addFact(Fact::LockedBy);
    if (!report.error)
        add(column(Column::Access), accessOf(facts));
    return rows;
}

QString Wording::openElsewhere(const Facts& image)
{
    const QString comma = QStringLiteral(", ");
    const auto lines
        = [&image](Fact fact) { return image.value(fact).toString().split(u'\n', Qt::SkipEmptyParts); };
    const QStringList machines = lines(Fact::VmName), programs = lines(Fact::Command);
    const QString pid = image.value(Fact::Pid).toString();
    QStringList parts;
    //: an image
    const QString machine = tr("open in VM %1"), several = tr("open in VMs %1"), program = tr("open in %1");
    if (!machines.isEmpty())
        parts.append((machines.size() == 1 ? machine : several).arg(machines.join(comma)));
    if (!programs.isEmpty())
        parts.append(program.arg(pid.isEmpty() ? programs.join(comma)
                                               : QStringLiteral("%1 (%2)").arg(programs.first(), pid)));
    return parts.join(comma);
}

} // namespace mooring
