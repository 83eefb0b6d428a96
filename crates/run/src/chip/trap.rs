//! A trap as the host reports it.

use std::error::Error;
use std::fmt;

use dissolve_abi::TrapKind;
use dissolve_interface::{CoreModule, Part, Place, Seam};

use super::symbols::{Origins, Step};

/// The trap that stopped a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    /// Its kind; none if this release does not know the code.
    pub kind: Option<TrapKind>,
    /// The numeric code of its kind.
    pub code: u32,
    /// The function that trapped, demangled; none if its address is lost or in no function.
    pub function: Option<String>,
    /// The offset of the WebAssembly instruction, in bytes: in [`Trap::module`] if there is one, otherwise in the
    /// compiled module. None in trusted code, and in code that was generated for a seam.
    pub offset: Option<u32>,
    /// The component and the core module of the function; none if the program is not a component.
    pub module: Option<CoreModule>,
    /// The call between components, or of a built-in, whose rules were violated.
    pub seam: Option<Seam>,
    /// The value that the violation is about.
    pub part: Part,
    /// The known functions on the way to the trap, the nearest first. [`super::Chip::explain`] finds most of them.
    pub callers: Vec<Caller>,
    /// The resource that was used up, and the option that makes it larger, from [`super::Chip::explain`].
    pub note: Option<String>,
    /// The native address of the instruction; zero if it is lost.
    pub pc: u32,
    /// The link register: a return address, unless the function has called others. For an exhausted arena, the number
    /// of bytes that were requested.
    pub lr: u32,
    /// The fault status: the Configurable Fault Status Register, or `mcause` on RISC-V.
    pub status: u32,
    /// The address of a bus or memory fault; zero if there is none.
    pub address: u32,
}

/// A function on the way to a trap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Its name, demangled.
    pub function: String,
    /// The offset of the call, as in [`Trap::offset`].
    pub offset: Option<u32>,
    /// The component and the core module of the function.
    pub module: Option<CoreModule>,
    /// True if it was found by elimination: no other function calls the callee.
    pub is_only: bool,
}

impl Trap {
    /// A trap of this kind, without a place.
    pub fn new(kind: TrapKind) -> Trap {
        Trap {
            kind: Some(kind),
            code: kind as u32,
            function: None,
            offset: None,
            module: None,
            seam: None,
            part: Part::Unknown,
            callers: Vec::new(),
            note: None,
            pc: 0,
            lr: 0,
            status: 0,
            address: 0,
        }
    }

    /// Sets the place of the trap: the first of these steps. The others are its callers.
    pub(super) fn locate(&mut self, steps: Vec<Step>, origins: &Origins) {
        (self.function, self.offset, self.module, self.seam) = (None, None, None, None);
        self.callers.clear();
        let mut steps = steps.into_iter();
        let Some(first) = steps.next() else { return };
        let site = first.offset.and_then(|offset| origins.of(&first)?.trap_at(offset));
        self.part = site.map_or(Part::Unknown, |site| site.part);
        let mut is_generated = true;
        for (index, step) in std::iter::once(first).chain(steps).enumerate() {
            let place = step.offset.and_then(|offset| origins.of(&step)?.find(offset));
            let (module, offset) = match place {
                Some(Place::Module(module, offset)) => (Some(module.clone()), Some(offset)),
                Some(Place::Seam(_) | Place::Generated) => (None, None),
                None => (None, step.offset),
            };
            // The innermost seam on the way to the trap, unless a component's own code is nearer.
            if let (Some(Place::Seam(seam)), true, None) = (place, is_generated, &self.seam) {
                self.seam = Some(seam.clone());
            }
            is_generated &= matches!(place, Some(Place::Seam(_) | Place::Generated));
            if index == 0 {
                (self.function, self.offset, self.module) = (step.function, offset, module);
            } else if let Some(function) = step.function {
                self.callers.push(Caller { function, offset, module, is_only: false });
            }
        }
    }

    /// The caller that a reader can fix, if the function itself only reports an error from elsewhere, or was generated.
    pub fn culprit(&self) -> Option<&Caller> {
        let reports = self.function.as_deref().is_some_and(is_panic) || self.is_panic_in_callers();
        match &self.seam {
            Some(_) => self.callers.iter().find(|caller| caller.module.is_some()),
            None if self.module.is_none() && !reports => self.callers.iter().find(|caller| caller.module.is_some()),
            None if reports => self.callers.iter().find(|caller| !is_panic(&caller.function)),
            None => None,
        }
    }

