//! Performs everything that a plan asks for, image by image, and gives a finding for each directive.

use std::collections::HashMap;

use dissolve_pipeline::Error;
use dissolve_pipeline::codegen;

use super::Settings;
use super::bundle::{Bundle, bundles};
use super::image::{Answer, Loaded, Problem, compiled, linked};
use super::plan::{Event, Group, Plan};
use super::refusal::{defined, refused, unlinkable};
use super::script::Expected;
use super::verdict::{Verdict, verdict};
use crate::conformance::report::{Finding, Outcome};
use crate::fuzz as panics;

/// Performs a plan, except for the directives that the list of skips leaves alone.
pub fn play(settings: Settings, plan: &Plan<'_>, left_alone: &HashMap<usize, usize>) -> Vec<Finding> {
    let mut findings =
        plan.passed.iter().map(|&directive| Finding::new(directive, Outcome::Passed)).collect::<Vec<_>>();
    for &(directive, module) in &plan.refused {
        findings.push(Finding::new(directive, caught(|| refused(settings, module))));
    }
    for &(directive, source) in &plan.defined {
        let outcome = caught(|| defined(settings, source).map_or_else(Outcome::Failed, |()| Outcome::Passed));
        findings.push(Finding::new(directive, outcome));
    }
    for (instance, wanted) in &plan.unlinkable {
        findings.push(Finding::new(instance.directive, caught(|| unlinkable(plan, instance, wanted))));
    }
    let mut session = Session { settings, plan, left_alone, findings };
    for bundle in bundles(plan) {
        session.bundle(&bundle);
    }
    session.findings
}

/// Runs a check; a panic becomes a failure.
fn caught(check: impl FnOnce() -> Outcome) -> Outcome {
    panics::caught(check).unwrap_or_else(|panic| Outcome::Failed(panicked(&panic)))
}

fn panicked(panic: &str) -> String {
    format!("dissolve panicked: {panic}")
}

/// A plan while it is played, with its findings so far.
struct Session<'a> {
    settings: Settings,
    plan: &'a Plan<'a>,
    /// Directives that are left alone, each with the index of its entry in the list of skips.
    left_alone: &'a HashMap<usize, usize>,
    findings: Vec<Finding>,
}

