#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed and memory of the real programs against a bare Qt window, as ratios.

Absolute figures move with the machine; so the program and the floor take turns within one run, and medians count.
Called by ./dev bench. Nothing here is a test: a goal that is missed is reported, not failed.
"""
import argparse
import contextlib
import glob
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

SAVED_PBXS = 50
SETTLE_SECONDS = 3
IDLE_SECONDS = 10
QR_TEXT = ("otpauth://totp/Head%20office:admin%40pbx.example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
           "&issuer=Head%20office&algorithm=SHA1&digits=6&period=30")


def median(values):
    return statistics.median(values)


def environment(home):
    """No desktop, no session bus, no settings of the person who runs this."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "QT_QPA_PLATFORM": "xcb",
                   "DBUS_SESSION_BUS_ADDRESS": "disabled:"}


@contextlib.contextmanager
def display(env):
    """A display of our own; -noreset, else it starts anew between two programs."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-noreset", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        env["DISPLAY"] = ":" + server.stdout.readline().strip()
        yield
    finally:
        server.terminate()
        server.wait()


class Window:
    """A program whose window has just been painted for the first time."""

    def __init__(self, watch, command, env):
        self._process = subprocess.Popen([str(watch), *map(str, command)], env=env, text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self._process.stdout.readline().split()
        if len(line) != 2:
            raise SystemExit(f"bench: {command[0]} showed no window")
        self.pid, self.painted_ms = int(line[0]), float(line[1])

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self._process.stdin.close()
        self._process.wait()

    def pss_mb(self):
        for line in pathlib.Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def mapped_files(self):
        words = (line.split() for line in pathlib.Path(f"/proc/{self.pid}/maps").read_text().splitlines())
        return {fields[5] for fields in words if len(fields) > 5 and fields[5].startswith("/")}

    def effort(self):
        """Wake-ups and CPU milliseconds of all its threads so far."""
        wakeups, nanoseconds = 0, 0
        for task in glob.glob(f"/proc/{self.pid}/task/*"):
            with contextlib.suppress(FileNotFoundError):
                nanoseconds += int(pathlib.Path(task, "schedstat").read_text().split()[0])
                for line in pathlib.Path(task, "status").read_text().splitlines():
                    if line.startswith("voluntary_ctxt_switches:"):
                        wakeups += int(line.split()[1])
        return wakeups, nanoseconds / 1e6


def forget(files):
    """Takes the programs out of the page cache: all of it where that is allowed, else their files one by one."""
    os.sync()
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
        return "whole page cache"
    except OSError:
        pass
    for name in files:
        with contextlib.suppress(OSError):
            handle = os.open(name, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
    return "the programs' files"


def save_pbxs(programs, profile, env):
    for number in range(SAVED_PBXS):
        subprocess.run([programs / "linewardenctl", "--profile-dir", profile, "pbx", "add", f"Site {number:02}",
                        "--url", f"pbx{number:02}.example.com", "--user", "admin"],
                       env=env, check=True, stdout=subprocess.DEVNULL)


def sandbox_cpu_seconds(programs, folder, env):
    """User and system time until the ready file stands."""
    ready = folder / "ready.json"
    ready.unlink(missing_ok=True)
    process = subprocess.Popen([programs / "linewarden-sandbox", "--ready-file", ready], env=env,
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise SystemExit("bench: the sandbox did not get ready")
        time.sleep(0.002)
    # After the name of the program, which may contain blanks: fields 14 and 15 of the whole line.
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    process.stdin.close()
    process.wait()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_windows(watch, commands, env, runs):
    """{what: {who: [values]}}; the programs take turns."""
    results = {what: {who: [] for who in commands} for what in ("warm", "cold", "pss", "wakeups", "cpu")}
    files = set()
    for command in commands.values():
        with Window(watch, command, env) as window:
            files |= window.mapped_files()
    for _ in range(runs):
        for who, command in commands.items():
            with Window(watch, command, env) as window:
                results["warm"][who].append(window.painted_ms)
                time.sleep(SETTLE_SECONDS)
                results["pss"][who].append(window.pss_mb())
    how = ""
    for _ in range(runs):
        for who, command in commands.items():
            how = forget(files)
            with Window(watch, command, env) as window:
                results["cold"][who].append(window.painted_ms)
    for who, command in commands.items():
        with Window(watch, command, env) as window:
            time.sleep(SETTLE_SECONDS)
            wakeups, cpu = window.effort()
            time.sleep(IDLE_SECONDS)
            later_wakeups, later_cpu = window.effort()
            results["wakeups"][who].append((later_wakeups - wakeups) / IDLE_SECONDS)
            results["cpu"][who].append((later_cpu - cpu) / IDLE_SECONDS)
    return results, how


def handwork(program, env, folder, runs):
    """{name: [values]}: a symbol, a code's clock, a key press; the `qrencode` program takes its turn in each run."""
    results = {}
    for _ in range(runs):
        printed = subprocess.run([program], env=env, check=True, text=True, stdout=subprocess.PIPE).stdout
        for line in printed.splitlines():
            name, value = line.split()
            results.setdefault(name, []).append(float(value))
        started = time.monotonic()
        subprocess.run(["qrencode", "-l", "M", "-s", "6", "-o", folder / "qr.png", QR_TEXT], env=env, check=True)
        results.setdefault("qr_program_ms", []).append((time.monotonic() - started) * 1000)
    return results


