//! What LLVM complains about while it works. Left alone, it prints an error and ends the process.

use std::cell::RefCell;
use std::ffi::{CStr, c_void};

use inkwell::context::{AsContextRef as _, Context};
use inkwell::llvm_sys::LLVMDiagnosticSeverity;
use inkwell::llvm_sys::core::{
    LLVMContextSetDiagnosticHandler, LLVMDisposeMessage, LLVMGetDiagInfoDescription, LLVMGetDiagInfoSeverity,
};
use inkwell::llvm_sys::prelude::LLVMDiagnosticInfoRef;

/// What LLVM says that ends the work.
#[derive(Clone, Debug)]
pub enum Complaint {
    /// An error.
    Error(String),
    /// A frame that is larger than a function's attribute `warn-stack-size` allows.
    Frame(String),
}

/// The complaints of a context, from when this was made. It must outlive the work that it listens to.
pub struct Complaints<'c> {
    context: &'c Context,
    /// Boxed, since the handler has its address.
    heard: Box<RefCell<Vec<Complaint>>>,
}

impl<'c> Complaints<'c> {
    /// Listens to a context.
    pub fn of(context: &'c Context) -> Complaints<'c> {
        let heard = Box::new(RefCell::new(Vec::new()));
        let place = (&raw const *heard).cast_mut().cast::<c_void>();
        // SAFETY: the context is alive; the handler takes its data for what it is, and is removed before that is freed.
        unsafe { LLVMContextSetDiagnosticHandler(context.as_ctx_ref(), Some(listen), place) };
        Complaints { context, heard }
    }

    /// The first one; none when there was none.
    pub fn first(&self) -> Option<Complaint> {
        self.heard.borrow().first().cloned()
    }
}

impl Drop for Complaints<'_> {
    fn drop(&mut self) {
        // SAFETY: the context is alive. Without a handler it has LLVM's own.
        unsafe { LLVMContextSetDiagnosticHandler(self.context.as_ctx_ref(), None, std::ptr::null_mut()) };
    }
}

/// What LLVM says about a frame, after its place.
const FRAME: &str = "stack frame size";

extern "C" fn listen(info: LLVMDiagnosticInfoRef, heard: *mut c_void) {
    // SAFETY: LLVM gives a diagnostic that is alive during this call, and a description that is ours to free. `heard` is
    // what `Complaints::of` gave it, and nobody else borrows that while LLVM works.
    unsafe {
        let severity = LLVMGetDiagInfoSeverity(info);
        let description = LLVMGetDiagInfoDescription(info);
        let text = CStr::from_ptr(description).to_string_lossy().into_owned();
        LLVMDisposeMessage(description);
        let complaint = match severity {
            LLVMDiagnosticSeverity::LLVMDSError => Complaint::Error(text),
            LLVMDiagnosticSeverity::LLVMDSWarning if text.contains(FRAME) => Complaint::Frame(text),
            _ => return,
        };
        (*heard.cast::<RefCell<Vec<Complaint>>>()).borrow_mut().push(complaint);
    }
}
