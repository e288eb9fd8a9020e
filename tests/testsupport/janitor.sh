#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes a lab down once whoever built it closes our standard input, by dying or on purpose: everything that
# lives in the folder given, and everything that was told us line by line ("loop DEVICE DISKSEQ").
# Exit status 1: something is left, named on standard error.
set -u
trap '' INT TERM HUP
cd /
folder=$1
case $folder in
    /*/mooring-lab-*) ;;
    *)
        echo "janitor: $folder is no lab" >&2
        exit 2
        ;;
esac

declare -A sequences=()
while read -r word device sequence; do
    [ "$word" != loop ] || sequences[$device]=$sequence
done

# What the command line attached of our images: its folders, by the records in them. They are remembered: the
# record goes before the rest.
declare -A attachments=()
find_attachments() {
    local record
    while IFS= read -r record; do
        attachments[${record%/attachment.json}]=1
    done < <(grep -lsF -- "\"image\":\"$folder/" /run/mooring/images/*/attachment.json)
}

# A process is ours when it was started with our mark in its environment.
kill_processes() {
    local file pid place
    while IFS= read -r file; do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$pid" = $$ ] || [ "$pid" = "${BASHPID}" ] || kill -KILL "$pid" 2> /dev/null
    done < <(grep -lzxsF -- "MOORING_LAB=$folder" /proc/[0-9]*/environ)
    # daemons that outlive whoever started them inherit no mark, but serve something in one of the folders
    for place in "$folder/images" "${!attachments[@]}"; do
        while IFS= read -r file; do
            pid=${file#/proc/}
            kill -KILL "${pid%/cmdline}" 2> /dev/null
        done < <(grep -lzsF -- "$place/" /proc/[0-9]*/cmdline)
    done
}

our_mounts() { # deepest first
    local place
    for place in "$folder" "${!attachments[@]}"; do
        awk -v folder="$place/" 'index($5 "/", folder) == 1 { print NR, $5 }' /proc/self/mountinfo
    done | sort -rn | cut -d' ' -f2-
}

our_loops() {
    local loop backing device place
    for loop in /sys/block/loop*/loop; do
        [ -e "$loop/backing_file" ] || continue
        device=/dev/$(basename "$(dirname "$loop")")
        read -r backing 2> /dev/null < "$loop/backing_file" || [ -n "${backing:-}" ] || continue
        for place in "$folder" "${!attachments[@]}"; do
            case $backing in "$place"/*)
                echo "$device"
                continue 2
                ;;
            esac
        done
        [ "${sequences[$device]:-}" != "$(cat "$loop/../diskseq" 2> /dev/null)" ] || echo "$device"
    done
}

our_swaps() { # in the folder, or on one of our loop devices
    local path loop
    while read -r path _; do
        path=$(printf '%b' "$path")
        case $path in
            "$folder"/*) printf '%s\n' "$path" ;;
            /dev/loop*)
                for loop in $(our_loops); do
                    case $path in "$loop" | "$loop"p*) printf '%s\n' "$path" ;; esac
                done
                ;;
        esac
    done < <(tail -n +2 /proc/swaps)
}

# The kernel forgets where an image lies once its mount is cut off: keep whose loop devices are ours.
remember_loops() {
    local device
    for device in $(our_loops); do
        sequences[$device]=$(cat "/sys/block/${device#/dev/}/diskseq")
    done
}

clear_once() { # with options of umount
    local item
    find_attachments
    kill_processes
    remember_loops
    our_swaps | while IFS= read -r item; do swapoff "$item"; done
    our_mounts | while IFS= read -r item; do
        umount "$@" "$(printf '%b' "$item")"
    done
    for item in $(our_loops); do
        # shellcheck disable=SC2144 # one partition is enough
        [ ! -e "/sys/block/${item#/dev/}/${item#/dev/}p1" ] || partx -d "$item"
        losetup -d "$item"
    done
}

left() {
    our_swaps
    our_mounts
    our_loops
}

for attempt in $(seq 100); do
    force=()
    [ "$attempt" -lt 20 ] || force=(-l) # a ring of mounts can only be cut
    clear_once "${force[@]}" > /dev/null 2>&1
    [ -n "$(left)" ] || break
    sleep 0.05 # what goes with its last user takes a moment
done
if [ -n "$(left)" ]; then
    echo "janitor: left behind: $(left | tr '\n' ' ')" >&2
    exit 1
fi
rm -rf --one-file-system -- "$folder" "${!attachments[@]}"
