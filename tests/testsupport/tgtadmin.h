// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/tgt/targetsconf.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace testsupport {

// The real tgt-admin, asked what it would do with a file; and what we read out of the same file. The files a
// to f, "a b" and "x#y" are there to be exported.
class TgtAdmin
{
public:
    TgtAdmin()
    {
        for (const char* name : {"bin", "folder"})
            QDir(m_folder.path()).mkdir(QLatin1String(name));
        for (const char* name : {"tgtadm", "sg_inq", "sg_readcap"})
            makeTool(name);
        for (const char* name : {"a", "b", "c", "d", "e", "f", "a b", "x#y"})
            write(name, {});
    }

    // "@" stands for the folder.
    void write(const char* name, QByteArray text) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", name);
        file.write(text.replace('@', QFile::encodeName(m_folder.path()) + '/'));
    }

    // A line for each target, unit and initiator; "broken": it gave up.
    QByteArray said() const
    {
        QProcess admin;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"),
                           m_folder.filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
        admin.setProcessEnvironment(environment);
        admin.setWorkingDirectory(QStringLiteral("/"));
        admin.start(QStringLiteral("/usr/sbin/tgt-admin"),
                    {QStringLiteral("--execute"), QStringLiteral("--pretend"), QStringLiteral("--force"),
                     QStringLiteral("--conf"), m_folder.filePath(QStringLiteral("targets.conf"))});
        admin.waitForFinished(60000);
        if (admin.exitStatus() != QProcess::NormalExit || admin.exitCode() != 0)
            return "broken";
        const QRegularExpression made(QStringLiteral("--lld (\\S*) --op new --mode target .*-T (.*)$"));
        const QRegularExpression added(
            QStringLiteral("--lun (\\S*) -b \"(.*)\" (?:--device-type (\\S+))? ?(?:--bstype (\\S+))?"));
        const QRegularExpression bound(QStringLiteral("--mode target --tid \\S+ -([IQ]) (.*)$"));
        QStringList result;
        for (const QString& line :
             QString::fromLatin1(admin.readAllStandardOutput()).split(QLatin1Char('\n'))) {
            if (const auto match = made.match(line); match.hasMatch())
                result.append(QStringLiteral("target %1 %2").arg(match.captured(2), match.captured(1)));
            if (const auto match = added.match(line); match.hasMatch())
                result.append(
                    QStringLiteral("unit %1 %2 %3 %4")
                        .arg(match.captured(1), match.captured(2), match.captured(3), match.captured(4)));
            if (const auto match = bound.match(line); match.hasMatch())
                result.append(match.captured(1) + QLatin1Char(' ') + match.captured(2));
        }
        const QByteArray told = result.join(QLatin1Char('\n')).toLatin1();
        return told.contains("ARRAY(0x") ? "broken" : told; // tgtadm would refuse that
    }

    // Empty: not to be compared.
    QByteArray saidByUs() const
    {
        const mooring::tgt::TargetsConf::Saved saved
            = mooring::tgt::TargetsConf("/",
                                        QFile::encodeName(m_folder.filePath(QStringLiteral("targets.conf"))))
                  .read();
        if (!saved.errors.isEmpty())
            return "broken";
        QByteArrayList result;
        for (const mooring::tgt::TargetsConf::Target& target : saved.targets) {
            result.append("target " + target.name + ' ' + target.driver);
            for (const mooring::tgt::TargetsConf::Unit& unit : target.units) {
                if (!QFile::exists(QFile::decodeName(unit.path)))
                    return {}; // tgt-admin passes over it, and gives its number to the next
                result.append("unit " + QByteArray::number(unit.lun) + ' ' + unit.path + ' ' + unit.deviceType
                              + ' ' + unit.bsType);
            }
            for (const QByteArray& address : target.initiatorAddresses)
                result.append("I " + address);
            for (const QByteArray& name : target.initiatorNames)
                result.append("Q " + name);
            if (target.initiatorAddresses.isEmpty())
                result.append("I ALL");
        }
        return result.join('\n');
    }

private:
    // Nothing of this host is asked or changed.
    void makeTool(const char* name) const
    {
        QFile file(m_folder.filePath(QStringLiteral("bin/") + QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", name);
        file.write("#!/bin/sh\nexit 0\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QTemporaryDir m_folder;
};

} // namespace testsupport
