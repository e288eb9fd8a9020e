// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <functional>

class QWidget;

namespace mooring {

// Lets a person choose image files; `chosen` is not called when none is.
void chooseImages(QWidget* parent, std::function<void(const QList<QByteArray>&)> chosen);

} // namespace mooring
