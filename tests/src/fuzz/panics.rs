//! Turns panics into errors: runs a closure, and returns the message and the place of its panic, also if the code under
//! test caught it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// True while panics on this thread are kept instead of printed.
    static KEPT: Cell<bool> = const { Cell::new(false) };
    /// The last panic.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
    /// The first panic in dissolve's own code.
    static OWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `perform`, and returns its value. A panic is not printed.
///
/// # Errors
///
/// The message and the place of the panic. A panic in dissolve's own code is an error even if it was caught; a panic in
/// a library may be caught.
pub fn caught<T>(perform: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let printing = panic::take_hook();
        panic::set_hook(Box::new(move |info| match KEPT.get() {
            true => keep(info),
            false => printing(info),
        }));
    });
    OWN.set(None);
    KEPT.set(true);
    // After a panic, the only borrowed state that is read again is counters, which are always consistent.
    let result = panic::catch_unwind(AssertUnwindSafe(perform));
    KEPT.set(false);
    match (result, OWN.take()) {
        (Ok(_), Some(own)) => Err(format!("a panic of dissolve's own was caught: {own}")),
        (Ok(value), None) => Ok(value),
        (Err(_), _) => Err(PANIC.take()),
    }
}

fn keep(info: &PanicHookInfo<'_>) {
    let text = info.to_string();
    if info.location().is_some_and(|location| is_own(location.file())) {
        OWN.with_borrow_mut(|own| _ = own.get_or_insert_with(|| text.clone()));
    }
    PANIC.set(text);
}

/// Returns true if a source file belongs to this workspace. Cargo compiles those with relative paths, and all others
/// with absolute ones.
fn is_own(file: &str) -> bool {
    !Path::new(file).is_absolute()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_panics_is_an_error_with_its_place() {
        assert_eq!(caught(|| 7), Ok(7));
        let error = caught(|| panic!("here")).unwrap_err();
        assert!(error.contains("here") && error.contains("panics.rs"), "{error}");
        assert_eq!(caught(|| 7), Ok(7), "nothing is left of it");
    }

    #[test]
    fn a_panic_of_our_own_is_a_failure_though_it_is_caught() {
        let guarded = || dissolve_interface::guarded(|| -> u8 { panic!("ours") });
        let error = caught(guarded).unwrap_err();
        assert!(error.starts_with("a panic of dissolve's own was caught: ") && error.contains("ours"), "{error}");
    }

    #[test]
    fn what_a_library_panics_with_may_be_caught() {
        // The place of this panic is in the standard library: the function does not track its caller.
        let library = || dissolve_interface::guarded(|| Duration::from_secs_f64(-1.0));
        let message = caught(library).unwrap().unwrap_err();
        assert!(message.contains("negative"), "{message}");
    }
}
