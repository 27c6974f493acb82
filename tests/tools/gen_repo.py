#!/usr/bin/env python3
"""gen_repo.py - write a synthetic interface-spec history as a git fast-import stream.

usage:  gen_repo.py --commits N --files M [options] | git fast-import --force

Every commit edits 1..--touch spec files (YAML, --min-size..--max-size bytes).
--layout sharded  specs/<2 hex>/<name>.yaml      (default; 256 shards)
--layout flat     specs/<name>.yaml
--layout root     <name>.yaml
--merges P        about P %% of the commits are two-parent merges (topic branches)
--octopus         every 50th merge gets three parents
--conflicts P     P %% of the merges resolve a conflict (file differs from all parents)
--hot "I:R,..."   file number I gets about R revisions, spread evenly
--renames N       N file renames (100 %% similar) spread over the history
--skew S          S %% of the commits get a committer date some days in the past
--seed S
Deterministic for equal arguments.
"""
import argparse, random, sys, hashlib

ap = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
ap.add_argument('--commits', type=int, required=True)
ap.add_argument('--files', type=int, required=True)
ap.add_argument('--layout', choices=['sharded', 'flat', 'root'], default='sharded')
ap.add_argument('--merges', type=float, default=0)
ap.add_argument('--octopus', action='store_true')
ap.add_argument('--conflicts', type=float, default=2)
ap.add_argument('--open-branches', type=int, default=4)
ap.add_argument('--hot', default='')
ap.add_argument('--renames', type=int, default=0)
ap.add_argument('--skew', type=float, default=0)
ap.add_argument('--touch', type=int, default=2)
ap.add_argument('--min-size', type=int, default=4000)
ap.add_argument('--max-size', type=int, default=8000)
ap.add_argument('--initial', type=float, default=0.5, help='share of the files present in the first commit')
ap.add_argument('--seed', type=int, default=1)
ap.add_argument('--branch', default='main')
a = ap.parse_args()

R = random.Random(a.seed)
out = sys.stdout.buffer
TYPES = ['uint8', 'uint16', 'uint32', 'int16', 'float32', 'enum', 'bool', 'string']
UNITS = ['V', 'A', 'degC', 'rpm', 'm/s', 'Pa', 'ms', '1', 'Nm', 'bar']
WORDS = ('engine brake valve pump sensor request status torque limit speed gear clutch '
         'battery charge level door lamp window heater pressure flow').split()

def path(i, gen=0):
    w = WORDS[i % len(WORDS)]
    name = '%s-%s-%05d%s.yaml' % (w, WORDS[(i * 7 + 3) % len(WORDS)], i, ('-r%d' % gen) if gen else '')
    if a.layout == 'root':
        return name
    if a.layout == 'flat':
        return 'specs/' + name
    return 'specs/%s/%s' % (hashlib.sha1(str(i).encode()).hexdigest()[:2], name)

def field(k):
    return ['  - name: %s_%s_%02d' % (R.choice(WORDS), R.choice(WORDS), k),
            '    type: %s' % R.choice(TYPES),
            '    unit: "%s"' % R.choice(UNITS),
            '    offset: %d' % (k * 2),
            '    range: [%d, %d]' % (R.randrange(-100, 0), R.randrange(1, 1000)),
            '    description: >-',
            '      %s' % ' '.join(R.choice(WORDS) for _ in range(8))]

def newspec(i):
    size = R.randrange(a.min_size, a.max_size)
    L = ['# interface specification %d' % i, 'spec: %s' % path(i).rsplit('/', 1)[-1][:-5], 'version: 1',
         'status: draft', 'owner: team-%d' % (i % 40), 'protocol: %s' % R.choice(['can', 'lin', 'eth']),
         'fields:']
    n = sum(map(len, L)) + len(L); k = 0
    while n < size:
        f = field(k); k += 1
        L += f; n += sum(map(len, f)) + len(f)
    return L

