// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace mooring {

// A dialog that is as high as its texts are at its width: a layout alone would leave room for them in
// narrower lines.
class FittingDialog : public QDialog
{
    Q_OBJECT
public:
    using QDialog::QDialog;

protected:
    void fit();
    bool event(QEvent* event) override;
};

} // namespace mooring
