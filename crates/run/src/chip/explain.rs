//! Explains a trap in more detail than the chip reports: the callers, the resource that was used up, and the option
//! that makes it larger.
//!
//! All of this is found from outside: from the stack and the guest's memory as the trap left them, and from the image's
//! code. A shipped image contains nothing for it.

use dissolve_abi::gate::op;
use dissolve_abi::{TrapKind, symbol};

use super::trap::Caller;
use super::{Chip, Memory, Trap};
use crate::CallError;

impl Chip {
    /// Adds details to a trap. It must be called right after the trap, before any other call. The details are the
    /// callers, and, if some memory was used up, its size and use.
    ///
    /// # Errors
    ///
    /// If the chip does not answer.
    pub fn explain(&mut self, trap: &mut Trap) -> Result<(), CallError> {
        // Read first: the calls below that ask for the use of memory overwrite the stack.
        let stack = self.stack()?;
        let steps = match trap.kind {
            Some(TrapKind::StackExhausted) if trap.pc == 0 => self.symbols.deepest(&stack),
            // The link register holds the size of the request, not an address.
            Some(TrapKind::ArenaExhausted) => self.symbols.chain(trap.pc, 0, &stack),
            _ => self.symbols.chain(trap.pc, trap.lr, &stack),
        };
        trap.locate(steps, self.symbols.origins());
        self.eliminate(trap);
        trap.note = match trap.kind {
            Some(TrapKind::StackExhausted) => self.native_stack(),
            Some(TrapKind::ArenaExhausted) => self.arena_use(trap)?,
            Some(TrapKind::MemoryOutOfBounds) if trap.seam.is_none() => self.window(trap)?,
            Some(TrapKind::HandlesExhausted | TrapKind::LendingExhausted) => {
                Some("`--handles` of `fuse` makes room for more".into())
            }
            _ => None,
        };
        Ok(())
    }

    /// Reads the stack that calls run on, from its lowest word to its top.
    fn stack(&mut self) -> Result<Vec<u32>, CallError> {
        let (Some(low), Some(top)) = (self.symbols.find(symbol::STACK_LOW), self.symbols.find(symbol::STACK_TOP))
        else {
            return Ok(Vec::new());
        };
        let mut words = Vec::new();
        let (mut at, chunk) = (low, self.chunk() as u32 & !3);
        while at < top {
            let length = (top - at).min(chunk);
            words.extend(self.request(vec![op::READ, at, length], 0)?);
            at += length;
        }
        Ok(words)
    }

    /// Finds the caller by elimination, if the return address is lost: if all calls of the function are in one place,
    /// that place is the caller. For a violation, the seam is known too if all calls of the function belong to one seam.
    fn eliminate(&self, trap: &mut Trap) {
        let is_violation = trap.kind.is_some_and(TrapKind::is_violation);
        if trap.pc == 0 || !trap.callers.is_empty() || is_violation && trap.seam.is_some() {
            return;
        }
        let located = |steps| {
            let mut probe = Trap::new(TrapKind::Unreachable);
            probe.locate(steps, self.symbols.origins());
            probe
        };
        let calls: Vec<Trap> = self.symbols.possible_callers(trap.pc).into_iter().map(located).collect();
        let Some(first) = calls.first() else { return };
        if is_violation && calls.iter().all(|call| call.seam == first.seam) {
            trap.seam.clone_from(&first.seam);
        }
        let place = |call: &Trap| (call.function.clone(), call.module.clone());
        if calls.iter().all(|call| place(call) == place(first)) {
            let own = first.function.clone().map(|function| Caller {
                function,
                offset: first.offset.filter(|_| calls.len() == 1),
                module: first.module.clone(),
                is_only: true,
            });
            trap.callers.extend(own.into_iter().chain(first.callers.iter().cloned()));
        }
    }

    fn native_stack(&self) -> Option<String> {
        let (low, top) = (self.symbols.find(symbol::STACK_LOW)?, self.symbols.find(symbol::STACK_TOP)?);
        Some(format!("the native stack has {} bytes; `--native-stack` makes it larger", top.checked_sub(low)?))
    }

