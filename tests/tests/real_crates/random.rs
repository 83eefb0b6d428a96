//! Random inputs that are the same in every run.

/// A random number generator (SplitMix64).
pub struct Random(u64);

impl Random {
    /// A generator that starts from a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn u32(&mut self) -> u32 {
        self.u64() as u32
    }

    /// A number less than `end`, which must not be 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.u64() % end as u64) as usize
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        self.list(length, |random| random.u64() as u8)
    }

    /// Text of `length` characters, of one to four bytes each.
    pub fn text(&mut self, length: usize) -> String {
        const CHARACTERS: [char; 12] = ['a', 'B', '7', ' ', '"', '\\', '\n', '\0', 'é', 'ß', '日', '🦀'];
        (0..length).map(|_| CHARACTERS[self.below(CHARACTERS.len())]).collect()
    }

    pub fn list<T>(&mut self, length: usize, mut item: impl FnMut(&mut Random) -> T) -> Vec<T> {
        (0..length).map(|_| item(self)).collect()
    }

    pub fn option<T>(&mut self, some: impl FnOnce(&mut Random) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| some(self))
    }
}
