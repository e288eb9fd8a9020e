// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/commandtable.h"
#include "services/core/resource.h"

namespace mooring {

namespace {

// One pass over the arguments; what was found wrong first is kept, the rest still read, so that --json and
// --lang hold for the message wherever they stand.
class Parser
{
public:
    Parser(const QList<QByteArray>& arguments, CommandLine& line)
        : m_arguments(arguments)
        , m_line(line)
    {
    }
    std::optional<Error> parse();

private:
    struct Given
    {
        const OptionSpec* spec;
        QByteArray value;
    };
    void readOption(qsizetype& at);
    void takeCommand();
    void takeVerb();
    void takeTransaction();
    void countOperands(const CommandSpec& spec);
    std::optional<Error> contradicted(const Given& given) const;
    void complain(std::optional<Error> error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

    const QList<QByteArray>& m_arguments;
    CommandLine& m_line;
    QList<Given> m_given;
    QList<QByteArray> m_unknown;
    std::optional<Error> m_error;
    bool m_attaches = false;
};

std::optional<Error> Parser::parse()
{
    bool onlyOperands = false;
    QList<QByteArray> words;
    const auto isCommand = [](const QByteArray& word) { return commandSpec(word) != nullptr; };
    const auto command = std::find_if(m_arguments.begin(), m_arguments.end(), isCommand);
    m_attaches = command != m_arguments.end() && commandSpec(*command)->command == Command::Attach;
    for (qsizetype at = 0; at < m_arguments.size(); ++at) {
        const QByteArray& argument = m_arguments[at];
        if (onlyOperands || !argument.startsWith('-') || argument == "-")
            words << argument;
        else if (argument == "--")
            onlyOperands = true;
        else if (argument == "--help" || argument == "-h")
            words.prepend("help");
        else if (argument == "--version")
            words.prepend("version");
        else
            readOption(at);
    }
    m_line.operands = words;
    takeCommand();
    if (m_line.command == Command::NotYet)
        complain(refused(ErrorCode::NotSupportedHere, m_line.word.toUtf8()));
    const bool isNameless = m_error && m_error->code == ErrorCode::NothingGiven;
    if (isNameless && !m_unknown.isEmpty()) // a name with a leading dash is taken for an option
        m_error.reset();
    if (!m_unknown.isEmpty())
        complain(refused(ErrorCode::InvalidArgument, m_unknown.first()));
    for (const Given& given : std::as_const(m_given)) {
        if (!given.spec->fits(m_line))
            complain(refused(ErrorCode::InvalidArgument, given.spec->name.toByteArray()));
        complain(given.spec->apply(m_line, given.value));
        complain(contradicted(given));
    }
    if (m_line.readOnly && m_line.readWrite)
        complain(refused(ErrorCode::InvalidArgument, "--read-only --read-write"));
    if (m_line.readOnly && m_line.overlay) // nothing would be written to it
        complain(refused(ErrorCode::InvalidArgument, "--read-only --overlay"));
    return m_error;
}

// Of two portals the last one must not win unseen.
std::optional<Error> Parser::contradicted(const Given& given) const
{
    const bool isOther = std::any_of(m_given.cbegin(), m_given.cend(), [&given](const Given& other) {
        return other.spec == given.spec && other.value != given.value;
    });
    if (!isOther || given.spec->name == "--leave-out") // which adds up
        return {};
    return refused(ErrorCode::InvalidArgument, given.spec->name.toByteArray() + ' ' + given.value);
}

void Parser::readOption(qsizetype& at)
{
    const QByteArray& argument = m_arguments[at];
    const qsizetype equals = argument.indexOf('=');
    const QByteArray name = equals < 0 ? argument : argument.left(equals);
    const OptionSpec* spec = optionSpec(name, m_attaches);
    if (spec == nullptr || (equals >= 0 && !spec->takesValue)) {
        m_unknown << argument;
        return;
    }
    QByteArray value;
    if (equals >= 0)
        value = argument.mid(equals + 1);
    else if (spec->takesValue && ++at < m_arguments.size())
        value = m_arguments[at];
    if (spec->takesValue && value.isEmpty())
        return complain(refused(ErrorCode::InvalidArgument, name));
    m_given << Given {spec, value};
}

void Parser::takeCommand()
{
    if (m_line.operands.isEmpty())
        return complain(refused(ErrorCode::NothingGiven, {}));
    const QByteArray word = m_line.operands.takeFirst();
    m_line.word = encodeBytes(word);
    const CommandSpec* spec = commandSpec(word);
    if (spec != nullptr) {
        m_line.command = spec->command;
        m_line.verb = spec->verb;
        countOperands(*spec);
        if (m_line.operands.contains(QByteArray())) // no name, and not the folder it would be completed to
            complain(refused(ErrorCode::InvalidArgument, "\"\""));
        if (m_line.command == Command::Plan && !m_line.operands.isEmpty())
            takeVerb();
        else if (m_line.verb == Verb::BeginTransaction)
            takeTransaction();
    } else if (isNotYet(word)) {
        m_line.command = Command::NotYet;
    } else {
        complain(refused(ErrorCode::InvalidArgument, word));
    }
}

void Parser::countOperands(const CommandSpec& spec)
{
    if (m_line.operands.size() < spec.fewest)
        complain(refused(ErrorCode::NothingGiven, spec.word.toByteArray()));
    else if (spec.most != anyNumber && m_line.operands.size() > spec.most)
        complain(refused(ErrorCode::InvalidArgument, m_line.operands[spec.most]));
}

void Parser::takeVerb()
{
    const QByteArray word = m_line.operands.takeFirst();
    const CommandSpec* spec = commandSpec(word);
    if (spec != nullptr && spec->command == Command::Release)
        m_line.verb = spec->verb;
    else if (isNotYet(word))
        complain(refused(ErrorCode::NotSupportedHere, word));
    else
        complain(refused(ErrorCode::InvalidArgument, word));
    if (m_line.verb == Verb::BeginTransaction)
        takeTransaction();
}

void Parser::takeTransaction()
{
    const QByteArray word = m_line.operands.isEmpty() ? QByteArray() : m_line.operands.takeFirst();
    if (word == "end")
        m_line.verb = Verb::EndTransaction;
    else if (word != "begin")
        complain(refused(ErrorCode::InvalidArgument, "transaction " + word));
    else if (m_line.operands.isEmpty())
        complain(refused(ErrorCode::NothingGiven, "transaction " + word));
}

} // namespace

bool CommandLine::isOperation() const
{
    return command == Command::Release || command == Command::Attach || command == Command::Mount
        || command == Command::LogIn || command == Command::Undo;
}

std::optional<Error> parseCommandLine(const QList<QByteArray>& arguments, CommandLine& line)
{
    return Parser(arguments, line).parse();
}

int exitCode(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done:
    case Outcome::NothingToDo:
        return 0;
    case Outcome::Failed:
    case Outcome::Unknown:
    case Outcome::OutOfMemory:
        return 1;
    case Outcome::InvalidRequest:
        return 2;
    case Outcome::Partial:
        return 3;
    case Outcome::Busy:
        return 4;
    case Outcome::Denied:
    case Outcome::AuthDismissed:
        return 5;
    case Outcome::NotFound:
    case Outcome::NotAssociated:
        return 6;
    case Outcome::TimedOut:
        return 7;
    case Outcome::Unsupported:
    case Outcome::NoProvider:
    case Outcome::BadImage:
        return 8;
    case Outcome::Deferred:
        return 9;
    case Outcome::Stopped:
    case Outcome::TooLateToStop:
        return 10;
    case Outcome::ServiceUnavailable:
        return 11;
    }
    return 1;
}

} // namespace mooring
