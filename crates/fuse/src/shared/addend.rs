//! The addend of a memory's addresses, and the ways to add it.

use std::ops::Range;

use dissolve_wasm::PAGE;

/// The conversion of a memory's addresses to those of the shared memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addend {
    /// The position of the memory's address 0; it may lie below the shared memory's start.
    pub bias: i64,
    /// True if the component has valid addresses below 0, given modulo 2^32 (its stack's), so that sums must wrap.
    pub wraps: bool,
    /// If sums wrap, the addresses of the shared memory between the stack and the component's statics: they belong to
    /// other components.
    pub others: Range<u32>,
    /// True if only a part of the declared memory is present. Then the address of an empty range may lie outside of it.
    pub is_packed: bool,
    /// The size of the memory that the component declares, in bytes.
    pub declared: u64,
    /// The result of `memory.size` in an adapter.
    pub bound: Bound,
}

/// The size of a memory in adapters, which compare addresses with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// The declared number of pages.
    #[default]
    Declared,
    /// 2^16 pages: all 2^32 addresses.
    Everything,
    /// The shared memory's current size, and this many pages more: an arena at its end belongs to the component too.
    SharedAnd(u32),
}

/// The way in which an addend goes into an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The access gets this offset.
    Offset(u64),
    /// The access gets offset 0, and this is added, modulo 2^32, to its address. A sum that wraps is outside the
    /// memory.
    Address(u32),
    /// The access gets offset 0, and a helper computes its address.
    Checked,
    /// Every address is outside the memory.
    Outside,
}

impl Addend {
    /// Returns the number that is added to an address, modulo 2^32.
    pub fn base(&self) -> u32 {
        // The cast keeps the low half, which is the number modulo 2^32.
        self.bias as u32
    }

    /// Returns true if the memory's addresses are addresses of the shared memory.
    pub fn is_zero(&self) -> bool {
        self.bias == 0
    }

    /// Returns the way in which the addend goes into an access with the given offset, for any address.
    pub fn fold(&self, offset: u64) -> Fold {
        let sum = i64::try_from(offset).unwrap_or(i64::MAX).saturating_add(self.bias);
        match u64::try_from(sum) {
            _ if self.wraps => Fold::Checked,
            Ok(sum) if sum <= u32::MAX.into() => Fold::Offset(sum),
            Ok(_) => Fold::Outside,
            Err(_) => Fold::Address((offset as u32).wrapping_add(self.base())),
        }
    }

    /// Returns true if the sum of an address and the base, modulo 2^32, can be an address of another component. With a
    /// negative base it cannot: an address that is too low ends up above the end of the shared memory, and none is too
    /// high.
    pub fn needs_check(&self) -> bool {
        self.wraps || self.bias > 0
    }

    /// Returns true if `bytes` from a constant address on lie in the component's memory, and not in another
    /// component's.
    pub fn holds(&self, address: u64, bytes: u64) -> bool {
        let rebased = (address as u32).wrapping_add(self.base());
        let last = u64::from(rebased) + bytes;
        let is_others = last > self.others.start.into() && rebased < self.others.end;
        address.saturating_add(bytes) <= self.declared && !is_others
    }

    /// Returns the result of `memory.size` in the component's own code.
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
