//! Tests of the macro's output, and of its errors with the places that they point at.

use proc_macro2::TokenStream;

/// The expansion in a guest that can use the stock macro.
fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    crate::expand(input, || Ok(()))
}

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

/// The error for an input, and the text to which it points.
fn refused(input: &str) -> (String, String) {
    let error = expand(tokens(input)).map(|tokens| tokens.to_string()).unwrap_err();
    let (start, end) = (error.span().start(), error.span().end());
    assert_eq!((start.line, end.line), (1, 1), "the inputs have one line");
    let place = input.chars().skip(start.column).take(end.column - start.column).collect();
    (error.to_string(), place)
}

#[test]
fn without_our_options_it_is_the_stock_macro() {
    let inputs = [
        "",
        r#""greeter""#,
        r#""greeter" in "wit""#,
        r#"{}"#,
        r#"{ world: "greeter" }"#,
        r#"{ world: "greeter", path: ["a", "b"], additional_derives: [Clone, PartialEq], }"#,
        r#"{ with: { "a:b/c": generate, "d:e/f": x::y }, generate_all, ownership: Borrowing { duplicate_if_necessary: true } }"#,
        // The options are this macro's own only at the top level, where the stock macro has its options.
        r#"{ with: { cabi_realloc: 1 } }"#,
        "{ , }",
    ];
    for input in inputs {
        let expanded = expand(tokens(input)).unwrap();
        assert_eq!(expanded.to_string(), tokens(&format!("::wit_bindgen::generate!({input});")).to_string());
    }
}

/// The replacement for the C library's `cabi_realloc`.
const REALLOC: &str = r#"
    #[cfg(all(target_os = "wasi", not(target_env = "p1")))]
    #[unsafe(export_name = "cabi_realloc")]
    unsafe extern "C" fn __dissolve_guest_cabi_realloc(
        old_ptr: *mut u8,
        old_len: usize,
        align: usize,
        new_len: usize,
    ) -> *mut u8 {
        unsafe { __DISSOLVE_GUEST_ALLOCATOR.reallocate(old_ptr, old_len, align, new_len) }
    }
"#;

/// The function that runs static constructors.
const INITIALIZATION: &str = r#"
    #[cfg(target_family = "wasm")]
    #[unsafe(export_name = "_initialize")]
    extern "C" fn __dissolve_guest_initialize() {
        unsafe extern "C" {
            safe fn __wasm_call_ctors();
        }
        __wasm_call_ctors();
    }
"#;

/// A guest that says itself where its static constructors run gets no function for them.
#[test]
fn the_option_for_constructors_is_left_alone() {
    for value in ["true", "false"] {
        let option = format!("disable_run_ctors_once_workaround: {value}");
        let expanded = expand(tokens(&format!("{{ {option}, cabi_realloc: \"extern-arena\" }}"))).unwrap().to_string();
        assert!(expanded.contains(&tokens(&option).to_string()) && !expanded.contains("_initialize"), "{expanded}");
        assert_eq!(expanded.matches("disable_run_ctors").count(), 1, "{expanded}");
    }
}

#[test]
fn a_mode_takes_its_options_and_leaves_the_others() {
    let cases = [
        (
            r#"{ world: "w", cabi_realloc: "static-arena", arena_size: 4096, generate_all }"#,
            r#"::wit_bindgen::generate!({ disable_run_ctors_once_workaround: true, world: "w", generate_all });
               const _: () = ::dissolve_guest::check_arena_size(4096);
               #[global_allocator]
               static __DISSOLVE_GUEST_ALLOCATOR:
                   ::dissolve_guest::StaticArena<{ 4096 }, { ::dissolve_guest::lists(4096) }> =
                   <::dissolve_guest::StaticArena<{ 4096 }, { ::dissolve_guest::lists(4096) }> >::new();"#,
        ),
        (
            r#"{ arena_size: 4 * KIB, cabi_realloc: "static-arena" }"#,
            r#"::wit_bindgen::generate!({ disable_run_ctors_once_workaround: true, });
               const _: () = ::dissolve_guest::check_arena_size(4 * KIB);
               #[global_allocator]
               static __DISSOLVE_GUEST_ALLOCATOR:
                   ::dissolve_guest::StaticArena<{ 4 * KIB }, { ::dissolve_guest::lists(4 * KIB) }> =
                   <::dissolve_guest::StaticArena<{ 4 * KIB }, { ::dissolve_guest::lists(4 * KIB) }> >::new();"#,
        ),
        (
            r#"{ cabi_realloc: "extern-arena", world: "w", }"#,
            r#"::wit_bindgen::generate!({ disable_run_ctors_once_workaround: true, world: "w", });
               #[global_allocator]
               static __DISSOLVE_GUEST_ALLOCATOR: ::dissolve_guest::ExternArena = ::dissolve_guest::ExternArena;"#,
        ),
        (
            r#"{ inline: "package a:b; world w { export f: func(x: u32) -> f64; }", cabi_realloc: "omit" }"#,
            r#"::dissolve_guest::omit::generate!({
                   runtime_path: "::dissolve_guest::omit",
                   disable_custom_section_link_helpers: true,
                   disable_run_ctors_once_workaround: true,
                   inline: "package a:b; world w { export f: func(x: u32) -> f64; }",
               });
               #[global_allocator]
               static __DISSOLVE_GUEST_ALLOCATOR: ::dissolve_guest::NoAllocator = ::dissolve_guest::NoAllocator;"#,
        ),
    ];
    for (input, expected) in cases {
        let realloc = if input.contains("omit") { "" } else { REALLOC };
        let expected = format!("{expected} {realloc} {INITIALIZATION}");
        assert_eq!(packed(expand(tokens(input)).unwrap()), packed(tokens(&expected)));
    }
}

