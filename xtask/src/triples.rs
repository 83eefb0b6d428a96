//! The targets that are compiled for, by their names in Rust.

/// The targets that guests are compiled for.
pub const GUEST_TRIPLE: &str = "wasm32-unknown-unknown";

/// Further targets of guests, if the toolchain offers them.
pub const WASI_TRIPLES: &[&str] = &["wasm32-wasip1", "wasm32-wasip2"];

/// The developers' machines that the runtime of libraries is built for.
pub const HOST_TRIPLES: &[&str] = &["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// The chips that the benchmark's programs in Rust are compiled for, each with the name of its processor in LLVM.
pub const BENCHMARK_CHIPS: &[(&str, &str)] = &[
    ("thumbv6m-none-eabi", "cortex-m0"),
    ("thumbv7m-none-eabi", "cortex-m3"),
    ("thumbv7em-none-eabihf", "cortex-m4"),
    ("thumbv8m.main-none-eabihf", "cortex-m33"),
    ("riscv32imac-unknown-none-elf", "generic-rv32"),
];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chips_of_the_benchmark_have_a_runtime() {
        assert!(BENCHMARK_CHIPS.iter().all(|(triple, _)| CHIP_TRIPLES.contains(triple)));
    }
}
