#!/usr/bin/env python3
"""Keeps the login user's SSH key the one that CloudApp knows as the machine's, so that it can be replaced while the machine runs.

cloud-init puts it on the machine and starts it beside the agent; it runs as long as the machine does. Whoever can log in is
root here by sudo, so that nothing in their home is trusted less or more than they are.
"""

import base64
import hashlib
import json
import os
import sys
import time
import urllib.error

from disk import read, replace_file
from events import Refused, ask, is_refusal, seconds_to_wait

SECONDS_AFTER_TROUBLE = 30.0
LONGEST_PAUSE_SECONDS = 3600


def blob_of(line):
    """A key in base64, the second field of its line."""
    return line.split()[1]


def id_of(line):
    """As CloudApp names a key: the SHA-256 of its wire form."""
    return hashlib.sha256(base64.b64decode(blob_of(line), validate=True)).hexdigest()


class Keeper:
    def __init__(self, plan, root="/"):
        self.plan = plan
        self.home = os.path.join(root, "home", plan["userName"])
        self.kept = os.path.join(root, "var/lib/cloudapp/login-key")

    def main(self):
        """Exit code 0: nobody knows this machine any more."""
        while True:
            try:
                time.sleep(self.look())
            except Refused as refused:
                print(f"ending: {refused}", flush=True)
                return 0

    def look(self):
        """Asks once, and does what the answer says. Returns how many seconds to wait before the next time."""
        try:
            wanted, seconds = self.ask()
            if blob_of(wanted) == blob_of(self.current()):
                return seconds
            self.let_in(wanted)
            return 0.0  # says at once that it has the key
        except urllib.error.HTTPError as error:
            if is_refusal(error):
                raise Refused(f"the server answered {error.code}") from error
            print(f"the key was not asked for: the server answered {error.code}", flush=True)
            return max(SECONDS_AFTER_TROUBLE, seconds_to_wait(error))
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            print(f"the key stays as it is: {error}", flush=True)
            return SECONDS_AFTER_TROUBLE

    def current(self):
        """The line that this program, or cloud-init before it, has let in last."""
        return read(self.kept).strip() if os.path.exists(self.kept) else self.plan["sshPublicKey"]

    def ask(self):
        answer = ask(self.plan["keyUrl"], self.plan["token"], {"keyId": id_of(self.current())})
        # What sshd and this program take for the end of a line must be none.
        wanted = " ".join(answer["sshPublicKey"].split())
        id_of(wanted)
        return wanted, min(max(int(answer["askAgainInSeconds"]), 1), LONGEST_PAUSE_SECONDS)

    def let_in(self, wanted):
        """The new key in place of the one before; other lines, which the user wrote, stay."""
        folder = os.path.join(self.home, ".ssh")
        path = os.path.join(folder, "authorized_keys")
        home = os.stat(self.home)
        owner = (home.st_uid, home.st_gid)
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
            os.chown(folder, *owner)
        lines = read(path).split("\n") if os.path.exists(path) else []
        gone = {blob_of(self.current()), blob_of(wanted)}
        stay = [line for line in lines if line.strip() and not gone.intersection(line.split())]
        replace_file(path, "\n".join([*stay, wanted, ""]), 0o600, owner)
        replace_file(self.kept, wanted + "\n", 0o600, (os.geteuid(), os.getegid()))
        print("another key is let in", flush=True)


def main():
    root = os.environ.get("CLOUDAPP_ROOT", "/")
    return Keeper(json.loads(read(os.path.join(root, "etc/cloudapp/plan.json"))), root).main()


if __name__ == "__main__":
    sys.exit(main())
