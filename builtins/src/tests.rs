//! Tests all functions against the arithmetic of the machine that the tests run on: with each pair of special values,
//! and millions of random ones.

mod floats;
mod integers;
mod memory;

/// Pseudo-random numbers, the same in every run (xorshift64*, Vigna 2016). They have long runs of equal bits more often
/// than by chance: defects are at limits.
struct Random(u64);

impl Random {
    fn new() -> Random {
        Random(0x9E37_79B9_7F4A_7C15)
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.bits() >> 8) % limit
    }

    fn number(&mut self) -> u64 {
        let bits = self.bits();
        match self.below(4) {
            0 => bits,
            1 => bits >> self.below(64),
            2 => ((bits as i64) >> self.below(64)) as u64,
            // A run of ones, or of zeros.
            _ => {
                let run = (u64::MAX >> self.below(64)) << self.below(64);
                if bits & 1 == 0 { run } else { !run }
            }
        }
    }
}

/// The number of random inputs for each function.
const ROUNDS: usize = 2_000_000;
