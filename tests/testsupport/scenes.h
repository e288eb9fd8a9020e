// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeengine.h"
#include "ui/mainwindow.h"

namespace mooring {

// One situation of the window, made on a fresh host: what a person would see then.
struct Scene
{
    const char* name;
    std::function<QWidget*(FakeEngine&, MainWindow&)>
        show; // the widget to look at; null: it did not come about
};
QList<Scene> scenes();
QList<Scene> imageScenes(); // those of them about images: attaching, overlays
QList<Scene> cardScenes(); // about smart cards
QList<Scene> exportScenes(); // about what this host exports
QList<Scene> iscsiScenes(); // and about targets: discovery, logins, sessions

} // namespace mooring
