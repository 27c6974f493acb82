"""cli.py BUILD SOURCE [SIZES]: start of the catalogue, check, find, memory and growth, against rivals.

SIZES are numbers of specifications, 1000 unless given. Every rival and ifspec run in turn, ROUNDS times
(5); medians stand in one table, with their ratios to the first rival of the work. Times are of the wall
clock and (cpu) of all threads together. What is not installed is skipped and said. Never fails.
"""
import importlib.util, os, pty, select, shutil, signal, statistics, subprocess, sys, time

build, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sizes = [int(n) for n in (sys.argv[3] if len(sys.argv) > 3 else "1000").split(",")]
program = build + "/ifspec"
home = build + "/bench/home"
rounds = int(os.environ.get("ROUNDS", "5"))
absent = []

environment = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
               "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def has(name, *modules):
    """Whether a program, or Python's modules, are installed; what is not is said at the end."""
    found = all(importlib.util.find_spec(m) for m in modules) if modules else shutil.which(name) is not None
    if not found and name not in absent:
        absent.append(name)
    return found


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


WIDTHS = "%-8s %8s  %-34s %9s %6s %9s %6s %9s"


def table(area, size, rivals):
    """Rows of the one table. rivals: (name, function) in turn; the first is what the others are compared
    with. Returns the medians of the wall clock by name."""
    results = {name: [] for name, _ in rivals}
    for _ in range(rounds):
        for name, run in rivals:
            results[name].append(run())
    medians = {name: [statistics.median(r[i] for r in results[name]) for i in range(3)] for name in results}
    base = medians[rivals[0][0]]
    for name, (wall, cpu, peak) in medians.items():
        print(WIDTHS % (area, size, name, "%.1f" % (wall * 1000), "%.2f" % (wall / base[0]),
                        "%.1f" % (cpu * 1000), "%.2f" % (cpu / base[1] if base[1] else 0),
                        "%.1f" % peak if peak else ""))
    sys.stdout.flush()
    return {name: median[0] for name, median in medians.items()}


def cold(run):
    def forgetful():
        forget_index()
        return run()
    return forgetful


def warm(run):
    def indexed():
        measure([program, "list"], indexed.folder)
        return run()
    return indexed


def bench_start(size, folder):
    floor = ("floor: ncursesw paints a line",
             lambda: paint([build + "/tests/bench/floor"], folder, b"Filter", b"q"))

    def catalogue():
        return paint([program], folder, b"APP-", b"\x11")

    rivals = [floor, ("git status", lambda: measure(["git", "status", "--porcelain"], folder))]
    if has("tig"):
        rivals.append(("tig", lambda: paint(["tig"], folder, b"stock", b"q")))
    measured = table("start", size, rivals + [("ifspec, index warm", catalogue)])
    figures = {"start, warm": measured["ifspec, index warm"]}
    measured = table("start", size, [floor, ("ifspec, index cold", cold(catalogue))])
    figures["start, cold"] = measured["ifspec, index cold"]
    measure([program, "list"], folder)
    return figures


PYTHON_CHECK = """
import json, sys, yaml, jsonschema
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
for line in open(sys.argv[2]):
    document = yaml.load(open(line.rstrip()), Loader=yaml.CSafeLoader)
    for error in check.iter_errors(document):
        pass
"""


def bench_check(size, folder, listing):
    yaml = build + "/tests/bench/libyaml"
    schema = build + "/bench/schema.json"
    rivals = [("libyaml events, 1 thread", lambda: measure([yaml, "1"], folder, listing)),
              ("libyaml events, 2 threads", lambda: measure([yaml, "2"], folder, listing))]
    if size <= 1000 and has("python yaml + jsonschema", "yaml", "jsonschema"):
        with open(schema, "w") as out:
            subprocess.run([program, "form", "schema", "integration-interface"], cwd=folder, env=environment,
                           stdout=out, check=False)
        rivals.append(("python yaml + jsonschema",
                       lambda: measure([sys.executable, "-c", PYTHON_CHECK, schema, listing], folder)))
    if size <= 1000 and has("yamllint"):
        rivals.append(("yamllint", lambda: measure(["yamllint", "interfaces"], folder)))
    measured = table("check", size,
                     rivals + [("ifspec check, index cold", cold(lambda: measure([program, "check"], folder)))])
    return {"check": measured["ifspec check, index cold"]}


def bench_find(size, folder):
    """What nothing holds; what one specification holds; what many hold."""
    figures = {}
    for text in ("zzqqzzqq", "SCPIINT1042", "Sunrise 4"):
        def find():
            return measure([program, "find", text], folder)
        indexed = warm(find)
        indexed.folder = folder
        rivals = [("git grep -i “%s”" % text, lambda: measure(["git", "grep", "-i", text], folder))]
        if has("rg"):
            rivals.append(("rg -i “%s”" % text, lambda: measure(["rg", "-i", text], folder)))
        measured = table("find", size, rivals + [("ifspec find, index warm", indexed),
                                                 ("ifspec find, index cold", cold(find))])
        figures["find %s, warm" % text.split()[0]] = measured["ifspec find, index warm"]
        figures["find %s, cold" % text.split()[0]] = measured["ifspec find, index cold"]
    return figures


def bench_list(size, folder):
    def show():
        return measure([program, "list"], folder)
    measure([program, "list"], folder)
    measured = table("list", size, [("git status", lambda: measure(["git", "status", "--porcelain"], folder)),
                                    ("ifspec list, index warm", show), ("ifspec list, index cold", cold(show))])
    return {"list, warm": measured["ifspec list, index warm"], "list, cold": measured["ifspec list, index cold"]}


def bench_memory(size, folder):
    """Peak of a catalogue in which all is filled in: with the index cold, and from then on."""
    def catalogue():
        return paint([program], folder, b"APP-", b"\x11", settle=1.0 + size / 20000)[2]
    forget_index()
    first = catalogue()
    settled = statistics.median(catalogue() for _ in range(3))
    for name, peak in (("ifspec, index cold", first), ("ifspec, index warm", settled)):
        print(WIDTHS % ("memory", size, name, "", "", "", "", "%.1f" % peak), end="")
        print("  %.2f KiB a specification beyond 12 MiB" % (max(0.0, peak - 12) * 1024 / size))
    sys.stdout.flush()
    return {"memory, warm": settled / 1000, "memory, cold": first / 1000}


def bench(size):
    folder = stock(size)
    listing = folder + "/.git/paths"
    with open(listing, "w") as out:
        for root, _, files in os.walk(folder + "/interfaces"):
            out.writelines(os.path.join(root, f) + "\n" for f in sorted(files) if f.endswith(".yaml"))
    forget_index()
    measure([program, "list"], folder)
    figures = bench_start(size, folder)
    figures.update(bench_check(size, folder, listing))
    figures.update(bench_find(size, folder))
    figures.update(bench_list(size, folder))
    figures.update(bench_memory(size, folder))
    return figures


def main():
    os.makedirs(home, exist_ok=True)
    print("%d processors, load %s" % (os.cpu_count(), open("/proc/loadavg").read().split()[0]))
    print(WIDTHS % ("area", "specs", "", "wall ms", "ratio", "cpu ms", "ratio", "peak MiB"))
    growth = [(size, bench(size)) for size in sizes]
    for work in growth[0][1]:
        print("growth            %-34s" % work +
              "".join("%12s" % ("%.1f at %d" % (figures[work] * 1000, size)) for size, figures in growth))
    print("absent: %s" % (", ".join(absent) if absent else "nothing"))


signal.signal(signal.SIGPIPE, signal.SIG_DFL)
main()
