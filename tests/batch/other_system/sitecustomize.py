"""Python as it starts on a system without fork, as far as Linux can be made one (on PYTHONPATH).

The modules and calls that Windows lacks are gone, files that were opened to be read cannot be
synced, folders cannot be opened, and a rename onto a file that exists fails.
"""

import ctypes
import errno
import fcntl
import os
import select
import shutil
import signal
import socket
import subprocess  # noqa: F401 -- it takes what it needs of the system before that is gone
import sys
from importlib.abc import MetaPathFinder

GONE = ("fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "crypt", "syslog")
_fsync, _open, _rename, _library = os.fsync, os.open, os.rename, ctypes.CDLL


class _Gone(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):  # noqa: ARG002
        if name in GONE:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _synced(file):
    number = file if isinstance(file, int) else file.fileno()
    if fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")
    _fsync(number)


def _opened(path, flags, *more, **named):
    if not isinstance(path, int) and os.path.isdir(path):  # noqa: PTH112
        raise PermissionError(errno.EACCES, "Permission denied", path)
    return _open(path, flags, *more, **named)


def _renamed(source, target, **named):
    if os.path.exists(target):  # noqa: PTH110
        raise FileExistsError(errno.EEXIST, "File exists", source, None, target)
    _rename(source, target, **named)


class _Library(_library):
    def __init__(self, name, *more, **named):
        if name is None:
            raise TypeError("there is no library without a name")
        super().__init__(name, *more, **named)


for each in GONE:
    sys.modules.pop(each, None)
sys.meta_path.insert(0, _Gone())
_OF_OS = (
    *("fork", "forkpty", "wait4", "wait3", "killpg", "setsid", "getuid", "getpgid", "sysconf"),
    *("register_at_fork", "sched_getaffinity", "WTERMSIG", "WIFSIGNALED", "posix_spawn"),
)
for name in _OF_OS:
    delattr(os, name)
for name in ("SIGHUP", "SIGQUIT", "SIGXCPU", "SIGXFSZ", "SIGCHLD", "set_wakeup_fd"):
    delattr(signal, name)
for name in ("send_fds", "recv_fds"):
    delattr(socket, name)
del select.poll
shutil._use_fd_functions = False  # as it removes folders there
os.fsync, os.open, os.rename, ctypes.CDLL = _synced, _opened, _renamed, _Library
