/* Heap sort: no recursion, no memory besides the array. */
#include "kernel.h"

static void sift(int32_t *heap, uint32_t root, uint32_t count) {
    int32_t value = heap[root];
    for (;;) {
        uint32_t child = 2 * root + 1;
        if (child >= count) break;
        if (child + 1 < count && heap[child + 1] > heap[child]) child++;
        if (heap[child] <= value) break;
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = value;
}

/* Sorts `count` numbers in ascending order. */
void EXPORT(sort)(int32_t *values, uint32_t count) {
    for (uint32_t root = count / 2; root-- > 0;) sift(values, root, count);
    while (count > 1) {
        int32_t last = values[--count];
        values[count] = values[0];
        values[0] = last;
        sift(values, 0, count);
    }
}
