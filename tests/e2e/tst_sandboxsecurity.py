#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice PBX's account security, judged by curl, by the OATH Toolkit as the phone, and by a
mail server of its own. Usage: tst_sandboxsecurity.py LINEWARDEN-SANDBOX"""
import email
import email.policy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

from portal import Portal, built_in_profile, coded
from practice import Sandbox
from smtpsink import SmtpSink
from tst_wireprofile import scrambled

SANDBOX = None
NAME = "Lab 83.19"
ADMIN = ("admin", "Practice-Admin-1")


class Bare(Sandbox):
    """The sandbox alone: the programs of the house have no part in this."""

    def __init__(self, *options):
        super().__init__(SANDBOX, None, *options)

    def __enter__(self):
        return self


def phone(secret, now):
    """What an authenticator shows at a time."""
    shown = subprocess.run(["oathtool", "--totp", "--base32", f"--now=@{now}", "-"], input=secret,
                           text=True, capture_output=True, check=True)
    return shown.stdout.strip()


def code_in(message):
    """The six digits of a mail, found the way a person finds them."""
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    return re.search(r"^\s*(\d{6})\s*$", parsed.get_content(), re.MULTILINE).group(1)


class Case(unittest.TestCase):
    maxDiff = None
    wire = None  # a profile other than the built-in one

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.profile = built_in_profile()

    def play(self, *options):
        if self.wire:
            self.profile = self.wire(self.profile)
            path = os.path.join(self.folder.name, "wire.json")
            with open(path, "w") as file:
                json.dump(self.profile, file)
            options += ("--wire", path)
        sandbox = Bare(*options)
        self.addCleanup(sandbox.__exit__)
        return sandbox

    def browser(self, sandbox, name=NAME):
        pbx = next(p for p in sandbox.facts["pbxs"] if p["name"] == name)
        return Portal(pbx, self.folder.name, self.profile)

    def ok(self, answer):
        self.assertEqual(answer[0], 0, answer)
        return answer[1]

    def refused(self, code, answer):
        self.assertEqual(answer[0], code, answer)
        return answer[1]

    def token(self, portal, password=ADMIN[1]):
        return self.ok(portal("twofactor/checkpassword", password=coded(password)))["passwordToken"]

    def enrol(self, portal):
        """A key that is in force, and the time of the code that proved it."""
        token = self.token(portal)
        shown = self.ok(portal("twofactor/getsecret", passwordToken=token))
        self.assertEqual((shown["algorithm"], shown["digits"], shown["period"], shown["issuer"]),
                         ("SHA1", 6, 30, NAME))
        self.assertRegex(shown["secret"], r"^[A-Z2-7]{32}$")
        now = portal.now()
        self.ok(portal("twofactor/update", passwordToken=token, enabled=1, method="authenticator",
                       code=phone(shown["secret"], now)))
        return shown["secret"], now

    def challenge(self, answer):
        return self.refused(70601, answer)["twoFactor"]


class AuthenticatorTest(Case):
    def test_enrol_sign_out_and_in_again(self):
        sandbox = self.play()
        portal = self.browser(sandbox)
        self.ok(portal.sign_in(*ADMIN))
        self.assertEqual(self.ok(portal("twofactor/get"))["enabled"], 0)
        secret, used = self.enrol(portal)
        self.assertEqual(self.ok(portal("twofactor/get"))["method"], "authenticator")
        self.ok(portal("logout"))
        self.refused(10004, portal("twofactor/get"))

        asked = self.challenge(portal.sign_in(*ADMIN))
        self.assertEqual(asked["twoFactorMethod"], "authenticator")
        step = {"challenge": asked["challenge"], "trustDevice": 1, "deviceName": "Büro-PC"}
        left = self.refused(70602, portal("login/twofactor", code=phone(secret, used), **step))
        self.assertEqual(left["attemptsLeft"], 4)  # the code of the enrolment is used up
        sandbox.control("/clock", {"advance": 60})
        self.ok(portal("pbx/getproduct"))
        welcome = self.ok(portal("login/twofactor", code=phone(secret, portal.now()), **step))
        self.assertEqual(welcome["role"], "superAdministrator")

        trusted = self.browser(sandbox)
        self.ok(trusted.sign_in(*ADMIN, trustedDeviceToken=welcome["trustedDeviceToken"]))
        row = self.ok(trusted("trusteddevice/searchsummary"))["rows"][0]
        self.assertEqual((row["name"], row["current"]), ("Büro-PC", 1))
        self.ok(portal("trusteddevice/batchdelete", ids=[row["id"]]))
        again = trusted.sign_in(*ADMIN, trustedDeviceToken=welcome["trustedDeviceToken"])
        self.challenge(again)

    def test_wrong_codes_to_the_block_and_out_of_it(self):
        sandbox = self.play()
        portal = self.browser(sandbox)
        self.ok(portal.sign_in(*ADMIN))
        secret, _ = self.enrol(portal)
        guest = self.browser(sandbox)
        for failure in range(5):
            asked = self.challenge(guest.sign_in(*ADMIN))
            for left in (4, 3, 2, 1, 0):
                wrong = phone(secret, guest.now() + 3600 * (failure + 1))
                answer = guest("login/twofactor", challenge=asked["challenge"], code=wrong)
                self.assertEqual(self.refused(70602, answer)["attemptsLeft"], left)
        blocked = self.refused(70004, guest.sign_in(*ADMIN))
        self.assertAlmostEqual(blocked["blockExpireTime"], guest.now() + 600, delta=5)

        row = self.ok(portal("blockedip/searchsummary"))["rows"][0]
        self.assertEqual((row["address"], row["expireTime"], str(row["port"])),
                         ("127.0.0.1", blocked["blockExpireTime"], portal.url.rsplit(":", 1)[1]))
        self.ok(portal("blockedip/batchdelete", ids=[row["id"]]))
        asked = self.challenge(guest.sign_in(*ADMIN))
        sandbox.control("/clock", {"advance": 60})
        self.ok(guest("pbx/getproduct"))
        self.ok(guest("login/twofactor", challenge=asked["challenge"],
                      code=phone(secret, guest.now())))
        self.ok(portal("allowedip/create", name="Loopback", address="127.0.0.0/8"))
        for _ in range(10):
            self.refused(-1, guest.sign_in(ADMIN[0], "wrong"))
        self.challenge(guest.sign_in(*ADMIN))
        done = [row["operation"] for row in self.ok(portal("operationlog/searchsummary"))["rows"]]
        self.assertEqual(done, ["Add", "Sign In", "Delete", "Switch On", "Sign In"])

    def test_lost_phone_and_forced_password(self):
        sandbox = self.play()
        portal, person = self.browser(sandbox), self.browser(sandbox)
        self.ok(portal.sign_in("operator", "Practice-Operator-1"))
        self.challenge(person.sign_in("1002", "Practice-User-2"))
        found = self.ok(portal("extension/searchsummary", search="BEN@", page=1, pageSize=10))
        self.assertEqual((found["total"], found["rows"][0]["twoFactorMethod"]), (1, "email"))
        self.ok(portal("extension/update", id=found["rows"][0]["id"], twoFactorEnabled=0))
        self.ok(person.sign_in("1002", "Practice-User-2"))
        self.refused(10005, person("extension/searchsummary"))
        everybody = self.ok(portal("extension/searchsummary", pageSize=500, page=3, sortBy=
                                   self.profile["calls"]["extension/searchsummary"]["fields"]["name"],
                                   order="descending"))
        self.assertEqual((everybody["total"], len(everybody["rows"])), (1205, 205))

        fresh = self.browser(sandbox)
        welcome = self.ok(fresh.sign_in("newadmin", "Practice-Default-1"))
        self.assertEqual(welcome["mustChangePassword"], 1)
        self.refused(10005, fresh("extension/searchsummary"))
        new = coded("Practice-Changed-1")
        self.ok(fresh("user/updatepassword", oldPassword=coded("Practice-Default-1"),
                      newPassword=new, confirmPassword=new))
        self.ok(fresh("extension/searchsummary"))

    def test_state_tells_no_secret(self):
        sandbox = self.play()
        portal = self.browser(sandbox)
        self.ok(portal.sign_in(*ADMIN))
        secret, now = self.enrol(portal)
        _, state = sandbox.control("/state")
        self.assertEqual(state[NAME]["security"]["accounts"]["admin"]["two_factor"],
                         "authenticator")
        text = json.dumps(state)
        for hidden in (secret, phone(secret, now), "Practice-A", coded(ADMIN[1])):
            self.assertNotIn(hidden, text)

    def test_faults_name_the_new_calls(self):
        sandbox = self.play()
        portal = self.browser(sandbox)
        self.ok(portal.sign_in(*ADMIN))
        for call in self.profile["calls"]:
            sandbox.fault(NAME, call, "delay", value=0)
        sandbox.control("/reset", {})
        self.ok(portal.sign_in(*ADMIN))
        sandbox.fault(NAME, "webserver/update", "cut-after")
        with self.assertRaises(subprocess.CalledProcessError):
            portal("webserver/update", autoLogoutTime=60)
        self.assertEqual(self.ok(portal("webserver/get"))["autoLogoutTime"], 60)


class RestartTest(Case):
    def test_state_outlives_a_restart(self):
        folder = os.path.join(self.folder.name, "state")
        first = Bare("--state-dir", folder)
        self.addCleanup(first.process.kill)
        portal = self.browser(first)
        self.ok(portal.sign_in(*ADMIN))
        secret, _ = self.enrol(portal)
        new = coded("Practice-Changed-1")
        self.ok(portal("user/updatepassword", oldPassword=coded(ADMIN[1]), newPassword=new,
                       confirmPassword=new))
        self.ok(portal("webserver/update", autoLogoutTime=42))
        self.ok(portal("allowedip/create", name="Office", address="192.0.2.0/24"))
        first.__exit__()

        path = os.path.join(folder, "state.json")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path) as file:
            self.assertNotIn(new, file.read())
        second = self.play("--state-dir", folder)
        portal = self.browser(second)
        self.refused(-1, portal.sign_in(*ADMIN))
        asked = self.challenge(portal.sign_in(ADMIN[0], "Practice-Changed-1"))
        second.control("/clock", {"advance": 60})
        self.ok(portal("pbx/getproduct"))
        self.ok(portal("login/twofactor", challenge=asked["challenge"],
                       code=phone(secret, portal.now())))
        self.assertEqual(self.ok(portal("webserver/get"))["autoLogoutTime"], 42)
        self.assertEqual(self.ok(portal("allowedip/searchsummary"))["rows"][0]["name"], "Office")
        second.control("/reset", {})
        self.ok(portal.sign_in(*ADMIN))

    def test_foreign_state_file_is_refused(self):
        with open(os.path.join(self.folder.name, "state.json"), "w") as file:
            file.write('{"format": 99}')
        done = subprocess.run([SANDBOX, "--ready-file", os.path.join(self.folder.name, "ready"),
                               "--state-dir", self.folder.name], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("state.json", done.stderr)


class OtherNamesTest(AuthenticatorTest):
    """The same with every path, name and word on the wire changed."""
    wire = staticmethod(scrambled)


class MailTest(Case):
    def mails(self, sandbox):
        found = []
        for path in sorted(glob.glob(os.path.join(sandbox.facts["mailbox"], "*.eml"))):
            with open(path, "rb") as file:
                found.append(file.read())
        return found

    def mail_state(self, sandbox, until):
        for _ in range(200):
            state = sandbox.control("/state")[1]["mail"]
            if until(state):
                return state
            time.sleep(0.05)
        self.fail(state)

    def test_code_by_a_real_mail_server(self):
        with SmtpSink() as sink:
            sandbox = self.play("--smtp", f"127.0.0.1:{sink.port}")
            portal = self.browser(sandbox)
            self.ok(portal.sign_in(*ADMIN))
            token = self.token(portal)
            sent = self.ok(portal("twofactor/sendemail", passwordToken=token))
            self.assertEqual((sent["emailHint"], sent["expiresIn"], sent["resendAfter"]),
                             ("a***@pbx.example", 300, 60))
            sender, recipients, message = sink.wait(1)[0]
            self.assertEqual((sender, recipients), ("pbx@practice.example", ["admin@pbx.example"]))
            self.assertEqual(self.mails(sandbox), [message])
            self.assertLess(max(len(line) for line in message.split(b"\r\n")), 79)
            parsed = email.message_from_bytes(message, policy=email.policy.default)
            self.assertEqual(parsed.defects, [])
            self.assertIn(NAME, parsed["Subject"])
            self.assertEqual(int(parsed["Date"].datetime.timestamp()), portal.now())
            for part in ("admin", NAME, "five minutes"):
                self.assertIn(part, parsed.get_content())
            self.ok(portal("twofactor/update", passwordToken=token, enabled=1, method="email",
                           code=code_in(message)))

            guest = self.browser(sandbox)
            asked = self.challenge(guest.sign_in(*ADMIN))
            wait = self.refused(70605, guest("login/twofactor/sendemail",
                                             challenge=asked["challenge"]))
            self.assertIn(wait["resendAfter"], range(50, 61))
            sandbox.control("/clock", {"advance": 60})
            self.ok(guest("login/twofactor/sendemail", challenge=asked["challenge"]))
            old, new = (code_in(message) for _, _, message in sink.wait(3)[1:])
            if old != new:
                self.refused(70602, guest("login/twofactor", challenge=asked["challenge"],
                                          code=old))
            sandbox.control("/clock", {"advance": 300})
            self.refused(70603, guest("login/twofactor", challenge=asked["challenge"], code=new))
            self.ok(guest("login/twofactor/sendemail", challenge=asked["challenge"]))
            self.ok(guest("login/twofactor", challenge=asked["challenge"],
                          code=code_in(sink.wait(4)[3][2])))
            state = self.mail_state(sandbox, lambda s: s["delivered"] == 4)
            self.assertEqual((state["written"], state["delivery_failed"]), (4, 0))
            self.assertEqual(sink.commands[-1], "QUIT")

    def test_refused_delivery_leaves_the_copy(self):
        with SmtpSink("refuses") as sink:
            sandbox = self.play("--smtp", f"127.0.0.1:{sink.port}")
            portal = self.browser(sandbox)
            asked = self.challenge(portal.sign_in("secured", "Practice-Secured-1"))
            state = self.mail_state(sandbox, lambda s: s["delivery_failed"] == 1)
            self.assertIn("nobody of that name", state["last_error"])
            self.ok(portal("login/twofactor", challenge=asked["challenge"],
                           code=code_in(self.mails(sandbox)[0])))
        self.challenge(portal.sign_in("secured", "Practice-Secured-1"))  # now nobody listens
        state = self.mail_state(sandbox, lambda s: s["delivery_failed"] == 2)
        self.assertNotIn("nobody of that name", state["last_error"])
        self.assertEqual(len(self.mails(sandbox)), 2)

    def test_silent_mail_server_blocks_nobody(self):
        with SmtpSink("silent") as sink:
            sandbox = self.play("--smtp", f"127.0.0.1:{sink.port}")
            portal = self.browser(sandbox)
            began = time.monotonic()
            asked = self.challenge(portal.sign_in("secured", "Practice-Secured-1"))
            self.ok(portal("login/twofactor", challenge=asked["challenge"],
                           code=code_in(self.mails(sandbox)[0])))
            self.assertLess(time.monotonic() - began, 5)

    def test_reset_empties_the_mailbox(self):
        sandbox = self.play()
        portal = self.browser(sandbox)
        self.challenge(portal.sign_in("secured", "Practice-Secured-1"))
        self.assertEqual(len(self.mails(sandbox)), 1)
        sandbox.control("/reset", {})
        self.assertEqual(self.mails(sandbox), [])


if __name__ == "__main__":
    SANDBOX = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
