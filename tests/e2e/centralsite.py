# SPDX-License-Identifier: GPL-3.0-or-later
"""The other Central Management and the other PBX as processes, with one profile folder."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENT_ID, SECRET = "0123456789abcdef0123456789abcdef", "Other+Secret & 100%"
PASSWORD = "Correct-Horse-9"


class Process:
    def __init__(self, script, *arguments):
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, script), "--dir",
                                         self.folder.name, *arguments])
        ready = os.path.join(self.folder.name, "ready.json")
        deadline = time.monotonic() + 30
        while not os.path.exists(ready) and time.monotonic() < deadline:
            time.sleep(0.02)
        with open(ready) as file:
            self.facts = json.load(file)

    def url(self):
        return f"https://127.0.0.1:{self.facts['port']}"

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.folder.cleanup()

    def calls(self, call=None):
        with open(os.path.join(self.folder.name, "requests.log")) as log:
            entries = [json.loads(line) for line in log]
        return [e for e in entries if call is None or e["call"] == call]


class Site:
    """A profile that knows a platform as `hq`, and where wanted a PBX as `pbx`."""

    def __init__(self, ctl, *behaviour, pbx=None, **options):
        self.program = ctl
        arguments = [word for name, value in options.items()
                     for word in ("--" + name.replace("_", "-"), str(value))]
        self.central = Process("othercentral.py", *arguments, "--behaviour", *behaviour)
        self.pbx = None if pbx is None else Process("otherpbx.py", "--behaviour", *pbx)
        self.profile = tempfile.TemporaryDirectory()

    def __enter__(self):
        self.ctl("central", "add", "hq", "--url", self.central.url(), "--client-id", CLIENT_ID,
                 "--trust-sha256", self.central.facts["sha256"])
        if self.pbx:
            self.ctl("pbx", "add", "pbx", "--url", self.pbx.url(), "--user", "admin",
                     "--trust-sha256", self.pbx.facts["sha256"])
        return self

    def __exit__(self, *_):
        self.central.end()
        if self.pbx:
            self.pbx.end()
        self.profile.cleanup()

    def command(self, *arguments):
        return [self.program, "--profile-dir", self.profile.name, "--json", *arguments]

    def ctl(self, *arguments, secrets=None):
        """Runs linewardenctl --json; answers (exit code, the one JSON object, stderr)."""
        command = self.command(*arguments) + (["--secrets", "-"] if secrets is not None else [])
        done = subprocess.run(command, input=json.dumps(secrets or {}), text=True,
                              capture_output=True, timeout=120)
        return done.returncode, json.loads(done.stdout), done.stderr

    def ask(self, *arguments, secret=SECRET):
        return self.ctl("central", *arguments, secrets={"client_secret": secret})

    def remote(self, *arguments):
        return self.ctl("remote", *arguments,
                        secrets={"client_secret": SECRET, "password": PASSWORD})
