#!/usr/bin/env python3
"""Measures once a minute what the machine does, tells CloudApp, and shows who is logged in what CloudApp says to that.

cloud-init puts it on the machine and starts it beside the agent. `cloudapp-keep 3h` runs it, too: `usage.py keep 3h`.
"""

import glob
import json
import os
import re
import sys
import time
import urllib.error

from disk import read, read_if_can
from events import Refused, ask, is_refusal, seconds_to_wait

SECONDS_BETWEEN_SAMPLES = float(os.environ.get("CLOUDAPP_SAMPLE_SECONDS", "60"))
# Of what could not be told yet: as many as one report takes, and no older than it takes them.
MOST_SAMPLES = 10
OLDEST_SECONDS = 840
# A job is what used so much of one processor since the last sample.
JOB_SHARE = 0.1
ESTABLISHED, LISTENING = "01", "0A"
LOOPBACK = ("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F")
KEPT = re.compile(r"([0-9]{1,4})(h|m)")
LONGEST_MINUTES = 24 * 60


class Machine:
    """What the kernel tells of this machine; `root` is something else than / in tests only."""

    def __init__(self, root="/"):
        self.root = root
        self.ticks = os.sysconf("SC_CLK_TCK")
        self.page = os.sysconf("SC_PAGE_SIZE")
        self.processors = os.cpu_count() or 1

    def path(self, name):
        return os.path.join(self.root, name)

    def text(self, name):
        return read_if_can(self.path(name))

    def processor_seconds(self):
        """Of the own control group, which is the whole machine where the kernel is shared with others."""
        group = re.search(r"^usage_usec (\d+)", self.text("sys/fs/cgroup/cpu.stat"), re.MULTILINE)
        if group:
            return int(group.group(1)) / 1e6
        old = self.text("sys/fs/cgroup/cpuacct/cpuacct.usage").strip()
        if old.isdigit() and self.is_container():
            return int(old) / 1e9
        # proc(5): user nice system idle iowait irq softirq; the fourth and fifth are idle.
        ticks = [int(value) for value in self.text("proc/stat").split("\n", 1)[0].split()[1:8]]
        return (sum(ticks) - sum(ticks[3:5])) / self.ticks

    def is_container(self):
        return os.path.exists(self.path("run/systemd/container"))

    def sessions(self):
        """Processor seconds of each session of processes, those of its ended children included, and the memory of all."""
        seconds, resident = {}, 0
        for path in glob.glob(self.path("proc/[0-9]*/stat")):
            # The name in brackets may hold anything.
            fields = read_if_can(path).rpartition(")")[2].split()
            if len(fields) > 21:
                session, used = int(fields[3]), sum(int(field) for field in fields[11:15]) / self.ticks
                seconds[session] = seconds.get(session, 0.0) + used
                resident += int(fields[21]) * self.page
        return seconds, resident

    def memory_percent(self, resident):
        known = dict(re.findall(r"^(\w+):\s+(\d+)", self.text("proc/meminfo"), re.MULTILINE))
        total = int(known.get("MemTotal", 0)) * 1024
        group = self.text("sys/fs/cgroup/memory.current").strip()
        if group.isdigit():
            cache = re.search(r"^inactive_file (\d+)", self.text("sys/fs/cgroup/memory.stat"), re.MULTILINE)
            used = int(group) - int(cache.group(1) if cache else 0)
        else:
            used = resident if self.is_container() else total - int(known.get("MemAvailable", 0)) * 1024
        return percent(used, total)

    def disk_percent(self):
        disk = os.statvfs(self.root)
        used = disk.f_blocks - disk.f_bfree
        return percent(used, used + disk.f_bavail)

    def load(self):
        return float((self.text("proc/loadavg").split() or ["0"])[0])

    def network_bytes(self):
        """In and out by all interfaces but loopback."""
        lines = (line.partition(":") for line in self.text("proc/net/dev").split("\n") if ":" in line)
        counts = (values.split() for name, _, values in lines if name.strip() != "lo")
        return sum(int(values[0]) + int(values[8]) for values in counts)

    def connections(self):
        """Open ones from outside to what listens here, those of ssh included."""
        rows = []
        for name in ("proc/net/tcp", "proc/net/tcp6"):
            rows += [line.split()[1:4] for line in self.text(name).split("\n")[1:] if line.strip()]
        ports = {local.rpartition(":")[2] for local, _, state in rows if state == LISTENING}
        return sum(
            1
            for local, remote, state in rows
            if state == ESTABLISHED and local.rpartition(":")[2] in ports and remote.rpartition(":")[0] not in LOOPBACK
        )

    def terminals(self):
        """When something was last typed at each open terminal, in seconds since 1970."""
        found = []
        for path in glob.glob(self.path("dev/pts/[0-9]*")):
            try:
                found.append(os.stat(path).st_atime)
            except OSError:
                pass
        return found


