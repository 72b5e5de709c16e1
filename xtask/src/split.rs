//! One finished module cut in two: what the first answer needs, and what can come later.
//!
//! *Gates* are functions that are called only once the second module is there (`src/parts.rs` sees to it). What is reached from
//! the module's exports without passing a gate stays; what only gates reach moves into the second module, its data too. The
//! second works on the memory, table and globals of the first and calls its functions; the first calls gates through places
//! in the table that are empty until the second fills them. What is reached is known from the calls in the module and from what
//! the linker says is named by address ([`links`]), so nothing is guessed. This leaves out which functions are gates ([`GATES`]
//! names them for the page) and making the halves smaller.

pub mod links;
#[cfg(test)]
mod tests;

use crate::Failure;
use links::{Links, Named};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{
    Call, CallIndirect, Const, Instr, InstrSeq, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, LocalFunction, Module, ModuleConfig, TableId, TypeId,
};

/// The gates of the page, as the compiler names them without their hash. Each is a function with `#[inline(never)]` that is
/// called only behind `Parts::has_program`; one that is gone, or that the compiler has put into its callers, is an error.
pub const GATES: &[&str] = &[
    // Words: what must come first, what they mean, where they are met, what of a text is marked, the best first.
    "dateline_corpus::hits::<impl dateline_corpus::corpus::Corpus>::missing_words",
    "dateline_corpus::hits::<impl dateline_corpus::corpus::Corpus>::prepared_words",
    "dateline_corpus::hits::<impl dateline_corpus::corpus::Corpus>::word_hits",
    "dateline_corpus::show::word_marks",
    "dateline_corpus::search::rank::window",
    "dateline_explorer::search::offers::offers",
    "dateline_explorer::list::understood::of_words",
    "dateline_explorer::list::ways_out::ways_out",
    "dateline_explorer::list::hidden::all_hidden",
    "dateline_explorer::list::nothing::causes",
    "dateline_explorer::list::copies::all_copies",
    "dateline_explorer::parts::bring_own",
    // What is opened: words in context, the reading pane, the dialogs, the popover.
    "dateline_explorer::context::all_hits",
    "dateline_explorer::context::context",
    "dateline_explorer::reading::opened",
    "dateline_explorer::dialogs::about",
    "dateline_explorer::dialogs::keys",
    "dateline_explorer::pasted::pasted",
    "dateline_explorer::pop::told_all",
];

/// A module in two halves.
pub struct Halves {
    /// What is needed from the start.
    pub first: Vec<u8>,
    /// What can come later: its imports are exports of the first.
    pub later: Vec<u8>,
}

/// What the second half's imports are called together.
const FIRST: &str = "first";

/// Cuts a module at its gates.
///
/// # Errors
/// The module cannot be read, has functions that the linker did not know, or lacks a gate.
pub fn split(module: &[u8], links: &Links, gates: &[&str]) -> Result<Halves, Failure> {
    let whole = Whole::read(module, links, gates)?;
    let parts = whole.parts();
    let (later, wanted) = later(parse(module)?, &whole, &parts);
    let first = first(parse(module)?, &whole, &parts, &wanted)?;
    Ok(Halves { first, later })
}

/// What is known of the whole module.
struct Whole<'a> {
    module: Module,
    links: &'a Links,
    /// All functions in order; elsewhere a function is its place here.
    ids: Vec<FunctionId>,
    calls: Vec<BTreeSet<usize>>,
    gates: BTreeSet<usize>,
    table: TableId,
    slots: BTreeMap<u32, usize>,
    /// The first place behind all that the table has.
    free: u32,
}

/// What moves into the second half.
struct Parts {
    functions: BTreeSet<usize>,
    data: BTreeSet<usize>,
    /// Places of the table that stay filled from the start.
    kept: BTreeSet<u32>,
    /// Places of the table that the second half fills, with the functions.
    moved: BTreeMap<u32, usize>,
    /// The places through which the first half calls gates.
    gates: BTreeMap<usize, u32>,
}

