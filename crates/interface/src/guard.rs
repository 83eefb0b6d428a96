//! Turns panics in third-party code into errors: some libraries end invalid inputs with a failed assertion.
//!
//! Only calls into third-party libraries are guarded. A panic in dissolve's own code is a defect, and ends the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `call` and returns its value. `call` must only call a third-party library, not dissolve's own code, and must
/// not leave behind inconsistent state that outlives it when it panics.
///
/// # Errors
///
/// The message of the panic.
pub fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(outer);
    result.map_err(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|&message| message.to_owned()));
        message.unwrap_or_default()
    })
}

/// Returns true if a panic in this thread would become an error now. A program's panic hook should not print it then.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_once() {
        assert!(!is_guarded());
        assert_eq!(guarded(|| panic!("with {}", "words")), Err::<(), _>("with words".into()));
        assert_eq!(guarded(|| panic!("plain")), Err::<(), _>("plain".into()));
        let within = guarded(|| {
            assert_eq!(guarded(|| panic!("inner")), Err::<(), _>("inner".into()));
            assert!(is_guarded());
            7
        });
        assert_eq!(within, Ok(7));
        assert!(!is_guarded());
    }
}