def percent(part, whole):
    return round(min(max(100.0 * part / whole, 0.0), 100.0), 1) if whole > 0 else 0.0


class Meter:
    """Samples: what was used since the last one, and what is there."""

    def __init__(self, machine):
        self.machine = machine
        self.before = self.counters()

    def counters(self):
        sessions, resident = self.machine.sessions()
        return {
            "at": time.monotonic(),
            "processor": self.machine.processor_seconds(),
            "network": self.machine.network_bytes(),
            "sessions": sessions,
            "resident": resident,
        }

    def sample(self):
        before, now = self.before, self.counters()
        self.before = now
        seconds = max(now["at"] - before["at"], 0.001)
        # The kernel's own threads are session 0.
        used = {
            session: total - before["sessions"].get(session, 0.0)
            for session, total in now["sessions"].items()
            if session not in (0, os.getsid(0))
        }
        typed = self.machine.terminals()
        return {
            "cpu": percent(now["processor"] - before["processor"], seconds * self.machine.processors),
            "memory": self.machine.memory_percent(now["resident"]),
            "disk": self.machine.disk_percent(),
            "load": min(round(self.machine.load(), 2), 600.0),
            "terminals": min(len(typed), 100),
            "isTyping": any(time.time() - at < seconds + 8 for at in typed),  # the kernel notes it every 8 s
            "connections": min(self.machine.connections(), 60_000),
            "jobs": min(sum(1 for value in used.values() if value > JOB_SHARE * seconds), 200),
            "networkKb": min(max(now["network"] - before["network"], 0) // 1000, 60_000),
        }


class Teller:
    def __init__(self, plan, meter, show):
        self.plan = plan
        self.meter = meter
        self.show = show
        self.waiting = []
        self.shown = None

    def main(self):
        """Exit code 0: nobody knows this machine any more."""
        while True:
            time.sleep(SECONDS_BETWEEN_SAMPLES)
            try:
                time.sleep(self.tell())
            except Refused as refused:
                print(f"ending: {refused}", flush=True)
                return 0

    def tell(self):
        """Takes a sample and tells all that was not told yet. Returns how many seconds more the server asks to wait."""
        try:
            self.waiting.append((time.monotonic(), self.meter.sample()))
            oldest = time.monotonic() - OLDEST_SECONDS
            self.waiting = [one for one in self.waiting if one[0] > oldest][-MOST_SAMPLES:]
            now = time.monotonic()
            # Ages, not times: the clock of a machine may be wrong.
            samples = [{"secondsAgo": int(now - at), **sample} for at, sample in self.waiting]
            answer = ask(self.plan["usageUrl"], self.plan["token"], {"samples": samples})
            self.waiting = []
            self.hear(answer.get("message"))
        except urllib.error.HTTPError as error:
            if is_refusal(error):
                raise Refused(f"the server answered {error.code}") from error
            if error.code == 400:
                self.waiting = []
            print(f"not told: the server answered {error.code}", flush=True)
            return seconds_to_wait(error)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            print(f"not told: {error}", flush=True)
        return 0.0

    def hear(self, message):
        """Shows each message once."""
        if message != self.shown and message is not None:
            self.show(str(message)[:500])
        self.shown = message


def wall(message):
    """To every open terminal, as wall(1) does, whatever the machine knows of who is logged in at it."""
    for path in glob.glob("/dev/pts/[0-9]*"):
        try:
            terminal = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            os.write(terminal, f"\r\n\a{message}\r\n".encode("utf-8", "replace"))
        except OSError:
            pass  # nobody reads it
        finally:
            os.close(terminal)


def keep(plan, arguments):
    wanted = KEPT.fullmatch(arguments[0]) if len(arguments) == 1 else None
    minutes = int(wanted.group(1)) * (60 if wanted.group(2) == "h" else 1) if wanted else 0
    if not 15 <= minutes <= LONGEST_MINUTES:
        print("Say for how long, 15m to 24h: cloudapp-keep 3h", file=sys.stderr)
        return 64  # EX_USAGE
    try:
        answer = ask(plan["keepUrl"], plan["token"], {"minutes": minutes})
    except (OSError, ValueError) as error:
        print(f"CloudApp was not told: {error}", file=sys.stderr)
        return 69  # EX_UNAVAILABLE
    print(f"Being idle does not stop this machine before {answer['until']}. Its time, its hours and a budget still may.")
    return 0


def main(arguments):
    root = os.environ.get("CLOUDAPP_ROOT", "/")
    plan = json.loads(read(os.path.join(root, "etc/cloudapp/plan.json")))
    if arguments[:1] == ["keep"]:
        return keep(plan, arguments[1:])
    return Teller(plan, Meter(Machine(root)), wall).main()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
