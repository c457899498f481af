#!/usr/bin/env python3
"""CloudApp's machine agent: installs what the plan says, step by step, and reports how it goes.

cloud-init puts it on the machine and starts it (see user-data.ts); systemd starts it again at each boot. It needs nothing
but Python's standard library.
"""

import glob
import json
import os
import re
import subprocess
import sys
import time

from clock import WARNING, wait_for_time
from disk import is_full, make_folder, overwrite, read, read_if_can, read_object, remove_if_can, replace_file
from events import Refused, Reporter, Undelivered
from scripts import OUTPUT_UNITS, Mask, Tail, clean, last_units, run

LINE_UNITS = 500
SECONDS_BETWEEN_OUTPUTS = 1.0
HOST_KEY = re.compile(r"^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256) [A-Za-z0-9+/]+={0,3}")
HERE = os.path.dirname(os.path.abspath(__file__))
SECRET_NAME = re.compile(r"^[a-z][a-z0-9-]{0,39}$")


class Paths:
    """Where things are; `root` is something else than / in tests only."""

    def __init__(self, root="/"):
        def below(path):
            return os.path.join(root, path)

        self.root = root
        self.plan = below("etc/cloudapp/plan.json")
        self.state = below("var/lib/cloudapp/state.json")
        self.cause = below("run/cloudapp/cause.json")  # in memory: a full disk is a cause
        self.secrets = below("var/lib/cloudapp/secrets")
        self.logs = below("var/log/cloudapp")
        self.host_keys = below("etc/ssh/ssh_host_*_key.pub")
        self.instance_data = below("run/cloud-init/instance-data.json")
        self.boot_id = os.environ.get("CLOUDAPP_BOOT_ID_FILE", "/proc/sys/kernel/random/boot_id")


class State:
    """What must survive a reboot: how many boots there were, and which steps are done."""

    def __init__(self, path, boot_id):
        self.path = path
        kept = read_object(path)
        is_same_boot = kept.get("bootId") == boot_id
        self.boot_id = boot_id
        self.boot = kept.get("boot", 0) + (0 if is_same_boot else 1)
        # Started again within a boot: beyond every number that may have been used since the state was last written.
        self.sequence = kept.get("sequence", 0) + 10_000 if is_same_boot else 0
        self.done = kept.get("done", [])
        self.save()

    def next_sequence(self):
        self.sequence += 1
        return self.sequence

    def finish(self, step_id):
        self.done.append(step_id)
        self.save()

    def save(self):
        kept = {"bootId": self.boot_id, "boot": self.boot, "sequence": self.sequence, "done": self.done}
        try:
            try:
                replace_file(self.path, json.dumps(kept))
            except OSError:
                overwrite(self.path, json.dumps(kept))
        except OSError as error:
            print(f"the state is kept in memory until the next event: {error}", flush=True)


