"""One line for each thing that was tried with somebody else's program, and at the end how many failed."""

import sys
import traceback

_done = []


def check(name):
    """Runs the function at once: what it returns is shown; what it raises is a failure and the next one goes on."""

    def run(body):
        try:
            said = body()
            _done.append(True)
            print(f"ok      {name}" + (f": {said}" if said is not None else ""), flush=True)
        except Exception as fault:
            _done.append(False)
            where = traceback.extract_tb(fault.__traceback__)[-1]
            print(f"FAILED  {name}: {type(fault).__name__} {str(fault)[:1500]} ({where.name}, line {where.lineno})", flush=True)
        return body

    return run


def same(found, wanted, what="it"):
    if found != wanted:
        raise AssertionError(f"{what} is {found!r}, not {wanted!r}")


def holds(true, what):
    if not true:
        raise AssertionError(what)


def refused(body, status):
    """The body ends with an HTTP error of that status."""
    import requests

    try:
        body()
    except requests.exceptions.HTTPError as error:
        same(error.response.status_code, status, "the status")
        return error.response
    raise AssertionError(f"nothing was refused; {status} was due")


def finish():
    failed = _done.count(False)
    print(f"{len(_done) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
