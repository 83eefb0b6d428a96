//! Mode `omit` in a world that lends strings and lists, and has whatever else needs no memory.

#![no_std]

dissolve_guest::generate!({
    inline: r#"
        package test:flat;

        interface bus {
            flags status { busy, failed, ready }
            resource port {
                constructor(number: u8);
                write: func(bytes: list<u8>) -> result<u32, status>;
            }
            // More core values than a call has parameters, lent all the same.
            many: func(a: tuple<u64, u64, u64, u64, u64, u64>, b: tuple<u64, u64, u64, u64, u64, u64>,
                c: tuple<u64, u64, u64, u64, u64, u64>);
        }

        world imports {
            import bus;
            import log: func(text: string, values: list<u16>, maybe: option<string>);
            export run: func(number: u8) -> result<u32, u8>;
        }
    "#,
    cabi_realloc: "omit",
});

use test::flat::bus::{Port, many};

struct Imports;

impl Guest for Imports {
    fn run(number: u8) -> Result<u32, u8> {
        log("run", &[1, 2, 3], Some("now"));
        let numbers = (1, 2, 3, 4, 5, u64::from(number));
        many(numbers, numbers, numbers);
        Port::new(number).write(&[number; 3]).map_err(|status| status.bits())
    }
}

export!(Imports);
