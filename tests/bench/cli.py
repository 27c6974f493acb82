"""cli.py BUILD SOURCE [SIZES]: start, check, find, memory and growth against rivals in the same run.

SIZES are numbers of specifications, 1000,10000 unless given. Every rival and ifspec run in turn; medians
are printed, and ratios to the first rival. Times are of the wall clock, or (cpu) of all threads together.
What is not installed is skipped and said. Never fails.
"""
import os, pty, select, shutil, signal, statistics, subprocess, sys, time

build, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sizes = [int(n) for n in (sys.argv[3] if len(sys.argv) > 3 else "1000,10000").split(",")]
program = build + "/ifspec"
home = build + "/bench/home"
rounds = 5

environment = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
               "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def stock(size):
    """A working copy of so many specifications, with one commit; made once."""
    folder = "%s/bench/stock-%d" % (build, size)
    if not os.path.isdir(folder + "/.git"):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        subprocess.run([sys.executable, source + "/tests/tools/gen_stock.py", "-n", str(size), "-o", folder],
                       check=True, env=environment, stdout=subprocess.DEVNULL)
        git = ["git", "-c", "user.name=Anna Example", "-c", "user.email=anna@example.com"]
        for words in (["init", "-q", "."], ["add", "-A"], ["commit", "-q", "-m", "stock"]):
            subprocess.run(git + words, cwd=folder, env=environment, check=True)
        time.sleep(3)  # files touched just now are not trusted by their time
    return folder


def forget_index():
    shutil.rmtree(home + "/.cache/ifspec", ignore_errors=True)


def peak_of(child):
    """Peak of memory in MiB of a program that runs; what wait4() tells is that of its parent too."""
    with open("/proc/%d/status" % child) as status:
        return next((int(l.split()[1]) / 1024 for l in status if l.startswith("VmHWM")), 0.0)


def measure(arguments, folder, standard_input=None):
    """Run to the end: seconds of wall clock, of processor; the peak of memory is not known."""
    begin = time.perf_counter()
    with open(standard_input or "/dev/null") as stdin:
        child = subprocess.Popen(arguments, cwd=folder, env=environment, stdin=stdin,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, 0.0


def paint(arguments, folder, text, end_key, settle=0.0):
    """Run on a terminal of 80x24 until the text is painted, then press keys that end it."""
    begin = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(arguments[0], arguments, environment)
    import fcntl, struct, termios
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, painted, deadline = b"", None, begin + 60
    while time.perf_counter() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.05 if painted is None else max(settle, 0.01))
        if not ready and painted is not None:
            break
        try:
            chunk = os.read(terminal, 65536) if ready else b""
        except OSError:
            break
        seen += chunk
        if painted is None and text in seen:
            painted = time.perf_counter() - begin
    peak = peak_of(child)
    try:
        os.write(terminal, end_key)
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    _, _, usage = os.wait4(child, 0)
    os.close(terminal)
    return painted or float("nan"), usage.ru_utime + usage.ru_stime, peak


def table(title, rivals):
    """rivals: (name, function) in turn; the first is what the others are compared with."""
    results = {name: [] for name, _ in rivals}
    for _ in range(rounds):
        for name, run in rivals:
            results[name].append(run())
    base = statistics.median(r[0] for r in results[rivals[0][0]])
    base_cpu = statistics.median(r[1] for r in results[rivals[0][0]])
    print("\n" + title)
    print("  %-34s %10s %7s %10s %7s %9s" % ("", "wall ms", "ratio", "cpu ms", "ratio", "peak MiB"))
    for name, _ in rivals:
        wall, cpu, peak = (statistics.median(r[i] for r in results[name]) for i in range(3))
        print("  %-34s %10.1f %7.2f %10.1f %7.2f %9s" %
              (name, wall * 1000, wall / base, cpu * 1000, cpu / base_cpu if base_cpu else 0,
               "%.1f" % peak if peak else ""))
    sys.stdout.flush()
    return {name: statistics.median(r[0] for r in results[name]) for name in results}


