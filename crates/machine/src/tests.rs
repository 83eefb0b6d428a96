//! Objects made by hand, in Thumb.

use object::write::{Object, Relocation, SectionId, Symbol, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, RelocationFlags, SectionKind, SymbolFlags, SymbolKind, SymbolScope, elf,
};

use crate::{Callee, Calls, Function, Stacks, functions};

const BL: [u16; 2] = [0xF000, 0xF800];
const PUSH_LR: u16 = 0xB500;
const SUB_16: u16 = 0xB084;
const RETURN: u16 = 0xBD00;

struct Maker(Object<'static>);

impl Maker {
    fn new() -> Maker {
        Maker(Object::new(BinaryFormat::Elf, Architecture::Arm, Endianness::Little))
    }

    fn section(&mut self, name: &str, halves: &[u16]) -> SectionId {
        let section = self.0.add_section(Vec::new(), format!(".text.{name}").into(), SectionKind::Text);
        let bytes: Vec<u8> = halves.iter().flat_map(|half| half.to_le_bytes()).collect();
        self.0.append_section_data(section, &bytes, 4);
        section
    }

    /// A symbol for the Thumb code at `at`.
    fn symbol(&mut self, name: &str, section: SectionId, at: u64, size: u64) {
        self.add(name, SymbolSection::Section(section), at | 1, size);
    }

    fn add(&mut self, name: &str, section: SymbolSection, value: u64, size: u64) {
        let (name, kind, scope) = (name.into(), SymbolKind::Text, SymbolScope::Linkage);
        self.0.add_symbol(Symbol { name, value, size, kind, scope, weak: false, section, flags: SymbolFlags::None });
    }

    /// A function in a section of its own.
    fn function(&mut self, name: &str, halves: &[u16]) -> SectionId {
        let section = self.section(name, halves);
        self.symbol(name, section, 0, halves.len() as u64 * 2);
        section
    }

    /// Makes the `bl` at `offset` one of `callee`.
    fn call(&mut self, section: SectionId, offset: u64, callee: &str) {
        if self.0.symbol_id(callee.as_bytes()).is_none() {
            self.add(callee, SymbolSection::Undefined, 0, 0);
        }
        let symbol = self.0.symbol_id(callee.as_bytes()).unwrap();
        let flags = RelocationFlags::Elf { r_type: elf::R_ARM_THM_PC22 };
        self.0.add_relocation(section, Relocation { offset, symbol, addend: 0, flags }).unwrap();
    }

    fn write(&self) -> Vec<u8> {
        self.0.write().unwrap()
    }
}

fn of<'f>(functions: &'f [Function], name: &str) -> &'f Function {
    functions.iter().find(|function| function.names.iter().any(|known| known == name)).unwrap()
}

#[test]
fn frames_and_calls_are_read() {
    let mut maker = Maker::new();
    maker.function("leaf", &[SUB_16, 0xB004, 0x4770]);
    let caller = maker.function("caller", &[PUSH_LR, SUB_16, BL[0], BL[1], BL[0], BL[1], RETURN]);
    maker.call(caller, 4, "leaf");
    maker.call(caller, 8, "elsewhere");
    let read = functions(&maker.write()).unwrap();
    let leaf = read.iter().position(|function| function.names == ["leaf"]).unwrap();
    let caller = of(&read, "caller");
    assert_eq!((caller.frame, read[leaf].frame), (20, 16));
    assert_eq!(caller.calls, [Callee::Here(leaf), Callee::Elsewhere("elsewhere".to_owned())]);
    assert!(!caller.calls_pointers && !caller.moves_stack);
}

/// A second entry leads into the same code, whose frame counts for both.
#[test]
fn an_entry_inside_a_function_is_that_function() {
    let mut maker = Maker::new();
    let section = maker.section("fill", &[0x2200, PUSH_LR, SUB_16, RETURN]);
    maker.symbol("clear", section, 0, 8);
    maker.symbol("fill", section, 2, 6);
    let read = functions(&maker.write()).unwrap();
    assert_eq!((of(&read, "clear").frame, of(&read, "clear")), (20, of(&read, "fill")));
}

/// Calls of outlined functions save the return address around each call, never twice at once.
#[test]
fn what_is_pushed_around_a_call_counts_once() {
    let around = [0xF84D, 0xED08, BL[0], BL[1], 0xF85D, 0xEB08];
    let mut maker = Maker::new();
    let caller = maker.function("caller", &[&around[..], &around, &[0x4770]].concat());
    maker.call(caller, 4, "outlined");
    maker.call(caller, 16, "outlined");
    let read = functions(&maker.write()).unwrap();
    assert_eq!((of(&read, "caller").frame, of(&read, "caller").around_calls), (8, 8));
}

#[test]
fn the_need_is_that_of_the_deepest_path() {
    let mut maker = Maker::new();
    maker.function("leaf", &[SUB_16, 0x4770]);
    let middle = maker.function("middle", &[PUSH_LR, BL[0], BL[1], RETURN]);
    let top = maker.function("top", &[PUSH_LR, BL[0], BL[1], BL[0], BL[1], RETURN]);
    maker.call(middle, 2, "leaf");
    maker.call(top, 2, "leaf");
    maker.call(top, 6, "later");
    let bytes = maker.write();
    let stacks = Stacks::read(&[&bytes]).unwrap();
    assert_eq!(stacks.need("nothing", Calls::default()), None);
    assert_eq!(stacks.need("middle", Calls::default()).unwrap(), Ok(20));
    let error = stacks.need("top", Calls::default()).unwrap().unwrap_err();
    assert_eq!(error.0, "nothing defines `later`");
    let linked = Calls { links: &[("later", "middle")], ..Calls::default() };
    assert_eq!(stacks.need("top", linked).unwrap(), Ok(24));
    let others = ["later".to_owned()].into();
    let elsewhere = Calls { elsewhere: Some(&others), ..linked };
    assert_eq!(stacks.need("top", elsewhere).unwrap().unwrap_err().0, "`later` is not the program's");
    let more = Calls { more: &[("leaf", "middle")], ..linked };
    assert_eq!(stacks.need("top", more).unwrap().unwrap_err().0, "`leaf` may call itself again");
}

/// As a linker takes them.
#[test]
fn of_several_definitions_the_first_counts() {
    let object = |halves: &[u16]| {
        let mut maker = Maker::new();
        maker.function("f", halves);
        maker.write()
    };
    let (small, large) = (object(&[PUSH_LR, RETURN]), object(&[SUB_16, 0x4770]));
    for (files, bytes) in [([&*small, &*large], 4), ([&*large, &*small], 16)] {
        assert_eq!(Stacks::read(&files).unwrap().need("f", Calls::default()).unwrap(), Ok(bytes));
    }
}

#[test]
fn what_is_not_constant_has_no_known_need() {
    for (halves, reason) in [
        (&[0x4685, 0x4770][..], "`f` moves its stack pointer otherwise than by a constant"),
        (&[PUSH_LR, 0x4798, RETURN], "`f` calls through a pointer"),
        (&[PUSH_LR, BL[0], BL[1], RETURN], "`f` calls through a pointer"),
    ] {
        let mut maker = Maker::new();
        maker.function("f", halves);
        let bytes = maker.write();
        let stacks = Stacks::read(&[&bytes]).unwrap();
        assert_eq!(stacks.need("f", Calls::default()).unwrap().unwrap_err().0, reason);
        let switches = Calls { switches: &["f"], ..Calls::default() };
        assert!(stacks.need("f", switches).unwrap().is_ok(), "{reason}");
    }
}
