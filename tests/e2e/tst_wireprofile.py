#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client and sandbox with every path, field name and word changed: nothing is hard-coded.
Usage: tst_wireprofile.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import json
import os
import sys
import tempfile
import unittest

from practice import Sandbox

CTL = SANDBOX = None
BUILT_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../resources/wire/p-series.json")


def scrambled(profile):
    """The same profile with other names wherever a name may be another."""
    for calls in (profile["common"], profile["calls"]):
        for name, call in calls.items():
            if "path" in call:
                call["path"] = "x/" + call["path"].replace("/", "-")[::-1]
            if call.get("root"):
                call["root"] = "r_" + call["root"][::-1]
            # HTTP names keep their form; everything else is turned round.
            call["fields"] = {field: wire[::-1] if name != "session" else "x" + wire
                              for field, wire in call.get("fields", {}).items()}
            for words in call.get("words", {}).values():
                for meaning, word in words.items():
                    words[meaning] = word.swapcase()[::-1] + "!"
    profile["base"] = "/other/v9/"
    return profile


class WireProfileTest(unittest.TestCase):
    def test_whole_job_with_other_names(self):
        with tempfile.TemporaryDirectory() as folder:
            wire = os.path.join(folder, "wire.json")
            with open(BUILT_IN) as source, open(wire, "w") as target:
                json.dump(scrambled(json.load(source)), target)
            with Sandbox(SANDBOX, CTL, "--wire", wire) as sandbox:
                name = sandbox.pbx("83.19")
                code, answer = sandbox.ctl("pbx", "check", name)
                self.assertEqual((code, answer["error"]["kind"]), (1, "MalformedReply"))

                pbx = next(p for p in sandbox.facts["pbxs"] if p["name"] == name)
                account = sandbox.account(name)
                sandbox.ctl("pbx", "remove", name)
                code, answer = sandbox.ctl("pbx", "add", name, "--url", pbx["url"], "--user",
                                           account["username"], "--trust-sha256", pbx["sha256"],
                                           "--wire", wire)
                self.assertEqual(code, 0, answer)
                platform = sandbox.facts["platforms"][0]
                code, answer = sandbox.connect(
                    name, "--server", "default", "--method", "auth-code", "--passwordless", "on",
                    "--login-user", "provider", login_password="Practice-9",
                    authentication_code=platform["codes"][0])
                self.assertEqual((code, answer.get("known")), (0, True), answer)
                self.assertEqual(answer["state"], "Connected".swapcase()[::-1] + "!")
                _, shown = sandbox.read("show", name)
                self.assertEqual((shown["server"], shown["method"], shown["passwordless"]),
                                 ("default", "auth-code", True))
                code, answer = sandbox.connect(name, "--server", "default", "--method", "auth-code",
                                               authentication_code=platform["codes"][0])
                self.assertEqual((code, answer["error"]["serverCode"]), (1, 70611), answer)
                self.assertEqual(sandbox.read("disconnect", name)[0], 0)


if __name__ == "__main__":
    CTL, SANDBOX = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main(verbosity=2)
