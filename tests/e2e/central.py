# SPDX-License-Identifier: GPL-3.0-or-later
"""Central Management's API and the OpenAPI of a PBX, spoken by curl from the vendor's documentation:
a client that shares no code with Linewarden's."""
import hashlib
import json
import os
import ssl
import subprocess
from urllib.parse import urlencode, urlparse


class Https:
    """A server with the one certificate that was announced."""

    def __init__(self, server, folder):
        self.url = server["url"]
        address = urlparse(self.url)
        pem = ssl.get_server_certificate((address.hostname, address.port))
        if hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != server["sha256"]:
            raise RuntimeError("another certificate than the one that was announced")
        self.certificate = os.path.join(folder, f"{address.port}.pem")
        with open(self.certificate, "w") as file:
            file.write(pem)

    def ask(self, verb, path, *options, body=None):
        """(HTTP status, headers by lower-case name, body)"""
        command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "60",
                   "--cacert", self.certificate, "--request", verb, "--include", *options]
        if body is not None:
            command += ["--data-binary", "@-"]
        done = subprocess.run([*command, self.url + path], input=body or "", text=True,
                              capture_output=True, timeout=90, check=True)
        head, _, answer = done.stdout.replace("\r\n", "\n").partition("\n\n")
        lines = head.split("\n")
        headers = {name.lower(): value.strip()
                   for name, _, value in (line.partition(":") for line in lines[1:])}
        return int(lines[0].split()[1]), headers, answer


class Central(Https):
    BASE = "/dm/open_api/"

    def __init__(self, server, folder):
        super().__init__(server, folder)
        self.client = {"client_id": server["client_id"], "client_secret": server["client_secret"]}
        self.access = None

    def form(self, verb, path, **fields):
        status, _, answer = self.ask(verb, self.BASE + path, body=urlencode(fields))
        return status, json.loads(answer)

    def sign_in(self):
        status, answer = self.form("POST", "oauth/token", grant_type="client_credentials",
                                   **self.client)
        if status != 200:
            raise RuntimeError(answer)
        self.access = answer["access_token"]
        return answer

    def __call__(self, verb, path, body=None, **query):
        """(HTTP status, answer)"""
        path = self.BASE + path + ("?" + urlencode(query) if query else "")
        options = ["--header", f"Authorization: Bearer {self.access}"] if self.access else []
        if body is not None:
            options += ["--header", "Content-Type: application/json"]
        status, self.headers, answer = self.ask(
            verb, path, *options, body=None if body is None else json.dumps(body))
        return status, json.loads(answer)

    def add(self, name, passwordless="Enabled"):
        _, answer = self("POST", "v1/remote_devices",
                         {"deviceName": name, "passwordlessLogin": passwordless,
                          "provisioningViaTemplate": "Disabled"})
        return answer["data"]

    def device(self, name):
        _, answer = self("GET", "v1/remote_devices", search=name)
        return next(d for d in answer["data"]["list"] if d["deviceName"] == name)

    def link(self, device, mode):
        status, answer = self("POST", f"v1/remote_devices/{device}/access_link", {"mode": mode})
        if status != 200:
            raise RuntimeError(answer)
        return answer["data"]["url"]


class OpenApi(Https):
    def __init__(self, pbx, folder):
        super().__init__(pbx, folder)
        self.client = pbx.get("openapi", {})
        self.access = None

    def __call__(self, endpoint, body=None, version="v1.0", **query):
        """(errcode, answer)"""
        if self.access:
            query["access_token"] = self.access
        path = f"/openapi/{version}/{endpoint}" + ("?" + urlencode(query) if query else "")
        verb = "GET" if body is None else "POST"
        _, _, answer = self.ask(verb, path, body=None if body is None else json.dumps(body))
        answer = json.loads(answer)
        return answer["errcode"], answer

    def token(self, secret=None):
        return self("get_token", {"username": self.client["client_id"],
                                  "password": secret or self.client["client_secret"]})
