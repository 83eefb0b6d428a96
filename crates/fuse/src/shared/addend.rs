//! What is added to the addresses of a memory, and how.

use std::ops::Range;

use super::module::PAGE;

/// How a memory's addresses become those of the shared one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addend {
    /// Where the memory's address 0 would be; it may lie below the shared memory's start.
    pub bias: i64,
    /// Whether some valid address lies below 0 and is given modulo 2^32, so that sums must wrap.
    pub wraps: bool,
    /// If sums wrap, the addresses of the shared memory between the stack and the component's statics: those of others.
    pub others: Range<u32>,
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

/// How an addend goes into an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The access has this offset.
    Offset(u64),
    /// The access has no offset, and this is added, modulo 2^32, to its address. A sum that wraps is outside the memory.
    Address(u32),
    /// The access has no offset, and a function makes its address.
    Checked,
    /// Every address is outside the memory.
    Outside,
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

    /// How the addend goes into an access with that offset, whatever the address is.
    pub fn fold(&self, offset: u64) -> Fold {
        let sum = i64::try_from(offset).unwrap_or(i64::MAX).saturating_add(self.bias);
        match u64::try_from(sum) {
            _ if self.wraps => Fold::Checked,
            Ok(sum) if sum <= u32::MAX.into() => Fold::Offset(sum),
            Ok(_) => Fold::Outside,
            Err(_) => Fold::Address((offset as u32).wrapping_add(self.base())),
        }
    }

    /// Whether a sum of an address and the base can come out, modulo 2^32, as an address of another component. Where the base is
    /// negative it cannot: what is too low comes out above the end of the shared memory, and nothing is too high.
    pub fn needs_check(&self) -> bool {
        self.wraps || self.bias > 0
    }

    /// Whether `bytes` from a constant address on are in the component's memory, and in no other's.
    pub fn holds(&self, address: u64, bytes: u64) -> bool {
        let rebased = (address as u32).wrapping_add(self.base());
        let last = u64::from(rebased) + bytes;
        let is_others = last > self.others.start.into() && rebased < self.others.end;
        address.saturating_add(bytes) <= self.declared && !is_others
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
        assert_eq!(addend(4096, false).fold(8), Fold::Offset(4104));
        assert_eq!(addend(-4096, false).fold(8), Fold::Address(8u32.wrapping_sub(4096)), "an address below 0");
        assert_eq!(addend(-4096, false).fold(5000), Fold::Offset(904));
        assert_eq!(addend(16, false).fold(u32::MAX.into()), Fold::Outside, "an offset beyond 32 bits");
        assert_eq!(addend(4096, true).fold(8), Fold::Checked);
        assert_eq!(addend(0, false).fold(u64::MAX), Fold::Outside);
    }

    #[test]
    fn an_access_at_a_constant_stays_in_its_memory() {
        let whole = Addend { declared: 65_536, ..addend(4096, false) };
        assert!(whole.holds(65_532, 4) && !whole.holds(65_533, 4) && !whole.holds(65_536, 1));
        assert!(!whole.holds(u64::MAX, 1));
        let wrapping = Addend { declared: 65_536, others: 2048..4096, ..addend(3072, true) };
        assert!(wrapping.holds(1024, 4) && !wrapping.holds(1023, 4) && !wrapping.holds(0, 1));
    }

    #[test]
    fn the_base_is_the_bias_modulo_two_to_the_32() {
        assert_eq!(addend(-16, false).base(), 0xFFFF_FFF0);
        assert_eq!(addend(16, false).base(), 16);
    }
}
