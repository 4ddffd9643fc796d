# SPDX-License-Identifier: GPL-3.0-or-later
"""linewardenctl with its side channels: secrets on one descriptor, codes and keys on others."""
import json
import os
import subprocess


def phone(secret, moment="now"):
    """What an authenticator shows; \\a moment as oathtool takes it."""
    shown = subprocess.run(["oathtool", "--totp", "--base32", f"--now={moment}", "-"], input=secret,
                           text=True, capture_output=True, check=True)
    return shown.stdout.strip()


class Dialogue:
    """One run that hands a secret out and waits for a code."""

    def __init__(self, program, profile, *arguments, secrets, json_answers=True):
        out_read, out_write = os.pipe()
        code_read, self.codes = os.pipe()
        command = [program, "--profile-dir", profile, *(["--json"] if json_answers else []),
                   *arguments, "--secrets", "-", "--secret-out", str(out_write),
                   "--code-fd", str(code_read)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True,
                                        pass_fds=(out_write, code_read))
        os.close(out_write)
        os.close(code_read)
        self.process.stdin.write(json.dumps(secrets))
        self.process.stdin.close()
        self.process.stdin = None
        with os.fdopen(out_read) as out:
            line = out.readline()
        self.given = json.loads(line) if line else None

    def say(self, code):
        os.write(self.codes, (code + "\n").encode())

    def end(self):
        """Says nothing more; (exit code, the one JSON object on stdout, stderr)."""
        try:
            out, err = self.process.communicate(timeout=60)
        finally:
            os.close(self.codes)
        return self.process.returncode, json.loads(out), err

    def answer(self, code):
        self.say(code)
        return self.end()

    def fall_silent(self):
        os.close(self.codes)
        self.codes = os.open(os.devnull, os.O_WRONLY)
        return self.end()