/// The text of the tokens without spaces, which have no meaning.
fn packed(tokens: TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}

#[test]
fn mistakes_are_pointed_at() {
    let modes = "choose `static-arena`, `extern-arena` or `omit`";
    let missing = "`static-arena` takes a size: `arena_size: BYTES`";
    let cases = [
        (r#"{ cabi_realloc: "arena" }"#, format!("`arena` is no mode: {modes}"), r#""arena""#),
        (r#"{ cabi_realloc: "" }"#, format!("`` is no mode: {modes}"), r#""""#),
        ("{ cabi_realloc: 7 }", "`cabi_realloc` is a string: `static-arena`, `extern-arena` or `omit`".into(), "7"),
        (
            "{ cabi_realloc }",
            "`cabi_realloc` is a string: `static-arena`, `extern-arena` or `omit`".into(),
            "cabi_realloc",
        ),
        (r#"{ cabi_realloc: "static-arena" }"#, missing.into(), r#""static-arena""#),
        (
            r#"{ cabi_realloc: "static-arena", arena_size: 0 }"#,
            "an arena of 0 bytes holds no block: it takes 24 at least".into(),
            "0",
        ),
        (
            r#"{ cabi_realloc: "static-arena", arena_size: 23 }"#,
            "an arena of 23 bytes holds no block: it takes 24 at least".into(),
            "23",
        ),
        (
            r#"{ cabi_realloc: "static-arena", arena_size: 0x1000001 }"#,
            "no microcontroller has room for an arena of 0x1000001 bytes (16 MiB at most)".into(),
            "0x1000001",
        ),
        (
            r#"{ cabi_realloc: "static-arena", arena_size: 99999999999999999999999 }"#,
            "no microcontroller has room for an arena of 99999999999999999999999 bytes (16 MiB at most)".into(),
            "99999999999999999999999",
        ),
        (
            r#"{ cabi_realloc: "static-arena", arena_size: "4096" }"#,
            "an arena's size is a number of bytes".into(),
            r#""4096""#,
        ),
        (r#"{ cabi_realloc: "static-arena", arena_size: }"#, "`arena_size` is a number of bytes".into(), "arena_size"),
        ("{ arena_size: 4096 }", "`arena_size` goes with `cabi_realloc: \"static-arena\"`".into(), "arena_size"),
        (
            r#"{ cabi_realloc: "extern-arena", arena_size: 4096 }"#,
            "`arena_size` goes with `static-arena`, not with `extern-arena`".into(),
            "arena_size",
        ),
        (
            r#"{ cabi_realloc: "omit", runtime_path: "x", inline: "" }"#,
            "`runtime_path` does not go with the mode `omit`, whose runtime is its own".into(),
            "runtime_path",
        ),
    ];
    for (input, message, place) in cases {
        assert_eq!(refused(input), (message, place.to_owned()), "{input}");
    }
    let (_, place) = refused(r#"{ async: true, cabi_realloc: "omit", inline: "" }"#);
    assert_eq!(place, "async");
    let (message, place) = refused(r#"{ arena_size: 64, arena_size: 65 }"#);
    assert_eq!((&*message, &*place), ("`arena_size` is there twice", "arena_size"));
}

/// The needs for memory that mode `omit` finds in a world with these items.
fn needs(items: &str) -> Vec<String> {
    let input = format!("{{ inline: \"package a:b; world w {{ {items} }}\", cabi_realloc: \"omit\" }}");
    match expand(tokens(&input)) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let message = error.to_string();
            let lines = message.lines().collect::<Vec<_>>();
            assert_eq!(lines.first(), Some(&"the world `w` needs an allocator, so `omit` is not for it:"), "{message}");
            assert_eq!(lines.last(), Some(&"choose `static-arena` or `extern-arena`"));
            lines[1..lines.len() - 1].iter().map(|line| line.trim_start_matches("  - ").to_owned()).collect()
        }
    }
}

#[test]
fn a_world_that_needs_memory_is_refused_by_name() {
    let cases = [
        ("export f: func(name: string);", "parameter `name` of export `f` has a string"),
        ("export f: func(a: u8, b: option<list<u8>>);", "parameter `b` of export `f` has a list"),
        ("export f: func() -> tuple<u8, string>;", "the result of export `f` has a string"),
        ("import f: func() -> result<u8, string>;", "the result of import `f` has a string"),
        ("import f: func(names: list<string>);", "parameter `names` of import `f` has a list"),
        (
            "import i: interface { resource r; f: func(x: result<r, string>); }",
            "parameter `x` of import `i#f` has a string",
        ),
        (
            "import i: interface { resource r; f: func(x: tuple<r, list<u8>>); }",
            "parameter `x` of import `i#f` has a list",
        ),
        ("record r { name: string } import f: func(r: r);", "parameter `r` of import `f` has a string"),
        ("variant v { a, b(list<u8>) } export f: func(v: v);", "parameter `v` of export `f` has a list"),
        ("export f: async func();", "export `f` is asynchronous"),
        ("import f: func() -> stream<u8>;", "the result of import `f` has a stream"),
        ("export f: func(x: future<u8>);", "parameter `x` of export `f` has a future"),
        (
            "type t = tuple<u64, u64, u64, u64, u64, u64>; export f: func(a: t, b: t, c: t);",
            "the parameters of export `f` are passed in memory: they take more than 16 words",
        ),
        ("export i: interface { f: func(s: string); }", "parameter `s` of export `i#f` has a string"),
        ("export i: interface { resource r; }", "the exported resource `r` of `i` is boxed"),
    ];
    for (items, need) in cases {
        assert_eq!(needs(items), [need], "{items}");
    }
    assert_eq!(needs("export f: func(a: string) -> string; import g: func() -> string;").len(), 3);
}

#[test]
fn a_flat_world_is_taken() {
    let worlds = [
        "export f: func(a: u8, b: s64, c: f32, d: char, e: bool) -> option<tuple<u8, f64>>;",
        "import f: func(text: string, bytes: list<u8>, maybe: option<string>);",
        "enum e { a, b } flags g { x, y } variant v { n, p(e) } export f: func(v: v, g: g) -> result<v, e>;",
        "import i: interface { resource r { constructor(x: u32); get: func() -> u32; } } export f: func();",
        "import i: interface { resource r; f: func(x: result<borrow<r>, string>); }",
        "type t = tuple<u64, u64, u64, u64, u64, u64>; import f: func(a: t, b: t, c: t);",
        "export f: func(a: tuple<u8, u8, u8, u8, u8, u8, u8, u8>, b: tuple<u8, u8, u8, u8, u8, u8, u8, u8>);",
    ];
    for items in worlds {
        assert_eq!(needs(items), Vec::<String>::new(), "{items}");
    }
}

#[test]
fn a_world_that_is_not_there_is_said() {
    let (message, place) = refused(r#"{ path: "no/such/folder", cabi_realloc: "omit" }"#);
    assert!(message.contains("no/such/folder"), "{message}");
    assert_eq!(place, r#""omit""#);
    let (message, _) = refused(r#"{ inline: "package a:b; world w {}", world: "v", cabi_realloc: "omit" }"#);
    assert!(message.contains('v'), "{message}");
}

/// Without the crate of the bindings, a guest gets one error, unless its mode needs no such crate.
#[test]
fn a_guest_without_the_bindings_is_told_so() {
    let missing = || Err(syn::Error::new(proc_macro2::Span::call_site(), "no bindings"));
    for input in ["", r#"{ world: "w", cabi_realloc: "extern-arena" }"#] {
        assert_eq!(crate::expand(tokens(input), missing).unwrap_err().to_string(), "no bindings", "{input}");
    }
    let omitted = r#"{ inline: "package a:b; world w { export f: func(x: u32) -> u32; }", cabi_realloc: "omit" }"#;
    assert!(crate::expand(tokens(omitted), missing).is_ok());
}
