"""Loops over the words of one tile, compiled by numba."""

from typing import Any

import llvmlite.binding as llvm
import numpy as np
from numba import config, njit, types
from numba.extending import intrinsic

if config.CPU_FEATURES is None and llvm.get_host_cpu_features().get("avx512vl"):
    # LLVM would use half of each register, to spare programs that do little else: these loops do nothing else.
    config.CPU_FEATURES = f"{llvm.get_host_cpu_features().flatten()},-prefer-256-bit"


@intrinsic
def popcount(typing_context: Any, word: Any) -> Any:
    """The number of bits that are set: one instruction."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), build


@intrinsic
def lowest(typing_context: Any, word: Any) -> Any:
    """The place of the lowest bit that is set; 64 when none is."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, False))

    return types.uint64(types.uint64), build


@intrinsic
def lent(typing_context: Any, array: Any) -> Any:
    """The same array without its reference count, over which threads would wait for each other; the caller keeps it."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        made.meminfo = made.meminfo.type(None)
        return made._getvalue()

    return array(array), build


@njit(cache=True, nogil=True)
def count(words: Any) -> int:
    found = 0
    for i in range(words.size):
        found += popcount(words[i])
    return found


@njit(cache=True, nogil=True)
def note(met: Any, known: Any, one: Any, two: Any, open_: Any) -> None:
    """Add one must to what is missing: at least one, at least two, at least one unknown."""
    for i in range(one.size):
        missing = known[i] & ~met[i]
        two[i] |= one[i] & missing
        one[i] |= missing
        open_[i] |= ~(met[i] | known[i])


@njit(cache=True, nogil=True)
def note_two(met: Any, first: Any, second: Any, one: Any, two: Any, open_: Any) -> None:
    """`note` for something that is known by either of two rows."""
    for i in range(one.size):
        known = first[i] | second[i]
        missing = known & ~met[i]
        two[i] |= one[i] & missing
        one[i] |= missing
        open_[i] |= ~(met[i] | known)


@njit(cache=True, nogil=True)
def clear(out: Any) -> None:
    for i in range(out.size):
        out[i] = np.uint64(0)


@njit(cache=True, nogil=True)
def odd_two(out: Any, a: Any, b: Any) -> None:
    for i in range(out.size):
        out[i] = a[i] ^ b[i]


@njit(cache=True, nogil=True)
def odd_three(out: Any, a: Any, b: Any, c: Any) -> None:
    for i in range(out.size):
        out[i] = a[i] ^ b[i] ^ c[i]


@njit(cache=True, nogil=True)
def odd_four(out: Any, a: Any, b: Any, c: Any, d: Any) -> None:
    for i in range(out.size):
        out[i] = a[i] ^ b[i] ^ c[i] ^ d[i]


@njit(cache=True, nogil=True)
def join(out: Any, row: Any) -> None:
    for i in range(out.size):
        out[i] |= row[i]


@njit(cache=True, nogil=True)
def join_rest(out: Any, row: Any) -> None:
    for i in range(out.size):
        out[i] |= ~row[i]


@njit(cache=True, nogil=True)
def meet(out: Any, row: Any) -> None:
    for i in range(out.size):
        out[i] &= row[i]


@njit(cache=True, nogil=True)
def flip(out: Any, row: Any) -> None:
    for i in range(out.size):
        out[i] ^= row[i]


@njit(cache=True, nogil=True)
def copy(out: Any, row: Any) -> None:
    for i in range(out.size):
        out[i] = row[i]


@njit(cache=True, nogil=True)
def full(total: Any, carry: Any, a: Any, b: Any, c: Any) -> None:
    """A full adder: three bits of one weight become one of it and one of twice as much."""
    for i in range(total.size):
        total[i] = a[i] ^ b[i] ^ c[i]
        carry[i] = (a[i] & b[i]) | (c[i] & (a[i] | b[i]))


@njit(cache=True, nogil=True)
def half(total: Any, carry: Any, a: Any, b: Any) -> None:
    for i in range(total.size):
        total[i] = a[i] ^ b[i]
        carry[i] = a[i] & b[i]