    /// A note with the number of bytes that were requested, and the use of the arena of the component that requested
    /// them; of each arena if that component is not known.
    fn arena_use(&mut self, trap: &Trap) -> Result<Option<String>, CallError> {
        // The trap leaves the size of the request in the link register.
        let request = trap.lr;
        let mut arenas = self.arenas()?;
        let modules = [&trap.module].into_iter().chain(trap.callers.iter().map(|caller| &caller.module));
        let component = modules.flatten().next().map(|module| &module.component);
        let several = arenas.len() > 1;
        if let Some(own) = arenas.iter().position(|(name, _)| Some(name) == component) {
            arenas = vec![arenas.swap_remove(own)];
        }
        Ok(match &arenas[..] {
            [] => None,
            [(name, arena)] if several => Some(format!(
                "{request} bytes were asked for, and of the {} bytes of the arena of `{name}` {} are in use; `--arena {name}=SIZE` makes \
                 it larger",
                arena.size, arena.used
            )),
            [(_, arena)] => Some(format!(
                "{request} bytes were asked for, and of the arena's {} bytes {} are in use; `--arena` makes it larger",
                arena.size, arena.used
            )),
            // It is not known which arena was used up.
            several => {
                let uses = several.iter().map(|(name, arena)| format!("{} of {} by `{name}`", arena.used, arena.size));
                let uses = uses.collect::<Vec<_>>().join(", ");
                Some(format!(
                    "{request} bytes were asked for; of the arenas' bytes are in use: {uses}; `--arena NAME=SIZE` makes one larger"
                ))
            }
        })
    }

    /// A note with the backed part of the memory that an access left, and on whether the guest's stack is used up.
    fn window(&mut self, trap: &Trap) -> Result<Option<String>, CallError> {
        let Some(memory) = self.memory_of(trap) else { return Ok(None) };
        if let Some(beyond) = self.beyond_stack(&memory)? {
            return Ok(Some(format!(
                "the guest's stack has {} bytes, and its pointer is {beyond} bytes below that; `--stack` makes it larger",
                memory.stack
            )));
        }
        if memory.low == 0 && memory.high >= memory.declared {
            return Ok(None);
        }
        let mut note = format!("addresses {:#x} to {:#x} are backed", memory.low, memory.high);
        if memory.stack > 0 {
            note.push_str(&format!(
                "; below is more of the guest's stack, which has {} bytes (`--stack`)",
                memory.stack
            ));
        }
        if memory.high < memory.declared {
            note.push_str(&match memory.heap {
                0 => "; the program was not seen to use memory above its statics".to_owned(),
                heap => format!("; the heap above the statics has {heap} bytes (`--heap`)"),
            });
        }
        if memory.arena > 0 {
            note.push_str(&format!("; the last {} bytes are the arena (`--arena`)", memory.arena));
        }
        Ok(Some(note))
    }

    /// Returns the memory of the component whose code trapped.
    fn memory_of(&self, trap: &Trap) -> Option<Memory> {
        let memories = &self.info.memories;
        let component = trap.module.as_ref().map(|module| &module.component);
        let of_component = memories.iter().find(|memory| component.is_some() && memory.component.as_ref() == component);
        let only = match &memories[..] {
            [only] => Some(only),
            _ => None,
        };
        of_component.or(only).filter(|_| trap.offset.is_some()).cloned()
    }

    /// Returns how far the guest's stack pointer is below the end of its stack, in bytes; none if it is not below.
    fn beyond_stack(&mut self, memory: &Memory) -> Result<Option<u32>, CallError> {
        let pointer = memory.stack_pointer.as_ref().and_then(|symbol| self.symbols.find_local(symbol));
        let Some(address) = pointer.filter(|_| memory.stack > 0) else { return Ok(None) };
        let words = self.request(vec![op::READ, address, 4], 0)?;
        // The subtraction wraps, so a pointer that wrapped below zero also counts as below.
        let below = words.first().map(|&pointer| memory.low.wrapping_sub(pointer).cast_signed());
        Ok(below.filter(|below| *below > 0).map(i32::cast_unsigned))
    }
}
