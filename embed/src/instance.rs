//! The state of a program's instance, in the library and beside it.

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use dissolve_abi::instance::{ACTIVE, NOT_INSTANTIATED, TRAPPED};

use crate::lock::Lock;
use crate::trap::Fault;
use crate::{Trap, TrapKind};

/// The first words of the library's [`dissolve_abi::instance::Instance`].
///
/// The words are atomic because interrupts may call the library; only loads and stores are used, which every chip has.
#[derive(Debug)]
#[repr(C)]
pub struct Instance {
    ready: AtomicUsize,
    reason: AtomicUsize,
    place: AtomicUsize,
    detail: AtomicUsize,
}

impl Instance {
    /// The words of a program that was never instantiated.
    #[expect(clippy::new_without_default, reason = "an instance is a static of the library")]
    pub const fn new() -> Instance {
        let [ready, place, detail] = [const { AtomicUsize::new(0) }; 3];
        Instance { ready, reason: AtomicUsize::new(NOT_INSTANTIATED), place, detail }
    }

    /// Ends the instance, as a trap does.
    fn poison(&self, kind: TrapKind) {
        self.ready.store(0, Ordering::Relaxed);
        self.place.store(0, Ordering::Relaxed);
        self.detail.store(0, Ordering::Relaxed);
        self.reason.store(TRAPPED + kind as usize, Ordering::Release);
    }

    /// Ends the use of a result that is not released by a post-return function.
    #[inline]
    pub fn release(&self) {
        self.ready.store(1, Ordering::Release);
    }
}

/// The state of the bindings of one program, beside the library's own: one static for each program.
#[derive(Debug)]
pub struct State {
    /// Taken by the owner of the instance.
    owned: Lock,
    /// Taken from the first argument of a call on until its result is no longer in use.
    calling: Lock,
    /// True once the trap that ended the instance was returned. Only for the one who has taken `calling`.
    reported: AtomicBool,
}

impl State {
    /// The state of a program without an instance.
    #[expect(clippy::new_without_default, reason = "a state is a static")]
    pub const fn new() -> State {
        State { owned: Lock::new(), calling: Lock::new(), reported: AtomicBool::new(false) }
    }

    /// Takes the right to be the one owner of the instance.
    ///
    /// # Errors
    ///
    /// [`Trap::InUse`] if there is an owner.
    pub fn claim(&self) -> Result<(), Trap> {
        if self.owned.take() { Ok(()) } else { Err(Trap::InUse) }
    }

    /// Gives the right back.
    pub fn release(&self) {
        self.owned.release();
    }

    /// Takes the right to call the program. Returns false if somebody has it.
    #[inline]
    pub fn begin(&self) -> bool {
        self.calling.take()
    }

    /// Gives the right to call back. Only for the one who has it.
    #[inline]
    pub fn end(&self) {
        self.calling.release();
    }

    /// Prepares for a new instance: results and traps of the old one are forgotten. The owner has exclusive access, so no call is
    /// in progress; the guard of a result may have been forgotten.
    pub fn renew(&self) {
        self.calling.release();
        self.reported.store(false, Ordering::Relaxed);
    }

    /// The error of a call that failed. A value that violates the canonical ABI ends the instance. The caller has the right to call, so
    /// no other call is in progress.
    #[cold]
    #[inline(never)]
    pub fn fail(&self, instance: &Instance, fault: Fault) -> Trap {
        if let Fault::Violation(kind) = fault
            && instance.reason.load(Ordering::Acquire) == ACTIVE
        {
            instance.poison(kind);
        }
        let reason = instance.reason.load(Ordering::Acquire);
        match reason {
            NOT_INSTANTIATED => return Trap::NotInstantiated,
            ACTIVE => return Trap::Reentered,
            _ => {}
        }
        let code = reason.checked_sub(TRAPPED).and_then(|code| u8::try_from(code).ok());
        let Some(kind) = code.and_then(TrapKind::from_code) else { return Trap::Unknown { reason } };
        if self.reported.load(Ordering::Relaxed) {
            return Trap::Dead(kind);
        }
        self.reported.store(true, Ordering::Relaxed);
        let [place, detail] = [&instance.place, &instance.detail].map(|word| word.load(Ordering::Relaxed));
        Trap::Trapped { kind, place, detail }
    }
}

/// Checks the word of a call without a result.
///
/// # Errors
///
/// If the call was refused, or trapped.
#[inline(always)]
pub fn done(ok: u32) -> Result<(), Fault> {
    if ok == 0 { Err(Fault::Call) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance(ready: usize, reason: usize) -> Instance {
        let instance = Instance::new();
        instance.ready.store(ready, Ordering::Relaxed);
        instance.reason.store(reason, Ordering::Relaxed);
        instance.place.store(0x100, Ordering::Relaxed);
        instance
    }

    #[test]
    fn one_owner_at_a_time() {
        let state = State::new();
        assert_eq!(state.claim(), Ok(()));
        assert_eq!(state.claim(), Err(Trap::InUse));
        state.release();
        assert_eq!(state.claim(), Ok(()));
    }

    #[test]
    fn the_instance_says_why_a_call_failed() {
        let fail = |reason| State::new().fail(&instance(0, reason), Fault::Call);
        assert_eq!(fail(0), Trap::NotInstantiated);
        assert_eq!(fail(1), Trap::Reentered);
        assert_eq!(fail(TRAPPED + 3), Trap::Trapped { kind: TrapKind::DivideByZero, place: 0x100, detail: 0 });
        assert_eq!(fail(TRAPPED + 200), Trap::Unknown { reason: TRAPPED + 200 });
        assert_eq!(fail(7), Trap::Unknown { reason: 7 });
    }

    #[test]
    fn a_trap_is_told_once_and_then_the_instance_is_dead() {
        let (state, dead) = (State::new(), instance(0, TRAPPED));
        assert!(matches!(state.fail(&dead, Fault::Call), Trap::Trapped { kind: TrapKind::Unreachable, .. }));
        assert_eq!(state.fail(&dead, Fault::Call), Trap::Dead(TrapKind::Unreachable));
        state.renew();
        assert!(matches!(state.fail(&dead, Fault::Call), Trap::Trapped { .. }));
    }

    #[test]
    fn a_violation_ends_the_instance() {
        let violation = Fault::Violation(TrapKind::InvalidUtf8);
        let expected = Trap::Trapped { kind: TrapKind::InvalidUtf8, place: 0, detail: 0 };
        // Ready, or with a result in use.
        for ready in [1, 0] {
            let (state, program) = (State::new(), instance(ready, ACTIVE));
            assert_eq!(state.fail(&program, violation), expected);
            assert_eq!(program.ready.load(Ordering::Relaxed), 0);
            assert_eq!(state.fail(&program, Fault::Call), Trap::Dead(TrapKind::InvalidUtf8));
        }
        // One that was never instantiated, or is dead, stays so.
        assert_eq!(State::new().fail(&instance(0, NOT_INSTANTIATED), violation), Trap::NotInstantiated);
        let dead = instance(0, TRAPPED);
        assert!(matches!(State::new().fail(&dead, violation), Trap::Trapped { kind: TrapKind::Unreachable, .. }));
    }

    #[test]
    fn one_call_at_a_time() {
        let state = State::new();
        assert!(state.begin());
        assert!(!state.begin());
        state.end();
        assert!(state.begin());
        // The guard of a result was forgotten.
        state.renew();
        assert!(state.begin());
    }
}
