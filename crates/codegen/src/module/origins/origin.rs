//! The set of what a number may be: an address in a part of memory, a number, or something that arithmetic makes of addresses.

use super::Part;

/// A set of what a number may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin(u8);

impl Origin {
    /// Nothing is known yet: no path that computes the number was followed so far.
    pub const NOTHING: Origin = Origin(0);
    /// An address in a window.
    pub const WINDOW: Origin = Origin(1);
    /// An address of a constant.
    pub const CONSTANTS: Origin = Origin(2);
    /// A number that is no address.
    pub const NUMBER: Origin = Origin(4);
    /// A difference of addresses that may be in two parts.
    pub const DIFFERENCE: Origin = Origin(8);
    /// A piece of an address, such as a byte of it. A number that is made of pieces may be any address.
    pub const PIECE: Origin = Origin(16);
    /// An address to which a number was added that may be an address: less another address, it may be any.
    pub const SUM: Origin = Origin(32);
    /// Any number but such a difference, piece or sum.
    pub const ANY: Origin = Origin(7);
    /// Any number.
    pub const ALL: Origin = Origin(63);

    /// The origin of a number that is one of two.
    pub fn or(self, other: Origin) -> Origin {
        Origin(self.0 | other.0)
    }

    /// The parts that it may be an address in.
    pub fn parts(self) -> Origin {
        Origin(self.0 & (Origin::WINDOW.0 | Origin::CONSTANTS.0))
    }

    /// The part that an access at this address finds.
    pub fn part(self) -> Part {
        match self.parts() {
            _ if self.has(Origin::PIECE) => Part::Either,
            Origin::WINDOW => Part::Window,
            Origin::CONSTANTS => Part::Constants,
            _ => Part::Either,
        }
    }

    /// Returns true if it may be something of a set.
    pub fn has(self, what: Origin) -> bool {
        self.0 & what.0 != 0
    }

    /// Returns true if it is no address, nor made of whole addresses.
    pub fn is_plain(self) -> bool {
        !self.has(Origin(!(Origin::NUMBER.0 | Origin::PIECE.0)))
    }

    /// The origin of a sum: if one operand is an address for certain, the other one is a number.
    pub fn plus(self, other: Origin) -> Origin {
        let both = self.or(other);
        let (address, number) = match (self.has(Origin::NUMBER), other.has(Origin::NUMBER)) {
            _ if self == Origin::NOTHING || other == Origin::NOTHING => return Origin::NOTHING,
            _ if both.has(Origin::DIFFERENCE) => return Origin::ALL,
            (false, true) => (self, other),
            (true, false) => (other, self),
            _ => return both.or(Origin::NUMBER),
        };
        if number.is_plain() { address } else { address.or(Origin::SUM) }
    }

    /// The origin of a difference.
    pub fn minus(self, other: Origin) -> Origin {
        let both = self.or(other);
        match both.part() {
            _ if self == Origin::NOTHING || other == Origin::NOTHING => Origin::NOTHING,
            _ if other.is_plain() => self,
            _ if self.is_plain() => other.scrambled(),
            Part::Either => Origin::ALL,
            _ if both.has(Origin::SUM) => Origin::ALL,
            _ => both.or(Origin::NUMBER),
        }
    }

    /// The origin of a number that was multiplied or whose bits were changed, so that it may be the negative of an address.
    pub fn scrambled(self) -> Origin {
        let difference = if self.parts() == Origin::NOTHING { Origin::NOTHING } else { Origin::DIFFERENCE };
        self.or(difference).or(Origin::NUMBER)
    }
}
