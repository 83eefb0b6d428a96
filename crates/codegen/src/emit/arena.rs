//! The arenas: their descriptors, and the wrappers that implement their imports (contract, section 5).
//!
//! A module with one arena calls `__cabi_arena_realloc`. A module with several, or one that is to use descriptors,
//! calls `__cabi_arena_realloc_in`, with the descriptor of the arena that belongs to the caller's memory as the first
//! argument.

use dissolve_abi::{TrapKind, arena_state_bytes, symbol};
use dissolve_wasm::MemoryIndex;
use inkwell::IntPredicate;
use inkwell::attributes::AttributeLoc;
use inkwell::module::Linkage;
use inkwell::types::BasicMetadataTypeEnum;
use inkwell::values::{BasicMetadataValueEnum, FunctionValue, PointerValue};

use super::attributes::ARENA;
use super::context::{Arena, ModuleContext};
use super::writer::FunctionWriter;
use crate::Error;

impl<'c> ModuleContext<'c, '_> {
    /// Defines the descriptor and the state of each arena. The memories are declared.
    pub fn declare_arenas(&mut self) {
        let windows = self.windows;
        for (memory, window) in windows {
            let Some(symbol) = self.symbols.object.arena(windows, memory) else { continue };
            let words = arena_state_bytes(window.arena, self.options.target.pointer_bytes()) / 4;
            let ty = self.i32().array_type(words);
            let state = self.llvm.add_global(ty, None, &format!("arena.state.{memory}"));
            state.set_linkage(Linkage::Internal);
            state.set_alignment(8);
            state.set_initializer(&ty.const_zero());
            // The arena is at the end of the window.
            let in_window = |offset: u64| {
                let base = self.memories[memory];
                // SAFETY: without `inbounds` it is address arithmetic; the offset is at most the window's size.
                unsafe { base.const_gep(self.context.i8_type(), &[self.word(offset as u32)]) }
            };
            let size = window.size();
            let fields = [
                in_window(size - u64::from(window.arena)).into(),
                in_window(size).into(),
                state.as_pointer_value().into(),
                self.word(words * 4).into(),
            ];
            let value = self.context.const_struct(&fields, false);
            let descriptor = self.llvm.add_global(value.get_type(), None, &symbol);
            descriptor.set_constant(true);
            descriptor.set_alignment(self.options.target.pointer_bytes());
            descriptor.set_initializer(&value);
            self.arenas.push(Arena { memory, descriptor, state, words });
        }
    }

    /// The embedder's allocator for the arena of a memory, and the descriptor to pass to it; none for the allocator
    /// that knows the only arena.
    fn allocator(&self, memory: MemoryIndex) -> Result<(FunctionValue<'c>, Option<PointerValue<'c>>), Error> {
        let arena = self.arenas.iter().find(|arena| arena.memory == memory);
        let arena = arena.ok_or_else(|| Error::defect("an arena has no descriptor"))?;
        let is_known = self.symbols.object.arena(self.windows, memory).is_some_and(|symbol| symbol == symbol::ARENA);
        // The allocator that is compiled with the program knows no arena.
        let is_known = is_known && self.options.allocator.is_none();
        let descriptor = (!is_known).then(|| arena.descriptor.as_pointer_value());
        let name = if descriptor.is_some() { symbol::ARENA_REALLOC_IN } else { symbol::ARENA_REALLOC };
        if let Some(known) = self.llvm.get_function(name) {
            return Ok((known, descriptor));
        }
        let (pointer, word) = (self.pointer(), self.i32());
        let params = [pointer.into(), word.into(), word.into(), word.into()];
        let params: Vec<_> =
            descriptor.map(|_| BasicMetadataTypeEnum::from(pointer)).into_iter().chain(params).collect();
        Ok((self.llvm.add_function(name, pointer.fn_type(&params, false), Some(Linkage::External)), descriptor))
    }

    /// The wrapper of the arena import: linear addresses in, native ones to the embedder, and back (contract, section
    /// 5).
    pub fn arena_import(&self, memory: MemoryIndex) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        let ty = word.fn_type(&[word.into(); 4], false);
        let (native, descriptor) = self.allocator(memory)?;
        let wrapper = self.define(&format!("arena.{memory}"), ty, Linkage::Internal);
        let writer = FunctionWriter::new(self, wrapper);
        let builder = &writer.builder;
        writer.attribute("noinline");
        if self.options.allocator.is_some() {
            wrapper.add_attribute(AttributeLoc::Function, self.context.create_string_attribute(ARENA, ""));
        }
        let [old, old_length, align, new_length] = writer.params()?.map(|param| param.into_int_value());
        let window = &self.windows[memory];
        let arena = window.arena;
        let arena_offset = (window.arena_start() - u64::from(window.low)) as u32;
        let [entry, given, call] = ["", "given", "call"].map(|name| writer.block(name));
        builder.position_at_end(entry);
        let has_old = builder.build_int_compare(IntPredicate::NE, old_length, self.word(0), "")?;
        builder.build_conditional_branch(has_old, given, call)?;

        // The first byte of the old block must lie in the arena.
        builder.position_at_end(given);
        let low = writer.first_address(memory)?;
        // The start is at most 4 GiB. There it wraps to zero, and so does the sum that is compared with it.
        let start = builder.build_int_add(low, self.word(arena_offset), "")?;
        let offset = builder.build_int_sub(old, start, "")?;
        let outside = builder.build_int_compare(IntPredicate::UGE, offset, self.word(arena), "")?;
        writer.trap_if(outside, TrapKind::ArenaBadPointer)?;
        builder.build_unconditional_branch(call)?;

        builder.position_at_end(call);
        let base = self.memories[memory];
        let low = writer.first_address(memory)?;
        let shifted = builder.build_int_sub(old, low, "")?;
        let native_old = writer.byte(base, shifted)?;
        let arguments = [native_old.into(), old_length.into(), align.into(), new_length.into()];
        let arguments: Vec<_> = descriptor.map(BasicMetadataValueEnum::from).into_iter().chain(arguments).collect();
        let result = builder.build_call(native, &arguments, "")?.try_as_basic_value();
        let result = result.unwrap_basic().into_pointer_value();
        let result = builder.build_ptr_to_int(result, self.address_type(), "")?;
        let [freed, block] = ["freed", "block"].map(|name| writer.block(name));
        let is_freed = builder.build_int_compare(IntPredicate::EQ, new_length, self.word(0), "")?;
        builder.build_conditional_branch(is_freed, freed, block)?;

        builder.position_at_end(freed);
        let result_word = builder.build_int_truncate_or_bit_cast(result, word, "")?;
        builder.build_return(Some(&result_word))?;

        // The whole new block must lie in the arena.
        builder.position_at_end(block);
        let base = builder.build_ptr_to_int(base, self.address_type(), "")?;
        let in_window = builder.build_int_sub(result, base, "")?;
        let arena_offset = writer.widened(self.word(arena_offset))?;
        let in_arena = builder.build_int_sub(in_window, arena_offset, "")?;
        let too_long = builder.build_int_compare(IntPredicate::UGT, new_length, self.word(arena), "")?;
        writer.trap_if(too_long, TrapKind::ArenaResultOutside)?;
        let last = writer.widened(builder.build_int_sub(self.word(arena), new_length, "")?)?;
        let outside = builder.build_int_compare(IntPredicate::UGT, in_arena, last, "")?;
        writer.trap_if(outside, TrapKind::ArenaResultOutside)?;
        // The allocator aligns native addresses. If the alignment is greater than the window's own, the linear address
        // may not be aligned.
        let in_window = builder.build_int_truncate_or_bit_cast(in_window, word, "")?;
        let linear = builder.build_int_add(in_window, low, "")?;
        let mask = builder.build_int_sub(align, self.word(1), "")?;
        let rest = builder.build_and(linear, mask, "")?;
        let misaligned = builder.build_int_compare(IntPredicate::NE, rest, self.word(0), "")?;
        writer.trap_if(misaligned, TrapKind::ArenaExhausted)?;
        builder.build_return(Some(&linear))?;
        Ok(wrapper)
    }
}

impl FunctionWriter<'_, '_> {
    /// Empties every arena: zeroes the allocator's state.
    pub fn reset_arenas(&self) -> Result<(), Error> {
        let zero = self.context.i8_type().const_zero();
        for Arena { state, words, .. } in &self.arenas {
            self.fill_bytes(state.as_pointer_value(), 8, zero, self.word(words * 4))?;
        }
        Ok(())
    }
}
