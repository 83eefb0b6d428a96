//! The same bindings, made by either macro: a test compares what they expand to. Nothing of it runs.

#[cfg(feature = "bounded")]
use dissolve_guest::generate;
#[cfg(not(feature = "bounded"))]
use wit_bindgen::generate;

mod all_options {
    super::generate!({
        path: ["../guests/modes.wit"],
        world: "modes",
        additional_derives: [PartialEq, Clone],
        ownership: Borrowing { duplicate_if_necessary: true },
        export_macro_name: "export_modes",
        pub_export_macro: true,
        generate_all,
        std_feature,
    });
}

mod inline {
    super::generate!({
        inline: r#"
            package test:inline;
            interface types { resource thing { constructor(name: string); } flags bits { a, b } }
            world all { import types; export run: async func(items: stream<u32>) -> list<string>; }
        "#,
    });
}

#[cfg(feature = "wrong-mode")]
dissolve_guest::generate!({ inline: "package a:b; world w {}", cabi_realloc: "heap" });
#[cfg(feature = "size-of-zero")]
dissolve_guest::generate!({ inline: "package a:b; world w {}", cabi_realloc: "static-arena", arena_size: 0 });
#[cfg(feature = "size-of-no-chip")]
dissolve_guest::generate!({ inline: "package a:b; world w {}", cabi_realloc: "static-arena", arena_size: 1_000_000_000 });
#[cfg(feature = "computed-zero")]
dissolve_guest::generate!({ inline: "package a:b; world w {}", cabi_realloc: "static-arena", arena_size: 2 - 2 });
#[cfg(feature = "not-flat")]
dissolve_guest::generate!({ inline: "package a:b; world w { export greet: func(name: string); }", cabi_realloc: "omit" });
