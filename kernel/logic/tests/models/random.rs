//! Random numbers that are the same in every run.

/// A generator (xorshift, Marsaglia 2003).
pub struct Random(u64);

impl Random {
    /// The generator of the numbers for a test.
    pub fn new(seed: u64) -> Random {
        Random(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((u64::from((self.0 >> 32) as u32) * u64::from(limit)) >> 32) as u32
    }

    /// A number of 8 bits below `limit`.
    pub fn byte(&mut self, limit: u8) -> u8 {
        self.below(limit.into()) as u8
    }

    /// A task, and once in 64 times a number that is none.
    pub fn task(&mut self) -> u8 {
        if self.below(64) == 0 { 32 + self.byte(224) } else { self.byte(32) }
    }

    /// The number of an object out of `count`, and once in 64 times a number that is none.
    pub fn object(&mut self, count: usize) -> u8 {
        if self.below(64) == 0 { count as u8 + self.byte(8) } else { self.byte(count as u8) }
    }

    /// A priority; few, so that tasks often have the same.
    pub fn priority(&mut self) -> u8 {
        [0, 1, 2, 7, 255][self.below(5) as usize]
    }

    /// A task with a priority, and once in eight times none.
    pub fn caller(&mut self) -> Option<(u8, u8)> {
        (self.below(8) > 0).then(|| (self.task(), self.priority()))
    }
}
