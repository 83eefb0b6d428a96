//! Finds out which handles each component instance can have, and whether lent handles have to be counted.
//!
//! Takes the flattened component; gives a [`Use`] for each component instance. The flattener refuses a call of a component
//! from itself, from a component around it or inside it, so calls between components can nest only as their instances do;
//! a destructor can come between. Relies on the adapters' shape: the first flag (`may_leave`) that an adapter touches is the
//! caller's, the second one its callee's, and an adapter begins the call before it transfers handles.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use dissolve_wasm::{FuncIndex, GlobalIndex, Module};
use wasmparser::{Operator, TypeRef};
use wasmtime_environ::component::{
    CoreDef, Export, GlobalInitializer, InstantiateModule, InterfaceType, ResourceIndex, RuntimeComponentInstanceIndex,
    Trampoline, TypeComponentLocalErrorContextTableIndex, TypeFuncIndex, TypeResourceTableIndex,
};

use super::{PLAIN_TYPES, concrete, is_owner};
use crate::Error;
use crate::intrinsics::{self, Intrinsic, Intrinsics, Item};
use crate::translate::Translated;

/// The use of handles by a component instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// True if it can have owned handles or error contexts, whose number nothing limits.
    pub owns: bool,
    /// The greatest number of handles that a call of it is lent; none if there is no limit. Since the instance is called once
    /// at a time, these are all borrowed handles that it has at once.
    pub lent: Option<u32>,
    /// The reason why its table counts how often a handle is lent; none if it need not.
    pub counted: Option<Counted>,
}

/// The reason why a table counts how often each of its handles is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// A function is lent a handle and is given one of the same resource: both can be the same handle.
    LentAndGiven,
    /// During a call the caller, or the callee again, can be entered through a destructor.
    Reentrant,
    /// The component has more resource types than a tag of a table without counts can tell apart.
    ManyTypes,
}

/// The uses of handles in a component.
pub struct Uses {
    pub(super) instances: HashMap<RuntimeComponentInstanceIndex, Use>,
    /// True if a call can be lent handles.
    pub lends: bool,
    /// True if there are more resource types than a tag of a table without counts can tell apart.
    pub(super) many_types: bool,
}

impl Uses {
    /// Finds the uses in a flattened component.
    ///
    /// # Errors
    ///
    /// Fails if an adapter does not have the expected shape.
    pub fn new(translated: &Translated<'_>) -> Result<Uses, Error> {
        let many_types = translated.component.num_resources >= PLAIN_TYPES;
        let mut finder = Finder {
            translated,
            uses: Uses { instances: HashMap::new(), lends: false, many_types },
            calls: BTreeSet::new(),
            entered: BTreeMap::new(),
            lent: HashMap::new(),
            searched: HashSet::new(),
        };
        finder.adapters()?;
        finder.embedder();
        finder.built_ins();
        finder.reentrance();
        Ok(finder.uses)
    }

    /// Returns the use of handles by an instance.
    pub fn of(&self, instance: RuntimeComponentInstanceIndex) -> Use {
        let counted = self.many_types.then_some(Counted::ManyTypes);
        self.instances.get(&instance).copied().unwrap_or(Use { owns: false, lent: Some(0), counted })
    }

    /// Returns true if the tables of some instance count.
    pub fn count(&self) -> bool {
        self.many_types || self.instances.values().any(|instance| instance.counted.is_some())
    }

    fn of_mut(&mut self, instance: RuntimeComponentInstanceIndex) -> &mut Use {
        let new = self.of(instance);
        self.instances.entry(instance).or_insert(new)
    }
}

/// The number of borrowed handles that each instance gets; none if there is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lent(BTreeMap<RuntimeComponentInstanceIndex, Option<u32>>);

impl Lent {
    fn one(instance: RuntimeComponentInstanceIndex) -> Lent {
        Lent([(instance, Some(1))].into())
    }

    /// `first`, and then `second`.
    fn sum(first: Lent, second: Lent) -> Lent {
        first.merge(second, u32::checked_add)
    }

    /// Either `first` or `second`.
    fn max(first: Lent, second: Lent) -> Lent {
        first.merge(second, |first, second| Some(first.max(second)))
    }

    fn merge(mut self, other: Lent, merge: impl Fn(u32, u32) -> Option<u32>) -> Lent {
        for (instance, count) in other.0 {
            let known = self.0.entry(instance).or_insert(Some(0));
            *known = known.zip(count).and_then(|(known, count)| merge(known, count));
        }
        self
    }