def cold(run):
    def forgetful():
        forget_index()
        return run()
    return forgetful


def bench(size):
    folder = stock(size)
    listing = folder + "/.git/paths"
    with open(listing, "w") as out:
        for root, _, files in os.walk(folder + "/interfaces"):
            out.writelines(os.path.join(root, f) + "\n" for f in sorted(files) if f.endswith(".yaml"))
    floor = [build + "/tests/bench/floor"]
    yaml = build + "/tests/bench/libyaml"
    first_id = b"APP-"
    figures = {}

    def catalogue():
        return paint([program], folder, first_id, b"\x11")

    forget_index()
    measure([program, "list"], folder)
    table("start, %d specifications: first rows of the catalogue" % size,
          [("floor: ncursesw paints a line", lambda: paint(floor, folder, b"Filter", b"q")),
           ("ifspec, index warm", catalogue),
           ("git status", lambda: measure(["git", "status", "--porcelain"], folder))])
    measured = table("start, index cold", [("floor: ncursesw paints a line", lambda: paint(floor, folder, b"Filter", b"q")),
                                           ("ifspec, index cold", cold(catalogue))])
    figures["catalogue cold"] = measured["ifspec, index cold"]
    measured = table("check, %d specifications, index cold" % size,
                     [("libyaml events, 1 thread", lambda: measure([yaml, "1"], folder, listing)),
                      ("libyaml events, 2 threads", lambda: measure([yaml, "2"], folder, listing)),
                      ("ifspec check", cold(lambda: measure([program, "check"], folder)))])
    figures["check"] = measured["ifspec check"]
    for text in ("zzqqzzqq", "SCPIINT1042", "Sunrise 4"):
        find = lambda: measure([program, "find", text], folder)
        measure([program, "list"], folder)
        rivals = [("git grep -i", lambda: measure(["git", "grep", "-i", text], folder)), ("ifspec find, warm", find),
                  ("ifspec find, cold", cold(find))]
        if shutil.which("rg"):
            rivals.insert(1, ("rg -i", lambda: measure(["rg", "-i", text], folder)))
        measured = table("find “%s”, %d specifications" % (text, size), rivals)
        figures["find " + text.split()[0]] = measured["ifspec find, warm"]
    measure([program, "list"], folder)
    measured = table("list, %d specifications" % size,
                     [("git status", lambda: measure(["git", "status", "--porcelain"], folder)),
                      ("ifspec list, warm", lambda: measure([program, "list"], folder)),
                      ("ifspec list, cold", cold(lambda: measure([program, "list"], folder)))])
    figures["list warm"], figures["list cold"] = measured["ifspec list, warm"], measured["ifspec list, cold"]
    measure([program, "list"], folder)
    measure([program], folder)
    settled = [paint([program], folder, first_id, b"\x11", settle=1.0)[2] for _ in range(3)]
    least = [paint(floor, folder, b"Filter", b"q")[2] for _ in range(3)]
    memory = statistics.median(settled)
    print("\nmemory: catalogue of %d with Git %.1f MiB, floor %.1f MiB: %.2f KiB a specification beyond 12 MiB"
          % (size, memory, statistics.median(least), max(0.0, memory - 12) * 1024 / size))
    figures["memory MiB"] = memory / 1000
    return figures


def main():
    os.makedirs(home, exist_ok=True)
    print("%d processors, load %s" % (os.cpu_count(), open("/proc/loadavg").read().split()[0]))
    growth = [(size, bench(size)) for size in sizes]
    print("\ngrowth: milliseconds (MiB for memory)")
    print("  %-16s" % "" + "".join("%12d" % size for size, _ in growth))
    for row in growth[0][1]:
        print("  %-16s" % row + "".join("%12.1f" % (figures[row] * 1000) for _, figures in growth))


signal.signal(signal.SIGPIPE, signal.SIG_DFL)
main()
