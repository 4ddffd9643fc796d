#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice Central Management and the practice PBX's OpenAPI, judged by curl from the vendor's
documentation. Usage: tst_sandboxcentral.py LINEWARDEN-SANDBOX"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

from central import Central, OpenApi
from portal import Portal, built_in_profile
from practice import Sandbox

SANDBOX = None
NAME = "Lab 83.19"


class Bare(Sandbox):
    """The sandbox alone: the programs of the house have no part in this."""

    def __init__(self, *options):
        super().__init__(SANDBOX, None, *options)


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def play(self, *options):
        sandbox = Bare(*options)
        self.addCleanup(sandbox.__exit__)
        return sandbox

    def scenario(self, change):
        """The built-in scenario, changed by a function, as an option."""
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                            "../../resources/sandbox/default.json")
        with open(path) as file:
            scenario = json.load(file)
        change(scenario)
        path = os.path.join(self.folder.name, "scenario.json")
        with open(path, "w") as file:
            json.dump(scenario, file)
        return "--scenario", path

    def central(self, sandbox, index=0):
        return Central(sandbox.facts["platforms"][index], self.folder.name)

    def pbx(self, sandbox, name=NAME):
        return next(p for p in sandbox.facts["pbxs"] if p["name"] == name)

    def portal(self, sandbox, name=NAME):
        portal = Portal(self.pbx(sandbox, name), self.folder.name, built_in_profile())
        self.assertEqual(portal.sign_in("admin", "Practice-Admin-1")[0], 0)
        return portal

    def until(self, holds):
        deadline = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

    def ok(self, answer):
        self.assertEqual((answer[0], answer[1]["status"]), (200, "Success"), answer)
        self.assertRegex(answer[1]["requestId"], "^[0-9a-f]{32}$")
        return answer[1].get("data")

    def refused(self, status, code, answer):
        self.assertEqual((answer[0], answer[1]["errCode"]), (status, code), answer)
        self.assertEqual(answer[1]["status"], "Failed")
        return answer[1]


class TokenTest(Case):
    def test_life_of_a_token(self):
        sandbox = self.play()
        central = self.central(sandbox)
        self.refused(401, 1000036, central("GET", "v2/users"))
        first = central.sign_in()
        self.assertEqual((first["token_type"], first["expires_in"]), ("Bearer", 1800))
        self.ok(central("GET", "v2/users"))
        sandbox.control("/clock", {"advance": 1800})
        self.refused(401, 1000035, central("GET", "v2/users"))
        refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        status, second = central.form("POST", "oauth/token", **refresh)
        self.assertEqual(status, 200)
        central.access = second["access_token"]
        self.ok(central("GET", "v2/users"))
        self.refused(401, 1000036, central.form("POST", "oauth/token", **refresh))
        status, revoked = central.form("DELETE", "oauth/token/refresh_token", **central.client)
        self.assertEqual((status, revoked["client_id"]), (200, central.client["client_id"]))
        refresh["refresh_token"] = second["refresh_token"]
        self.refused(401, 1000036, central.form("POST", "oauth/token", **refresh))

    def test_guessing_blocks_the_address(self):
        sandbox = self.play()
        central = self.central(sandbox)
        wrong = {**central.client, "grant_type": "client_credentials", "client_secret": "guess"}
        for _ in range(6):
            self.refused(401, 1000002, central.form("POST", "oauth/token", **wrong))
        right = {**central.client, "grant_type": "client_credentials"}
        self.refused(403, 1000042, central.form("POST", "oauth/token", **right))
        _, state = sandbox.control("/state")
        self.assertEqual(state["Hosted"]["api"]["blocked_addresses"], 1)
        sandbox.control("/clock", {"advance": 600})
        self.assertEqual(central.form("POST", "oauth/token", **right)[0], 200)

    def test_rate_limit_and_user_agent(self):
        def limit(scenario):
            scenario["platforms"][0]["rate_limit"] = {"burst": 4, "rate": 2, "interval_minutes": 1}
        sandbox = self.play(*self.scenario(limit))
        central = self.central(sandbox)
        central.sign_in()
        for _ in range(4):
            self.ok(central("GET", "v2/users"))
        self.refused(429, 1000040, central("GET", "v2/users"))
        self.assertIn(int(central.headers["retry-after"]), range(1, 61))
        sandbox.control("/clock", {"advance": 60})
        self.ok(central("GET", "v2/users"))
        status, _, _ = central.ask("GET", "/dm/open_api/v2/users", "--user-agent", "")
        self.assertEqual(status, 400)


