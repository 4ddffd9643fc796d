# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server that takes every message, refuses every one, or never says a word.
It shares nothing with the sandbox: it reads RFC 5321 by itself."""
import asyncio
import threading


class SmtpSink:
    """Listens on 127.0.0.1 while the `with` lasts; `messages` holds (sender, recipients, bytes)."""

    def __init__(self, mood="takes"):
        self.mood = mood  # takes | refuses | silent
        self.messages = []
        self.commands = []
        self._arrived = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self):
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self):
        self._server.close()
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def wait(self, count):
        """The messages, as soon as there are `count`."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.messages) >= count, 20):
                raise AssertionError(f"{len(self.messages)} of {count} messages arrived")
            return list(self.messages)

    async def _serve(self, reader, writer):
        try:
            await self._talk(reader, writer)
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            writer.close()

    async def _talk(self, reader, writer):
        async def say(*lines):
            writer.write(b"".join(line.encode() + b"\r\n" for line in lines))
            await writer.drain()

        if self.mood == "silent":
            await reader.read()
            return
        await say("220-sink.example ready", "220 go on")
        sender, recipients = None, []
        while line := await reader.readline():
            if not line.endswith(b"\r\n"):
                return await say("500 lines end in CRLF")
            command = line.decode().strip()
            self.commands.append(command)
            verb = command.split(":")[0].split(" ")[0].upper()
            if verb == "EHLO":
                await say("250-sink.example", "250-PIPELINING", "250 8BITMIME")
            elif verb == "MAIL":
                sender, recipients = command.partition("<")[2].partition(">")[0], []
                await say("250 sender fine")
            elif verb == "RCPT" and self.mood == "refuses":
                await say("550 5.1.1 nobody of that name")
            elif verb == "RCPT":
                recipients.append(command.partition("<")[2].partition(">")[0])
                await say("250 recipient fine")
            elif verb == "DATA":
                await say("354 end with a dot")
                body = b""
                while (line := await reader.readline()) not in (b".\r\n", b""):
                    body += line[1:] if line.startswith(b".") else line
                with self._arrived:
                    self.messages.append((sender, recipients, body))
                    self._arrived.notify_all()
                await say("250 taken")
            elif verb == "QUIT":
                await say("221 farewell")
                break
            else:
                await say("502 unknown")
