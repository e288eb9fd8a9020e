// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qemurecipe.h"
#include "services/core/keyring.h"
#include "surfacing.h"

namespace mooring {

// The secret of the unit's CHAP user: as given, else from the keyring (null: there is none); empty without a
// user. Blocks until the keyring has answered, 8 s at most. Errors: KeyringUnavailable; SecretMissing.
Result<QByteArray> unitSecret(const IscsiUnit& unit, const QJsonObject& arguments, Keyring* keyring);

// One attach, from a logical unit to the block device.
class UnitAttaching final : public Surfacing
{
public:
    // `recipe`: with a unit; with a device, it is put back as it was. The secret is that of its CHAP user.
    UnitAttaching(const QemuTools& tools, QemuRecipe recipe, QByteArray secret, std::stop_token stop,
                  Tell tell);
    StepResult run();

private:
    Failure claim();
    Failure openUnit();
    QList<ResourceId> madeOf() const override;

    QemuRecipe m_recipe;
    QByteArray m_secret;
};

} // namespace mooring