impl<'a> Whole<'a> {
    fn read(bytes: &[u8], links: &'a Links, gates: &[&str]) -> Result<Self, Failure> {
        let module = parse(bytes)?;
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let places: BTreeMap<FunctionId, usize> = ids.iter().copied().zip(0..).collect();
        let calls = module.funcs.iter().map(|function| calls(function, &places)).collect();
        let (table, slots) = slots(&module, &places)?;
        let free = module.tables.get(table).initial as u32;
        let gates = gates.iter().map(|gate| find(&module, gate)).collect::<Result<_, _>>()?;
        let whole = Whole { module, links, ids, calls, gates, table, slots, free };
        whole.check()?;
        Ok(whole)
    }

    fn name(&self, function: usize) -> &str {
        self.ids.get(function).and_then(|id| self.module.funcs.get(*id).name.as_deref()).unwrap_or_default()
    }

    /// Functions that wasm-bindgen has made name nothing by address; any other must be known to the linker.
    fn check(&self) -> Result<(), Failure> {
        for (function, id) in self.ids.iter().enumerate() {
            let name = self.name(function);
            let is_own = matches!(self.module.funcs.get(*id).kind, FunctionKind::Local(_));
            let is_made = name.is_empty() || name.contains("__wb") || name.contains("externref");
            if is_own && !is_made && !self.links.functions.contains_key(name) {
                return Err(format!("the linker knows no function {name}: nothing can be split").into());
            }
        }
        Ok(())
    }

    fn parts(&self) -> Parts {
        let mut early = Reached::default();
        let exported = self.module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        });
        let starts: BTreeSet<FunctionId> = exported.chain(self.module.start).collect();
        let places = (0..).zip(&self.ids).filter(|(_, id)| starts.contains(id)).map(|(place, _)| place);
        early.functions.extend(places);
        early.open.extend(early.functions.iter().copied());
        early.name(&self.links.rest);
        early.slots.extend(self.slots.keys().filter(|slot| !self.is_named(**slot)));
        early.follow(self, &self.gates);
        let mut all = Reached {
            functions: self.gates.clone(),
            open: self.gates.iter().copied().collect(),
            ..Reached::default()
        };
        all.follow(self, &BTreeSet::new());
        let functions: BTreeSet<usize> = all
            .functions
            .difference(&early.functions)
            .copied()
            .filter(|place| self.is_local(*place))
            .collect();
        let moved = self.slots.iter().filter(|(_, function)| functions.contains(function));
        Parts {
            data: all.data.difference(&early.data).copied().collect(),
            kept: self
                .slots
                .iter()
                .filter(|(_, function)| early.functions.contains(function))
                .map(|(slot, _)| *slot)
                .collect(),
            moved: moved.map(|(slot, function)| (*slot, *function)).collect(),
            gates: self.gates.iter().copied().zip(self.free..).collect(),
            functions,
        }
    }

    fn is_local(&self, place: usize) -> bool {
        let function = self.ids.get(place).map(|id| self.module.funcs.get(*id));
        function.is_some_and(|function| matches!(function.kind, FunctionKind::Local(_)))
    }

    /// Whether anything that the linker knows names a place of the table.
    fn is_named(&self, slot: u32) -> bool {
        let named = self.links.functions.values().chain(self.links.data.iter().map(|datum| &datum.names));
        named.chain([&self.links.rest]).any(|named| named.slots.contains(&slot))
    }
}

/// What is reached from somewhere.
#[derive(Default)]
struct Reached {
    functions: BTreeSet<usize>,
    data: BTreeSet<usize>,
    slots: BTreeSet<u32>,
    /// Functions that were not followed yet.
    open: Vec<usize>,
}

impl Reached {
    fn name(&mut self, named: &Named) {
        self.slots.extend(&named.slots);
        self.data.extend(&named.data);
    }

