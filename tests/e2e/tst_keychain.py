#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl with a real gnome-keyring on a session bus of its own, and with none.
Usage: tst_keychain.py LINEWARDENCTL"""
import os
import subprocess
import sys
import tempfile
import time
import unittest

import tst_otherpbx
from tst_otherpbx import PASSWORD, Pbx

INSIDE = "--on-a-bus"


def on_the_bus(*arguments):
    """A program on the session bus; its standard output."""
    return subprocess.run(arguments, text=True, capture_output=True, timeout=30).stdout


class Keyring:
    """gnome-keyring, unlocked, in a home of its own."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory()
        os.environ.update(HOME=self.home.name, XDG_DATA_HOME=self.home.name + "/data",
                          XDG_CONFIG_HOME=self.home.name + "/config")
        self.process = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process.stdin.write(b"keyring pass")
        self.process.stdin.close()
        deadline = time.monotonic() + 20
        while "true" not in on_the_bus(
                "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"):
            if time.monotonic() > deadline:
                raise RuntimeError("gnome-keyring did not come up")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.home.cleanup()

    @staticmethod
    def entries():
        """Whose secrets there are, as secret-tool lists them."""
        found = subprocess.run(["secret-tool", "search", "--all", "server",
                                "org.linewarden.Linewarden"], text=True, capture_output=True)
        lines = (found.stdout + found.stderr).splitlines()
        return sorted(line.split(" = ", 1)[1] for line in lines if line.startswith("attribute.user"))


class KeyringTest(unittest.TestCase):
    def test_remembered_used_changed_and_forgotten(self):
        with Keyring() as keyring, Pbx() as pbx:
            remember = lambda **s: pbx.ctl("pbx", "remember", "pbx", secrets=s)
            self.assertEqual(remember()[0], 2)
            code, answer, _ = remember(password=PASSWORD)
            self.assertEqual((code, answer["kept"], answer["user"]), (0, "keychain", "admin"))
            entries = keyring.entries()
            self.assertEqual(len(entries), 1)
            self.assertRegex(entries[0], r"^[0-9a-f-]{36}/password/admin$")
            self.assertEqual(pbx.ctl("security", "show", "pbx")[0], 0)

            changed = pbx.ctl("security", "password", "pbx", secrets={"new_password": "Brand-New-12"})
            self.assertEqual(changed[0], 0)
            self.assertEqual(pbx.ctl("security", "show", "pbx")[0], 0)

            code, answer, _ = pbx.ctl("pbx", "forget", "pbx")
            self.assertEqual((code, answer["removed"]), (0, True))
            self.assertEqual(keyring.entries(), [])
            code, answer, _ = pbx.ctl("security", "show", "pbx")
            self.assertEqual((code, answer["error"]["kind"]), (2, "Usage"))
            self.assertEqual(pbx.ctl("pbx", "forget", "pbx")[0], 0)

    def test_a_refused_password_is_not_tried_again(self):
        with Keyring() as keyring, Pbx() as pbx:
            pbx.ctl("pbx", "remember", "pbx", secrets={"password": "Stale-Word-1"})
            code, answer, _ = pbx.ctl("security", "show", "pbx")
            self.assertEqual((code, answer["error"]["kind"]), (5, "Unauthorized"))
            self.assertIn("removed from the keychain", answer["error"]["message"])
            self.assertEqual(keyring.entries(), [])
            self.assertEqual(pbx.ctl("security", "show", "pbx")[0], 2)
            self.assertEqual(len(pbx.requests("login")), 1)

    def test_a_removed_pbx_leaves_nothing(self):
        with Keyring() as keyring, Pbx() as pbx:
            pbx.ctl("pbx", "remember", "pbx", secrets={"password": PASSWORD})
            code, answer, _ = pbx.ctl("pbx", "remove", "pbx")
            self.assertEqual((code, answer["name"], answer["removed"]), (0, "pbx", True))
            self.assertEqual(keyring.entries(), [])

    def test_accounts_are_kept_apart(self):
        with Keyring() as keyring, Pbx() as pbx:
            for user in ("admin", "1001"):
                pbx.ctl("pbx", "remember", "pbx", "--as", user, secrets={"password": PASSWORD})
            self.assertEqual([e.split("/")[2] for e in keyring.entries()], ["1001", "admin"])
            pbx.ctl("pbx", "forget", "pbx", "--as", "1001")
            self.assertEqual([e.split("/")[2] for e in keyring.entries()], ["admin"])


class NoKeyringTest(unittest.TestCase):
    def test_says_that_nothing_is_kept(self):
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
        with Pbx() as pbx:
            code, answer, _ = pbx.ctl("pbx", "remember", "pbx", secrets={"password": PASSWORD})
            self.assertEqual((code, answer["error"]["kind"]), (8, "NotSaved"))
            self.assertNotIn(PASSWORD, str(answer))
            self.assertEqual(pbx.ctl("pbx", "forget", "pbx")[0], 0)
            self.assertEqual(pbx.ctl("security", "show", "pbx")[0], 2)
            given = pbx.ctl("security", "show", "pbx", secrets={"password": PASSWORD})
            self.assertEqual(given[0], 0)


if __name__ == "__main__":
    if INSIDE not in sys.argv:
        # XDG_RUNTIME_DIR too: gnome-keyring puts its control socket there.
        with tempfile.TemporaryDirectory() as runtime:
            sys.exit(subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv, INSIDE],
                                    env={**os.environ, "XDG_RUNTIME_DIR": runtime}).returncode)
    sys.argv.remove(INSIDE)
    tst_otherpbx.CTL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
