# SPDX-License-Identifier: GPL-3.0-or-later
"""The portal's API as a wire profile describes it, spoken by curl: a client that shares no code with
Linewarden's. Asks and answers go by the profile's own names, so that the same test can be held with
every name on the wire changed."""
import base64
import hashlib
import json
import os
import ssl
import subprocess
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urlparse

BUILT_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "../../resources/wire/p-series.json")


def coded(password):
    return base64.b64encode(hashlib.md5(password.encode()).hexdigest().encode()).decode()


class Portal:
    """One browser, so to speak: one cookie jar at one PBX."""

    def __init__(self, pbx, folder, profile):
        self.url = pbx["url"]
        self.profile = profile
        number = len(os.listdir(folder))
        self.jar = os.path.join(folder, f"cookies-{number}")
        self.heads = os.path.join(folder, f"heads-{number}")
        open(self.jar, "w").close()
        self.certificate = os.path.join(folder, f"certificate-{number}.pem")
        address = urlparse(self.url)
        pem = ssl.get_server_certificate((address.hostname, address.port))
        if hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != pbx["sha256"]:
            raise RuntimeError("another certificate than the one that was announced")
        with open(self.certificate, "w") as file:
            file.write(pem)

    def __call__(self, call, **values):
        """(errcode, answer by our names). Values go by our names too."""
        entry = self.profile["calls"][call]
        wire = {entry["fields"][name]: self._word(entry, name, value)
                for name, value in values.items()}
        url = self.url + self.profile["base"] + entry["path"]
        command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "30",
                   "--cacert", self.certificate, "--cookie", self.jar, "--cookie-jar", self.jar,
                   "--dump-header", self.heads]
        if entry["method"] == "GET":
            command.append(url + ("?" + urlencode(wire) if wire else ""))
        else:
            command += ["--data", "@-", url]
        done = subprocess.run(command, input=json.dumps(wire), text=True, capture_output=True,
                              timeout=60, check=True)
        return self._understood(call, json.loads(done.stdout))

    def now(self):
        """The PBX's time at its last answer, epoch seconds."""
        with open(self.heads) as file:
            line = next(row for row in file if row.lower().startswith("date:"))
        return int(parsedate_to_datetime(line.partition(":")[2].strip()).timestamp())

    def sign_in(self, user, password, **more):
        return self("login", userName=user, password=coded(password), **more)

    @staticmethod
    def _word(entry, name, value):
        words = entry.get("words", {}).get(name)
        return words.get(value, value) if words else value

    def _understood(self, call, answer):
        envelope = self.profile["common"]["envelope"]["fields"]
        entries = [self.profile["calls"][call]]
        if call.startswith("login/"):
            entries.append(self.profile["calls"]["login"])
        names, words = {wire: own for own, wire in envelope.items()}, {}
        for entry in entries:
            names.update({wire: own for own, wire in entry["fields"].items()})
            for field, meanings in entry.get("words", {}).items():
                words[field] = {word: meaning for meaning, word in meanings.items()}
        root = entries[0].get("root")
        if root in answer:
            answer.update(answer.pop(root))
        return answer.pop(envelope["code"]), self._renamed(answer, names, words)

    def _renamed(self, value, names, words):
        if isinstance(value, list):
            return [self._renamed(row, names, words) for row in value]
        if not isinstance(value, dict):
            return value
        result = {}
        for wire, inner in value.items():
            own = names.get(wire, wire)
            inner = self._renamed(inner, names, words)
            result[own] = words.get(own, {}).get(inner, inner) if isinstance(inner, str) else inner
        return result


def built_in_profile():
    with open(BUILT_IN) as file:
        return json.load(file)
