"""Tests of the machine agent: the real program against a server that records what it is sent. Run by agent.test.ts."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock as mock
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import agent  # noqa: E402
import clock  # noqa: E402
from scripts import Mask, clean, last_units  # noqa: E402

TOKEN = "token-of-this-machine"
PROBLEM = "application/problem+json"
OURS = '{"type": "urn:cloudapp:problem:not-found", "status": 404, "code": "not-found"}'


class Server:
    """Records boot-events; answers with the statuses it was given first (each alone or with a type and a body), then 204; with
    400 to fields that it does not know."""

    def __init__(self, statuses=(), unknown=()):
        self.events = []
        self.refused = []
        self.tokens = set()
        self.user_agents = set()
        self.statuses = list(statuses)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.tokens.add(self.headers["Authorization"])
                server.user_agents.add(self.headers["User-Agent"])
                if event.keys() & set(unknown):
                    server.refused.append(event)
                    answer = 400
                else:
                    answer = server.statuses.pop(0) if server.statuses else 204
                status, type_, body, *wait = answer if isinstance(answer, tuple) else (answer, "text/plain", "")
                if status == 204:
                    server.events.append(event)
                self.send_response(status)
                self.send_header("Content-Type", type_)
                for seconds in wait:
                    self.send_header("Retry-After", seconds)
                self.end_headers()
                self.wfile.write(body.encode("utf-8"))

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http.server_port}/boot-events"

    def types(self):
        return [event["type"] for event in self.events if event["type"] != "step-output"]

    def named(self, type_):
        return [event for event in self.events if event["type"] == type_]

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Machine:
    """A folder that the agent takes for a machine's root."""

    # What runs the agent, if it is not run by itself.
    inside = ()

    def __init__(self, server, steps, check="true", secrets=(), check_timeout=5):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        self.boot_id = "first"
        plan = {
            "instanceId": "mch_x",
            "eventsUrl": server.url,
            "token": TOKEN,
            "userName": "admin",
            "secrets": list(secrets),
            "steps": [self.step(id_, **options) for id_, options in steps.items()],
            "check": {"script": self.write("etc/cloudapp/check.sh", check), "timeoutSeconds": check_timeout},
        }
        self.write("etc/cloudapp/plan.json", json.dumps(plan))
        self.write("run/cloud-init/instance-data.json", json.dumps({"ds": {"meta-data": {"local-ipv4": "10.1.2.3"}}}))
        self.write("etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== root@machine\n")
        self.write("etc/ssh/ssh_host_dsa_key.pub", "ssh-dss AAAA root@machine\n")
        os.makedirs(os.path.join(self.root, "var/lib/cloudapp"))

    def step(self, id_, run, timeout=20):
        script = self.write(f"etc/cloudapp/steps/{id_}.sh", run)
        return {"id": id_, "title": id_, "script": script, "timeoutSeconds": timeout, "expectedSeconds": 1}

    def write(self, path, content):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(content)
        return full

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def command(self, name, script):
        os.chmod(self.write(f"bin/{name}", f"#!/bin/sh\n{script}"), 0o755)

    def boot(self, boot_id="first"):
        command = [*self.inside, sys.executable, "-B", os.path.join(HERE, "agent.py")]
        environment = {
            "PATH": f"{self.root}/bin:{os.environ['PATH']}",
            "CLOUDAPP_ROOT": self.root,
            "CLOUDAPP_BOOT_ID_FILE": self.write("boot-id", boot_id),
        }
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


