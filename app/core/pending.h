// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace lw {

/*!
 * The part of Pending<T> that knows no T. Main thread only.
 *
 *   running --settle()--> settled --event loop, then() was called--> answered, deleted
 *      |                     ^
 *      +------abort()--------+   (the answer is Cancelled)
 *
 * Owned by its parent (the transport that made it); deletes itself once it has answered.
 * Destroying it, or the context given to then(), drops the answer silently and stops the work.
 */
class PendingBase : public QObject
{
    Q_OBJECT
public:
    ~PendingBase() override;

    //! Stops the work and answers Cancelled. Does nothing when an answer is already on its way.
    void abort();

protected:
    //! \a stopWork releases what produces the answer; called at most once, when it is not wanted
    //! any more.
    PendingBase(std::function<void()> stopWork, QObject *parent);

    [[nodiscard]] bool isSettled() const { return m_isSettled; }
    void markSettled();
    void bindContext(QObject *context);
    virtual void settleCancelled() = 0;
    virtual void deliver() = 0;

private:
    void scheduleDelivery();
    void deliverNow();
    void stopWork();

    std::function<void()> m_stopWork;
    QPointer<QObject> m_context;
    bool m_isSettled = false;
    bool m_hasContext = false;
};

/*!
 * An answer that is on its way. It is answered exactly once, from the event loop and never from
 * inside the call that made it. The maker calls settle(); the user calls then() once.
 */
template<typename T>
class Pending final : public PendingBase
{
public:
    explicit Pending(QObject *parent, std::function<void()> stopWork = {})
        : PendingBase(std::move(stopWork), parent)
    {}

    //! \a handler is called with a Result<T> by value unless \a context dies first. It may destroy
    //! anything.
    template<typename Handler>
    void then(QObject *context, Handler &&handler)
    {
        m_handler =
            std::make_unique<HandlerOf<std::decay_t<Handler>>>(std::forward<Handler>(handler));
        bindContext(context);
    }

    //! The answer. Only the first one counts.
    void settle(Result<T> result)
    {
        if (isSettled())
            return;
        m_result = std::make_unique<Result<T>>(std::move(result));
        markSettled();
    }

private:
    // std::function wants copyable lambdas, and handlers own secrets.
    struct AnyHandler
    {
        virtual ~AnyHandler() = default;
        virtual void call(Result<T> result) = 0;
    };
    template<typename F>
    struct HandlerOf final : AnyHandler
    {
        template<typename G>
        explicit HandlerOf(G &&function) : m_function(std::forward<G>(function))
        {}
        void call(Result<T> result) override { m_function(std::move(result)); }
        F m_function;
    };

    void settleCancelled() override
    {
        settle(Failure(ApiError{.kind = ApiError::Kind::Cancelled}));
    }
    void deliver() override
    {
        const auto handler = std::move(m_handler);
        const auto result = std::move(m_result);
        handler->call(std::move(*result));
    }

    std::unique_ptr<AnyHandler> m_handler;
    std::unique_ptr<Result<T>> m_result;
};

//! A pending T made from a pending U: \a convert turns Result<U> into Result<T>. Aborting it aborts
//! \a source.
template<typename T, typename U, typename Convert>
[[nodiscard]] Pending<T> *transformed(Pending<U> *source, Convert convert)
{
    const QPointer<QObject> guard(source);
    auto *target = new Pending<T>(source->parent(), [guard] { delete guard.data(); });
    source->then(target, [target, convert = std::move(convert)](Result<U> result) mutable {
        target->settle(convert(std::move(result)));
    });
    return target;
}

} // namespace lw
