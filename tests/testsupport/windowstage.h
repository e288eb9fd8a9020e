// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow.h"
#include "ui/resourceview.h"
#include "uitest.h"

namespace mooring {

// What a test of the main window stands on: the window over a host with a disk in use and two free ones, and
// settings of the test's own.
class WindowStage
{
protected:
    const ResourceId disk = worlds::id(Kind::VirtualDisk, "/dev/loop0"); // in use: mounted at `point`
    const ResourceId point = worlds::id(Kind::Mount, "/mnt/data");
    const ResourceId diskA = worlds::id(Kind::VirtualDisk, "/dev/loop1");
    const ResourceId diskB = worlds::id(Kind::VirtualDisk, "/dev/loop2");
    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;

    ResourceView* tree() { return part<ResourceView>(m_window.get(), "tree-everything"); }
    static void startFresh() // in init()
    {
        failOnWarnings();
        QSettings().clear();
    }
    void openWindow()
    {
        m_engine = std::make_unique<FakeEngine>();
        worlds::diskInUse(m_engine->world);
        worlds::twoFreeDisks(m_engine->world);
        m_window = std::make_unique<MainWindow>(*m_engine);
        m_window->QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_engine->lookAgain();
        QTRY_VERIFY(tree()->resources().indexOf(disk).isValid());
    }
    void closeWindow()
    {
        m_window.reset();
        m_engine.reset();
    }
};

} // namespace mooring