def edit(L):
    L = list(L)
    v = int(L[2].split()[1]) + 1
    L[2] = 'version: %d' % v
    for _ in range(R.randrange(1, 4)):
        k = R.randrange((len(L) - 7) // 7)
        b = 7 + 7 * k
        c = R.randrange(4)
        if c == 0: L[b + 4] = '    range: [%d, %d]' % (R.randrange(-100, 0), R.randrange(1, 1000))
        elif c == 1: L[b + 2] = '    unit: "%s"' % R.choice(UNITS)
        elif c == 2: L[b + 6] = '      %s' % ' '.join(R.choice(WORDS) for _ in range(8))
        else: L[3] = 'status: %s' % R.choice(['draft', 'review', 'released'])
    return L

NAMES = [('Ada Example', 'ada@example.org'), ('Bob Example', 'bob@example.org'), ('Cy Example', 'cy@example.org'),
         ('Dee Example', 'dee@example.org')]
now = [1262304000]
mark = [0]

def blob(L):
    mark[0] += 1
    d = ('\n'.join(L) + '\n').encode()
    out.write(b'blob\nmark :%d\ndata %d\n' % (mark[0], len(d))); out.write(d); out.write(b'\n')
    return mark[0]

def commit(ref, subject, frm, merges, mods):
    """mods: list of (path, blobmark or None)"""
    mark[0] += 1
    now[0] += R.randrange(30, 900)
    t = now[0]
    if a.skew and R.random() * 100 < a.skew:
        t -= R.randrange(3600, 5 * 86400)
    n, e = R.choice(NAMES)
    msg = ('%s\n\n%s\n' % (subject, ' '.join(R.choice(WORDS) for _ in range(12)))).encode()
    o = [b'commit %s\nmark :%d\n' % (ref.encode(), mark[0]),
         ('author %s <%s> %d +0100\ncommitter %s <%s> %d +0100\n' % (n, e, t, n, e, t)).encode(),
         b'data %d\n' % len(msg), msg]
    if frm: o.append(b'from :%d\n' % frm)
    for m in merges: o.append(b'merge :%d\n' % m)
    for p, b in mods:
        if b is None: o.append(b'D %s\n' % p.encode())
        else: o.append(b'M 100644 :%d %s\n' % (b, p.encode()))
    o.append(b'\n')
    out.write(b''.join(o))
    return mark[0]

MAIN = 'refs/heads/' + a.branch
state = {}            # file -> (lines, blobmark, version) on main
gen = {}
hot = {}
for h in filter(None, a.hot.split(',')):
    i, r = h.split(':'); hot[int(i)] = a.commits / float(r)
hotnext = {i: R.random() * s for i, s in hot.items()}
first = max(len(hot), int(a.files * a.initial))
mods = []
for i in range(first):
    L = newspec(i); b = blob(L); state[i] = (L, b, 0); mods.append((path(i), b))
tip = commit(MAIN, 'Import %d specifications' % first, None, [], mods)
nextfile = first
ncommits = 1
nmerge = 0
branches = []         # dicts: tip, files{ i: (lines, mark, base version)}, left, ref
bn = 0
locked = set()
ren_every = a.commits // (a.renames + 1) if a.renames else 0
# zipf-like popularity for the others
def pick():
    while True:
        i = min(int(R.paretovariate(0.7)) * 17 % nextfile if R.random() < .15 else R.randrange(nextfile), nextfile - 1)
        if i not in hot: return i

while ncommits < a.commits:
    if ncommits % 5000 == 0:
        out.write(b'progress %d commits\n' % ncommits)
    # new topic branch?
    if a.merges and len(branches) < a.open_branches and R.random() < a.merges / 40.0:
        bn += 1
        branches.append(dict(tip=tip, files={}, left=R.randrange(1, 8), ref='refs/heads/topic-tmp-%d' % (bn % 50)))
    target = None
    if branches and R.random() < 0.6:
        target = R.choice(branches)
        if target['left'] <= 0:
            parts = [target]
            nmerge += 1
            if a.octopus and nmerge % 50 == 0:
                done = [b for b in branches if b is not target and b['files']]
                if done: parts.append(done[0])
            if not all(p['files'] for p in parts):
                target['left'] = 1; continue
            mods = []
            for p in parts:
                for i, (L, b, base) in p['files'].items():
                    if i in state and state[i][2] != base:
                        L = edit(L); b = blob(L)               # conflict resolved by hand
                    state[i] = (L, b, state[i][2] + 1 if i in state else 0)
                    mods.append((path(i, gen.get(i, 0)), b))
                    locked.discard(i)
                branches.remove(p)
            tip = commit(MAIN, 'Merge topic %d' % nmerge, tip, [p['tip'] for p in parts], mods)
            ncommits += 1
            continue
    k = R.randrange(1, a.touch + 1)
    ids = []
    for i in hot:
        if ncommits >= hotnext[i]:
            hotnext[i] += hot[i]; ids.append(i)
    if not ids:
        if nextfile < a.files and R.random() < (a.files - nextfile) / max(1.0, (a.commits - ncommits) * 0.8):
            ids = [nextfile]; nextfile += 1
        else:
            ids = list({pick() for _ in range(k)})
    if target is None:
        mods = []
        for i in ids:
            if i in locked and not (R.random() * 100 < a.conflicts): continue
            if i in state: L = edit(state[i][0]); v = state[i][2] + 1
            elif i in locked: continue
            else: L = newspec(i); v = 0
            b = blob(L); state[i] = (L, b, v)
            mods.append((path(i, gen.get(i, 0)), b))
        if ren_every and ncommits % ren_every == 0:
            i = pick()
            if i in state and i not in locked:
                old = path(i, gen.get(i, 0)); gen[i] = gen.get(i, 0) + 1
                mods.append((old, None)); mods.append((path(i, gen[i]), state[i][1]))
        if not mods: continue
        tip = commit(MAIN, 'Update %s' % mods[0][0].rsplit('/', 1)[-1], tip, [], mods)
    else:
        mods = []
        for i in ids:
            if i in target['files']: L, _, base = target['files'][i]; L = edit(L)
            elif i in locked: continue
            elif i in state: L = edit(state[i][0]); base = state[i][2]
            else: L = newspec(i); base = 0
            locked.add(i)
            b = blob(L); target['files'][i] = (L, b, base)
            mods.append((path(i, gen.get(i, 0)), b))
        target['left'] -= 1
        if not mods: continue
        target['tip'] = commit(target['ref'], 'Topic: update %s' % mods[0][0].rsplit('/', 1)[-1], target['tip'], [], mods)
    ncommits += 1
for r in sorted({'refs/heads/topic-tmp-%d' % k for k in range(50)}):
    out.write(b'reset %s\nfrom 0000000000000000000000000000000000000000\n\n' % r.encode())
out.write(b'done\n')
