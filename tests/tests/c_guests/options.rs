//! Bindings with every option of `wit-bindgen c` and `wit-bindgen cpp`: they compile against the headers of `guest/c`,
//! and strings in either encoding give the same results in every place.

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use dissolve_pipeline::Program;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_tests::{OnChip, OnStock, clang, compile, invoke};
use wit_bindgen_c::{Enabled, Opts};
use wit_bindgen_core::AsyncFilterSet;

use super::guest::{Guest, Mode, bindings, component, root, scratch, standalone};

const EVERYTHING: &str = "tests/guests-c/wit/everything.wit";
const TEXT: Guest = Guest { world: "text", wit: "tests/guests-c/wit/text.wit", source: "tests/guests-c/text.c" };

/// All combinations of the options that change the shape of strings, parameters or results in the bindings.
fn shapes() -> impl Iterator<Item = Opts> {
    let flags = || [false, true].into_iter();
    ["utf8", "utf16"].into_iter().flat_map(move |encoding| {
        flags().flat_map(move |no_helpers| {
            flags().map(move |no_sig_flattening| Opts {
                string_encoding: encoding.parse().expect("it is an encoding"),
                no_helpers,
                no_sig_flattening,
                ..Opts::default()
            })
        })
    })
}

fn all_sync() -> AsyncFilterSet {
    let mut set = AsyncFilterSet::default();
    set.push("all");
    set
}

/// Each of `shapes`, with each of the other options.
fn all_options() -> Vec<Opts> {
    let others: [fn(Opts) -> Opts; 9] = [
        |options| options,
        |options| Opts { no_object_file: true, ..options },
        |options| Opts { rename: vec![("test:everything/types@1.2.0".into(), "kinds".into())], ..options },
        |options| Opts { rename_world: Some("other".into()), ..options },
        |options| Opts { type_section_suffix: Some("-other".into()), ..options },
        |options| Opts { autodrop_borrows: Enabled::Yes, ..options },
        |options| Opts { async_: all_sync(), ..options },
        |options| Opts { generate_async_helpers: true, ..options },
        |options| Opts { generate_threading_helpers: true, ..options },
    ];
    shapes().flat_map(|shape| others.map(|other| other(shape.clone()))).collect()
}

/// Checks that bindings compile without errors or warnings, and with no library but `guest/c`.
fn check(compiler: &str, folder: &Path, arguments: &[&str], options: &dyn Debug) {
    let include = root().join("guest/c/include").into_os_string();
    let flags = ["--target=wasm32-unknown-unknown", "-nostdlib", "-Wall", "-Werror", "-fsyntax-only", "-isystem"];
    let flags = flags.iter().map(Into::into).chain([include]).chain(arguments.iter().map(Into::into));
    compile(compiler, folder, flags).unwrap_or_else(|error| panic!("{options:?}: {error}"));
}

#[test]
fn bindings_of_every_option_compile() {
    let folder = scratch("options");
    let check = |compiler: &str, language: &str, file: &str, options: &Opts| {
        check(compiler, &folder, &["-Wextra", "-x", language, file], options);
    };
    for options in all_options() {
        let files = bindings(EVERYTHING, "everything", options.build(), &folder);
        for file in &files {
            match file.rsplit_once('.') {
                Some((_, "c")) => check(clang().c, "c", file, &options),
                // Guests in C++ include the header.
                Some((_, "h")) => check(clang().cxx, "c++", file, &options),
                _ => assert!(file.ends_with("_component_type.o") && !options.no_object_file, "{file}"),
            }
            fs::remove_file(folder.join(file)).unwrap();
        }
    }
}

/// Compares by name: the type of the encoding belongs to a release that the tests do not depend on themselves.
fn is_utf8(options: &Opts) -> bool {
    options.string_encoding.to_string() == "utf8"
}

/// The flags that `text.c` needs for bindings of these options.
fn flags(options: &Opts) -> Vec<&'static str> {
    let unit = if is_utf8(options) { "-DUNIT=uint8_t" } else { "-DUNIT=uint16_t" };
    let helpers = options.no_helpers.then_some("-DNO_HELPERS");
    let flat = options.no_sig_flattening.then_some("-DNOT_FLAT");
    [Some(unit), helpers, flat].into_iter().flatten().collect()
}

