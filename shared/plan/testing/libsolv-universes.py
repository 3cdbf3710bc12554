"""Answers, for one small universe after the other, whether libsolv can install what each source build-requires.

One JSON object a line comes in, one goes out. In: `repositories` (each `priority`, `side` and `packages` with name, evr, arch,
provides, requires, conflicts, obsoletes, files), `architectures`, `group` and `sources` (both lists of dependencies), and
`refused`: what the source of the same number build-conflicts with. `checks`: lists of packages (numbered through all repositories) for each of which it is asked whether they can be installed
together, with no other package in sight. Out: `group` (a verdict), `sources` and `checks` (verdicts; a verdict is null, or the
problem in libsolv's words).

The question is dnf's in mock: the build group first; then, with that installed and free to be erased or changed, one install
job for each BuildRequires, with the best candidate forced, recommended packages ignored, inferior architectures allowed. Where
there are several sides (the port and its foreign bases), the best candidate of any of them will do. A dependency that libsolv
calls complex (`and`, `if`, `unless`) is a Requires of a source package instead, for two oddities of libsolv's (0.7.23): as a job
with the best forced, every clause of its normal form would be held to that, one by one; and for packages that a job names
only behind `else` no rules are made, so that they are installed against their own Conflicts and without their Requires.
"""
import json
import sys

import solv

FLAGS = {"<": solv.REL_LT, "<=": solv.REL_LT | solv.REL_EQ, "=": solv.REL_EQ, ">=": solv.REL_GT | solv.REL_EQ, ">": solv.REL_GT}


def dep(pool, text):
    if text.startswith("("):
        return pool.parserpmrichdep(text)
    name, *rest = text.split(" ")
    return pool.Dep(name) if not rest else pool.Dep(name).Rel(FLAGS[rest[0]], pool.Dep(rest[1]))


def is_complex(text):
    words = text.replace("(", " ").replace(")", " ").split()
    return any(word in ("and", "if", "unless") for word in words)


def add(pool, repo, one):
    s = repo.add_solvable()
    s.name, s.evr, s.arch = one["name"], one["evr"], one["arch"]
    for text in one["provides"]:
        s.add_provides(dep(pool, text))
    for text in one["requires"]:
        s.add_requires(dep(pool, text))
    for text in one["conflicts"]:
        s.add_conflicts(dep(pool, text))
    for text in one["obsoletes"]:
        s.add_obsoletes(dep(pool, text))
    return s


def pool_of(universe, installed):
    pool = solv.Pool()
    pool.setdisttype(solv.Pool.DISTTYPE_RPM)
    pool.setarch("x86_64")
    pool.set_flag(solv.Pool.POOL_FLAG_IMPLICITOBSOLETEUSESCOLORS, 1)
    pool.set_flag(solv.Pool.POOL_FLAG_OBSOLETEUSESCOLORS, 1)
    solvables, sides, packages = [], {}, []
    for number, repository in enumerate(universe["repositories"]):
        repo = pool.add_repo("r%d" % number)
        repo.priority = -repository["priority"]
        data = repo.add_repodata()
        for one in repository["packages"]:
            s = add(pool, repo, one)
            for path in one["files"]:
                folder, _, name = path.rpartition("/")
                data.add_dirstr(s.id, solv.SOLVABLE_FILELIST, data.str2dir(folder or "/"), name)
            solvables.append(s.id)
            packages.append(one)
            sides[s.id] = repository["side"]
        data.internalize()
    if installed:
        repo = pool.add_repo("@System")
        data = repo.add_repodata()
        for number in installed:
            one = packages[number]
            s = add(pool, repo, one)
            for path in one["files"]:
                folder, _, name = path.rpartition("/")
                data.add_dirstr(s.id, solv.SOLVABLE_FILELIST, data.str2dir(folder or "/"), name)
            sides[s.id] = universe["repositories"][0]["side"]
        data.internalize()
        pool.installed = repo
    repo = pool.add_repo("sources")
    for texts in universe["sources"] + [universe["group"]]:
        # libsolv looks only for files that some package requires; the first of the two is never installed.
        for requires in (texts, [text for text in texts if is_complex(text)]):
            add(pool, repo, {"name": "source", "evr": "1-1", "arch": "src", "provides": [], "requires": requires, "conflicts": [], "obsoletes": []})
    # libsolv passes the Conflicts of source packages over; rpmbuild does not. So another package has them.
    for number, texts in enumerate(universe.get("refused", [])):
        add(pool, repo, {"name": "refuser%d" % number, "evr": "1-1", "arch": "noarch", "provides": ["refuser%d" % number], "requires": [], "conflicts": texts, "obsoletes": []})
    pool.set_considered_list([s.id for s in pool.solvables if s.arch in universe["architectures"] + ["src"]])
    pool.addfileprovides()
    pool.createwhatprovides()
    return pool, solvables, sides


def jobs_for(pool, sides, texts, number, architectures):
    source = [s for s in pool.solvables if s.arch == "src"][number * 2 + 1]
    jobs = [pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE, source.id)]
    jobs += [pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE, s.id) for s in pool.solvables if s.name == "refuser%d" % number and s.repo.name == "sources"]
    for text in texts:
        if is_complex(text):
            continue
        wanted = dep(pool, text)
        best = solv.Job.SOLVER_FORCEBEST
        if len(set(sides.values())) > 1:
            found = pool.whatprovides(wanted)
            kept = []
            for side in set(sides.values()):
                kept += pool.best_solvables([s for s in found if sides[s.id] == side and s.arch in architectures])
            if kept:
                jobs.append(pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE_ONE_OF, pool.towhatprovides([s.id for s in kept])))
            else:
                jobs.append(pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE_PROVIDES, pool.Dep("nothing provides " + text).id))
        else:
            jobs.append(pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE_PROVIDES | best, wanted.id))
    return jobs


def solve(pool, jobs):
    solver = pool.Solver()
    for flag in (
        solv.Solver.SOLVER_FLAG_IGNORE_RECOMMENDED,
        solv.Solver.SOLVER_FLAG_NO_INFARCHCHECK,
        solv.Solver.SOLVER_FLAG_ALLOW_UNINSTALL,
        solv.Solver.SOLVER_FLAG_ALLOW_DOWNGRADE,
        solv.Solver.SOLVER_FLAG_ALLOW_NAMECHANGE,
        solv.Solver.SOLVER_FLAG_ALLOW_ARCHCHANGE,
        solv.Solver.SOLVER_FLAG_ALLOW_VENDORCHANGE,
    ):
        solver.set_flag(flag, 1)
    problems = solver.solve(jobs)
    return (str(problems[0]), None) if problems else (None, solver)


def together(universe, numbers):
    pool, solvables, _ = pool_of(universe, [])
    chosen = [solvables[number] for number in numbers]
    pool.set_considered_list(chosen)
    pool.createwhatprovides()
    return solve(pool, [pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE, id) for id in chosen])[0]


def answer(universe):
    pool, solvables, sides = pool_of(universe, [])
    group, solver = solve(pool, jobs_for(pool, sides, universe["group"], len(universe["sources"]), universe["architectures"])) if universe["group"] else (None, None)
    if group is None and solver is not None:
        new = {s.id for s in solver.transaction().newsolvables()}
        pool, solvables, sides = pool_of(universe, [number for number, id in enumerate(solvables) if id in new])
    verdicts = [solve(pool, jobs_for(pool, sides, texts, number, universe["architectures"]))[0] for number, texts in enumerate(universe["sources"])]
    return {"group": group, "sources": verdicts, "checks": [together(universe, numbers) for numbers in universe["checks"]]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
