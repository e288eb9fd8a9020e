// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowarguments.h"

#include "app/translators.h"
#include "ui/imagepaths.h"

#include <QUrl>

namespace mooring {
namespace {

// A file manager may hand over URLs in place of paths.
void addImage(const QByteArray& word, const QByteArray& directory, WindowArguments& arguments)
{
    if (!word.startsWith("file://")) {
        arguments.images.append(word.startsWith('/') ? word : directory + '/' + word);
        return;
    }
    if (const auto path = localPath(QUrl::fromEncoded(word)))
        arguments.images.append(*path);
    else
        arguments.wrong = QString::fromLocal8Bit(word);
}

} // namespace

WindowArguments argumentsIn(int argc, const char* const* argv, const QByteArray& directory)
{
    WindowArguments arguments;
    bool optionsEnded = false;
    for (int i = 1; i < argc; ++i) {
        const QByteArray word(argv[i]);
        if (optionsEnded || !word.startsWith('-'))
            addImage(word, directory, arguments);
        else if (word == "--")
            optionsEnded = true;
        else if (word == "--lang" && i + 1 < argc)
            arguments.language = QString::fromLatin1(argv[++i]);
        else if (word.startsWith("--lang="))
            arguments.language = QString::fromLatin1(word.mid(word.indexOf('=') + 1));
        else if (word == "--help" || word == "-h")
            arguments.help = true;
        else
            arguments.wrong = QString::fromLocal8Bit(word);
    }
    if (!arguments.language.isEmpty() && !Translators::languages().contains(arguments.language))
        arguments.wrong = arguments.language;
    return arguments;
}

} // namespace mooring
