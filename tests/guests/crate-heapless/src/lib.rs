//! `heapless` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:heapless;

        world collections {
            variant full { number(u32), word(string) }
            variant step { push-front(u32), push-back(u32), pop-front, pop-back, rotate(u8), clear }
            record queue { items: list<u32>, out: list<option<u32>>, history: list<u32> }

            /// The numbers in order, each once.
            export sort: func(numbers: list<u32>) -> result<list<u32>, full>;
            /// Counts each word.
            export count: func(words: list<string>, leave-single: bool) -> result<list<tuple<string, u32>>, full>;
            /// Does the steps on an empty queue.
            export run: func(steps: list<step>) -> queue;
            /// The smallest numbers, in order.
            export smallest: func(numbers: list<u32>, count: u32) -> list<u32>;
        }
    ",
    cabi_realloc: "static-arena",
    arena_size: 8192,
});

struct Collections;

impl Guest for Collections {
    fn sort(numbers: Vec<u32>) -> Result<Vec<u32>, Full> {
        work::sort(&numbers).map_err(full)
    }

    fn count(words: Vec<String>, leave_single: bool) -> Result<Vec<(String, u32)>, Full> {
        work::count(&words, leave_single).map_err(full)
    }

    fn run(steps: Vec<Step>) -> Queue {
        let steps: Vec<_> = steps.into_iter().map(step).collect();
        let work::Queue { items, out, history } = work::queue(&steps);
        Queue { items, out, history }
    }

    fn smallest(numbers: Vec<u32>, count: u32) -> Vec<u32> {
        work::smallest(&numbers, count)
    }
}

fn full(full: work::Full) -> Full {
    match full {
        work::Full::Number(place) => Full::Number(place),
        work::Full::Word(word) => Full::Word(word),
    }
}

fn step(step: Step) -> work::Step {
    match step {
        Step::PushFront(number) => work::Step::PushFront(number),
        Step::PushBack(number) => work::Step::PushBack(number),
        Step::PopFront => work::Step::PopFront,
        Step::PopBack => work::Step::PopBack,
        Step::Rotate(count) => work::Step::Rotate(count),
        Step::Clear => work::Step::Clear,
    }
}

export!(Collections);
