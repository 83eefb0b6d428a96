//! Modules with the sections `linking` and `reloc.*`, as `wasm-ld --emit-relocs` leaves them: their addresses are rebased where
//! the relocations say, and nowhere else.

use dissolve_interface::RegionKind;
use wasm_encoder::{
    CodeSection, ComponentBuilder, ComponentExportKind, ComponentValType, ConstExpr, CustomSection, DataSection,
    Encode, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, MemorySection, MemoryType,
    Module, NameMap, NameSection, PrimitiveValType, TypeSection, ValType,
};

use super::engines::{Calls, on_engine, same_binary};

/// The first address of the statics.
const STATICS: u32 = 65536;

/// A module whose `run` reads the address in its second data segment, and returns the byte of the first segment that is as many
/// bytes after it as the argument says.
struct Linked {
    /// The first data segment.
    text: &'static [u8; 16],
    /// The alignment in the section `linking`, as a power of two.
    align: u32,
    /// The relocations of the two constants in `run`, of the address of the second segment and of the address of a symbol that
    /// nobody defines, which is zero: true for one that is there.
    in_code: [bool; 2],
}

impl Linked {
    fn new(text: &'static [u8; 16]) -> Linked {
        Linked { text, align: 2, in_code: [true; 2] }
    }

    fn module(&self) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 2, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut globals = GlobalSection::new();
        let ty = |mutable| GlobalType { val_type: ValType::I32, mutable, shared: false };
        globals.global(ty(true), &ConstExpr::i32_const(STATICS.cast_signed()));
        globals.global(ty(false), &ConstExpr::i32_const((STATICS + 48).cast_signed()));
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0).export("run", ExportKind::Func, 0);
        exports.export("__heap_base", ExportKind::Global, 1);
        let word = STATICS + 16;
        // Offsets in the contents of the code section: the count, and the size and the locals of the body come first.
        let first = 1 + 1 + 1 + 1;
        let second = first + 5 + 3 + 1;
        let mut body = vec![0x41];
        body.extend(padded(word));
        body.extend([0x28, 2, 0]); // i32.load
        body.push(0x41);
        // The address of a weak symbol that nobody defines.
        body.extend(padded(0));
        body.extend([0x6a, 0x20, 0, 0x6a]); // i32.add local.get 0 i32.add
        body.extend([0x2d, 0, 0]); // i32.load8_u
        // A constant that takes five bytes without padding, and is no address.
        body.push(0x41);
        body.extend(padded(0x0800_0001));
        body.extend([0x1a, 0x0b]); // drop end
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.raw(body);
        code.function(&function);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(STATICS.cast_signed()), *self.text);
        data.active(0, &ConstExpr::i32_const(word.cast_signed()), (STATICS + 4).to_le_bytes());
        module.section(&types).section(&functions).section(&memories).section(&globals).section(&exports);
        module.section(&code).section(&data);
        let mut names = NameSection::new();
        let mut map = NameMap::new();
        map.append(0, "__stack_pointer");
        names.globals(&map);
        module.section(&names);
        module.section(&custom("linking", &self.linking()));
        // Types of relocations: 4 is `R_WASM_MEMORY_ADDR_SLEB`, 5 is `R_WASM_MEMORY_ADDR_I32`.
        let of_code = [(4, first, 1), (4, second, 2)].into_iter().zip(self.in_code).filter(|(_, is)| *is);
        let of_code: Vec<_> = of_code.map(|(entry, _)| entry).collect();
        if !of_code.is_empty() {
            module.section(&custom("reloc.CODE", &relocations(5, &of_code)));
        }
        // The word is the end of the data section, whose size takes one byte.
        let mut contents = Vec::new();
        data.encode(&mut contents);
        let at = contents.len() as u32 - 1 - 4;
        module.section(&custom("reloc.DATA", &relocations(6, &[(5, at, 0)])));
        module.finish()
    }

    /// The contents of the section `linking`: the symbols `text`, `word` and `none`, which is undefined, and the alignment.
    fn linking(&self) -> Vec<u8> {
        let mut symbols = Vec::new();
        3u32.encode(&mut symbols);
        // The kind of data, and no flags.
        symbols.extend([1, 0]);
        "text".encode(&mut symbols);
        // The segment, the offset in it, and the size. The relocation in data has no addend, so the symbol starts at the byte that
        // the word points to.
        [0u32, 4, 12].iter().for_each(|number| number.encode(&mut symbols));
        symbols.extend([1, 0]);
        "word".encode(&mut symbols);
        [1u32, 0, 4].iter().for_each(|number| number.encode(&mut symbols));
        symbols.extend([1, 0x10 | 1]);
        "none".encode(&mut symbols);
        let mut segments = Vec::new();
        2u32.encode(&mut segments);
        for (name, align) in [(".rodata.text", self.align), (".data.word", 2)] {
            name.encode(&mut segments);
            align.encode(&mut segments);
            0u32.encode(&mut segments);
        }
        let mut linking = vec![2];
        for (kind, contents) in [(5u8, segments), (8, symbols)] {
            linking.push(kind);
            contents.encode(&mut linking);
        }
        linking
    }
}

fn custom<'a>(name: &'a str, data: &'a [u8]) -> CustomSection<'a> {
    CustomSection { name: name.into(), data: data.into() }
}

