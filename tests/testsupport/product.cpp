// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "product.h"

#include <unistd.h>

namespace mooring::lab {

Product::Product(const Lab& lab)
    : Product(lab, MOORING_BIN_DIR)
{
}

Product::Product(const Lab& lab, QByteArray binFolder)
    : m_program(std::move(binFolder) + "/mooringctl")
    , m_stateFolder(lab.makeFolder("state"))
    , m_nobodyFolder(lab.makeFolder("state-nobody"))
{
    Lab::must({"chown", "nobody", m_nobodyFolder});
}

Argv Product::environment() const
{
    return {"XDG_STATE_HOME=" + m_stateFolder, "HOME=" + m_stateFolder,
            "XDG_CONFIG_HOME=" + m_stateFolder + "/config", "XDG_RUNTIME_DIR=" + m_stateFolder,
            "DBUS_SESSION_BUS_ADDRESS=" + m_bus};
}

Ran Product::run(const Argv& arguments, RunOptions options) const
{
    options.environment += environment();
    return lab::run(Argv {m_program} + arguments, options);
}

// The build may lie where nobody else may go.
QByteArray Product::programForNobody() const
{
    const QByteArray folder = m_nobodyFolder + "/bin";
    const QByteArray program = folder + "/mooringctl";
    if (access(program.constData(), X_OK) != 0) {
        Lab::must({"mkdir", "-p", folder});
        Lab::must({"cp", m_program, QByteArray(MOORING_BIN_DIR) + "/mooring-child", folder});
    }
    return program;
}

Ran Product::runAsNobody(const Argv& arguments, const Argv& environment) const
{
    RunOptions options;
    options.environment = Argv {"XDG_STATE_HOME=" + m_nobodyFolder, "HOME=" + m_nobodyFolder} + environment;
    const Argv asNobody {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all"};
    return lab::run(asNobody + Argv {programForNobody()} + arguments, options);
}

RunningPtr Product::start(const Argv& arguments) const
{
    return std::make_unique<Running>(Argv {m_program} + arguments, environment());
}

QJsonObject Product::plan(const QByteArray& id, const Argv& options) const
{
    return run(Argv {"--json", "plan", "detach", id} + options).json();
}

QList<QJsonObject> Product::log() const { return run({"--json", "log"}).jsonLines(); }

QJsonObject Product::lastOperation() const
{
    QJsonObject last;
    for (const QJsonObject& record : log())
        if (record[u"operation"].toInteger() > last[u"operation"].toInteger(-1))
            last = record;
    return last;
}

QJsonObject finishedEvent(const Ran& ran)
{
    for (const QJsonObject& event : ran.jsonLines())
        if (event[u"event"] == QStringLiteral("finished"))
            return event;
    return {};
}

QByteArrayList stringsOf(const QJsonArray& array, const char* field)
{
    QByteArrayList strings;
    for (const QJsonValue& value : array)
        strings.append(value[QLatin1String(field)].toVariant().toString().toUtf8());
    return strings;
}

QByteArray createdDevice(const Ran& ran)
{
    const QByteArray id = stringsOf(finishedEvent(ran)[u"goals"].toArray(), "resource").value(0);
    return id.startsWith("virtual-disk:") ? id.mid(int(strlen("virtual-disk:"))) : QByteArray();
}

} // namespace mooring::lab
