"""The system calls of Linux that a process which reads bytes never needs, by name, and their numbers.

A list of what is refused, and not of what is allowed: what Python, its libraries and the C library call differs between
their versions, and a call that was forgotten on such a list would end the reading of a harmless file. What no list can
know, the calls that are newer than `NEWEST`, is refused as well.
"""

from __future__ import annotations

from dataclasses import dataclass

NEWEST = 462
"""The newest call that is known here (mseal, Linux 6.10). From 424 on the numbers are the same everywhere."""

_SAME = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "openat2": 437,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "fchmodat2": 452,
}


def _numbered(words: str) -> dict[str, int]:
    parts = words.split()
    return {name: int(number) for name, number in zip(parts[::2], parts[1::2], strict=True)} | _SAME


_X86_64 = _numbered(
    "socket 41 connect 42 accept 43 sendto 44 sendmsg 46 bind 49 listen 50 socketpair 53 accept4 288 sendmmsg 307"
    " fork 57 vfork 58 execve 59 execveat 322 unshare 272 setns 308 personality 135"
    " ptrace 101 process_vm_readv 310 process_vm_writev 311 kcmp 312 rt_sigqueueinfo 129 rt_tgsigqueueinfo 297"
    " setpriority 141 ioprio_set 251 sched_setparam 142 sched_setscheduler 144 sched_setattr 314 migrate_pages 256"
    " move_pages 279"
    " creat 85 mkdir 83 rmdir 84 rename 82 link 86 unlink 87 symlink 88 chmod 90 fchmod 91 chown 92 fchown 93 lchown 94"
    " truncate 76 ftruncate 77 fallocate 285 mknod 133 utime 132 utimes 235 futimesat 261 utimensat 280 mkdirat 258"
    " mknodat 259 fchownat 260 unlinkat 263 renameat 264 renameat2 316 linkat 265 symlinkat 266 fchmodat 268"
    " setxattr 188 lsetxattr 189 fsetxattr 190 removexattr 197 lremovexattr 198 fremovexattr 199"
    " mount 165 umount2 166 pivot_root 155 chroot 161 swapon 167 swapoff 168 quotactl 179 acct 163"
    " name_to_handle_at 303 open_by_handle_at 304 fanotify_init 300 inotify_init 253 inotify_init1 294 memfd_create 319"
    " bpf 321 perf_event_open 298 userfaultfd 323 io_setup 206 io_submit 209 add_key 248 request_key 249 keyctl 250"
    " init_module 175 finit_module 313 delete_module 176 kexec_load 246 kexec_file_load 320 reboot 169"
    " sethostname 170 setdomainname 171 iopl 172 ioperm 173 modify_ldt 154 vhangup 153 syslog 103"
    " settimeofday 164 adjtimex 159 clock_settime 227 clock_adjtime 305"
    " shmget 29 shmat 30 shmctl 31 semget 64 semop 65 semctl 66 semtimedop 220 msgget 68 msgsnd 69 msgrcv 70 msgctl 71"
    " mq_open 240 mq_unlink 241"
    " setuid 105 setgid 106 setreuid 113 setregid 114 setgroups 116 setresuid 117 setresgid 119 setfsuid 122"
    " setfsgid 123 capset 126"
    " open 2 openat 257 clone 56 kill 62 tkill 200 tgkill 234 prlimit64 302 setrlimit 160 seccomp 317"
)
_AARCH64 = _numbered(
    "socket 198 socketpair 199 bind 200 listen 201 accept 202 connect 203 sendto 206 sendmsg 211 accept4 242"
    " sendmmsg 269 execve 221 execveat 281 unshare 97 setns 268 personality 92"
    " ptrace 117 process_vm_readv 270 process_vm_writev 271 kcmp 272 rt_sigqueueinfo 138 rt_tgsigqueueinfo 240"
    " setpriority 140 ioprio_set 30 sched_setparam 118 sched_setscheduler 119 sched_setattr 274 migrate_pages 238"
    " move_pages 239"
    " mknodat 33 mkdirat 34 unlinkat 35 symlinkat 36 linkat 37 renameat 38 renameat2 276 truncate 45 ftruncate 46"
    " fallocate 47 fchmod 52 fchmodat 53 fchownat 54 fchown 55 utimensat 88"
    " setxattr 5 lsetxattr 6 fsetxattr 7 removexattr 14 lremovexattr 15 fremovexattr 16"
    " umount2 39 mount 40 pivot_root 41 chroot 51 swapon 224 swapoff 225 quotactl 60 acct 89"
    " name_to_handle_at 264 open_by_handle_at 265 fanotify_init 262 inotify_init1 26 memfd_create 279"
    " bpf 280 perf_event_open 241 userfaultfd 282 io_setup 0 io_submit 2 add_key 217 request_key 218 keyctl 219"
    " init_module 105 finit_module 273 delete_module 106 kexec_load 104 kexec_file_load 294 reboot 142"
    " sethostname 161 setdomainname 162 vhangup 58 syslog 116"
    " settimeofday 170 adjtimex 171 clock_settime 112 clock_adjtime 266"
    " shmget 194 shmctl 195 shmat 196 semget 190 semctl 191 semtimedop 192 semop 193"
    " msgget 186 msgctl 187 msgrcv 188 msgsnd 189 mq_open 180 mq_unlink 181"
    " setregid 143 setgid 144 setreuid 145 setuid 146 setresuid 147 setresgid 149 setfsuid 151 setfsgid 152"
    " setgroups 159 capset 91"
    " openat 56 clone 220 kill 129 tkill 130 tgkill 131 prlimit64 261 setrlimit 164 seccomp 277"
)

CONDITIONAL = frozenset({"open", "openat", "clone", "kill", "tkill", "tgkill", "prlimit64", "setrlimit", "seccomp"})
"""Calls that are refused for some of their arguments, or later, or that only take rights away."""
CONNECTING = frozenset({"socket", "connect", "bind", "sendto", "sendmsg", "sendmmsg"})
"""Calls that a process needs which looks a name up and connects to a site."""
UNKNOWN = frozenset({"clone3", "openat2"})
"""Calls whose arguments a filter cannot see. Told that they do not exist, the C library takes the older ones."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of processor: the number by which the kernel names it, and its system calls."""

    audit: int
    calls: dict[str, int]


MACHINES = {"x86_64": Machine(0xC000003E, _X86_64), "aarch64": Machine(0xC00000B7, _AARCH64)}