class AgentTest(unittest.TestCase):
    def start(self, steps, statuses=(), unknown=(), **options):
        server = Server(statuses, unknown)
        self.addCleanup(server.close)
        machine = Machine(server, steps, **options)
        self.addCleanup(machine.folder.cleanup)
        return server, machine

    def test_reports_each_step_and_proves_the_machine(self):
        server, machine = self.start({"one": {"run": "echo working"}, "two": {"run": "true"}})

        result = machine.boot()

        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(
            server.types(),
            ["booted", "step-started", "step-finished", "step-started", "step-finished", "check-passed"],
        )
        self.assertEqual({event["boot"] for event in server.events}, {1})
        self.assertEqual([event["sequence"] for event in server.events], list(range(1, len(server.events) + 1)))
        self.assertEqual(server.tokens, {f"Bearer {TOKEN}"})
        self.assertEqual(server.events[-1]["hostKeys"], ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA=="])

    def test_gives_steps_the_address_the_user_and_a_place_for_secrets(self):
        run = 'test "$CLOUDAPP_ADDRESS $CLOUDAPP_USER $DEBIAN_FRONTEND" = "10.1.2.3 admin noninteractive"'
        server, machine = self.start({"one": {"run": run + ' && test -w "$CLOUDAPP_SECRETS"'}})

        machine.boot()

        self.assertIn("check-passed", server.types())

    def test_says_why_a_step_failed_and_ends(self):
        run = "for n in $(seq 2000); do echo line $n; done\nprintf 'not \\033[31mgood\\033[0m\\a\\n' >&2\nfalse | true\n"
        server, machine = self.start({"one": {"run": run}, "two": {"run": "true"}})

        result = machine.boot()

        (failed,) = server.named("step-failed")
        self.assertEqual((failed["stepId"], failed["exitCode"], failed["timedOut"]), ("one", 1, False))
        self.assertTrue(failed["output"].endswith("line 2000\nnot good"))
        self.assertLessEqual(len(failed["output"]), 4096)
        self.assertEqual(result.returncode, 1)
        self.assertNotIn("two", [event.get("stepId") for event in server.events])
        self.assertIn("line 1\n", machine.read("var/log/cloudapp/one.log"))

    def test_says_why_a_step_could_not_get_what_it_installs(self):
        run = 'echo "{\\"kind\\": \\"mirror-silent\\", \\"of\\": \\"mirror.example.org\\"}" > "$CLOUDAPP_CAUSE"; exit 1'
        server, machine = self.start({"one": {"run": run}})

        machine.boot()

        (failed,) = server.named("step-failed")
        self.assertEqual(failed["cause"], {"kind": "mirror-silent", "of": "mirror.example.org"})

    def test_reports_the_failure_without_its_cause_to_a_service_that_does_not_know_causes(self):
        run = 'echo "{\\"kind\\": \\"disk-full\\"}" > "$CLOUDAPP_CAUSE"; exit 1'
        server, machine = self.start({"one": {"run": run}}, unknown=["cause"])

        machine.boot()

        (failed,) = server.named("step-failed")
        (refused,) = server.refused
        self.assertEqual(refused, {**failed, "cause": {"kind": "disk-full"}})

    def test_names_no_cause_that_an_earlier_try_of_the_step_left(self):
        server, machine = self.start({"one": {"run": "exit 1"}})
        machine.write("run/cloudapp/cause.json", '{"kind": "disk-full"}')

        machine.boot()

        self.assertNotIn("cause", server.named("step-failed")[0])

    def test_finds_the_command_that_gets_packages(self):
        server, machine = self.start({"one": {"run": 'case "$PATH" in */machine/bin:/usr/local/sbin:*) exit 0; esac; exit 1'}})

        machine.boot()

        self.assertEqual(server.named("step-failed"), [])

    def test_waits_until_the_clock_is_set_before_the_first_step(self):
        looks = "echo look >> ROOT/looks; printf 'NTP=yes\\nNTPSynchronized='; [ $(wc -l < ROOT/looks) -lt 3 ] && echo no || echo yes"
        server, machine = self.start({"one": {"run": "true"}, "two": {"run": "true"}})
        machine.write("etc/cloudapp/steps/one.sh", f"test $(wc -l < {machine.root}/looks) -eq 3")
        machine.command("timedatectl", looks.replace("ROOT", machine.root))

        machine.boot()

        self.assertEqual(server.named("step-failed"), [])
        self.assertEqual(machine.read("looks"), "look\n" * 3)

    def test_waits_for_no_time_where_nothing_sets_the_clock(self):
        server, machine = self.start({"one": {"run": "echo installed"}})
        machine.command("timedatectl", "printf 'NTP=no\\nNTPSynchronized=no\\n'")

        machine.boot()

        self.assertEqual(machine.read("var/log/cloudapp/one.log"), "installed\n")

    def test_goes_on_with_a_warning_when_the_clock_is_never_set(self):
        server, machine = self.start({"one": {"run": "echo installed"}, "two": {"run": "true"}})
        machine.command("timedatectl", "printf 'NTP=yes\\nNTPSynchronized=no\\n'")
        environment = {"PATH": f"{machine.root}/bin:{os.environ['PATH']}", "CLOUDAPP_BOOT_ID_FILE": machine.write("boot-id", "first")}

        with mock.patch.dict(os.environ, environment), mock.patch.object(clock, "LONGEST_WAIT_SECONDS", 0.5):
            agent.Agent(agent.Paths(machine.root), json.loads(machine.read("etc/cloudapp/plan.json"))).main()

        self.assertEqual(machine.read("var/log/cloudapp/one.log"), f"{clock.WARNING}\ninstalled\n")
        self.assertEqual(machine.read("var/log/cloudapp/two.log"), "")
        self.assertEqual(server.types()[-1], "check-passed")

    def test_ends_a_step_with_all_its_processes_when_its_time_is_up(self):
        run = "sleep 300 & echo $! > pid-file\nsleep 300\n"
        server, machine = self.start({"one": {"run": run, "timeout": 1}})
        machine.write("etc/cloudapp/steps/one.sh", run.replace("pid-file", os.path.join(machine.root, "pid")))

        started = time.monotonic()
        machine.boot()

        (failed,) = server.named("step-failed")
        self.assertTrue(failed["timedOut"])
        self.assertNotIn("exitCode", failed)
        self.assertLess(time.monotonic() - started, 15)
        self.assertFalse(is_running(int(machine.read("pid"))))

    def test_does_not_wait_for_a_service_that_a_step_leaves_running(self):
        server, machine = self.start({"one": {"run": "sleep 30 & echo started"}})

        started = time.monotonic()
        machine.boot()

        self.assertIn("check-passed", server.types())
        self.assertLess(time.monotonic() - started, 15)

    def test_shows_at_most_one_line_of_output_a_second(self):
        run = "for n in $(seq 30); do echo line $n; sleep 0.08; done"
        server, machine = self.start({"one": {"run": run}})

        machine.boot()

        self.assertIn(len(server.named("step-output")), (2, 3, 4))

    def test_masks_secrets_in_whatever_it_shows(self):
        run = 'echo s3cr3t-value > "$CLOUDAPP_SECRETS/password"\necho "the password is s3cr3t-value"\nfalse\n'
        server, machine = self.start({"one": {"run": run}})

        machine.boot()

        (failed,) = server.named("step-failed")
        self.assertEqual(failed["output"], "the password is [secret]")
        self.assertNotIn("s3cr3t", json.dumps(server.events) + machine.read("var/log/cloudapp/one.log"))

    def test_hands_over_the_promised_secrets_only(self):
        run = 'echo one-value > "$CLOUDAPP_SECRETS/password"; echo other-value > "$CLOUDAPP_SECRETS/other"'
        server, machine = self.start({"one": {"run": run}}, secrets=["password"])

        machine.boot()

        self.assertEqual(server.named("check-passed")[0]["secrets"], {"password": "one-value"})

    def test_fails_the_check_when_a_promised_secret_is_missing(self):
        server, machine = self.start({"one": {"run": "true"}}, secrets=["password"], check_timeout=1)

        machine.boot()

        self.assertIn("No step has left the secret 'password'", server.named("check-failed")[0]["output"])

    def test_fails_the_check_when_a_secret_is_not_one_printable_line(self):
        run = 'printf "one\\ntwo" > "$CLOUDAPP_SECRETS/password"'
        server, machine = self.start({"one": {"run": run}}, secrets=["password"], check_timeout=1)

        machine.boot()

        self.assertIn("'password'", server.named("check-failed")[0]["output"])
        self.assertIn("not one line of printable text", server.named("check-failed")[0]["output"])

    def test_tries_the_check_until_it_passes(self):
        server, machine = self.start({"one": {"run": "true"}}, check_timeout=20)
        tries = os.path.join(machine.root, "tries")
        machine.write("etc/cloudapp/check.sh", f'echo x >> {tries}; [ "$(wc -l < {tries})" -ge 3 ]')

        machine.boot()

        self.assertEqual(server.types()[-1], "check-passed")

    def test_says_what_the_check_printed_when_it_never_passes(self):
        server, machine = self.start({"one": {"run": "true"}}, check="echo no answer; false", check_timeout=2)

        result = machine.boot()

        self.assertEqual(server.named("check-failed")[0]["output"], "no answer")
        self.assertEqual(result.returncode, 1)

    def test_goes_on_after_a_reboot_with_the_step_that_was_not_finished(self):
        server, machine = self.start({"one": {"run": "echo x >> ROOT/ones"}, "two": {"run": "test -e ROOT/mended"}})
        for name in ("one", "two"):
            path = f"etc/cloudapp/steps/{name}.sh"
            machine.write(path, machine.read(path).replace("ROOT", machine.root))
        machine.boot("first")
        machine.write("mended", "")
        server.events.clear()

        machine.boot("second")

        self.assertEqual(server.types(), ["booted", "step-started", "step-finished", "check-passed"])
        self.assertEqual({event["boot"] for event in server.events}, {2})
        self.assertEqual(machine.read("ones"), "x\n")

    def test_only_proves_a_machine_that_is_installed(self):
        server, machine = self.start({"one": {"run": "true"}})
        machine.boot("first")
        server.events.clear()

        machine.boot("second")

        self.assertEqual([(e["type"], e["boot"], e["sequence"]) for e in server.events], [("booted", 2, 1), ("check-passed", 2, 2)])

    def test_uses_no_number_twice_when_started_again_within_a_boot(self):
        server, machine = self.start({"one": {"run": "true"}})
        machine.boot()
        machine.boot()

        numbers = [event["sequence"] for event in server.events]
        self.assertEqual({event["boot"] for event in server.events}, {1})
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_sends_again_what_a_server_in_trouble_did_not_take(self):
        server, machine = self.start({"one": {"run": "true"}}, statuses=[503, 429, 502])

        machine.boot()

        self.assertEqual(server.types(), ["booted", "step-started", "step-finished", "check-passed"])

    def test_waits_as_long_as_the_server_asks(self):
        statuses = [(429, "text/plain", "", "3"), (503, "text/plain", "", "soon"), (429, "text/plain", "", "0")]
        server, machine = self.start({"one": {"run": "true"}}, statuses=statuses)

        started = time.monotonic()
        machine.boot()

        self.assertGreaterEqual(time.monotonic() - started, 3)
        self.assertEqual(server.types(), ["booted", "step-started", "step-finished", "check-passed"])

    def test_ends_at_once_when_the_server_does_not_know_it(self):
        for answer in (401, 410, (403, PROBLEM, OURS), (404, PROBLEM, OURS)):
            with self.subTest(answer=answer):
                server, machine = self.start({"one": {"run": "sleep 60"}}, statuses=[answer])

                started = time.monotonic()
                result = machine.boot()

                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertEqual(server.events, [])
                self.assertLess(time.monotonic() - started, 20)


    def test_outlasts_refusals_that_are_not_from_cloudapp(self):
        page = (403, "text/html", "<h1>Request blocked</h1>")
        foreign = (404, PROBLEM, '{"type": "about:blank", "status": 404}')
        cut = (403, PROBLEM, OURS[:-1])
        server, machine = self.start({"one": {"run": "true"}}, statuses=[page, foreign, cut, 404])

        machine.boot()

        self.assertEqual(server.types(), ["booted", "step-started", "step-finished", "check-passed"])

    def test_reports_under_a_name_of_its_own(self):
        server, machine = self.start({"one": {"run": "true"}})

        machine.boot()

        self.assertEqual(server.user_agents, {"CloudApp-Machine/1.0"})


class TextTest(unittest.TestCase):
    def test_counts_as_the_receiver_does(self):
        self.assertEqual(last_units("abc\U0001f600", 3), "c\U0001f600")
        self.assertEqual(last_units("a\U0001f600b", 2), "b")

    def test_leaves_no_control_characters(self):
        self.assertEqual(clean("10%\r20%\r\n\x1b[2K\x1b]0;title\x07done\x00\x85\tok\n"), "10%\n20%\ndone\tok\n")

    def test_removes_commands_to_a_terminal_whole(self):
        self.assertEqual(clean("a\x1b7b\x1b(Bc\x1bP1$r0m\x1b\\d\x1b[?1049he\x1bcf\x9b1mg\u202eh\u2028i"), "abcdefgh\ni")

    def test_removes_a_command_with_a_control_in_its_middle(self):
        self.assertEqual(clean("a\x1b[\x0031mb\x1b[3\x071mc\x1b\x007d"), "abcd")

    def test_masks_the_longest_value_first(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, value in (("a", "abcdefgh"), ("b", "abcdefghijkl")):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(value)
            self.assertEqual(Mask(folder, TOKEN).apply(f"abcdefghijkl {TOKEN}"), "[secret] [secret]")


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    unittest.main()
