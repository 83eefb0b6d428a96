//! Shapes and text in a frame buffer of one bit a pixel.

use alloc::string::String;
use alloc::vec::Vec;

use embedded_graphics::framebuffer::{Framebuffer, buffer_size};
use embedded_graphics::mono_font::ascii::{FONT_4X6, FONT_6X13_BOLD};
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::pixelcolor::raw::BigEndian;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::{
    Arc, Circle, Ellipse, Line, Polyline, PrimitiveStyleBuilder, Rectangle, RoundedRectangle, Sector, StyledDrawable,
    Triangle,
};
use embedded_graphics::text::{Alignment, Text};

/// Pixels from left to right.
pub const WIDTH: usize = 128;
/// Pixels from top to bottom.
pub const HEIGHT: usize = 64;
const SIZE: usize = buffer_size::<BinaryColor>(WIDTH, HEIGHT);

/// A shape to draw. Places are pixels from the left and from the top; sizes are in pixels.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "their names say what they are")]
pub enum Shape {
    Line(Place, Place),
    Circle(Place, u8),
    Rectangle(Place, u8, u8),
    /// With the radius of its corners.
    Rounded(Place, u8, u8, u8),
    Ellipse(Place, u8, u8),
    Triangle(Place, Place, Place),
    Polyline(Vec<Place>),
    /// Of a circle, from an angle on, through an angle, in degrees.
    Arc(Place, u8, f32, f32),
    /// As an arc, with its centre.
    Sector(Place, u8, f32, f32),
    Text(Place, String),
    /// Centred, and larger.
    Title(Place, String),
}

/// Pixels from the left and from the top.
pub type Place = (i16, i16);

/// A shape and how it is drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The shape.
    pub shape: Shape,
    /// The width of its lines.
    pub stroke: u8,
    /// True if it is filled.
    pub fill: bool,
    /// True if it removes pixels.
    pub erase: bool,
}

type Screen = Framebuffer<BinaryColor, <BinaryColor as PixelColor>::Raw, BigEndian, WIDTH, HEIGHT, SIZE>;

/// The frame buffer after all drawings; its first bit is the pixel at the top left.
pub fn draw(drawings: &[Drawing]) -> Vec<u8> {
    let mut screen = Screen::new();
    for drawing in drawings {
        // A frame buffer takes every pixel; its error has no value.
        let Ok(()) = draw_one(drawing, &mut screen);
    }
    screen.data().to_vec()
}

fn draw_one(drawing: &Drawing, screen: &mut Screen) -> Result<(), core::convert::Infallible> {
    let color = BinaryColor::from(!drawing.erase);
    let mut style = PrimitiveStyleBuilder::new().stroke_color(color).stroke_width(drawing.stroke.into());
    if drawing.fill {
        style = style.fill_color(color);
    }
    let style = style.build();
    match &drawing.shape {
        &Shape::Line(from, to) => Line::new(point(from), point(to)).draw_styled(&style, screen),
        &Shape::Circle(at, diameter) => Circle::new(point(at), diameter.into()).draw_styled(&style, screen),
        &Shape::Rectangle(at, width, height) => rectangle(at, width, height).draw_styled(&style, screen),
        &Shape::Rounded(at, width, height, radius) => {
            RoundedRectangle::with_equal_corners(rectangle(at, width, height), Size::new_equal(radius.into()))
                .draw_styled(&style, screen)
        }
        &Shape::Ellipse(at, width, height) => {
            Ellipse::new(point(at), Size::new(width.into(), height.into())).draw_styled(&style, screen)
        }
        &Shape::Triangle(a, b, c) => Triangle::new(point(a), point(b), point(c)).draw_styled(&style, screen),
        Shape::Polyline(places) => {
            let points: Vec<Point> = places.iter().copied().map(point).collect();
            Polyline::new(&points).draw_styled(&style, screen)
        }
        &Shape::Arc(at, diameter, start, sweep) => {
            Arc::new(point(at), diameter.into(), start.deg(), sweep.deg()).draw_styled(&style, screen)
        }
        &Shape::Sector(at, diameter, start, sweep) => {
            Sector::new(point(at), diameter.into(), start.deg(), sweep.deg()).draw_styled(&style, screen)
        }
        Shape::Text(at, words) => text(*at, words, &FONT_4X6, Alignment::Left, color, screen),
        Shape::Title(at, words) => text(*at, words, &FONT_6X13_BOLD, Alignment::Center, color, screen),
    }
}

fn text(
    at: Place,
    words: &str,
    font: &MonoFont<'_>,
    alignment: Alignment,
    color: BinaryColor,
    screen: &mut Screen,
) -> Result<(), core::convert::Infallible> {
    Text::with_alignment(words, point(at), MonoTextStyle::new(font, color), alignment).draw(screen).map(|_| ())
}

fn rectangle(at: Place, width: u8, height: u8) -> Rectangle {
    Rectangle::new(point(at), Size::new(width.into(), height.into()))
}

fn point((x, y): Place) -> Point {
    Point::new(x.into(), y.into())
}
