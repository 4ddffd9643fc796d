// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replyfixture.h"

#include <QMap>

namespace lw::test {

using namespace Qt::StringLiterals;

[[nodiscard]] inline QMap<QString, Sample> signInSamples()
{
    return {{u"login"_s,
             {.root = u"two_factor"_s,
              .fields = {{u"method"_s, u"email"_s},
                         {u"challenge"_s, u"0f0e"_s},
                         {u"email_hint"_s, u"a***@pbx.example"_s},
                         {u"expires_in"_s, 300},
                         {u"resend_after"_s, 60}},
              .optional = {u"email_hint"_s, u"resend_after"_s},
              .code = 70601}},
            {u"login/twofactor"_s,
             {.fields = {{u"username"_s, u"admin"_s},
                         {u"role"_s, u"super_admin"_s},
                         {u"auto_logout_time"_s, 15},
                         {u"need_modify_default_pwd"_s, 0},
                         {u"passwordless_enabled"_s, 1},
                         {u"trusted_device_token"_s, u"c0ffee"_s}},
              .optional = {u"trusted_device_token"_s},
              .flags = {u"need_modify_default_pwd"_s, u"passwordless_enabled"_s}}},
            {u"login/twofactor/sendemail"_s,
             {.fields = {{u"email_hint"_s, u"a***@pbx.example"_s},
                         {u"expires_in"_s, 300},
                         {u"resend_after"_s, 60}},
              .optional = {u"email_hint"_s}}}};
}

[[nodiscard]] inline QMap<QString, Sample> ownSamples()
{
    return {{u"twofactor/get"_s,
             {.root = u"two_factor"_s,
              .fields = {{u"enb_two_factor"_s, 1},
                         {u"method"_s, u"email"_s},
                         {u"email_hint"_s, u"a***@pbx.example"_s},
                         {u"mandatory"_s, 0},
                         {u"mail_server_ready"_s, 1}},
              .flags = {u"enb_two_factor"_s, u"mandatory"_s, u"mail_server_ready"_s}}},
            {u"twofactor/checkpassword"_s,
             {.fields = {{u"password_token"_s, u"5b1a"_s}, {u"expires_in"_s, 300}}}},
            {u"twofactor/getsecret"_s,
             {.fields = {{u"secret"_s, u"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"_s},
                         {u"issuer"_s, u"Lab"_s},
                         {u"account"_s, u"admin"_s},
                         {u"algorithm"_s, u"SHA1"_s},
                         {u"digits"_s, 6},
                         {u"period"_s, 30}}}},
            {u"twofactor/sendemail"_s,
             {.fields = {{u"email_hint"_s, u"a***@pbx.example"_s},
                         {u"expires_in"_s, 300},
                         {u"resend_after"_s, 60}},
              .optional = {u"email_hint"_s}}},
            {u"trusteddevice/searchsummary"_s,
             {.fields = {{u"id"_s, 2},
                         {u"name"_s, u"Workstation 7"_s},
                         {u"ip"_s, u"127.0.0.1"_s},
                         {u"added_time"_s, 1'800'000'300},
                         {u"last_used_time"_s, 1'800'000'300},
                         {u"current"_s, 1}},
              .list = u"trusted_device_list"_s,
              .flags = {u"current"_s}}}};
}

[[nodiscard]] inline QJsonObject extensionFields()
{
    return {{u"id"_s, 1},
            {u"number"_s, u"1001"_s},
            {u"caller_id_name"_s, u"Anna Becker"_s},
            {u"email_addr"_s, u"anna@pbx.example"_s},
            {u"role_name"_s, u"Supervisor"_s},
            {u"enb_two_factor"_s, 1},
            {u"two_factor_method"_s, u"email"_s}};
}

[[nodiscard]] inline QMap<QString, Sample> adminSamples()
{
    return {
        {u"securityoption/get"_s,
         {.root = u"security_option"_s,
          .fields = {{u"enb_force_two_factor"_s, 1},
                     {u"enb_passwordless"_s, 0},
                     {u"passwordless_active"_s, 1}},
          .optional = {u"enb_passwordless"_s, u"passwordless_active"_s},
          .flags = {u"enb_force_two_factor"_s, u"enb_passwordless"_s, u"passwordless_active"_s}}},
        {u"webserver/get"_s, {.root = u"web_server"_s, .fields = {{u"auto_logout_time"_s, 15}}}},
        {u"extension/searchsummary"_s,
         {.fields = extensionFields(),
          .list = u"extension_list"_s,
          .flags = {u"enb_two_factor"_s}}},
        {u"extension/get"_s,
         {.root = u"extension"_s, .fields = extensionFields(), .flags = {u"enb_two_factor"_s}}},
        {u"operationlog/searchsummary"_s,
         {.fields = {{u"time"_s, 1'800'000'000},
                     {u"user"_s, u"admin"_s},
                     {u"ip"_s, u"192.0.2.7"_s},
                     {u"module"_s, u"Extension"_s},
                     {u"operation"_s, u"Edit"_s},
                     {u"detail"_s, u"1001"_s}},
          .list = u"operation_log_list"_s}},
        {u"blockedip/searchsummary"_s,
         {.fields = {{u"id"_s, 1},
                     {u"ip"_s, u"192.0.2.7"_s},
                     {u"defence_type"_s, u"Web Login"_s},
                     {u"port"_s, 8088},
                     {u"time"_s, 1'800'000'000},
                     {u"expire_time"_s, 1'800'000'600}},
          .list = u"blocked_ip_list"_s}},
        {u"allowedip/searchsummary"_s,
         {.fields = {{u"id"_s, 1},
                     {u"name"_s, u"Office"_s},
                     {u"address"_s, u"192.0.2.0/24"_s},
                     {u"remark"_s, u""_s}},
          .list = u"allowed_ip_list"_s}}};
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
