#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody should type, and what should never be in a file.
Usage: tst_badinput.py LINEWARDENCTL LINEWARDEN-SANDBOX"""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import unittest

from practice import Sandbox

CTL = SANDBOX = None
BAD_ADDRESSES = ["", " ", "http://h", "ftp://h", "https://h/path", "h/path", "h?x=1", "h#x",
                 "user@h", "user:pw@h", "h h", "h\tx", "h\nx", "h:0", "h:70000", "h:-1", "h:abc",
                 "h:", "1.2.3.4.5", "256.1.1.1", "[::1", "::g", "[zz]:1", "a" * 10000, "😀" * 300,
                 "\u202Eh", "h..x", "-h.example", "https://", "https:///x"]
GOOD_ADDRESSES = {"h": "https://h:8088", "https://h": "https://h:8088", "h:443": "https://h:443",
                  "[::1]:8443": "https://[::1]:8443", "::1": "https://[::1]:8088",
                  "10.0.0.1:1": "https://10.0.0.1:1", " h ": "https://h:8088",
                  "bücher.example": "https://xn--bcher-kva.example:8088"}
BAD_NAMES = ["", " ", "a\nb", "a\x07b", "x" * 10000, "😀" * 5000]


def run(folder, *arguments, limit=None):
    def full_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run([CTL, "--profile-dir", folder, "--json", *arguments], text=True,
                          capture_output=True, timeout=30, stdin=subprocess.DEVNULL,
                          preexec_fn=full_disk if limit is not None else None)
    return done.returncode, json.loads(done.stdout), done.stderr


class BadInputTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.file = os.path.join(self.folder, "servers.json")

    def add(self, name="a", url="h", user="u", *more):
        return run(self.folder, "pbx", "add", name, "--url=" + url, "--user=" + user, *more)

    def assertUsage(self, result):
        code, answer, _ = result
        self.assertEqual((code, answer["error"]["kind"]), (2, "Usage"), answer)
        self.assertTrue(answer["error"]["message"])

    def test_addresses_that_are_none(self):
        for address in BAD_ADDRESSES:
            with self.subTest(address[:40]):
                self.assertUsage(self.add(url=address))
        self.assertEqual(run(self.folder, "pbx", "list")[1], {"pbxs": []})

    def test_addresses_that_are_good(self):
        for number, (address, url) in enumerate(GOOD_ADDRESSES.items()):
            with self.subTest(address):
                code, answer, _ = self.add(name=f"pbx {number}", url=address)
                self.assertEqual((code, answer.get("url")), (0, url))

    def test_names(self):
        for name in BAD_NAMES:
            with self.subTest(name[:20]):
                self.assertUsage(self.add(name=name))
        for name in ("Zürich 📞", "مكتب", "a/b", "..", "x" * 200):
            with self.subTest(name[:20]):
                self.assertEqual(self.add(name=name)[0], 0)
                self.assertEqual(run(self.folder, "pbx", "show", name)[1]["name"], name)

    def test_users_and_fingerprints(self):
        for user in ("", " ", "x" * 10000, "a\x01b"):
            self.assertUsage(self.add("a", "h", user))
        for sha256 in ("00", "zz" * 32, "00" * 33, "é" * 64):
            self.assertUsage(self.add("a", "h", "u", "--trust-sha256", sha256))
        colons = ":".join(["AB"] * 32)
        self.assertEqual(self.add("a", "h", "u", "--trust-sha256", colons)[1]["trust_sha256"],
                         "ab" * 32)

    def test_name_that_exists_or_does_not(self):
        self.add()
        self.assertUsage(self.add())
        for command in (("pbx", "show"), ("pbx", "remove"), ("pbx", "check"), ("remote", "show")):
            self.assertUsage(run(self.folder, *command, "nobody"))

    def test_profile_that_is_not_ours_is_kept_aside(self):
        newer = json.dumps({"format": "linewarden-servers", "version": 99, "pbxs": []}).encode()
        self.add()
        with open(self.file, "rb") as file:
            whole = file.read()
        for content in (whole[:50], newer, b'{"some":"thing else"}', b"\x00\xff" * 100, b""):
            with self.subTest(content[:20]):
                for old in os.listdir(self.folder):
                    os.remove(os.path.join(self.folder, old))
                with open(self.file, "wb") as file:
                    file.write(content)
                code, answer, warning = run(self.folder, "pbx", "list")
                self.assertEqual((code, answer), (0, {"pbxs": []}))
                self.assertIn("servers.json", warning)
                self.assertEqual(self.add()[0], 0)
                kept = [f for f in os.listdir(self.folder) if "kept" in f]
                with open(os.path.join(self.folder, kept[0]), "rb") as file:
                    self.assertEqual(file.read(), content)

    def test_wire_profile_with_a_mistake(self):
        wire = os.path.join(self.folder, "wire.json")
        for line, content in ((3, '{"format": 1,\n "calls": {\n  "loginn": {"path": "x"}}}'),
                              (2, '{"format": 1,\n "base" 5}'), (1, '[]'),
                              (3, '{"format": 1,\n"calls": {"login": {\n"method": "BREW"}}}')):
            with self.subTest(content), open(wire, "w") as file:
                file.write(content)
                file.flush()
                result = self.add("a", "h", "u", "--wire", wire)
                self.assertUsage(result)
                self.assertIn(str(line), result[1]["error"]["message"])
        self.assertUsage(self.add("a", "h", "u", "--wire", "/nonexistent"))

    def test_full_disk_keeps_the_old_file(self):
        self.add()
        with open(self.file, "rb") as file:
            before = file.read()
        code, answer, _ = run(self.folder, "pbx", "add", "b", "--url", "h", "--user", "u", limit=100)
        self.assertEqual((code, answer["error"]["kind"]), (9, "Internal"), answer)
        with open(self.file, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_secrets_are_never_prompted_for(self):
        self.add()
        self.assertUsage(run(self.folder, "remote", "show", "a", "--secrets", "977"))


class BadTextForThePbxTest(unittest.TestCase):
    def test_texts_that_cannot_mean_anything(self):
        with Sandbox(SANDBOX, CTL) as sandbox:
            name = sandbox.pbx("83.19")
            custom = ("--server", "custom", "--method", "auth-code", "--address")
            for address in ("https://x", "x/y", "a b", "x:0", "", "x" * 10000):
                with self.subTest(address[:20]):
                    code, answer = sandbox.connect(name, *custom, address, authentication_code="A")
                    self.assertEqual((code, list(answer["error"]["fields"])), (2, ["--address"]))
            for code_text in ("x" * 129, "a\nb", "a\u0000b"):
                code, answer = sandbox.connect(name, "--server", "default", "--method", "auth-code",
                                               authentication_code=code_text)
                self.assertEqual((code, list(answer["error"]["fields"])), (2, ["authentication_code"]))
            _, state = sandbox.control("/state")
            self.assertEqual(state[name]["requests"].get("remotemanagement/update", 0), 0)


if __name__ == "__main__":
    CTL, SANDBOX = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main(verbosity=2)
