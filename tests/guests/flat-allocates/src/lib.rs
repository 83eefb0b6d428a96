//! Mode `omit` in a guest that allocates all the same.

#![no_std]

extern crate alloc;

dissolve_guest::generate!({ path: "../flat.wit", cabi_realloc: "omit" });

struct Flat;

impl Guest for Flat {
    fn step(at: Point, direction: Direction, _: Option<u8>) -> Result<Point, Direction> {
        let steps = alloc::vec![at.x; at.y as usize];
        steps.iter().max().map(|&x| Point { x, y: at.y }).ok_or(direction)
    }

    fn scale(value: f64, _: f32) -> f64 {
        value
    }
}

export!(Flat);
