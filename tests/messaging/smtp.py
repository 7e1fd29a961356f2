"""A mail server on this machine that takes mails, refuses them, or breaks the line, as a test asks."""

import socketserver
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` maps CONNECT, EHLO, MAIL, RCPT, DATA, END or QUIT to another reply, or to "break" (cuts the line)."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str] = {}
        self.mails: list[EmailMessage] = []
        self.envelopes: list[str] = []
        #: Seconds between having taken a mail and saying so; `taking` is set in between.
        self.pause = 0.0
        self.taking = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def message_ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        try:
            self.say("CONNECT", "220 here")
            while line := self.rfile.readline():
                verb = line[:4].decode().upper().strip()
                if verb == "RCPT":
                    self.server.envelopes.append(line.decode().strip())
                if verb == "DATA" and self.say("DATA", "354 go on"):
                    self.take()
                elif verb != "DATA":
                    self.say(verb, "221 bye" if verb == "QUIT" else "250 fine")
                if verb == "QUIT":
                    return
        except OSError:
            return

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not self.server.answers.get("END", "250").startswith(("4", "5")):
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.taking.set()
        time.sleep(self.server.pause)
        self.server.taking.clear()
        self.say("END", "250 taken")

    def say(self, step: str, usual: str) -> bool:
        answer = self.server.answers.get(step, usual)
        if answer == "break":
            raise ConnectionAbortedError
        self.wfile.write(f"{answer}\r\n".encode())
        return answer == usual


@contextmanager
def mail_server():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(5)
