#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault of the sandbox, and what linewardenctl makes of it.
Usage: tst_faults.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import os
import sys
import unittest

from practice import Sandbox

CTL = SANDBOX = None
CODE = ("--server", "default", "--method", "auth-code")

# fault, value, times, exit code and error kind of reading the page, part of the sentence
READING = [
    ("delay", 1, 1, 0, None, ""),
    ("drip", 0.005, 1, 0, None, ""),
    ("drip", None, 1, 3, "Timeout", "did not answer in time"),
    ("cut-before", None, 1, 0, None, ""),
    ("cut-before", None, 2, 3, "Unreachable", "connection was lost"),
    ("cut-after", None, 2, 3, "Unreachable", "connection was lost"),
    ("reset", None, 2, 3, "Unreachable", "connection was lost"),
    ("truncate", None, 2, 3, "Unreachable", "connection was lost"),
    ("not-json", None, 1, 1, "MalformedReply", "answer"),
    ("wrong-type", None, 1, 1, "MalformedReply", "answer"),
    ("huge", None, 1, 1, "MalformedReply", "answer"),
    ("redirect", None, 1, 1, "MalformedReply", "answer"),
    ("expire-session", None, 1, 5, "SessionExpired", "session"),
    ("new-certificate", None, 1, 4, "TlsChanged", "certificate"),
    ("expired-certificate", None, 1, 4, "TlsChanged", "certificate"),
    ("old-tls", None, 1, 4, "TlsFailed", "encryption"),
]

# fault, exit code, error kind of remote connect; a change is sent exactly once in every row
SAVING = [
    ("cut-before", 8, "NotSaved"),
    ("cut-after", 0, None),
    ("truncate", 0, None),
    ("not-json", 0, None),
    ("wrong-type", 0, None),
    ("huge", 0, None),
    ("expire-session", 5, "SessionExpired"),
]


class FaultTest(unittest.TestCase):
    def test_reading(self):
        for fault, value, times, exit_code, kind, words in READING:
            with self.subTest(fault=fault, times=times), Sandbox(SANDBOX, CTL) as sandbox:
                name = sandbox.pbx("83.19")
                sandbox.fault(name, "remotemanagement/get", fault, times, value)
                code, answer = sandbox.read("show", name)
                self.assertEqual(code, exit_code, answer)
                if kind:
                    self.assertEqual(answer["error"]["kind"], kind)
                    self.assertIn(words, answer["error"]["message"])
                    self.assertTrue(answer["error"]["message"].endswith("."))

    def test_saving(self):
        for fault, exit_code, kind in SAVING:
            with self.subTest(fault=fault), Sandbox(SANDBOX, CTL) as sandbox:
                name = sandbox.pbx("83.19")
                sandbox.fault(name, "remotemanagement/update", fault)
                code, answer = sandbox.connect(
                    name, *CODE, "--passwordless", "on", "--wait", "6",
                    authentication_code=sandbox.facts["platforms"][0]["codes"][0])
                self.assertEqual(code, exit_code, answer)
                if kind:
                    self.assertEqual(answer["error"]["kind"], kind)
                _, shown = sandbox.read("show", name)
                self.assertEqual(shown["passwordless"], exit_code == 0)

    def test_refused_certificate_sends_no_password(self):
        with Sandbox(SANDBOX, CTL) as sandbox:
            name = sandbox.pbx("83.19")
            sandbox.fault(name, "*", "new-certificate")
            self.assertEqual(sandbox.read("show", name)[0], 4)
            _, state = sandbox.control("/state")
            self.assertEqual(state[name]["requests"].get("login", 0), 0)

    def test_unknown_status_word_is_shown(self):
        with Sandbox(SANDBOX, CTL) as sandbox:
            name = sandbox.pbx("83.19")
            sandbox.fault(name, "remotemanagement/status", "status-word", 1, "Negotiating")
            code, answer = sandbox.read("status", name)
            self.assertEqual((code, answer["state"], answer["known"]), (0, "Negotiating", False))

    def test_one_handshake_and_one_connection_for_a_page(self):
        with Sandbox(SANDBOX, CTL) as sandbox:
            name = sandbox.pbx("83.19")
            self.assertEqual(sandbox.read("show", name)[0], 0)
            _, state = sandbox.control("/state")
            self.assertEqual(state[name]["tls_handshakes"], 1)
            self.assertEqual(state[name]["connections"], 1)


class BlockTest(unittest.TestCase):
    def test_five_wrong_passwords_block_and_the_clock_lifts_it(self):
        with Sandbox(SANDBOX, CTL) as sandbox:
            name = sandbox.pbx("83.17")
            for _ in range(5):
                code, answer = sandbox.ctl("remote", "show", name, secrets={"password": "x"})
                self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
            code, answer = sandbox.read("show", name)
            self.assertEqual((code, answer["error"]["kind"]), (5, "LockedOut"))
            self.assertEqual(sandbox.control("/clock", {"advance": 601})[0], 200)
            self.assertEqual(sandbox.read("show", name)[0], 0)


if __name__ == "__main__":
    CTL, SANDBOX = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main(verbosity=2)
