// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childtrap.h"

#include <QFile>

namespace mooring::lab {

namespace {

constexpr auto script = R"SCRIPT(#!/bin/bash
# Stands where mooring-child is expected; "settings" beside it says what to do to which call.
here=${0%/*}
verb=${1:-} call=0 when=never before_verb=none
. "$here/settings"
case $verb in
    umount | mount | swapoff | swapon | signal | loop-attach | loop-detach) ;;
    image-claim | overlay-* | vhdx-log-close | daemonise | holds-file | await-surface) ;;
    *) exec "$here/real/mooring-child" "$@" ;;
esac
parent=$PPID
exec 9>> "$here/calls"
/usr/bin/flock 9
echo "$verb" >&9
number=$(/usr/bin/wc -l < "$here/calls")
exec 9>&-
if [ "$verb" = "$before_verb" ] && [ ! -e "$here/ran" ]; then
    : > "$here/ran"
    . "$here/before"
fi
[ "$number" != "$call" ] || [ "$when" != before ] || { kill -KILL "$parent"; exit 0; }
[ "$number" = "$call" ] || exec "$here/real/mooring-child" "$@"
"$here/real/mooring-child" "$@"
status=$?
kill -KILL "$parent"
exit $status
)SCRIPT";

}

ChildTrap::ChildTrap(const Lab& lab)
    : m_folder(lab.makeFolder("trap"))
{
    lab.makeFolder("trap/real");
    Lab::must({"cp", "--", Lab::program("mooringctl"), m_folder + "/mooringctl"});
    Lab::must({"cp", "--", Lab::program("mooring-child"), m_folder + "/real/mooring-child"});
    lab.writeFile("trap/mooring-child", script);
    Lab::must({"chmod", "755", m_folder + "/mooring-child"});
    disarm();
}

void ChildTrap::arm(const QByteArray& settings) const
{
    Lab::must({"rm", "-f", "--", m_folder + "/calls", m_folder + "/ran"});
    QFile file(QFile::decodeName(m_folder + "/settings"));
    if (!file.open(QIODevice::WriteOnly) || file.write(settings) != settings.size())
        qFatal("lab: cannot arm the trap");
}

void ChildTrap::killParent(int call, bool after) const
{
    arm("call=" + QByteArray::number(call) + "\nwhen=" + (after ? "after" : "before") + '\n');
}

void ChildTrap::runBefore(const QByteArray& verb, const QByteArray& shellText) const
{
    QFile file(QFile::decodeName(m_folder + "/before"));
    if (!file.open(QIODevice::WriteOnly) || file.write(shellText) != shellText.size())
        qFatal("lab: cannot arm the trap");
    file.close();
    arm("before_verb=" + verb + '\n');
}

void ChildTrap::disarm() const { arm("call=0\n"); }

int ChildTrap::calls() const
{
    QFile file(QFile::decodeName(m_folder + "/calls"));
    return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : 0;
}

} // namespace mooring::lab
