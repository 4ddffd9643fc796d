# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium with a profile of its own, driven over its debugging pipe: it keeps one page
open, as a person would, and says what the address bar, the page and the server's status are."""
import base64
import hashlib
import json
import os
import select
import ssl
import subprocess
import tempfile
import time
from urllib.parse import urlparse

DEADLINE = 90  # seconds; a loaded machine starts a browser slowly


def key_hash(url):
    """The form in which Chromium takes the one certificate that it may trust."""
    address = urlparse(url)
    pem = ssl.get_server_certificate((address.hostname, address.port))
    key = subprocess.run(["openssl", "x509", "-pubkey", "-noout"], input=pem, text=True,
                         capture_output=True, check=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key.encode(),
                         capture_output=True, check=True).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


class Browser:
    def __init__(self, program, *trusted):
        """Trusts the certificates of these addresses, and else what the system trusts."""
        self.folder = tempfile.TemporaryDirectory()
        self.last, self.rest, self.heard = 0, b"", []
        to_read, self.orders = os.pipe()
        self.answers, to_write = os.pipe()
        for end in (to_read, to_write):
            os.set_inheritable(end, True)
        hashes = ",".join(key_hash(url) for url in trusted)
        command = ["sh", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', program, "--headless",
                   "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update",
                   "--disable-sync", "--disable-dev-shm-usage", "--no-proxy-server",
                   "--remote-debugging-pipe", f"--user-data-dir={self.folder.name}/profile",
                   f"--ignore-certificate-errors-spki-list={hashes}", "about:blank"]
        environment = {**os.environ, "HOME": self.folder.name}
        self.process = subprocess.Popen(command, pass_fds=(to_read, to_write), env=environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)

    def close(self):
        os.close(self.orders)
        self.process.kill()
        self.process.wait()
        os.close(self.answers)
        for _ in range(50):  # its children still tidy up the folder
            try:
                self.folder.cleanup()
                return
            except OSError:
                time.sleep(0.1)

    def tab(self):
        """A page with cookies of its own."""
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        return Tab(self, session["sessionId"])

    def ask(self, method, session=None, **parameters):
        self.last += 1
        order = {"id": self.last, "method": method, "params": parameters}
        if session:
            order["sessionId"] = session
        os.write(self.orders, json.dumps(order).encode() + b"\0")
        deadline = time.monotonic() + DEADLINE
        while True:
            message = self.read(deadline)
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.heard.append(message)

    def event(self, session, method):
        """The next event of that name."""
        deadline = time.monotonic() + DEADLINE
        while True:
            for message in self.heard:
                if message.get("sessionId") == session and message.get("method") == method:
                    self.heard.remove(message)
                    return message["params"]
            self.heard.append(self.read(deadline))

    def read(self, deadline):
        while b"\0" not in self.rest:
            if not select.select([self.answers], [], [], max(0, deadline - time.monotonic()))[0]:
                raise RuntimeError("the browser does not answer")
            more = os.read(self.answers, 65536)
            if not more:
                raise RuntimeError("the browser has gone")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)


class Tab:
    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        self.ask("Page.enable")
        self.ask("Network.enable")
        self.status, self.headers = None, {}

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def open(self, url):
        self.browser.heard.clear()
        failed = self.ask("Page.navigate", url=url).get("errorText")
        if failed:
            raise RuntimeError(failed)
        self._wait()

    def press(self, text):
        """Presses the button that says so."""
        self.browser.heard.clear()
        self.run("[...document.querySelectorAll('button')]"
                 f".find(b => b.textContent === {json.dumps(text)}).click()")
        self._wait()

    def _wait(self):
        self.browser.event(self.session, "Page.loadEventFired")
        for message in self.browser.heard:  # a page left open elsewhere may load something too
            if (message.get("sessionId") == self.session
                    and message.get("method") == "Network.responseReceived"):
                if message["params"].get("type") == "Document":
                    response = message["params"]["response"]
                    self.status = response["status"]
                    self.headers = {k.lower(): v for k, v in response["headers"].items()}

    def run(self, expression):
        return self.ask("Runtime.evaluate", expression=expression,
                        returnByValue=True)["result"].get("value")

    def address(self):
        return self.run("location.href")

    def text(self, selector="main"):
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")
