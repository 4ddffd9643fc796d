// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inflightlimit.h"
#include "lane.h"
#include "replyreader.h"
#include "requestqueue.h"

#include <core/clock.h>
#include <core/clockskew.h>

#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QObject>
#include <QTimer>

namespace lw {

class BodyDevice;

/*!
 * One request on its way: sends it, judges the certificate before any of it leaves, watches the
 * time and the size, repeats a GET once, and answers. Owned by the transport, on the main thread;
 * its lane outlives its work. The time-out is one for both attempts. Destroying it stops the work
 * without an answer.
 *
 *   start() -> attempt -> finished, answer whole -------------------------> settle
 *                 ^          |- connection lost, GET, first time --+
 *                 +------------------------------------------------+
 *                            |- given up (time, size, certificate) or failed -> settle
 */
class Exchange final : public QObject
{
    Q_OBJECT
public:
    Exchange(QueuedRequest job, InFlightLimit::Slot slot, Lane &lane, const Clock &clock,
             QObject *parent);
    ~Exchange() override;

    void start();
    //! Answers \a error and stops.
    void stop(ApiError error);
    //! Stops without an answer: nobody waits for it any more.
    void abandon();

    //! Whether a whole answer came, after which the connection is as good as before.
    [[nodiscard]] bool isAnswered() const { return m_isAnswered; }

signals:
    void certificateAccepted(const lw::CertificateFacts &facts);
    void skewMeasured(const lw::ClockSkew &skew);
    void finished(); //!< answered; the slot is given back

private:
    void attempt();
    [[nodiscard]] QNetworkRequest networkRequest(const BodyDevice &body) const;
    void watch();
    void onEncrypted();
    void onSslErrors(const QList<QSslError> &errors);
    void onHeaders();
    void onData();
    void onFinished();
    [[nodiscard]] Reach reach() const;
    [[nodiscard]] ReplyFailure failure() const;
    void giveUp(ApiError error);
    void giveUpTooLarge();
    void settle(Result<HttpResponse> result);
    void releaseReply();

    QueuedRequest m_job;
    std::optional<InFlightLimit::Slot> m_slot;
    Lane &m_lane;
    const Clock &m_clock;
    const QByteArray m_requestId;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QDateTime m_sentAt;
    QNetworkReply *m_reply = nullptr; //!< owned by the manager; let go by releaseReply()
    BodyDevice *m_body = nullptr;     //!< owned by the reply
    ReplyReader m_reader;
    std::optional<ApiError> m_verdict; //!< why we gave up
    QList<QSslError> m_tlsErrors;
    int m_attempts = 0;
    bool m_isAnswered = false;
    bool m_isEncrypted = false; //!< this attempt made a connection and may have used it
};

} // namespace lw
