# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented OpenAPI of the other PBX (otherpbx.py), written from the vendor's pages: eight
tokens, a block after five failures, answers with fields nobody asked for."""
import os
import time

CLIENT_ID, SECRET = "other-client", "Other-Secret-1"
BASE = "/openapi/v1.0/"
MOST_TOKENS = 8


class OpenApi:
    def __init__(self, behaviour):
        self.behaviour = behaviour
        self.tokens, self.refresh = {}, {}
        self.failures = 0
        if "tokens-gone" in behaviour:
            self.tokens = {str(i): time.time() + 1800 for i in range(MOST_TOKENS)}

    def route(self, path, body, query):
        call = path.removeprefix(BASE)
        if "api-off" in self.behaviour:
            return {"errmsg": "API UNAVAILABLE", "errcode": 70123}
        if call == "get_token":
            return self.get_token(body or {})
        if call == "refresh_token":
            if (body or {}).get("refresh_token") not in self.refresh:
                return {"errmsg": "FAILURE", "errcode": -1}
            self.tokens.pop(self.refresh.pop(body["refresh_token"]), None)
            return self.make()
        token = query.get("access_token", [""])[0]
        if self.tokens.get(token, 0) < time.time():
            return {"errmsg": "TOKEN EXPIRED", "errcode": 10004}
        if call == "del_token":
            del self.tokens[token]
            return {"errmsg": "SUCCESS", "errcode": 0}
        if call == "system/information":
            data = {"up_time": 4711, "sn": "369B0000000", "system_time": "2026/01/02 03:04:05",
                    "model_name": "Other", "device_name": "Other PBX", "extra": {},
                    "firmware_version": "83.19.0.110"}
            if "old-information" not in self.behaviour:
                data["timestamp"] = 1800000000
            return {"data": data, "errmsg": "SUCCESS", "errcode": 0}
        if call == "extension/search":
            wanted = query.get("search_value", [""])[0].lower()
            rows = [{"email_addr": "anna+pbx@other.example", "number": "1001", "id": 1,
                     "online_status": {}, "caller_id_name": "Anna"},
                    {"email_addr": "", "number": "1002", "id": 2, "caller_id_name": "Ben"}]
            rows = [r for r in rows if wanted in r["email_addr"] or wanted in r["number"]]
            return {"data": rows, "total_number": len(rows), "errmsg": "SUCCESS", "errcode": 0}
        return {"errmsg": "INTERFACE NOT EXISTED", "errcode": 10001}

    def get_token(self, body):
        if self.failures >= 5:
            return {"errcode": 70004, "errmsg": "ACCOUNT IP BLOCKED",
                    "block_expire_time": int(time.time()) + 600}
        if (body.get("username"), body.get("password")) != (CLIENT_ID, SECRET):
            self.failures += 1
            return {"invalid_param_list": [{"value": "error", "field": "username or password"}],
                    "errmsg": "FAILURE", "errcode": -1}
        if len(self.tokens) >= MOST_TOKENS:
            return {"errmsg": "MAX LIMITATION EXCEEDED", "errcode": 60002}
        self.failures = 0
        return self.make()

    def make(self):
        access, refresh = os.urandom(16).hex(), os.urandom(16).hex()
        self.tokens[access] = time.time() + 1800
        self.refresh[refresh] = access
        return {"refresh_token_expire_time": 86400, "refresh_token": refresh,
                "access_token_expire_time": 1800, "access_token": access, "errmsg": "SUCCESS",
                "errcode": 0}
