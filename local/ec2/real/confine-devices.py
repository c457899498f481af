"""Confines what devices one machine may use: `confine-devices.py GROUP`, before anything in the control group starts.

A program that the kernel runs at each opening and making of a device in the group allows those that every program needs, so
that no disk of this computer can be read.
"""

import ctypes
import os
import struct
import sys

SYS_BPF = 321  # x86-64
PROG_LOAD, PROG_ATTACH = 5, 8
ALLOW_MULTI = 2
CGROUP_DEVICE = 15  # kind of program
DEVICE = 6  # where it is attached
# Fields of struct bpf_cgroup_dev_ctx.
ACCESS, MAJOR, MINOR = 0, 4, 8
CHARACTER_DEVICE = 2
R0, R1, R2, R3 = range(4)
LOG_BYTES = 65_536


class Program:
    """Assembles BPF: registers R0 to R3, forward jumps to labels, every end through `allow` or `deny`."""

    def __init__(self):
        self.code = []
        self.labels = {}

    def emit(self, opcode, dst=0, src=0, offset=0, value=0):
        self.code.append((opcode, dst, src, offset, value))

    def load(self, dst, offset):
        self.emit(0x61, dst, R1, offset)

    def mask(self, register, value):
        self.emit(0x54, register, value=value)

    def jump(self, label):
        self.emit(0x05, offset=label)

    def if_equal(self, register, value, label):
        self.emit(0x16, register, offset=label, value=value)

    def unless_equal(self, register, value, label):
        self.emit(0x56, register, offset=label, value=value)

    def label(self, name):
        self.labels[name] = len(self.code)

    def finish(self):
        for name, value in (("deny", 0), ("allow", 1)):
            self.label(name)
            self.emit(0xB7, R0, value=value)
            self.emit(0x95)
        packed = b""
        for index, (opcode, dst, src, offset, value) in enumerate(self.code):
            distance = self.labels[offset] - index - 1 if isinstance(offset, str) else offset
            packed += struct.pack("=BBhI", opcode, dst | src << 4, distance, value & 0xFFFFFFFF)
        return packed


def devices():
    """Character devices null, zero, full, random, urandom, tty, console, ptmx and pseudo-terminals."""
    program = Program()
    program.load(R2, ACCESS)
    program.mask(R2, 0xFFFF)
    program.unless_equal(R2, CHARACTER_DEVICE, "deny")
    program.load(R2, MAJOR)
    program.load(R3, MINOR)
    program.if_equal(R2, 136, "allow")
    for major, minors in ((1, (3, 5, 7, 8, 9)), (5, (0, 1, 2))):
        following = f"not {major}"
        program.unless_equal(R2, major, following)
        for minor in minors:
            program.if_equal(R3, minor, "allow")
        program.label(following)
    program.jump("deny")
    return program.finish()


LIBC = ctypes.CDLL(None, use_errno=True)


def bpf(command, attributes):
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    result = LIBC.syscall(SYS_BPF, command, buffer, len(attributes))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def attach(group, code):
    instructions = ctypes.create_string_buffer(code, len(code))
    license_ = ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(LOG_BYTES)
    header = (CGROUP_DEVICE, len(code) // 8, ctypes.addressof(instructions), ctypes.addressof(license_))
    # log level, log size, log, kernel version, flags, name, interface, expected hook
    more = (1, LOG_BYTES, ctypes.addressof(log), 0, 0, b"cloudapp", 0, DEVICE)
    try:
        program = bpf(PROG_LOAD, struct.pack("=IIQQIIQII16sII", *header, *more))
    except OSError as error:
        raise SystemExit(f"The kernel refuses the program: {error}\n{log.value.decode()}") from error
    bpf(PROG_ATTACH, struct.pack("=IIII", group, program, DEVICE, ALLOW_MULTI))
    os.close(program)


if __name__ == "__main__":
    attach(os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY), devices())
