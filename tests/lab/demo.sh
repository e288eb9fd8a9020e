#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The window on a private lab. With a display it stays open until it is closed; without one the same window is
# driven through its main job, and pictures are left in build/demo. Nothing of the lab is left behind.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
demo=$PWD/build/release/bin/mooring-demo

if [ "$(id -u)" != 0 ]; then
    exec sudo -E "$0" "$@"
fi

labs() { # what the system says of any lab, in tools' own words
    losetup --noheadings --output BACK-FILE | grep '/mooring-lab-' || true
    findmnt --noheadings --list --output TARGET | grep '/mooring-lab-' || true
    find /tmp -maxdepth 1 -name 'mooring-lab-*'
}

before=$(labs)
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${1:-}" != --offscreen ]; then
    "$demo" play
else
    rm -rf build/demo
    QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 "$demo" "$PWD/build/demo"
fi
left=$(comm -13 <(sort <<< "$before") <(labs | sort))
if [ -n "$left" ]; then
    printf 'demo: left behind:\n%s\n' "$left" >&2
    exit 1
fi
echo "demo: nothing is left behind"
