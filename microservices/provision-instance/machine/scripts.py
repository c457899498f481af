"""Runs the scripts of a plan and follows what they print."""

import os
import re
import selectors
import signal
import subprocess
import time

from disk import NO_ROOM, read_if_can

OUTPUT_UNITS = 4096
KILL_GRACE_SECONDS = 5.0
DRAIN_SECONDS = 1.0
# As packages/contracts/src/terminal-text.ts has them: control strings, control sequences, escape sequences (ECMA-48).
WITHIN = r"\x00-\x08\x0b\x0c\x0e-\x17\x19\x1c-\x1f\x7f"
COMMANDS = re.compile(
    r"(?:\x1b[PX^_\]]|[\x90\x98\x9d-\x9f])"
    r"(?:[^\x07\x18\x1a\x1b\x9c]*(?:\x1b\\|[\x07\x18\x1a\x9c])|[^\x07\x18\x1a\x1b\x9c\r\n]*)"
    rf"|(?:\x1b\[|\x9b)[0-?{WITHIN}]*[ -/{WITHIN}]*[@-~]?|\x1b[ -/{WITHIN}]*[0-~]?"
)
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
NONCHARACTERS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef" + NONCHARACTERS + "]"
)


def clean(text):
    """Text as people may read it: lines, tabs and printable characters; a progress bar's redraws become lines."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", COMMANDS.sub("", text)))


def last_units(text, units):
    """The end of a text, at most so many UTF-16 units of it: that is how the receiver counts."""
    return text.encode("utf-16-le", "replace")[-2 * units :].decode("utf-16-le", "ignore")


class Mask:
    """Replaces the secrets that steps have made so far, and the agent's own token, in whatever is shown."""

    def __init__(self, directory, token):
        self.directory = directory
        self.values = [token]
        self.seen = None

    def apply(self, text):
        try:
            names = sorted(os.listdir(self.directory))
            seen = [(name, os.stat(os.path.join(self.directory, name)).st_mtime_ns) for name in names]
            if seen != self.seen:
                found = [read_if_can(os.path.join(self.directory, name)).strip() for name in names]
                # A value that a step has replaced stays masked.
                values = {value for value in self.values + found if len(value) >= 6}
                self.values = sorted(values, key=len, reverse=True)
                self.seen = seen
        except OSError:
            pass
        for value in self.values:
            text = text.replace(value, "[secret]")
        return text


class Result:
    def __init__(self, exit_code, timed_out, output, seconds):
        self.exit_code = exit_code
        self.timed_out = timed_out
        self.output = output
        self.seconds = seconds
        self.is_good = exit_code == 0 and not timed_out


class Tail:
    """
    Follows what a script prints: its last part and newest line are kept for events, and all of it goes to a log file, which
    lacks what the disk had no room for.
    """

    def __init__(self, path, mask, on_line):
        self.path = path
        self.mask = mask
        self.on_line = on_line
        self.text = ""
        self.unfinished = b""
        self.had_no_room = False
        self._log("")

    def feed(self, data):
        *lines, self.unfinished = re.split(rb"\r\n|\n|\r(?!$)", self.unfinished + data)
        if len(self.unfinished) > 16_384:
            lines, self.unfinished = [*lines, self.unfinished], b""
        for line in lines:
            self._add(line)

    def close(self):
        if self.unfinished:
            self._add(self.unfinished)

    def _add(self, line):
        text = self.mask.apply(clean(line.decode("utf-8", "replace")))
        self._log(text + "\n")
        self.text = last_units(self.text + text + "\n", OUTPUT_UNITS)
        if text.strip():
            self.on_line(text.strip())

    def _log(self, text):
        try:
            with open(self.path, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                file.write(text)
        except OSError as error:
            self.had_no_room = self.had_no_room or error.errno in NO_ROOM


def end_group(process):
    for number, grace in ((signal.SIGTERM, KILL_GRACE_SECONDS), (signal.SIGKILL, KILL_GRACE_SECONDS)):
        try:
            os.killpg(process.pid, number)
            process.wait(grace)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def follow(stream, tail, seconds):
    """Feeds what a stream has within so many seconds to the tail; false when there was nothing."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(seconds):
            return False
    data = os.read(stream.fileno(), 65_536)
    tail.feed(data)
    if not data:
        time.sleep(min(seconds, 0.05))  # closed by a script that still runs
    return bool(data)


def run(script, environment, timeout_seconds, tail, keep_on=lambda: None):
    """Runs one script of the plan to its end or its time limit; `keep_on` may raise to end it early."""
    started = time.monotonic()
    process = subprocess.Popen(
        ["/bin/bash", "-euo", "pipefail", script],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    timed_out = False
    try:
        while process.poll() is None and not timed_out:
            follow(process.stdout, tail, 0.2)
            timed_out = process.poll() is None and time.monotonic() - started > timeout_seconds
            keep_on()
        # What the script itself printed is there by now; a service that it started may hold the pipe open for ever.
        drained_by = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < drained_by and follow(process.stdout, tail, 0):
            pass
    finally:
        if process.poll() is None or timed_out:
            end_group(process)
        process.stdout.close()
        tail.close()
    code = process.returncode
    exit_code = None if timed_out or code is None else (code if code >= 0 else 128 - code)
    return Result(exit_code, timed_out, tail.text.strip("\n"), round(time.monotonic() - started, 3))
