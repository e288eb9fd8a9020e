// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unitattaching.h"

#include "unitresources.h"

#include <QJsonDocument>
#include <QUuid>

namespace mooring {

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
