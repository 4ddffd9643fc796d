// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychain.h"

#include <openssl/crypto.h>

#include <QByteArray>
#ifdef LINEWARDEN_KEYCHAIN
#include <qt6keychain/keychain.h>
#else
#include <QTimer>
#endif

#include <utility>

namespace lw {

namespace {

#ifdef LINEWARDEN_KEYCHAIN

KeychainAnswer::Result resultOf(QKeychain::Error error)
{
    using Result = KeychainAnswer::Result;
    switch (error) {
    case QKeychain::NoError:
        return Result::Done;
    case QKeychain::EntryNotFound:
        return Result::NotFound;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return Result::Denied;
    // Without a service Linux answers OtherError, so there is nothing finer to tell.
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return Result::NoService;
}

//! Wipes the buffer that \a bytes shares with the job, which keeps no other way to do it.
void wipeShared(const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        OPENSSL_cleanse(const_cast<char *>(bytes.constData()),
                        static_cast<std::size_t>(bytes.size()));
}

/*! QtKeychain; its jobs delete themselves. */
class SystemKeychain final : public Keychain
{
public:
    explicit SystemKeychain(QString service) : m_service(std::move(service)) {}

    void read(const QString &key, QObject *context, Answer answer) override
    {
        auto *job = new QKeychain::ReadPasswordJob(m_service);
        run(job, key, context, [job, answer = std::move(answer)](KeychainAnswer given) {
            const QByteArray bytes = job->binaryData();
            given.value = Secret{QByteArrayView(bytes)};
            wipeShared(bytes);
            answer(std::move(given));
        });
    }

    void write(const QString &key, const Secret &value, QObject *context, Answer answer) override
    {
        auto *job = new QKeychain::WritePasswordJob(m_service);
        const QByteArray bytes = value.view().toByteArray();
        job->setBinaryData(bytes);
        QObject::connect(job, &QObject::destroyed, job, [bytes] { wipeShared(bytes); });
        run(job, key, context, std::move(answer));
    }

    void remove(const QString &key, QObject *context, Answer answer) override
    {
        run(new QKeychain::DeletePasswordJob(m_service), key, context, std::move(answer));
    }

private:
    static void run(QKeychain::Job *job, const QString &key, QObject *context, Answer answer)
    {
        job->setKey(key);
        QObject::connect(
            job, &QKeychain::Job::finished, context,
            [answer = std::move(answer)](QKeychain::Job *finished) {
                answer({.result = resultOf(finished->error()), .detail = finished->errorString()});
            });
        job->start();
    }

    QString m_service;
};

#else

/*! What a program has that was built without QtKeychain. */
class NoKeychain final : public Keychain
{
public:
    void read(const QString &, QObject *context, Answer answer) override
    {
        refuse(context, answer);
    }
    void write(const QString &, const Secret &, QObject *context, Answer answer) override
    {
        refuse(context, answer);
    }
    void remove(const QString &, QObject *context, Answer answer) override
    {
        refuse(context, answer);
    }

private:
    static void refuse(QObject *context, const Answer &answer)
    {
        QTimer::singleShot(0, context, [answer] {
            answer({.result = KeychainAnswer::Result::NoService,
                    .detail = QStringLiteral("built without QtKeychain")});
        });
    }
};

#endif

} // namespace

std::unique_ptr<Keychain> systemKeychain(const QString &service)
{
#ifdef LINEWARDEN_KEYCHAIN
    return std::make_unique<SystemKeychain>(service);
#else
    Q_UNUSED(service)
    return std::make_unique<NoKeychain>();
#endif
}

} // namespace lw
