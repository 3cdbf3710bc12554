"""Runs a libsolv program with the calls timed that the budgets compare with.

Arguments: the program, and its own arguments. Prints one JSON object: what the program printed, and for each timed call the
seconds of every time that it was called, in order.
"""
import contextlib
import io
import json
import runpy
import sys
import time

import solv

spent = {}


def timed(owner, name):
    plain = getattr(owner, name)

    def call(*arguments):
        began = time.perf_counter()
        try:
            return plain(*arguments)
        finally:
            spent.setdefault(name, []).append(time.perf_counter() - began)

    setattr(owner, name, call)


timed(solv.Repo, "add_rpmmd")
timed(solv.Pool, "createwhatprovides")
timed(solv.Solver, "solve")

program = sys.argv[1]
sys.argv = sys.argv[1:]
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    runpy.run_path(program, run_name="__main__")
json.dump({"printed": printed.getvalue(), "seconds": spent}, sys.stdout)