    /// The place, as a part of a sentence that begins with a space; empty if none is known.
    pub fn location(&self) -> Location<'_> {
        Location(self)
    }

    fn is_panic_in_callers(&self) -> bool {
        self.callers.first().is_some_and(|caller| is_panic(&caller.function))
    }

    fn write_seam(&self, f: &mut fmt::Formatter<'_>, seam: &Seam) -> fmt::Result {
        let name = match &seam.interface {
            Some(interface) => format!("{interface}#{}", seam.function),
            None => seam.function.clone(),
        };
        match (&seam.caller, &seam.callee) {
            (Some(caller), Some(callee)) => {
                write!(f, " in the call of `{name}` from component `{caller}` to `{callee}`")?
            }
            (Some(caller), None) => write!(f, " in the call of `{name}` by component `{caller}`")?,
            (None, Some(callee)) => write!(f, " in the call of `{name}` of component `{callee}`")?,
            (None, None) => write!(f, " in the call of `{name}`")?,
        }
        match self.part {
            Part::Unknown => Ok(()),
            Part::Result => f.write_str(", in the result"),
            Part::Parameter(core) => match seam.parameter(core) {
                Some(name) => write!(f, ", in parameter `{name}`"),
                None => f.write_str(", in a parameter"),
            },
        }
    }
}

/// Returns true if a function is part of a language's panic or abort code: its place says nothing about the reason.
fn is_panic(function: &str) -> bool {
    const PARTS: [&str; 14] = [
        "panicking::",
        "::panic_",
        "rust_begin_unwind",
        "rust_panic",
        "__rust_start_panic",
        "::unwrap_failed",
        "::expect_failed",
        "::handle_alloc_error",
        "::capacity_overflow",
        "_index_fail",
        "_len_fail",
        "_error_fail",
        "__assert_fail",
        "__cxa_pure_virtual",
    ];
    let own_name = function.rsplit("::").next().unwrap_or(function);
    own_name == "abort" || own_name == "__abort" || PARTS.iter().any(|part| function.contains(part))
}

/// Writes ` at offset 0x12 of module `m` of component `c``.
fn write_place(f: &mut fmt::Formatter<'_>, offset: Option<u32>, module: Option<&CoreModule>) -> fmt::Result {
    match (offset, module) {
        (Some(offset), Some(CoreModule { component, module })) => {
            write!(f, " at offset {offset:#x} of module `{module}` of component `{component}`")
        }
        (Some(offset), None) => write!(f, " at offset {offset:#x} of the module"),
        (None, _) => Ok(()),
    }
}

/// The place of a trap, as a part of a sentence: ` in `f` at offset 0x12 of module `m` of component `c`, called from `g``.
pub struct Location<'a>(&'a Trap);

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location(trap) = self;
        match (&trap.seam, &trap.function) {
            (Some(seam), _) => trap.write_seam(f, seam)?,
            (None, Some(function)) => write!(f, " in `{function}`")?,
            (None, None) => {}
        }
        if trap.seam.is_none() {
            write_place(f, trap.offset, trap.module.as_ref())?;
        }
        if let Some(caller) = trap.culprit() {
            write!(f, ", called from `{}`", caller.function)?;
            write_place(f, caller.offset, caller.module.as_ref())?;
            if caller.is_only {
                f.write_str(" (nothing else calls it)")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "trap: {kind}")?,
            None => write!(f, "trap: unknown kind {}", self.code)?,
        }
        write!(f, "{}", self.location())?;
        if self.pc != 0 {
            write!(f, ", address {:#010x}", self.pc)?;
        }
        if self.kind == Some(TrapKind::HardwareFault) {
            write!(f, " (fault status {:#010x}, of address {:#010x})", self.status, self.address)?;
        }
        if let Some(note) = &self.note {
            write!(f, "; {note}")?;
        }
        Ok(())
    }
}

impl Error for Trap {}

#[cfg(test)]
mod tests {
    use super::is_panic;

    #[test]
    fn what_only_reports_is_known() {
        for name in [
            "core::panicking::panic_nounwind_fmt",
            "rust_begin_unwind",
            "app::core::panicking::panic_bounds_check",
            "core::option::unwrap_failed",
            "core::slice::index::slice_end_index_len_fail",
            "std::process::abort",
            "abort",
            "core::cell::panic_already_borrowed",
        ] {
            assert!(is_panic(name), "{name}");
        }
        for name in ["app::abortive", "app::panic", "greet", "app::fail", "kernel::read"] {
            assert!(!is_panic(name), "{name}");
        }
    }
}
