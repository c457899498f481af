"""Tests of the machine agent on disks that are full or broken: small file systems that only the agent under test sees."""

import contextlib
import errno
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import unittest.mock as mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import disk  # noqa: E402
import getting  # noqa: E402
from agent_test import Machine, Server  # noqa: E402

# Mounts of its own; somebody who is not root is root of them.
APART = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
GET = f"{sys.executable} -B {HERE}/getting.py"
SMALL = "size=300k"
# Large enough to be not full from the start.
LARGER = "size=4m"
NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def obstacle():
    """Why there can be no small file system here."""
    command = [*APART, "mount", "-t", "tmpfs", "-o", SMALL, "small", tempfile.gettempdir()]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        return error.stderr.strip() or f"exit code {error.returncode}"
    except OSError as error:
        return str(error)
    return None


OBSTACLE = obstacle()


class DiskTest(unittest.TestCase):
    def start(self, run, **options):
        """A machine of one step; in its script ROOT is the folder that the agent takes for /."""
        server = Server()
        self.addCleanup(server.close)
        machine = Machine(server, {"one": {"run": run}}, **options)
        self.addCleanup(machine.folder.cleanup)
        script = "etc/cloudapp/steps/one.sh"
        machine.write(script, machine.read(script).replace("ROOT", machine.root))
        return server, machine


@unittest.skipIf(OBSTACLE is not None, f"no file system can be mounted here: {OBSTACLE}")
class FullDiskTest(DiskTest):
    def start_on(self, mounted, run, folders=("var",), boot='"$@"', **options):
        server, machine = self.start(run, **options)
        mounts = "".join(
            f"mkdir -p {machine.root}/{name}; mount -t tmpfs -o {mounted} small {machine.root}/{name}\n" for name in folders
        )
        state = "" if mounted.endswith(",ro") else f"mkdir -p {machine.root}/var/lib/cloudapp\n"
        machine.inside = (*APART, "sh", "-euc", mounts + state + boot.replace("ROOT", machine.root), "sh")
        return server, machine

    def assert_failed(self, server, result, cause, *, output="", exit_code=1):
        self.assertEqual(server.types(), ["booted", "step-started", "step-failed"], result.stderr)
        (failed,) = server.named("step-failed")
        self.assertEqual((failed.get("cause"), failed["exitCode"]), (cause, exit_code))
        self.assertIn(output, failed["output"])
        self.assertEqual((result.returncode, result.stderr), (1, ""))

    def test_names_it_as_the_cause_where_a_download_fills_it(self):
        run = f"{GET} with sh -c 'cat /dev/zero > ROOT/var/filler'"
        server, machine = self.start_on(SMALL, run)

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "disk-full"}, output="cat: write error: No space left on device")

    def test_names_it_where_the_cause_cannot_be_kept_either(self):
        fill = "cat /dev/zero > ROOT/var/filler; cat /dev/zero > ROOT/run/cloudapp/filler"
        server, machine = self.start_on(SMALL, f"{GET} with sh -c '{fill}'", folders=("var", "run/cloudapp"))

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "disk-full"}, output="cloudapp-get: the cause was not kept: [Errno 28]")

    def test_names_it_where_the_step_says_nothing(self):
        server, machine = self.start_on(LARGER, "cat /dev/zero 2> /dev/null > ROOT/var/filler || exit 3")

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "disk-full"}, exit_code=3)

    def test_names_it_where_the_step_tidies_up(self):
        run = "cat /dev/zero > ROOT/var/filler || { seq 2000; rm ROOT/var/filler; exit 1; }"
        server, machine = self.start_on(LARGER, run)

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "disk-full"}, output="\n1999\n2000")

    def test_names_it_where_there_is_no_room_for_further_files(self):
        run = "mkdir ROOT/var/many; for n in $(seq 100); do : > ROOT/var/many/$n || exit 1; done"
        server, machine = self.start_on(f"{LARGER},nr_inodes=50", run)

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "disk-full"})

    def test_names_it_not_where_there_is_room(self):
        server, machine = self.start_on(LARGER, "head -c 100000 /dev/zero > ROOT/var/filler; exit 1")

        result = machine.boot()

        self.assert_failed(server, result, None)

    def test_hides_no_cause_that_is_known(self):
        missing = f"{GET} with sh -c 'echo 404 Not Found - GET greeter; exit 7'"
        server, machine = self.start_on(SMALL, f"cat /dev/zero > ROOT/var/filler || {missing}")

        result = machine.boot()

        self.assert_failed(server, result, {"kind": "package-missing", "of": "greeter"}, exit_code=7)

    def test_says_it_of_a_check_that_fails(self):
        run = "cat /dev/zero > ROOT/var/filler || true"
        server, machine = self.start_on(SMALL, run, check="echo no answer; false", check_timeout=1)

        result = machine.boot()

        (failed,) = server.named("check-failed")
        self.assertEqual(failed["output"], "no answer\nThe machine’s disk is full.")
        self.assertEqual((result.returncode, result.stderr), (1, ""))

    def test_is_remembered_what_was_done_on_it(self):
        twice = '"$@"; echo second > ROOT/boot-id; "$@"; echo third > ROOT/boot-id; "$@"'
        server, machine = self.start_on(SMALL, "cat /dev/zero > ROOT/var/filler || true", boot=twice)

        result = machine.boot()

        seen = [(event["type"], event["boot"]) for event in server.events if event["type"] in ("step-started", "check-passed")]
        self.assertEqual(seen, [("step-started", 1), ("check-passed", 1), ("check-passed", 2), ("check-passed", 3)])
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_that_nothing_can_be_written_to_still_has_its_steps_told(self):
        for run, types in (("true", ["step-finished", "check-passed"]), ("exit 1", ["step-failed"])):
            with self.subTest(run=run):
                server, machine = self.start_on(f"{LARGER},ro", run)

                result = machine.boot()

                self.assertEqual(server.types(), ["booted", "step-started", *types])
                self.assertEqual([event["cause"] for event in server.events if "cause" in event], [])
                self.assertEqual((result.returncode, result.stderr), (len(types) % 2, ""))
                self.assertIn("the state is kept in memory until the next event", result.stdout)


