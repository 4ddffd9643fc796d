#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PBX written from the wire contract alone, in another language and with other habits than ours:
fields in another order, fields nobody asked for, its own status words, slow answers. It judges the
client; it shares no line with the program or its sandbox.

Usage: otherpbx.py --dir DIR [--firmware V] [--layout old|new] [--behaviour WORD ...]
Writes DIR/ready.json {"port","sha256"} and appends every request to DIR/requests.log as JSON lines.
"""
import argparse
import hashlib
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from otheropenapi import OpenApi
from othersecurity import Security

USER, PASSWORD = "admin", "Correct-Horse-9"


class State:
    def __init__(self, arguments):
        self.behaviour = set(arguments.behaviour)
        self.firmware = arguments.firmware
        self.is_old = arguments.layout == "old"
        self.failures = 0
        self.sessions = set()
        self.lock = threading.Lock()
        self.settings = {
            "passwordless_until": 0, "enb_passwordless": 0, "account_password_set": 0,
            "account_username": "", "enb_account": 0, "email": "", "yeastar_id": "",
            "activation_method": "auth_code", "vendor_extra": {"nested": [1, 2]},
            "server_address": "", "connection_server_type": "default"}
        if self.is_old:
            del self.settings["server_address"], self.settings["connection_server_type"]
        if self.firmware.startswith("83.5."):
            del self.settings["enb_passwordless"]
        self.has_secret = False
        self.state, self.since = "Disconnected", 0
        self.connected_at = None
        self.updates = 0
        self.openapi = OpenApi(self.behaviour)
        self.security = Security(arguments.dir, self.behaviour, arguments.clock_offset, PASSWORD)

    def status(self):
        if self.connected_at is not None and time.time() >= self.connected_at:
            self.state = "Tunnel up" if "own-words" in self.behaviour else "Connected"
            self.since, self.connected_at = int(time.time()), None
        return {"last_error": "", "uptime_note": "n/a", "detail": "", "since": self.since,
                "server": self.settings.get("server_address") or "rm.example.net",
                "state": self.state}

    def update(self, body):
        known = set(self.settings) | {"authentication_code", "yeastar_id_password",
                                      "email_password", "account_password"}
        if not isinstance(body, dict):
            return {"errcode": 40001, "errmsg": "PARAMETER SYNTAX ERROR"}
        unknown = [name for name in body if name not in known]
        if unknown:
            return self.invalid([(name, "unknown") for name in unknown])
        wanted = dict(self.settings, **{k: v for k, v in body.items() if k in self.settings})
        method = wanted["activation_method"]
        secret = {"auth_code": "authentication_code", "yeastar_id": "yeastar_id_password",
                  "email": "email_password"}[method]
        names = ("connection_server_type", "server_address", "activation_method", "yeastar_id",
                 "email")
        is_same = self.has_secret and all(wanted.get(n) == self.settings.get(n) for n in names)
        if secret not in body and not is_same:
            return self.invalid([(secret, "required")])
        if wanted["account_username"].lower() == USER:
            return {"errmsg": "DUPLICATE KEY VALUE", "errcode": 40003,
                    "duplicate_field_list": ["account_username"]}
        if "platform-gone" in self.behaviour:
            return {"reason": "refused", "errcode": 70613, "errmsg": "PLATFORM UNREACHABLE"}
        if body.get("authentication_code") == "USED":
            return {"errcode": 70611, "errmsg": "AUTHENTICATION CODE INVALID", "reason": "used"}
        if body.get("account_password"):
            wanted["account_password_set"] = 1
        self.settings, self.has_secret = wanted, True
        self.updates += 1
        if secret in body or not is_same:
            self.state, self.since = "Connecting", int(time.time())
            self.connected_at = time.time() + (0.3 if "never-connects" not in self.behaviour else 1e9)
        return {"errcode": 2 if "processing" in self.behaviour else 0, "errmsg": "SUCCESS"}

    @staticmethod
    def invalid(fields):
        return {"invalid_param_list": [{"field": f, "validation_type": t} for f, t in fields],
                "errmsg": "PARAMETER ERROR", "errcode": 40002}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "other", ""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self.answer(json.loads(raw))
        except ValueError:
            self.reply({"errcode": 40001, "errmsg": "PARAMETER SYNTAX ERROR"})

    def answer(self, body):
        state, url = self.server.state, urlparse(self.path)
        call = url.path.removeprefix("/api/v1.0/")
        with state.lock:
            entry = {"verb": self.command, "call": call, "names": sorted(body or {}),
                     "activity": self.headers.get("X-User-Activity"), "body": body}
            with open(self.server.log, "a") as log:
                log.write(json.dumps(entry) + "\n")
            if not self.headers.get("User-Agent"):
                self.send_error(400)
                return
            result, headers = self.route(state, call, body, parse_qs(url.query))
        if result == "drop":
            self.close_connection = True
            self.connection.close()
            return
        if "slow" in state.behaviour:
            threading.Event().wait(0.4)
        self.reply(result, headers)

    def route(self, state, call, body, query):
        if call.startswith("/openapi/"):
            return state.openapi.route(call, body, query), {}
        if call == "pbx/getproduct":
            product = {"sn": "369B0000000", "version": state.firmware, "platform_name": "p_soft",
                       "oem_id": 3, "disp_dev_name": "Other PBX", "product_type": "pbx",
                       "product_name": "P-Series Software Edition"}
            return {"product": product, "access_type": "lan", "errmsg": "SUCCESS", "errcode": 0}, {}
        if call == "login":
            return self.login(state, body)
        if call == "login/twofactor":
            refusal = state.security.second_step(body)
            return (refusal, {}) if refusal else self.welcome(state)
        if self.cookie() not in state.sessions:
            return {"errmsg": "TOKEN EXPIRED", "errcode": 10004}, {}
        if call == "logout":
            state.sessions.discard(self.cookie())
            return {"errcode": 0, "errmsg": "SUCCESS"}, {}
        if call == "remotemanagement/get":
            return {"remote_management": state.settings, "errcode": 0, "errmsg": "SUCCESS"}, {}
        if call == "remotemanagement/status":
            return {"errmsg": "SUCCESS", "status": state.status(), "errcode": 0}, {}
        if call == "remotemanagement/update":
            if "drop-before" in state.behaviour:
                return "drop", {}
            result = state.update(body)
            return ("drop", {}) if "drop-after" in state.behaviour else (result, {})
        if call == "remotemanagement/disconnect":
            state.state, state.since, state.has_secret = "Disconnected", int(time.time()), False
            return {"errcode": 0, "errmsg": "SUCCESS"}, {}
        answer = state.security.route(call, body, query)
        return answer or {"errcode": 10001, "errmsg": "INTERFACE NOT EXISTED"}, {}

    def login(self, state, body):
        if "two-factor" in state.behaviour:
            return {"errcode": 70601, "errmsg": "TWO FACTOR REQUIRED",
                    "two_factor": {"challenge": "c", "method": "email", "email_hint": "j***@x",
                                   "expires_in": 300, "resend_after": 60}}, {}
        if state.failures >= 5:
            return {"errcode": 70004, "errmsg": "ACCOUNT IP BLOCKED",
                    "block_expire_time": int(time.time()) + 600}, {}
        if body.get("username") != USER or body.get("password") != state.security.password:
            state.failures += 1
            return {"errmsg": "FAILURE", "errcode": -1}, {}
        challenge = state.security.challenge_for(body)
        return (challenge, {}) if challenge else self.welcome(state)

    @staticmethod
    def welcome(state):
        session = os.urandom(12).hex()
        state.sessions.add(session)
        answer = {"extra": None, "passwordless_enabled": 0, "auto_logout_time": 15,
                  "role": "super_admin", "need_modify_default_pwd": 0, "username": USER,
                  "errcode": 0, "errmsg": "SUCCESS"}
        return answer, {"Set-Cookie": f"websession={session}; Path=/; Secure; HttpOnly"}

    def cookie(self):
        for part in self.headers.get("Cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == "websession":
                return value
        return None

    def reply(self, result, headers=None):
        data = json.dumps(result, indent=3).encode()
        self.send_response_only(200)
        self.send_header("Date", formatdate(time.time() + self.server.offset, usegmt=True))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.end_headers()
        self.wfile.write(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", required=True)
    parser.add_argument("--firmware", default="83.19.0.110")
    parser.add_argument("--layout", choices=("old", "new"), default="new")
    parser.add_argument("--clock-offset", type=int, default=0)
    parser.add_argument("--behaviour", nargs="*", default=[])
    arguments = parser.parse_args()
    key, cert = (os.path.join(arguments.dir, n) for n in ("key.pem", "cert.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
                    "-subj", "/CN=other", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.state = State(arguments)
    server.offset = arguments.clock_offset
    server.log = os.path.join(arguments.dir, "requests.log")
    open(server.log, "w").close()
    der = ssl.PEM_cert_to_DER_cert(open(cert).read())
    ready = os.path.join(arguments.dir, "ready.json")
    with open(ready + ".new", "w") as file:
        json.dump({"port": server.server_address[1], "sha256": hashlib.sha256(der).hexdigest()}, file)
    os.rename(ready + ".new", ready)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
