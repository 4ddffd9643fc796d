#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl against the Central Management in othercentral.py.
Usage: tst_othercentral.py LINEWARDENCTL"""
import json
import os
import sys
import unittest

from centralsite import CLIENT_ID, SECRET, Site

CTL = None


def site(*behaviour, **options):
    return Site(CTL, *behaviour, **options)


class ReadTest(unittest.TestCase):
    def test_add_list_and_show_without_a_secret_contact_nobody(self):
        with site() as hq:
            code, answer, _ = hq.ctl("central", "list")
            self.assertEqual(code, 0)
            self.assertEqual([c["name"] for c in answer["centrals"]], ["hq"])
            code, answer, _ = hq.ctl("central", "show", "hq")
            self.assertEqual((code, answer["client_id"]), (0, CLIENT_ID))
            self.assertEqual(hq.central.calls(), [])
            self.assertEqual(hq.ctl("central", "devices", "hq")[0], 2)

    def test_show_tells_the_subscription_in_the_platforms_names(self):
        with site(clock_offset=-7200) as hq:
            code, answer, _ = hq.ask("show", "hq")
            self.assertEqual(code, 0)
            self.assertEqual(answer["connections"], {"used": 3, "capacity": 500})
            self.assertEqual(answer["remoteManagementPremiumAccount"]["status"], "Trial")
            self.assertNotIn("expirationTime", answer["remoteManagementAccount"])

    def test_all_pages_are_printed_by_the_servers_own_measure(self):
        with site(devices=40, page_cap=7) as hq:
            code, answer, _ = hq.ask("devices", "hq")
            self.assertEqual((code, answer["total"]), (0, 40))
            self.assertEqual(sorted(d["deviceId"] for d in answer["list"]), list(range(1, 41)))
            self.assertEqual(answer["list"][1]["status"], "Connected")
            self.assertEqual(len(hq.central.calls("GET v1/remote_devices")), 6)

    def test_search_finds_what_needs_encoding(self):
        with site() as hq:
            hq.ask("device-add", "hq", "A & B +1")
            code, answer, _ = hq.ask("devices", "hq", "--search", "a & b +1")
            self.assertEqual(code, 0)
            self.assertEqual([d["deviceName"] for d in answer["list"]], ["A & B +1"])

    def test_users_without_optional_fields(self):
        with site(page_cap=2) as hq:
            code, answer, _ = hq.ask("users", "hq")
            self.assertEqual((code, len(answer["list"])), (0, 3))
            self.assertNotIn("phone", answer["list"][0])
            self.assertEqual(answer["list"][1]["lastName"], "Ünal")

    def test_the_token_is_revoked_in_the_end(self):
        with site() as hq:
            hq.ask("users", "hq")
            self.assertEqual(hq.central.calls()[-1]["call"], "DELETE oauth/token/refresh_token")


class ChangeTest(unittest.TestCase):
    def test_device_is_added_linked_and_removed(self):
        with site() as hq:
            code, added, _ = hq.ask("device-add", "hq", "New", "--group", "G", "--comment", "C",
                                    "--passwordless", "on")
            self.assertEqual((code, added["deviceId"]), (0, 4))
            self.assertEqual(len(added["authenticationCode"]), 16)
            body = json.loads(hq.central.calls("POST v1/remote_devices")[0]["body"])
            self.assertEqual(body, {"deviceName": "New", "group": "G", "comment": "C",
                                    "passwordlessLogin": "Enabled",
                                    "provisioningViaTemplate": "Disabled"})
            code, link, _ = hq.ask("link", "hq", "4", "--mode", "account")
            self.assertEqual((code, link["url"]), (0, "https://pbx.example/signin?ticket=T4"))
            code, answer, _ = hq.ask("link", "hq", "4", "--mode", "passwordless")
            self.assertEqual((code, answer["error"]["kind"]), (1, "Forbidden"))
            self.assertEqual(answer["error"]["requestId"], "e" * 32)
            self.assertEqual(hq.ask("device-remove", "hq", "4")[0], 0)
            code, answer, _ = hq.ask("device-remove", "hq", "4")
            self.assertEqual((code, answer["error"]["kind"]), (1, "NotFound"))
            self.assertIn("management server", answer["error"]["message"])
            self.assertNotIn("PBX", answer["error"]["message"])

    def test_user_and_cloud(self):
        with site() as hq:
            code, answer, _ = hq.ask("user-disable-2fa", "hq", "101", "--reason", "lost phone")
            self.assertEqual((code, answer["twoFactorAuthenticationEnable"]), (0, "disable"))
            code, answer, _ = hq.ask("cloud-passwordless", "hq", "7", "on")
            self.assertEqual((code, answer["upgradeInPbx"]), (0, "Enabled"))
            # The platform did not tell these two, and the update has to.
            self.assertEqual(answer["im"], "Enabled")
            self.assertEqual(answer["allowSuperiorPasswordlessLogin"], "Disabled")
            _, answer, _ = hq.ask("cloud", "hq")
            self.assertEqual(answer["list"][0]["passwordlessLogin"], "Enabled")
            self.assertEqual(answer["list"][0]["allowSuperiorPasswordlessLogin"], "Disabled")
            self.assertEqual(hq.ask("cloud-passwordless", "hq", "8", "on")[0], 1)

    def test_ids_that_are_texts_go_back_as_texts(self):
        with site("text-ids") as hq:
            self.assertEqual(hq.ask("device-remove", "hq", "2")[0], 0)
            body = json.loads(hq.central.calls("DELETE v1/remote_devices")[0]["body"])
            self.assertEqual(body, {"deviceIds": ["2"]})

    def test_change_without_an_answer_is_read_back(self):
        device, user = "DELETE v1/remote_devices", "PUT v1/users/101"
        off = ("user-disable-2fa", "hq", "101", "--reason")
        for behaviour, command, end in (
                (f"mute-after:{device}", ("device-remove", "hq", "2"), (0, None)),
                (f"mute-before:{device}", ("device-remove", "hq", "2"), (8, "NotSaved")),
                (f"mute-after:{user}", (*off, "lost phone"), (0, None)),
                (f"mute-before:{user}", (*off, "lost phone"), (8, "NotSaved")),
                ("mute-after:POST v1/remote_devices", ("device-add", "hq", "x"),
                 (8, "UnknownOutcome"))):
            with site(behaviour) as hq:
                code, answer, _ = hq.ask(*command)
                self.assertEqual((code, answer.get("error", {}).get("kind")), end, behaviour)
                sent = [c for c in hq.central.calls() if c["call"] == behaviour.split(":", 1)[1]]
                self.assertLessEqual(len(sent), 1)

    def test_platform_without_device_calls(self):
        for shape in ("ycm", "workplace", "partner", "ymp", "nested"):
            with site("no-devices", shape=shape) as hq:
                for command in (("devices", "hq"), ("device-add", "hq", "x"),
                                ("device-remove", "hq", "1"),
                                ("link", "hq", "1", "--mode", "account")):
                    code, answer, _ = hq.ask(*command)
                    self.assertEqual((code, answer["error"]["kind"]), (7, "Unsupported"), command)


class TokenTest(unittest.TestCase):
    def test_wrong_secret_in_all_shapes_is_tried_once(self):
        for shape in ("ycm", "workplace", "partner", "ymp", "nested"):
            with site(shape=shape) as hq:
                code, answer, _ = hq.ask("users", "hq", secret="wrong")
                self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"), shape)
                self.assertEqual(len(hq.central.calls()), 1)

    def test_token_that_the_platform_forgot_is_refreshed_once_in_all_shapes(self):
        for shape in ("ycm", "workplace", "partner", "ymp", "nested"):
            with site("forget:GET v2/users", shape=shape) as hq:
                self.assertEqual(hq.ask("users", "hq")[0], 0, shape)
                grants = [c["body"].split("&")[0] for c in hq.central.calls("POST oauth/token")]
                self.assertEqual(grants, ["grant_type=client_credentials",
                                          "grant_type=refresh_token"])

    def test_refused_refresh_token_falls_back_on_the_secret_once(self):
        with site("forget:GET v2/users", "dies-with-token") as hq:
            self.assertEqual(hq.ask("users", "hq")[0], 0)
            self.assertEqual(len(hq.central.calls("POST oauth/token")), 3)

    def test_change_under_an_expired_token_is_sent_once_more(self):
        with site("forget:POST v1/remote_devices") as hq:
            self.assertEqual(hq.ask("device-add", "hq", "x")[0], 0)
            self.assertEqual(len(hq.central.calls("POST v1/remote_devices")), 2)

    def test_tokens_that_end_while_reading_rotate(self):
        with site("short-tokens", "limit:GET v1/remote_devices:3", devices=9, page_cap=2) as hq:
            code, answer, _ = hq.ask("devices", "hq")
            self.assertEqual((code, answer["total"]), (0, 9))


class LimitTest(unittest.TestCase):
    def gaps(self, hq, call):
        at = [c["at"] for c in hq.central.calls(call)]
        return [later - earlier for earlier, later in zip(at, at[1:])]

    def test_retry_after_is_obeyed_and_said(self):
        with site("limit:GET v2/users:2") as hq:
            code, _, err = hq.ask("users", "hq")
            self.assertEqual(code, 0)
            self.assertGreaterEqual(self.gaps(hq, "GET v2/users")[0], 2)
            self.assertIn("wait", err)

    def test_without_retry_after_it_waits_all_the_same(self):
        with site("limit:GET v2/users:bare") as hq:
            self.assertEqual(hq.ask("users", "hq")[0], 0)
            self.assertGreaterEqual(self.gaps(hq, "GET v2/users")[0], 0.4)

    def test_change_is_sent_once_more_and_not_again(self):
        with site("always-limit:POST v1/remote_devices:1") as hq:
            code, answer, _ = hq.ask("device-add", "hq", "x")
            self.assertEqual((code, answer["error"]["kind"]), (1, "RateLimited"))
            self.assertEqual(len(hq.central.calls("POST v1/remote_devices")), 2)

    def test_a_wait_over_a_minute_is_told_instead(self):
        with site("always-limit:GET v2/users:61") as hq:
            code, answer, _ = hq.ask("users", "hq")
            self.assertEqual((code, answer["error"]["kind"]), (1, "RateLimited"))
            self.assertEqual(len(hq.central.calls("GET v2/users")), 1)

    def test_token_request_waits_too(self):
        with site("limit:client_credentials:1") as hq:
            self.assertEqual(hq.ask("users", "hq")[0], 0)


class TrustTest(unittest.TestCase):
    def test_unknown_certificate_is_shown_and_nothing_sent(self):
        with site() as hq:
            hq.ctl("central", "add", "other", "--url", hq.central.url(), "--client-id", CLIENT_ID)
            code, answer, _ = hq.ctl("central", "users", "other",
                                     secrets={"client_secret": SECRET})
            self.assertEqual((code, answer["error"]["kind"]), (4, "TlsUntrusted"))
            self.assertEqual(answer["error"]["certificate"]["sha256"], hq.central.facts["sha256"])
            self.assertEqual(hq.central.calls(), [])

    def test_secret_and_tokens_stay_out_of_every_file_and_log(self):
        with site() as hq:
            os.environ["QT_LOGGING_RULES"] = "lw.*=true"
            try:
                _, link, err = hq.ask("link", "hq", "1", "--mode", "account")
            finally:
                del os.environ["QT_LOGGING_RULES"]
            self.assertIn("/dm/open_api/v1/remote_devices/{id}/access_link", err)
            secrets = [SECRET, link["url"], "ticket"]
            for folder, _, names in os.walk(hq.profile.name):
                for name in names:
                    with open(os.path.join(folder, name), "rb") as file:
                        content = file.read()
                    for secret in secrets:
                        self.assertNotIn(secret.encode(), content, name)
            for secret in secrets:
                self.assertNotIn(secret, err)


if __name__ == "__main__":
    CTL = sys.argv.pop(1)
    unittest.main()
