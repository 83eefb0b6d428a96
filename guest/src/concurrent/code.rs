//! What a read or a write answers: the return codes of the canonical ABI (Component Model, `pack_copy_result`).

/// The operation goes on; an event will say how it ended.
const BLOCKED: u32 = 0xffff_ffff;
/// The low four bits of another code say how the operation ended, the rest how many items moved.
const COMPLETED: u32 = 0;
const DROPPED: u32 = 1;
const CANCELLED: u32 = 2;

/// What became of the transfer of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing yet: the runtime keeps the pointer to the slot.
    Blocked,
    /// The item moved.
    Moved {
        /// No other item can move over this channel.
        last: bool,
    },
    /// No item moved, and none can: the other end is gone.
    Closed,
    /// No item moved; one may the next time.
    Nothing,
}

impl Outcome {
    /// Reads the code of an operation on a stream that asked for one item.
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

    /// Reads the code of an operation on a future. It counts no items.
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
