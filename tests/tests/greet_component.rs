//! The example as a component: its imports and exports, and its behaviour on a stock engine.

use dissolve_tests::component;
use wasmparser::{Parser, Payload, TypeRef};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

#[test]
fn it_validates() {
    wasmparser::Validator::new().validate_all(&component("greet").bytes).unwrap();
}

#[test]
fn its_surface_is_the_contracts() {
    let component = component("greet");
    let decoded = wit_component::decode(&component.bytes).unwrap();
    let mut printer = wit_component::WitPrinter::default();
    printer.emit_docs(false);
    printer.print(decoded.resolve(), decoded.package(), &[]).unwrap();
    assert_eq!(
        String::from(printer.output),
        "package root:component;\n\n\
         world root {\n  \
         import cabi-arena-realloc: func(p0: u32, p1: u32, p2: u32, p3: u32) -> u32;\n\n  \
         export greet: func(name: string) -> string;\n\
         }\n"
    );
}

#[test]
fn its_core_module_imports_the_arena_unchanged() {
    let component = component("greet");
    let mut imports = Vec::new();
    let mut realloc_is_exported = false;
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(&component.bytes) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } => depth += 1,
            Payload::ImportSection(section) if depth == 1 => {
                for import in section.into_imports() {
                    let import = import.unwrap();
                    assert!(matches!(import.ty, TypeRef::Func(_)));
                    imports.push(format!("{}::{}", import.module, import.name));
                }
            }
            Payload::ExportSection(section) if depth == 1 => {
                realloc_is_exported |= section.into_iter().any(|export| export.unwrap().name == "cabi_realloc");
            }
            Payload::End(_) if depth > 0 => break,
            _ => {}
        }
    }
    assert_eq!(imports, ["env::__cabi_arena_realloc"]);
    assert!(realloc_is_exported);
}

/// The Component Model forbids an instance to call imports while its arguments are lowered, which is when
/// `cabi_realloc` runs. So on a stock engine the component instantiates, but a call that lowers a string traps
/// (contract, section 3).
/// (contract, section 3).
#[test]
fn a_stock_engine_instantiates_it_and_traps_where_the_contract_says() {
    let engine = Engine::default();
    let component = Component::new(&engine, component("greet").bytes).unwrap();
    let mut linker: Linker<()> = Linker::new(&engine);
    linker.root().func_wrap("cabi-arena-realloc", |_, (_, _, _, _): (u32, u32, u32, u32)| Ok((1u32 << 20,))).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = linker.instantiate(&mut store, &component).unwrap();
    let greet = instance.get_typed_func::<(&str,), (String,)>(&mut store, "greet").unwrap();
    let error = greet.call(&mut store, ("World",)).unwrap_err();
    assert!(format!("{error:#}").contains("cannot leave component instance"), "{error:#}");
}
