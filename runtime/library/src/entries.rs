//! The parts of the entries' assembly that are the same on every processor.

use core::mem::offset_of;

use dissolve_abi::instance::Instance;

/// The offset of [`Instance::stack`].
pub const STACK: usize = offset_of!(Instance, stack);
/// The offset of the saved registers, which follow the [`Instance`].
pub const SAVED: usize = size_of::<Instance>();

/// Assembles the way into a call of an export and out of it: `__dissolve_begin`, `__dissolve_continue`, `__dissolve_enter`,
/// `__dissolve_on_stack`, `__dissolve_resume`, `__dissolve_raise_here` and `__dissolve_raise`. `__dissolve_enter` returns twice, like `setjmp`:
/// `__dissolve_resume` makes it return a second time.
///
/// The text can name the functions `{prepare}`, `{is_held}` and `{raise}`, and the offsets `{stack}` and `{saved}`.
macro_rules! entries {
    ($($text:tt)*) => {
        ::core::arch::global_asm!(
            $($text)*
            prepare = sym $crate::instance::prepare,
            is_held = sym $crate::instance::is_held,
            raise = sym $crate::raise::raise,
            stack = const $crate::entries::STACK,
            saved = const $crate::entries::SAVED,
        );
    };
}

/// The text of instructions that save or restore registers of the FPU; nothing where there is none.
#[cfg(all(target_os = "none", fpu))]
macro_rules! with_fpu {
    ($instructions:literal) => {
        $instructions
    };
}
#[cfg(all(target_os = "none", not(fpu)))]
macro_rules! with_fpu {
    ($instructions:literal) => {
        ""
    };
}
