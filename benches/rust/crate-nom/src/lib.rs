//! Sentences of a navigation receiver (NMEA 0183), parsed by the crate `nom`.

#![no_std]

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_until, take_while_m_n};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{all_consuming, map, map_res, opt, value};
use nom::sequence::{preceded, separated_pair, terminated};
use nom::{IResult, Parser};
use support::{Memory, Random, Sum};

static LINE: Memory<[u8; 96]> = Memory::new([0; 96]);

const SENTENCES: [&[u8]; 5] = [
    b"$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
    b"$GPRMC,225446,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E*68",
    b"$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76",
    b"$GPRMC,092751.000,A,5321.6802,N,00630.3371,W,0.06,31.66,280511,,*45",
    b"$GPGSV,3,1,11,03,03,111,00,04,15,270,00,06,01,010,00,13,06,292,00*74",
];

/// A place: ten thousandths of minutes, north and east.
#[derive(Clone, Copy, Debug)]
struct Place {
    north: i32,
    east: i32,
}

/// A sentence.
#[derive(Clone, Copy, Debug)]
enum Sentence {
    Fix { time: u32, place: Place, satellites: u32, height: i32 },
    Course { time: u32, valid: bool, place: Place, speed: i32 },
}

fn number(input: &[u8]) -> IResult<&[u8], u32> {
    map_res(digit1, |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |number, digit| number.checked_mul(10)?.checked_add(u32::from(digit - b'0')))
            .ok_or(())
    })
    .parse(input)
}

/// A number with so many digits after its point; more are ignored.
fn fraction(digits: usize) -> impl Fn(&[u8]) -> IResult<&[u8], i32> {
    move |input| {
        let (rest, (whole, part)) = (number, opt(preceded(char('.'), digit1))).parse(input)?;
        let part: &[u8] = part.unwrap_or_default();
        let mut result = whole as i32;
        for at in 0..digits {
            result = result.wrapping_mul(10).wrapping_add(part.get(at).map_or(0, |digit| i32::from(digit - b'0')));
        }
        Ok((rest, result))
    }
}

/// Degrees and minutes in one number, and the side.
fn angle<'a>(sides: &'static str) -> impl Parser<&'a [u8], Output = i32, Error = nom::error::Error<&'a [u8]>> {
    map(separated_pair(fraction(4), char(','), one_of(sides)), |(number, side)| {
        let minutes = number / 1_000_000 * 600_000 + number % 1_000_000;
        if matches!(side, 'S' | 'W') { -minutes } else { minutes }
    })
}

fn place(input: &[u8]) -> IResult<&[u8], Place> {
    map(separated_pair(angle("NS"), char(','), angle("EW")), |(north, east)| Place { north, east }).parse(input)
}

fn time(input: &[u8]) -> IResult<&[u8], u32> {
    terminated(map(fraction(0), |time| time as u32), char(',')).parse(input)
}

fn fix(input: &[u8]) -> IResult<&[u8], Sentence> {
    let (input, (time, place, _, quality)) = preceded(tag("GGA,"), (time, place, char(','), number)).parse(input)?;
    let (input, (satellites, _, height)) =
        (preceded(char(','), number), (char(','), fraction(2), char(',')), fraction(1)).parse(input)?;
    Ok((input, Sentence::Fix { time, place, satellites: satellites * quality, height }))
}

fn course(input: &[u8]) -> IResult<&[u8], Sentence> {
    let valid = alt((value(true, char('A')), value(false, char('V'))));
    let (input, (time, valid, place)) =
        preceded(tag("RMC,"), (time, terminated(valid, char(',')), place)).parse(input)?;
    let (input, speed) = preceded(char(','), fraction(2)).parse(input)?;
    Ok((input, Sentence::Course { time, valid, place, speed }))
}

fn hexadecimal(input: &[u8]) -> IResult<&[u8], u8> {
    let digit = |digit: &u8| (*digit as char).to_digit(16).unwrap_or(0) as u8;
    map(take_while_m_n(2, 2, |byte: u8| byte.is_ascii_hexdigit()), |digits: &[u8]| {
        digits.iter().fold(0, |number, byte| number << 4 | digit(byte))
    })
    .parse(input)
}

/// The sentence of a line whose checksum is right.
fn line(input: &[u8]) -> Option<Sentence> {
    let (_, (body, sent)) =
        all_consuming((preceded(char('$'), take_until("*")), preceded(char('*'), hexadecimal))).parse(input).ok()?;
    if body.iter().fold(0, |sum, byte| sum ^ byte) != sent {
        return None;
    }
    let (_, sentence) = preceded(take(2_usize), alt((fix, course))).parse(body).ok()?;
    Some(sentence)
}

/// Parses lines, some of which are damaged; returns a checksum of the sentences.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let buffer = unsafe { LINE.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for index in 0..40 {
        let text = SENTENCES[random.below(SENTENCES.len() as u32) as usize];
        let received = &mut buffer[..text.len()];
        received.copy_from_slice(text);
        if index % 8 == 5 {
            received[random.below(text.len() as u32) as usize] ^= 1;
        }
        match line(received) {
            None => sum.add(index),
            Some(Sentence::Fix { time, place, satellites, height }) => {
                [time, place.north as u32, place.east as u32, satellites, height as u32]
                    .into_iter()
                    .for_each(|word| sum.add(word));
            }
            Some(Sentence::Course { time, valid, place, speed }) => {
                [time, u32::from(valid), place.north as u32, place.east as u32, speed as u32]
                    .into_iter()
                    .for_each(|word| sum.add(word));
            }
        }
    }
    sum.0
}
