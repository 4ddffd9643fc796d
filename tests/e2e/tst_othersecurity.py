#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account security commands against the PBX in otherpbx.py, oathtool as the phone.
Usage: tst_othersecurity.py LINEWARDENCTL"""
import json
import os
import sqlite3
import subprocess
import sys
import time
import unittest

import tst_otherpbx
from ctlrun import Dialogue, phone
from tst_otherpbx import PASSWORD, Pbx as Unsecured

SECRETS = {"password": PASSWORD}


class Pbx(Unsecured):
    def enable(self, method="authenticator", **secrets):
        return Dialogue(tst_otherpbx.CTL, os.path.join(self.folder.name, "profile"), "security",
                        "enable", "pbx", "--method", method, secrets={**SECRETS, **secrets})

    def run(self, *arguments, **secrets):
        return self.ctl(*arguments, secrets={**SECRETS, **secrets})[:2]

    def mails(self):
        with open(os.path.join(self.folder.name, "mails.log")) as file:
            return file.read().split()


class EnrolTest(unittest.TestCase):
    def test_authenticator_then_sign_in_then_off(self):
        with Pbx() as pbx:
            run = pbx.enable()
            self.assertIn("issuer=Other%20%26%20PBX%20100%25&", run.given["otpauth"])
            self.assertIn(f"secret={run.given['secret']}&", run.given["otpauth"])
            code, answer, _ = run.answer(phone(run.given["secret"]))
            self.assertEqual(code, 0, answer)
            self.assertEqual(answer["second_factor"]["method"], "authenticator")
            code, answer = pbx.run("remote", "show", "pbx")
            self.assertEqual((code, answer["error"]["kind"], answer["error"]["method"]),
                             (6, "SecondFactorRequired", "authenticator"))
            self.assertIn("--code-fd", answer["error"]["message"])
            shown = phone(run.given["secret"])
            spaced = shown[:3] + " " + shown[3:]
            code, answer = pbx.run("remote", "show", "pbx", second_factor_code=spaced)
            self.assertEqual(code, 0, answer)
            code, answer = pbx.run("security", "disable", "pbx",
                                   second_factor_code=phone(run.given["secret"]))
            self.assertEqual((code, answer["second_factor"]["enabled"]), (0, False))
            self.assertEqual(pbx.run("remote", "show", "pbx")[0], 0)

    def test_wrong_code_is_sent_once_and_ends_with_5(self):
        with Pbx() as pbx:
            run = pbx.enable()
            right = phone(run.given["secret"])
            run.answer(right)
            wrong = "%06d" % ((int(right) + 1) % 1_000_000)
            code, answer = pbx.run("remote", "show", "pbx", second_factor_code=wrong)
            self.assertEqual((code, answer["error"]["serverCode"]), (5, 70602))
            self.assertEqual(len(pbx.requests("login/twofactor")), 1)

    def test_email_code_is_answered_in_the_same_run(self):
        with Pbx() as pbx:
            run = pbx.enable("email")
            self.assertEqual(run.given["sent_to"], "o***@example.com")
            self.assertAlmostEqual(run.given["expires_in"], 300, delta=5)
            code, answer, _ = run.answer(pbx.mails()[-1])
            self.assertEqual((code, answer["second_factor"]["method"]), (0, "email"))

    def test_sign_in_by_email_takes_its_code_from_the_descriptor(self):
        with Pbx("email-factor") as pbx:
            read, write = os.pipe()
            command = [tst_otherpbx.CTL, "--profile-dir", os.path.join(pbx.folder.name, "profile"),
                       "--json", "security", "show", "pbx", "--secrets", "-", "--code-fd", str(read)]
            run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                   pass_fds=(read,))
            run.stdin.write(json.dumps(SECRETS))
            run.stdin.close()
            run.stdin = None
            deadline = time.monotonic() + 20
            while not os.path.exists(os.path.join(pbx.folder.name, "mails.log")):
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            # The file is there a moment before its line is.
            while not pbx.mails():
                time.sleep(0.02)
            os.write(write, pbx.mails()[-1].encode() + b"\r\n")
            out = run.communicate(timeout=60)[0]
            self.assertEqual(run.returncode, 0, out)
            self.assertEqual(json.loads(out)["second_factor"]["method"], "email")

    def test_no_code_no_enrolment(self):
        with Pbx() as pbx:
            code, answer = pbx.run("security", "enable", "pbx", "--method", "email")
            self.assertEqual((code, answer["error"]["method"]), (6, "email"))
            self.assertFalse(pbx.requests("login"))
            code, answer, _ = pbx.enable().fall_silent()
            self.assertEqual((code, answer["error"]["kind"]), (6, "SecondFactorRequired"))
            self.assertFalse(pbx.requests("twofactor/update"))
            self.assertFalse(pbx.run("security", "show", "pbx")[1]["second_factor"]["enabled"])

    def test_wrong_code_changes_nothing_and_says_why(self):
        with Pbx() as pbx:
            run = pbx.enable()
            code, answer, told = run.answer(phone(run.given["secret"], "now - 600 seconds"))
            self.assertEqual((code, answer["error"]["serverCode"]), (5, 70602))
            self.assertIn("Perhaps the clock of the authenticator is about 600 s behind", told)
            self.assertFalse(pbx.run("security", "show", "pbx")[1]["second_factor"]["enabled"])

    def test_which_clock_is_off(self):
        for offset, ahead, sentence in ((0, 95, "authenticator is about 90 s ahead"),
                                        (0, -120, "authenticator is about 120 s behind"),
                                        (300, 0, "PBX is about 300 s ahead"),
                                        (300, 300, "workstation is about 300 s behind")):
            with self.subTest(offset=offset, ahead=ahead), Pbx(offset=offset) as pbx:
                run = pbx.enable()
                moment = int(time.time()) // 30 * 30 + 5 + ahead  # early in a step: no border near
                told = run.answer(phone(run.given["secret"], f"@{moment}"))[2]
                self.assertIn(sentence, told)

    def test_weak_key_is_told(self):
        with Pbx("weak-key") as pbx:
            run = pbx.enable()
            self.assertIn("only 80 bits", run.answer(phone(run.given["secret"]))[2])

    def test_no_mail_server(self):
        with Pbx("no-mail-server") as pbx:
            run = pbx.enable("email")
            self.assertIsNone(run.given)
            code, answer, _ = run.end()
            self.assertEqual((code, answer["error"]["serverCode"]), (1, 70606))

    def test_no_answer_is_settled_by_reading(self):
        with Pbx("drop-after-enabling") as pbx:
            run = pbx.enable()
            code, answer, _ = run.answer(phone(run.given["secret"]))
            self.assertEqual((code, answer["second_factor"]["enabled"]), (0, True))
            self.assertEqual(len(pbx.requests("twofactor/update")), 1)


class AccountTest(unittest.TestCase):
    def test_password_changes_and_the_old_one_is_over(self):
        with Pbx() as pbx:
            code, answer = pbx.run("security", "password", "pbx", new_password="too short")
            self.assertEqual((code, answer["error"]["kind"]), (1, "Rejected"))
            self.assertIn("new_password", answer["error"]["fields"])
            self.assertFalse(pbx.requests("login"))
            self.assertEqual(pbx.run("security", "password", "pbx")[0], 2)
            code, answer = pbx.run("security", "password", "pbx", new_password="Ünused-Stäple-77")
            self.assertEqual((code, answer["user"]), (0, "admin"))
            self.assertEqual(pbx.run("security", "show", "pbx")[0], 5)
            self.assertEqual(
                pbx.run("security", "show", "pbx", password="Ünused-Stäple-77")[0], 0)

    def test_devices(self):
        with Pbx() as pbx:
            devices = pbx.run("security", "devices", "pbx")[1]["devices"]
            self.assertEqual([d["name"] for d in devices], ["PC 1", "PC 2", "PC 3"])
            self.assertEqual([d["current"] for d in devices], [False, True, False])
            self.assertEqual(devices[0]["added"], "2020-09-13T12:26:41Z")
            code, answer = pbx.run("security", "devices", "pbx", "--remove", "3")
            self.assertEqual((code, [d["id"] for d in answer["devices"]]), (0, ["1", "2"]))
            code, answer = pbx.run("security", "devices", "pbx", "--remove", "99")
            self.assertEqual((code, answer["error"]["kind"]), (1, "NotFound"))
            for _ in range(2):  # the second time there is nothing left to do
                code, answer = pbx.run("security", "devices", "pbx", "--remove-others")
                self.assertEqual((code, [d["id"] for d in answer["devices"]]), (0, ["2"]))
            self.assertEqual(len(pbx.requests("trusteddevice/batchdelete")), 2)


class AdministrationTest(unittest.TestCase):
    def test_all_extensions_by_pages(self):
        with Pbx() as pbx:
            code, answer = pbx.run("extensions", "list", "pbx")
            self.assertEqual((code, answer["total"], len(answer["extensions"])), (0, 250, 250))
            self.assertEqual(answer["extensions"][249]["number"], "2250")
            without = pbx.run("extensions", "list", "pbx", "--without-2fa")[1]["extensions"]
            self.assertEqual(len(without), 167)
            self.assertFalse(any(e["second_factor"] for e in without))
            found = pbx.run("extensions", "list", "pbx", "--search", "name 42")[1]["extensions"]
            self.assertEqual([e["number"] for e in found], ["2042"])

    def test_second_factor_of_one_goes_with_a_reason_in_the_journal(self):
        with Pbx() as pbx:
            off = ("extensions", "disable-2fa", "pbx")
            code, answer = pbx.run(*off, "2003", "--reason", "phone lost")
            self.assertEqual((code, answer["second_factor"]), (0, False), answer)
            self.assertEqual([r["body"]["enb_two_factor"] for r in pbx.requests("extension/update")],
                             [0])
            self.assertEqual(pbx.run(*off, "200", "--reason", "r")[0], 1)
            self.assertEqual(pbx.run(*off, "2003")[0], 2)
            journal = os.path.join(pbx.folder.name, "profile", "journal.sqlite")
            rows = sqlite3.connect(journal).execute(
                "SELECT pbx, user, object, reason, outcome FROM deeds").fetchall()
            self.assertEqual(len(rows), 1)
            self.assertEqual((rows[0][:2], rows[0][3:]),
                             (("pbx", "admin"), ("phone lost", "done")))
            self.assertIn("2003", rows[0][2])

    def test_mandatory_with_a_dry_run_first(self):
        with Pbx() as pbx:
            mandatory = ("extensions", "mandatory", "pbx", "on")
            code, answer = pbx.run(*mandatory, "--dry-run")
            self.assertEqual((code, answer["extensions"], answer["without_second_factor"]),
                             (0, 250, 167))
            self.assertFalse(pbx.requests("securityoption/update"))
            for _ in range(2):  # what is so already is not sent again
                code, answer = pbx.run(*mandatory)
                self.assertEqual((code, answer["mandatory_second_factor"]), (0, True))
            self.assertEqual(len(pbx.requests("securityoption/update")), 1)

    def test_options(self):
        with Pbx() as pbx:
            self.assertEqual(pbx.run("options", "pbx")[1]["auto_logout"], 15)
            code, answer = pbx.run("options", "pbx", "--auto-logout", "120")
            self.assertEqual((code, answer["auto_logout"]), (0, 120))
            self.assertEqual(pbx.run("options", "pbx", "--auto-logout", "121")[0], 2)

    def test_blocks(self):
        with Pbx() as pbx:
            blocked = pbx.run("blocks", "pbx")[1]["blocked"]
            self.assertEqual((blocked[0]["address"], blocked[0]["until"]), ("198.51.100.7", None))
            code, answer = pbx.run("blocks", "pbx", "--remove", "71")
            self.assertEqual((code, answer["blocked"]), (0, []))
            self.assertEqual(pbx.run("blocks", "pbx", "--remove", "71")[0], 1)

    def test_log_as_csv_and_json_in_utc(self):
        with Pbx() as pbx:
            entries = pbx.run("log", "pbx")[1]["entries"]
            self.assertEqual(len(entries), 4)
            self.assertEqual(entries[0]["time"], "2023-11-14T22:13:20Z")
            csv = pbx.run("log", "pbx", "--format", "csv")[1]["csv"].split("\r\n")
            self.assertEqual(csv[0], "time,user,address,module,operation,detail")
            self.assertIn('"with ""quotes"", and commas"', csv[2])
            self.assertIn("'=1+1", csv[3])  # a spreadsheet must not compute it
            since = pbx.run("log", "pbx", "--since", "2023-11-14T22:13:22Z")[1]["entries"]
            self.assertEqual(len(since), 2)
            self.assertEqual(pbx.run("log", "pbx", "--since", "yesterday")[0], 2)


if __name__ == "__main__":
    tst_otherpbx.CTL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
