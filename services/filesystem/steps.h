// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemoptions.h"
#include "services/core/plan.h"
#include "services/core/provider.h"

namespace mooring {

struct MountEntry;

// Carries out single steps: each does one thing and answers what the system said. What comes of it is for a
// look to judge.
class FilesystemSteps
{
public:
    using ProgressSink = std::function<void(Progress)>;
    FilesystemSteps(const FilesystemOptions& options, std::stop_token stop, ProgressSink progress)
        : m_options(options)
        , m_stop(std::move(stop))
        , m_progress(std::move(progress))
    {
    }
    StepResult run(const Step& step) const;

private:
    StepResult unmount(const Step& step) const;
    StepResult unmountLazily(const Step& step, const MountEntry& entry) const;
    StepResult swapOff(const Step& step) const;
    StepResult mount(const Step& step) const;
    Result<QList<QByteArray>> mountArguments(const QJsonObject& data, const QByteArray& source,
                                             const QByteArray& target) const;
    bool isReadOnly(const QByteArray& device) const;
    StepResult swapOn(const Step& step) const;
    StepResult hold(const Step& step) const;
    StepResult changeUnit(const QJsonObject& recipe, bool start) const;

    // What a verb of mooring-child wrote.
    Result<QByteArray> child(QList<QByteArray> arguments, const QString& subject,
                             const Child::Options& options = {}) const;
    // "TYPE/UUID" of what is on a device or in a swap file; empty when it cannot be told.
    QByteArray identify(const QByteArray& path, const QByteArray& expectedType = {}) const;
    std::optional<Error> checkIdentity(const QJsonObject& data, const QByteArray& path) const;
    std::optional<Error> checkDevice(const Step& step, const QByteArray& recordedPath,
                                     const QByteArray& source) const;
    static QJsonObject recipeWithIdentity(const Step& step, const QByteArray& told);
    Child::Options watchingWriteback(const QByteArray& device) const;
    Child::Options watchingSwap(const QByteArray& path, quint64 before) const;

    const FilesystemOptions& m_options;
    std::stop_token m_stop;
    ProgressSink m_progress;
};

} // namespace mooring
