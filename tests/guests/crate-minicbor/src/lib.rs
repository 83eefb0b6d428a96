//! `minicbor` in a guest.

#![no_std]
#![expect(clippy::too_many_arguments, reason = "the bindings have a parameter for each core value")]

extern crate alloc;

mod work;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:minicbor;

        world orders {
            record item { name: string, count: u16, price: f64 }
            variant payment { invoice, card(u64), voucher(tuple<string, s32>) }
            record order {
                number: u64,
                customer: string,
                items: list<item>,
                discount: option<f32>,
                signature: list<u8>,
                stock: list<tuple<string, s64>>,
                payment: payment,
            }

            export encode: func(order: order) -> result<list<u8>, string>;
            export decode: func(bytes: list<u8>) -> result<order, string>;
            /// Bytes in diagnostic notation.
            export show: func(bytes: list<u8>) -> string;
        }
    ",
    cabi_realloc: "extern-arena",
});

struct Orders;

impl Guest for Orders {
    fn encode(order: Order) -> Result<Vec<u8>, String> {
        let Order { number, customer, items, discount, signature, stock, payment } = order;
        let item = |Item { name, count, price }| work::Item { name, count, price };
        let payment = match payment {
            Payment::Invoice => work::Payment::Invoice,
            Payment::Card(number) => work::Payment::Card(number),
            Payment::Voucher((code, value)) => work::Payment::Voucher(code, value),
        };
        let items = items.into_iter().map(item).collect();
        let stock = stock.into_iter().collect();
        work::encode(&work::Order { number, customer, items, discount, signature, stock, payment })
    }

    fn decode(bytes: Vec<u8>) -> Result<Order, String> {
        let work::Order { number, customer, items, discount, signature, stock, payment } = work::decode(&bytes)?;
        let item = |work::Item { name, count, price }| Item { name, count, price };
        let payment = match payment {
            work::Payment::Invoice => Payment::Invoice,
            work::Payment::Card(number) => Payment::Card(number),
            work::Payment::Voucher(code, value) => Payment::Voucher((code, value)),
        };
        let items = items.into_iter().map(item).collect();
        let stock = stock.into_iter().collect();
        Ok(Order { number, customer, items, discount, signature, stock, payment })
    }

    fn show(bytes: Vec<u8>) -> String {
        work::show(&bytes)
    }
}

export!(Orders);