impl Session<'_> {
    /// Plays the groups of a bundle one after the other in one image. If they do not build as one image, each group
    /// gets its own.
    fn bundle(&mut self, bundle: &Bundle<'_>) {
        if let [group] = bundle.groups[..] {
            return self.group_alone(group, bundle.as_it_is);
        }
        let members = bundle.groups.iter().flat_map(|group| group.instances.iter().copied()).collect::<Vec<_>>();
        let globals = bundle.groups.iter().flat_map(|group| group.globals()).collect::<Vec<_>>();
        let loaded = panics::caught(|| self.load_linked(&members, &globals));
        let mut place = match loaded {
            Ok(Ok(loaded)) => Place::There(Box::new(loaded)),
            // Separate images could hide the defect, if none of them has it.
            Ok(Err(problem)) if problem.is_defect() => Place::Gone(problem.to_string()),
            Err(panic) => Place::Gone(panicked(&panic)),
            Ok(Err(_)) => return bundle.groups.iter().for_each(|group| self.group_alone(group, false)),
        };
        for group in &bundle.groups {
            place = self.events(group, place.restarted(), &mut HashMap::new());
        }
    }

    /// Plays a group in an image of its own.
    fn group_alone(&mut self, group: &Group<'_>, as_it_is: bool) {
        let mut gone = HashMap::new();
        let loaded = panics::caught(|| self.load(group, as_it_is, &mut gone));
        let place = match loaded {
            Ok(Ok(loaded)) => Place::There(Box::new(loaded)),
            Ok(Err(problem)) => Place::Gone(problem.to_string()),
            Err(panic) => Place::Gone(panicked(&panic)),
        };
        self.events(group, place, &mut gone);
    }

    /// Plays the events of a group, and returns the place for the next group. `gone` holds the instances that do not
    /// exist, with the outcome of each.
    fn events(&mut self, group: &Group<'_>, mut place: Place, gone: &mut HashMap<usize, Outcome>) -> Place {
        for event in &group.events {
            let instance = event.instance();
            let made_by = self.plan.instances[instance].directive;
            let directive = event.directive(self.plan);
            let mut finding = Finding::new(directive, Outcome::Passed);
            let (mut tried, mut lost) = (false, false);
            finding.add(match (self.left_alone.get(&directive), gone.get(&instance), &mut place) {
                (Some(&entry), ..) => Outcome::LeftAlone(entry),
                (_, Some(outcome), _) if directive == made_by => outcome.clone(),
                (_, Some(_), _) => Outcome::After(made_by),
                (_, None, Place::Gone(why)) if directive == made_by => Outcome::Failed(why.clone()),
                (_, None, Place::Gone(_)) => Outcome::After(made_by),
                (_, None, Place::Lost(before, _)) => Outcome::After(*before),
                (_, None, Place::There(loaded)) => {
                    tried = true;
                    match self.event(loaded, event) {
                        Verdict::As(outcome) => outcome,
                        Verdict::Lost(message) => {
                            lost = true;
                            Outcome::Failed(message)
                        }
                    }
                }
            });
            finding.chip = tried && finding.outcome.was_tried();
            if directive == made_by && finding.outcome != Outcome::Passed {
                gone.entry(instance).or_insert_with(|| finding.outcome.clone());
            }
            self.findings.push(finding);
            if lost {
                place = place.lose(directive);
            }
        }
        place
    }

    /// Builds and boots a group. Instances that do not compile are left out, and so are the instances that import from
    /// them.
    fn load(&self, group: &Group<'_>, as_it_is: bool, gone: &mut HashMap<usize, Outcome>) -> Result<Loaded, Problem> {
        if as_it_is {
            let module = self.plan.instances[group.instances[0]].module.clone().map_err(Problem::Module)?;
            match Loaded::new(self.settings, module, None) {
                // The module has names that are not C identifiers. The linker gives them other symbols.
                Err(Problem::Build(Error::Codegen(
                    codegen::Error::SymbolsMeet { .. } | codegen::Error::NoSymbol { .. },
                ))) => {}
                other => return other,
            }
        }
        let mut globals = group.globals();
        let problem = match self.load_linked(&group.instances, &globals) {
            Ok(loaded) => return Ok(loaded),
            Err(problem) if group.instances.len() == 1 => return Err(problem),
            Err(problem) => problem,
        };
        for &index in &group.instances {
            let instance = &self.plan.instances[index];
            let mut needed = self.plan.needed_by(instance);
            if let Some(&before) = needed.iter().find(|needed| gone.contains_key(needed)) {
                gone.insert(index, Outcome::After(self.plan.instances[before].directive));
                continue;
            }
            needed.push(index);
            let alone = linked(self.plan, &needed, None, &[])
                .and_then(|linkage| Ok(compiled(self.settings, linkage.linked.bytes)?));
            if let Err(problem) = alone {
                gone.insert(index, Outcome::Failed(problem.to_string()));
            }
        }
        let rest = group.instances.iter().copied().filter(|instance| !gone.contains_key(instance)).collect::<Vec<_>>();
        if gone.is_empty() || rest.is_empty() {
            return Err(problem);
        }
        globals.retain(|(instance, _)| rest.contains(instance));
        self.load_linked(&rest, &globals)
    }

    fn load_linked(&self, members: &[usize], globals: &[(usize, &str)]) -> Result<Loaded, Problem> {
        let linkage = linked(self.plan, members, None, globals)?;
        Loaded::new(self.settings, linkage.linked.bytes.clone(), Some(linkage))
    }

    fn event(&self, place: &mut Loaded, event: &Event<'_>) -> Verdict {
        match event {
            Event::Instantiate(instance) => {
                let expected = self.plan.instances[*instance].trap.map(|trap| Expected::Trap(trap.to_owned()));
                let answer = place.instantiate(*instance).map(|()| Vec::new()).map_err(Answer::from);
                verdict(answer, &expected.unwrap_or(Expected::Anything))
            }
            Event::Ask { instance, action, expected, .. } => verdict(place.ask(*instance, action), expected),
        }
    }
}

/// The chip on which a group is played.
enum Place {
    /// An image that runs.
    There(Box<Loaded>),
    /// There is no image, for this reason.
    Gone(String),
    /// The chip was lost during this directive; the image can be booted again.
    Lost(usize, Box<Loaded>),
}

impl Place {
    /// Records that the chip was lost during a directive.
    fn lose(self, directive: usize) -> Place {
        match self {
            Place::There(loaded) => Place::Lost(directive, loaded),
            other => other,
        }
    }

    /// Boots the image again if the chip was lost.
    fn restarted(self) -> Place {
        match self {
            Place::Lost(_, mut loaded) => match loaded.restart() {
                Ok(()) => Place::There(loaded),
                Err(problem) => Place::Gone(problem.to_string()),
            },
            other => other,
        }
    }
}
