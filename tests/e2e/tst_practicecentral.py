#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl with the practice management servers: from a code to an open link.
Usage: tst_practicecentral.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import json
import os
import sys
import tempfile
import unittest
from urllib.parse import urlparse

from central import Https
from practice import Sandbox

CTL, SANDBOX = None, None
LAB, APPLIANCE = "Lab 83.19", "Appliance 37.19"


class CentralTest(unittest.TestCase):
    maxDiff = None

    def play(self, change=None):
        options = []
        if change:
            path = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../resources/sandbox/default.json")
            with open(path) as file:
                scenario = json.load(file)
            change(scenario)
            folder = tempfile.TemporaryDirectory()
            self.addCleanup(folder.cleanup)
            options = ["--scenario", os.path.join(folder.name, "scenario.json")]
            with open(options[1], "w") as file:
                json.dump(scenario, file)
        self.sandbox = Sandbox(SANDBOX, CTL, *options)
        self.addCleanup(self.sandbox.__exit__)
        self.sandbox.__enter__()
        for platform in self.sandbox.facts["platforms"]:
            self.run_ctl(0, "central", "add", platform["name"], "--url", platform["url"],
                         "--client-id", platform["client_id"], "--trust-sha256",
                         platform["sha256"])

    def run_ctl(self, code, *arguments, platform=0):
        secrets = {"client_secret": self.sandbox.facts["platforms"][platform]["client_secret"],
                   "password": "Practice-Admin-1"}
        found, answer = self.sandbox.ctl(*arguments, secrets=secrets)
        self.assertEqual(found, code, answer)
        return answer

    def devices(self):
        rows = self.run_ctl(0, "central", "devices", "Hosted")["list"]
        return {row["deviceName"]: row for row in rows
                if not row["deviceName"].startswith("Prepared")}

    def requests(self, call):
        return self.sandbox.control("/state")[1]["Hosted"]["requests"].get(call, 0)

    def test_one_go_and_a_link(self):
        self.play()
        answer = self.run_ctl(0, "remote", "connect", LAB, "--via", "Hosted", "--passwordless",
                              "on", "--wait", "60")
        self.assertEqual({leg["state"] for leg in answer["legs"]}, {"done"})
        self.assertEqual(self.run_ctl(0, "remote", "verify", LAB, "--via", "Hosted")["agreement"],
                         "agree")
        (device,) = self.devices().values()
        self.assertEqual((device["status"], device["sn"]), ("Connected", "369831900110"))
        link = self.run_ctl(0, "central", "link", "Hosted", str(device["deviceId"]), "--mode",
                            "passwordless")["url"]
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        pbx = next(p for p in self.sandbox.facts["pbxs"] if p["name"] == LAB)
        self.assertTrue(link.startswith(pbx["url"] + "/passwordless?"), "another place")
        address = urlparse(link)
        portal = Https(pbx, folder.name)
        status, headers, _ = portal.ask("GET", f"{address.path}?{address.query}")
        self.assertEqual((status, headers["location"]), (303, "/portal"))
        self.assertEqual(portal.ask("GET", f"{address.path}?{address.query}")[0], 410)
        self.run_ctl(0, "central", "device-remove", "Hosted", str(device["deviceId"]))
        self.assertEqual(self.devices(), {})

    def test_full_server_leaves_no_device_behind(self):
        def change(scenario):
            scenario["platforms"][0]["capacity"] = 1
        self.play(change)
        self.run_ctl(0, "remote", "connect", LAB, "--via", "Hosted", "--wait", "60")
        answer = self.run_ctl(1, "remote", "connect", APPLIANCE, "--via", "Hosted", "--wait", "60")
        self.assertEqual(answer["error"]["serverCode"], 70614)
        self.assertEqual([d["sn"] for d in self.devices().values()], ["369831900110"])

    def test_server_without_device_calls(self):
        def change(scenario):
            scenario["platforms"][1]["device_calls"] = False
        self.play(change)
        self.run_ctl(7, "central", "devices", "Self-hosted", platform=1)
        shown = self.run_ctl(0, "central", "show", "Self-hosted", platform=1)
        self.assertEqual(sorted(shown["connections"]), ["capacity", "used"])

    def test_busy_server_and_expired_token(self):
        self.play()
        self.sandbox.fault("Hosted", "central/users", "status-word", value="1000040")
        self.run_ctl(0, "central", "users", "Hosted")
        self.assertEqual(self.requests("central/users"), 2)
        before = self.requests("central/oauth/token")
        self.sandbox.fault("Hosted", "central/users", "expire-session")
        self.run_ctl(0, "central", "users", "Hosted")
        self.assertEqual(self.requests("central/users"), 4)
        self.assertEqual(self.requests("central/oauth/token"), before + 2)

    def test_five_thousand_devices(self):
        def change(scenario):
            scenario["platforms"][0].update(generate_devices=5000, capacity=5010)
        self.play(change)
        answer = self.run_ctl(0, "central", "devices", "Hosted")
        self.assertEqual((len(answer["list"]), answer["total"]), (5008, 5008))
        self.assertEqual(len({row["deviceId"] for row in answer["list"]}), 5008)


if __name__ == "__main__":
    CTL, SANDBOX = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main(verbosity=2)
