# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox and linewardenctl as processes, for the scripts beside this file."""
import hashlib
import http.client
import json
import os
import ssl
import subprocess
import tempfile
import time
from urllib.parse import urlparse


class Sandbox:
    """linewarden-sandbox with a profile folder in which every practice PBX is saved by its name."""

    def __init__(self, sandbox, ctl, *options):
        self.ctl_program = ctl
        self.folder = tempfile.TemporaryDirectory()
        ready = os.path.join(self.folder.name, "ready.json")
        self.process = subprocess.Popen([sandbox, "--ready-file", ready, *options],
                                        stdin=subprocess.PIPE)
        deadline = time.monotonic() + 20
        while not os.path.exists(ready):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError("the sandbox did not become ready")
            time.sleep(0.02)
        with open(ready) as file:
            self.facts = json.load(file)

    def __enter__(self):
        for pbx in self.facts["pbxs"]:
            self.ctl("pbx", "add", pbx["name"], "--url", pbx["url"], "--user",
                     self.account(pbx["name"])["username"], "--trust-sha256", pbx["sha256"])
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            self.folder.cleanup()

    def pbx(self, firmware):
        return next(p["name"] for p in self.facts["pbxs"] if p["firmware"].startswith(firmware))

    def account(self, name, role="super_admin"):
        pbx = next(p for p in self.facts["pbxs"] if p["name"] == name)
        return next(a for a in pbx["accounts"] if a["role"] == role)

    def profile(self):
        return os.path.join(self.folder.name, "profile")

    def ctl(self, *arguments, secrets=None):
        command = [self.ctl_program, "--profile-dir", self.profile(), "--json", *arguments]
        if secrets is not None:
            command += ["--secrets", "-"]
        done = subprocess.run(command, input=json.dumps(secrets or {}), text=True,
                              capture_output=True, timeout=120)
        return done.returncode, json.loads(done.stdout)

    def connect(self, name, *options, **secrets):
        secrets.setdefault("password", self.account(name)["password"])
        return self.ctl("remote", "connect", name, *options, secrets=secrets)

    def read(self, what, name):
        return self.ctl("remote", what, name, secrets={"password": self.account(name)["password"]})

    def control(self, path, body=None):
        """GET or POST on the control address, its certificate checked by its SHA-256."""
        url = urlparse(self.facts["control"])
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=20)
        connection.connect()
        found = hashlib.sha256(connection.sock.getpeercert(True)).hexdigest()
        if found != self.facts["control_sha256"]:
            raise RuntimeError("another certificate at the control address")
        headers = {"User-Agent": "practice.py"}
        if body is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/json"
            connection.request("POST", path, json.dumps(body), headers)
        response = connection.getresponse()
        try:
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def fault(self, server, call, kind, times=1, value=None):
        body = {"server": server, "call": call, "fault": kind, "times": times}
        if value is not None:
            body["value"] = value
        status, answer = self.control("/fault", body)
        if status != 200:
            raise RuntimeError(answer)