    /// Follows everything but into these functions.
    fn follow(&mut self, whole: &Whole, except: &BTreeSet<usize>) {
        let (mut slots, mut data) = (BTreeSet::new(), BTreeSet::new());
        loop {
            while let Some(function) = self.open.pop() {
                let calls = whole.calls.get(function).into_iter().flatten().copied();
                self.reach(calls, except);
                if let Some(named) = whole.links.functions.get(whole.name(function)) {
                    self.name(named);
                }
            }
            for datum in self.data.difference(&data).copied().collect::<Vec<_>>() {
                data.insert(datum);
                if let Some(datum) = whole.links.data.get(datum) {
                    self.name(&datum.names);
                }
            }
            let new: Vec<u32> = self.slots.difference(&slots).copied().collect();
            slots.extend(&new);
            self.reach(new.iter().filter_map(|slot| whole.slots.get(slot).copied()), except);
            if self.open.is_empty() && self.data.len() == data.len() {
                return;
            }
        }
    }

    fn reach(&mut self, functions: impl Iterator<Item = usize>, except: &BTreeSet<usize>) {
        for function in functions.filter(|function| !except.contains(function)) {
            if self.functions.insert(function) {
                self.open.push(function);
            }
        }
    }
}

/// What the second half asks of the first: exports by name, with the place among the functions, tables and so on.
type Wanted = Vec<(String, Item)>;

#[derive(Clone, Copy)]
enum Item {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
}

/// The half that comes later, and what it asks of the first.
fn later(mut module: Module, whole: &Whole, parts: &Parts) -> (Vec<u8>, Wanted) {
    let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    strip(&mut module);
    let mut items = BTreeMap::new();
    for (place, id) in ids.iter().enumerate().filter(|(place, _)| !parts.functions.contains(place)) {
        let ty = module.funcs.get(*id).ty();
        let import = module.imports.add(FIRST, "", *id);
        module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        items.insert(import, Item::Function(place));
    }
    import_state(&mut module, &mut items);
    let table = module.tables.iter().map(walrus::Table::id).find(|id| id.index() == whole.table.index());
    if let Some(table) = table {
        let grown = module.tables.get_mut(table);
        grown.initial += parts.gates.len() as u64;
        grown.maximum = grown.maximum.map(|maximum| maximum + parts.gates.len() as u64);
        let gates = parts.gates.iter().map(|(function, slot)| (*slot, *function));
        let filled: BTreeMap<u32, usize> = parts.moved.clone().into_iter().chain(gates).collect();
        let filled = filled.into_iter().filter_map(|(slot, function)| Some((slot, *ids.get(function)?)));
        fill(&mut module, table, filled);
    }
    put_data(&mut module, whole, parts);
    walrus::passes::gc::run(&mut module);
    let mut taken: BTreeSet<&str> = whole.module.exports.iter().map(|export| export.name.as_str()).collect();
    taken.insert("");
    let mut names = (0..).map(crate::slim::short).filter(|name| !taken.contains(name.as_str()));
    let mut wanted = Wanted::new();
    for import in module.imports.iter_mut() {
        if let Some((item, name)) = items.get(&import.id()).zip(names.next()) {
            import.name.clone_from(&name);
            wanted.push((name, *item));
        }
    }
    (module.emit_wasm(), wanted)
}

/// Takes out what only one module can have: exports, the start, what fills table and memory.
fn strip(module: &mut Module) {
    module.start = None;
    for import in module.imports.iter().map(walrus::Import::id).collect::<Vec<_>>() {
        module.imports.delete(import);
    }
    for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    unfill(module);
    for data in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
}

fn unfill(module: &mut Module) {
    for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
    }
}

