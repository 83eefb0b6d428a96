//! What LLVM complains about while it works. Left alone, it prints an error and ends the process.

use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::marker::PhantomData;

use inkwell::context::{AsContextRef as _, Context};
use inkwell::llvm_sys::LLVMDiagnosticSeverity;
use inkwell::llvm_sys::core::{
    LLVMContextSetDiagnosticHandler, LLVMDisposeMessage, LLVMGetDiagInfoDescription, LLVMGetDiagInfoSeverity,
};
use inkwell::llvm_sys::prelude::LLVMDiagnosticInfoRef;

/// The errors of a context, from when this was made. It must outlive the work that it listens to.
pub struct Complaints<'c> {
    context: &'c Context,
    /// Boxed, since the handler has its address.
    errors: Box<RefCell<Vec<String>>>,
    context_is_used: PhantomData<&'c Context>,
}

impl<'c> Complaints<'c> {
    /// Listens to a context.
    pub fn of(context: &'c Context) -> Complaints<'c> {
        let errors = Box::new(RefCell::new(Vec::new()));
        let place = (&raw const *errors).cast_mut().cast::<c_void>();
        // SAFETY: the context is alive; the handler takes its data for what it is, and is removed before that is freed.
        unsafe { LLVMContextSetDiagnosticHandler(context.as_ctx_ref(), Some(listen), place) };
        Complaints { context, errors, context_is_used: PhantomData }
    }

    /// The first error; none when there was none.
    pub fn first_error(&self) -> Option<String> {
        self.errors.borrow().first().cloned()
    }
}

impl Drop for Complaints<'_> {
    fn drop(&mut self) {
        // SAFETY: the context is alive. Without a handler it has LLVM's own.
        unsafe { LLVMContextSetDiagnosticHandler(self.context.as_ctx_ref(), None, std::ptr::null_mut()) };
    }
}

extern "C" fn listen(info: LLVMDiagnosticInfoRef, errors: *mut c_void) {
    // SAFETY: LLVM gives a diagnostic that is alive during this call, and a description that is ours to free. `errors` is
    // what `Complaints::of` gave it, and nobody else borrows that while LLVM works.
    unsafe {
        if LLVMGetDiagInfoSeverity(info) != LLVMDiagnosticSeverity::LLVMDSError {
            return;
        }
        let description = LLVMGetDiagInfoDescription(info);
        let text = CStr::from_ptr(description).to_string_lossy().into_owned();
        LLVMDisposeMessage(description);
        (*errors.cast::<RefCell<Vec<String>>>()).borrow_mut().push(text);
    }
}
