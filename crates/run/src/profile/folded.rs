//! Folded stacks: `flamegraph.pl` made the format, and other tools read it.

use std::fmt::Write as _;

use super::{Function, Profile};

/// The stacks of a profile, a line for each.
pub fn text(profile: &Profile) -> String {
    let mut text = String::new();
    for (stack, count) in &profile.stacks {
        let names: Vec<_> = stack.iter().map(name).collect();
        writeln!(text, "{} {count}", names.join(";")).expect("writing to a string");
    }
    text
}

/// The name of a function, with its origin. A semicolon would end it.
fn name(function: &Function) -> String {
    format!("{}`{}", function.owner, function.name).replace(';', ",").replace(char::is_control, "_")
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_profile() {
        let text = text(&sample());
        let expected = "a`f 10\na`f;a`f 5\na`f;b`g 3\na`f;b`g;native code`memcpy, \"<x>\" & more 2\n";
        assert_eq!(text, expected);
        let counts = text.lines().map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap());
        assert_eq!(counts.sum::<u64>(), sample().instructions());
    }
}
