# SPDX-License-Identifier: GPL-3.0-or-later
"""The account security of the PBX in otherpbx.py, likewise written from the wire contract alone. One
account; the phone's arithmetic is Python's own. Mailed codes are lines of DIR/mails.log."""
import base64
import hashlib
import hmac
import os
import secrets
import struct
import time


def pw64(text):
    return base64.b64encode(hashlib.md5(text.encode()).hexdigest().encode()).decode()


def totp(key, now, step=0):
    """RFC 6238 with SHA1, 6 digits and 30 seconds."""
    mac = hmac.new(key, struct.pack(">Q", int(now) // 30 + step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000)


def refuse(code, text, **more):
    return {**more, "errmsg": text, "errcode": code}


def done(**more):
    return {"note": ["nobody", "asked"], **more, "errmsg": "SUCCESS", "errcode": 0}


WRONG = (-1, "FAILURE")
NO_PROOF = (70604, "PASSWORD TOKEN INVALID")
WRONG_CODE = (70602, "TWO FACTOR CODE INVALID")


class Security:
    def __init__(self, folder, behaviour, offset, password):
        self.mails = os.path.join(folder, "mails.log")
        self.behaviour = behaviour
        self.offset = offset
        self.password = pw64(password)
        self.method = "email" if "email-factor" in behaviour else ""
        self.key = self.offered = None
        self.code = self.challenge = self.proof = None
        self.attempts = 5
        self.mandatory, self.auto_logout = 0, 15
        self.devices = [
            {"current": int(i == 2), "last_used_time": 1700000000 + i, "added_time": 1600000000 + i,
             "ip": f"192.0.2.{i}", "name": f"PC {i}", "id": i} for i in (1, 2, 3)]
        self.extensions = [
            {"two_factor_method": "email" if i % 3 == 0 else "", "enb_two_factor": int(i % 3 == 0),
             "role_name": "Employee", "email_addr": f"e{i}@example.com", "caller_id_name": f"Name {i}",
             "number": str(2000 + i), "id": i} for i in range(1, 251)]
        self.blocked = [{"expire_time": 0, "time": 1700000000, "port": "8088", "defence_type": "Web",
                         "ip": "198.51.100.7", "id": 71}]
        self.log = [{"detail": d, "operation": "Edit", "module": "Extension", "ip": "192.0.2.9",
                     "user": "admin", "time": 1700000000 + i}
                    for i, d in enumerate(("plain", 'with "quotes", and commas', "=1+1", "总部"))]

    def now(self):
        return time.time() + self.offset

    def mail(self):
        self.code = "%06d" % secrets.randbelow(1_000_000)
        with open(self.mails, "a") as file:
            file.write(self.code + "\n")

    def is_right(self, code):
        if self.method == "authenticator":
            return any(hmac.compare_digest(totp(self.key, self.now(), s), code) for s in (-1, 0, 1))
        return code == self.code

    # Signing in: nothing when the password is all that is wanted.
    def challenge_for(self, body):
        if not self.method or body.get("trusted_device_token") == "trusted-token":
            return None
        self.challenge, self.attempts = secrets.token_hex(8), 5
        if self.method == "email":
            self.mail()
        return refuse(70601, "TWO FACTOR REQUIRED", two_factor={
            "resend_after": 60, "expires_in": 300, "email_hint": "o***@example.com",
            "challenge": self.challenge, "method": self.method})

    def second_step(self, body):
        if body.get("challenge") != self.challenge or self.attempts == 0:
            return refuse(70603, "TWO FACTOR CODE EXPIRED")
        if not self.is_right(body.get("code", "")):
            self.attempts -= 1
            return refuse(*WRONG_CODE, attempts_left=self.attempts)
        self.challenge = None
        return None

    def route(self, call, body, query):
        handler = getattr(self, call.replace("/", "_"), None)
        return handler(body or {}, query) if handler else None

    def twofactor_get(self, *_):
        return done(two_factor={"mail_server_ready": 1, "mandatory": self.mandatory,
                                "email_hint": "o***@example.com", "method": self.method,
                                "enb_two_factor": int(bool(self.method))})

    def twofactor_checkpassword(self, body, _):
        if body.get("password") != self.password:
            return refuse(*WRONG)
        self.proof = secrets.token_hex(8)
        return done(expires_in=300, password_token=self.proof)

    def twofactor_getsecret(self, body, _):
        if body.get("password_token") != self.proof:
            return refuse(*NO_PROOF)
        size = 10 if "weak-key" in self.behaviour else 20
        self.offered = secrets.token_bytes(size)
        text = base64.b32encode(self.offered).decode().rstrip("=")
        return done(period=30, digits=6, algorithm="SHA1", account="admin@other: 管理员",
                    issuer="Other & PBX 100%", secret=text)

    def twofactor_sendemail(self, body, _):
        if body.get("password_token") != self.proof:
            return refuse(*NO_PROOF)
        if "no-mail-server" in self.behaviour:
            return refuse(70606, "MAIL SERVER NOT CONFIGURED")
        self.mail()
        return done(resend_after=60, expires_in=300, email_hint="o***@example.com")

    def twofactor_update(self, body, _):
        if not self.proof or body.get("password_token") != self.proof:
            return refuse(*NO_PROOF)
        if not body.get("enb_two_factor"):
            if self.mandatory:
                return refuse(70084, "ACTION FORBIDDEN")
            self.method, self.key = "", None
        else:
            before = self.method, self.key
            self.method, self.key = body["method"], self.offered
            if not self.is_right(body.get("code", "")):
                self.method, self.key = before
                return refuse(*WRONG_CODE)
        self.proof = None
        if "drop-after-enabling" in self.behaviour:
            return "drop"
        return done()

    def user_updatepassword(self, body, _):
        if body.get("old_password") != self.password:
            return refuse(*WRONG)
        if body.get("new_password") != body.get("confirm_password"):
            return refuse(40002, "PARAMETER ERROR", invalid_param_list=[
                {"field": "confirm_password", "validation_type": "mismatch"}])
        self.password, self.devices = body["new_password"], []
        return done()

    def trusteddevice_searchsummary(self, _, query):
        return self.page("trusted_device_list", self.devices, query)

    def trusteddevice_batchdelete(self, body, _):
        self.devices = [d for d in self.devices if str(d["id"]) not in map(str, body["id_list"])]
        return done()

    def extension_searchsummary(self, _, query):
        wanted = query.get("search_value", [""])[0].lower()
        rows = [e for e in self.extensions if wanted in str(e).lower()]
        return self.page("extension_list", rows, query)

    def extension_get(self, _, query):
        return done(extension=next(e for e in self.extensions
                                   if str(e["id"]) == query["id"][0]))

    def extension_update(self, body, _):
        if body.get("enb_two_factor"):
            return refuse(70084, "ACTION FORBIDDEN")
        row = next(e for e in self.extensions if str(e["id"]) == str(body["id"]))
        row["enb_two_factor"], row["two_factor_method"] = 0, ""
        return done()

    def securityoption_get(self, *_):
        return done(security_option={"enb_force_two_factor": self.mandatory})

    def securityoption_update(self, body, _):
        self.mandatory = body["enb_force_two_factor"]
        return done()

    def webserver_get(self, *_):
        return done(web_server={"auto_logout_time": self.auto_logout})

    def webserver_update(self, body, _):
        self.auto_logout = body["auto_logout_time"]
        return done()

    def blockedip_searchsummary(self, _, query):
        return self.page("blocked_ip_list", self.blocked, query)

    def blockedip_batchdelete(self, body, _):
        self.blocked = [b for b in self.blocked if str(b["id"]) not in map(str, body["id_list"])]
        return done()

    def allowedip_searchsummary(self, _, query):
        return self.page("allowed_ip_list", [], query)

    def operationlog_searchsummary(self, _, query):
        start = int(query.get("start_time", ["0"])[0])
        return self.page("operation_log_list", [e for e in self.log if e["time"] >= start], query)

    @staticmethod
    def page(name, rows, query):
        size = int(query.get("page_size", ["50"])[0])
        first = (int(query.get("page", ["1"])[0]) - 1) * size
        return done(**{name: rows[first:first + size], "total_number": len(rows)})
