//! The targets that are compiled for, by their names in Rust.

/// The targets that guests are compiled for.
pub const GUEST_TRIPLE: &str = "wasm32-unknown-unknown";

/// Further targets of guests, if the toolchain offers them.
pub const WASI_TRIPLES: &[&str] = &["wasm32-wasip1", "wasm32-wasip2"];

/// The developers' machines that the runtime of libraries is built for.
pub const HOST_TRIPLES: &[&str] = &["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// The chips that the native runtimes are built for.
pub const CHIP_TRIPLES: &[&str] = &[
    "thumbv6m-none-eabi",
    "thumbv7m-none-eabi",
    "thumbv7em-none-eabi",
    "thumbv7em-none-eabihf",
    "thumbv8m.main-none-eabi",
    "thumbv8m.main-none-eabihf",
    "riscv32imc-unknown-none-elf",
    "riscv32imac-unknown-none-elf",
    "riscv32imafc-unknown-none-elf",
];
