"""Reads and writes on a disk that may be full or broken: nothing of that may end the agent, whose report goes by the network."""

import errno
import json
import os

# A file system with less than this is full: what is larger than the rest fails, though the rest is never used up.
FULL_BYTES = 1024 * 1024
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def read_if_can(path):
    """What a file says; nothing where it cannot be read."""
    try:
        return read(path)
    except OSError:
        return ""


def read_object(path):
    """What a JSON file keeps; nothing where there is no such file, or an empty or half-written one."""
    try:
        kept = json.loads(read_if_can(path))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def make_folder(path):
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        print(f"no folder: {error}", flush=True)


def remove_if_can(path):
    try:
        os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        print(f"not removed: {error}", flush=True)


def replace_file(path, content, mode=0o600, owner=None):
    """Writes a file whole or not at all."""
    new = path + ".new"
    try:
        with open(new, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            os.fchmod(file.fileno(), mode)
            if owner is not None:
                os.fchown(file.fileno(), *owner)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError:
        remove_if_can(new)
        raise


def overwrite(path, content):
    """Writes a text that white space may follow over an earlier one, within the blocks that this has: no disk is too full."""
    data = content.encode("utf-8")
    with open(path, "r+b") as file:
        before = os.fstat(file.fileno())
        if len(data) > before.st_blocks * 512:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        file.write(data.ljust(before.st_size))
        file.flush()
        os.fsync(file.fileno())


def is_full(folder):
    """Whether there is no room, or no room for a further file, for everybody but root."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return False
    # Some file systems do not count files; they say that there are none at all.
    return disk.f_bavail * disk.f_frsize < FULL_BYTES or (disk.f_files > 0 and disk.f_favail == 0)