    /// This, `times` times; none for any number of times.
    fn times(mut self, times: Option<u32>) -> Lent {
        for count in self.0.values_mut() {
            *count = count.zip(times).and_then(|(count, times)| count.checked_mul(times));
        }
        self
    }
}

/// A resource, and the instance in whose table its handles are.
type Place = (ResourceIndex, RuntimeComponentInstanceIndex);

/// The transfers of handles by a function of an adapter module, and by those that it calls.
#[derive(Clone, Default)]
struct Transfers {
    lent: Lent,
    /// The places that it lends from.
    lends: BTreeSet<Place>,
    /// The places that it takes owned handles from.
    takes: BTreeSet<Place>,
    /// The instances that get owned handles or error contexts.
    owners: BTreeSet<RuntimeComponentInstanceIndex>,
}

/// An adapter module: the intrinsics and flags among its imports, and the transfers of its functions so far.
struct Adapters<'m> {
    module: &'m Module<'m>,
    intrinsics: Intrinsics,
    flags: HashMap<GlobalIndex, RuntimeComponentInstanceIndex>,
    transfers: HashMap<FuncIndex, Transfers>,
}

struct Finder<'t, 'a> {
    translated: &'t Translated<'a>,
    uses: Uses,
    /// The pairs of caller and callee that adapters connect.
    calls: BTreeSet<[RuntimeComponentInstanceIndex; 2]>,
    /// The instances whose code can run while code of an instance does: callees, and the instances of destructors.
    entered: BTreeMap<RuntimeComponentInstanceIndex, BTreeSet<RuntimeComponentInstanceIndex>>,
    /// The handles that are lent with a value, by its type. A type can be a part of others many times.
    lent: HashMap<InterfaceType, Lent>,
    /// The types whose owned handles are noted.
    searched: HashSet<InterfaceType>,
}

