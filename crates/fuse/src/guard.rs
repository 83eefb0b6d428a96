//! Code of others that ends some inputs with a failed assertion: a panic in it becomes an error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use crate::Error;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `perform` gives. It must leave nothing behind that outlives it when it panics.
///
/// # Errors
///
/// Those of `perform`; [`Error::Stopped`] when it panics.
pub fn guarded<T>(component: &str, perform: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(perform));
    GUARDED.set(outer);
    result.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|&message| message.to_owned()));
        Err(Error::Stopped { component: component.to_owned(), message: message.unwrap_or_default() })
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
        let stopped = |result: Result<(), Error>| match result {
            Err(Error::Stopped { message, .. }) => message,
            other => panic!("{other:?}"),
        };
        assert!(!is_guarded());
        assert_eq!(stopped(guarded("app", || panic!("with {}", "words"))), "with words");
        assert_eq!(stopped(guarded("app", || panic!("plain"))), "plain");
        let within = guarded("app", || {
            assert_eq!(stopped(guarded("app", || panic!("inner"))), "inner");
            assert!(is_guarded());
            Err(Error::Empty)
        });
        assert!(matches!(within, Err::<(), _>(Error::Empty)) && !is_guarded());
    }
}
