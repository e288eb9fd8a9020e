// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wording.h"
#include "ui/attachdialog.h"
#include "ui/errorpanel.h"
#include "uitest.h"

#include <QCheckBox>
#include <QPointer>

namespace mooring {

inline ImageReport goodImage(const QByteArray& path, const QString& format = QStringLiteral("raw"))
{
    ImageReport report;
    report.facts = {{Fact::Path, path},
                    {Fact::Size, quint64(64) << 20},
                    {Fact::OnDisk, quint64(12) << 20},
                    {Fact::Format, format},
                    {Fact::FilesystemType, QStringLiteral("ext4")},
                    {Fact::ReadOnly, format == QLatin1String("iso")}};
    report.provider = QStringLiteral("loop");
    if (format == QLatin1String("raw"))
        report.overlayProvider = QStringLiteral("qemustorage");
    return report;
}

// Served by a daemon.
inline ImageReport vhdx(const QByteArray& path, const QString& condition = QStringLiteral("clean"))
{
    ImageReport report = goodImage(path, QStringLiteral("vhdx"));
    report.facts.remove(Fact::FilesystemType);
    report.facts.insert(Fact::Subformat, QStringLiteral("dynamic"));
    report.facts.insert(Fact::Condition, condition);
    report.provider = report.overlayProvider = QStringLiteral("qemustorage");
    return report;
}

// What a test of the dialog stands on: three images that can be attached.
class AttachStage
{
protected:
    OwnSettings m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    QPointer<AttachDialog> m_dialog;

    void open(const QList<QByteArray>& paths)
    {
        m_dialog = new AttachDialog(*m_engine);
        m_dialog->add(paths);
        m_dialog->show();
    }
    std::optional<Error> shownError() { return m_dialog->findChild<ErrorPanel*>()->error(); }
    bool canAttach() { return button(m_dialog, "attach")->isEnabled(); }
    QCheckBox* box(const char* name) { return part<QCheckBox>(m_dialog, name); }
    bool isOffered(const char* name) { return part<QWidget>(m_dialog, name)->isVisibleTo(m_dialog); }
    QString facts()
    {
        QStringList values;
        for (QLabel* value : m_dialog->findChildren<QLabel*>(QStringLiteral("imageFact")))
            if (value->isVisibleTo(m_dialog))
                values.append(value->accessibleName());
        return values.join(QLatin1Char('\n'));
    }
    QJsonObject arguments() { return m_engine->started.constLast().steps.constFirst().arguments; }
    bool argument(const char* name) { return arguments().value(QLatin1String(name)).toBool(); }
    void prepare()
    {
        failOnWarnings();
        m_engine = std::make_unique<FakeEngine>();
        for (const char* path : {"/srv/one.img", "/srv/two.img"})
            m_engine->images.insert(path, goodImage(path));
        m_engine->images.insert("/srv/cd.iso", goodImage("/srv/cd.iso", QStringLiteral("iso")));
        m_engine->lookAgain();
        QTRY_VERIFY(m_engine->hasLooked());
    }
    void takeDown()
    {
        delete m_dialog;
        m_engine.reset();
    }
};

} // namespace mooring
