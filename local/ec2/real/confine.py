"""Confines the processes of one machine: `confine.py GROUP ADDRESS PORT…`, before anything in the control group starts.

A machine shares the computer's network. Programs that the kernel runs at each connect, bind and send of the group make the
machine's own address its whole loopback: what it binds to any or a loopback address is bound to its own address, and what
it connects to there is found there. Beyond, it reaches the named PORTs of 127.0.0.x (the boot-event endpoint, a name server
or proxy of this computer) and the internet; nothing else that listens on this computer, no other machine, and no metadata
service. Of devices it has those that every program needs, so that no disk of this computer can be read.
"""

import ctypes
import os
import socket
import struct
import sys

SYS_BPF = 321  # x86-64
PROG_LOAD, PROG_ATTACH = 5, 8
ALLOW_MULTI = 2
CGROUP_DEVICE, CGROUP_SOCK_ADDR = 15, 18
DEVICE, BIND4, BIND6, CONNECT4, CONNECT6, SENDMSG4, SENDMSG6 = 6, 8, 9, 10, 11, 14, 15
# Fields of struct bpf_sock_addr and struct bpf_cgroup_dev_ctx.
IP4, IP6, PORT = 4, 8, 24
ACCESS, MAJOR, MINOR = 0, 4, 8
R0, R1, R2, R3, R4 = range(5)
DNS = 53
LOG_BYTES = 65_536


def network32(address):
    """An address as a load from the context gives it: its bytes in network order, read by this processor."""
    return struct.unpack("=I", socket.inet_aton(address))[0]


class Program:
    """Assembles BPF: registers R0 to R4, forward jumps to labels, every end through `allow` or `deny`."""

    def __init__(self):
        self.code = []
        self.labels = {}

    def emit(self, opcode, dst=0, src=0, offset=0, value=0):
        self.code.append((opcode, dst, src, offset, value))

    def load(self, dst, offset):
        self.emit(0x61, dst, R1, offset)

    def store(self, offset, value):
        self.emit(0xB4, R4, value=value)
        self.emit(0x63, R1, R4, offset)

    def masked(self, dst, src, mask):
        self.emit(0xBC, dst, src)
        self.emit(0x54, dst, value=mask)

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


def to_ipv4(program):
    """Loads an IPv6 address: leaves the IPv4 part in R2, for `::` and `::1` as 127.0.0.1, and allows every other one."""
    for offset in (IP6, IP6 + 4):
        program.load(R2, offset)
        program.unless_equal(R2, 0, "allow")
    program.load(R3, IP6 + 8)
    program.load(R2, IP6 + 12)
    program.if_equal(R3, network32("0.0.255.255"), "is4")
    program.unless_equal(R3, 0, "allow")
    program.if_equal(R2, 0, "loopback6")
    program.unless_equal(R2, network32("0.0.0.1"), "allow")
    program.label("loopback6")
    program.emit(0xB4, R2, value=network32("127.0.0.1"))
    program.label("is4")


def to_own(program, own, is6):
    program.label("own")
    if is6:
        program.store(IP6 + 8, network32("0.0.255.255"))
        program.store(IP6 + 12, own)
    else:
        program.store(IP4, own)
    program.jump("allow")


def reaching(address, ports, is6):
    """For connect and send."""
    own, program = network32(address), Program()
    if is6:
        to_ipv4(program)
    else:
        program.load(R2, IP4)
    program.if_equal(R2, own, "allow")
    program.if_equal(R2, 0, "own")
    program.masked(R3, R2, network32("255.255.0.0"))
    program.if_equal(R3, network32("169.254.0.0"), "link")
    program.if_equal(R3, network32("127.20.0.0"), "deny")
    program.masked(R3, R2, network32("255.0.0.0"))
    program.unless_equal(R3, network32("127.0.0.0"), "allow")
    program.masked(R3, R2, network32("255.255.255.0"))
    program.unless_equal(R3, network32("127.0.0.0"), "own")
    program.load(R3, PORT)
    for port in ports:
        program.if_equal(R3, socket.htons(port), "keep")
    to_own(program, own, is6)
    program.label("link")
    program.load(R3, PORT)
    program.unless_equal(R3, socket.htons(DNS), "deny")
    program.label("keep")
    program.jump("allow")
    return program.finish()


def binding(address, is6):
    """For bind. A socket that asks for any address and any port is about to connect somewhere and is let be."""
    own, program = network32(address), Program()
    program.load(R4, PORT)
    if is6:
        for offset in (IP6, IP6 + 4, IP6 + 8, IP6 + 12):
            program.load(R2, offset)
            program.unless_equal(R2, 0, "given")
        program.unless_equal(R4, 0, "own")
        program.jump("allow")
        program.label("given")
        to_ipv4(program)
    else:
        program.load(R2, IP4)
        program.unless_equal(R2, 0, "given")
        program.unless_equal(R4, 0, "own")
        program.jump("allow")
        program.label("given")
    program.if_equal(R2, own, "allow")
    program.masked(R3, R2, network32("255.255.0.0"))
    program.if_equal(R3, network32("127.20.0.0"), "deny")
    program.masked(R3, R2, network32("255.0.0.0"))
    program.if_equal(R3, network32("127.0.0.0"), "own")
    # This computer's own addresses are for connections out only.
    program.if_equal(R4, 0, "allow")
    program.jump("deny")
    to_own(program, own, is6)
    return program.finish()


def devices():
    """Character devices null, zero, full, random, urandom, tty, console, ptmx and pseudo-terminals."""
    program = Program()
    program.load(R2, ACCESS)
    program.masked(R2, R2, 0xFFFF)
    program.unless_equal(R2, 2, "deny")
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


def attach(group, kind, hook, code):
    instructions = ctypes.create_string_buffer(code, len(code))
    license_ = ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(LOG_BYTES)
    header = (kind, len(code) // 8, ctypes.addressof(instructions), ctypes.addressof(license_))
    # log level, log size, log, kernel version, flags, name, interface, expected hook
    more = (1, LOG_BYTES, ctypes.addressof(log), 0, 0, b"cloudapp", 0, hook)
    try:
        program = bpf(PROG_LOAD, struct.pack("=IIQQIIQII16sII", *header, *more))
    except OSError as error:
        raise SystemExit(f"The kernel refuses hook {hook}: {error}\n{log.value.decode()}") from error
    bpf(PROG_ATTACH, struct.pack("=IIII", group, program, hook, ALLOW_MULTI))
    os.close(program)


def main(group_path, address, *ports):
    allowed = [int(port) for port in ports]
    group = os.open(group_path, os.O_RDONLY | os.O_DIRECTORY)
    attach(group, CGROUP_DEVICE, DEVICE, devices())
    for hook, is6 in ((CONNECT4, False), (CONNECT6, True), (SENDMSG4, False), (SENDMSG6, True)):
        attach(group, CGROUP_SOCK_ADDR, hook, reaching(address, allowed, is6))
    for hook, is6 in ((BIND4, False), (BIND6, True)):
        attach(group, CGROUP_SOCK_ADDR, hook, binding(address, is6))


if __name__ == "__main__":
    main(*sys.argv[1:])
