#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl as a process against the PBX in otherpbx.py.  Usage: tst_otherpbx.py LINEWARDENCTL"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

CTL = None
HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "Correct-Horse-9"


class Pbx:
    """The other PBX in a process of its own, with a fresh profile folder that knows it as `pbx`."""

    def __init__(self, *behaviour, firmware="83.19.0.110", layout="new", offset=0):
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "otherpbx.py"), "--dir", self.folder.name,
             "--firmware", firmware, "--layout", layout, "--clock-offset", str(offset),
             "--behaviour", *behaviour])
        ready = os.path.join(self.folder.name, "ready.json")
        deadline = time.monotonic() + 20
        while not os.path.exists(ready) and time.monotonic() < deadline:
            time.sleep(0.02)
        with open(ready) as file:
            self.facts = json.load(file)

    def __enter__(self):
        self.ctl("pbx", "add", "pbx", "--url", f"https://127.0.0.1:{self.facts['port']}",
                 "--user", "admin", "--trust-sha256", self.facts["sha256"])
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.folder.cleanup()

    def ctl(self, *arguments, secrets=None, timeout=90):
        """Runs linewardenctl --json; answers (exit code, the one JSON object on stdout, stderr)."""
        command = [CTL, "--profile-dir", os.path.join(self.folder.name, "profile"), "--json",
                   *arguments]
        if secrets is not None:
            command += ["--secrets", "-"]
        done = subprocess.run(command, input=json.dumps(secrets or {}), text=True,
                              capture_output=True, timeout=timeout)
        return done.returncode, json.loads(done.stdout), done.stderr

    def connect(self, *options, **secrets):
        secrets.setdefault("password", PASSWORD)
        return self.ctl("remote", "connect", "pbx", *options, secrets=secrets)

    def requests(self, call=None):
        with open(os.path.join(self.folder.name, "requests.log")) as log:
            entries = [json.loads(line) for line in log]
        return [e for e in entries if call is None or e["call"] == call]


CODE = ("--server", "default", "--method", "auth-code")


