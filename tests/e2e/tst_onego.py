#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""remote connect and verify --via: the platform goes away between every two legs, and linewardenctl
says how far it came.  Usage: tst_onego.py LINEWARDENCTL"""
import json
import signal
import subprocess
import sys
import time
import unittest

from centralsite import PASSWORD, SECRET, Site

CTL = None
REVOKE = "DELETE oauth/token/refresh_token"
LEGS = ["capacity", "code-made", "pbx-saved", "pbx-reaches-platform", "platform-sees-pbx"]


def site(*behaviour, pbx=(), **options):
    return Site(CTL, *behaviour, pbx=pbx, **options)


def states(answer):
    return [leg["state"] for leg in answer["legs"]]


class OneGoTest(unittest.TestCase):
    def connect(self, hq, *options):
        return hq.remote("connect", "pbx", "--via", "hq", "--wait", "4", *options)

    def is_following(self, hq):
        """The platform is asked for a device that was added: only the following does that."""
        calls = [c["call"] for c in hq.central.calls()]
        return "POST v1/remote_devices" in calls and calls[-1] == "GET v1/remote_devices"

    def saved(self, hq):
        return hq.pbx.calls("remotemanagement/update")

    def test_both_sides_agree(self):
        with site() as hq:
            code, answer, _ = self.connect(hq, "--passwordless", "on")
            self.assertEqual(code, 0, answer)
            self.assertEqual([leg["leg"] for leg in answer["legs"]], LEGS)
            self.assertEqual(states(answer), ["done"] * 5)
            self.assertTrue(all("time" in leg for leg in answer["legs"]))
            self.assertEqual((answer["rollback"], answer["pbx_changed"]), ("not-needed", True))
            self.assertEqual(answer["platform"]["status"], "Connected")
            self.assertEqual(answer["platform"]["passwordlessLogin"], "Enabled")
            body = self.saved(hq)[0]["body"]
            self.assertEqual(body["connection_server_type"], "custom")
            self.assertEqual(body["server_address"], f"127.0.0.1:{hq.central.facts['port']}")
            self.assertEqual(body["enb_passwordless"], 1)
            code, answer, _ = hq.remote("verify", "pbx", "--via", "hq")
            self.assertEqual((code, answer["agreement"]), (0, "agree"))

    def test_platform_gone_before_the_capacity_is_known(self):
        with site("die-before:GET v1/subscription/rm_connections") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (3, "Unreachable"))
            self.assertEqual(states(answer), ["failed"] + ["waiting"] * 4)
            self.assertEqual(self.saved(hq), [])

    def test_platform_gone_between_capacity_and_code(self):
        with site("die-after:GET v1/subscription/rm_connections") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual(code, 3)
            self.assertEqual(states(answer), ["done", "failed"] + ["waiting"] * 3)
            self.assertEqual((answer["rollback"], self.saved(hq)), ("not-needed", []))

    def test_platform_gone_while_making_the_code(self):
        with site("die-before:POST v1/remote_devices") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (8, "UnknownOutcome"))
            self.assertEqual(states(answer), ["done", "failed"] + ["waiting"] * 3)
            self.assertEqual((answer["rollback"], self.saved(hq)), ("device-unknown", []))

    def test_platform_gone_between_code_and_save(self):
        with site("die-after:POST v1/remote_devices", pbx=("platform-gone",)) as hq:
            code, answer, err = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (1, "Rejected"))
            self.assertEqual(states(answer), ["done", "done", "failed", "waiting", "waiting"])
            self.assertEqual((answer["rollback"], answer["pbx_changed"]), ("device-left", False))
            self.assertIn("still on the platform", err)

    def test_platform_gone_between_save_and_reaching(self):
        with site("die-after:POST v1/remote_devices", pbx=("never-connects",)) as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotConnected"))
            self.assertEqual(states(answer), ["done", "done", "done", "failed", "failed"])
            self.assertEqual(answer["legs"][4]["kind"], "Unreachable")
            self.assertEqual((answer["rollback"], answer["pbx_changed"]), ("device-in-use", True))

    def test_platform_gone_between_reaching_and_being_seen(self):
        with site("die-after:POST v1/remote_devices") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotConnected"))
            self.assertEqual(states(answer), ["done", "done", "done", "done", "failed"])
            self.assertEqual(answer["rollback"], "device-in-use")

    def test_platform_never_sees_the_pbx(self):
        with site("never-sees") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotConnected"))
            self.assertEqual(answer["legs"][4]["word"], "Pending")
            code, answer, _ = hq.remote("verify", "pbx", "--via", "hq")
            self.assertEqual((code, answer["agreement"]), (8, "not-listed"))

    def test_refused_save_removes_the_unused_device(self):
        with site("never-sees", pbx=("platform-gone",)) as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["rollback"]), (1, "device-removed"))
            self.assertEqual(len(hq.ask("devices", "hq")[1]["list"]), 3)

    def test_full_platform_is_doubtful_and_the_pbx_decides(self):
        with site("full") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, states(answer)[0]), (0, "doubtful"))

    def test_platform_without_device_calls_changes_nothing(self):
        with site("no-devices") as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (7, "Unsupported"))
            self.assertEqual(self.saved(hq), [])

    def test_unanswered_save_of_the_pbx_is_settled_by_reading(self):
        with site(pbx=("drop-after",)) as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, states(answer)), (0, ["done"] * 5))

    def test_interrupt_while_following_leaves_the_device(self):
        with site("never-sees", pbx=("never-connects",)) as hq:
            process = subprocess.Popen(
                hq.command("remote", "connect", "pbx", "--via", "hq", "--wait", "60", "--secrets",
                           "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True)
            process.stdin.write(f'{{"password": "{PASSWORD}", "client_secret": "{SECRET}"}}')
            process.stdin.close()
            process.stdin = None
            deadline = time.monotonic() + 60
            while not self.is_following(hq) and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 130)
            self.assertIn('"rollback":"device-in-use"', out)
            self.assertIn('"pbx_changed":true', out)

    def start(self, hq, *arguments):
        process = subprocess.Popen(hq.command("remote", *arguments, "--secrets", "-"), text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.stdin.write(f'{{"password": "{PASSWORD}", "client_secret": "{SECRET}"}}')
        process.stdin.close()
        process.stdin = None
        return process

    def await_call(self, hq, call):
        deadline = time.monotonic() + 60
        while not hq.central.calls(call) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertTrue(hq.central.calls(call))

    def end_of(self, process):
        out, err = process.communicate(timeout=90)
        return process.returncode, json.loads(out), err

    def test_second_interrupt_says_what_may_be_left(self):
        with site("silent:POST v1/remote_devices", pbx=()) as hq:
            process = self.start(hq, "connect", "pbx", "--via", "hq")
            self.await_call(hq, "POST v1/remote_devices")
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            code, answer, err = self.end_of(process)
            self.assertEqual((code, answer["rollback"]), (130, "device-unknown"))
            self.assertIn('the device "pbx"', err)
            self.assertEqual(len(hq.central.calls(REVOKE)), 1)

    def test_interrupt_while_leaving_keeps_the_result(self):
        with site(f"silent:{REVOKE}", pbx=()) as hq:
            process = self.start(hq, "connect", "pbx", "--via", "hq", "--wait", "4")
            self.await_call(hq, REVOKE)
            process.send_signal(signal.SIGINT)
            code, answer, _ = self.end_of(process)
            self.assertEqual((code, answer.get("pbx_changed")), (0, True))

    def test_interrupted_verify_leaves_the_platform(self):
        with site("silent:GET v1/remote_devices", pbx=()) as hq:
            process = self.start(hq, "verify", "pbx", "--via", "hq")
            self.await_call(hq, "GET v1/remote_devices")
            process.send_signal(signal.SIGINT)
            self.assertEqual(self.end_of(process)[0], 130)
            self.assertEqual(len(hq.central.calls(REVOKE)), 1)

    def test_unanswered_save_that_was_not_carried_out(self):
        with site("never-sees", pbx=("drop-before",)) as hq:
            code, answer, _ = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotSaved"))
            self.assertEqual((answer["legs"][2]["kind"], answer["rollback"]),
                             ("NotSaved", "device-removed"))

    def test_name_in_use_is_refused_and_named(self):
        with site() as hq:
            self.assertEqual(self.connect(hq)[0], 0)
            used = hq.ask("devices", "hq")[1]["list"][-1]["deviceId"]
            code, answer, err = self.connect(hq)
            self.assertEqual((code, answer["error"]["kind"]), (1, "Conflict"))
            self.assertEqual(answer["namesake"]["deviceId"], used)
            self.assertIn(str(used), err)


if __name__ == "__main__":
    CTL = sys.argv.pop(1)
    unittest.main()
