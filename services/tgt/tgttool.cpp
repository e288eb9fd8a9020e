// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgttool.h"

namespace mooring::tgt {
namespace {

const char* wordOf(Mode mode)
{
    switch (mode) {
    case Mode::System:
        return "sys";
    case Mode::Target:
        return "target";
    case Mode::Device:
        return "logicalunit";
    case Mode::Portal:
        return "portal";
    case Mode::Driver:
        return "lld";
    case Mode::Session:
        return "session";
    case Mode::Connection:
        return "conn";
    case Mode::Account:
        return "account";
    }
    return "";
}

} // namespace

Tool::Tool(std::shared_ptr<Child> child)
    : m_child(std::move(child))
{
}

QList<QByteArray> Tool::command(const Control& control, const Request& request)
{
    const qsizetype dot = control.socket.lastIndexOf('.');
    QList<QByteArray> command {"env", "TGT_IPC_SOCKET=" + control.socket.left(dot), "tgtadm", "-C",
                               control.socket.mid(dot + 1)};
    if (request.mode != Mode::System)
        command << "--lld"
                << "iscsi";
    command << "-m" << wordOf(request.mode) << "-o" << (request.op == Op::Stats ? "stat" : "show");
    if (request.target >= 0)
        command << "-t" << QByteArray::number(request.target);
    return command;
}

Answer Tool::ask(const Control& control, const Request& request, const std::stop_token& stop) const
{
    Answer answer;
    const auto ran = m_child->run(command(control, request), stop, Child::Options());
    if (ran && ran->exitCode == 0 && ran->signal == 0 && !ran->abandoned)
        answer.response.text = ran->out;
    else
        answer.error = errorOf(ErrorCode::CommandFailed, QStringLiteral("tgtadm"));
    return answer;
}

} // namespace mooring::tgt
