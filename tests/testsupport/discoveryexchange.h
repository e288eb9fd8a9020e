// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsipeer.h"
#include "services/libiscsi/sendtargets.h"

// A discovery played against a script of what a target says.
namespace mooring::peer {

using iscsi::ChapCredentials;
using iscsi::LoginOptions;
using iscsi::SendTargets;
using iscsi::SendTargetsLimits;

inline constexpr int secured = 0x81, operational = 0x87; // T, CSG, NSG: RFC 7143, 11.13
inline constexpr quint32 noTag = 0xffffffff;

inline const QByteArray twoTargets = keys("TargetName=iqn.2026-11.lab:t1 TargetAddress=10.0.0.1:3260,1 "
                                          "TargetAddress=[fe80::1]:3260,2 TargetName=iqn.2026-11.lab:t2");

inline LoginOptions plain()
{
    LoginOptions options;
    options.initiatorName = "iqn.2026-11.lab:host";
    options.isid = {'\x80', 1, 2, 3, 4, 5};
    options.subject = QStringLiteral("10.0.0.1:3260");
    return options;
}

inline LoginOptions withChap(bool mutual = false)
{
    LoginOptions options = plain();
    options.chap = ChapCredentials {"initiator", "a-secret-of-16-b"};
    if (mutual) {
        options.mutualChap = ChapCredentials {"target", "the-targets-secret"};
        options.challenge = {200, QByteArray::fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf")};
    }
    return options;
}

// What a target says in turn: each line answers what was sent before it.
using Script = QList<QByteArray>;

inline Script wholeExchange()
{
    return {loginResponse(secured, keys("AuthMethod=None TargetPortalGroupTag=1")),
            loginResponse(operational, keys("HeaderDigest=None DataDigest=None")),
            textResponse(0x80, noTag, twoTargets), logoutResponse()};
}

inline Script chapExchange(const char* proof)
{
    return {loginResponse(0, keys("AuthMethod=CHAP")),
            loginResponse(0, keys("CHAP_A=5 CHAP_I=42 CHAP_C=0x000102030405060708090a0b0c0d0e0f")),
            loginResponse(secured, keys(proof)),
            loginResponse(operational),
            textResponse(0x80, noTag, twoTargets),
            logoutResponse()};
}

// Plays a script; keeps all requests.
struct Exchange
{
    explicit Exchange(const Script& script, const LoginOptions& options = plain(),
                      SendTargetsLimits limits = {})
        : discovery(options, limits)
    {
        requests += peer::requests(discovery.output());
        for (const QByteArray& line : script) {
            discovery.input(line);
            requests += peer::requests(discovery.output());
        }
    }
    SendTargets discovery;
    QList<Request> requests;
};

inline QByteArray summary(const SendTargets& discovery)
{
    QByteArray text = QByteArray::number(int(discovery.state())) + ' '
        + QByteArray::number(int(discovery.error().code)) + ' ' + discovery.error().text.toUtf8();
    for (const iscsi::FoundTarget& target : discovery.targets()) {
        text += '\n' + target.name;
        for (const iscsi::Portal& portal : target.portals)
            text += ' ' + portalText(portal) + ',' + QByteArray::number(portal.group.value_or(0));
    }
    return text;
}

} // namespace mooring::peer
