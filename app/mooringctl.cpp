// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/browsecommand.h"
#include "app/commandrun.h"
#include "app/composition.h"
#include "app/proposal.h"
#include "app/standaside.h"
#include "app/translators.h"
#include "app/usage.h"
#include "models/wording.h"

#include <QCoreApplication>
#include <QTimer>

using namespace mooring;

namespace {

constexpr int settlingPatience = 1000; // ms; of the log and of the user's service

int refuse(const CommandLine& line, const Error& error, const Reporter& report)
{
    QList<ResourceId> goals;
    for (const QByteArray& word : line.operands)
        goals << ResourceId {encodeBytes(word)};
    const OperationRecord record = recordOfRefusal(error, line.verb, goals);
    report.object(line.isOperation() ? finishedObject(record, rungsLeft(record)) : errorObject(error));
    report.error(error);
    if (error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::NothingGiven)
        report.aside(QCoreApplication::translate("mooringctl", "See: mooringctl help"));
    if (error.code == ErrorCode::InvalidArgument && error.subject.startsWith(u'-'))
        report.aside(QCoreApplication::translate("mooringctl",
                                                 "A name that begins with a dash is given behind \"--\"."));
    return exitCode(*record.outcome);
}

int run(const CommandLine& line, const Reporter& report, const QByteArray& callersDirectory)
{
    Composition composition;
    Terminal terminal;
    Interrupts interrupts;
    const auto command = makeCommandRun(
        {line, composition.engine(), report, terminal, callersDirectory, composition.operations()});
    QObject::connect(command.get(), &CommandRun::finished, &composition, [&](int code) {
        const auto leave = [code] { QCoreApplication::exit(code); };
        composition.settle(leave);
        QTimer::singleShot(settlingPatience, &composition, leave); // a log that hangs holds nobody up
    });
    QObject::connect(&composition.engine(), &Engine::logBegunAnew, command.get(),
                     [&report](const QByteArray& keptAs) { report.aside(Wording::logBegunAnew(keptAs)); });
    QObject::connect(&interrupts, &Interrupts::interrupted, command.get(), &CommandRun::interrupt);
    QMetaObject::invokeMethod(command.get(), &CommandRun::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int browse(const CommandLine& line, const Reporter& report, const QByteArray& callersDirectory)
{
    Result<BrowseRequest> request = browseRequestOf(line, callersDirectory);
    if (!request)
        return refuse(line, request.error(), report);
    BrowseCommand command(*std::move(request), report);
    Interrupts interrupts;
    QObject::connect(&command, &BrowseCommand::finished, &command,
                     [](int code) { QCoreApplication::exit(code); });
    QObject::connect(&interrupts, &Interrupts::interrupted, &command, &BrowseCommand::interrupt);
    QMetaObject::invokeMethod(&command, &BrowseCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

// What was done is done; that nobody could read of it is a failure all the same.
int told(int code, const Reporter& report)
{
    const std::optional<Error> failure = report.failure();
    if (!failure)
        return code;
    Reporter(false).error(*failure);
    return code == 0 ? exitCode(outcomeOf(*failure)) : code;
}

} // namespace

int main(int argc, char** argv)
{
    const QByteArray callersDirectory = workingDirectory();
    const QList<QByteArray> arguments(argv + std::min(argc, 1), argv + argc);
    CommandLine line;
    const std::optional<Error> error = parseCommandLine(arguments, line);
    standAside(descriptorsOf(line.chap) + descriptorsOf(line.mutualChap));
    int noArguments = 1; // Qt's own options are none of ours
    const QCoreApplication application(noArguments, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("mooring"));
    QCoreApplication::setApplicationName(QStringLiteral("mooring"));

    Translators translators;
    translators.start(line.language);
    const Reporter report(line.json);
    if (error)
        return refuse(line, *error, report);
    const Reporter people(false);
    if (line.command == Command::Help)
        people.text(usageText());
    else if (line.command == Command::Version)
        people.text(QStringLiteral("mooringctl " MOORING_VERSION));
    else if (line.command == Command::Browse)
        leave(told(browse(line, report, callersDirectory), report));
    else
        leave(told(run(line, report, callersDirectory), report));
    return 0;
}
