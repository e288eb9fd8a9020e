// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/usage.h"

#include <QCoreApplication>
#include <QList>

namespace mooring {

namespace {

struct Entry
{
    QString form, meaning;
};

QString block(const QList<Entry>& entries)
{
    constexpr qsizetype width = 30;
    QString text;
    for (const Entry& entry : entries) {
        const bool fits = entry.form.size() < width;
        text += QStringLiteral("  ") + entry.form + (fits ? QString() : QStringLiteral("\n  "));
        text += QString(fits ? width - entry.form.size() : width, u' ') + entry.meaning + u'\n';
    }
    return text;
}

QString commands()
{
    const auto say = [](const char* text) { return QCoreApplication::translate("mooringctl", text); };
    return block({
        {QStringLiteral("list [KIND]"),
         say(QT_TRANSLATE_NOOP("mooringctl", "what is attached to this host, as a tree"))},
        {QStringLiteral("show ID"), say(QT_TRANSLATE_NOOP("mooringctl", "everything known about one thing"))},
        {QStringLiteral("users ID"),
         say(QT_TRANSLATE_NOOP("mooringctl", "who uses it, and what stands on it"))},
        {QStringLiteral("plan VERB ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "show what detach, logout, unmount or swap-off would do; change nothing"))},
        {QStringLiteral("detach ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "let go of it and of all that stands on it"))},
        {QStringLiteral("logout ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "log out of an iSCSI target, a portal or one session"))},
        {QStringLiteral("reconnect ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "open a lost iSCSI session again, or connect to a card anew"))},
        {QStringLiteral("unmount ID..."), say(QT_TRANSLATE_NOOP("mooringctl", "unmount"))},
        {QStringLiteral("swap-off ID..."), say(QT_TRANSLATE_NOOP("mooringctl", "stop swapping to it"))},
        {QStringLiteral("clean-up ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "clear away what is left of an attachment"))},
        {QStringLiteral("attach IMAGE"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach an image file; prints the device"))},
        {QStringLiteral("attach iscsi://PORTAL/IQN/LUN"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach a logical unit, by a session of its own"))},
        {QStringLiteral("attach reader:NAME"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach to a smart card reader; prints the attachment"))},
        {QStringLiteral("attach export:TARGET --backing PATH --lun N"),
         say(QT_TRANSLATE_NOOP("mooringctl", "export a file or a device as a logical unit of a target"))},
        {QStringLiteral("hide LUN INITIATOR"),
         say(QT_TRANSLATE_NOOP("mooringctl", "hide an exported logical unit from one initiator"))},
        {QStringLiteral("disconnect ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "close the session of an initiator to a target of this host"))},
        {QStringLiteral("remove-initiator ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "an initiator may no longer log in to a target of this host"))},
        {QStringLiteral("disable ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "nobody can log in to a portal group of this host"))},
        {QStringLiteral("release ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "let go of a smart card or its reader"))},
        {QStringLiteral("transaction begin|end ID..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "keep others from the card meanwhile"))},
        {QStringLiteral("login IQN --portal PORTAL"),
         say(QT_TRANSLATE_NOOP("mooringctl", "open iSCSI sessions, which Mooring's service holds"))},
        {QStringLiteral("forget IQN..."),
         say(QT_TRANSLATE_NOOP("mooringctl", "no longer list a target that has no session"))},
        {QStringLiteral("operations"),
         say(QT_TRANSLATE_NOOP("mooringctl", "what your programs are doing, and did a moment ago"))},
        {QStringLiteral("wait N"), say(QT_TRANSLATE_NOOP("mooringctl", "wait for the end of operation N"))},
        {QStringLiteral("stop-operation N"), say(QT_TRANSLATE_NOOP("mooringctl", "stop operation N"))},
        {QStringLiteral("mount ID PATH"), say(QT_TRANSLATE_NOOP("mooringctl", "mount on a folder"))},
        {QStringLiteral("browse PORTAL..."),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "the targets behind iSCSI portals, and their units; holds none"))},
        {QStringLiteral("log"), say(QT_TRANSLATE_NOOP("mooringctl", "what was done, newest first"))},
        {QStringLiteral("undo N"), say(QT_TRANSLATE_NOOP("mooringctl", "put back what operation N let go"))},
    });
}

QString options()
{
    const auto say = [](const char* text) { return QCoreApplication::translate("mooringctl", text); };
    return block({
        {QStringLiteral("--json"),
         say(QT_TRANSLATE_NOOP("mooringctl", "for programs: objects; operations one event a line"))},
        {QStringLiteral("--lang en|fr"), say(QT_TRANSLATE_NOOP("mooringctl", "language"))},
        {QStringLiteral("--yes"), say(QT_TRANSLATE_NOOP("mooringctl", "do not ask"))},
        {QStringLiteral("--accept-collateral"),
         say(QT_TRANSLATE_NOOP("mooringctl", "accept what is also affected"))},
        {QStringLiteral("--no-cascade"),
         say(QT_TRANSLATE_NOOP("mooringctl", "what stands on it is in the way"))},
        {QStringLiteral("--leave-out ID"), say(QT_TRANSLATE_NOOP("mooringctl", "keep this and its branch"))},
        {QStringLiteral("--processes leave|quit|end"),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "processes that use it: leave them alone, ask them to quit, end them"))},
        {QStringLiteral("--force lazy|fail-io|drop|under-initiator"),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "by force: hide a mount, give up what waits, cut a session, take a unit away "
                               "from initiators; see plan"))},
        {QStringLiteral("--timeout S"), say(QT_TRANSLATE_NOOP("mooringctl", "seconds for every step"))},
        {QStringLiteral("--read-only, --read-write"), say(QT_TRANSLATE_NOOP("mooringctl", "attach: access"))},
        {QStringLiteral("--format FORMAT"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: raw, though nothing in it says so"))},
        {QStringLiteral("--until-unused"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: goes by itself when nobody uses it any more"))},
        {QStringLiteral("--overlay"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: writes go to a file of their own"))},
        {QStringLiteral("--overlay keep|discard|merge"),
         say(QT_TRANSLATE_NOOP("mooringctl", "what becomes of an overlay when its disk goes"))},
        {QStringLiteral("--allow-outside"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: files it needs may lie outside of its folder"))},
        {QStringLiteral("--checksum"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: checksums of the image, before and after"))},
        {QStringLiteral("--forensic"),
         say(QT_TRANSLATE_NOOP("mooringctl", "mount: nothing is written, not even from a journal"))},
        {QStringLiteral("--share shared|exclusive|direct"),
         say(QT_TRANSLATE_NOOP("mooringctl", "attach: how a card is shared with other programs"))},
        {QStringLiteral("--disposition leave|reset|power-down|eject"),
         say(QT_TRANSLATE_NOOP("mooringctl", "release, reconnect, transaction end: the card afterwards"))},
        {QStringLiteral("--portal ADDRESS[:PORT]"),
         say(QT_TRANSLATE_NOOP("mooringctl", "login: of the target"))},
        {QStringLiteral("--sessions N"), say(QT_TRANSLATE_NOOP("mooringctl", "login: how many, 1 to 32"))},
        {QStringLiteral("--chap-user NAME, --chap-secret-file FILE|-"),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "login, browse, attach: prove who you are; - is standard input"))},
        {QStringLiteral("--mutual-user NAME, --mutual-secret-file FILE|-"),
         say(QT_TRANSLATE_NOOP("mooringctl", "login, browse: the target has to prove itself, too"))},
        {QStringLiteral("--header-digest"), say(QT_TRANSLATE_NOOP("mooringctl", "login: with CRC32C"))},
        {QStringLiteral("--automatic"),
         say(QT_TRANSLATE_NOOP("mooringctl", "login: and whenever Mooring's service starts"))},
        {QStringLiteral("--remember"),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "login: list the target also without a session; then without --portal"))},
        {QStringLiteral("--remember-secret"),
         say(QT_TRANSLATE_NOOP(
             "mooringctl",
             "login: keep the secrets in the keyring, as --automatic does; then without files"))},
        {QStringLiteral("--keep-automatic, --remove-automatic"),
         say(QT_TRANSLATE_NOOP("mooringctl", "logout: what becomes of the automatic login and its secrets"))},
        {QStringLiteral("--keep-saved, --remove-saved"),
         say(QT_TRANSLATE_NOOP("mooringctl",
                               "detach: what becomes of it in the target server's saved configuration"))},
        {QStringLiteral("--flags N, --provider-flags N"), say(QT_TRANSLATE_NOOP("mooringctl", "must be 0"))},
    });
}

} // namespace

QString usageText()
{
    return QStringLiteral("mooringctl [--json] [--lang en|fr] COMMAND ...\n\n") + commands() + u'\n'
        + options() + u'\n'
        + QCoreApplication::translate(
               "mooringctl",
               "ID: an id as printed, or a device, image file or mount point that only one thing fits.");
}

} // namespace mooring