/// Takes memories, tables and globals from the first half.
fn import_state(module: &mut Module, items: &mut BTreeMap<walrus::ImportId, Item>) {
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for (place, id) in memories.into_iter().enumerate() {
        let import = module.imports.add(FIRST, "", id);
        module.memories.get_mut(id).import = Some(import);
        items.insert(import, Item::Memory(place));
    }
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    for (place, id) in tables.into_iter().enumerate() {
        let import = module.imports.add(FIRST, "", id);
        module.tables.get_mut(id).import = Some(import);
        items.insert(import, Item::Table(place));
    }
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for (place, id) in globals.into_iter().enumerate() {
        let import = module.imports.add(FIRST, "", id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
        items.insert(import, Item::Global(place));
    }
}

/// Fills places of the table, each run of places by one segment.
fn fill(module: &mut Module, table: TableId, filled: impl Iterator<Item = (u32, FunctionId)>) {
    let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
    for (slot, function) in filled {
        match runs.last_mut().filter(|(first, run)| first + run.len() as u32 == slot) {
            Some((_, run)) => run.push(function),
            None => runs.push((slot, vec![function])),
        }
    }
    for (first, run) in runs {
        let offset = ConstExpr::Value(Value::I32(first.cast_signed()));
        let element =
            module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(element);
    }
}

/// The stretches of memory whose content moves: no byte of them belongs to anything that stays.
fn moved_memory(whole: &Whole, parts: &Parts) -> Vec<std::ops::Range<u32>> {
    let data = || whole.links.data.iter().enumerate();
    let stays = data().filter(|(place, _)| !parts.data.contains(place)).map(|(_, datum)| (&datum.place, -1));
    let moves = data().filter(|(place, _)| parts.data.contains(place)).map(|(_, datum)| (&datum.place, 1));
    // At each place how many that move and how many that stay begin and end.
    let mut changes: BTreeMap<u32, (i32, i32)> = BTreeMap::new();
    for (place, which) in stays.chain(moves).filter(|(place, _)| !place.is_empty()) {
        for (at, by) in [(place.start, 1), (place.end, -1)] {
            let change = changes.entry(at).or_default();
            if which > 0 { change.0 += by } else { change.1 += by }
        }
    }
    let (mut moving, mut staying) = (0, 0);
    let mut stretches: Vec<std::ops::Range<u32>> = Vec::new();
    let mut since = 0;
    for (at, (moves, stays)) in changes {
        if moving > 0 && staying == 0 {
            match stretches.last_mut().filter(|last| last.end == since) {
                Some(last) => last.end = at,
                None => stretches.push(since..at),
            }
        }
        (moving, staying, since) = (moving + moves, staying + stays, at);
    }
    stretches
}

/// Puts the data that moves into the second half.
fn put_data(module: &mut Module, whole: &Whole, parts: &Parts) {
    let Some(memory) = module.memories.iter().map(walrus::Memory::id).next() else { return };
    for stretch in moved_memory(whole, parts) {
        let Some(bytes) = content(&whole.module, &stretch) else { continue };
        if bytes.iter().all(|byte| *byte == 0) {
            continue;
        }
        let offset = ConstExpr::Value(Value::I32(stretch.start.cast_signed()));
        let data = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(data);
    }
}

/// What a stretch of memory holds at the start; `None` where it is not all in one segment.
fn content(module: &Module, stretch: &std::ops::Range<u32>) -> Option<Vec<u8>> {
    module.data.iter().find_map(|data| {
        let from = stretch.start.checked_sub(start_of(&data.kind)?)? as usize;
        data.value.get(from..from + stretch.len()).map(<[u8]>::to_vec)
    })
}

fn start_of(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => Some(start.cast_unsigned()),
        _ => None,
    }
}

/// The half that starts, with the exports that the other one wants.
fn first(mut module: Module, whole: &Whole, parts: &Parts, wanted: &Wanted) -> Result<Vec<u8>, Failure> {
    let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    let table = module.tables.iter().map(walrus::Table::id).find(|id| id.index() == whole.table.index());
    let table = table.ok_or("the module has no table")?;
    let grown = module.tables.get_mut(table);
    grown.initial += parts.gates.len() as u64;
    grown.maximum = grown.maximum.map(|maximum| maximum + parts.gates.len() as u64);
    let slots = parts.gates.iter().filter_map(|(place, slot)| Some((*ids.get(*place)?, *slot)));
    let slots: BTreeMap<FunctionId, (u32, TypeId)> =
        slots.map(|(id, slot)| (id, (slot, module.funcs.get(id).ty()))).collect();
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut ThroughTable { slots: &slots, table }, function, entry);
    }
    unfill(&mut module);
    let kept = parts.kept.iter().filter_map(|slot| Some((*slot, *ids.get(*whole.slots.get(slot)?)?)));
    fill(&mut module, table, kept);
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for stretch in moved_memory(whole, parts) {
        for id in &segments {
            let data = module.data.get_mut(*id);
            let from = start_of(&data.kind).and_then(|start| stretch.start.checked_sub(start));
            let from = from.map_or(usize::MAX, |from| from as usize);
            let range = from..from.saturating_add(stretch.len());
            data.value.get_mut(range).into_iter().flatten().for_each(|byte| *byte = 0);
        }
    }
    export(&mut module, &ids, wanted);
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

