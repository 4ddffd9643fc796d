#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl against the OpenAPI in otheropenapi.py.  Usage: tst_otheropenapi.py LINEWARDENCTL"""
import os
import subprocess
import sys
import json
import tempfile
import unittest

from centralsite import PASSWORD, Process
from otheropenapi import BASE, CLIENT_ID, SECRET

CTL = None


class Pbx:
    def __init__(self, *behaviour):
        self.pbx = Process("otherpbx.py", "--behaviour", *behaviour)
        self.profile = tempfile.TemporaryDirectory()

    def __enter__(self):
        self.ctl("pbx", "add", "pbx", "--url", self.pbx.url(), "--user", "admin", "--openapi-id",
                 CLIENT_ID, "--trust-sha256", self.pbx.facts["sha256"])
        return self

    def __exit__(self, *_):
        self.pbx.end()
        self.profile.cleanup()

    def ctl(self, *arguments, secrets=None):
        command = [CTL, "--profile-dir", self.profile.name, "--json", *arguments, "--secrets", "-"]
        done = subprocess.run(command, input=json.dumps(secrets or {}), text=True,
                              capture_output=True, timeout=120)
        return done.returncode, json.loads(done.stdout), done.stderr

    def check(self, secret=SECRET):
        return self.ctl("pbx", "check", "pbx", secrets={"openapi_secret": secret})

    def connect(self, user):
        return self.ctl("remote", "connect", "pbx", "--server", "default", "--method", "auth-code",
                        "--login-user", user,
                        secrets={"password": PASSWORD, "openapi_secret": SECRET,
                                 "authentication_code": "C", "login_password": "Some-Pass-1"})

    def calls(self):
        return [c["call"].removeprefix(BASE) for c in self.pbx.calls()
                if c["call"].startswith(BASE)]


class OpenApiTest(unittest.TestCase):
    def test_check_tells_clock_and_up_time_and_gives_the_token_back(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.check()
            self.assertEqual((code, answer["openapi"]["up_time"]), (0, 4711))
            self.assertEqual(answer["openapi"]["timestamp"], 1800000000)
            self.assertEqual(pbx.calls(), ["get_token", "system/information", "del_token"])

    def test_check_without_the_secret_leaves_the_openapi_alone(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.ctl("pbx", "check", "pbx")
            self.assertEqual((code, pbx.calls()), (0, []))
            self.assertNotIn("openapi", answer)

    def test_older_firmware_has_no_timestamp(self):
        with Pbx("old-information") as pbx:
            code, answer, _ = pbx.check()
            self.assertEqual(code, 0)
            self.assertNotIn("timestamp", answer["openapi"])

    def test_more_runs_than_tokens(self):
        with Pbx() as pbx:
            for _ in range(10):
                self.assertEqual(pbx.check()[0], 0)

    def test_wrong_secret_is_tried_once(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.check("wrong")
            self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
            self.assertEqual(pbx.calls(), ["get_token"])

    def test_block_after_five_failures(self):
        with Pbx() as pbx:
            for _ in range(5):
                pbx.check("wrong")
            code, answer, _ = pbx.check()
            self.assertEqual((code, answer["error"]["kind"]), (5, "LockedOut"))

    def test_no_token_left_and_api_off(self):
        with Pbx("tokens-gone") as pbx:
            code, answer, _ = pbx.check()
            self.assertEqual((code, answer["error"]["kind"]), (1, "Conflict"))
            self.assertEqual(answer["error"]["serverCode"], 60002)
        with Pbx("api-off") as pbx:
            code, answer, _ = pbx.check()
            self.assertEqual((code, answer["error"]["kind"]), (7, "Unsupported"))

    def test_taken_user_name_is_refused_before_the_save(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.connect("Anna+PBX@other.example")
            self.assertEqual((code, answer["error"]["kind"]), (1, "Conflict"))
            self.assertEqual(answer["error"]["fields"], {"account_username": "duplicate"})
            self.assertEqual(pbx.pbx.calls("remotemanagement/update"), [])
            self.assertEqual(pbx.calls()[-1], "del_token")
            self.assertEqual(pbx.connect("provider")[0], 0)
            self.assertEqual(len(pbx.pbx.calls("remotemanagement/update")), 1)

    def test_token_is_in_no_log_and_no_file(self):
        with Pbx() as pbx:
            os.environ["QT_LOGGING_RULES"] = "lw.*=true"
            try:
                _, _, err = pbx.check()
            finally:
                del os.environ["QT_LOGGING_RULES"]
            self.assertIn("/openapi/v1.0/system/information", err)
            self.assertNotIn("access_token", err)
            for folder, _, names in os.walk(pbx.profile.name):
                for name in names:
                    with open(os.path.join(folder, name), "rb") as file:
                        self.assertNotIn(SECRET.encode(), file.read())


if __name__ == "__main__":
    CTL = sys.argv.pop(1)
    unittest.main()
