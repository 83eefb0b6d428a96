//! The return codes of reads and writes in the canonical ABI (Component Model, `pack_copy_result`).

/// The operation is in progress; an event will report its end.
const BLOCKED: u32 = 0xffff_ffff;
/// In any other code, the low four bits are the reason for the end, and the other bits are the number of items that
/// moved.
const COMPLETED: u32 = 0;
const DROPPED: u32 = 1;
const CANCELLED: u32 = 2;

/// The outcome of the transfer of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The operation is in progress: the runtime keeps the pointer to the slot.
    Blocked,
    /// The item moved.
    Moved {
        /// True if no other item can move over this channel.
        last: bool,
    },
    /// No item moved, and none can: the other end was dropped.
    Closed,
    /// No item moved; the next attempt may succeed.
    Nothing,
}

impl Outcome {
    /// Converts the code of an operation on a stream for one item.
    pub(crate) fn of_stream(code: u32) -> Outcome {
        match (code, code & 0xf, code >> 4) {
            (BLOCKED, ..) => Outcome::Blocked,
            (_, COMPLETED | CANCELLED, 0) => Outcome::Nothing,
            (_, DROPPED, 0) => Outcome::Closed,
            (_, COMPLETED | CANCELLED, 1) => Outcome::Moved { last: false },
            (_, DROPPED, 1) => Outcome::Moved { last: true },
            _ => panic!("a stream answered a code that does not exist, or with more items than it was asked for"),
        }
    }

    /// Converts the code of an operation on a future, which has no number of items.
    pub(crate) fn of_future(code: u32) -> Outcome {
        match code {
            BLOCKED => Outcome::Blocked,
            COMPLETED => Outcome::Moved { last: true },
            DROPPED => Outcome::Closed,
            CANCELLED => Outcome::Nothing,
            _ => panic!("a future answered a code that does not exist"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_count_items_above_the_low_four_bits() {
        let read = Outcome::of_stream;
        assert_eq!(read(0xffff_ffff), Outcome::Blocked);
        assert_eq!([read(0x00), read(0x02)], [Outcome::Nothing; 2]);
        assert_eq!([read(0x10), read(0x12)], [Outcome::Moved { last: false }; 2]);
        assert_eq!(read(0x01), Outcome::Closed);
        assert_eq!(read(0x11), Outcome::Moved { last: true });
    }

    #[test]
    fn futures_count_nothing() {
        let read = Outcome::of_future;
        assert_eq!(read(0xffff_ffff), Outcome::Blocked);
        assert_eq!(read(0), Outcome::Moved { last: true });
        assert_eq!([read(1), read(2)], [Outcome::Closed, Outcome::Nothing]);
    }

    #[test]
    fn other_codes_stop_the_call() {
        for code in [0x03, 0x13, 0x20, 0x21, 0xffff_fff0] {
            assert!(std::panic::catch_unwind(|| Outcome::of_stream(code)).is_err(), "{code:#x} of a stream");
        }
        for code in [0x03, 0x10, 0x11, 0xffff_fff0] {
            assert!(std::panic::catch_unwind(|| Outcome::of_future(code)).is_err(), "{code:#x} of a future");
        }
    }
}
