"""Desks as processes that start in no time: everything is imported once, each desk is a fork with a socket of its own."""

from __future__ import annotations

import os
import signal
import socket

from tests.support import desk_program


def main() -> None:
    """Make a process for every socket that comes in on standard input, until that ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    while True:
        word, sockets, _flags, _address = socket.recv_fds(control, 1, 1)
        if not word:
            return
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(sockets[0], 0)
            os.close(sockets[0])
            desk_program.main()
            return
        os.close(sockets[0])


if __name__ == "__main__":
    main()
