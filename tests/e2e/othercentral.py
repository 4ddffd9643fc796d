#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Central Management written from the vendor's documentation alone, in another language and with
other habits than ours: fields in another order, optional ones missing, four ways to write an error,
refresh tokens that rotate, rate limits, a clock of its own. It shares no line with the program or
its sandbox.

Usage: othercentral.py --dir DIR [--shape ycm|workplace|partner|ymp|nested] [--devices N]
                       [--page-cap N] [--clock-offset S] [--sn SERIAL] [--behaviour WORD ...]
Writes DIR/ready.json {"port","sha256"} and appends every request to DIR/requests.log as JSON lines.

Behaviours: no-devices, short-tokens, dies-with-token (refresh tokens are refused), limit:CALL:HOW
(the first such call is 429; HOW is the Retry-After, or bare), always-limit:CALL:HOW, forget:CALL
(the first such call finds its token expired), die-before:CALL, die-after:CALL, mute-before:CALL and
mute-after:CALL (not carried out or carried out, and not answered), silent:CALL, text-ids (of
devices), never-sees, full.
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
import uuid
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

CLIENT_ID, SECRET = "0123456789abcdef0123456789abcdef", "Other+Secret & 100%"
BASE = "/dm/open_api/"
NAMES = {1000002: (401, "AUTHENTICATION_FAILED"), 1000004: (400, "INVALID_PARAMETER"),
         1000005: (404, "DATA_NOT_FOUND"), 1000035: (401, "TOKEN_EXPIRED"),
         1000036: (401, "INVALID_TOKEN"), 1000040: (429, "RATE_LIMIT_EXCEEDED"),
         1000042: (403, "ACCESS_DENIED"), 1000043: (403, "PERMISSION_DENIED")}


class Refused(Exception):
    def __init__(self, code, detail="", headers=None):
        super().__init__(code)
        self.code, self.detail, self.headers = code, detail, headers or {}


