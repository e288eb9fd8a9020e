// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "app/standaside.h"
#include "app/translators.h"
#include "app/windowarguments.h"
#include "ui/mainwindow.h"

#include <QApplication>

#include <cstdio>

using namespace mooring;

namespace {

int refuse(const QString& word)
{
    const QString sentence = QCoreApplication::translate(
        "mooring", "Not understood: %1. Usage: mooring [--lang en|fr] [IMAGE...]");
    std::fprintf(stderr, "%s\n", qPrintable(sentence.arg(word)));
    return 2;
}

// Needs no display.
int help(int argc, char** argv, const QString& language)
{
    const QCoreApplication application(argc, argv);
    Translators translators;
    translators.start(language);
    const QString usage = QCoreApplication::translate("mooring", "Usage: mooring [--lang en|fr] [IMAGE...]");
    std::printf("%s\n", qUtf8Printable(usage));
    return 0;
}

int run(const WindowArguments& arguments, Translators& translators)
{
    Composition composition;
    composition.engine().lookAgain(); // runs while the window is made
    MainWindow window(composition.engine());
    window.setLanguage(translators.language());
    QObject::connect(&window, &MainWindow::languageRequested, &translators, &Translators::chosen);
    QObject::connect(&translators, &Translators::languageChanged, &window, &MainWindow::setLanguage);
    window.show();
    if (!arguments.images.isEmpty())
        window.dialogs().attachImages(arguments.images);
    bool settling = false; // once: what became of what earlier programs had to defer
    QObject::connect(&composition.engine(), &Engine::topologyChanged, &window, [&] {
        if (composition.engine().hasLooked() && !std::exchange(settling, true))
            composition.settle([] {});
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    const QByteArray directory = workingDirectory();
    standAside();
    if (const WindowArguments asked = argumentsIn(argc, argv, directory); asked.help)
        return help(argc, argv, asked.language);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
    QCoreApplication::setApplicationName(QStringLiteral("mooring"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOORING_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.mooring.Mooring"));

    const WindowArguments arguments = argumentsIn(argc, argv, directory);
    Translators translators;
    translators.start(arguments.language);
    if (!arguments.wrong.isEmpty())
        return refuse(arguments.wrong);
    leave(run(arguments, translators));
}
