#!/usr/bin/env python3
"""git.py BUILD SOURCE [SPECSxCOMMITS,…]: history, blame and status of ifspec against git.

Each row runs its rivals and ifspec alternately on the same repository and prints the medians and
their ratio; only the ratio means something on a shared machine. Repositories are made once, below
BUILD/bench, by tests/tools/gen_stock.py. Never fails: what cannot be measured is said.
"""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 7


def environment(build):
    variables = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    variables.update(HOME=os.path.join(build, "bench"), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8")
    return variables


def run(arguments, folder, variables):
    begin = time.perf_counter()
    done = subprocess.run(arguments, cwd=folder, env=variables, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin, done.returncode


def compare(label, ours, theirs, folder, variables, goal):
    """Median of each, run in turns; the first turn warms up."""
    times = ([], [])
    for turn in range(ROUNDS + 1):
        for index, arguments in enumerate((ours, theirs)):
            seconds, status = run(arguments, folder, variables)
            if status not in (0, 1):
                print(f"  {label:<44} not measured: {' '.join(arguments[:3])} ended with {status}")
                return
            if turn > 0:
                times[index].append(seconds)
    mine, other = (statistics.median(values) * 1000 for values in times)
    print(f"  {label:<44} {mine:9.1f} ms {other:9.1f} ms {mine / other:8.2f}   {goal}")


def make_repository(source, folder, specs, commits, merges, variables):
    if os.path.isdir(os.path.join(folder, ".git")):
        return
    os.makedirs(folder)
    git = lambda *arguments: subprocess.run(("git", *arguments), cwd=folder, env=variables,
                                            check=True, stdout=subprocess.DEVNULL)
    git("init", "-q", "-b", "main")
    stock = subprocess.Popen(
        (sys.executable, "-B", os.path.join(source, "tests/tools/gen_stock.py"), "-n", str(specs),
         "--commits", str(commits), "--merges", str(merges), "--renames", str(specs // 100),
         "--hot", f"1:{max(20, commits // 100)}"), stdout=subprocess.PIPE)
    subprocess.run(("git", "fast-import", "--quiet"), cwd=folder, env=variables,
                   stdin=stock.stdout, check=True)
    stock.wait()
    git("reset", "-q", "--hard", "main")
    git("repack", "-adfq")


def paths_of(folder, variables):
    """The file that changed most in the last commits, and one that changed little."""
    names = subprocess.run(("git", "log", "--format=", "--name-only", "-n", "2000"), cwd=folder,
                           env=variables, check=True, capture_output=True, text=True).stdout.split()
    counts = {}
    for name in names:
        if os.path.exists(os.path.join(folder, name)) and name.endswith(".yaml"):
            counts[name] = counts.get(name, 0) + 1
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return order[0], order[-1]


def touch_one(folder, path):
    with open(os.path.join(folder, path), "a", encoding="utf-8") as file:
        file.write("# changed\n")


def bench(build, source, specs, commits, merges):
    variables = environment(build)
    program = os.path.join(build, "ifspec")
    kind = f"{merges} % merges" if merges else "linear"
    folder = os.path.join(build, "bench", f"git-{specs}x{commits}-{merges}")
    make_repository(source, folder, specs, commits, merges, variables)
    hot, cold = paths_of(folder, variables)
    print(f"{specs} specs, {commits} commits, {kind}{'':<20} ifspec          git    ratio   goal")
    for name, path in (("often", hot), ("seldom", cold)):
        log = ["git", "log", "--format=%H", "--", path]
        compare(f"history, by field, of one changed {name}", [program, "log", path], log, folder,
                variables, "0.6 (the walk)")
        compare("  against git log --follow", [program, "log", path],
                ["git", "log", "--follow", "--format=%H", "--", path], folder, variables, "0.1")
        compare("  against git log -p", [program, "log", path],
                ["git", "log", "-p", "--", path], folder, variables, "")
        compare("  first 20 commits", [program, "log", path, "-n", "20"],
                ["git", "log", "-n", "20", "--format=%H", "--", path], folder, variables, "")
        compare(f"blame, by field, of one changed {name}", [program, "blame", path],
                ["git", "blame", "--", path], folder, variables, "0.3")
    compare("state of a day: diff DATE", [program, "diff", "HEAD~100", "HEAD"],
            ["git", "diff", "HEAD~100", "HEAD"], folder, variables, "")
    touch_one(folder, hot)
    compare("status: specs that differ from HEAD", [program, "diff"],
            ["git", "status", "--porcelain", "-uno"], folder, variables, "1")
    subprocess.run(("git", "checkout", "-q", "."), cwd=folder, env=variables, check=False)


def main():
    build, source = (os.path.abspath(name) for name in sys.argv[1:3])
    sizes = sys.argv[3] if len(sys.argv) > 3 else "2000x20000"
    for size in sizes.split(","):
        specs, commits = (int(number) for number in size.split("x"))
        for merges in (0, 20):
            bench(build, source, specs, commits, merges)


if __name__ == "__main__":
    main()
