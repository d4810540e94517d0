"""Say which regular expressions of the package take more than their share as a text grows: `python -m tests.regular`."""

from __future__ import annotations

from tests.regular.attacks import growing
from tests.regular.gather import gathered
from tests.regular.steps import program


def main() -> int:
    found = gathered()
    faults = 0
    for each in found.expressions:
        attack = growing(program(each.pattern), anchored=each.anchored)
        if attack is not None:
            faults += 1
            print(f"{each.place}: {each.pattern.pattern!r} on {attack!r}", flush=True)
    print(f"{len(found.expressions)} expressions, {faults} of them grow; made later: {', '.join(found.unread)}")
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
