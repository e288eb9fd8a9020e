// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "app/translators.h"
#include "demotours.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QStyle>

#include <cstdio>

using namespace mooring;
using namespace mooring::lab;

// `mooring-demo play`: a lab, and the window on it, until the window is closed.
// `mooring-demo FOLDER`: the same window driven without a display through its main jobs, in both languages,
// light and dark; pictures into FOLDER.
namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(53, 53, 53), QColor(42, 42, 42));
    palette.setColor(QPalette::Base, QColor(35, 35, 35));
    palette.setColor(QPalette::Highlight, QColor(42, 130, 218));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(98, 170, 240));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(140, 140, 140));
    return palette;
}

void showAll(DemoStage& stage, const QString& folder)
{
    QDir().mkpath(folder);
    Composition composition;
    Translators translators;
    const QPalette light = QApplication::style()->standardPalette();
    for (const char* language : {"en", "fr"}) {
        for (const bool dark : {false, true}) {
            translators.use(QLatin1String(language));
            QApplication::setPalette(dark ? darkPalette() : light);
            if (!stage.shell->isRunning())
                stage.startShell();
            MainWindow window(composition.engine());
            window.resize(1280, 800);
            window.show();
            window.showView(View::Everything);
            composition.engine().lookAgain();
            DemoGuide guide(
                composition.engine(), window, folder,
                QStringLiteral("%1-%2").arg(QLatin1String(language), QLatin1String(dark ? "dark" : "light")));
            tourDetach(stage, guide);
            tourOverlay(stage, guide);
            if (stage.cards)
                tourCards(guide);
            if (stage.exports)
                tourExports(stage, guide);
            for (Operation* operation : composition.engine().operations())
                composition.engine().forget(operation);
        }
    }
}

int play(DemoStage& stage)
{
    std::printf("Mooring on a private lab in %s; close the window to take it down.\n",
                stage.lab.folder().constData());
    std::fflush(stdout);
    RunOptions options;
    options.timeout = 24 * 3600 * 1000;
    const QByteArray shell = Lab::program("mooringctl");
    Lab::must({shell, "attach", "--overlay", stage.virtualDisk});
    const Ran ran = lab::run({Lab::program("mooring")}, options);
    lab::run({shell, "detach", "--yes", "--processes", "end", "--overlay", "discard", stage.virtualDisk});
    std::fputs(ran.err.constData(), stderr);
    return ran.code;
}

} // namespace

int main(int count, char** words)
{
    if (count != 2 || !Lab::unavailable().isEmpty()) {
        std::fprintf(stderr, "mooring-demo play | FOLDER: %s\n", qPrintable(Lab::unavailable()));
        return 2;
    }
    DemoStage stage;
    qputenv("XDG_STATE_HOME", stage.lab.makeFolder("state"));
    int status = 0;
    if (QByteArray(words[1]) == "play") {
        status = play(stage);
    } else {
        const QApplication application(count, words);
        QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QFile::decodeName(stage.lab.makeFolder("config")));
        QApplication::setStyle(QStringLiteral("fusion"));
        QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
        showAll(stage, QString::fromLocal8Bit(words[1]));
    }
    stage.shell.reset();
    stage.initiator.reset();
    stage.exports.reset();
    stage.holder.reset();
    stage.cards.reset();
    if (!stage.lab.takeDown()) {
        std::fprintf(stderr, "mooring-demo: something was left behind\n");
        return 1;
    }
    return status;
}
