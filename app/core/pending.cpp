// SPDX-License-Identifier: GPL-3.0-or-later
#include "pending.h"

#include <QMetaObject>

namespace lw {

PendingBase::PendingBase(std::function<void()> stopWork, QObject *parent)
    : QObject(parent), m_stopWork(std::move(stopWork))
{}

PendingBase::~PendingBase()
{
    if (!m_isSettled)
        stopWork();
}

void PendingBase::abort()
{
    if (m_isSettled)
        return;
    stopWork();
    settleCancelled();
}

void PendingBase::markSettled()
{
    m_isSettled = true;
    m_stopWork = {};
    if (m_hasContext)
        scheduleDelivery();
}

void PendingBase::bindContext(QObject *context)
{
    Q_ASSERT_X(context && !m_hasContext, "Pending::then", "one context, once");
    m_context = context;
    m_hasContext = true;
    // Queued, so that a context which dies while its own signal is being handled is no special
    // case.
    connect(context, &QObject::destroyed, this, &QObject::deleteLater, Qt::QueuedConnection);
    if (m_isSettled)
        scheduleDelivery();
}

void PendingBase::scheduleDelivery()
{
    QMetaObject::invokeMethod(this, &PendingBase::deliverNow, Qt::QueuedConnection);
}

void PendingBase::deliverNow()
{
    // The handler may delete this object (or its parent), so nothing of it is touched afterwards.
    const QPointer<PendingBase> self(this);
    if (m_context)
        deliver();
    if (self)
        deleteLater();
}

void PendingBase::stopWork()
{
    if (const auto stop = std::exchange(m_stopWork, {}))
        stop();
}

} // namespace lw
