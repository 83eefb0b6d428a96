//! One component and all the directives about it: takes the directives of a file, gives independent cases, and runs
//! them.

use std::collections::HashMap;

use dissolve_interface::Interface;
use dissolve_pipeline::fuse::{Fused, fuse};
use wasmtime::Engine;

use super::place::{OnBoard, OnEngine, Place};
use super::report::{Finding, Outcome};
use super::script::{Call, Expected, Kind, Refused, Script, Source};
use super::verdict::{self, State};
use super::{Layout, stock};
use crate::fuzz::caught;

/// A component and all the directives about it. A directive is identified by its index in the file.
pub struct Case<'a> {
    /// The name that dissolve gives it: the file's stem and the line.
    name: String,
    directive: usize,
    source: &'a Source,
    wanted: Wanted<'a>,
}

/// The expectation of a component.
enum Wanted<'a> {
    /// It is refused, for this reason.
    Refusal(&'a str),
    /// It is fused, and these instances pass.
    Instances(Vec<Session<'a>>),
}

/// An instance, and the calls to it.
struct Session<'a> {
    directive: usize,
    steps: Vec<Step<'a>>,
}

struct Step<'a> {
    directive: usize,
    call: &'a Call,
    expected: &'a Expected,
}

/// The cases of a file. Directives whose references do not resolve are in no case.
pub fn cases<'a>(path: &str, script: &'a Script) -> Vec<Case<'a>> {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".wast");
    let mut cases: Vec<Case<'a>> = Vec::new();
    let mut definitions: HashMap<Option<&str>, usize> = HashMap::new();
    // The case and the session of each instance; the key `None` is the last instance.
    let mut instances: HashMap<Option<&str>, (usize, usize)> = HashMap::new();
    for (index, directive) in script.directives.iter().enumerate() {
        let mut define = |source, wanted| {
            cases.push(Case { name: format!("{stem}-{}", directive.line), directive: index, source, wanted });
            cases.len() - 1
        };
        match &directive.kind {
            Kind::Refused(Refused { source, text }) => {
                define(source, Wanted::Refusal(text));
            }
            Kind::Definition { name, source } => {
                let case = define(source, Wanted::Instances(Vec::new()));
                definitions.insert(None, case);
                definitions.insert(name.as_deref(), case);
            }
            Kind::Component { name, source } => {
                let case = define(source, Wanted::Instances(vec![Session { directive: index, steps: Vec::new() }]));
                for name in [None, name.as_deref()] {
                    definitions.insert(name, case);
                    instances.insert(name, (case, 0));
                }
            }
            Kind::Instance { name, definition } => {
                let Some(&case) = definitions.get(&definition.as_deref()) else { continue };
                if let Wanted::Instances(sessions) = &mut cases[case].wanted {
                    sessions.push(Session { directive: index, steps: Vec::new() });
                    instances.insert(None, (case, sessions.len() - 1));
                    instances.insert(name.as_deref(), (case, sessions.len() - 1));
                }
            }
            Kind::Invoke { call, expected } => {
                let Some(&(case, session)) = instances.get(&call.instance.as_deref()) else { continue };
                if let Wanted::Instances(sessions) = &mut cases[case].wanted {
                    sessions[session].steps.push(Step { directive: index, call, expected });
                }
            }
            Kind::Unknown(_) => {}
        }
    }
    cases
}

