//! What is added to the addresses of a memory, and how.

use super::module::PAGE;

/// How a memory's addresses become those of the shared one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addend {
    /// Where the memory's address 0 would be; it may lie below the shared memory's start.
    pub bias: i64,
    /// Whether some valid address lies below 0 and is given modulo 2^32, so that sums must wrap.
    pub wraps: bool,
    /// Whether only a part of the declared memory is there, so that an address of a range of no bytes may lie nowhere.
    pub is_packed: bool,
    /// The bytes that the component takes its memory for.
    pub declared: u64,
    /// What an adapter that asks for the memory's size gets.
    pub bound: Bound,
}

/// The size of a memory as adapters see it, which compare addresses with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// A number of pages.
    #[default]
    Declared,
    /// All 2^32 addresses.
    Everything,
    /// The shared memory's size now, and so many pages more: an arena at its end is the component's too.
    SharedAnd(u32),
}

impl Addend {
    /// What is added to an address, modulo 2^32.
    pub fn base(&self) -> u32 {
        // The low half is the number modulo 2^32.
        self.bias as u32
    }

    /// Whether the memory's addresses are those of the shared one.
    pub fn is_zero(&self) -> bool {
        self.bias == 0
    }

    /// The offset that does what `offset` and the addend do, for an address of any value; none when the sum must wrap.
    pub fn fold(&self, offset: u64) -> Option<u64> {
        let offset = i64::try_from(offset).ok()?.checked_add(self.bias)?;
        u64::try_from(offset).ok().filter(|&offset| !self.wraps && offset <= u32::MAX.into())
    }

    /// What `memory.size` gives in the component's own code.
    pub fn declared_pages(&self) -> u32 {
        // A memory has at most 2^16 pages.
        (self.declared / PAGE) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addend(bias: i64, wraps: bool) -> Addend {
        Addend { bias, wraps, ..Addend::default() }
    }

    #[test]
    fn an_offset_takes_an_addend_that_needs_no_wrapping() {
        assert_eq!(addend(4096, false).fold(8), Some(4104));
        assert_eq!(addend(-4096, false).fold(8), None, "an address below 0");
        assert_eq!(addend(-4096, false).fold(5000), Some(904));
        assert_eq!(addend(16, false).fold(u32::MAX.into()), None, "an offset beyond 32 bits");
        assert_eq!(addend(4096, true).fold(8), None);
        assert_eq!(addend(0, false).fold(u64::MAX), None);
    }

    #[test]
    fn the_base_is_the_bias_modulo_two_to_the_32() {
        assert_eq!(addend(-16, false).base(), 0xFFFF_FFF0);
        assert_eq!(addend(16, false).base(), 16);
    }
}