class ReadingTest(Case):
    def test_subscription_users_and_cloud(self):
        sandbox = self.play()
        hosted, own = self.central(sandbox), self.central(sandbox, 1)
        hosted.sign_in()
        own.sign_in()
        data = self.ok(hosted("GET", "v1/subscription/rm_connections"))
        self.assertEqual(data["connections"]["used"], 0)
        left = data["remoteManagementPremiumAccount"]["expirationTime"] - time.time()
        self.assertAlmostEqual(left / 86400, 20, delta=1)
        data = self.ok(own("GET", "v1/subscription/rm_connections"))
        self.assertEqual(sorted(data["connections"]), ["capacity", "used"])

        users = self.ok(hosted("GET", "v2/users", sort="-email", pageSize=2))
        self.assertEqual((users["total"], len(users["list"])), (3, 2))
        secured = next(u for u in users["list"] if u["twoFactorAuthenticationEnable"] == "enable")
        path = f"v1/users/{secured['userId']}"
        body = {"twoFactorAuthenticationEnable": "enable"}
        self.refused(400, 1000004, hosted("PUT", path, body))
        self.ok(hosted("PUT", path, {"twoFactorAuthenticationEnable": "disable"}))
        again = self.ok(hosted("GET", "v2/users", sort="-email", pageSize=2))
        self.assertEqual([u["userId"] for u in again["list"]],
                         [u["userId"] for u in users["list"]])
        self.assertNotIn(secured, again["list"])

        cloud = self.ok(hosted("GET", "v2/cloud_pbx/instances", search="riverside"))["list"][0]
        body = {"name": cloud["name"], "upgradeInPbx": "Enabled", "im": "Enabled",
                "passwordlessLogin": "Disabled", "allowSuperiorPasswordlessLogin": "Disabled"}
        path = f"v1/cloud_pbx/instances/{cloud['cloudPbxId']}"
        self.refused(400, 1000004, hosted("PUT", path, {"passwordlessLogin": "Disabled"}))
        self.ok(hosted("PUT", path, body))
        cloud = self.ok(hosted("GET", "v2/cloud_pbx/instances", search="riverside"))["list"][0]
        self.assertEqual(cloud["passwordlessLogin"], "Disabled")

    def test_many_devices_and_a_server_without_device_calls(self):
        def change(scenario):
            first, second = scenario["platforms"]
            first.update(generate_devices=5000, generate_users=300, capacity=5010)
            second["device_calls"] = False
        sandbox = self.play(*self.scenario(change))
        central, without = self.central(sandbox), self.central(sandbox, 1)
        central.sign_in()
        seen, page = {}, 1
        while True:
            data = self.ok(central("GET", "v1/remote_devices", pageSize=50, pageNumber=page))
            seen.update({d["deviceId"]: d["status"] for d in data["list"]})
            if page * data["pageSize"] >= data["total"]:
                break
            page += 7  # every seventh page: this is about the answers, not about patience
        self.assertEqual(data["total"], 5008)
        self.assertEqual(set(seen.values()), {"Connected", "Disconnected", "Pending"})
        self.refused(400, 1000004, central("GET", "v1/remote_devices", pageSize=51))
        self.assertEqual(self.ok(central("GET", "v2/users"))["total"], 303)
        without.sign_in()
        self.assertEqual(without("GET", "v1/remote_devices")[0], 404)
        self.ok(without("GET", "v1/subscription/rm_connections"))


