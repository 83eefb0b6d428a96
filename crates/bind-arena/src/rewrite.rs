//! Writes the module with its arenas: bound imports are removed, functions renumbered, and the arenas' parts appended
//! to each section.

use std::convert::Infallible;

use dissolve_wasm::{EntityRef as _, FuncIndex, GlobalIndex, TypeIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType,
    ImportSection, MemorySection, Module, SectionId, TypeSection, ValType,
};
use wasmparser::{CustomSectionReader, KnownCustom, Parser};

use crate::allocator::{Parts, Place, Template};
use crate::survey::{HEAP_BASE, HeapBase, Survey, exported_globals};
use crate::{Error, names};

/// Writes the module with its arenas, and without its record.
pub fn rewrite(wasm: &[u8], survey: &Survey) -> Result<Vec<u8>, Error> {
    let template = Template::assemble()?;
    let parts = template.parts().map_err(Error::defect)?;
    let mut rewriter =
        Rewriter { functions: renumber(survey, &parts), survey, parts, written: Vec::new(), named: false };
    let mut module = Module::new();
    rewriter.parse_core_module(&mut module, Parser::new(0), wasm).map_err(|error| match error {
        ReencodeError::ParseError(source) => Error::Invalid(source),
        other => Error::defect(other),
    })?;
    Ok(module.finish())
}

/// The new index of each function of the input.
fn renumber(survey: &Survey, parts: &Parts<'_>) -> Vec<u32> {
    let imports = survey.bound.iter().filter(|arena| arena.is_none()).count() as u32;
    let mut kept = 0..imports;
    let mut functions: Vec<u32> = survey
        .bound
        .iter()
        .map(|bound| match *bound {
            Some(arena) => {
                // An import is replaced by the last function of its arena.
                let next = imports + survey.functions + (arena as u32 + 1) * parts.functions.len() as u32;
                next - 1
            }
            None => kept.next().expect("the range has one for each"),
        })
        .collect();
    functions.extend((0..survey.functions).map(|function| imports + function));
    functions
}

/// Bytes between an arena's end and the new `__heap_base`.
const BEHIND_ARENA: u32 = 16;

struct Rewriter<'a> {
    survey: &'a Survey,
    parts: Parts<'a>,
    /// The new index of each function of the input.
    functions: Vec<u32>,
    /// Sections that are already written to the output.
    written: Vec<SectionId>,
    /// True if the output has a name section.
    named: bool,
}

/// The sections that an arena extends, in the order of a module. The other sections that it needs exist: types and
/// imports because of the import, memories because an arena has one.
const EXTENDED: [SectionId; 4] = [SectionId::Function, SectionId::Global, SectionId::Export, SectionId::Code];

/// The position of a section in a module (WebAssembly, 5.5.16).
fn position(section: SectionId) -> usize {
    const ORDER: [SectionId; 13] = [
        SectionId::Type,
        SectionId::Import,
        SectionId::Function,
        SectionId::Table,
        SectionId::Memory,
        SectionId::Tag,
        SectionId::Global,
        SectionId::Export,
        SectionId::Start,
        SectionId::Element,
        SectionId::DataCount,
        SectionId::Code,
        SectionId::Data,
    ];
    ORDER.iter().position(|&known| known == section).unwrap_or(ORDER.len())
}

/// Returns true if a custom section refers to offsets in the code, which change.
fn names_places(section: &str) -> bool {
    ["linking", "sourceMappingURL", "external_debug_info", dissolve_interface::PLACES_SECTION].contains(&section)
        || ["reloc.", ".debug_", "metadata.code."].iter().any(|prefix| section.starts_with(prefix))
}

