//! `embedded-graphics` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:embedded-graphics;

        world screen {
            type place = tuple<s16, s16>;
            variant shape {
                line(tuple<place, place>),
                circle(tuple<place, u8>),
                rectangle(tuple<place, u8, u8>),
                rounded(tuple<place, u8, u8, u8>),
                ellipse(tuple<place, u8, u8>),
                triangle(tuple<place, place, place>),
                polyline(list<place>),
                arc(tuple<place, u8, f32, f32>),
                sector(tuple<place, u8, f32, f32>),
                text(tuple<place, string>),
                title(tuple<place, string>),
            }
            record drawing { shape: shape, stroke: u8, fill: bool, erase: bool }

            /// 128 by 64 pixels, a bit each, after all drawings.
            export draw: func(drawings: list<drawing>) -> list<u8>;
        }
    ",
    cabi_realloc: "extern-arena",
});

struct Screen;

impl Guest for Screen {
    fn draw(drawings: Vec<Drawing>) -> Vec<u8> {
        let drawing =
            |Drawing { shape, stroke, fill, erase }| work::Drawing { shape: named(shape), stroke, fill, erase };
        let drawings: Vec<_> = drawings.into_iter().map(drawing).collect();
        work::draw(&drawings)
    }
}

fn named(shape: Shape) -> work::Shape {
    match shape {
        Shape::Line((from, to)) => work::Shape::Line(from, to),
        Shape::Circle((at, diameter)) => work::Shape::Circle(at, diameter),
        Shape::Rectangle((at, width, height)) => work::Shape::Rectangle(at, width, height),
        Shape::Rounded((at, width, height, radius)) => work::Shape::Rounded(at, width, height, radius),
        Shape::Ellipse((at, width, height)) => work::Shape::Ellipse(at, width, height),
        Shape::Triangle((a, b, c)) => work::Shape::Triangle(a, b, c),
        Shape::Polyline(places) => work::Shape::Polyline(places),
        Shape::Arc((at, diameter, start, sweep)) => work::Shape::Arc(at, diameter, start, sweep),
        Shape::Sector((at, diameter, start, sweep)) => work::Shape::Sector(at, diameter, start, sweep),
        Shape::Text((at, words)) => work::Shape::Text(at, words),
        Shape::Title((at, words)) => work::Shape::Title(at, words),
    }
}

export!(Screen);