class DeviceTest(Case):
    def connect(self, portal, code):
        return portal("remotemanagement/update", serverType="default",
                      activationMethod="authenticationCode", authenticationCode=code,
                      accountEnabled=0, passwordless=1)[0]

    def test_from_the_code_to_the_link_and_away(self):
        sandbox = self.play()
        central, portal = self.central(sandbox), self.portal(sandbox)
        central.sign_in()
        added = central.add("Branch")
        self.assertRegex(added["authenticationCode"], "^[A-HJKMNP-Z2-9]{16}$")
        self.assertEqual(central.device("Branch")["status"], "Pending")
        self.assertEqual(self.connect(portal, added["authenticationCode"]), 0)
        self.until(lambda: central.device("Branch")["status"] == "Connected")
        self.assertEqual(central.device("Branch")["sn"], "369831900110")
        used = self.ok(central("GET", "v1/subscription/rm_connections"))["connections"]["used"]
        self.assertEqual(used, 1)
        other = self.portal(sandbox, "Lab 83.17")
        code = other("remotemanagement/update", activationMethod="authenticationCode",
                     authenticationCode=added["authenticationCode"], accountEnabled=0)[0]
        self.assertEqual(code, 70611)

        address = re.escape(self.pbx(sandbox)["url"])
        link = central.link(added["deviceId"], "passwordless")
        self.assertRegex(link, rf"^{address}/passwordless\?ticket=[\w-]+$")
        self.ok(central("DELETE", "v1/remote_devices", {"deviceIds": [added["deviceId"]]}))
        sandbox.control("/clock", {"advance": 10})
        self.until(lambda: portal("remotemanagement/status")[1]["state"] == "disconnected")
        text = json.dumps(sandbox.control("/state")[1])
        for secret in (central.access, added["authenticationCode"], "ticket", "Practice-"):
            self.assertNotIn(secret, text)

    def test_silence_disconnects(self):
        sandbox = self.play()
        central, portal = self.central(sandbox), self.portal(sandbox)
        central.sign_in()
        self.connect(portal, central.add("Branch")["authenticationCode"])
        self.until(lambda: central.device("Branch")["status"] == "Connected")
        self.assertEqual(portal("remotemanagement/disconnect")[0], 0)
        self.until(lambda: central.device("Branch")["status"] == "Disconnected")
        path = f"v1/remote_devices/{central.device('Branch')['deviceId']}/access_link"
        self.refused(403, 1000043, central("POST", path, {"mode": "account"}))

    def test_capacity_is_one_number(self):
        def change(scenario):
            scenario["platforms"][0]["capacity"] = 1
        sandbox = self.play(*self.scenario(change))
        central = self.central(sandbox)
        central.sign_in()
        self.assertEqual(self.connect(self.portal(sandbox),
                                      central.add("One")["authenticationCode"]), 0)
        appliance = self.portal(sandbox, "Appliance 37.19")
        self.assertEqual(self.connect(appliance, central.add("Two")["authenticationCode"]), 70614)
        self.until(lambda: central.device("One")["status"] == "Connected")
        self.ok(central("DELETE", "v1/remote_devices",
                        {"deviceIds": [central.device("One")["deviceId"]]}))
        self.assertEqual(self.connect(appliance, central.add("Three")["authenticationCode"]), 0)

    def test_faults_name_the_new_calls(self):
        sandbox = self.play()
        central, api = self.central(sandbox), OpenApi(self.pbx(sandbox), self.folder.name)
        central.sign_in()
        sandbox.fault("Hosted", "central/users", "status-word", value="1000040")
        self.refused(429, 1000040, central("GET", "v2/users"))
        self.assertEqual(central.headers["retry-after"], "2")
        sandbox.fault("Hosted", "central/users", "expire-session")
        self.refused(401, 1000035, central("GET", "v2/users"))
        central.sign_in()
        sandbox.fault("Hosted", "central/remote_devices/add", "cut-after")
        with self.assertRaises(subprocess.CalledProcessError):
            central.add("Branch")
        self.assertEqual(central.device("Branch")["status"], "Pending")
        api.access = api.token()[1]["access_token"]
        sandbox.fault(NAME, "openapi/system/information", "expire-session")
        self.assertEqual(api("system/information")[0], 10004)
        sandbox.fault(NAME, "portal/signin", "truncate")
        with self.assertRaises(subprocess.CalledProcessError):
            api.ask("GET", "/signin")
        with self.assertRaises(RuntimeError):
            sandbox.fault(NAME, "central/users", "delay")

    def test_control_judges_its_order(self):
        sandbox = self.play()
        good = {"server": "Hosted", "device": 1, "passwordless": False}
        self.assertEqual(sandbox.control("/device", good)[0], 200)
        for wrong in ({"server": "Nobody"}, {"device": 99}, {"passwordless": 0}, {"more": 1}):
            self.assertEqual(sandbox.control("/device", {**good, **wrong})[0], 400, wrong)

    def test_restart_begins_without_connections(self):
        folder = os.path.join(self.folder.name, "state")
        first = Bare("--state-dir", folder)
        self.addCleanup(first.process.kill)
        central = self.central(first)
        central.sign_in()
        portal = self.portal(first)
        self.connect(portal, central.add("Branch")["authenticationCode"])
        api = OpenApi(self.pbx(first), self.folder.name)
        for _ in range(5):
            api.token("guess")
        first.__exit__()
        with open(os.path.join(folder, "state.json")) as file:
            text = file.read()
        for secret in (central.access, "Practice-Secret", "Practice-OpenApi", "link"):
            self.assertNotIn(secret, text)

        second = self.play("--state-dir", folder)
        central = self.central(second)
        central.sign_in()
        self.assertEqual(self.ok(central("GET", "v1/remote_devices", search="Branch"))["total"], 0)
        state = self.portal(second)("remotemanagement/status")[1]["state"]
        self.assertEqual(state, "disconnected")
        self.assertEqual(OpenApi(self.pbx(second), self.folder.name).token()[0], 70004)


