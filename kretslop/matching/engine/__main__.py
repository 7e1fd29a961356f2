"""`python -m kretslop.matching.engine` compiles the loops once, so that nobody waits for it at the first match."""

from datetime import date

import numpy as np

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import top
from kretslop.matching.engine.codes import Names, encode
from kretslop.matching.engine.one import against_many, sheet
from kretslop.matching.engine.pool import Pool
from kretslop.matching.engine.program import compile_criteria
from kretslop.matching.facts import Facts


def main() -> None:
    """Match one person as the matcher does: many people against one set of criteria, and one person against many."""
    names, pool, day = Names(), Pool(), date(2027, 1, 1)
    codes = np.array(sorted(encode(Facts(skills={"python": 2}), names.number)), np.int32)
    pool.load(["somebody"], codes, np.array([len(codes)]), np.array([day.toordinal()]))
    program = compile_criteria(Criteria((Criterion("skill", "python", level=1, must=True),)), pool, names)
    top.best(pool, top.batch([program]), 1, b"", engine="numba")
    against_many(pool.rows_of(codes.tolist(), day.toordinal()), sheet([program]))


if __name__ == "__main__":
    main()
