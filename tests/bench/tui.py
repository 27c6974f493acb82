"""tui.py BUILD SOURCE: start, keys and memory of the editor against rivals, in one run on a pty of 80x24.

The first rival is bare ncurses; ratios are to it. What is not installed is skipped and said. Time
decides nothing here: figures are printed, and it never fails.
"""
import fcntl, os, pty, select, shutil, signal, statistics, struct, subprocess, sys, termios, time

build, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
folder = build + "/bench/tui"
spec = folder + "/interfaces/APP-S4-SF-CUSTOMER-V1.yaml"
rounds, strokes, quiet = 11, 30, 0.03
environment = {"PATH": os.environ["PATH"], "HOME": folder + "/.home", "LC_ALL": "C.UTF-8",
               "TERM": "xterm-256color", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1"}


def prepare():
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.dirname(spec))
    shutil.copy(source + "/tests/samples/APP-S4-SF-CUSTOMER-V1.yaml", spec)
    os.chmod(spec, 0o644)
    git = ["git", "-c", "user.name=Anna Example", "-c", "user.email=anna@example.com"]
    for words in (["init", "-q", "."], ["add", "-A"], ["commit", "-q", "-m", "sample"]):
        subprocess.run(git + words, cwd=folder, env=environment, check=True)


class Terminal:
    def __init__(self, arguments):
        # What a killed session leaves behind would be offered to the next one.
        shutil.rmtree(environment["HOME"], ignore_errors=True)
        os.makedirs(environment["HOME"])
        self.begin = time.perf_counter()
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, environment)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, text):
        """Seconds from the start until the text is painted."""
        seen = b""
        while text not in seen:
            if not select.select([self.master], [], [], 10)[0]:
                raise TimeoutError("%r was not painted" % text)
            seen += os.read(self.master, 65536)
        return time.perf_counter() - self.begin

    def settle(self, wait=quiet):
        """Bytes and the moment of the last of them, once nothing has come for a while."""
        count, last = 0, time.perf_counter()
        while select.select([self.master], [], [], wait)[0]:
            try:
                count += len(os.read(self.master, 65536))
            except OSError:
                break
            last = time.perf_counter()
        return count, last

    def stroke(self, key, wait=quiet):
        begin = time.perf_counter()
        os.write(self.master, key)
        count, last = self.settle(wait)
        return last - begin, count

    def status(self, name):
        with open("/proc/%d/status" % self.child) as status:
            return next(int(line.split()[1]) for line in status if line.startswith(name))

    def memory(self):
        return self.status("VmHWM") / 1024

    def memory_at_first_paint(self, text):
        self.until(text)
        os.kill(self.child, signal.SIGSTOP)
        return self.memory()

    def wakes(self, seconds):
        """How often it ran while nobody typed."""
        before = self.status("voluntary_ctxt_switches")
        time.sleep(seconds)
        return self.status("voluntary_ctxt_switches") - before

    def end(self):
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.close(self.master)


def rivals():
    """(name, arguments, what is painted first, key before typing, key that moves)."""
    found = [("floor: bare ncurses", [build + "/tests/bench/tui_floor"], b"Title", b"", b"\t"),
             ("ifspec edit", [build + "/ifspec", "edit", spec, "--field", "description.title"],
              b"Customer master", b"", b"\t")]
    for name, arguments, text, before, move in (
            ("nano", ["nano", "--ignorercfiles", spec], b"lifecycle", b"", b"\x1b[B"),
            ("vim.tiny", ["vim.tiny", "-u", "NONE", spec], b"lifecycle", b"i", b"\x1b[B"),
            ("dialog", ["dialog", "--form", "Customer", "20", "70", "12", "Title", "1", "1", "", "1", "12", "40",
                        "60", "Version", "2", "1", "", "2", "12", "40", "60"], b"Version", b"", b"\x1b[B")):
        if shutil.which(arguments[0]):
            found.append((name, arguments, text, before, move))
        else:
            print("  %s is not installed: skipped" % name)
    return found


def measure(rival):
    name, arguments, text, before, move = rival
    terminal = Terminal(arguments)
    start = terminal.until(text)
    terminal.settle(0.3)
    if before:
        terminal.stroke(before)
    typed = [terminal.stroke(b"abcdefghij"[i % 10:i % 10 + 1]) for i in range(strokes)]
    terminal.settle(0.3)
    moved = [terminal.stroke(move) for _ in range(strokes)]
    memory = terminal.memory()
    terminal.end()
    return start, typed, moved, memory


def once(arguments, text, work):
    terminal = Terminal(arguments)
    terminal.until(text)
    terminal.settle(0.5)
    result = work(terminal)
    terminal.end()
    return result


def measure_others():
    """What has no rival here: first paint alone, Esc, a large paste, idle time."""
    program = [build + "/ifspec", "edit", spec, "--field"]
    paste = b"\x1b[200~" + b"word " * 2000 + b"\x1b[201~"
    terminal = Terminal(program + ["description.title"])
    print("  memory at the first paint, before Git: %.2f MiB" % terminal.memory_at_first_paint(b"Customer master"))
    terminal.end()
    esc = [once(program + ["lifecycle.status"], b"Customer master",
                lambda t: (t.stroke(b"\r"), t.stroke(b"\x1b", 0.2)[0])[1]) for _ in range(5)]
    print("  Esc closes a list: %.1f ms" % (statistics.median(esc) * 1000))
    pasted = [once(program + ["description.summary"], b"Customer master", lambda t: t.stroke(paste, 0.3)) for _ in range(5)]
    print("  paste of 10,000 characters: %.1f ms, %.0f bytes" %
          (statistics.median(t for t, _ in pasted) * 1000, statistics.median(n for _, n in pasted)))
    print("  idle for 5 s: ran %d times" %
          once(program + ["description.title"], b"Customer master", lambda t: (time.sleep(3), t.wakes(5))[1]))


def main():
    prepare()
    found = rivals()
    results = {rival[0]: [] for rival in found}
    for _ in range(rounds):
        for rival in found:
            terminal = Terminal(rival[1])
            results[rival[0]].append(terminal.until(rival[2]))
            terminal.end()
    print("  %-22s %8s %6s | %8s %6s %6s | %8s %6s %6s | %7s %6s" %
          ("80x24", "start ms", "ratio", "typed ms", "ratio", "bytes", "moved ms", "ratio", "bytes", "MiB", "ratio"))
    base = None
    for rival in found:
        _, typed, moved, memory = measure(rival)
        row = [statistics.median(results[rival[0]]), statistics.median(t for t, _ in typed),
               statistics.median(t for t, _ in moved), memory]
        base = base or row
        ratio = [value / floor for value, floor in zip(row, base)]
        print("  %-22s %8.2f %6.2f | %8.3f %6.2f %6.0f | %8.3f %6.2f %6.0f | %7.2f %6.2f" %
              (rival[0], row[0] * 1000, ratio[0], row[1] * 1000, ratio[1], statistics.median(n for _, n in typed),
               row[2] * 1000, ratio[2], statistics.median(n for _, n in moved), memory, ratio[3]))
    measure_others()


main()
