// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandstage.h"

#include <QFile>
#include <QTest>

namespace mooring::lab {

// A real gnome-keyring on a stage's bus, with a home of its own that outlasts it: what was kept is there
// again with the next one.
class KeyringDaemon
{
public:
    enum class Door
    {
        Unlocked,
        Locked // nobody gave the password, and nobody is there to be asked for it
    };
    explicit KeyringDaemon(const CommandStage& stage, Door door = Door::Unlocked)
        : m_stage(stage)
    {
        const QByteArray home = stage.lab.makeFolder("keyring-home");
        Lab::must({"chmod", "700", home});
        Argv argv {"gnome-keyring-daemon", "--foreground", "--components=secrets",
                   "--control-directory=" + home};
        if (door == Door::Unlocked)
            argv << "--unlock";
        m_process = std::make_unique<Running>(
            argv,
            Argv {"HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_RUNTIME_DIR=" + home,
                  "DBUS_SESSION_BUS_ADDRESS=" + stage.bus.address().toUtf8()});
        m_process->write("the keyring's own password");
        m_process->closeInput();
        if (!QTest::qWaitFor([this] { return isThere(); }, 20000))
            qFatal("lab: gnome-keyring-daemon does not come up");
    }
    ~KeyringDaemon() { stop(); }
    KeyringDaemon(const KeyringDaemon&) = delete;
    KeyringDaemon& operator=(const KeyringDaemon&) = delete;

    static QString unavailable()
    {
        return QFile::exists(QStringLiteral("/usr/bin/gnome-keyring-daemon"))
            ? QString()
            : QStringLiteral("no gnome-keyring-daemon");
    }
    void signal(int number) const { m_process->signal(number); }
    void stop()
    {
        if (!m_process)
            return;
        m_process->signal(SIGCONT);
        m_process->signal(SIGTERM);
        m_process->waitEnd();
        m_process.reset();
    }
    // What it keeps for the product, asked of it by a program that shares nothing with ours.
    int entries() const
    {
        const Ran found = run({"dbus-send", "--bus=" + m_stage.bus.address().toUtf8(), "--print-reply",
                               "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login",
                               "org.freedesktop.DBus.Properties.Get",
                               "string:org.freedesktop.Secret.Collection", "string:Items"});
        return static_cast<int>(found.out.count("/collection/login/"));
    }

private:
    bool isThere() const
    {
        BusConnection client(m_stage.bus, "keyring");
        return client->interface()->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")).value();
    }
    const CommandStage& m_stage;
    RunningPtr m_process;
};

inline const Argv byName {"--chap-user", "alice"};
inline const Argv bothByName {"--chap-user", "alice", "--mutual-user", "target"};

// Two targets that ask for CHAP and prove themselves, too.
inline TgtOptions guarded(const CommandStage& stage)
{
    TgtOptions options {stage.lab.folder(), "t", 2, 1};
    options.user = "alice";
    options.secret = "a-secret-of-16-b";
    options.mutualUser = "target";
    options.mutualSecret = "another-of-16-by";
    return options;
}

inline Argv files(const CommandStage& stage, const TgtOptions& options)
{
    return {"--chap-user",          options.user,
            "--chap-secret-file",   stage.lab.writeFile("own", options.secret),
            "--mutual-user",        options.mutualUser,
            "--mutual-secret-file", stage.lab.writeFile("theirs", options.mutualSecret)};
}

inline QJsonObject targetIn(const CommandStage& stage, const QByteArray& name)
{
    for (const QJsonValue& resource : stage.resources("iscsi-target"))
        if (resource[u"name"].toString().toUtf8() == name)
            return resource.toObject();
    return {};
}

inline QString whyNot(const CommandStage& stage, const QByteArray& name) // an automatic login is not open
{
    return targetIn(stage, name)[u"facts"][u"why-lost"].toString();
}

inline QByteArray contentOf(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QByteArray loginsOf(const CommandStage& stage) // the file of automatic logins
{
    return contentOf(stage.lab.path("state/config/mooring/logins.json"));
}

} // namespace mooring::lab
