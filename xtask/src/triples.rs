//! The targets that are compiled for, by their names in Rust.

/// The targets that guests are compiled for.
pub const GUEST_TRIPLE: &str = "wasm32-unknown-unknown";

/// Further targets of guests, if the toolchain offers them.
pub const WASI_TRIPLES: &[&str] = &["wasm32-wasip1", "wasm32-wasip2"];

/// The targets that the native runtime is built for.
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
