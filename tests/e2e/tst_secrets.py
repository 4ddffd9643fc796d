#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory and the log of linewardenctl, searched for the secrets that it has used.
Usage: tst_secrets.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import unittest

from practice import Sandbox

CTL = SANDBOX = None


def memory_of(process):
    """Everything that the process could write to: what a core dump would hold."""
    parts = []
    with open(f"/proc/{process.pid}/maps") as maps, open(f"/proc/{process.pid}/mem", "rb") as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not found or "[vvar]" in line:
                continue
            start, end = (int(x, 16) for x in found.groups())
            memory.seek(start)
            try:
                parts.append(memory.read(end - start))
            except OSError:
                pass
    return b"".join(parts)


def forms(secret):
    """A secret as it is, as UTF-16, as base64, and as the portal's API wants to hear it."""
    digest = hashlib.md5(secret.encode()).hexdigest()
    return [secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode()),
            digest.encode(), base64.b64encode(digest.encode())]


class SecretsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox(SANDBOX, CTL)
        self.sandbox.__enter__()
        self.addCleanup(self.sandbox.__exit__)

    def start(self, *arguments, secrets, descriptors=()):
        process = subprocess.Popen(
            [CTL, "--profile-dir", self.sandbox.profile(), "--json", *arguments, "--secrets", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            pass_fds=descriptors, env={**os.environ, "QT_LOGGING_RULES": "lw.*=true"})
        process.stdin.write(json.dumps(secrets).encode())
        process.stdin.close()
        process.stdin = None
        self.addCleanup(process.kill)
        return process

    def wait_for(self, name, call, count=1):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            _, state = self.sandbox.control("/state")
            if state[name]["requests"].get(call, 0) >= count:
                return
            time.sleep(0.05)
        self.fail(f"{call} was not asked for")

    def assert_clean(self, process, secrets):
        memory = memory_of(process)
        self.assertGreater(len(memory), 1 << 20)
        for name, secret in secrets.items():
            for form in forms(secret):
                self.assertEqual(memory.count(form), 0, f"{name} is still in memory")

    def assert_silent(self, process, secrets):
        output, errors = process.communicate(timeout=60)
        self.assertIn(b"lw.net", errors, "the log is off: nothing was searched")
        for name, secret in secrets.items():
            for form in forms(secret):
                self.assertNotIn(form, output + errors, f"{name} was written")
        for folder, _, files in os.walk(self.sandbox.profile()):
            for file in files:
                with open(os.path.join(folder, file), "rb") as content:
                    text = content.read()
                for name, secret in secrets.items():
                    self.assertNotIn(secret.encode(), text, f"{name} is in {file}")

    def test_password_after_sign_in(self):
        name = self.sandbox.pbx("83.19")
        secrets = {"password": self.sandbox.account(name)["password"]}
        self.sandbox.fault(name, "remotemanagement/status", "delay", 1, 8)
        process = self.start("remote", "status", name, secrets=secrets)
        self.wait_for(name, "remotemanagement/status")
        self.assert_clean(process, secrets)
        self.assert_silent(process, secrets)

    def test_secrets_of_a_connection(self):
        name = self.sandbox.pbx("83.19")
        secrets = {"password": self.sandbox.account(name)["password"],
                   "authentication_code": self.sandbox.facts["platforms"][0]["codes"][0],
                   "login_password": "Provider-Login-7Q"}
        process = self.start("remote", "connect", name, "--server", "default", "--method",
                             "auth-code", "--login-user", "provider", "--wait", "20",
                             secrets=secrets)
        self.wait_for(name, "remotemanagement/update")
        self.assert_silent(process, secrets)

    def test_password_while_a_code_is_awaited(self):
        name = self.sandbox.pbx("83.19")
        secrets = {"password": self.sandbox.account(name)["password"]}
        out_read, out_write = os.pipe()
        code_read, code_write = os.pipe()
        process = self.start("security", "enable", name, "--method", "authenticator",
                             "--secret-out", str(out_write), "--code-fd", str(code_read),
                             secrets=secrets, descriptors=(out_write, code_read))
        os.close(out_write)
        os.close(code_read)
        with os.fdopen(out_read) as out:
            key = json.loads(out.readline())["secret"]
        self.assert_clean(process, secrets)
        code = subprocess.run(["oathtool", "--totp", "-b", key], capture_output=True, text=True,
                              check=True).stdout.strip()
        os.write(code_write, code.encode() + b"\n")
        os.close(code_write)
        self.assert_silent(process, {**secrets, "key": key})
        self.assertEqual(process.returncode, 0)


if __name__ == "__main__":
    CTL, SANDBOX = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
