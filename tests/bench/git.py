#!/usr/bin/env python3
"""git.py BUILD SOURCE [SPECSxCOMMITS,…] [KIND,…] [GRAPH,…]: ifspec against git.

Rows: history, blame, status, commit. Each runs git and ifspec in turns on the same repository and
prints the medians and their ratio; only the ratio means something on a shared machine. Kinds of
history: linear, merges (a fifth of the commits), skew (octopus merges, conflicts, crooked clocks;
the files are no specifications, so only the list of commits is measured). Graphs: none, graph,
bloom (git commit-graph, without and with changed paths). Repositories are made once, below
BUILD/bench. Never fails: what cannot be measured, or differs from git, is said.
"""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "7"))
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Repository:
    def __init__(self, build, source, specs, commits, kind):
        self.program = os.path.join(build, "ifspec")
        self.tools = os.path.join(source, "tests/tools")
        self.folder = os.path.join(build, "bench", f"git-{specs}x{commits}-{kind}")
        self.variables = {key: value for key, value in os.environ.items()
                          if not key.startswith("GIT_")}
        self.variables.update(HOME=os.path.join(build, "bench"), GIT_CONFIG_NOSYSTEM="1",
                              LC_ALL="C.UTF-8")
        if not os.path.isdir(os.path.join(self.folder, ".git")):
            self.make(specs, commits, kind)

    def make(self, specs, commits, kind):
        os.makedirs(self.folder)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Bench")
        self.git("config", "user.email", "bench@example.org")
        hot = f"1:{max(20, commits // 100)}"
        stock = [os.path.join(self.tools, "gen_stock.py"), "-n", specs, "--commits", commits,
                 "--merges", 20 if kind == "merges" else 0, "--renames", specs // 100, "--hot", hot]
        if kind == "skew":
            stock = [os.path.join(self.tools, "gen_repo.py"), "--files", specs, "--commits",
                     commits, "--merges", 20, "--octopus", "--skew", 10, "--hot", hot]
        maker = subprocess.Popen([sys.executable, "-B", *map(str, stock)], stdout=subprocess.PIPE)
        subprocess.run(("git", "fast-import", "--quiet", "--force"), cwd=self.folder,
                       env=self.variables, stdin=maker.stdout, check=True, stdout=subprocess.DEVNULL)
        maker.wait()
        self.git("reset", "-q", "--hard", "main")
        self.git("repack", "-adfq")

    def git(self, *arguments):
        subprocess.run(("git", *arguments), cwd=self.folder, env=self.variables, check=True,
                       **QUIET)

    def ask(self, *arguments):
        return subprocess.run(arguments, cwd=self.folder, env=self.variables, check=False,
                              capture_output=True, text=True).stdout

    def set_graph(self, graph):
        information = os.path.join(self.folder, ".git/objects/info")
        subprocess.run(["rm", "-rf", os.path.join(information, "commit-graph"),
                        os.path.join(information, "commit-graphs")], check=True)
        if graph != "none":
            self.git("commit-graph", "write", "--reachable",
                     *(["--changed-paths"] if graph == "bloom" else []))

    def paths(self):
        """The file that changed most in the last commits, and one that changed little."""
        names = self.ask("git", "log", "--format=", "--name-only", "-n", "2000").split()
        counts = {}
        for name in names:
            if name.endswith(".yaml") and os.path.exists(os.path.join(self.folder, name)):
                counts[name] = counts.get(name, 0) + 1
        order = sorted(counts, key=lambda name: (-counts[name], name))
        return order[0], order[-1]

    def touch(self, path):
        with open(os.path.join(self.folder, path), "a", encoding="utf-8") as file:
            file.write("# changed\n")

    def run(self, arguments):
        begin = time.perf_counter()
        done = subprocess.run(arguments, cwd=self.folder, env=self.variables, check=False, **QUIET)
        return time.perf_counter() - begin, done.returncode

    def compare(self, label, ours, theirs, goal, prepare=lambda: None):
        """Median of each, run in turns; the first turn warms up."""
        times = ([], [])
        for turn in range(ROUNDS + 1):
            for index, arguments in enumerate((ours, theirs)):
                prepare()
                seconds, status = self.run(arguments)
                if status != 0:
                    print(f"  {label:<46} not measured: {' '.join(arguments[:3])} ended with "
                          f"{status}")
                    return
                if turn > 0:
                    times[index].append(seconds)
        mine, other = (statistics.median(values) * 1000 for values in times)
        print(f"  {label:<46} {mine:8.1f} ms {other:8.1f} ms {mine / other:7.2f}   {goal}",
              flush=True)


def check_list(repository, path):
    """The commits of git log, in its order; git's own --follow loses merges and branches."""
    ours = [line[:7] for line in repository.ask(repository.program, "log", path).splitlines()
            if line[:1] != " "]
    theirs = repository.ask("git", "log", "--format=%H", "--", path).split()
    names = {line for line in repository.ask("git", "log", "--format=", "--follow", "--name-only",
                                             "--", path).split()}
    if len(names) > 1:
        theirs = repository.ask("git", "log", "--format=%H", "--", *sorted(names)).split()
    if ours != [commit[:7] for commit in theirs]:
        print(f"  DIFFERS: {len(ours)} commits of {path}, git log has {len(theirs)}")


def bench_history(repository, graph):
    for name, path in zip(("often", "seldom"), repository.paths()):
        log = [repository.program, "log", path]
        check_list(repository, path)
        repository.compare(f"history, changed {name}, {graph}", log,
                           ["git", "log", "--format=%H", "--", path], "0.6")
        repository.compare("  with renames", log,
                           ["git", "log", "--follow", "--format=%H", "--", path],
                           "0.1 (bloom)")


def bench_blame(repository, graph):
    for name, path in zip(("often", "seldom"), repository.paths()):
        repository.compare(f"blame by field, changed {name}, {graph}",
                           [repository.program, "blame", path], ["git", "blame", "--", path],
                           "0.3")


def bench_working_copy(repository):
    path, _ = repository.paths()
    repository.touch(path)
    repository.compare("status, one changed: diff", [repository.program, "diff"],
                       ["git", "status", "--porcelain", "-uno"], "1")
    repository.compare("  against git status with new files", [repository.program, "diff"],
                       ["git", "status", "--porcelain", "--", os.path.dirname(path)], "")
    repository.git("checkout", "-q", ".")
    commit = [repository.program, "commit", path, "-m", "bench"]
    only = ["commit", "-q", "--only", "-m", "bench", "--", path]
    head = repository.ask("git", "rev-parse", "HEAD").strip()
    repository.compare("commit of one (flushed; git is not)", commit, ["git", *only], "0.5",
                       lambda: repository.touch(path))
    repository.compare("  against git with core.fsync=committed", commit,
                       ["git", "-c", "core.fsync=committed", *only], "0.5",
                       lambda: repository.touch(path))
    repository.git("reset", "-q", "--hard", head)


def bench(build, source, size, kind, graphs):
    specs, commits = (int(number) for number in size.split("x"))
    repository = Repository(build, source, specs, commits, kind)
    title = f"{specs} specs, {commits} commits, {kind}"
    print(f"{title:<48} {'ifspec':>8}    {'git':>8}      ratio   goal")
    for graph in graphs:
        repository.set_graph(graph)
        bench_history(repository, graph)
        if kind != "skew":
            bench_blame(repository, graph)
    repository.set_graph("none")
    if kind != "skew":
        bench_working_copy(repository)


def main():
    build, source = (os.path.abspath(name) for name in sys.argv[1:3])
    given = [argument.split(",") if argument else [] for argument in sys.argv[3:6]]
    given += [[]] * (3 - len(given))
    sizes = given[0] or ["500x4000"]
    kinds = given[1] or ["linear", "merges", "skew"]
    graphs = given[2] or ["none", "graph", "bloom"]
    for size in sizes:
        for kind in kinds:
            bench(build, source, size, kind, graphs)


if __name__ == "__main__":
    main()
