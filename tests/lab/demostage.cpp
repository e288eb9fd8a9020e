// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demostage.h"

namespace mooring::lab {

DemoStage::DemoStage()
{
    if (CardLab::unavailable().isEmpty())
        startCards(); // first: its pcscd keeps what is mounted then, in a mount namespace of its own
    disk = lab.attach(lab.partitionedImage("projects.img", {{"notes.txt", "Keep me.\n"}}, 64));
    mount = lab.mount(disk.part(1), "projects");
    inner = lab.attach(lab.ext4Image("projects/archive.img", {{"old.txt", "2019\n"}}, 16));
    lab.mount(inner.device, "archive");
    disc = lab.attach(lab.isoImage("installer.iso", {{"README", "An installer.\n"}}), {"--read-only"});
    const QByteArray raw = lab.ext4Image("server.raw", {{"hosts", "srv-kvm-03\n"}}, 64);
    virtualDisk = lab.path("server.vhdx");
    Lab::must({"qemu-img", "convert", "-q", "-f", "raw", "-O", "vhdx", raw, virtualDisk});
    Lab::must({"rm", raw});
    if (TgtDaemon::unavailable().isEmpty())
        startExports();
    startShell();
}

void DemoStage::startExports()
{
    exports = std::make_unique<TgtDaemon>(TgtOptions {lab.folder(), "office", 1, 2});
    qputenv("TGT_IPC_SOCKET", exports->environment().mid(qstrlen("TGT_IPC_SOCKET=")));
    logIn();
}

void DemoStage::logIn()
{
    initiator = std::make_unique<RawInitiator>(exports->port());
    if (!initiator->login(exports->name(1)))
        qFatal("demo: no initiator");
}

void DemoStage::startCards()
{
    CardLab::usePlainNames();
    cards = std::make_unique<CardLab>(lab);
    for (const int slot : {freeCard, heldCard})
        cards->insert(slot);
    holder = std::make_unique<CardClient>();
    if (holder->say("connect exclusive " + CardLab::reader(heldCard)) != "00000000")
        qFatal("demo: nobody holds the card");
}

void DemoStage::startShell()
{
    shell = std::make_unique<Running>(Argv {Lab::program("lab-blocker"), "shell", mount});
    if (!shell->readLine().startsWith("ready"))
        qFatal("demo: no shell");
}

} // namespace mooring::lab