class BrokenFileTest(DiskTest):
    def test_is_absent_where_the_state_is_half_written(self):
        for kept in ("", '{"bootId": "first", "boot": 7, "do', "[]"):
            with self.subTest(kept=kept):
                server, machine = self.start("true")
                machine.write("var/lib/cloudapp/state.json", kept)

                result = machine.boot()

                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertEqual([(e["boot"], e["sequence"]) for e in server.named("booted")], [(1, 1)])
                self.assertEqual(json.loads(machine.read("var/lib/cloudapp/state.json"))["done"], ["one"])

    def test_is_absent_where_the_cause_is_half_written(self):
        for kept in ("", '{"kind": "disk'):
            with self.subTest(kept=kept):
                server, machine = self.start(f"printf '%s' '{kept}' > \"$CLOUDAPP_CAUSE\"; exit 1")

                result = machine.boot()

                self.assertEqual((result.returncode, result.stderr), (1, ""))
                self.assertNotIn("cause", server.named("step-failed")[0])

    def test_is_absent_where_it_cannot_be_read(self):
        run = 'echo s3cr3t-value > "$CLOUDAPP_SECRETS/other"; ln -s /proc/self/mem "$CLOUDAPP_SECRETS/password"; echo s3cr3t-value'
        server, machine = self.start(run, secrets=["password"], check_timeout=1)

        result = machine.boot()

        self.assertIn("No step has left the secret 'password'", server.named("check-failed")[0]["output"])
        self.assertEqual(machine.read("var/log/cloudapp/one.log"), "[secret]\n")
        self.assertEqual((result.returncode, result.stderr), (1, ""))

    def test_is_left_out_where_it_is_a_host_key_that_cannot_be_read(self):
        server, machine = self.start("true")
        os.symlink("/proc/self/mem", os.path.join(machine.root, "etc/ssh/ssh_host_rsa_key.pub"))

        result = machine.boot()

        self.assertEqual([len(event["hostKeys"]) for event in server.named("check-passed")], [1])
        self.assertEqual((result.returncode, result.stderr), (0, ""))


class FileTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "file")

    def write(self, content):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(content)

    def test_stays_as_it_was_when_it_cannot_be_replaced(self):
        self.write("before")

        with mock.patch.object(os, "fsync", side_effect=NO_SPACE), self.assertRaises(OSError):
            disk.replace_file(self.path, "after")

        self.assertEqual((disk.read(self.path), os.listdir(self.folder)), ("before", ["file"]))

    def test_is_overwritten_whole_in_the_blocks_that_it_has_and_not_at_all_beyond_them(self):
        self.write("0123456789")

        disk.overwrite(self.path, "{}")
        self.assertEqual(disk.read(self.path), "{}        ")
        with self.assertRaises(OSError):
            disk.overwrite(self.path, "x" * (os.stat(self.path).st_blocks * 512 + 1))
        self.assertEqual(disk.read(self.path), "{}        ")

    def test_stays_where_it_cannot_be_removed(self):
        said = io.StringIO()
        refused = mock.patch.object(os, "remove", side_effect=OSError(errno.EROFS, os.strerror(errno.EROFS)))

        with refused, contextlib.redirect_stdout(said):
            disk.remove_if_can(self.path)

        self.assertEqual(said.getvalue(), "not removed: [Errno 30] Read-only file system\n")

    def test_is_not_needed_to_run_a_command(self):
        without = mock.patch.object(getting.tempfile, "TemporaryDirectory", side_effect=NO_SPACE)
        with without, contextlib.redirect_stdout(io.StringIO()):
            code, trouble = getting.run(["sh", "-c", "echo No space left on device; exit 3"])

        self.assertEqual((code, trouble.kind), (3, "disk-full"))


if __name__ == "__main__":
    unittest.main()
