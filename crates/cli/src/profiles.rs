//! A profile as text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use dissolve_pipeline::run::profile::Profile;

use crate::table::table;

/// The most functions, and the most places, that are printed.
const MOST_ROWS: usize = 24;

/// The tables of a profile: components, functions, places, and calls between components.
pub fn text(profile: &Profile) -> String {
    let all = profile.instructions();
    let share = |count: u64| format!("{:5.1} %", 100.0 * count as f64 / all.max(1) as f64);
    let calls = if profile.calls == 1 { "call" } else { "calls" };
    let mut text = format!("profile: {} instructions in {} {calls} by the host\n", all, profile.calls);

    let owners = sorted(profile.owners(), |count| *count);
    let rows: Vec<_> = owners.into_iter().map(|(owner, count)| [count.to_string(), share(count), owner]).collect();
    section(&mut text, ["instructions", "share", "component"], rows);

    let functions = sorted(profile.functions(), |cost| cost.own);
    let rows: Vec<_> = functions
        .into_iter()
        .map(|(function, cost)| {
            let [own, total] = [cost.own, cost.total].map(|count| count.to_string());
            [own, share(cost.own), total, function.owner.to_string(), function.name.clone()]
        })
        .collect();
    section(&mut text, ["instructions", "share", "with callees", "component", "function"], rows);

    let places = sorted(profile.places.iter().collect(), |count| **count);
    let rows: Vec<_> = places
        .into_iter()
        .map(|((function, position), &count)| {
            [count.to_string(), share(count), position.to_string(), function.name.clone()]
        })
        .collect();
    section(&mut text, ["instructions", "share", "place", "function"], rows);

    let crossings = profile.crossings.iter().map(|(crossing, count)| {
        let between = format!("{} -> {}", crossing.caller, crossing.callee);
        [count.to_string(), between, crossing.function.clone()]
    });
    let inlined = profile.inlined().into_iter().map(|(caller, callee)| {
        [
            "inlined".to_owned(),
            format!("{caller} -> {callee}"),
            "its code is inlined, so there is no call to count".to_owned(),
        ]
    });
    let rows: Vec<_> = crossings.chain(inlined).collect();
    if !rows.is_empty() {
        section(&mut text, ["calls", "between", "function"], rows);
    }
    text
}

/// The entries with the largest numbers first.
fn sorted<K: Ord, V>(entries: BTreeMap<K, V>, number: impl Fn(&V) -> u64) -> Vec<(K, V)> {
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by_key(|(_, value)| Reverse(number(value)));
    entries
}

/// Appends a table. Of many rows, the first are printed.
fn section<const N: usize>(text: &mut String, head: [&str; N], rows: Vec<[String; N]>) {
    text.push('\n');
    text.push_str(&table(head, &rows[..rows.len().min(MOST_ROWS)]));
    if rows.len() > MOST_ROWS {
        writeln!(text, "and {} more", rows.len() - MOST_ROWS).expect("writing to a string");
    }
}
