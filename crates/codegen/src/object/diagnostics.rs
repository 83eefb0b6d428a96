//! The diagnostics of LLVM. Without a handler, LLVM prints an error and ends the process.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{CStr, c_void};

use inkwell::context::{AsContextRef as _, Context};
use inkwell::llvm_sys::LLVMDiagnosticSeverity;
use inkwell::llvm_sys::core::{
    LLVMContextSetDiagnosticHandler, LLVMDisposeMessage, LLVMGetDiagInfoDescription, LLVMGetDiagInfoSeverity,
};
use inkwell::llvm_sys::prelude::LLVMDiagnosticInfoRef;

/// A diagnostic.
#[derive(Clone, Debug)]
enum Diagnostic {
    /// An error, which ends the work.
    Error(String),
    /// The size of a function's frame in bytes. The attribute `warn-stack-size` makes LLVM report it.
    Frame(String, u64),
}

/// Collects the diagnostics of a context, from its creation on. It must outlive the work whose diagnostics it collects.
pub struct Diagnostics<'c> {
    context: &'c Context,
    /// Boxed, because the handler keeps its address.
    received: Box<RefCell<Vec<Diagnostic>>>,
}

impl<'c> Diagnostics<'c> {
    /// Starts to collect the diagnostics of a context.
    pub fn collect(context: &'c Context) -> Diagnostics<'c> {
        let received = Box::new(RefCell::new(Vec::new()));
        let place = (&raw const *received).cast_mut().cast::<c_void>();
        // SAFETY: the context is alive; the handler takes its data for what it is, and is removed before that is freed.
        unsafe { LLVMContextSetDiagnosticHandler(context.as_ctx_ref(), Some(receive), place) };
        Diagnostics { context, received }
    }

    /// The first error; none when there was none.
    pub fn error(&self) -> Option<String> {
        self.received.borrow().iter().find_map(|diagnostic| match diagnostic {
            Diagnostic::Error(message) => Some(message.clone()),
            Diagnostic::Frame(..) => None,
        })
    }

    /// The frames in bytes, by the names of the functions that have one.
    pub fn frames(&self) -> HashMap<String, u64> {
        let received = self.received.borrow();
        let frames = received.iter().filter_map(|diagnostic| match diagnostic {
            Diagnostic::Frame(function, bytes) => Some((function.clone(), *bytes)),
            Diagnostic::Error(_) => None,
        });
        frames.collect()
    }
}

impl Drop for Diagnostics<'_> {
    fn drop(&mut self) {
        // SAFETY: the context is alive. Without a handler it has LLVM's own.
        unsafe { LLVMContextSetDiagnosticHandler(self.context.as_ctx_ref(), None, std::ptr::null_mut()) };
    }
}

/// Parses `stack frame size (24) exceeds limit (0) in function 'f'`, with or without a source position before it.
fn frame(text: &str) -> Option<Diagnostic> {
    let (_, rest) = text.split_once("stack frame size (")?;
    let (bytes, rest) = rest.split_once(") exceeds limit (")?;
    let (_, function) = rest.split_once(") in function '")?;
    Some(Diagnostic::Frame(function.strip_suffix('\'')?.to_owned(), bytes.parse().ok()?))
}

extern "C" fn receive(info: LLVMDiagnosticInfoRef, received: *mut c_void) {
    // SAFETY: LLVM gives a diagnostic that is alive during this call, and a description that is ours to free.
    // `received` is the vector that `Diagnostics::collect` passed, and nobody else borrows it while LLVM works.
    unsafe {
        let severity = LLVMGetDiagInfoSeverity(info);
        let description = LLVMGetDiagInfoDescription(info);
        let text = CStr::from_ptr(description).to_string_lossy().into_owned();
        LLVMDisposeMessage(description);
        let diagnostic = match severity {
            LLVMDiagnosticSeverity::LLVMDSError => Diagnostic::Error(text),
            LLVMDiagnosticSeverity::LLVMDSWarning => match frame(&text) {
                Some(frame) => frame,
                None => return,
            },
            _ => return,
        };
        (*received.cast::<RefCell<Vec<Diagnostic>>>()).borrow_mut().push(diagnostic);
    }
}
