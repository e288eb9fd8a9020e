// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/operationcommand.h"
#include "fakeengine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryFile>

namespace mooring {

// Nobody, or somebody whose answer is known.
class Person final : public Terminal
{
public:
    std::optional<bool> answer;
    int asked = 0;
    bool isThere() const override { return answer.has_value(); }
    void listen(std::function<void(bool)> answered) override
    {
        ++asked;
        answered(*answer);
    }
};

struct Talk
{
    FakeEngine engine;
    Person person;
    QTemporaryFile out, err;
    std::unique_ptr<OperationCommand> command;
    std::unique_ptr<QSignalSpy> finished;

    Talk()
    {
        if (!out.open() || !err.open())
            qFatal("no temporary file");
    }
    void begin(const QByteArray& words)
    {
        CommandLine line;
        if (const auto error = parseCommandLine(words.split(' '), line))
            qFatal("not understood: %s", qPrintable(error->subject));
        report = std::make_unique<Reporter>(line.json, out.handle(), err.handle());
        command = std::make_unique<OperationCommand>(
            CommandContext {line, engine, *report, person, QByteArray("/")});
        finished = std::make_unique<QSignalSpy>(command.get(), &CommandRun::finished);
        command->start();
    }
    int end() const
    {
        const bool ended = !finished->isEmpty() || finished->wait();
        return ended ? finished->constFirst().constFirst().toInt() : -1;
    }
    int run(const QByteArray& words)
    {
        begin(words);
        return end();
    }
    QList<QJsonObject> events()
    {
        out.seek(0);
        QList<QJsonObject> list;
        for (const QByteArray& line : out.readAll().trimmed().split('\n'))
            list << QJsonDocument::fromJson(line).object();
        return list;
    }

    QByteArray told(QTemporaryFile& file) const
    {
        file.seek(0);
        return file.readAll();
    }

private:
    std::unique_ptr<Reporter> report;
};

} // namespace mooring
