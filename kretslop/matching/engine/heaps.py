"""The best values so far and who has them, for compiled loops."""

from typing import Any

from numba import njit


@njit(cache=True, nogil=True)
def push(heap: Any, state: Any, value: int) -> None:
    """Keep the best values in a heap whose root is the worst of them; state[0] is how many there are."""
    n = state[0]
    if n < heap.size:
        state[0] = n + 1
        while n > 0 and heap[(n - 1) // 2] > value:
            heap[n] = heap[(n - 1) // 2]
            n = (n - 1) // 2
        heap[n] = value
        return
    if value <= heap[0]:
        return
    at = 0
    while True:
        child = 2 * at + 1
        if child >= heap.size:
            break
        if child + 1 < heap.size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value


@njit(cache=True, nogil=True)
def keep(heap: Any, state: Any, values: Any, slots: Any, value: int, slot: int) -> None:
    """Note one person who may be among the best; state[1] is how many are noted, state[2] that there was no room."""
    full = state[0] == heap.size
    if full and value < heap[0]:
        return
    push(heap, state, value)
    if state[2]:
        return
    if state[1] == values.size:
        kept, worst = 0, heap[0] if state[0] == heap.size else -1
        for i in range(state[1]):
            if values[i] >= worst:
                values[kept], slots[kept] = values[i], slots[i]
                kept += 1
        state[1] = kept
        if kept > values.size * 3 // 4:
            state[2] = 1
            return
    values[state[1]], slots[state[1]] = value, slot
    state[1] += 1
