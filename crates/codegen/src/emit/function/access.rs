//! Loads and stores (WebAssembly, 4.4.7).

use dissolve_wasm::MemoryIndex;
use inkwell::types::{BasicTypeEnum, IntType};
use inkwell::values::{BasicValue as _, BasicValueEnum, PointerValue};
use wasmparser::{MemArg, Operator};

use super::locals::FIRST;
use super::{Body, not_listed};
use crate::emit::bounds::Access;
use crate::module::Part;
use crate::{Alignment, Bounds, Error};

impl<'c> Body<'c, '_> {
    /// Loads and stores.
    pub fn access(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        let (long, byte, half) =
            (self.writer.context.i64_type(), self.writer.context.i8_type(), self.writer.context.i16_type());
        let word = self.writer.i32();
        match *operator {
            O::I32Load { memarg } => self.load(memarg, 4, word.into()),
            O::I64Load { memarg } => self.load(memarg, 8, long.into()),
            O::F32Load { memarg } => self.load(memarg, 4, self.writer.context.f32_type().into()),
            O::F64Load { memarg } => self.load(memarg, 8, self.writer.context.f64_type().into()),
            O::I32Load8S { memarg } => self.load_extended(memarg, byte, word, true),
            O::I32Load8U { memarg } => self.load_extended(memarg, byte, word, false),
            O::I32Load16S { memarg } => self.load_extended(memarg, half, word, true),
            O::I32Load16U { memarg } => self.load_extended(memarg, half, word, false),
            O::I64Load8S { memarg } => self.load_extended(memarg, byte, long, true),
            O::I64Load8U { memarg } => self.load_extended(memarg, byte, long, false),
            O::I64Load16S { memarg } => self.load_extended(memarg, half, long, true),
            O::I64Load16U { memarg } => self.load_extended(memarg, half, long, false),
            O::I64Load32S { memarg } => self.load_extended(memarg, word, long, true),
            O::I64Load32U { memarg } => self.load_extended(memarg, word, long, false),
            O::I32Store { memarg } | O::F32Store { memarg } => self.store(memarg, 4),
            O::I64Store { memarg } | O::F64Store { memarg } => self.store(memarg, 8),
            O::I32Store8 { memarg } | O::I64Store8 { memarg } => self.store_truncated(memarg, byte),
            O::I32Store16 { memarg } | O::I64Store16 { memarg } => self.store_truncated(memarg, half),
            O::I64Store32 { memarg } => self.store_truncated(memarg, word),
            _ => Err(not_listed(operator)),
        }
    }

    /// Pops an address, and returns the native one. Traps if the access is out of bounds.
    pub fn address(&mut self, memarg: MemArg, size: u32, access: Access) -> Result<PointerValue<'c>, Error> {
        self.writer.count(1, 0);
        let address = self.pop_int();
        let memory = MemoryIndex::from_u32(memarg.memory);
        self.watch_kind();
        let Some(place) = self.place().filter(|place| place.memory == memory) else {
            let part = if access == Access::Read { self.read_part(memory) } else { Part::Window };
            return self.checked(memory, address, memarg.offset, size, part);
        };
        // An address fits a word.
        let offset = self.writer.input.numbers.number(place, memarg.offset as u32);
        match place.constant || self.writer.input.numbers.are_absolute(memory) {
            true => {
                let (pointer, comparison) = self.writer.indexed_address(place, address, offset, size, access)?;
                self.watch_check(comparison);
                Ok(pointer)
            }
            // The offset is an address of the window.
            false => self.checked(memory, address, offset.into(), size, Part::Window),
        }
    }

    /// The part of a memory that the current operator reads.
    pub fn read_part(&self, memory: MemoryIndex) -> Part {
        match self.writer.input.numbers.constants(memory) {
            0 => Part::Window,
            _ => self.writer.input.origins.part(self.index, self.ordinal - FIRST),
        }
    }

    /// The alignment of an address, in bytes. In WebAssembly, the alignment in the instruction is only a hint.
    pub fn alignment(&self, memarg: MemArg) -> u32 {
        let is_compilers = self.writer.options.bounds == Bounds::None
            && self.writer.input.numbers.are_absolute(MemoryIndex::from_u32(memarg.memory));
        match self.writer.options.alignment {
            Alignment::Auto if !is_compilers => 1,
            Alignment::Any => 1,
            // A window is aligned to 16 bytes, and statics as they need.
            Alignment::Auto | Alignment::Hinted => 1 << memarg.align.min(4),
        }
    }

    /// Loads a value.
    pub fn load(&mut self, memarg: MemArg, size: u32, ty: BasicTypeEnum<'c>) -> Result<(), Error> {
        let pointer = self.address(memarg, size, Access::Read)?;
        let value = self.writer.builder.build_load(ty, pointer, "")?;
        if let Some(load) = value.as_instruction_value() {
            load.set_alignment(self.alignment(memarg)).map_err(Error::llvm)?;
        }
        self.push(value);
        Ok(())
    }

    fn load_extended(&mut self, memarg: MemArg, from: IntType<'c>, to: IntType<'c>, signed: bool) -> Result<(), Error> {
        self.load(memarg, from.get_bit_width() / 8, from.into())?;
        let value = self.pop_int();
        let value = match signed {
            true => self.writer.builder.build_int_s_extend(value, to, "")?,
            false => self.writer.builder.build_int_z_extend(value, to, "")?,
        };
        self.push(value);
        Ok(())
    }

    pub fn store(&mut self, memarg: MemArg, size: u32) -> Result<(), Error> {
        let value = self.pop();
        self.store_value(memarg, size, value)
    }

    fn store_truncated(&mut self, memarg: MemArg, to: IntType<'c>) -> Result<(), Error> {
        let value = self.pop_int();
        let value = self.writer.builder.build_int_truncate_or_bit_cast(value, to, "")?;
        self.store_value(memarg, to.get_bit_width() / 8, value.into())
    }

    fn store_value(&mut self, memarg: MemArg, size: u32, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let pointer = self.address(memarg, size, Access::Write)?;
        let store = self.writer.builder.build_store(pointer, value)?;
        store.set_alignment(self.alignment(memarg)).map_err(Error::llvm)?;
        Ok(())
    }
}
