"""Tests of the key keeper: the real program against a server that says which key the machine is to let in."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from keys import id_of  # noqa: E402

TOKEN = "token-of-this-machine"
FIRST = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA0sdh0v3f3bXz6mP0nHxg2cVw1Yb7Ew5T1c4Xo0pQ2r first@laptop"
SECOND = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIW7Tz0pN2cXAQ2m1r9d2Yx4yqk0l1m2n3o4p5q6r7s8 second@laptop"
OWN = 'from="10.0.0.0/8" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p mine'


class Server:
    """Answers with the statuses it was given first, then with the key it wants; 410 once `ends_after` reports were answered."""

    def __init__(self, wanted, statuses=(), ends_after=None):
        self.wanted = wanted
        self.reports = []
        self.tokens = set()
        self.statuses = list(statuses)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.tokens.add(self.headers["Authorization"])
                server.reports.append(body)
                over = ends_after is not None and len(server.reports) > ends_after
                status = 410 if over else server.statuses.pop(0) if server.statuses else 200
                self.send_response(status)
                self.end_headers()
                if status == 200:
                    answer = {"sshPublicKey": server.wanted, "askAgainInSeconds": 1}
                    self.wfile.write(json.dumps(answer).encode("utf-8"))

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class KeysTest(unittest.TestCase):
    def start(self, wanted, lines=(FIRST,), **options):
        self.server = Server(wanted, **options)
        self.addCleanup(self.server.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        url = f"http://127.0.0.1:{self.server.http.server_port}/key-reports"
        plan = {"keyUrl": url, "token": TOKEN, "userName": "admin", "sshPublicKey": FIRST}
        self.write("etc/cloudapp/plan.json", json.dumps(plan))
        os.makedirs(os.path.join(self.root, "var/lib/cloudapp"))
        self.path = self.write("home/admin/.ssh/authorized_keys", "".join(f"{line}\n" for line in lines))

    def write(self, path, content):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(content)
        return full

    def run_to_its_end(self):
        command = [sys.executable, "-B", os.path.join(HERE, "keys.py")]
        environment = {"PATH": os.environ["PATH"], "CLOUDAPP_ROOT": self.root}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    def let_in(self):
        with open(self.path, encoding="utf-8") as file:
            return file.read()

    def test_puts_the_new_key_in_place_of_the_old_and_says_so_at_once(self):
        self.start(SECOND, ends_after=2)

        result = self.run_to_its_end()

        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.let_in(), f"{SECOND}\n")
        self.assertEqual([report["keyId"] for report in self.server.reports[:2]], [id_of(FIRST), id_of(SECOND)])
        self.assertEqual(self.server.tokens, {f"Bearer {TOKEN}"})

    def test_leaves_a_file_that_nobody_else_can_read(self):
        self.start(SECOND, ends_after=2)

        self.run_to_its_end()

        self.assertEqual(os.stat(self.path).st_mode & 0o777, 0o600)
        self.assertEqual(os.listdir(os.path.dirname(self.path)), ["authorized_keys"])

    def test_leaves_what_the_user_wrote(self):
        self.start(SECOND, lines=(OWN, FIRST, "# mine"), ends_after=2)

        self.run_to_its_end()

        self.assertEqual(self.let_in(), f"{OWN}\n# mine\n{SECOND}\n")

    def test_changes_nothing_while_the_key_is_the_same(self):
        self.start(FIRST, lines=("# the user took the key out",), ends_after=2)

        self.run_to_its_end()

        self.assertEqual(self.let_in(), "# the user took the key out\n")

    def test_does_not_bring_back_the_first_key_when_it_begins_again(self):
        self.start(SECOND, ends_after=2)
        self.run_to_its_end()
        self.server.reports.clear()

        self.run_to_its_end()

        self.assertEqual(self.let_in(), f"{SECOND}\n")
        self.assertEqual({report["keyId"] for report in self.server.reports}, {id_of(SECOND)})

    def test_finishes_what_a_crash_left_half_done(self):
        self.start(SECOND, lines=(SECOND,), ends_after=2)

        self.run_to_its_end()

        self.assertEqual(self.let_in(), f"{SECOND}\n")
        self.assertEqual(self.server.reports[1]["keyId"], id_of(SECOND))

    def test_makes_the_file_where_there_is_none(self):
        self.start(SECOND, ends_after=2)
        os.remove(self.path)
        os.rmdir(os.path.dirname(self.path))

        self.run_to_its_end()

        self.assertEqual(self.let_in(), f"{SECOND}\n")

    def test_lets_nothing_in_that_is_no_key(self):
        for wanted in ("nonsense", "ssh-ed25519 ???", "", 7, f"{SECOND}\nssh-ed25519"):
            with self.subTest(wanted=wanted):
                self.start(wanted)
                keeper = subprocess.Popen(
                    [sys.executable, "-B", os.path.join(HERE, "keys.py")],
                    env={"PATH": os.environ["PATH"], "CLOUDAPP_ROOT": self.root},
                    stdout=subprocess.PIPE,
                    text=True,
                )
                said = keeper.stdout.readline()
                keeper.kill()
                keeper.communicate()

                if wanted == f"{SECOND}\nssh-ed25519":
                    self.assertEqual(self.let_in().count("\n"), 1)
                else:
                    self.assertIn("the key stays as it is", said)
                    self.assertEqual(self.let_in(), f"{FIRST}\n")

    def test_goes_on_after_trouble(self):
        self.start(SECOND, statuses=[503])
        started = time.monotonic()
        keeper = subprocess.Popen(
            [sys.executable, "-B", os.path.join(HERE, "keys.py")],
            env={"PATH": os.environ["PATH"], "CLOUDAPP_ROOT": self.root},
            stdout=subprocess.PIPE,
            text=True,
        )
        said = keeper.stdout.readline()
        alive = keeper.poll() is None
        keeper.kill()
        keeper.communicate()

        self.assertIn("the server answered 503", said)
        self.assertTrue(alive)
        self.assertLess(time.monotonic() - started, 20)


if __name__ == "__main__":
    unittest.main()
