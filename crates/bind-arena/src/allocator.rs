//! The parts of an arena in a module: types, globals and functions, from `arena_realloc.wat`.
//!
//! The text is a module of its own. Its imports, the memory and three constants, are replaced by the arena's values;
//! its definitions are appended to the module that gets the arena.

use std::convert::Infallible;

use dissolve_wasm::{FuncIndex, GlobalIndex, TypeIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{CodeSection, GlobalSection, Instruction, TypeSection};
use wasmparser::{FunctionBody, Global, KnownCustom, Name, Operator, Parser, Payload, RecGroup};

use crate::{Arena, Error};

/// Bytes of a block's header.
const HEADER: u32 = 4;
/// The alignment of the sizes and addresses of blocks' contents, in bytes.
const GRAIN: u32 = 8;
/// The number of globals that the text imports.
const CONSTANTS: usize = 3;

/// The assembled text.
pub struct Template {
    wasm: Vec<u8>,
}

/// The parts of the assembled text.
#[derive(Default)]
pub struct Parts<'a> {
    types: Vec<RecGroup>,
    globals: Vec<Global<'a>>,
    /// The type index in the text of each function.
    pub functions: Vec<TypeIndex>,
    bodies: Vec<FunctionBody<'a>>,
    /// The names of the functions. The last one is `arena_realloc` itself.
    pub names: Vec<&'a str>,
}

/// The first index of each kind of an arena's parts in the module that gets the arena.
pub struct Place<'a> {
    /// The arena.
    pub arena: &'a Arena,
    /// The index of its first type.
    pub types: TypeIndex,
    /// The index of its first global.
    pub globals: GlobalIndex,
    /// The index of its first function.
    pub functions: FuncIndex,
}

impl Template {
    /// Assembles the text.
    pub fn assemble() -> Result<Template, Error> {
        let wasm = wat::parse_str(include_str!("arena_realloc.wat"));
        wasm.map(|wasm| Template { wasm }).map_err(Error::defect)
    }

    /// Splits the module into its parts.
    pub fn parts(&self) -> wasmparser::Result<Parts<'_>> {
        let mut parts = Parts::default();
        for payload in Parser::new(0).parse_all(&self.wasm) {
            match payload? {
                Payload::TypeSection(section) => parts.types = section.into_iter().collect::<Result<_, _>>()?,
                Payload::FunctionSection(section) => {
                    let types = section.into_iter().map(|ty| ty.map(TypeIndex::from_u32));
                    parts.functions = types.collect::<Result<_, _>>()?;
                }
                Payload::GlobalSection(section) => parts.globals = section.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => parts.bodies.push(body),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for subsection in names {
                            if let Name::Function(map) = subsection? {
                                let names = map.into_iter().map(|naming| naming.map(|naming| naming.name));
                                parts.names = names.collect::<Result<_, _>>()?;
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(parts)
    }
}

impl Parts<'_> {
    /// The number of globals of one arena.
    pub fn globals(&self) -> u32 {
        self.globals.len() as u32
    }

    /// Appends the types, which all arenas share.
    pub fn add_types(&self, place: &mut Place<'_>, types: &mut TypeSection) -> Result<(), ReencodeError> {
        self.types.iter().try_for_each(|group| place.parse_recursive_type_group(types.ty(), group.clone()))
    }

    /// Appends an arena's globals.
    pub fn add_globals(&self, place: &mut Place<'_>, globals: &mut GlobalSection) -> Result<(), ReencodeError> {
        self.globals.iter().try_for_each(|global| place.parse_global(globals, global.clone()))
    }

    /// Appends an arena's functions.
    pub fn add_bodies(&self, place: &mut Place<'_>, code: &mut CodeSection) -> Result<(), ReencodeError> {
        self.bodies.iter().try_for_each(|body| place.parse_function_body(code, body.clone()))
    }
}

impl Place<'_> {
    /// The values of the globals that the text imports: the address of the first block, the end of the last one, and
    /// the largest size of a block's contents.
    fn constants(&self) -> [u32; CONSTANTS] {
        // The start is a multiple of 16, so the contents after the first header have the same alignment as those of
        // every block.
        let first = self.arena.start + u64::from(HEADER);
        let row = self.arena.end().saturating_sub(first) / u64::from(GRAIN) * u64::from(GRAIN);
        let room = row.saturating_sub(u64::from(HEADER));
        [first, first + row, room].map(|value| u32::try_from(value).unwrap_or(u32::MAX))
    }
}

impl Reencode for Place<'_> {
    type Error = Infallible;

    fn type_index(&mut self, ty: u32) -> Result<u32, ReencodeError> {
        Ok(self.types.as_u32() + ty)
    }

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError> {
        Ok(self.functions.as_u32() + function)
    }

    fn memory_index(&mut self, _: u32) -> Result<u32, ReencodeError> {
        Ok(self.arena.memory.as_u32())
    }

    fn global_index(&mut self, global: u32) -> Result<u32, ReencodeError> {
        Ok(self.globals.as_u32() + global - CONSTANTS as u32)
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, ReencodeError> {
        match operator {
            Operator::GlobalGet { global_index } if (global_index as usize) < CONSTANTS => {
                Ok(Instruction::I32Const(self.constants()[global_index as usize].cast_signed()))
            }
            other => wasm_encoder::reencode::utils::instruction(self, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use dissolve_wasm::MemoryIndex;

    use super::*;

    fn place(arena: &Arena, types: u32, globals: u32, functions: u32) -> Place<'_> {
        Place {
            arena,
            types: TypeIndex::from_u32(types),
            globals: GlobalIndex::from_u32(globals),
            functions: FuncIndex::from_u32(functions),
        }
    }

    fn constants(start: u64, size: u32) -> [u32; CONSTANTS] {
        let arena = Arena { memory: MemoryIndex::FIRST, field: String::new(), start, size, pages: 0 };
        place(&arena, 0, 0, 0).constants()
    }

    #[test]
    fn it_is_small() {
        let template = Template::assemble().unwrap();
        let parts = template.parts().unwrap();
        let arena = Arena { memory: MemoryIndex::FIRST, field: String::new(), start: 17 << 16, size: 4096, pages: 18 };
        let mut code = CodeSection::new();
        parts.add_bodies(&mut place(&arena, 3, 4, 20), &mut code).unwrap();
        assert!(code.byte_len() < 600, "{} bytes of code", code.byte_len());
    }

    #[test]
    fn indices_of_the_text_become_those_of_the_module() {
        let arena =
            Arena { memory: MemoryIndex::from_u32(2), field: String::new(), start: 17 << 16, size: 4096, pages: 18 };
        let mut place = place(&arena, 3, 4, 20);
        assert_eq!((place.type_index(2).unwrap(), place.function_index(1).unwrap()), (5, 21));
        assert_eq!(place.memory_index(0).unwrap(), 2);
    }

    #[test]
    fn the_row_lies_in_the_arena() {
        assert_eq!(constants(65536, 4096), [65540, 65540 + 4088, 4084]);
        assert_eq!(constants(65536, 12), [65540, 65548, 4]);
        for size in 1..12 {
            assert_eq!(constants(65536, size), [65540, 65540, 0]);
        }
        // An arena that fills the whole address space.
        assert_eq!(constants(0, u32::MAX), [4, u32::MAX - 11 + 8, u32::MAX - 11]);
        assert_eq!(constants((1 << 32) - 65536, 65536), [0xFFFF_0004, 0xFFFF_FFFC, 65536 - 12]);
    }
}