class State:
    def __init__(self, arguments):
        self.options = arguments
        self.behaviour = [word.split(":") for word in arguments.behaviour]
        self.lock = threading.Lock()
        self.failures = 0
        self.access, self.refresh = {}, set()
        self.done_once = set()
        self.added_at = {}
        self.users = [{"twoFactorAuthenticationEnable": "enable", "email": f"u{i}@x.example",
                       "userId": 100 + i, "userType": "My Colleague"} for i in range(3)]
        self.users[1]["lastName"] = "Ünal"
        self.clouds = [{"passwordlessLogin": "Disabled", "name": "Cloud", "cloudPbxId": 7,
                        "version": "84.19.0.110", "upgradeInPbx": "Enabled", "sn": "84"}]
        self.devices = [self.device(i + 1, f"Site {i + 1}", "Connected" if i % 2 else "Disconnected",
                                    f"SN{i + 1:05}") for i in range(arguments.devices)]
        if self.has("text-ids"):
            for row in self.devices:
                row["deviceId"] = str(row["deviceId"])
        self.last_id = arguments.devices

    @staticmethod
    def device(number, name, status, serial):
        row = {"status": status, "deviceName": name, "deviceId": number, "passwordlessLogin":
               "Disabled", "vendorExtra": [1]}
        if serial:
            row.update(sn=serial, version="83.19.0.110", lastOnlineTime=1800000000)
        return row

    def has(self, *words):
        return list(words) in self.behaviour

    def once(self, word, call):
        """The arguments of WORD:CALL[:X] the first time CALL comes, else nothing."""
        for parts in self.behaviour:
            if parts[:2] == [word, call] and (word, call) not in self.done_once:
                self.done_once.add((word, call))
                return parts[2:] or True
        return None

    def look(self):
        """A device that was added is seen a moment later, as the PBX of --sn."""
        for row in self.devices:
            if row["deviceId"] in self.added_at and not self.has("never-sees"):
                if time.time() > self.added_at[row["deviceId"]] + 0.4:
                    row.update(status="Connected", sn=self.options.sn, version="83.19.0.110")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""

    def log_message(self, *_):
        pass

    def handle_verb(self):
        state, url = self.server.state, urlparse(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = url.path.removeprefix(BASE)
        call = f"{self.command} {path}"
        with state.lock, open(self.server.log, "a") as log:
            log.write(json.dumps({"call": call, "query": url.query, "body": raw.decode(),
                                  "at": time.time()}) + "\n")
        if state.has("silent", call):
            time.sleep(120)
        with state.lock:
            if state.has("die-before", call):
                os._exit(0)
            if state.has("mute-before", call):
                self.close_connection = True
                return
            try:
                if not self.headers.get("User-Agent"):
                    raise Refused(1000004, "User-Agent")
                result = self.route(state, path, raw, parse_qs(url.query, keep_blank_values=True))
                if state.has("mute-after", call):
                    self.close_connection = True
                    return
                self.reply(200, result)
            except Refused as refused:
                status, text = NAMES[refused.code]
                self.reply(status, self.error(refused.code, text, refused.detail), refused.headers)
            if state.has("die-after", call):
                self.wfile.flush()
                os._exit(0)

    do_GET = do_POST = do_PUT = do_DELETE = handle_verb

    def error(self, code, text, detail):
        shape, request_id = self.server.state.options.shape, "e" * 32
        if shape == "workplace":
            return {"detailMsg": detail or text, "errMsg": text, "requestId": request_id,
                    "status": "Failed"}
        if shape == "partner":
            return {"status": NAMES[code][0], "requestId": request_id, "detailMessage": text,
                    "code": str(code)}
        if shape == "ymp":
            return {"errmsg": text, "errno": str(code), "status": "Failed"}
        if shape == "nested":
            return {"errors": [{"message": text, "errorCode": code}], "status": "Failed",
                    "requestId": request_id}
        return {"errMsg": text, "time": self.now(), "detailMsg": detail, "errCode": code,
                "requestId": request_id, "status": "Failed"}

    def now(self):
        return int(time.time()) + self.server.state.options.clock_offset

    def route(self, state, path, raw, query):
        if path.startswith("oauth/"):
            return self.oauth(state, path, {k: v[0] for k, v in parse_qs(raw.decode()).items()})
        self.check_token(state, path)
        if path == "v1/subscription/rm_connections":
            used = sum(1 for d in state.devices if d.get("sn"))
            return self.success({
                "remoteManagementPremiumAccount": {"expirationTime": self.now() + 3 * 86400,
                                                   "status": "Trial"},
                "connections": {"capacity": used if state.has("full") else 500, "used": used},
                "remoteManagementAccount": {"expirationTime": 0, "status": "Not Subscribed"}})
        if path == "v2/users":
            return self.page(state.users, query)
        if path == "v2/cloud_pbx/instances":
            return self.page(state.clouds, query)
        body = json.loads(raw) if raw else {}
        if path.startswith("v1/users/"):
            return self.change(state.users, "userId", path, body)
        if path.startswith("v1/cloud_pbx/instances/"):
            wanted = {"name", "upgradeInPbx", "im", "passwordlessLogin",
                      "allowSuperiorPasswordlessLogin"}
            if not wanted <= set(body):
                raise Refused(1000004, ",".join(sorted(wanted - set(body))))
            return self.change(state.clouds, "cloudPbxId", path, body)
        if path.startswith("v1/remote_devices") and not state.has("no-devices"):
            return self.devices(state, path, body, query)
        raise Refused(1000005, path)

    def oauth(self, state, path, form):
        if path == "oauth/token/refresh_token" and self.command == "DELETE":
            self.check_client(state, form)
            state.refresh.clear()
            return {"effect_time": self.now(), "client_id": CLIENT_ID}
        if self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
            raise Refused(1000004, "Content-Type")
        if state.failures > 5:
            raise Refused(1000042)
        if (how := state.once("limit", form.get("grant_type"))):
            raise self.limited(how)
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") not in state.refresh or state.has("dies-with-token"):
                state.failures += 1
                raise Refused(1000036)
            state.refresh.discard(form["refresh_token"])
        else:
            self.check_client(state, form)
        state.failures = 0
        life = 2 if state.has("short-tokens") else 1800
        access, refresh = uuid.uuid4().hex, uuid.uuid4().hex
        state.access[access] = time.time() + life
        state.refresh.add(refresh)
        return {"expires_in": life, "token_type": "bearer", "refresh_token": refresh,
                "access_token": access}

    @staticmethod
    def check_client(state, form):
        if form.get("client_id") != CLIENT_ID or form.get("client_secret") != SECRET:
            state.failures += 1
            raise Refused(1000002)

    def check_token(self, state, path):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        call = f"{self.command} {path}"
        if state.once("forget", call):
            state.access.pop(token, None)
        if token not in state.access:
            raise Refused(1000036)
        if time.time() > state.access[token]:
            raise Refused(1000035)
        for parts in state.behaviour:
            if parts[:2] == ["always-limit", call]:
                raise self.limited(parts[2:])
        if (how := state.once("limit", call)):
            raise self.limited(how)

    @staticmethod
    def limited(how):
        return Refused(1000040, headers={} if how == ["bare"] else {"Retry-After": how[0]})

    def devices(self, state, path, body, query):
        state.look()
        if path == "v1/remote_devices" and self.command == "GET":
            search = query.get("search", [""])[0].lower()
            return self.page([d for d in state.devices if search in json.dumps(d).lower()], query)
        if path == "v1/remote_devices" and self.command == "POST":
            state.last_id += 1
            row = state.device(state.last_id, body["deviceName"], "Pending", "")
            row.update({k: body[k] for k in ("group", "comment", "passwordlessLogin") if k in body})
            state.devices.append(row)
            state.added_at[state.last_id] = time.time()
            return self.success({"expireTime": self.now() + 86400, "authenticationCode":
                                 uuid.uuid4().hex[:16].upper(), "deviceId": state.last_id})
        if path == "v1/remote_devices" and self.command == "DELETE":
            before = len(state.devices)
            state.devices = [d for d in state.devices if d["deviceId"] not in body["deviceIds"]]
            if len(state.devices) == before:
                raise Refused(1000005)
            return self.success(None)
        number = path.split("/")[2]
        if not any(str(d["deviceId"]) == number for d in state.devices):
            raise Refused(1000005)
        if body["mode"] == "passwordless":
            raise Refused(1000043, "Passwordless Login is off.")
        return self.success({"url": f"https://pbx.example/signin?ticket=T{number}"})

    def change(self, rows, key, path, body):
        row = next((r for r in rows if str(r[key]) == path.split("/")[-1]), None)
        if row is None:
            raise Refused(1000005)
        row.update(body)
        return self.success(None)

    def page(self, rows, query):
        size = min(int(query.get("pageSize", ["10"])[0]), self.server.state.options.page_cap)
        number = int(query.get("pageNumber", ["1"])[0])
        return self.success({"list": rows[(number - 1) * size:number * size], "total": len(rows),
                             "pageNumber": number, "pageSize": size})

    def success(self, data):
        answer = {"time": self.now(), "status": "Success", "requestId": str(uuid.uuid4())}
        return answer if data is None else dict(data=data, **answer)

    def reply(self, status, result, headers=None):
        data = json.dumps(result, indent=1, ensure_ascii=False).encode()
        self.send_response_only(status)
        self.send_header("Date", formatdate(self.now(), usegmt=True))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", required=True)
    parser.add_argument("--shape", default="ycm")
    parser.add_argument("--devices", type=int, default=3)
    parser.add_argument("--page-cap", type=int, default=50)
    parser.add_argument("--clock-offset", type=int, default=0)
    parser.add_argument("--sn", default="369B0000000")
    parser.add_argument("--behaviour", nargs="*", default=[])
    arguments = parser.parse_args()
    key, cert = (os.path.join(arguments.dir, n) for n in ("key.pem", "cert.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
                    "-subj", "/CN=central", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.state = State(arguments)
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