/// The contents of a section of relocations, each a type, an offset and a symbol, without an addend.
fn relocations(section: u32, entries: &[(u8, u32, u32)]) -> Vec<u8> {
    let mut contents = Vec::new();
    section.encode(&mut contents);
    (entries.len() as u32).encode(&mut contents);
    for &(ty, offset, symbol) in entries {
        contents.push(ty);
        offset.encode(&mut contents);
        symbol.encode(&mut contents);
        contents.push(0);
    }
    contents
}

/// A number below 2^31 in five bytes, as a linker writes an operand with a relocation.
fn padded(number: u32) -> [u8; 5] {
    std::array::from_fn(|index| (number >> (7 * index)) as u8 & 0x7f | if index < 4 { 0x80 } else { 0 })
}

/// A component with an instance of each module, which exports the functions of theirs as `a` and `b`.
fn component(a: &Linked, b: &Linked) -> Vec<u8> {
    component_with(a, b, None)
}

/// The same, with an instance of the module `between` before that of `b`.
fn component_with(a: &Linked, b: &Linked, between: Option<&[u8]>) -> Vec<u8> {
    let mut component = ComponentBuilder::default();
    let (ty, mut function) = component.type_function(None);
    let word = ComponentValType::Primitive(PrimitiveValType::U32);
    function.async_(false).params([("n", word)]).result(Some(word));
    for (name, linked) in [("a", a), ("b", b)] {
        if let ("b", Some(between)) = (name, between) {
            let module = component.core_module_raw(None, between);
            component.core_instantiate(None, module, []);
        }
        let module = component.core_module_raw(None, &linked.module());
        let instance = component.core_instantiate(None, module, []);
        let run = component.core_alias_export(None, instance, "run", ExportKind::Func);
        let lifted = component.lift_func(None, run, ty, []);
        component.export(name, ComponentExportKind::Func, lifted, None);
    }
    component.finish()
}

const A: &[u8; 16] = b"0123456789abcdef";
const B: &[u8; 16] = b"ghijklmnopqrstuv";

#[test]
fn the_words_of_every_segment_are_rebased() {
    let (answers, fused) =
        same_binary(&component(&Linked::new(A), &Linked::new(B)), &[("a", &[0]), ("b", &[0]), ("b", &[3])]);
    assert_eq!(answers, [b'4', b'k', b'n'].map(|byte| Some(u32::from(byte))));
    let regions: Vec<_> = fused.sharing.unwrap().regions.iter().map(|region| region.kind).collect();
    assert!(regions.contains(&RegionKind::Statics) && !regions.contains(&RegionKind::Whole), "{regions:?}");
}

#[test]
fn statics_are_as_aligned_as_their_linker_says() {
    for align in [2, 4, 5, 6, 10] {
        let component = component(&Linked::new(A), &Linked { align, ..Linked::new(B) });
        let (_, fused) = same_binary(&component, &[("a", &[1]), ("b", &[2])]);
        let regions = fused.sharing.unwrap().regions;
        let last = regions.iter().rfind(|region| region.kind == RegionKind::Statics).unwrap();
        assert_eq!(last.start % (1 << align), 0, "{regions:?}");
    }
}

/// Symbols alone, and relocations of some addresses only, do not say where all addresses are.
#[test]
fn incomplete_relocations_are_not_used() {
    for (in_code, reason) in [
        ([true, true], ""),
        ([false, false], "it carries no relocations"),
        ([true, false], "an address has no relocation"),
        ([false, true], "an address has no relocation"),
    ] {
        let component = component(&Linked::new(A), &Linked { in_code, ..Linked::new(B) });
        let (answers, fused) = same_binary(&component, &[("a", &[0]), ("b", &[0])]);
        assert_eq!(answers, [Some(u32::from(b'4')), Some(u32::from(b'k'))]);
        let explanation = fused.explain_memories();
        assert!(explanation.contains(reason), "{in_code:?}: {explanation}");
        let relocated = explanation.matches(": relocated").count();
        assert_eq!(relocated, if reason.is_empty() { 2 } else { 1 }, "{explanation}");
    }
}

/// When a start function comes before another instance's segments, a function of the fuser applies them. The addresses in it are no
/// relocations of that instance, which keeps its addresses.
#[test]
fn segments_after_a_start_function_find_their_place() {
    let start =
        wat::parse_str("(module (memory 1) (func $f (i32.store (i32.const 8) (i32.const 1))) (start $f))").unwrap();
    let component = component_with(&Linked::new(A), &Linked::new(B), Some(&start));
    let calls: Calls<'_> = &[("a", &[0]), ("a", &[5]), ("b", &[0]), ("b", &[3])];
    let (answers, fused) = same_binary(&component, calls);
    assert_eq!(answers, [b'4', b'9', b'k', b'n'].map(|byte| Some(u32::from(byte))));
    assert!(fused.explain_memories().contains("its data segments are copied by code"), "{}", fused.explain_memories());
    let isolated = dissolve_fuse::fuse(&component, &dissolve_fuse::Options::new("test")).unwrap();
    assert_eq!(on_engine(&wasmtime::Engine::default(), &isolated.bytes, calls), answers);
}
