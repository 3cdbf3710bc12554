"""libsolv's verdict on each source of a tree of repodata that it cannot install, one a line: the name, a tab, the capability
that nothing provides (or, where that is not what is wrong, the problem in libsolv's words).

Arguments: the root, the architectures that may be installed (comma), the folders of repositories (comma).
One solve for each source, in RPM mode, without weak dependencies; nothing is installed beforehand.
"""
import glob
import os
import sys

import solv

root, architectures, folders = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
pool = solv.Pool()
pool.setdisttype(solv.Pool.DISTTYPE_RPM)
pool.setarch("x86_64")
# Multilib: packages of one name may stand side by side if their colours (word lengths) differ.
pool.set_flag(solv.Pool.POOL_FLAG_IMPLICITOBSOLETEUSESCOLORS, 1)
for folder in folders:
    repo = pool.add_repo(folder)
    for kind, language, flags in (("primary", None, 0), ("filelists", "FL", solv.Repo.REPO_EXTEND_SOLVABLES)):
        (path,) = glob.glob(os.path.join(root, folder, "repodata", "*" + kind + ".xml.gz"))
        repo.add_rpmmd(solv.xfopen(path), language, flags)
pool.set_considered_list([s.id for s in pool.solvables if s.arch in architectures or s.arch == "src"])
pool.addfileprovides()
pool.createwhatprovides()

verdicts = {}
for source in [s for s in pool.solvables if s.arch == "src"]:
    solver = pool.Solver()
    solver.set_flag(solv.Solver.SOLVER_FLAG_IGNORE_RECOMMENDED, 1)
    solver.set_flag(solv.Solver.SOLVER_FLAG_NO_INFARCHCHECK, 1)
    problems = solver.solve([pool.Job(solv.Job.SOLVER_INSTALL | solv.Job.SOLVER_SOLVABLE, source.id)])
    if problems:
        info = problems[0].findproblemrule().info()
        nothing = info.type == solv.Solver.SOLVER_RULE_PKG_NOTHING_PROVIDES_DEP
        verdicts[source.name] = info.dep.str() if nothing else str(problems[0])
for name, reason in sorted(verdicts.items()):
    print(name, reason, sep="\t")