/// Calls, each with its expected result.
const CALLS: [(&str, &str); 9] = [
    (r#"join([], "-")"#, r#""""#),
    (r#"join(["eins", "", "drei", "四 🦀"], " – ")"#, r#""eins –  – drei – 四 🦀""#),
    ("first([])", "none"),
    (r#"first([""])"#, r#"some("")"#),
    (r#"first(["ü🦀", "x"])"#, r#"some("ü🦀")"#),
    (r#"characters("Grüße, 日本 🦀", none)"#, "ok(11)"),
    (r#"characters("Grüße, 日本 🦀", some(11))"#, "ok(11)"),
    (r#"characters("日🦀本🦀", some(3))"#, r#"err("日🦀本")"#),
    (r#"characters("🦀", some(0))"#, r#"err("")"#),
];

#[test]
fn bindings_of_every_option_have_the_same_answers() {
    for options in shapes() {
        for mode in Mode::ALL {
            let core = TEXT.core_with(options.build(), mode, &flags(&options));
            let mut instance = OnStock::new(&standalone(&core, mode));
            let units = if is_utf8(&options) { "10" } else { "5" };
            let calls = CALLS.into_iter().chain([(r#"units("aü四🦀")"#, units)]);
            for (call, answer) in calls {
                assert_eq!(instance.invoke(call).unwrap(), answer, "{options:?} {mode}: {call}");
            }
        }
    }
}

#[test]
fn bindings_of_either_encoding_have_the_same_answers_on_the_chip() {
    for options in shapes().filter(|options| !options.no_helpers && !options.no_sig_flattening) {
        let core = TEXT.core_with(options.build(), Mode::Extern, &flags(&options));
        let program = Program::load(&component(&core, Mode::Extern), "text", Grow::Reject).unwrap();
        let interface = program.interface.as_ref().unwrap();
        let mut chip = OnChip::new(&program, Target::CortexM3);
        for (call, answer) in CALLS {
            assert_eq!(invoke(&mut chip, interface, call).unwrap(), answer, "{options:?}: {call}");
        }
    }
}

const IN_CPP: Guest = Guest { world: "text", wit: "tests/guests-c/wit/text.wit", source: "tests/guests-c/text.cpp" };
const LIBRARY: Guest =
    Guest { world: "library", wit: "tests/guests-c/wit/library.wit", source: "tests/guests-c/library.cpp" };

/// Each ownership with each of the other options. The ownership style `symmetric` is not for WebAssembly: for this
/// world, its bindings compile with no C++ library.
fn all_options_in_cpp() -> Vec<wit_bindgen_cpp::Opts> {
    use wit_bindgen_cpp::{Opts, Ownership};
    let others: [fn(&mut Opts); 5] = [
        |_| {},
        |options| options.split_interfaces = true,
        |options| options.export_prefix = Some("prefix_".into()),
        |options| options.internal_prefix = Some("inner".into()),
        |options| options.with = vec![("test:everything/types".into(), "types.h".into())],
    ];
    let ownerships = [Ownership::Owning, Ownership::CoarseBorrowing, Ownership::FineBorrowing];
    let options = ownerships.into_iter().flat_map(|ownership| {
        others.map(|other| {
            let mut options = Opts::default();
            options.ownership = ownership;
            other(&mut options);
            options
        })
    });
    options.collect()
}

#[test]
fn bindings_in_cpp_of_every_option_compile() {
    for options in all_options_in_cpp() {
        let folder = scratch("options-cpp");
        fs::write(folder.join("types.h"), "").unwrap();
        let files = bindings(EVERYTHING, "everything", options.clone().build(Some(&folder)), &folder);
        let mut compiled = 0;
        for file in files.iter().filter(|file| file.ends_with(".cpp")) {
            let flags = ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-I.", file.as_str()];
            check(clang().cxx, &folder, &flags, &options);
            compiled += 1;
        }
        assert!(compiled > 0, "{files:?}");
    }
}

#[test]
fn a_guest_in_cpp_has_the_same_answers() {
    for mode in Mode::ALL {
        let core = IN_CPP.core_with(wit_bindgen_cpp::Opts::default().build(None), mode, &["-DIN_CPP"]);
        let mut instance = OnStock::new(&standalone(&core, mode));
        let program = Program::load(&component(&core, mode), "text", Grow::Reject).unwrap();
        let mut chip = OnChip::new(&program, Target::CortexM3);
        for (call, answer) in CALLS.into_iter().chain([(r#"units("aü四🦀")"#, "10")]) {
            assert_eq!(instance.invoke(call).unwrap(), answer, "{mode}: {call}");
            let on_chip = invoke(&mut chip, program.interface.as_ref().unwrap(), call).unwrap();
            assert_eq!(on_chip, answer, "{mode}: {call} on the chip");
        }
    }
}

/// The C++ program passes with any complete C++ library; here it runs with the part in `guest/c/include`.
#[test]
fn the_part_of_the_cpp_library_that_is_there_does_what_it_should() {
    let mode = Mode::Static(16384);
    let core = LIBRARY.core_with(wit_bindgen_cpp::Opts::default().build(None), mode, &[]);
    let mut instance = OnStock::new(&standalone(&core, mode));
    assert_eq!(instance.invoke("wrong()").unwrap(), "0", "the line of tests/guests-c/library.cpp");
    assert_eq!(instance.invoke("alive()").unwrap(), "0");
}
