// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replyfixture.h"

#include <QMap>

namespace lw::test {

[[nodiscard]] inline QMap<QString, Sample> signInSamples()
{
    return {{QStringLiteral("login"),
             {.root = QStringLiteral("two_factor"),
              .fields = {{QStringLiteral("method"), QStringLiteral("email")},
                         {QStringLiteral("challenge"), QStringLiteral("0f0e")},
                         {QStringLiteral("email_hint"), QStringLiteral("a***@pbx.example")},
                         {QStringLiteral("expires_in"), 300},
                         {QStringLiteral("resend_after"), 60}},
              .optional = {QStringLiteral("email_hint"), QStringLiteral("resend_after")},
              .code = 70601}},
            {QStringLiteral("login/twofactor"),
             {.fields = {{QStringLiteral("username"), QStringLiteral("admin")},
                         {QStringLiteral("role"), QStringLiteral("super_admin")},
                         {QStringLiteral("auto_logout_time"), 15},
                         {QStringLiteral("need_modify_default_pwd"), 0},
                         {QStringLiteral("passwordless_enabled"), 1},
                         {QStringLiteral("trusted_device_token"), QStringLiteral("c0ffee")}},
              .optional = {QStringLiteral("trusted_device_token")},
              .flags = {QStringLiteral("need_modify_default_pwd"),
                        QStringLiteral("passwordless_enabled")}}},
            {QStringLiteral("login/twofactor/sendemail"),
             {.fields = {{QStringLiteral("email_hint"), QStringLiteral("a***@pbx.example")},
                         {QStringLiteral("expires_in"), 300},
                         {QStringLiteral("resend_after"), 60}},
              .optional = {QStringLiteral("email_hint")}}}};
}

[[nodiscard]] inline QMap<QString, Sample> ownSamples()
{
    return {
        {QStringLiteral("twofactor/get"),
         {.root = QStringLiteral("two_factor"),
          .fields = {{QStringLiteral("enb_two_factor"), 1},
                     {QStringLiteral("method"), QStringLiteral("email")},
                     {QStringLiteral("email_hint"), QStringLiteral("a***@pbx.example")},
                     {QStringLiteral("mandatory"), 0},
                     {QStringLiteral("mail_server_ready"), 1}},
          .flags = {QStringLiteral("enb_two_factor"), QStringLiteral("mandatory"),
                    QStringLiteral("mail_server_ready")}}},
        {QStringLiteral("twofactor/checkpassword"),
         {.fields = {{QStringLiteral("password_token"), QStringLiteral("5b1a")},
                     {QStringLiteral("expires_in"), 300}}}},
        {QStringLiteral("twofactor/getsecret"),
         {.fields = {{QStringLiteral("secret"), QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")},
                     {QStringLiteral("issuer"), QStringLiteral("Lab")},
                     {QStringLiteral("account"), QStringLiteral("admin")},
                     {QStringLiteral("algorithm"), QStringLiteral("SHA1")},
                     {QStringLiteral("digits"), 6},
                     {QStringLiteral("period"), 30}}}},
        {QStringLiteral("twofactor/sendemail"),
         {.fields = {{QStringLiteral("email_hint"), QStringLiteral("a***@pbx.example")},
                     {QStringLiteral("expires_in"), 300},
                     {QStringLiteral("resend_after"), 60}},
          .optional = {QStringLiteral("email_hint")}}},
        {QStringLiteral("trusteddevice/searchsummary"),
         {.fields = {{QStringLiteral("id"), 2},
                     {QStringLiteral("name"), QStringLiteral("Workstation 7")},
                     {QStringLiteral("ip"), QStringLiteral("127.0.0.1")},
                     {QStringLiteral("added_time"), 1'800'000'300},
                     {QStringLiteral("last_used_time"), 1'800'000'300},
                     {QStringLiteral("current"), 1}},
          .list = QStringLiteral("trusted_device_list"),
          .flags = {QStringLiteral("current")}}}};
}

[[nodiscard]] inline QJsonObject extensionFields()
{
    return {{QStringLiteral("id"), 1},
            {QStringLiteral("number"), QStringLiteral("1001")},
            {QStringLiteral("caller_id_name"), QStringLiteral("Anna Becker")},
            {QStringLiteral("email_addr"), QStringLiteral("anna@pbx.example")},
            {QStringLiteral("role_name"), QStringLiteral("Supervisor")},
            {QStringLiteral("enb_two_factor"), 1},
            {QStringLiteral("two_factor_method"), QStringLiteral("email")}};
}

[[nodiscard]] inline QMap<QString, Sample> adminSamples()
{
    return {
        {QStringLiteral("securityoption/get"),
         {.root = QStringLiteral("security_option"),
          .fields = {{QStringLiteral("enb_force_two_factor"), 1},
                     {QStringLiteral("enb_passwordless"), 0},
                     {QStringLiteral("passwordless_active"), 1}},
          .optional = {QStringLiteral("enb_passwordless"), QStringLiteral("passwordless_active")},
          .flags = {QStringLiteral("enb_force_two_factor"), QStringLiteral("enb_passwordless"),
                    QStringLiteral("passwordless_active")}}},
        {QStringLiteral("webserver/get"),
         {.root = QStringLiteral("web_server"),
          .fields = {{QStringLiteral("auto_logout_time"), 15}}}},
        {QStringLiteral("extension/searchsummary"),
         {.fields = extensionFields(),
          .list = QStringLiteral("extension_list"),
          .flags = {QStringLiteral("enb_two_factor")}}},
        {QStringLiteral("extension/get"),
         {.root = QStringLiteral("extension"),
          .fields = extensionFields(),
          .flags = {QStringLiteral("enb_two_factor")}}},
        {QStringLiteral("operationlog/searchsummary"),
         {.fields = {{QStringLiteral("time"), 1'800'000'000},
                     {QStringLiteral("user"), QStringLiteral("admin")},
                     {QStringLiteral("ip"), QStringLiteral("192.0.2.7")},
                     {QStringLiteral("module"), QStringLiteral("Extension")},
                     {QStringLiteral("operation"), QStringLiteral("Edit")},
                     {QStringLiteral("detail"), QStringLiteral("1001")}},
          .list = QStringLiteral("operation_log_list")}},
        {QStringLiteral("blockedip/searchsummary"),
         {.fields = {{QStringLiteral("id"), 1},
                     {QStringLiteral("ip"), QStringLiteral("192.0.2.7")},
                     {QStringLiteral("defence_type"), QStringLiteral("Web Login")},
                     {QStringLiteral("port"), 8088},
                     {QStringLiteral("time"), 1'800'000'000},
                     {QStringLiteral("expire_time"), 1'800'000'600}},
          .list = QStringLiteral("blocked_ip_list")}},
        {QStringLiteral("allowedip/searchsummary"),
         {.fields = {{QStringLiteral("id"), 1},
                     {QStringLiteral("name"), QStringLiteral("Office")},
                     {QStringLiteral("address"), QStringLiteral("192.0.2.0/24")},
                     {QStringLiteral("remark"), QStringLiteral("")}},
          .list = QStringLiteral("allowed_ip_list")}}};
}

//! A good answer of every call about accounts, by its name.
[[nodiscard]] inline QMap<QString, Sample> samples()
{
    QMap<QString, Sample> all = signInSamples();
    all.insert(ownSamples());
    all.insert(adminSamples());
    return all;
}

} // namespace lw::test
