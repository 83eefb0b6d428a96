//! Puts several groups into one image, since making and booting an image costs more than running most groups.
//!
//! A module that imports nothing and does something when it is instantiated (tables, segments, a start function) is an
//! image of its own and is not linked, since that is the code that a user gets. All other groups are joined by the
//! linker, and are instantiated and called one after the other. They do not share anything.

use wasmparser::{MemoryType, Operator, Parser, Payload};

use super::image::RESERVATION;
use super::plan::{Group, Instance, Plan};

/// Groups that share an image.
pub struct Bundle<'a> {
    /// The groups, in order.
    pub groups: Vec<&'a Group<'a>>,
    /// True if the image is the one module of the one group, not linked.
    pub as_it_is: bool,
}

/// The limits of an image.
const ROOM: Need = Need { bytes: 2 << 20, code: 256 << 10, memories: 60, tables: 60, instances: 64 };

/// The resources that instances use in an image.
#[derive(Clone, Copy, Default)]
struct Need {
    /// Bytes of memories, with their reservations for growth.
    bytes: u64,
    /// Bytes of the modules.
    code: u64,
    memories: u64,
    tables: u64,
    instances: u64,
}

impl Need {
    fn and(self, other: Need) -> Need {
        Need {
            bytes: self.bytes.saturating_add(other.bytes),
            code: self.code + other.code,
            memories: self.memories + other.memories,
            tables: self.tables + other.tables,
            instances: self.instances + other.instances,
        }
    }

    fn fits(self) -> bool {
        self.bytes <= ROOM.bytes
            && self.code <= ROOM.code
            && self.memories <= ROOM.memories
            && self.tables <= ROOM.tables
            && self.instances <= ROOM.instances
    }
}

/// The properties of a module that decide how it is bundled.
#[derive(Default)]
struct Traits {
    need: Need,
    /// True if its instantiation does something.
    acts: bool,
}

/// Divides the groups of a plan into images.
pub fn bundles<'a>(plan: &'a Plan<'a>) -> Vec<Bundle<'a>> {
    let mut bundles = Vec::new();
    let mut open = Bundle { groups: Vec::new(), as_it_is: false };
    let mut taken = Need::default();
    for group in &plan.groups {
        let members = group.instances.iter().map(|&instance| &plan.instances[instance]).collect::<Vec<_>>();
        let traits = members.iter().map(|instance| traits(instance)).collect::<Vec<_>>();
        let as_it_is = match (&members[..], &traits[..]) {
            ([instance], [traits]) => instance.providers.is_empty() && traits.acts && group.globals().is_empty(),
            _ => false,
        };
        if as_it_is {
            bundles.push(Bundle { groups: vec![group], as_it_is });
            continue;
        }
        let need = traits.iter().fold(Need::default(), |all, traits| all.and(traits.need));
        if !taken.and(need).fits() && !open.groups.is_empty() {
            bundles.push(std::mem::replace(&mut open, Bundle { groups: Vec::new(), as_it_is: false }));
            taken = Need::default();
        }
        open.groups.push(group);
        taken = taken.and(need);
    }
    bundles.extend(Some(open).filter(|open| !open.groups.is_empty()));
    bundles
}

/// Reads a module up to the first part that cannot be read. An unreadable module is refused later.
fn traits(instance: &Instance<'_>) -> Traits {
    let mut traits = Traits::default();
    let Ok(module) = &instance.module else { return traits };
    traits.need = Need { code: module.len() as u64, instances: 1, ..Need::default() };
    let mut grows = false;
    for payload in Parser::new(0).parse_all(module).map_while(Result::ok) {
        match payload {
            Payload::MemorySection(section) => {
                for memory in section.into_iter().map_while(Result::ok) {
                    traits.need.memories += 1;
                    traits.need.bytes = traits.need.bytes.saturating_add(bytes(&memory));
                }
            }
            Payload::TableSection(section) => {
                traits.need.tables += u64::from(section.count());
                traits.acts = true;
            }
            Payload::StartSection { .. } | Payload::ElementSection(_) | Payload::DataSection(_) => traits.acts = true,
            Payload::CodeSectionEntry(body) => {
                let mut operators = body.get_operators_reader().into_iter().flatten().map_while(Result::ok);
                grows |= operators.any(|operator| matches!(operator, Operator::MemoryGrow { .. }));
            }
            _ => {}
        }
    }
    if grows {
        let reserved = traits.need.memories.max(1).saturating_mul(u64::from(RESERVATION.bytes()));
        traits.need.bytes = traits.need.bytes.saturating_add(reserved);
    }
    traits
}

/// The initial size of a memory in bytes.
fn bytes(memory: &MemoryType) -> u64 {
    memory.initial.saturating_mul(memory.page_size().into())
}
