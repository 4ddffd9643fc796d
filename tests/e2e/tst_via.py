#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl between practice PBXs and practice platforms: the one go, the second opinion and
the lists.  Usage: tst_via.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import sys
import unittest

from practice import Sandbox

CTL = SANDBOX = None


class Practice(Sandbox):
    def __init__(self):
        super().__init__(SANDBOX, CTL)

    def __enter__(self):
        super().__enter__()
        for platform in self.facts["platforms"]:
            self.ctl("central", "add", platform["name"], "--url", platform["url"], "--client-id",
                     platform["client_id"], "--trust-sha256", platform["sha256"])
        return self

    def platform(self, name):
        return next(p for p in self.facts["platforms"] if p["name"] == name)

    def central(self, command, name, *arguments):
        return self.ctl("central", command, name, *arguments,
                        secrets={"client_secret": self.platform(name)["client_secret"]})

    def remote(self, command, pbx, name, *arguments):
        return self.ctl("remote", command, pbx, "--via", name, *arguments,
                        secrets={"client_secret": self.platform(name)["client_secret"],
                                 "password": self.account(pbx)["password"]})


class ViaTest(unittest.TestCase):
    def test_one_go_second_opinion_and_disconnecting(self):
        with Practice() as practice:
            pbx = practice.pbx("83.19")
            for name in ("Hosted", "Self-hosted"):
                used = practice.central("show", name)[1]["connections"]["used"]
                code, answer = practice.remote("connect", pbx, name, "--passwordless", "on")
                self.assertEqual(code, 0, answer)
                self.assertEqual([leg["state"] for leg in answer["legs"]], ["done"] * 5)
                self.assertEqual(answer["connections"]["used"], used + 1)
                self.assertEqual(answer["platform"]["passwordlessLogin"], "Enabled")
                code, answer = practice.remote("verify", pbx, name)
                self.assertEqual((code, answer["agreement"]), (0, "agree"))
                device = answer["platform"]["deviceId"]
                for mode in ("account", "passwordless"):
                    code, link = practice.central("link", name, str(device), "--mode", mode)
                    self.assertEqual(code, 0, link)
                    self.assertTrue(link["url"].startswith("https://127.0.0.1:"))

    def test_pbx_bound_elsewhere_does_not_agree(self):
        with Practice() as practice:
            pbx = practice.pbx("83.19")
            self.assertEqual(practice.remote("connect", pbx, "Hosted")[0], 0)
            code, answer = practice.remote("verify", pbx, "Self-hosted")
            self.assertEqual((code, answer["agreement"]), (8, "not-listed"))
            self.assertIsNone(answer["platform"])

    def test_old_firmware_takes_its_code_to_another_server_and_is_rolled_back(self):
        with Practice() as practice:
            pbx = practice.pbx("83.17")  # knows its default server only, and that is Hosted
            code, answer = practice.remote("connect", pbx, "Self-hosted", "--wait", "5")
            self.assertEqual((code, answer["error"]["kind"]), (1, "Rejected"))
            self.assertEqual(answer["error"]["serverCode"], 70611)
            self.assertEqual((answer["rollback"], answer["pbx_changed"]), ("device-removed", False))
            names = [d["deviceName"] for d in practice.central("devices", "Self-hosted")[1]["list"]]
            self.assertNotIn(pbx, names)

    def test_devices_users_and_cloud_pbxs(self):
        with Practice() as practice:
            code, added = practice.central("device-add", "Hosted", "Tåsinge & co", "--comment", "x")
            self.assertEqual(code, 0, added)
            code, found = practice.central("devices", "Hosted", "--search", "Tåsinge &")
            self.assertEqual([d["deviceId"] for d in found["list"]], [added["deviceId"]])
            self.assertEqual(practice.central("device-remove", "Hosted",
                                              str(added["deviceId"]))[0], 0)
            users = practice.central("users", "Hosted")[1]["list"]
            secured = next(u for u in users if u["twoFactorAuthenticationEnable"] == "enable")
            code, _ = practice.central("user-disable-2fa", "Hosted", str(secured["userId"]),
                                       "--reason", "lost phone")
            self.assertEqual(code, 0)
            cloud = practice.central("cloud", "Hosted")[1]["list"][0]
            code, answer = practice.central("cloud-passwordless", "Hosted",
                                            str(cloud["cloudPbxId"]), "on")
            self.assertEqual(code, 0, answer)
            again = next(c for c in practice.central("cloud", "Hosted")[1]["list"]
                         if c["cloudPbxId"] == cloud["cloudPbxId"])
            self.assertEqual(again["passwordlessLogin"], "Enabled")

    def test_wrong_secret(self):
        with Practice() as practice:
            code, answer = practice.ctl("central", "users", "Hosted",
                                        secrets={"client_secret": "wrong"})
            self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
            self.assertIn("requestId", answer["error"])


if __name__ == "__main__":
    CTL, SANDBOX = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
