"""How much memory another process of ours holds right now. Knows nothing of reading."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

UNKNOWN = 0

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x0400 | 0x0010  # PROCESS_QUERY_INFORMATION | PROCESS_VM_READ

    _STILL_ACTIVE = 259

    class _Counters(ctypes.Structure):
        _fields_ = [
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        ]

    def _library() -> Any:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        kernel.GetExitCodeProcess.restype = wintypes.BOOL
        kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(_Counters), wintypes.DWORD)
        kernel.K32GetProcessMemoryInfo.restype = wintypes.BOOL
        return kernel

    _kernel = _library()

    def held_by(pid: int) -> int:
        """Bytes the process holds: committed memory, in RAM or paged out. 0 when it cannot be told, or has ended."""
        handle = _kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return UNKNOWN
        try:
            ended = wintypes.DWORD()
            if not _kernel.GetExitCodeProcess(handle, ctypes.byref(ended)) or ended.value != _STILL_ACTIVE:
                return UNKNOWN  # its number lives on while anybody holds a handle
            counters = _Counters(cb=ctypes.sizeof(_Counters))
            if not _kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb):
                return UNKNOWN
            return max(int(counters.WorkingSetSize), int(counters.PagefileUsage))
        finally:
            _kernel.CloseHandle(handle)

else:
    import os

    _PAGE = os.sysconf("SC_PAGE_SIZE")

    def held_by(pid: int) -> int:
        """Bytes the process holds in memory. 0 when it cannot be told (gone, or a system without /proc)."""
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        except (OSError, ValueError, IndexError):
            return UNKNOWN
