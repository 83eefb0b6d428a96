//! The observer that stages tell what they do while they work.
//!
//! A stage has no clock and prints nothing. It says which phase is over and how much that leaves; an observer that wants to know
//! how long a phase takes looks at its own clock.

use std::fmt;
use std::sync::Arc;

/// Something that a stage tells.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A phase is over.
    Phase(Phase<'a>),
    /// A remark for people, such as the reason why something was left undone.
    Note(fmt::Arguments<'a>),
}

/// A phase that is over. Phases come one after the other: each begins where the one before it ends.
#[derive(Clone, Copy, Debug)]
pub struct Phase<'a> {
    /// The stage and the phase, such as `fuse, merge`; of a stage with one phase its name, such as `link`.
    pub name: &'static str,
    /// Its result.
    pub left: Left<'a>,
}

impl fmt::Display for Phase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.left)
    }
}

/// The result of a phase.
#[derive(Clone, Copy, Debug)]
pub enum Left<'a> {
    /// A module, object or image of so many bytes.
    Bytes(usize),
    /// Anything else, in words.
    Words(fmt::Arguments<'a>),
}

impl fmt::Display for Left<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Left::Bytes(bytes) => write!(f, "{bytes} bytes"),
            Left::Words(words) => words.fmt(f),
        }
    }
}

/// A function that hears of each event, or nobody, which is the default. Options of stages have one; it has no effect on their results.
#[derive(Clone, Default)]
pub struct Observer(Option<Arc<Observe>>);

type Observe = dyn Fn(&Event<'_>) + Send + Sync;

impl Observer {
    /// An observer that is called with each event, in order.
    pub fn new(observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Observer {
        Observer(Some(Arc::new(observe)))
    }

    /// Tells that a phase is over that leaves a module, object or image of `bytes` bytes.
    pub fn left(&self, name: &'static str, bytes: usize) {
        self.tell(&Event::Phase(Phase { name, left: Left::Bytes(bytes) }));
    }

    /// Tells that a phase is over, and what it leaves in words, such as `12 functions`.
    pub fn finished(&self, name: &'static str, words: fmt::Arguments<'_>) {
        self.tell(&Event::Phase(Phase { name, left: Left::Words(words) }));
    }

    /// Makes a remark.
    pub fn note(&self, text: fmt::Arguments<'_>) {
        self.tell(&Event::Note(text));
    }

    fn tell(&self, event: &Event<'_>) {
        if let Some(observe) = &self.0 {
            observe(event);
        }
    }
}

/// All observers look alike: keys that are made of options do not depend on them.
impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn an_observer_hears_what_is_left() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        let observer = Observer::new(move |event| {
            all.lock().unwrap().push(match event {
                Event::Phase(phase) => phase.to_string(),
                Event::Note(text) => format!("({text})"),
            });
        });
        for observer in [observer, Observer::default()] {
            observer.left("fuse, merge", 12);
            observer.finished("compile, translate", format_args!("{} functions", 3));
            observer.note(format_args!("no relocations"));
        }
        let expected = ["fuse, merge: 12 bytes", "compile, translate: 3 functions", "(no relocations)"];
        assert_eq!(*heard.lock().unwrap(), expected);
    }
}