class OpenApiTest(Case):
    def test_documented_calls(self):
        sandbox = self.play()
        api = OpenApi(self.pbx(sandbox), self.folder.name)
        code, tokens = api.token()
        self.assertEqual((code, tokens["access_token_expire_time"]), (0, 1800))
        api.access = tokens["access_token"]
        data = api("system/information")[1]["data"]
        self.assertEqual((data["sn"], data["firmware_version"]), ("369831900110", "83.19.0.110"))
        self.assertAlmostEqual(data["timestamp"], time.time(), delta=30)
        found = api("extension/search", search_value="ANNA@", page=1, page_size=10)[1]
        self.assertEqual((found["total_number"], found["data"][0]["number"]), (1, "1001"))
        self.assertEqual(api("extension/list", page_size=500, page=3)[1]["total_number"], 1205)
        mail = {"email_server": "follow_system", "recipient": ["anna@pbx.example"],
                "subject": "Test", "body": "Hello"}
        self.assertEqual(api("system/sendemail", mail)[0], 0)
        self.assertEqual(sandbox.control("/state")[1]["mail"]["written"], 1)
        self.assertEqual(api("nothing/here")[0], 10001)
        self.assertEqual(api("system/information", version="v7.0")[0], 10003)
        new = api("refresh_token", {"refresh_token": tokens["refresh_token"]})[1]
        self.assertEqual(api("system/information")[0], 10004)
        api.access = new["access_token"]
        self.assertEqual(api("del_token")[0], 0)
        self.assertEqual(api("system/information")[0], 10004)

    def test_limits(self):
        sandbox = self.play()
        api = OpenApi(self.pbx(sandbox), self.folder.name)
        for _ in range(8):
            self.assertEqual(api.token()[0], 0)
        self.assertEqual(api.token()[0], 60002)
        for _ in range(5):
            self.assertEqual(api.token("guess")[0], -1)
        self.assertEqual(api.token()[0], 70004)
        portal = self.portal(sandbox)
        row = portal("blockedip/searchsummary")[1]["rows"][0]
        self.assertEqual(row["defenceType"], "API")
        self.assertEqual(portal("blockedip/batchdelete", ids=[row["id"]])[0], 0)
        self.assertEqual(api.token()[0], 60002)
        sandbox.control("/clock", {"advance": 1800})
        self.assertEqual(api.token()[0], 0)

    def test_off_and_not_for_everybody(self):
        def change(scenario):
            scenario["pbxs"][2]["openapi"]["allowed_addresses"] = ["192.0.2.0/24"]
        sandbox = self.play(*self.scenario(change))
        off = self.pbx(sandbox, "Lab 83.5")
        self.assertNotIn("openapi", off)
        body = {"username": "x", "password": "x"}
        self.assertEqual(OpenApi(off, self.folder.name)("get_token", body)[0], 70123)
        self.assertEqual(OpenApi(self.pbx(sandbox), self.folder.name).token()[0], 70087)


if __name__ == "__main__":
    SANDBOX = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
