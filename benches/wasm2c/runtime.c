/* The functions that wasm2c's code asks for, on a chip without an operating system, for one module that has one memory
   and one table.

   MEMORY is the number of bytes up to the module's heap, TABLE that of the table's entries. A page of 64 KiB is more than
   some chips have, so the memory has as many bytes as the module uses, and an access above them traps. */
#include "module.h"

static uint8_t memory_bytes[MEMORY] __attribute__((aligned(16)));
static wasm_rt_funcref_t table_entries[TABLE];
static Z_program_instance_t instance;
static uint32_t types;

uint32_t wasm_rt_call_stack_depth;

/* As on a chip whose firmware has nothing else to do after a defect. */
void wasm_rt_trap(wasm_rt_trap_t trap) {
    (void)trap;
    for (;;) {
    }
}

bool wasm_rt_is_initialized(void) { return true; }

void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint32_t pages, uint32_t most) {
    *memory = (wasm_rt_memory_t){.data = memory_bytes, .pages = pages, .max_pages = most, .size = MEMORY};
}

void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t entries, uint32_t most) {
    *table = (wasm_rt_funcref_table_t){.data = table_entries, .max_size = most, .size = entries};
}

/* No two types of a module are alike, since its linker makes them so: no comparison is needed. */
uint32_t wasm_rt_register_func_type(uint32_t parameters, uint32_t results, ...) {
    (void)parameters;
    (void)results;
    return ++types;
}

void wasm2c_instantiate(void) {
    Z_program_init_module();
    Z_program_instantiate(&instance);
}

uint32_t run(uint32_t seed) { return Z_programZ_run(&instance, seed); }