impl Finder<'_, '_> {
    /// Finds the transfers of handles and the calls in all adapter modules.
    fn adapters(&mut self) -> Result<(), Error> {
        let translated = self.translated;
        for initializer in &translated.component.initializers {
            let GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, args), None) = initializer
            else {
                continue;
            };
            let module = &*translated.modules[*module].wasm;
            let mut adapters = Adapters {
                module,
                intrinsics: Intrinsics::default(),
                flags: HashMap::new(),
                transfers: HashMap::new(),
            };
            let (mut functions, mut globals) = (0, 0);
            for (argument, import) in args.iter().zip(&module.imports) {
                match (argument, import.ty) {
                    (CoreDef::Trampoline(trampoline), _) => {
                        let intrinsic = intrinsics::of_trampoline(&translated.trampolines[*trampoline]);
                        let function = FuncIndex::from_u32(functions);
                        adapters.intrinsics.imports.extend(intrinsic.map(|intrinsic| (function, intrinsic)));
                    }
                    (CoreDef::InstanceFlags(instance), _) => {
                        adapters.flags.insert(GlobalIndex::from_u32(globals), *instance);
                    }
                    _ => {}
                }
                functions += u32::from(matches!(import.ty, TypeRef::Func(_)));
                globals += u32::from(matches!(import.ty, TypeRef::Global(_)));
            }
            for (function, _) in module.defined_functions() {
                let transfers = self.transfers(&mut adapters, function)?;
                self.note(transfers);
            }
        }
        Ok(())
    }

    /// Returns the transfers of a function and those that it calls.
    fn transfers(&mut self, adapters: &mut Adapters<'_>, function: FuncIndex) -> Result<Transfers, Error> {
        if let Some(known) = adapters.transfers.get(&function) {
            return Ok(known.clone());
        }
        let Some(body) = adapters.module.body(function) else { return Ok(Transfers::default()) };
        let mut transfers = Transfers::default();
        // For each open block, true if it is a loop.
        let mut open = Vec::new();
        let mut connected = Vec::new();
        let mut entered = None;
        for item in adapters.intrinsics.items(function, body).map_err(Error::Invalid)? {
            let times = (!open.contains(&true)).then_some(1);
            match item {
                Item::Operator(Operator::Loop { .. }) => open.push(true),
                Item::Operator(Operator::Block { .. } | Operator::If { .. }) => open.push(false),
                Item::Operator(Operator::End) => _ = open.pop(),
                Item::Operator(Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index }) => {
                    let flag = adapters.flags.get(&GlobalIndex::from_u32(global_index));
                    connected.extend(flag.filter(|instance| !connected.contains(*instance)));
                }
                Item::Operator(Operator::Call { function_index }) => {
                    let inner = self.transfers(adapters, FuncIndex::from_u32(function_index))?;
                    transfers.lent = Lent::sum(transfers.lent, inner.lent.times(times));
                    transfers.lends.extend(inner.lends);
                    transfers.takes.extend(inner.takes);
                    transfers.owners.extend(inner.owners);
                }
                Item::Call(Intrinsic::Enter, Some(key)) => {
                    entered = Some(key.map(RuntimeComponentInstanceIndex::from_u32));
                }
                Item::Call(intrinsic, Some(key)) => self.transfer(intrinsic, key, times, &mut transfers),
                // Without constants, the adapter is refused when it is appended.
                Item::Call(_, None) | Item::Operator(_) => {}
            }
        }
        // A function without flags is a part of adapters, or only traps.
        let instances = match connected[..] {
            [] => None,
            [caller, callee] => Some([caller, callee]),
            _ => return Err(self.defect()),
        };
        if entered.is_some() && entered != instances {
            return Err(self.defect());
        }
        if let Some([caller, callee]) = instances {
            self.calls.insert([caller, callee]);
            self.entered.entry(caller).or_default().insert(callee);
        }
        adapters.transfers.insert(function, transfers.clone());
        Ok(transfers)
    }

    fn defect(&self) -> Error {
        Error::defect(self.translated.name, "an adapter does not say which two components it connects")
    }

    /// Adds a transfer by an adapter, which is made `times` times.
    fn transfer(&self, intrinsic: Intrinsic, [from, to]: [u32; 2], times: Option<u32>, transfers: &mut Transfers) {
        let translated = self.translated;
        let place = |table| concrete(&translated.types, TypeResourceTableIndex::from_u32(table));
        match intrinsic {
            Intrinsic::TransferBorrow => {
                transfers.lends.extend(place(from));
                if let Some((_, to)) = place(to).filter(|_| !is_owner(translated, TypeResourceTableIndex::from_u32(to)))
                {
                    let lent = std::mem::take(&mut transfers.lent);
                    transfers.lent = Lent::sum(lent, Lent::one(to).times(times));
                }
            }
            Intrinsic::TransferOwn => {
                transfers.takes.extend(place(from));
                transfers.owners.extend(place(to).map(|(_, instance)| instance));
            }
            Intrinsic::TransferErrorContext => {
                let to = TypeComponentLocalErrorContextTableIndex::from_u32(to);
                transfers.owners.insert(translated.types[to].instance);
            }
            Intrinsic::Enter | Intrinsic::Exit | Intrinsic::Trap | Intrinsic::OwnTrap => {}
        }
    }

    /// Notes the transfers of an adapter.
    fn note(&mut self, transfers: Transfers) {
        self.uses.lends |= !transfers.lends.is_empty();
        for &(_, instance) in transfers.lends.intersection(&transfers.takes) {
            self.uses.of_mut(instance).counted.get_or_insert(Counted::LentAndGiven);
        }
        for instance in transfers.owners {
            self.uses.of_mut(instance).owns = true;
        }
        self.lend(transfers.lent);
    }

    /// Notes the handles that one call is lent.
    fn lend(&mut self, lent: Lent) {
        for (instance, count) in lent.0 {
            self.uses.lends = true;
            let lent = &mut self.uses.of_mut(instance).lent;
            *lent = lent.zip(count).map(|(known, count)| known.max(count));
        }
    }

    /// Notes the handles that the embedder passes.
    fn embedder(&mut self) {
        let translated = self.translated;
        for (_, export) in translated.component.export_items.iter() {
            if let Export::LiftedFunction { ty, .. } = export {
                self.owned(*ty);
                let params = &translated.types[translated.types[*ty].params].types;
                let lent = params.iter().fold(Lent::default(), |sum, param| Lent::sum(sum, self.lent(*param)));
                self.lend(lent);
            }
        }
        for (_, trampoline) in translated.trampolines.iter() {
            if let Trampoline::LowerImport { lower_ty, .. } = trampoline {
                self.owned(*lower_ty);
            }
        }
    }

    /// Notes the instances with owned handles or error contexts in the parameters or results of a function.
    fn owned(&mut self, ty: TypeFuncIndex) {
        let types = &self.translated.types;
        let both = [types[ty].params, types[ty].results].map(|values| &types[values].types);
        for &ty in both.into_iter().flatten() {
            self.owned_in(ty);
        }
    }

    fn owned_in(&mut self, ty: InterfaceType) {
        if !self.searched.insert(ty) {
            return;
        }
        let types = &self.translated.types;
        match ty {
            InterfaceType::Own(table) => {
                if let Some((_, instance)) = concrete(types, table) {
                    self.uses.of_mut(instance).owns = true;
                }
            }
            InterfaceType::ErrorContext(table) => self.uses.of_mut(types[table].instance).owns = true,
            _ => self.inner(ty).into_iter().for_each(|inner| self.owned_in(inner)),
        }
    }

    /// Returns the handles that are lent with a value.
    fn lent(&mut self, ty: InterfaceType) -> Lent {
        if let Some(known) = self.lent.get(&ty) {
            return known.clone();
        }
        let types = &self.translated.types;
        let all: Vec<_> = self.inner(ty).into_iter().map(|inner| self.lent(inner)).collect();
        let all = all.into_iter();
        let lent = match ty {
            InterfaceType::Borrow(table) => match concrete(types, table) {
                Some((_, instance)) if !is_owner(self.translated, table) => Lent::one(instance),
                _ => Lent::default(),
            },
            InterfaceType::List(_) | InterfaceType::Map(_) => all.fold(Lent::default(), Lent::sum).times(None),
            InterfaceType::FixedLengthList(list) => all.fold(Lent::default(), Lent::sum).times(Some(types[list].size)),
            InterfaceType::Variant(_) | InterfaceType::Result(_) => all.fold(Lent::default(), Lent::max),
            _ => all.fold(Lent::default(), Lent::sum),
        };
        self.lent.insert(ty, lent.clone());
        lent
    }

    /// Returns the types of which a type is made.
    fn inner(&self, ty: InterfaceType) -> Vec<InterfaceType> {
        let types = &self.translated.types;
        match ty {
            InterfaceType::List(list) => vec![types[list].element],
            InterfaceType::FixedLengthList(list) => vec![types[list].element],
            InterfaceType::Record(record) => types[record].fields.iter().map(|field| field.ty).collect(),
            InterfaceType::Tuple(tuple) => types[tuple].types.to_vec(),
            InterfaceType::Variant(variant) => types[variant].cases.values().flatten().copied().collect(),
            InterfaceType::Option(option) => vec![types[option].ty],
            InterfaceType::Result(result) => [types[result].ok, types[result].err].into_iter().flatten().collect(),
            InterfaceType::Map(map) => vec![types[map].key, types[map].value],
            _ => Vec::new(),
        }
    }

    /// Notes the handles that components make, and the destructors that they can run.
    fn built_ins(&mut self) {
        let translated = self.translated;
        let mut destructors = BTreeMap::new();
        for initializer in &translated.component.initializers {
            if let GlobalInitializer::Resource(resource) = initializer
                && resource.dtor.is_some()
            {
                destructors.insert(translated.component.resource_index(resource.index), resource.instance);
            }
        }
        for (_, trampoline) in translated.trampolines.iter() {
            match trampoline {
                Trampoline::ResourceNew { instance, .. } | Trampoline::ErrorContextNew { instance, .. } => {
                    self.uses.of_mut(*instance).owns = true;
                }
                Trampoline::ResourceDrop { instance, ty } => {
                    let resource = concrete(&translated.types, *ty).map(|(resource, _)| resource);
                    let entered = resource.and_then(|resource| destructors.get(&resource));
                    // A destructor in the instance itself is a call within it.
                    if let Some(entered) = entered.filter(|entered| *entered != instance) {
                        self.entered.entry(*instance).or_default().insert(*entered);
                    }
                }
                _ => {}
            }
        }
    }

    /// Finds the calls during which the caller can be entered. Its code could take away the handle that it has lent; and it
    /// could call the callee again, whose borrowed handles are then those of two calls.
    fn reentrance(&mut self) {
        for &[caller, callee] in &self.calls {
            let mut seen = BTreeSet::from([callee]);
            let mut waiting = vec![callee];
            while let Some(instance) = waiting.pop() {
                let entered = self.entered.get(&instance).into_iter().flatten();
                waiting.extend(entered.filter(|entered| seen.insert(**entered)));
            }
            if seen.contains(&caller) {
                for instance in [caller, callee] {
                    let known = self.uses.of_mut(instance);
                    known.counted.get_or_insert(Counted::Reentrant);
                    known.lent = known.lent.filter(|lent| *lent == 0);
                }
            }
        }
    }
}
