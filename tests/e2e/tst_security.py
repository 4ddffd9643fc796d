#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Account security end to end: linewardenctl enrols at the sandbox, oathtool is the phone, zbarimg its
camera, and curl signs in with what was enrolled. Nothing of it stays behind in a file.
Usage: tst_security.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

from ctlrun import Dialogue, phone
from portal import Portal, built_in_profile
from practice import Sandbox

CTL = SANDBOX = None


def png_of(text):
    """A picture of half blocks on a terminal, four pixels a module, as PGM."""
    rows = []
    for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines():
        rows.append([c in "\u2588\u2580" for c in line])
        rows.append([c in "\u2588\u2584" for c in line])
    width, scale = max(map(len, rows)), 4
    pixels = bytearray()
    for row in rows:
        row += [False] * (width - len(row))
        pixels += bytes(0 if dark else 255 for dark in row for _ in range(scale)) * scale
    return b"P5 %d %d 255\n" % (width * scale, len(rows) * scale) + bytes(pixels)


def seen_by_camera(file):
    return subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", file],
                          text=True, capture_output=True, check=True).stdout.strip()


class SecurityTest(unittest.TestCase):
    def setUp(self):
        self.box = Sandbox(SANDBOX, CTL)
        self.box.__enter__()
        self.addCleanup(self.box.__exit__)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.name = self.box.pbx("37.19")
        self.secrets = {"password": self.box.account(self.name)["password"]}

    def enable(self, *options, **more):
        return Dialogue(CTL, self.box.profile(), "security", "enable", self.name, "--method",
                        "authenticator", *options, secrets={**self.secrets, **more})

    def test_enrolled_by_picture_and_signed_in_by_another_client(self):
        picture = os.path.join(self.folder.name, "key.png")
        run = self.enable("--qr", picture)
        self.assertEqual(seen_by_camera(picture), run.given["otpauth"])
        self.assertEqual(os.stat(picture).st_mode & 0o777, 0o600)
        secret = run.given["secret"]
        code, answer, _ = run.answer(phone(secret))
        self.assertEqual((code, answer["second_factor"]["enabled"]), (0, True), answer)

        pbx = next(p for p in self.box.facts["pbxs"] if p["name"] == self.name)
        portal = Portal(pbx, self.folder.name, built_in_profile())
        errcode, answer = portal.sign_in("admin", self.secrets["password"])
        wanted = answer["twoFactor"]
        self.assertEqual((errcode, wanted["twoFactorMethod"]), (70601, "authenticator"))
        shown = phone(secret, f"@{portal.now() + 30}")  # each code is good once
        self.assertEqual(portal("login/twofactor", challenge=wanted["challenge"], code=shown)[0], 0)
        self.assertEqual(portal("twofactor/get")[0], 0)

        self.box.control("/clock", {"advance": 3600})
        later = f"@{portal.now() + 3600}"
        code, answer = self.box.ctl("security", "disable", self.name, secrets={
            **self.secrets, "second_factor_code": phone(secret, later)})
        self.assertEqual((code, answer["second_factor"]["enabled"]), (0, False), answer)

    def test_half_blocks_on_a_terminal(self):
        read, write = os.pipe()
        command = [CTL, "--profile-dir", self.box.profile(), "security", "enable", self.name,
                   "--method", "authenticator", "--qr", "-", "--secrets", "-", "--code-fd", str(read)]
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, pass_fds=(read,))
        run.stdin.write(json.dumps(self.secrets).encode())
        run.stdin.close()
        lines = [run.stdout.readline().decode()]
        height = None
        while height is None or len(lines) < height:
            width = len(re.sub(r"\x1b\[[0-9;]*m", "", lines[0]).rstrip("\n"))
            height = (width + 1) // 2
            lines.append(run.stdout.readline().decode())
        picture = os.path.join(self.folder.name, "terminal.pgm")
        with open(picture, "wb") as file:
            file.write(png_of("".join(lines)))
        uri = seen_by_camera(picture)
        self.assertTrue(uri.startswith("otpauth://totp/Appliance%2037.19:admin?"), uri)
        os.write(write, (phone(re.search("secret=([A-Z2-7]+)", uri)[1]) + "\n").encode())
        run.stdin = None
        out, err = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 0, err)
        self.assertIn("second_factor.enabled: yes", out.decode())

    def test_usage(self):
        enable = ("security", "enable", self.name, "--method")
        for options in ((*enable, "authenticator", "--qr", "-"), (*enable, "authenticator"),
                        (*enable, "sms"), (*enable, "email", "--qr", "x.png"),
                        ("security", "devices", self.name, "--remove", "1", "--remove-others"),
                        ("security", "show", self.name, "--code-fd", "77")):
            with self.subTest(options=options):
                code, answer = self.box.ctl(*options, secrets=self.secrets)
                self.assertEqual((code, answer["error"]["kind"]), (2, "Usage"))

    def test_roles_and_own_settings(self):
        user = self.box.account(self.name, "user")
        code, answer = self.box.ctl("security", "show", self.name, "--as", user["username"],
                                    secrets={"password": user["password"]})
        self.assertEqual((code, answer["user"], answer["role"]), (0, user["username"], "user"))
        self.assertNotIn("readiness", answer)

    def test_forced_change_of_a_default_password(self):
        self.name = self.box.pbx("83.19")
        account = next(a for p in self.box.facts["pbxs"] if p["name"] == self.name
                       for a in p["accounts"] if a["username"] == "newadmin")
        show = ("security", "show", self.name, "--as", "newadmin")
        code, answer = self.box.ctl(*show, secrets={"password": account["password"]})
        self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
        code, answer = self.box.ctl("security", "password", self.name, "--as", "newadmin", secrets={
            "password": account["password"], "new_password": "Not-A-Default-1"})
        self.assertEqual(code, 0, answer)
        self.assertEqual(self.box.ctl(*show, secrets={"password": "Not-A-Default-1"})[0], 0)

    def test_readiness_is_told_and_kept(self):
        run = self.enable()
        told = run.answer(phone(run.given["secret"]))[2]
        self.assertIn("Keep the key in a safe place", told)
        with open(os.path.join(self.box.profile(), "servers.json")) as file:
            saved = json.load(file)["pbxs"]
        items = next(p for p in saved if p["name"] == self.name)["readiness"]
        self.assertEqual({i["item"] for i in items}, {"second-administrator", "mail-server"})

    def test_no_secret_stays_behind(self):
        run = self.enable()
        secret = run.given["secret"]
        shown = phone(secret)
        _, answer, told = run.answer(shown)
        left = json.dumps(answer) + told
        for folder, _, files in os.walk(self.box.profile()):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    left += file.read().decode("latin-1")
        for word in (secret, shown, self.secrets["password"], "otpauth"):
            self.assertNotIn(word, left)


if __name__ == "__main__":
    CTL, SANDBOX = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main(verbosity=2)
