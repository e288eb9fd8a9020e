// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QFrame>

class QPlainTextEdit;
class QToolButton;

namespace mooring {

class TextLabel;

// One error as a person needs it: what happened, what it means for the data, what to do next; the backend's
// own words folded below; all of it can be copied.
class ErrorPanel final : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorPanel(QWidget* parent = nullptr);

    void setError(const Error& error);
    void clear(); // hides it
    std::optional<Error> error() const { return m_error; }
    QString text() const; // what Copy copies

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::optional<Error> m_error;
    TextLabel* m_what;
    TextLabel* m_data;
    TextLabel* m_next;
    QToolButton* m_details;
    QToolButton* m_copy;
    QPlainTextEdit* m_raw;
};

} // namespace mooring
