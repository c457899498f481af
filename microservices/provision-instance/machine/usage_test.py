"""Tests of the usage reports: what is read of a machine's kernel, and the real program against a server."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from usage import Machine, Meter, Teller  # noqa: E402

TOKEN = "token-of-this-machine"
HEAD = "  sl  local_address rem_address   st"
LISTENS, OUTSIDE, HERE_ITSELF = "00000000:0016 00000000:0000 0A", "0100A8C0:C001 01", "0100007F:C002 01"


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.machine = Machine(self.root)
        self.machine.processors = 2
        self.machine.ticks = 100
        self.machine.page = 4096

    def write(self, path, content=""):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(content)
        return full

    def process(self, pid, session, ticks, pages=10, name="(a) b)"):
        """utime, stime, cutime and cstime are the 14th to 17th field, resident pages the 24th (proc(5))."""
        fields = ["S", "1", "1", str(session), *["0"] * 7, str(ticks), "1", "2", "3", *["0"] * 6, str(pages), "0"]
        self.write(f"proc/{pid}/stat", f"{pid} ({name}) {' '.join(fields)}\n")


class MachineTest(Folder):
    def test_processors_are_those_of_the_own_control_group(self):
        self.write("proc/stat", "cpu  1000 0 0 1000 0 0 0 0 0 0\n")
        self.write("sys/fs/cgroup/cpuacct/cpuacct.usage", "7000000000\n")
        self.assertEqual(self.machine.processor_seconds(), 10.0)
        self.write("run/systemd/container", "systemd-nspawn")
        self.assertEqual(self.machine.processor_seconds(), 7.0)
        self.write("sys/fs/cgroup/cpu.stat", "usage_usec 3500000\nuser_usec 1\n")
        self.assertEqual(self.machine.processor_seconds(), 3.5)

    def test_waiting_is_no_work(self):
        self.write("proc/stat", "cpu  100 20 30 5000 700 4 6 0 0 0\n")
        self.assertEqual(self.machine.processor_seconds(), 1.6)

    def test_memory_is_the_machines_the_groups_or_that_of_all_its_processes(self):
        self.write("proc/meminfo", "MemTotal:        1000 kB\nMemFree: 1 kB\nMemAvailable:     600 kB\n")
        self.assertEqual(self.machine.memory_percent(100 * 1024), 40.0)
        self.write("run/systemd/container", "systemd-nspawn")
        self.assertEqual(self.machine.memory_percent(100 * 1024), 10.0)
        self.write("sys/fs/cgroup/memory.current", f"{300 * 1024}\n")
        self.write("sys/fs/cgroup/memory.stat", f"anon 5\ninactive_file {50 * 1024}\n")
        self.assertEqual(self.machine.memory_percent(100 * 1024), 25.0)

    def test_sessions_add_up_their_processes_whatever_these_are_called(self):
        self.process(7, session=7, ticks=94)
        self.process(8, session=7, ticks=194, name="x) S 1 1 9 (")
        self.process(9, session=9, ticks=44)
        seconds, resident = self.machine.sessions()
        self.assertEqual(seconds, {7: 3.0, 9: 0.5})
        self.assertEqual(resident, 3 * 10 * 4096)

    def test_connections_are_those_from_outside_to_what_listens(self):
        port = "0500A8C0:0016"
        rows = [LISTENS, f"{port} {OUTSIDE}", f"{port} {OUTSIDE}", f"{port} {HERE_ITSELF}", f"0500A8C0:9999 {OUTSIDE}"]
        self.write("proc/net/tcp", "\n".join([HEAD, *(f"   {n}: {row} 0" for n, row in enumerate(rows)), ""]))
        self.assertEqual(self.machine.connections(), 2)

    def test_network_is_that_of_all_interfaces_but_loopback(self):
        lo, ens5 = "    lo: 900 1 0 0 0 0 0 0 900 1", "  ens5:1000 1 0 0 0 0 0 0 234 1"
        self.write("proc/net/dev", f"Inter-|   Receive\n face |bytes\n{lo}\n{ens5}\n")
        self.assertEqual(self.machine.network_bytes(), 1234)

    def test_nothing_that_is_missing_is_a_failure(self):
        os.makedirs(os.path.join(self.root, "proc"))
        self.write("proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0\n")
        sample = Meter(self.machine).sample()
        self.assertEqual((sample["cpu"], sample["memory"], sample["jobs"], sample["connections"]), (0.0, 0.0, 0, 0))


class MeterTest(Folder):
    def sample_after(self, seconds, change):
        self.write("proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0\n")
        self.process(7, session=7, ticks=0)
        self.process(2, session=0, ticks=0)
        meter = Meter(self.machine)
        meter.before["at"] -= seconds
        change()
        return meter.sample()

    def test_a_detached_job_is_one_by_what_it_uses(self):
        self.assertEqual(self.sample_after(60, lambda: self.process(7, session=7, ticks=650))["jobs"], 1)
        self.assertEqual(self.sample_after(60, lambda: self.process(7, session=7, ticks=550))["jobs"], 0)

    def test_the_time_of_ended_children_counts_for_a_job(self):
        def children_end():
            self.write("proc/7/stat", "7 (make) S 1 1 7 0 0 0 0 0 0 0 5 5 900 90 0 0 0 0 0 0 10 0\n")

        self.assertEqual(self.sample_after(60, children_end)["jobs"], 1)

    def test_the_kernels_own_threads_are_no_job(self):
        self.assertEqual(self.sample_after(60, lambda: self.process(2, session=0, ticks=5000))["jobs"], 0)

    def test_processors_are_a_share_of_all(self):
        sample = self.sample_after(60, lambda: self.write("proc/stat", "cpu  3000 0 0 9000 0 0 0 0 0 0\n"))
        self.assertAlmostEqual(sample["cpu"], 25.0, places=0)

    def test_an_open_terminal_is_not_somebody_who_types(self):
        terminal = self.write("dev/pts/3")
        os.utime(terminal, (1, 1))
        silent = self.sample_after(60, lambda: None)
        os.utime(terminal)
        typing = self.sample_after(60, lambda: None)
        self.assertEqual([silent["terminals"], silent["isTyping"], typing["isTyping"]], [1, False, True])


class Server:
    """Answers with what it was given, one after the other; a number is a status without an answer; 410 when all were given."""

    def __init__(self, *answers):
        self.reports = []
        self.tokens = set()
        server, left = self, list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                server.reports.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                server.tokens.add(self.headers["Authorization"])
                answer = left.pop(0) if left else 410
                self.send_response(answer if isinstance(answer, int) else 200)
                self.end_headers()
                if not isinstance(answer, int):
                    self.wfile.write(json.dumps(answer).encode("utf-8"))

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{self.http.server_port}"
        self.plan = {"usageUrl": f"{url}/usage-reports", "keepUrl": f"{url}/keep-reports", "token": TOKEN}

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Told:
    def sample(self):
        return {"cpu": 1.0}


class TellerTest(unittest.TestCase):
    def start(self, *answers):
        self.server = Server(*answers)
        self.addCleanup(self.server.close)
        self.shown = []
        return Teller(self.server.plan, Told(), self.shown.append)

    def test_what_could_not_be_told_is_told_with_the_next(self):
        teller = self.start(503, {})
        teller.tell()
        teller.tell()
        self.assertEqual([len(report["samples"]) for report in self.server.reports], [1, 2])
        self.assertEqual(self.server.tokens, {f"Bearer {TOKEN}"})
        self.assertEqual(teller.waiting, [])

    def test_no_more_is_kept_than_a_report_takes(self):
        teller = self.start(*[503] * 12, {})
        for _ in range(13):
            teller.tell()
        self.assertEqual(len(self.server.reports[-1]["samples"]), 10)

    def test_ages_not_times_are_told_and_what_is_too_old_is_left_out(self):
        teller = self.start({}, {})
        teller.tell()
        teller.waiting = [(0, {"cpu": 9.0})]
        teller.tell()
        self.assertEqual(self.server.reports, [{"samples": [{"secondsAgo": 0, "cpu": 1.0}]}] * 2)

    def test_a_message_is_shown_once_and_again_when_it_is_another(self):
        teller = self.start(*[{"message": text} for text in ("one", "one", "two")], {}, {"message": "two"})
        for _ in range(5):
            teller.tell()
        self.assertEqual(self.shown, ["one", "two", "two"])

    def test_answers_that_are_none_are_no_failure(self):
        teller = self.start([], "text", {"message": {"no": "text"}})
        for _ in range(3):
            teller.tell()
        self.assertEqual(self.shown, ["{'no': 'text'}"])


class ProgramTest(Folder):
    def run_program(self, server, *arguments):
        self.addCleanup(server.close)
        self.write("etc/cloudapp/plan.json", json.dumps(server.plan))
        environment = {**os.environ, "CLOUDAPP_ROOT": self.root, "CLOUDAPP_SAMPLE_SECONDS": "0.1"}
        self.write("proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0\n")
        program = [sys.executable, "-B", os.path.join(HERE, "usage.py"), *arguments]
        return subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60, check=False)

    def test_reports_until_nobody_knows_the_machine(self):
        server = Server({}, 500, {})
        ended = self.run_program(server)
        self.assertEqual((ended.returncode, len(server.reports)), (0, 4))
        self.assertIn("ending: the server answered 410", ended.stdout)

    def test_keeps_the_machine_for_as_long_as_was_said(self):
        for said, minutes in (("3h", 180), ("90m", 90)):
            server = Server({"until": "2026-03-01T15:00:00.000Z"})
            done = self.run_program(server, "keep", said)
            self.assertEqual((done.returncode, server.reports), (0, [{"minutes": minutes}]))
            self.assertIn("before 2026-03-01T15:00:00.000Z", done.stdout)

    def test_says_what_can_be_said(self):
        for said in ((), ("",), ("3",), ("0h",), ("25h",), ("14m",), ("3h; id",), ("3h", "4h")):
            server = Server({"until": "never"})
            done = self.run_program(server, "keep", *said)
            self.assertEqual((done.returncode, server.reports), (64, []), said)
            self.assertIn("cloudapp-keep 3h", done.stderr)

    def test_says_when_nobody_was_told(self):
        done = self.run_program(Server(503), "keep", "3h")
        self.assertEqual(done.returncode, 69)
        self.assertIn("CloudApp was not told", done.stderr)


if __name__ == "__main__":
    unittest.main()
