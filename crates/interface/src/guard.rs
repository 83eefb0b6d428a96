//! Code of others that ends some inputs with a failed assertion: a panic in it becomes an error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `perform` gives. It must leave nothing behind that outlives it when it panics.
///
/// # Errors
///
/// Those of `perform`; what `stopped` makes of the message when it panics.
pub fn guarded<T, E>(stopped: impl FnOnce(String) -> E, perform: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(perform));
    GUARDED.set(outer);
    result.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|&message| message.to_owned()));
        Err(stopped(message.unwrap_or_default()))
    })
}

/// Whether a panic of this thread, now, becomes an error: a program's panic hook has nothing to say then.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_once() {
        let guarded = |perform: fn() -> Result<(), String>| guarded(|message| format!("stopped: {message}"), perform);
        assert!(!is_guarded());
        assert_eq!(guarded(|| panic!("with {}", "words")), Err("stopped: with words".into()));
        assert_eq!(guarded(|| panic!("plain")), Err("stopped: plain".into()));
        let within = guarded(|| {
            assert_eq!(super::guarded(|message| message, || panic!("inner")), Err::<(), _>("inner".into()));
            assert!(is_guarded());
            Err("an error".into())
        });
        assert_eq!(within, Err("an error".into()));
        assert!(!is_guarded());
    }
}
