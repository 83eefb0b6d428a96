//! Moves the contents of memories to lower addresses, in place: each operand keeps its length, so no offset in the module
//! changes.

use dissolve_interface::Relocated;
use dissolve_wasm::{DataIndex, GlobalIndex, MemoryIndex, Module, mem_arg};
use wasmparser::{ConstExpr, DataKind, Operator};

/// Lowers all addresses of memories in a module, each by its number of bytes. `relocated` has all their places. Returns
/// none if an address is below that number.
///
/// # Errors
///
/// When the module is malformed.
pub fn lower(wasm: &[u8], relocated: &[(&Relocated, u32)]) -> wasmparser::Result<Option<Vec<u8>>> {
    let module = Module::read(wasm)?;
    let mut bytes = wasm.to_vec();
    for &(places, down) in relocated {
        let mut patch = Patch { bytes: &mut bytes, down };
        if patch.all(&module, places)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(bytes))
}

struct Patch<'b> {
    bytes: &'b mut Vec<u8>,
    down: u32,
}

impl Patch<'_> {
    fn all(&mut self, module: &Module<'_>, places: &Relocated) -> wasmparser::Result<Option<()>> {
        // Each function once.
        if !places.code.is_sorted_by(|one, next| one.0 < next.0) {
            return Ok(None);
        }
        for (function, ordinals) in &places.code {
            let Some(body) = module.body(*function) else { return Ok(None) };
            let mut ordinals = ordinals.iter().copied().peekable();
            let mut operators = body.get_operators_reader()?;
            let mut ordinal = 0;
            while !operators.eof() && ordinals.peek().is_some() {
                let start = operators.original_position();
                let operator = operators.read()?;
                let end = operators.original_position();
                if ordinals.next_if_eq(&ordinal).is_some() && self.operand(&operator, start, end).is_none() {
                    return Ok(None);
                }
                ordinal += 1;
            }
            if ordinals.next().is_some() {
                return Ok(None);
            }
        }
        if !places.data.is_sorted_by(|one, next| one.0 < next.0) {
            return Ok(None);
        }
        for (segment, offsets) in &places.data {
            // Each word once.
            if !offsets.is_sorted_by(|one, next| next.checked_sub(*one).is_some_and(|distance| distance >= 4)) {
                return Ok(None);
            }
            for &offset in offsets {
                if self.word(module, *segment, offset).is_none() {
                    return Ok(None);
                }
            }
        }
        let segments = module.data.values().filter_map(|data| match &data.kind {
            DataKind::Active { memory_index, offset_expr } => Some((MemoryIndex::from_u32(*memory_index), offset_expr)),
            DataKind::Passive => None,
        });
        for (_, start) in segments.filter(|(memory, _)| *memory == places.memory) {
            if self.expression(start)?.is_none() {
                return Ok(None);
            }
        }
        for &global in &places.globals {
            if self.global(module, global)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// Lowers the constant or the offset of an instruction.
    fn operand(&mut self, operator: &Operator<'_>, start: usize, end: usize) -> Option<()> {
        if let Operator::I32Const { value } = *operator {
            let lowered = value.cast_unsigned().checked_sub(self.down)?;
            // The number with its sign must fit, so that no bit of it gets lost.
            let value = i64::from(lowered.cast_signed());
            let bits = 7 * (end - start - 1).min(5);
            let fits = -(1 << (bits - 1)) <= value && value < 1 << (bits - 1);
            return if fits { self.leb(start + 1, end, value) } else { None };
        }
        let arg = mem_arg(operator)?;
        // A lane access ends with the lane.
        let end = if is_lane_access(operator) { end - 1 } else { end };
        // Before the offset there is the last byte of another number.
        let mut first = end - 1;
        while first > start + 2 && self.bytes[first - 1] & 0x80 != 0 {
            first -= 1;
        }
        let lowered = u32::try_from(arg.offset).ok()?.checked_sub(self.down)?;
        self.leb(first, end, lowered.into())
    }

    /// Writes a number as LEB128 into the bytes of another one.
    fn leb(&mut self, start: usize, end: usize, value: i64) -> Option<()> {
        let place = self.bytes.get_mut(start..end)?;
        let last = place.len().checked_sub(1)?;
        for (index, byte) in place.iter_mut().enumerate() {
            *byte = (value >> (7 * index)) as u8 & 0x7f | if index < last { 0x80 } else { 0 };
        }
        Some(())
    }

    fn word(&mut self, module: &Module<'_>, segment: DataIndex, offset: u32) -> Option<()> {
        let data = module.data.get(segment)?;
        let end = offset.checked_add(4).filter(|&end| end as usize <= data.data.len())?;
        let at = data.range.end - data.data.len();
        let place = self.bytes.get_mut(at + offset as usize..at + end as usize)?;
        let held = u32::from_le_bytes([place[0], place[1], place[2], place[3]]);
        place.copy_from_slice(&held.checked_sub(self.down)?.to_le_bytes());
        Some(())
    }

    /// Lowers the value of a constant expression.
    fn expression(&mut self, expression: &ConstExpr<'_>) -> wasmparser::Result<Option<()>> {
        let mut operators = expression.get_operators_reader();
        let start = operators.original_position();
        let operator = operators.read()?;
        let end = operators.original_position();
        let is_constant = matches!(operator, Operator::I32Const { .. }) && matches!(operators.read()?, Operator::End);
        Ok(if is_constant { self.operand(&operator, start, end) } else { None })
    }

    fn global(&mut self, module: &Module<'_>, global: GlobalIndex) -> wasmparser::Result<Option<()>> {
        match module.globals.get(global).and_then(|global| global.init.as_ref()) {
            Some(value) => self.expression(value),
            None => Ok(None),
        }
    }
}

fn is_lane_access(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::V128Load8Lane { .. }
            | O::V128Load16Lane { .. }
            | O::V128Load32Lane { .. }
            | O::V128Load64Lane { .. }
            | O::V128Store8Lane { .. }
            | O::V128Store16Lane { .. }
            | O::V128Store32Lane { .. }
            | O::V128Store64Lane { .. }
    )
}
