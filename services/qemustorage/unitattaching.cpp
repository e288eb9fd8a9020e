// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unitattaching.h"

#include "unitresources.h"

#include <QJsonDocument>
#include <QUuid>

#include <future>

namespace mooring {

namespace {
constexpr std::chrono::seconds keyringLimit(8); // it may wait for its password, an attach has 10 s
} // namespace

Result<QByteArray> unitSecret(const IscsiUnit& unit, const QJsonObject& arguments, Keyring* keyring)
{
    const QString given = arguments.value(secretArguments)[QLatin1String("chap")].toString();
    if (!given.isEmpty() || unit.user.isEmpty())
        return decodeBytes(given);
    using Found = Result<std::optional<ChapSecrets>>;
    const auto answer = std::make_shared<std::promise<Found>>();
    std::future<Found> future = answer->get_future();
    if (keyring != nullptr)
        keyring->read(unit.target, [answer](const Found& found) { answer->set_value(found); });
    if (keyring == nullptr || future.wait_for(keyringLimit) != std::future_status::ready)
        return fail(errorOf(ErrorCode::KeyringUnavailable, encodeBytes(unit.target)));
    const Found found = future.get();
    if (!found)
        return fail(found.error());
    if (*found && (*found)->own && (*found)->own->user == unit.user)
        return (*found)->own->secret;
    Error missing = errorOf(ErrorCode::SecretMissing, encodeBytes(unit.target));
    missing.domain = ErrorDomain::Dbus; // the keyring has none of
    missing.text = encodeBytes(unit.user);
    return fail(missing);
}

UnitAttaching::UnitAttaching(const QemuTools& tools, QemuRecipe recipe, QByteArray secret,
                             std::stop_token stop, Tell tell)
    : Surfacing(tools, std::move(stop), std::move(tell))
    , m_recipe(std::move(recipe))
    , m_secret(std::move(secret))
{
}

StepResult UnitAttaching::run()
{
    return carryOut(
        {[this] { return claim(); }, [this] { return startStorage(); }, [this] { return openUnit(); },
         [this] { return m_storage->serve(m_recipe.readOnly, patience()); },
         [this] { return mountSurface(m_recipe.readOnly); },
         [this] { return bindDevice(m_recipe.bindArguments(surface())); }, [this] { return finish(); }},
        encodeBytes(m_recipe.unit->url()));
}

// The folder is the claim, as for images.
UnitAttaching::Failure UnitAttaching::claim()
{
    m_record.unit = m_recipe.unit;
    m_record.identity = m_recipe.unit->identity();
    m_record.format = QStringLiteral("raw");
    m_record.driver = QStringLiteral("iscsi");
    m_record.readOnly = m_recipe.readOnly;
    m_record.incarnation = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_record.worker = ProcessMark::own();
    const QByteArray record = QJsonDocument(m_record.data()).toJson(QJsonDocument::Compact);
    const ChildAnswer answer
        = m_tools.child.run({"unit-claim", m_record.identity, m_tools.base, record}, m_stop);
    const QByteArray folder = answer.value("folder");
    auto error = answer.error(m_recipe.unit->url(), folder);
    if (error && error->code == ErrorCode::ImageAlreadyAttached) {
        const auto other = AttachmentFolder(folder).record();
        if (other && !other->device.isEmpty())
            error->subject = encodeBytes(other->device);
    } else if (!error) {
        m_folder.emplace(folder);
    }
    return error;
}

UnitAttaching::Failure UnitAttaching::openUnit()
{
    const auto opened = m_storage->open(*m_recipe.unit, m_secret, m_recipe.readOnly, patience());
    m_secret.fill('\0');
    if (!opened)
        return opened.error();
    m_size = *opened;
    if (m_recipe.size != 0 && m_recipe.size != m_size)
        return errorOf(ErrorCode::ImageChanged, encodeBytes(m_recipe.unit->url()));
    return m_size == 0 ? Failure(errorOf(ErrorCode::ImageEmpty, encodeBytes(m_recipe.unit->url())))
                       : Failure();
}

QList<ResourceId> UnitAttaching::madeOf() const
{
    return UnitResources::idsOf(*m_recipe.unit, m_storageMark.pid);
}

} // namespace mooring
