"""Waits until the machine's clock is right: certificates and Debian's lists are not valid before their time."""

import subprocess
import time

LONGEST_WAIT_SECONDS = 60.0
SECONDS_BETWEEN_LOOKS = 1.0
WARNING = "The machine’s clock is not set by a time server yet; going on with the time it has."


def settings():
    """What systemd knows of the clock (org.freedesktop.timedate1(5)), whichever program sets it."""
    command = ["timedatectl", "show", "--property=NTP", "--property=NTPSynchronized"]
    try:
        shown = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return {}
    return dict(line.split("=", 1) for line in shown.stdout.splitlines() if "=" in line)


def wait_for_time():
    """False when the clock is not set by then; where nothing on the machine would set it, there is nothing to wait for."""
    give_up_at = time.monotonic() + LONGEST_WAIT_SECONDS
    while True:
        known = settings()
        if known.get("NTP") != "yes" or known.get("NTPSynchronized") == "yes":
            return True
        if time.monotonic() > give_up_at:
            return False
        time.sleep(SECONDS_BETWEEN_LOOKS)