class Agent:
    def __init__(self, paths, plan, reporter_options=None):
        self.paths = paths
        self.plan = plan
        for folder in (paths.secrets, paths.logs, os.path.dirname(paths.cause)):
            make_folder(folder)
        self.state = State(paths.state, read(paths.boot_id).strip())
        self.mask = Mask(paths.secrets, plan["token"])
        self.reporter = Reporter(plan["eventsUrl"], plan["token"], self.state, **(reporter_options or {}))

    def main(self):
        """Exit code: 0 done, or nobody wants to know; 1 the machine is not what the blueprint promises."""
        try:
            self.reporter.post("booted")
            is_ready = self.install() and self.prove()
            self.reporter.drain()
            return 0 if is_ready else 1
        except Refused as refused:
            print(f"ending: {refused}", flush=True)
            return 0

    def environment(self):
        data = json.loads(read(self.paths.instance_data))
        # As cloud-init crawls it from EC2's metadata service, by EC2's own names.
        metadata = data["ds"]["meta-data"]
        return {
            "PATH": f"{HERE}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "APT_CONFIG": "/etc/cloudapp/apt.conf",
            "CLOUDAPP_CAUSE": self.paths.cause,
            "CLOUDAPP_ADDRESS": metadata["local-ipv4"],
            "CLOUDAPP_USER": self.plan["userName"],
            "CLOUDAPP_SECRETS": self.paths.secrets,
        }

    def install(self):
        missing = [step for step in self.plan["steps"] if step["id"] not in self.state.done]
        if not missing:
            return True
        # Debian's own daily update would hold the package lists; it comes again when the timer is back.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        subprocess.run(["systemctl", "stop", "apt-daily.timer", "apt-daily-upgrade.timer", "apt-daily.service"], **quiet)
        try:
            return all(self.install_step(step, is_first=step is missing[0]) for step in missing)
        finally:
            subprocess.run(["systemctl", "start", "--no-block", "apt-daily.timer", "apt-daily-upgrade.timer"], **quiet)

    def install_step(self, step, is_first):
        self.reporter.post("step-started", stepId=step["id"])
        shown = {"at": 0.0}

        def show(line):
            now = time.monotonic()
            if now - shown["at"] >= SECONDS_BETWEEN_OUTPUTS:
                shown["at"] = now
                text = last_units(line, LINE_UNITS)
                self.reporter.post_if_idle("step-output", stepId=step["id"], line=text)

        tail = Tail(os.path.join(self.paths.logs, step["id"] + ".log"), self.mask, show)
        if is_first and not wait_for_time():
            tail.feed(f"{WARNING}\n".encode())
        remove_if_can(self.paths.cause)
        result = run(step["script"], self.environment(), step["timeoutSeconds"], tail, self.reporter.check)
        if result.is_good:
            self.state.finish(step["id"])
            self.reporter.post("step-finished", stepId=step["id"], seconds=result.seconds)
            return True
        code = {} if result.exit_code is None else {"exitCode": result.exit_code}
        cause = read_object(self.paths.cause) or ({"kind": "disk-full"} if self.is_full(tail) else None)
        why = {} if cause is None else {"cause": cause}
        failure = {"seconds": result.seconds, **code, **why, "timedOut": result.timed_out, "output": result.output}
        self.reporter.post("step-failed", stepId=step["id"], **failure)
        return False

    def is_full(self, tail):
        folders = (self.paths.root, os.path.dirname(self.paths.state), self.paths.logs)
        return tail.had_no_room or any(is_full(folder) for folder in folders)

    def prove(self):
        """Runs the blueprint's check until it passes or its time is up: a service may need a moment after its start."""
        check = self.plan["check"]
        started = time.monotonic()
        delay = 0.5
        while True:
            left = check["timeoutSeconds"] - (time.monotonic() - started)
            tail = Tail(os.path.join(self.paths.logs, "check.log"), self.mask, lambda line: None)
            result = run(check["script"], self.environment(), max(left, 1.0), tail, self.reporter.check)
            seconds = round(time.monotonic() - started, 3)
            problem = self.promised_secrets()[1]
            if result.is_good and problem is None:
                secrets = self.promised_secrets()[0]
                self.reporter.post("check-passed", seconds=seconds, hostKeys=self.host_keys(), secrets=secrets)
                return True
            if seconds + delay >= check["timeoutSeconds"]:
                known = [result.output, problem, "The machine’s disk is full." if self.is_full(tail) else None]
                output = last_units("\n".join(filter(None, known)), OUTPUT_UNITS)
                self.reporter.post("check-failed", seconds=seconds, output=output)
                return False
            time.sleep(delay)
            delay = min(delay * 2, 5.0)

    def promised_secrets(self):
        """The secrets that login details list, and a sentence when a step has not left one."""
        secrets = {}
        for name in self.plan["secrets"]:
            path = os.path.join(self.paths.secrets, name)
            value = read_if_can(path).strip() if SECRET_NAME.match(name) and os.path.isfile(path) else ""
            if not 1 <= len(value) <= 1000:
                return {}, f"No step has left the secret '{name}' in {self.paths.secrets}."
            if clean(value).replace("\n", " ") != value:
                return {}, f"The secret '{name}' in {self.paths.secrets} is not one line of printable text."
            secrets[name] = value
        return secrets, None

    def host_keys(self):
        found = (HOST_KEY.match(read_if_can(path)) for path in sorted(glob.glob(self.paths.host_keys)))
        return [match.group(0) for match in found if match][:5]


def main():
    paths = Paths(os.environ.get("CLOUDAPP_ROOT", "/"))
    try:
        return Agent(paths, json.loads(read(paths.plan))).main()
    except Undelivered as undelivered:
        print(f"ending: {undelivered}", flush=True)
        return 75  # EX_TEMPFAIL: systemd starts the agent again


if __name__ == "__main__":
    sys.exit(main())