impl Rewriter<'_> {
    fn places(&self) -> Vec<Place<'_>> {
        let first = (self.functions.len() - self.survey.bound.iter().flatten().count()) as u32;
        let place = |(index, arena)| Place {
            arena,
            types: TypeIndex::from_u32(self.survey.types),
            globals: GlobalIndex::from_u32(self.survey.globals + index * self.parts.globals()),
            functions: FuncIndex::from_u32(first + index * self.parts.functions.len() as u32),
        };
        (0u32..).zip(&self.survey.arenas).map(place).collect()
    }

    /// The index of the first global with an arena's size. These come after the arenas' own globals.
    fn constants(&self) -> u32 {
        self.survey.globals + self.survey.arenas.len() as u32 * self.parts.globals()
    }

    fn extend_functions(&self, functions: &mut FunctionSection) {
        for _ in &self.survey.arenas {
            for ty in &self.parts.functions {
                functions.function(self.survey.types + ty.as_u32());
            }
        }
    }

    fn extend_globals(&self, globals: &mut GlobalSection) -> Result<(), ReencodeError> {
        self.places().iter_mut().try_for_each(|place| self.parts.add_globals(place, globals))?;
        let constants = self.survey.arenas.iter().map(|arena| arena.size);
        for value in constants.chain(self.heap_base()) {
            let ty = GlobalType { val_type: ValType::I32, mutable: false, shared: false };
            globals.global(ty, &ConstExpr::i32_const(value.cast_signed()));
        }
        Ok(())
    }

    /// The new `__heap_base` of memory 0, if the module exports one and it changes. It is higher than the arena's end,
    /// since that address is a constant in the arena's code, which would look as if the code used the memory from there
    /// on.
    fn heap_base(&self) -> Option<u32> {
        let arena = self.survey.arenas.iter().find(|arena| arena.memory.as_u32() == 0)?;
        (self.survey.heap_base == HeapBase::Moves).then(|| arena.heap_base().saturating_add(BEHIND_ARENA))
    }

    fn extend_exports(&self, exports: &mut ExportSection) {
        for (index, place) in (0u32..).zip(self.places()) {
            let [size, used, high_water] = exported_globals(place.arena);
            exports.export(&size, ExportKind::Global, self.constants() + index);
            exports.export(&used, ExportKind::Global, place.globals.as_u32());
            exports.export(&high_water, ExportKind::Global, place.globals.as_u32() + 1);
        }
    }

    fn extend_code(&self, code: &mut CodeSection) -> Result<(), ReencodeError> {
        self.places().iter_mut().try_for_each(|place| self.parts.add_bodies(place, code))
    }

    /// Adds a section that only has the arenas' parts.
    fn add_section(&self, module: &mut Module, section: SectionId) -> Result<(), ReencodeError> {
        match section {
            SectionId::Function => {
                let mut functions = FunctionSection::new();
                self.extend_functions(&mut functions);
                module.section(&functions);
            }
            SectionId::Global => {
                let mut globals = GlobalSection::new();
                self.extend_globals(&mut globals)?;
                module.section(&globals);
            }
            SectionId::Export => {
                let mut exports = ExportSection::new();
                self.extend_exports(&mut exports);
                module.section(&exports);
            }
            _ => {
                let mut code = CodeSection::new();
                self.extend_code(&mut code)?;
                module.section(&code);
            }
        }
        Ok(())
    }

    fn add_names(&mut self, module: &mut Module, names: Option<wasmparser::NameSectionReader<'_>>) {
        let mut added = Vec::new();
        for place in self.places() {
            let Some((_, helpers)) = self.parts.names.split_last() else { continue };
            let helpers = helpers.iter().map(|helper| format!("{helper}{}", place.arena.suffix()));
            let functions = (place.functions.as_u32()..).map(FuncIndex::from_u32);
            added.extend(functions.zip(helpers.chain([place.arena.field.clone()])));
        }
        let is_bound = |function: FuncIndex| self.survey.bound.get(function.index()).is_some_and(Option::is_some);
        let renumber = |function: FuncIndex| {
            let index = self.functions.get(function.index()).filter(|_| !is_bound(function));
            index.copied().map(FuncIndex::from_u32)
        };
        module.section(&names::section(names, renumber, added));
        self.named = true;
    }
}

impl Reencode for Rewriter<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError> {
        Ok(self.functions[function as usize])
    }

    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Result<(), ReencodeError> {
        for section in EXTENDED {
            if before.is_none_or(|before| position(section) < position(before)) && !self.written.contains(&section) {
                self.add_section(module, section)?;
                self.written.push(section);
            }
        }
        self.written.extend(before);
        if before.is_none() && !self.named {
            self.add_names(module, None);
        }
        Ok(())
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        utils::parse_type_section(self, types, section)?;
        self.places().iter_mut().take(1).try_for_each(|place| self.parts.add_types(place, types))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        let mut bound = self.survey.bound.iter();
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            let is_function = matches!(ty, EntityType::Function(_) | EntityType::FunctionExact(_));
            if !is_function || bound.next().is_none_or(Option::is_none) {
                imports.import(import.module, import.name, ty);
            }
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        utils::parse_function_section(self, functions, section)?;
        self.extend_functions(functions);
        Ok(())
    }

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: wasmparser::MemorySectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        // An arena is always in a memory that the module defines; imported memories have lower indices.
        let imported = self.survey.imported_memories;
        for (index, memory) in (imported..).zip(section) {
            let mut ty = self.memory_type(memory?)?;
            if let Some(arena) = self.survey.arenas.iter().find(|arena| arena.memory.as_u32() == index) {
                ty.minimum = arena.pages;
                ty.maximum = ty.maximum.map(|maximum| maximum.max(arena.pages));
            }
            memories.memory(ty);
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        utils::parse_global_section(self, globals, section)?;
        self.extend_globals(globals)
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        for export in section {
            let export = export?;
            match self.survey.heap_base {
                HeapBase::Moves if export.name == HEAP_BASE => {
                    let index = self.constants() + self.survey.arenas.len() as u32;
                    exports.export(HEAP_BASE, ExportKind::Global, index);
                }
                HeapBase::Goes if export.name == HEAP_BASE => {}
                _ => self.parse_export(exports, export)?,
            }
        }
        self.extend_exports(exports);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        utils::parse_code_section(self, code, section)?;
        self.extend_code(code)
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), ReencodeError> {
        if let KnownCustom::Name(names) = section.as_known() {
            if !self.named {
                self.add_names(module, Some(names));
            }
        } else if section.name() != dissolve_interface::SECTION && !names_places(section.name()) {
            utils::parse_custom_section(self, module, section)?;
        }
        Ok(())
    }
}
