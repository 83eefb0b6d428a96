//! Mutexes.

use dissolve_kernel::decisions::mutex::{self, Lock, Unlock};

use crate::Component;
use crate::exports::dissolve::kernel::mutex_decisions::{Guest, LockDecision, UnlockDecision};

impl Guest for Component {
    fn lock(is_locked: bool, is_owner: bool, may_wait: bool) -> LockDecision {
        match mutex::lock(is_locked, is_owner, may_wait) {
            Lock::Acquire => LockDecision::Acquire,
            Lock::Wait => LockDecision::Wait,
            Lock::Deadlock => LockDecision::Deadlock,
            Lock::Refuse => LockDecision::Refuse,
        }
    }

    fn unlock(is_owner: bool, has_waiter: bool) -> UnlockDecision {
        match mutex::unlock(is_owner, has_waiter) {
            Unlock::Release => UnlockDecision::Release,
            Unlock::HandOver => UnlockDecision::HandOver,
            Unlock::Refuse => UnlockDecision::Refuse,
        }
    }

    fn inherit(owner: u8, waiter: u8) -> u8 {
        mutex::inherit(owner, waiter)
    }
}
