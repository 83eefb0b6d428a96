//! Addresses: the numbers that the program has for places in memory, and the native addresses that these become.

use dissolve_wasm::MemoryIndex;
use inkwell::values::{IntValue, PointerValue};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::module::Place;
use crate::{Bounds, Error};

impl<'c> FunctionWriter<'c, '_> {
    /// Returns the native address of `address + offset`, which is in the window of the memory.
    pub fn native_address(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
    ) -> Result<PointerValue<'c>, Error> {
        if self.input.numbers.are_absolute(memory) {
            // LLVM knows that the sum is in the window, and that it is the address itself.
            let from_first = self.builder.build_int_sub(address, self.first_address(memory)?, "")?;
            return self.displaced(self.byte(self.memory_base(memory)?, from_first)?, offset as i64);
        }
        self.linear_address(memory, address, offset)
    }

    /// Returns the native address of `address + offset`, which is in the window of the memory and counts from its start.
    pub fn linear_address(
        &self,
        memory: MemoryIndex,
        address: IntValue<'c>,
        offset: u64,
    ) -> Result<PointerValue<'c>, Error> {
        let low = u64::from(self.windows[memory].low);
        let base = self.memory_base(memory)?;
        // A check has subtracted this already, if there is one for this offset.
        if low > 0 && offset <= low && self.options.bounds == Bounds::Check {
            let from_low = match low - offset {
                0 => address,
                below => self.builder.build_int_sub(address, self.word(below as u32), "")?,
            };
            return self.byte(base, from_low);
        }
        // Accesses of one address share its sum with the place of address 0, which the window need not have; their offsets
        // are part of the instructions.
        let origin = self.displaced(base, -i64::from(self.windows[memory].low))?;
        self.displaced(self.byte(origin, address)?, offset as i64)
    }

    /// The byte at a constant distance from `base`.
    pub fn displaced(&self, base: PointerValue<'c>, distance: i64) -> Result<PointerValue<'c>, Error> {
        let distance = self.address_type().const_int(distance as u64, true);
        // SAFETY: without `inbounds`, the instruction is address arithmetic that wraps, and never undefined.
        Ok(unsafe { self.builder.build_gep(self.context.i8_type(), base, &[distance], "")? })
    }

    /// The native address of a window's first byte.
    pub fn memory_base(&self, memory: MemoryIndex) -> Result<PointerValue<'c>, Error> {
        self.private_address(self.memories[memory])
    }

    /// The number that stands for the first byte of a memory's window.
    pub fn first_address(&self, memory: MemoryIndex) -> Result<IntValue<'c>, Error> {
        match self.input.numbers.are_absolute(memory) {
            true => Ok(self.builder.build_ptr_to_int(self.memory_base(memory)?, self.i32(), "")?),
            false => Ok(self.word(self.windows[memory].low)),
        }
    }

    /// The number that stands for an address of the module in the program.
    pub fn address_number(&self, place: Place, address: u32) -> Result<IntValue<'c>, Error> {
        if !self.input.numbers.are_absolute(place.memory) {
            return Ok(self.constant_number(place, address));
        }
        let (base, distance) = self.base_of(place, self.input.numbers.number(place, address));
        Ok(self.builder.build_ptr_to_int(self.displaced(self.private_address(base)?, distance)?, self.i32(), "")?)
    }

    /// The number that stands for the first constant of a memory.
    pub fn first_constant(&self, memory: MemoryIndex) -> Result<IntValue<'c>, Error> {
        match self.input.numbers.are_absolute(memory) {
            true => Ok(self.builder.build_ptr_to_int(self.constants(memory)?, self.i32(), "")?),
            false => Ok(self.word(self.input.numbers.first_constant(memory, &self.windows[memory]))),
        }
    }

    /// The native address of the first constant of a memory.
    pub fn constants(&self, memory: MemoryIndex) -> Result<PointerValue<'c>, Error> {
        let constants = self.constants[memory].ok_or_else(|| Error::defect("a memory has no constants"))?;
        self.private_address(constants)
    }
}

impl<'c> ModuleContext<'c, '_> {
    /// The number that stands for an address of the module in the program, as a constant.
    pub fn constant_number(&self, place: Place, address: u32) -> IntValue<'c> {
        self.number_constant(place, self.input.numbers.number(place, address))
    }

    /// As [`ModuleContext::constant_number`], for an address of the window or an offset from the first constant.
    pub fn number_constant(&self, place: Place, number: u32) -> IntValue<'c> {
        if !self.input.numbers.are_absolute(place.memory) {
            let first = || self.input.numbers.first_constant(place.memory, &self.windows[place.memory]);
            return self.word(if place.constant { first().wrapping_add(number) } else { number });
        }
        let (base, distance) = self.base_of(place, number);
        let distance = self.address_type().const_int(distance as u64, true);
        // SAFETY: without `inbounds` it is address arithmetic that wraps.
        let at = unsafe { base.const_gep(self.context.i8_type(), &[distance]) };
        at.const_to_int(self.i32())
    }
    /// The symbol from which an address of the window, or an offset from the first constant, counts, and the distance in bytes.
    fn base_of(&self, place: Place, number: u32) -> (PointerValue<'c>, i64) {
        let (base, from_base) = match (place.constant, self.constants[place.memory]) {
            (true, Some(constants)) => (constants, number),
            _ => (self.memories[place.memory], number.wrapping_sub(self.windows[place.memory].low)),
        };
        (base, from_base.cast_signed().into())
    }
}
