"""What steps get from elsewhere. On the machine it is the command `cloudapp-get`, which is how steps call it:

    cloudapp-get debian NAME…     installs packages of Debian's, from lists that are whole
    cloudapp-get with COMMAND…    runs a command that downloads

Where a server does not answer, it tries again: a bounded number of times, with a longer wait before each. Why it gave up is
left in the file $CLOUDAPP_CAUSE, for the agent to report.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from disk import read_if_can, remove_if_can, replace_file

# Before each try but the first. A hanging mirror takes 20 s a try and apt tries thrice: 4 × 63 s + 50 s, within a step's 600 s.
WAITS = (5.0, 15.0, 30.0)
LOCK_SECONDS = 300.0
LOCK_WAIT = 3.0
# apt says of the first file that it could not get; the others are not waited for, but what fails at the same time is.
AFTER_FAILURE_SECONDS = 2.0
LINES = 400
CAUSE_OF = re.compile(r"[\w.:+@/~=<>-]{1,200}", re.ASCII)
PATIENCE = {
    "PIP_RETRIES": "2",
    "PIP_TIMEOUT": "20",
    "npm_config_fetch_retries": "2",
    "npm_config_fetch_retry_factor": "2",
    "npm_config_fetch_retry_mintimeout": "2000",
    "npm_config_fetch_timeout": "60000",
}

LOCKED = re.compile(r"Could not get lock|Unable to acquire the dpkg frontend lock|Unable to lock ")
NO_SPACE = re.compile(r"No space left on device|You don't have enough free space|\bENOSPC\b")
TOO_EARLY = re.compile(r"not valid yet|not yet valid|not yet activated|CERT_NOT_YET_VALID", re.IGNORECASE)
NO_SUCH = re.compile(
    r"Unable to locate package (\S+)|Package '?([^\s']+)'? has no installation candidate|Version '\S+' for '(\S+)' was not found"
    r"|No matching distribution found for (\S+)|No matching version found for ([^\s]+?)\.?$|404 Not Found - GET (\S+)",
    re.MULTILINE,
)
FAILED_FETCH = re.compile(r"^(?:Err:\d+|E: Failed to fetch) (\S+)", re.MULTILINE)
# What a mirror that does answer may say: it has no such file, or one that nobody can trust.
ANSWERED = re.compile(r"^ +4\d\d  |  4\d\d  |signature|NO_PUBKEY|Clearsigned", re.MULTILINE)
SILENT = re.compile(
    r"^.*(?:Could not fetch URL \S+: (?!4\d\d )|Retrying \(Retry\(|Max retries exceeded|Read timed out|HTTP error 5\d\d while getting"
    r"|\b(?:ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EIDLETIMEOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E5\d\d)\b"
    r"|\b5\d\d [A-Z][\w ]+ - GET ).*$",
    re.MULTILINE,
)
HOST = re.compile(r"(?:host='|https?://(?:[^/@\s]*@)?)([\w.-]+)", re.ASCII)


class Trouble:
    """Why something could not be got: the cause as the agent reports it, if it is one of those, and whether to try again."""

    def __init__(self, kind=None, of=None, again=False):
        self.kind = kind
        self.of = of if of is not None and CAUSE_OF.fullmatch(of) else None
        self.again = again

    def __str__(self):
        return f"{self.kind or 'failed'}{'' if self.of is None else f' ({self.of})'}"


def trouble_of(output):
    """What keeps whatever command it was from going on, other than a server that does not answer."""
    if NO_SPACE.search(output):
        return Trouble("disk-full")
    if TOO_EARLY.search(output):
        return Trouble("clock-behind", again=True)
    missing = NO_SUCH.search(output)
    return Trouble("package-missing", next(filter(None, missing.groups()))) if missing else Trouble()


def trouble_of_apt(output):
    failed = FAILED_FETCH.search(output)
    if failed is None or NO_SPACE.search(output) or TOO_EARLY.search(output):
        return trouble_of(output)
    if ANSWERED.search(output):
        return Trouble(again=True)
    return Trouble("mirror-silent", urllib.parse.urlsplit(failed.group(1)).hostname, again=True)


def trouble_of_command(output):
    silent = SILENT.search(output)
    if silent is None or NO_SPACE.search(output) or TOO_EARLY.search(output):
        return trouble_of(output)
    hosts = (HOST.search(line) for line in (silent.group(0), output))
    return Trouble("source-silent", next((host.group(1) for host in hosts if host), None), again=True)


def show(command, environment=None, ends_at_failure=False):
    """Runs a command and passes on what it prints; its exit code and its last lines."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines = []
    end = threading.Timer(AFTER_FAILURE_SECONDS, process.terminate)
    with process.stdout:
        for line in process.stdout:
            print(line, end="", flush=True)
            lines = [*lines[1 - LINES :], line]
            if ends_at_failure and line.startswith("Err:") and not end.is_alive():
                end.start()
    code = process.wait()
    end.cancel()
    return code, "".join(lines)


def apt(*arguments, ends_at_failure=False):
    """Runs apt-get, once nobody else does."""
    give_up_at = time.monotonic() + LOCK_SECONDS
    while True:
        code, output = show(["apt-get", "--yes", *arguments], ends_at_failure=ends_at_failure)
        if code == 0 or not LOCKED.search(output) or time.monotonic() > give_up_at:
            return code, output
        time.sleep(LOCK_WAIT)


def install(names):
    packages = ["install", "--no-install-recommends", *names]
    for arguments in (["update"], [*packages, "--download-only"]):
        code, output = apt(*arguments, ends_at_failure=True)
        if code != 0:
            return code, trouble_of_apt(output)
    code, output = apt(*packages)
    return code, trouble_of_apt(output)


def run(command):
    # Of an index that is broken pip prints that there is no such package, and what is true to its log alone.
    with contextlib.ExitStack() as until_read:
        try:
            folder = until_read.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            os.chmod(folder, 0o711)
            log = os.path.join(folder, "pip.log")
            with open(log, "w", encoding="utf-8") as file:
                os.chmod(file.fileno(), 0o666)  # pip may run as another user
        except OSError:
            log = os.devnull
        code, output = show(command, {**PATIENCE, "PIP_LOG": log})
        return code, trouble_of_command(output + read_if_can(log))


def try_all(get):
    """Exit code of the last try; the cause stays behind where that failed."""
    for wait in (*WAITS, None):
        code, trouble = get()
        note(None if code == 0 else trouble)
        if code == 0:
            return 0
        print(f"cloudapp-get: {trouble}", flush=True)
        if not trouble.again or wait is None:
            break
        print(f"cloudapp-get: trying again in {wait:.0f} s", flush=True)
        time.sleep(wait)
    return code if code > 0 else 1


def note(trouble):
    path = os.environ["CLOUDAPP_CAUSE"]
    if trouble is None or trouble.kind is None:
        remove_if_can(path)
        return
    try:
        replace_file(path, json.dumps({"kind": trouble.kind, **({} if trouble.of is None else {"of": trouble.of})}))
    except OSError as error:
        print(f"cloudapp-get: the cause was not kept: {error}", flush=True)


def main(arguments):
    what, *rest = arguments
    ways = {"debian": install, "with": run}
    return try_all(lambda: ways[what](rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
