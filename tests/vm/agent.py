# SPDX-FileCopyrightText: 2026 The Mooring authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs in the guest: starts one program after the other for the host, which asks over a virtio port.

A line is one JSON object. From the host: {"hello": TOKEN}, {"run": [PROGRAM, ...], "environment": {}, "seconds":
N}, {"power-off": true}. From here: {"hello": TOKEN}, {"output": BASE64}, {"ended": STATUS}.
"""
import base64
import glob
import json
import os
import select
import signal
import subprocess
import time

import leftovers

PORT = "/dev/virtio-ports/org.mooring.guest"
TIMED_OUT, LEFT_BEHIND = 124, 125
IDLE_SECONDS = 1800  # a guest that nobody asks any more powers off


def power_off():
    os.sync()
    os.execvp("systemctl", ["systemctl", "poweroff", "--force", "--force"])


class Port:
    def __init__(self):
        subprocess.run(["modprobe", "virtio_console"], check=True)
        for _ in range(600):  # until udev has named it
            if os.path.exists(PORT):
                break
            time.sleep(0.1)
        self.fd = os.open(PORT, os.O_RDWR)
        self.buffer = b""

    def connected(self):
        poll = select.poll()
        poll.register(self.fd, 0)
        return not poll.poll(0)

    def receive(self):
        """The next request; none for too long: off with the guest."""
        end = time.monotonic() + IDLE_SECONDS
        while b"\n" not in self.buffer:
            data = os.read(self.fd, 65536) if select.select([self.fd], [], [], 5)[0] else None
            if data == b"":  # nobody is connected
                time.sleep(0.05)
            if time.monotonic() > end:
                power_off()
            self.buffer += data or b""
        line, self.buffer = self.buffer.split(b"\n", 1)
        try:
            return json.loads(line)
        except ValueError:  # the rest of what somebody else began to ask
            return {}

    def send(self, **message):
        data = json.dumps(message).encode() + b"\n"
        while data and self.connected():
            data = data[os.write(self.fd, data):]

    def tell(self, text):
        self.send(output=base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode())


class Job:
    """A program in a scope of its own, so that whatever it started is known."""
    count = 0

    def __init__(self, port, request):
        Job.count += 1
        self.port = port
        self.scope = f"mooring-test-{Job.count}.scope"
        self.end = time.monotonic() + request["seconds"]
        argv = ["systemd-run", "--scope", "--quiet", "--collect", "--unit", self.scope, "--", *request["run"]]
        self.child = subprocess.Popen(argv, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, start_new_session=True,
                                      env=os.environ | request.get("environment", {}))
        os.set_blocking(self.child.stdout.fileno(), False)

    def processes(self):
        pids = []
        for path in glob.glob(f"/sys/fs/cgroup/system.slice/{self.scope}/**/cgroup.procs", recursive=True):
            pids += leftovers.read(path).split()
        return pids

    def described(self):
        pids = self.processes()
        if not pids:
            return ""
        return subprocess.run(["ps", "-o", "pid,ppid,stat,wchan:20,etimes,args", "-p", ",".join(pids)],
                              capture_output=True, text=True, check=False).stdout

    def kill(self):
        """Gives up on what hangs in the kernel."""
        for _ in range(100):
            for pid in self.processes():
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            if not self.processes():
                return
            time.sleep(0.1)

    def forward(self):
        """False: at its end."""
        try:
            data = os.read(self.child.stdout.fileno(), 65536)
        except BlockingIOError:
            return True
        if data:
            self.port.tell(data)
        return bool(data)

    def wait(self):
        """The program's exit status; as a shell tells it where a signal ended it."""
        ended = os.pidfd_open(self.child.pid)
        sources = [self.child.stdout.fileno(), ended]
        while ended in sources:
            ready = select.select(sources, [], [], 1)[0]
            if self.child.stdout.fileno() in ready and not self.forward():
                sources.remove(self.child.stdout.fileno())
            if ended in ready:
                sources.remove(ended)
            elif time.monotonic() > self.end or not self.port.connected():
                return self.give_up()
        self.forward()
        os.close(ended)
        status = self.child.wait()
        return 128 - status if status < 0 else status

    def give_up(self):
        self.port.tell("guest: the time is over; killed:\n" + self.described())
        self.kill()
        self.forward()
        return TIMED_OUT


def account(job, before, status):
    """Tells and removes what the program left; that makes it fail."""
    time.sleep(0.1)
    left = leftovers.compare(before, leftovers.picture())
    if left or job.processes():
        left = leftovers.settled(before, 5)
    strays = job.described()
    if not left and not strays:
        return status
    if strays:
        job.port.tell("guest: left behind, processes:\n" + strays)
        job.kill()
    for kind, names in left.items():
        job.port.tell(f"guest: left behind, {kind}: {', '.join(names)}\n")
    stuck = leftovers.clean(before, left)
    for kind, names in stuck.items():
        job.port.tell(f"guest: could not be cleaned, {kind}: {', '.join(names)}\n")
    return status or LEFT_BEHIND


def run(port, request):
    subprocess.run(["mooring-guest-share"], check=True)
    before = leftovers.picture()
    try:
        job = Job(port, request)
        status = account(job, before, job.wait())
    except OSError as error:
        port.tell(f"guest: {error}\n")
        status = 126
    port.send(ended=status)


def main():
    port = Port()
    print("guest: ready after", leftovers.read("/proc/uptime").split()[0], "s", flush=True)
    while True:
        request = port.receive()
        if "hello" in request:
            port.send(hello=request["hello"])
        elif "run" in request:
            run(port, request)
        elif "power-off" in request:
            power_off()


main()
