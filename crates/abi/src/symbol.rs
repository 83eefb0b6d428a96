//! The linker symbols that cross from one part of an image to another.

/// Defined by an image's linker script, `void(void)`: the program's `__dissolve_PREFIX_instantiate`, which codegen defines. It puts
/// memories, tables and globals in their initial state and runs the start function. Calling it again gives a fresh instance.
pub const INSTANTIATE: &str = "__dissolve_instantiate";
/// The prefix of the symbols that codegen defines in every object. For example, `__dissolve_PREFIX_memory_N` is the
/// first byte of a window; `PREFIX` is the program's, so that several objects can be linked together.
pub const OBJECT_PREFIX: &str = "__dissolve_";
/// The section prefix of memory windows; each section is `.bss.dissolve.PREFIX_memory_N`, without contents.
/// Instantiation zeroes it, so boot does not have to. All linker scripts place `.bss.*` in RAM, below the start of the
/// heap.
pub const MEMORY_SECTION_PREFIX: &str = ".bss.dissolve.";

/// The section in which an object tells where the code of a fused program comes from, for reports on traps. It takes no room on
/// the chip.
pub const PLACES_SECTION: &str = ".dissolve.places";

/// Undefined in an object with one arena: the embedder's allocator (contract, section 2), on native addresses.
pub const ARENA_REALLOC: &str = "__cabi_arena_realloc";
/// Undefined in an object with several arenas: the embedder's allocator, with the [`crate::ArenaDescriptor`] of the
/// arena as its first argument.
pub const ARENA_REALLOC_IN: &str = "__cabi_arena_realloc_in";
/// In the bitcode of the arena only: [`ARENA_REALLOC_IN`] for calls of which at least one length is zero.
pub const ARENA_ALLOCATE_OR_FREE_IN: &str = "__cabi_arena_allocate_or_free_in";
/// Defined by codegen in an object with one arena: the first byte of its reservation.
pub const ARENA_START: &str = "__cabi_arena_start";
/// Defined by codegen in an object with one arena: the byte after its reservation.
pub const ARENA_END: &str = "__cabi_arena_end";
/// Defined by codegen in an object with one arena: its [`crate::ArenaDescriptor`].
pub const ARENA: &str = "__cabi_arena";
/// Defined by the runtime, `void(void)`: drops every block of the only arena. Instantiation does that too.
pub const ARENA_RESET: &str = "__cabi_arena_reset";
/// Defined by the runtime, `size_t(void)`: the bytes in use now in the only arena, headers included.
pub const ARENA_USED: &str = "__cabi_arena_used";
/// Defined by the runtime, `size_t(void)`: the most bytes that were ever in use in the only arena.
pub const ARENA_HIGH_WATER: &str = "__cabi_arena_high_water";
/// Defined by the runtime, `size_t(void)`: the size of the only arena in bytes.
pub const ARENA_SIZE: &str = "__cabi_arena_size";
/// Defined by the runtime, `void(arena)`: [`ARENA_RESET`] of one arena of several.
pub const ARENA_RESET_IN: &str = "__cabi_arena_reset_in";
/// Defined by the runtime, `size_t(arena)`: [`ARENA_USED`] of one arena of several.
pub const ARENA_USED_IN: &str = "__cabi_arena_used_in";
/// Defined by the runtime, `size_t(arena)`: [`ARENA_HIGH_WATER`] of one arena of several.
pub const ARENA_HIGH_WATER_IN: &str = "__cabi_arena_high_water_in";
/// Defined by the runtime, `size_t(arena)`: [`ARENA_SIZE`] of one arena of several.
pub const ARENA_SIZE_IN: &str = "__cabi_arena_size_in";

/// Defined by the runtime, `uint32_t(instance)`: begins a call of an export. Returns twice: 0 at first; 1 if the call
/// trapped, with the registers as they were. 2 if the call is refused.
pub const ENTER: &str = "__dissolve_enter";
/// Defined by the runtime, `uint32_t(instance)`: same as [`ENTER`], for instantiation: 2 only if a call is in progress.
pub const BEGIN: &str = "__dissolve_begin";
/// Defined by the runtime, `uint32_t(instance)`: same as [`ENTER`], for the function that ends the use of a result
/// (post-return): 2 unless a result is in use.
pub const CONTINUE: &str = "__dissolve_continue";
/// Defined by the runtime, `void(void (*function)(void *), void *argument, void *top, void *low)`: calls a function on
/// another stack, which lies between `low` and `top`.
pub const ON_STACK: &str = "__dissolve_on_stack";
/// Defined by the runtime, `void(uint32_t kind, size_t detail)`: ends the innermost call of an export with a trap. Does not
/// return.
pub const RAISE: &str = "__dissolve_raise";
/// Defined by the runtime, `void(uint32_t kind)`: same as [`RAISE`], without a detail. The trap sites of `--traps call`
/// call it; the stack need not be aligned.
pub const RAISE_HERE: &str = "__dissolve_raise_here";

/// Defined by the linker script: the lowest byte of the stack that calls run on; nothing is mapped below it.
pub const STACK_LOW: &str = "__dissolve_stack_low";
/// Defined by the linker script: the byte after that stack.
pub const STACK_TOP: &str = "__dissolve_stack_top";

/// Defined by the linker script of an image with the gate: the first byte of the room for the gate's buffers.
pub const GATE_LOW: &str = "__dissolve_gate_low";
/// Defined by the linker script of an image with the gate: the byte after that room.
pub const GATE_HIGH: &str = "__dissolve_gate_high";

/// Defined by the runtime's gate, `void(void)`: returns at once, to measure the cost of a call itself.
pub const GATE_NOP: &str = "__dissolve_gate_nop";
/// Defined by the runtime's gate: the loop that answers the host; referenced to link the gate into an image.
pub const GATE_SERVE: &str = "__dissolve_gate_serve";
