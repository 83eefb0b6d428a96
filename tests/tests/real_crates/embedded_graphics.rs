//! `embedded-graphics`: every shape, inside the screen, across its edges and beyond them.

#[path = "../../guests/crate-embedded-graphics/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Drawing, HEIGHT, Place, Shape, WIDTH};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record, tuple};

record!(Drawing { shape, stroke, fill, erase });

impl Wit for Shape {
    fn value(&self) -> Value {
        match self {
            Shape::Line(from, to) => case(0, Some(&tuple(&[from, to]))),
            Shape::Circle(at, diameter) => case(1, Some(&tuple(&[at, diameter]))),
            Shape::Rectangle(at, width, height) => case(2, Some(&tuple(&[at, width, height]))),
            Shape::Rounded(at, width, height, radius) => case(3, Some(&tuple(&[at, width, height, radius]))),
            Shape::Ellipse(at, width, height) => case(4, Some(&tuple(&[at, width, height]))),
            Shape::Triangle(a, b, c) => case(5, Some(&tuple(&[a, b, c]))),
            Shape::Polyline(places) => case(6, Some(places)),
            Shape::Arc(at, diameter, start, sweep) => case(7, Some(&tuple(&[at, diameter, start, sweep]))),
            Shape::Sector(at, diameter, start, sweep) => case(8, Some(&tuple(&[at, diameter, start, sweep]))),
            Shape::Text(at, words) => case(9, Some(&tuple(&[at, words]))),
            Shape::Title(at, words) => case(10, Some(&tuple(&[at, words]))),
        }
    }
}

/// A place on the screen or up to 40 pixels from it.
fn place(random: &mut Random) -> Place {
    let mut within = |length: usize| (random.below(length + 80) as i16) - 40;
    (within(WIDTH), within(HEIGHT))
}

fn shape(kind: usize, random: &mut Random) -> Shape {
    let at = place(random);
    let mut size = || random.below(90) as u8;
    let (width, height, radius) = (size(), size(), size() / 3);
    let mut angle = || random.below(1440) as f32 / 2.0 - 360.0;
    let (start, sweep) = (angle(), angle());
    match kind {
        0 => Shape::Line(at, place(random)),
        1 => Shape::Circle(at, width),
        2 => Shape::Rectangle(at, width, height),
        3 => Shape::Rounded(at, width, height, radius),
        4 => Shape::Ellipse(at, width, height),
        5 => Shape::Triangle(at, place(random), place(random)),
        6 => {
            let count = random.below(12);
            Shape::Polyline(random.list(count, place))
        }
        7 => Shape::Arc(at, width, start, sweep),
        8 => Shape::Sector(at, width, start, sweep),
        9 => Shape::Text(at, random.text(12)),
        _ => Shape::Title(at, random.text(6)),
    }
}

fn drawing(kind: usize, random: &mut Random) -> Drawing {
    let shape = shape(kind, random);
    Drawing { shape, stroke: random.below(6) as u8, fill: random.below(2) == 0, erase: random.below(4) == 0 }
}

#[test]
fn embedded_graphics_draws_as_on_the_host() {
    let mut guest = Guest::new("crate-embedded-graphics", Limits { arena: 4, stack: 8, native_stack: 8 });
    let mut random = Random::new(7);
    let mut check = |drawings: &[Drawing]| guest.check("draw", &[&drawings], &work::draw(drawings));
    let plain = |shape| Drawing { shape, stroke: 1, fill: false, erase: false };
    check(&[]);
    check(&[plain(Shape::Text((3, 10), "The quick brown fox\njumps over 1234567890".into()))]);
    check(&[plain(Shape::Title((64, 32), "(dissolve)".into())), plain(Shape::Rectangle((0, 0), 128, 64))]);
    check(&[
        plain(Shape::Polyline(vec![])),
        plain(Shape::Circle((0, 0), 0)),
        plain(Shape::Text((0, 0), String::new())),
    ]);
    for kind in 0..11 {
        for _ in 0..3 {
            check(&[drawing(kind, &mut random)]);
        }
    }
    for count in [5, 20, 60] {
        let drawings = random.list(count, |random| {
            let kind = random.below(11);
            drawing(kind, random)
        });
        check(&drawings);
    }
}