def handwork_rows(found):
    ours = median(found["qr_ours_ms"])
    for who, name, goal in (("libqrencode alone", "qr_floor_ms", 1.15), ("`qrencode`", "qr_program_ms", 0.2)):
        peer = median(found[name])
        yield [f"QR symbol drawn, against {who}", f"{ours:.3f} ms", f"{peer:.3f} ms", f"{ours / peer:.2f}",
               f"<= {goal}", ours / peer <= goal]
    for title, name, goal in (("clock search of 24 h either way", "search_ms", 10),
                              ("event loop held up: typing a code", "stall_typing_ms", 16),
                              ("event loop held up: 10,000 extensions", "stall_scrolling_ms", 16),
                              ("event loop held up: counting down", "stall_counting_ms", 16)):
        value = median(found[name])
        yield [title, f"{value:.2f} ms", "", "", f"<= {goal} ms", value <= goal]


def rows(windows, sandbox):
    """What, ours, floor, ratio, goal, whether it is kept."""
    def ratio(what, title, unit, goal):
        ours, floor = median(windows[what]["ours"]), median(windows[what]["floor"])
        return [title, f"{ours:.1f} {unit}", f"{floor:.1f} {unit}", f"{ours / floor:.2f}", f"<= {goal}",
                ours / floor <= goal]

    def alone(title, ours, floor, unit, goal):
        return [title, f"{ours:.2f} {unit}", floor, "", f"<= {goal} {unit}", ours <= goal]

    yield ratio("warm", "first painted window, warm", "ms", 2.0)
    yield ratio("cold", "first painted window, cold cache", "ms", 1.5)
    yield ratio("pss", f"memory (PSS) after {SETTLE_SECONDS} s", "MB", 1.6)
    for what, title, unit in (("wakeups", "idle wake-ups, no focus", "/s"), ("cpu", "idle CPU, no focus", "ms/s")):
        yield alone(title, median(windows[what]["ours"]), f"{median(windows[what]['floor']):.2f} {unit}", unit, 1)
    yield alone("sandbox ready, its own CPU", median(sandbox), "", "s", 0.3)


def show(table):
    lines = [["what", "ours", "floor", "ratio", "goal", "verdict"]]
    lines += [[*row[:-1], "kept" if row[-1] else "MISSED"] for row in table]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for line in lines:
        cells = [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:]))]
        print("  ".join(cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tree", type=pathlib.Path, required=True, help="build tree with the programs")
    parser.add_argument("--runs", type=int, default=9, help="runs of each program (at least 7 for a verdict)")
    parser.add_argument("--json", type=pathlib.Path, help="also write every single value here")
    options = parser.parse_args()
    programs, bench = options.tree.resolve() / "bin", options.tree.resolve() / "tests" / "bench"
    with tempfile.TemporaryDirectory(prefix="linewarden-bench-") as name:
        folder = pathlib.Path(name)
        env = environment(folder)
        profile = folder / "profile"
        save_pbxs(programs, profile, env)
        commands = {"floor": [bench / "bench-floor"],
                    "ours": [programs / "linewarden", "--profile-dir", profile]}
        with display(env):
            windows, how = measure_windows(bench / "bench-windowwatch", commands, env, options.runs)
            by_hand = handwork(bench / "bench-handwork", env, folder, options.runs)
        sandbox = [sandbox_cpu_seconds(programs, folder, env) for _ in range(options.runs)]
    print(f"Medians of {options.runs} interleaved runs, {SAVED_PBXS} saved PBXs; cold: {how} dropped.\n")
    show([*rows(windows, sandbox), *handwork_rows(by_hand)])
    if options.json:
        options.json.write_text(json.dumps({"windows": windows, "sandbox": sandbox, "handwork": by_hand}, indent=1))


if __name__ == "__main__":
    main()
