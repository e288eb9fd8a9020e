# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The host's end of the guest's port: call.py hello SECONDS | run SECONDS PROGRAM ARGUMENT... | power-off SECONDS"""
import base64
import json
import os
import socket
import sys
import time

PASSED_ON = ("LC_", "QT_", "QTEST_", "MOORING_")
CLEANING_SECONDS = 120  # of the guest, beyond the program's own time
SILENT = 123


def environment():
    passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
    return passed | {"MOORING_GUEST": "1", "MOORING_EXCHANGE": "/run/mooring-guest"}


class Guest:
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect("agent.sock")
        self.buffer = b""
        token = f"{os.getpid()}-{time.time_ns()}"
        self.send({"hello": token})
        while self.receive().get("hello") != token:
            pass  # an answer to somebody who did not wait for it

    def send(self, message):
        self.socket.sendall(b"\n" + json.dumps(message).encode() + b"\n")

    def receive(self):
        while b"\n" not in self.buffer:
            self.socket.settimeout(max(0.01, self.end - time.monotonic()))
            data = self.socket.recv(65536)
            if not data:
                raise EOFError
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        try:
            return json.loads(line)
        except ValueError:  # the rest of somebody else's
            return {}

    def run(self, seconds, argv):
        self.end = time.monotonic() + seconds + CLEANING_SECONDS
        self.send({"run": argv, "environment": environment(), "seconds": seconds})
        while True:
            message = self.receive()
            if "ended" in message:
                return message["ended"]
            sys.stdout.buffer.write(base64.b64decode(message.get("output", "")))
            sys.stdout.buffer.flush()


def main(verb, seconds, *argv):
    try:
        guest = Guest(seconds)
        if verb == "run":
            return guest.run(seconds, argv)
        if verb == "power-off":
            guest.send({"power-off": True})
        return 0
    except TimeoutError:
        print("guest: it does not answer", file=sys.stderr)
    except (EOFError, OSError) as error:
        print(f"guest: it is gone, or was never there: {error}", file=sys.stderr)
    return SILENT


sys.exit(main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:]))