impl Case<'_> {
    /// Runs the case. Returns a finding for each of its directives.
    pub fn run(&self, engine: &Engine, layout: Layout) -> Vec<Finding> {
        let ran = caught(|| match &self.wanted {
            Wanted::Refusal(wanted) => vec![Finding::new(self.directive, self.refusal(wanted, engine, layout))],
            Wanted::Instances(sessions) => self.instances(sessions, engine, layout),
        });
        ran.unwrap_or_else(|panic| {
            let failed = |directive| Finding::new(directive, Outcome::Failed(format!("dissolve panicked: {panic}")));
            self.directives().map(failed).collect()
        })
    }

    fn directives(&self) -> impl Iterator<Item = usize> {
        let sessions = match &self.wanted {
            Wanted::Refusal(_) => &[],
            Wanted::Instances(sessions) => sessions.as_slice(),
        };
        let inner = sessions.iter().flat_map(|session| {
            let steps = session.steps.iter().map(|step| step.directive);
            [session.directive].into_iter().chain(steps)
        });
        // The directive that defines the component may also be the one that instantiates it.
        [self.directive].into_iter().chain(inner.filter(|directive| *directive != self.directive))
    }

    /// The outcome of a component that must be refused.
    fn refusal(&self, wanted: &str, engine: &Engine, layout: Layout) -> Outcome {
        let Ok(source) = self.source else { return Outcome::Assembler };
        let binary = match dissolve_pipeline::binary(source, &self.name) {
            Ok(binary) => binary,
            // Quoted text is assembled by the same assembler.
            Err(dissolve_pipeline::Error::Text(_)) => return Outcome::Assembler,
            Err(error) => return Outcome::Refused { wanted: wanted.to_owned(), said: error.to_string() },
        };
        match fuse(&binary, &layout.options(&self.name)) {
            Err(error) if dissolve_pipeline::is_defect(&error) => Outcome::Failed(error.to_string()),
            Err(error) => Outcome::Refused { wanted: wanted.to_owned(), said: error.to_string() },
            Ok(_) if stock::compiles(engine, &binary).is_ok() => {
                Outcome::Failed("it is accepted, as by the stock engine (wasmtime 48)".into())
            }
            Ok(_) => Outcome::Failed("it is accepted".into()),
        }
    }

    /// Fuses the component. Returns the outcome if that fails.
    fn fused(&self, engine: &Engine, layout: Layout) -> Result<Fused, Outcome> {
        let source = self.source.as_ref().map_err(|error| Outcome::Failed(error.clone()))?;
        let binary =
            dissolve_pipeline::binary(source, &self.name).map_err(|error| Outcome::Failed(error.to_string()))?;
        fuse(&binary, &layout.options(&self.name)).map_err(|error| match stock::compiles(engine, &binary) {
            Ok(()) => Outcome::Failed(error.to_string()),
            Err(stock) => Outcome::Failed(format!("{error}; the stock engine (wasmtime 48) refuses it too: {stock}")),
        })
    }

    fn instances(&self, sessions: &[Session<'_>], engine: &Engine, layout: Layout) -> Vec<Finding> {
        let fused = match self.fused(engine, layout) {
            Ok(fused) => fused,
            Err(outcome) => {
                let rest = self.directives().skip(1);
                let mut findings = vec![Finding::new(self.directive, outcome)];
                findings.extend(rest.map(|directive| Finding::new(directive, Outcome::After(self.directive))));
                return findings;
            }
        };
        let fresh = |directive| (directive, Finding::new(directive, Outcome::Passed));
        let mut findings = self.directives().map(fresh).collect::<HashMap<_, _>>();
        if !sessions.is_empty() {
            let place = OnEngine::new(engine, &fused);
            for (directive, outcome) in played(place, "on the engine", sessions, &fused.interface) {
                findings.entry(directive).and_modify(|finding| {
                    finding.engine |= outcome.was_tried();
                    finding.add(outcome);
                });
            }
            let place = OnBoard::new(&fused, &self.name);
            for (directive, outcome) in played(place, "on the chip", sessions, &fused.interface) {
                findings.entry(directive).and_modify(|finding| {
                    finding.chip |= outcome.was_tried();
                    finding.add(outcome);
                });
            }
        }
        findings.into_values().collect()
    }
}

/// Plays the sessions one after the other in a place. If the place could not be made, each session fails.
fn played<P: Place>(
    place: Result<P, String>,
    name: &str,
    sessions: &[Session<'_>],
    interface: &Interface,
) -> Vec<(usize, Outcome)> {
    let failed = |message: String| Outcome::Failed(format!("{name}: {message}"));
    let mut place = place.map_err(failed);
    let mut outcomes = Vec::new();
    for session in sessions {
        let started = match &mut place {
            Ok(place) => place.start_over().map_err(|error| failed(error.to_string())),
            Err(outcome) => Err(outcome.clone()),
        };
        let (Ok(place), Ok(())) = (&mut place, &started) else {
            outcomes.push((session.directive, started.err().unwrap_or(Outcome::Passed)));
            outcomes.extend(session.steps.iter().map(|step| (step.directive, Outcome::After(session.directive))));
            continue;
        };
        outcomes.push((session.directive, Outcome::Passed));
        let mut state = State::Alive;
        for step in &session.steps {
            let checked = verdict::check(place, &mut state, interface, step.call, step.expected);
            outcomes.push((step.directive, checked.map_or_else(failed, |()| Outcome::Passed)));
        }
    }
    outcomes
}
