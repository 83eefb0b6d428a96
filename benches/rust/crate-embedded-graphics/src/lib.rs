//! The display of a thermostat, 64 by 48 pixels of one bit, drawn by the crate `embedded-graphics`.

#![no_std]

use core::convert::Infallible;

use embedded_graphics::mono_font::MonoTextStyle;
use embedded_graphics::mono_font::ascii::FONT_4X6;
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::{Circle, Line, PrimitiveStyle, Rectangle};
use embedded_graphics::text::Text;
use support::{Memory, Random, Sum};

const WIDTH: u32 = 64;
const HEIGHT: u32 = 48;

/// The display's memory: a bit for each pixel.
struct Display {
    bits: [u8; (WIDTH * HEIGHT / 8) as usize],
}

static DISPLAY: Memory<Display> = Memory::new(Display { bits: [0; (WIDTH * HEIGHT / 8) as usize] });

impl OriginDimensions for Display {
    fn size(&self) -> Size {
        Size::new(WIDTH, HEIGHT)
    }
}

impl DrawTarget for Display {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(Point { x, y }, color) in pixels {
            let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { continue };
            if x >= WIDTH || y >= HEIGHT {
                continue;
            }
            let (byte, bit) = ((y * WIDTH + x) / 8, 1 << (x % 8));
            match color {
                BinaryColor::On => self.bits[byte as usize] |= bit,
                BinaryColor::Off => self.bits[byte as usize] &= !bit,
            }
        }
        Ok(())
    }
}

/// Three digits as text.
fn digits(number: u32) -> [u8; 3] {
    [number / 100 % 10, number / 10 % 10, number % 10].map(|digit| b'0' + digit as u8)
}

fn draw(display: &mut Display, random: &mut Random) -> Result<(), Infallible> {
    let stroke = PrimitiveStyle::with_stroke(BinaryColor::On, 1);
    let fill = PrimitiveStyle::with_fill(BinaryColor::On);
    display.clear(BinaryColor::Off)?;
    display.bounding_box().into_styled(stroke).draw(display)?;
    let dial = Circle::new(Point::new(4, 12), 30);
    dial.into_styled(stroke).draw(display)?;
    let hand = Point::new(random.below(24) as i32 - 12, random.below(24) as i32 - 12);
    Line::new(dial.center(), dial.center() + hand).into_styled(stroke).draw(display)?;
    let power = 1 + random.below(28);
    Rectangle::new(Point::new(40, 40 - power as i32), Size::new(8, power)).into_styled(fill).draw(display)?;
    let number = digits(random.below(1000));
    let style = MonoTextStyle::new(&FONT_4X6, BinaryColor::On);
    if let Ok(text) = core::str::from_utf8(&number) {
        let end = Text::new("T=", Point::new(3, 8), style).draw(display)?;
        Text::new(text, end, style).draw(display)?;
    }
    Ok(())
}

/// Draws the display; returns a checksum of its pixels.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let display = unsafe { DISPLAY.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for _ in 0..2 {
        let Ok(()) = draw(display, &mut random);
        sum.add_bytes(&display.bits);
    }
    sum.0
}