class ReadTest(unittest.TestCase):
    def test_check_tells_product_capabilities_certificate_and_clock(self):
        with Pbx(offset=300) as pbx:
            code, answer, _ = pbx.ctl("pbx", "check", "pbx")
            self.assertEqual(code, 0)
            self.assertEqual(answer["product"], "P-Series Software Edition")
            self.assertEqual((answer["edition"], answer["firmware"]), ("software", "83.19.0.110"))
            self.assertTrue(answer["capabilities"]["passwordless"]["available"])
            self.assertEqual(answer["certificate"]["sha256"], pbx.facts["sha256"])
            self.assertAlmostEqual(answer["clock_difference"], 300, delta=2)

    def test_old_firmware_needs_a_newer_one_for_passwordless(self):
        with Pbx(firmware="83.5.0.86", layout="old") as pbx:
            _, answer, _ = pbx.ctl("pbx", "check", "pbx")
            self.assertEqual(answer["capabilities"]["passwordless"],
                             {"available": False, "needs": "83.17.0.16"})

    def test_show_and_status(self):
        with Pbx() as pbx:
            code, shown, _ = pbx.ctl("remote", "show", "pbx", secrets={"password": PASSWORD})
            self.assertEqual(code, 0)
            self.assertEqual(shown, {"server": "default", "address": "", "method": "auth-code",
                                     "account": "", "login_enabled": False, "login_user": "",
                                     "login_password": "not set", "passwordless": False})
            code, status, _ = pbx.ctl("remote", "status", "pbx", secrets={"password": PASSWORD})
            self.assertEqual((code, status["state"], status["known"]), (0, "Disconnected", True))
            self.assertEqual(len(pbx.requests("logout")), 2)

    def test_wrong_password_is_sent_once(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.ctl("remote", "show", "pbx", secrets={"password": "wrong"})
            self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
            self.assertEqual(len(pbx.requests("login")), 1)

    def test_blocked_address(self):
        with Pbx() as pbx:
            for _ in range(5):
                pbx.ctl("remote", "show", "pbx", secrets={"password": "wrong"})
            code, answer, _ = pbx.ctl("remote", "show", "pbx", secrets={"password": PASSWORD})
            self.assertEqual((code, answer["error"]["kind"]), (5, "LockedOut"))
            self.assertEqual(answer["error"]["serverCode"], 70004)

    def test_second_factor_is_asked_for(self):
        with Pbx("two-factor") as pbx:
            code, answer, _ = pbx.ctl("remote", "show", "pbx", secrets={"password": PASSWORD})
            self.assertEqual(code, 6)
            self.assertEqual(answer["error"]["method"], "email")

    def test_untrusted_certificate_sends_nothing(self):
        with Pbx() as pbx:
            pbx.ctl("pbx", "add", "stranger", "--url", f"127.0.0.1:{pbx.facts['port']}", "--user", "a")
            code, answer, _ = pbx.ctl("pbx", "check", "stranger")
            self.assertEqual((code, answer["error"]["kind"]), (4, "TlsUntrusted"))
            self.assertEqual(answer["error"]["certificate"]["sha256"], pbx.facts["sha256"])
            pbx.ctl("pbx", "add", "other", "--url", f"127.0.0.1:{pbx.facts['port']}", "--user", "a",
                    "--trust-sha256", "00" * 32)
            code, answer, _ = pbx.ctl("pbx", "check", "other")
            self.assertEqual((code, answer["error"]["kind"]), (4, "TlsChanged"))
            self.assertEqual(pbx.requests(), [])


class ConnectTest(unittest.TestCase):
    def test_connects_by_code_and_keeps_the_session_idle(self):
        with Pbx("slow") as pbx:
            code, answer, error = pbx.connect(*CODE, authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual((code, answer["state"], error), (0, "Connected", ""))
            [update] = pbx.requests("remotemanagement/update")
            self.assertEqual(update["body"]["connection_server_type"], "default")
            self.assertEqual(update["activity"], "1")
            polls = [r for r in pbx.requests("remotemanagement/status") if not r["activity"]]
            self.assertGreaterEqual(len(polls), 1)

    def test_connects_to_a_custom_server_by_email_with_account(self):
        with Pbx("processing") as pbx:
            code, answer, _ = pbx.connect(
                "--server", "custom", "--address", "ycm.example.com:8443", "--method", "email",
                "--account", "it@example.com", "--login-user", "provider", "--passwordless", "on",
                provider_password="p\"w\\d", login_password="Ünïcode 9 ☎")
            self.assertEqual((code, answer["server"]), (0, "ycm.example.com:8443"))
            [update] = pbx.requests("remotemanagement/update")
            self.assertEqual(update["body"]["email_password"], "p\"w\\d")
            self.assertEqual(update["body"]["account_password"], "Ünïcode 9 ☎")
            self.assertEqual(update["body"]["enb_passwordless"], 1)
            _, shown, _ = pbx.ctl("remote", "show", "pbx", secrets={"password": PASSWORD})
            self.assertEqual(shown["login_password"], "set")
            code, _, _ = pbx.connect("--server", "custom", "--method", "email", "--login-user", "none")
            self.assertEqual(code, 0)
            self.assertEqual(pbx.requests("remotemanagement/update")[1]["body"]["enb_account"], 0)

    def test_old_layout_gets_no_server_fields(self):
        with Pbx(firmware="83.5.0.86", layout="old") as pbx:
            code, _, _ = pbx.connect(*CODE, authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual(code, 0)
            [update] = pbx.requests("remotemanagement/update")
            self.assertFalse({"connection_server_type", "server_address", "enb_passwordless"}
                             & set(update["names"]))

    def test_what_the_firmware_lacks_is_refused_before_signing_in(self):
        for options in (("--server", "custom", "--address", "a.example", "--method", "auth-code"),
                        (*CODE, "--passwordless", "on")):
            with self.subTest(options), Pbx(firmware="83.5.0.86", layout="old") as pbx:
                code, answer, _ = pbx.connect(*options, authentication_code="ABCDEFGHJKMNPQRS")
                self.assertEqual((code, answer["error"]["kind"]), (7, "Unsupported"))
                self.assertEqual({r["call"] for r in pbx.requests()}, {"pbx/getproduct"})

    def test_yeastar_id_by_probe_is_for_the_pbx_to_judge(self):
        with Pbx() as pbx:
            code, _, _ = pbx.connect("--server", "default", "--method", "yeastar-id", "--account",
                                     "prov@id", provider_password="x")
            self.assertEqual(code, 0)

    def test_refusals_name_the_field_and_change_nothing(self):
        with Pbx() as pbx:
            code, answer, _ = pbx.connect(*CODE, "--login-user", "ADMIN", login_password="x",
                                          authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual((code, answer["error"]["kind"]), (1, "Conflict"))
            self.assertIn("account_username", answer["error"]["fields"])
            code, answer, _ = pbx.connect(*CODE, authentication_code="USED")
            self.assertEqual((code, answer["error"]["serverCode"]), (1, 70611))
            code, answer, _ = pbx.connect(*CODE)
            self.assertEqual((code, answer["error"]["fields"]),
                             (1, {"authentication_code": "required"}))

    def test_unknown_status_word_is_not_connected(self):
        with Pbx("own-words") as pbx:
            code, answer, _ = pbx.connect(*CODE, "--wait", "8", authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotConnected"))
            self.assertEqual((answer["status"]["state"], answer["status"]["known"]),
                             ("Tunnel up", False))

    def test_unanswered_save_that_was_carried_out_counts(self):
        with Pbx("drop-after") as pbx:
            code, answer, _ = pbx.connect(*CODE, authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual((code, answer.get("state")), (0, "Connected"), answer)
            self.assertEqual(len(pbx.requests("remotemanagement/update")), 1)

    def test_unanswered_save_that_was_not_carried_out(self):
        with Pbx("drop-before") as pbx:
            code, answer, _ = pbx.connect(*CODE, "--wait", "3", "--passwordless", "on",
                                          authentication_code="ABCDEFGHJKMNPQRS")
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotSaved"))
            self.assertEqual(len(pbx.requests("remotemanagement/update")), 1)

    def test_disconnect_is_verified(self):
        with Pbx() as pbx:
            pbx.connect(*CODE, authentication_code="ABCDEFGHJKMNPQRS")
            code, answer, _ = pbx.ctl("remote", "disconnect", "pbx", secrets={"password": PASSWORD})
            self.assertEqual((code, answer["state"]), (0, "Disconnected"))


if __name__ == "__main__":
    CTL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
