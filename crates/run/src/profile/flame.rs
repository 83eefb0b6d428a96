//! A flame graph as an SVG picture: a box for each function on a stack, as wide as its share of the instructions, above its caller.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Function, Owner, Profile};

/// The width of the picture, in pixels.
const WIDTH: f64 = 1200.0;
/// The height of a box, in pixels.
const HEIGHT: f64 = 18.0;
/// The room above the boxes, for the title.
const TOP: f64 = 36.0;
/// Boxes that are narrower are left out, in pixels.
const LEAST_WIDTH: f64 = 0.2;
/// The width of a letter, in pixels; a little more than most have.
const LETTER: f64 = 7.0;
/// The fill colors of components.
const COLORS: [&str; 6] = ["#f4a261", "#7fb3d5", "#82c596", "#e9c46a", "#c39bd3", "#e59892"];
/// The fill color of all other code.
const GRAY: &str = "#cfcfcf";

/// A function on a stack.
#[derive(Default)]
struct Frame<'a> {
    count: u64,
    callees: BTreeMap<&'a Function, Frame<'a>>,
}

/// The picture.
pub fn svg(profile: &Profile, title: &str) -> String {
    let mut root = Frame::default();
    for (stack, count) in &profile.stacks {
        root.count += count;
        let mut top = &mut root;
        for function in stack {
            top = top.callees.entry(function).or_default();
            top.count += count;
        }
    }
    let mut picture = Picture {
        text: String::new(),
        total: root.count.max(1),
        colors: colors(profile),
        floor: TOP + HEIGHT * profile.stacks.keys().map(Vec::len).max().unwrap_or(0) as f64,
    };
    let height = picture.floor + HEIGHT / 2.0;
    let title = escape(title);
    picture.line(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"monospace\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"8\" y=\"22\" font-size=\"15\">{title}: {} instructions</text>",
        root.count
    ));
    picture.boxes(&root, 0.0, 1);
    picture.line(format_args!("</svg>"));
    picture.text
}

/// The color of each component.
fn colors(profile: &Profile) -> BTreeMap<String, &'static str> {
    let mut names: Vec<_> = profile
        .stacks
        .keys()
        .flatten()
        .filter(|function| matches!(function.owner, Owner::Component { .. } | Owner::Module(_)))
        .map(|function| function.owner.to_string())
        .collect();
    names.sort();
    names.dedup();
    names.into_iter().zip(COLORS.into_iter().cycle()).collect()
}

struct Picture {
    text: String,
    /// All instructions.
    total: u64,
    colors: BTreeMap<String, &'static str>,
    /// The lower edge of the outermost functions, in pixels.
    floor: f64,
}

impl Picture {
    fn line(&mut self, what: std::fmt::Arguments<'_>) {
        self.text.write_fmt(what).expect("writing to a string");
        self.text.push('\n');
    }

    /// Draws the callees of a box that begins at `left`. The recursion is as deep as the deepest stack, which is limited.
    fn boxes(&mut self, caller: &Frame<'_>, left: f64, depth: usize) {
        let mut left = left;
        for (function, callee) in &caller.callees {
            let width = WIDTH * callee.count as f64 / self.total as f64;
            if width >= LEAST_WIDTH {
                self.draw(function, callee.count, left, width, self.floor - HEIGHT * depth as f64);
                self.boxes(callee, left, depth + 1);
            }
            left += width;
        }
    }

    fn draw(&mut self, function: &Function, count: u64, left: f64, width: f64, top: f64) {
        let owner = function.owner.to_string();
        let color = self.colors.get(&owner).copied().unwrap_or(GRAY);
        let share = 100.0 * count as f64 / self.total as f64;
        let name = escape(&function.name);
        let hint = format!("{name} of {}: {count} instructions, {share:.1} %", escape(&owner));
        let room = (width / LETTER) as usize;
        let label: String = match function.name.chars().count() {
            length if length <= room => name,
            _ if room > 3 => escape(&function.name.chars().take(room - 2).collect::<String>()) + "..",
            _ => String::new(),
        };
        self.line(format_args!(
            "<g><title>{hint}</title><rect x=\"{left:.2}\" y=\"{top}\" width=\"{width:.2}\" height=\"{}\" fill=\"{color}\" stroke=\"#ffffff\" \
             stroke-width=\"0.5\"/><text x=\"{:.2}\" y=\"{}\">{label}</text></g>",
            HEIGHT - 1.0,
            left + 3.0,
            top + 13.0
        ));
    }
}

/// Replaces what has another meaning in XML.
fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace(char::is_control, "_")
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn boxes_are_as_wide_as_their_share() {
        let svg = svg(&sample(), "a & b");
        let boxes: Vec<_> = svg.lines().filter(|line| line.starts_with("<g>")).collect();
        assert_eq!(boxes.len(), 4, "{svg}");
        let number = |line: &str, name: &str| -> f64 {
            line.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap()
        };
        assert_eq!(boxes.iter().map(|line| number(line, "width")).collect::<Vec<_>>(), [1200.0, 300.0, 300.0, 120.0]);
        // The two callees of the outermost function stand on it, one beside the other.
        assert_eq!([number(boxes[1], "x"), number(boxes[2], "x")], [0.0, 300.0]);
        assert_eq!(number(boxes[0], "y") - number(boxes[1], "y"), HEIGHT);
        assert!(
            svg.contains("memcpy; &quot;&lt;x&gt;&quot; &amp; more of native code: 2 instructions, 10.0 %"),
            "{svg}"
        );
        assert!(svg.contains("a &amp; b: 20 instructions"), "{svg}");
    }
}
