#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links to a practice PBX, followed by a real browser.
Usage: LW_CHROMIUM=PROGRAM tst_passwordless.py LINEWARDEN-SANDBOX"""
import os
import sys
import tempfile
import time
import unittest

from browser import Browser
from central import Central
from portal import Portal, built_in_profile
from practice import Sandbox

SANDBOX, CHROMIUM = None, None
NAME = "Lab 83.19"


class Bare(Sandbox):
    """The sandbox alone: the programs of the house have no part in this."""

    def __init__(self, *options):
        super().__init__(SANDBOX, None, *options)


class LinkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.sandbox = Bare()
        cls.addClassCleanup(cls.sandbox.__exit__)
        cls.pbx = next(p for p in cls.sandbox.facts["pbxs"] if p["name"] == NAME)
        cls.central = Central(cls.sandbox.facts["platforms"][0], cls.folder.name)
        cls.browser = Browser(CHROMIUM, cls.pbx["url"])
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.sandbox.control("/reset", {})
        self.central.sign_in()
        self.portal = Portal(self.pbx, self.folder.name, built_in_profile())
        self.portal.sign_in("admin", "Practice-Admin-1")
        self.connect()
        self.tab = self.browser.tab()

    def connect(self):
        added = self.central.add("Branch")
        self.device = added["deviceId"]
        code, answer = self.portal(
            "remotemanagement/update", serverType="default", activationMethod="authenticationCode",
            authenticationCode=added["authenticationCode"], accountEnabled=1,
            accountUserName="provider", accountPassword="Practice-Account-1", passwordless=1)
        self.assertEqual(code, 0, answer)
        self.until(lambda: self.central.device("Branch")["status"] == "Connected")

    def until(self, holds):
        deadline = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

    def link(self, mode="passwordless"):
        return self.central.link(self.device, mode)

    def later(self, seconds):
        self.sandbox.control("/clock", {"advance": seconds})

    def says(self, status, title):
        self.assertEqual((self.tab.status, self.tab.text("h1")), (status, title))

    def test_opens_once_and_leaves_no_ticket_behind(self):
        link = self.link()
        self.tab.open(link)
        self.says(200, "You are signed in")
        self.assertEqual(self.tab.address(), self.pbx["url"] + "/portal")
        self.assertEqual(self.tab.text("#account"), "Passwordless")
        self.assertEqual(self.tab.text("#rights"), "Super administrator")
        self.assertRegex(self.tab.text("#remaining"), r"^1[45] min \d+ s$")
        self.assertNotIn("ticket", self.tab.run("document.documentElement.outerHTML"))
        self.assertEqual(self.tab.run("document.referrer"), "")
        self.assertEqual(self.tab.headers["cache-control"], "no-store")
        self.assertEqual(self.tab.headers["referrer-policy"], "no-referrer")
        self.assertIn("default-src 'none'", self.tab.headers["content-security-policy"])
        self.assertEqual(self.tab.run("document.cookie"), "")  # no script reads the session
        self.assertEqual(self.tab.run("getComputedStyle(document.body).margin"), "0px")
        rows = self.portal("operationlog/searchsummary")[1]["rows"]
        self.assertEqual((rows[0]["user"], rows[0]["operation"]), ("Passwordless", "Sign In"))

        self.tab.open(link)
        self.says(410, "This link has been used")
        stranger = self.browser.tab()
        stranger.open(self.pbx["url"] + "/portal")
        self.assertEqual(stranger.status, 401)
        self.tab.open(self.pbx["url"] + "/portal")
        self.says(200, "You are signed in")

    def test_expired(self):
        link = self.link()
        self.later(60)
        self.tab.open(link)
        self.says(410, "This link has expired")

    def test_good_for_a_minute(self):
        link = self.link()
        self.later(45)
        self.tab.open(link)
        self.says(200, "You are signed in")

    def test_tampered(self):
        link = self.link()
        head, _, ticket = link.partition("ticket=")
        middle = len(ticket) // 2
        other = "A" if ticket[middle] != "A" else "B"
        for wrong in (ticket[:middle] + other + ticket[middle + 1:], ticket[:-4], ticket * 2, "",
                      "x" * 3000, "%00%FF"):
            self.tab.open(f"{head}ticket={wrong}")
            self.says(400, "This link is not valid")
        self.tab.open(link)  # and none of them has used it up
        self.says(200, "You are signed in")

    def test_link_for_an_account_opens_no_session(self):
        link = self.link("account")
        self.tab.open(link.replace("/signin?", "/passwordless?"))
        self.says(400, "This link is not valid")

    def test_switched_off_on_the_pbx(self):
        link = self.link()
        code, answer = self.portal("remotemanagement/update", passwordless=0)
        self.assertEqual(code, 0, answer)
        self.tab.open(link)
        self.says(403, "Passwordless Login is switched off on this PBX")
        self.until(lambda: self.refused_link() == 1000043)

    def test_switched_off_on_the_server(self):
        link = self.link()
        order = {"server": "Hosted", "device": self.device, "passwordless": False}
        self.assertEqual(self.sandbox.control("/device", order)[0], 200)
        self.assertEqual(self.refused_link(), 1000043)
        self.heartbeat()
        self.heartbeat()  # goes out when the answer of the first one has been read
        self.tab.open(link)
        self.says(403, "Passwordless Login is switched off on the management server")

    def heartbeat(self):
        count = self.heartbeats()
        self.later(10)
        self.until(lambda: self.heartbeats() > count)

    def heartbeats(self):
        requests = self.sandbox.control("/state")[1]["Hosted"]["requests"]
        return requests.get("remote_connection/v1/heartbeat", 0)

    def refused_link(self):
        path = f"v1/remote_devices/{self.device}/access_link"
        return self.central("POST", path, {"mode": "passwordless"})[1].get("errCode")

    def test_deleted_device(self):
        link = self.link()
        self.central("DELETE", "v1/remote_devices", {"deviceIds": [self.device]})
        self.later(10)
        self.until(lambda: self.portal("remotemanagement/status")[1]["state"] == "disconnected")
        self.tab.open(link)
        self.says(400, "This link is not valid")

    def test_auto_logout(self):
        self.tab.open(self.link())
        self.later(10 * 60)
        self.tab.open(self.pbx["url"] + "/portal")  # looking is no activity
        self.assertRegex(self.tab.text("#remaining"), r"^[45] min \d+ s$")
        self.tab.press("Stay signed in")
        self.assertRegex(self.tab.text("#remaining"), r"^1[45] min \d+ s$")
        self.later(15 * 60)
        self.tab.open(self.pbx["url"] + "/portal")
        self.says(401, "Your session is over")
        self.assertIn("Auto Logout Time", self.tab.text())

    def test_sign_out(self):
        self.tab.open(self.link())
        self.tab.press("Sign out")
        self.assertEqual(self.tab.address(), self.pbx["url"] + "/signin")
        self.tab.open(self.pbx["url"] + "/portal")
        self.assertEqual(self.tab.status, 401)

    def test_link_by_account_asks_for_the_password(self):
        link = self.link("account")
        self.tab.open(link)
        self.says(200, f"Sign in to {NAME}")
        self.assertEqual(self.tab.address(), self.pbx["url"] + "/signin")
        self.fill("provider", "wrong")
        self.assertEqual(self.tab.status, 401)
        self.assertIn("wrong", self.tab.text("#problem"))
        self.fill("provider", "Practice-Account-1")
        self.assertEqual((self.tab.text("#account"), self.tab.text("#rights")),
                         ("provider", "Administrator"))
        self.tab.open(link)
        self.says(410, "This link has been used")
        late = self.link("account")
        self.later(60)
        self.tab.open(late)
        self.says(410, "This link has expired")

    def fill(self, name, password):
        for field, value in (("username", name), ("password", password)):
            self.tab.run(f"document.querySelector('[name={field}]').value = '{value}'")
        self.tab.press("Sign in")


if __name__ == "__main__":
    SANDBOX = os.path.abspath(sys.argv.pop(1))
    CHROMIUM = os.environ["LW_CHROMIUM"]
    unittest.main(verbosity=2)
