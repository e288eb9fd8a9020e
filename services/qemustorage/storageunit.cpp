// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storagedaemon.h"

#include <array>

namespace mooring {
namespace {

const QString kNode = QStringLiteral("disk");
const QString kSecret = QStringLiteral("chap");

QString text(const char* word) { return QString::fromLatin1(word); }

// QEMU hands on what libiscsi says (lib/login.c, lib/socket.c, lib/connect.c of libiscsi 1.19).
struct Said
{
    const char* words;
    ErrorCode code;
};
constexpr std::array said {
    Said {"Authentication fail", ErrorCode::AuthenticationFailed},
    Said {"Authorization fail", ErrorCode::AuthenticationFailed},
    Said {"Target not found", ErrorCode::TargetUnknown},
    Said {"Missing parameter", ErrorCode::SecretMissing}, // what tgtd says when it is asked without CHAP
    Said {"Service unavailable", ErrorCode::TargetUnavailable},
    Said {"Target removed", ErrorCode::TargetUnknown},
    Said {"LOGICAL_UNIT_NOT_SUPPORTED", ErrorCode::NoSuchResource},
    Said {"Unknown protocol 'iscsi'", ErrorCode::CommandMissing},
    Said {"Unknown driver 'iscsi'", ErrorCode::CommandMissing},
    Said {"does not accept value 'iscsi'", ErrorCode::CommandMissing},
    Said {"Failed to log in", ErrorCode::LoginRefused},
    Said {"Failed to connect", ErrorCode::PortalUnreachable},
};

Error unitError(Error error, const IscsiUnit& unit)
{
    error.subject = encodeBytes(unit.url());
    if (error.domain != ErrorDomain::Qmp || error.code != ErrorCode::CommandFailed)
        return error;
    for (const Said& each : said) {
        if (!error.text.contains(QLatin1String(each.words)))
            continue;
        error.code = each.code;
        break;
    }
    if (error.code == ErrorCode::CommandMissing) {
        error.subject = text("qemu-storage-daemon iscsi");
        error.text = text("qemu-block-extra");
    }
    return error;
}

} // namespace

Result<quint64> StorageDaemon::open(const IscsiUnit& unit, const QByteArray& secret, bool readOnly,
                                    const Patience& patience)
{
    QJsonObject node {{text("driver"), text("iscsi")},
                      {text("node-name"), kNode},
                      {text("transport"), text("tcp")},
                      {text("portal"), QString::fromUtf8(unit.portal)},
                      {text("target"), QString::fromUtf8(unit.target)},
                      {text("lun"), static_cast<qint64>(unit.lun)},
                      {text("initiator-name"), QString::fromUtf8(unit.initiator)},
                      {text("read-only"), readOnly},
                      {text("discard"), text("unmap")},
                      {text("cache"), QJsonObject {{text("direct"), true}}}};
    const bool isSecret = !unit.user.isEmpty();
    if (isSecret) {
        // in base64: JSON is text, and a secret need not be
        const QJsonObject object {{text("qom-type"), text("secret")},
                                  {text("id"), kSecret},
                                  {text("format"), text("base64")},
                                  {text("data"), QString::fromLatin1(secret.toBase64())}};
        if (const auto made = m_client.execute(text("object-add"), object, patience); !made)
            return fail(made.error());
        node.insert(text("user"), QString::fromUtf8(unit.user));
        node.insert(text("password-secret"), kSecret);
    }
    const auto added = m_client.execute(text("blockdev-add"), node, patience);
    if (isSecret)
        m_client.execute(text("object-del"), {{text("id"), kSecret}}, patience);
    if (!added)
        return fail(unitError(added.error(), unit));
    const auto nodes = m_client.execute(text("query-named-block-nodes"), {{text("flat"), true}}, patience);
    if (!nodes)
        return fail(nodes.error());
    const QJsonArray list = nodes->toArray();
    const QJsonValue disk = list.at(0);
    if (list.size() != 1 || disk[text("drv")].toString() != text("iscsi"))
        return fail(errorOf(ErrorCode::NotSupportedHere, encodeBytes(unit.url())));
    return static_cast<quint64>(disk[text("image")][text("virtual-size")].toInteger());
}

} // namespace mooring
