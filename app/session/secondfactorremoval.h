// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"

#include <core/extension.h>
#include <core/result.h>

#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace lw {

class PbxSession;

/*!
 * Switches the second factor of extensions off, one after the other, with a result for each. What
 * was done is written to the log of deeds with the reason. Main thread; owned by whoever shows it;
 * destroying it leaves the rest undone.
 */
class SecondFactorRemoval final : public QObject
{
    Q_OBJECT
public:
    struct Row
    {
        Extension extension;
        ChangeOutcome outcome = ChangeOutcome::None;
        //! Absent with NotDone: no answer came, and reading showed that nothing had changed.
        std::optional<ApiError> error;
    };

    SecondFactorRemoval(PbxSession &session, const QList<Extension> &extensions, QString reason,
                        QObject *parent = nullptr);
    ~SecondFactorRemoval() override;

    void start();
    //! What is not sent yet stays undone; finished() follows, after the answer to what was sent.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] int count(ChangeOutcome outcome) const;

signals:
    //! A row has its outcome.
    void rowFinished(int row);
    void finished();

private:
    void next();
    void readBack();
    void finishRow(ChangeOutcome outcome, std::optional<ApiError> error = {});
    void finish();
    void followSession();

    PbxSession &m_session;
    std::unique_ptr<QObject> m_calls; //!< context of running requests; replaced to drop them
    QString m_reason;
    QList<Row> m_rows;
    qsizetype m_current = 0;
    bool m_isRunning = false;
    bool m_isSent = false; //!< the current row waits for an answer
    bool m_isCancelled = false;
};

} // namespace lw
