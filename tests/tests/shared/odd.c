// Guests whose addresses relocations do not tell, that use memory that their linker gave to nobody, or that ask for more.

typedef unsigned int u32;

static u32 table[4] = {3, 1, 4, 1};
#ifdef PIC
__attribute__((visibility("default"))) u32 visible[4] = {2, 7, 1, 8};
#define TABLE visible
#else
#define TABLE table
#endif

#ifdef HEAP
extern unsigned char __heap_base;
#endif

__attribute__((export_name("run"))) u32 run(u32 value) {
#ifdef GROW
    if (__builtin_wasm_memory_grow(0, value) != (u32)-1)
        return 7;
#endif
    TABLE[value & 3] += value;
#ifdef HEAP
    volatile u32 *heap = (volatile u32 *)(&__heap_base + 64);
    heap[value & 7] = TABLE[1];
    return heap[value & 7] + table[0];
#elif defined(SIZE)
    return TABLE[value & 3] + __builtin_wasm_memory_size(0);
#else
    return TABLE[value & 3] + table[0];
#endif
}