fn export(module: &mut Module, functions: &[FunctionId], wanted: &Wanted) {
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for (name, item) in wanted {
        let item = match item {
            Item::Function(place) => functions.get(*place).copied().map(ExportItem::Function),
            Item::Table(place) => tables.get(*place).copied().map(ExportItem::Table),
            Item::Memory(place) => memories.get(*place).copied().map(ExportItem::Memory),
            Item::Global(place) => globals.get(*place).copied().map(ExportItem::Global),
        };
        if let Some(item) = item {
            module.exports.add(name, item);
        }
    }
}

/// Makes calls of gates calls through the table.
struct ThroughTable<'a> {
    slots: &'a BTreeMap<FunctionId, (u32, TypeId)>,
    table: TableId,
}

impl VisitorMut for ThroughTable<'_> {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let through = |instruction: &Instr| match instruction {
            Instr::Call(Call { func }) => self.slots.get(func).copied(),
            _ => None,
        };
        if !sequence.instrs.iter().any(|(instruction, _)| through(instruction).is_some()) {
            return;
        }
        let mut instructions = Vec::with_capacity(sequence.instrs.len() + 1);
        for (instruction, place) in sequence.instrs.drain(..) {
            match through(&instruction) {
                Some((slot, ty)) => {
                    let value = Value::I32(slot.cast_signed());
                    instructions.push((Instr::Const(Const { value }), place));
                    let call = CallIndirect { ty, table: self.table };
                    instructions.push((Instr::CallIndirect(call), place));
                }
                None => instructions.push((instruction, place)),
            }
        }
        sequence.instrs = instructions;
    }
}

fn parse(bytes: &[u8]) -> Result<Module, Failure> {
    // Names are known while it is split; nobody reads them in the halves.
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    Ok(config.parse(bytes).map_err(|error| error.to_string())?)
}

/// The functions that one calls or hands on.
fn calls(function: &walrus::Function, places: &BTreeMap<FunctionId, usize>) -> BTreeSet<usize> {
    struct Calls(BTreeSet<FunctionId>);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(*function);
        }
    }
    let mut calls = Calls(BTreeSet::new());
    if let FunctionKind::Local(local) = &function.kind {
        let local: &LocalFunction = local;
        dfs_in_order(&mut calls, local, local.entry_block());
    }
    calls.0.iter().filter_map(|id| places.get(id).copied()).collect()
}

/// The table of functions, and what stands in it.
fn slots(
    module: &Module,
    places: &BTreeMap<FunctionId, usize>,
) -> Result<(TableId, BTreeMap<u32, usize>), Failure> {
    let mut found = None;
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(first)) },
                ElementItems::Functions(functions),
            ) if found.is_none_or(|other| other == *table) => {
                found = Some(*table);
                let functions = functions.iter().filter_map(|id| places.get(id).copied());
                slots.extend((first.cast_unsigned()..).zip(functions));
            }
            _ => return Err("the table of functions is filled in an unknown way".into()),
        }
    }
    Ok((found.ok_or("the module has no table of functions")?, slots))
}

/// The function with a name.
fn find(module: &Module, gate: &str) -> Result<usize, Failure> {
    let is_gate = |function: &walrus::Function| {
        let name = function.name.as_deref().unwrap_or_default();
        format!("{:#}", rustc_demangle::demangle(name)) == gate
    };
    let found: Vec<usize> = module
        .funcs
        .iter()
        .enumerate()
        .filter(|(_, function)| is_gate(function))
        .map(|(place, _)| place)
        .collect();
    match found.as_slice() {
        [place] => Ok(*place),
        [] => Err(format!("the module has no function {gate}: is it #[inline(never)]?").into()),
        _ => Err(format!("the module has more than one function {gate}").into()),
    }
}
