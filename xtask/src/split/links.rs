//! Which function and which data of a linked module name which others by address.
//!
//! A number in code or in data may be the place of a function in the table or of data in memory; nothing in a finished module
//! says so. The linker knows, and with `--emit-relocs` it leaves what it knows in the sections `linking`, `reloc.CODE` and
//! `reloc.DATA`. Calls are not looked at: they are plain to see in the module itself.

use crate::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    DataKind, DefinedDataSymbol, ElementItems, ElementKind, KnownCustom, Linking, Name, Operator, Parser,
    Payload, RelocationEntry, RelocationType, SymbolInfo,
};

/// What names what by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What each function names, by its own name.
    pub functions: BTreeMap<String, Named>,
    /// Data, in the order in which the linker knows it.
    pub data: Vec<Datum>,
    /// What is named from data that has no name of its own.
    pub rest: Named,
}

/// What something names by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Places in the table of functions.
    pub slots: BTreeSet<u32>,
    /// Places in [`Links::data`].
    pub data: BTreeSet<usize>,
}

/// A piece of data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Datum {
    /// Where it lies in memory; empty where it begins as zeros.
    pub place: Range<u32>,
    /// What it names.
    pub names: Named,
}

impl Links {
    /// Reads a module as the linker wrote it.
    ///
    /// # Errors
    /// It is no module, or the linker left nothing behind.
    pub fn read(module: &[u8]) -> Result<Links, Failure> {
        let linked = Linked::read(module)?;
        if linked.symbols.is_empty() {
            return Err("the linker left no symbols behind: it must be called with --emit-relocs".into());
        }
        Ok(linked.links())
    }
}

/// The parts of a linked module that its relocations speak of.
#[derive(Default)]
struct Linked {
    /// Where the code of each function lies in the file, with its number.
    code: Vec<(Range<usize>, u32)>,
    names: BTreeMap<u32, String>,
    /// The place in the table of each function that has one.
    slots: BTreeMap<u32, u32>,
    segments: Vec<Segment>,
    symbols: Vec<Symbol>,
    /// Where in the file something is named, and which symbol it is.
    relocations: Vec<(usize, u32)>,
}

/// A segment of data: where it lies in the file and in memory.
struct Segment {
    file: usize,
    memory: u32,
}

#[derive(Clone, Copy)]
enum Symbol {
    Function(u32),
    Data(DefinedDataSymbol),
    Other,
}

impl Linked {
    fn read(module: &[u8]) -> Result<Linked, Failure> {
        let mut linked = Linked::default();
        let mut functions = 0;
        let (mut code, mut data) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        functions += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::ElementSection(section) => linked.read_elements(section)?,
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => {
                    linked.code.push((body.range(), functions));
                    functions += 1;
                }
                Payload::DataSection(section) => {
                    data = section.range().start;
                    linked.read_segments(section)?;
                }
                Payload::CustomSection(section) => match (section.as_known(), section.name()) {
                    (KnownCustom::Name(names), _) => linked.read_names(names)?,
                    (KnownCustom::Linking(linking), _) => linked.read_symbols(&linking)?,
                    (KnownCustom::Reloc(entries), "reloc.CODE") => linked.read_relocations(&entries, code)?,
                    (KnownCustom::Reloc(entries), "reloc.DATA") => linked.read_relocations(&entries, data)?,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(linked)
    }

    fn read_elements(&mut self, section: wasmparser::ElementSectionReader) -> Result<(), Failure> {
        for element in section {
            let element = element?;
            let ElementKind::Active { offset_expr, .. } = element.kind else { continue };
            let first = constant(&offset_expr).ok_or("the table of functions begins at no constant")?;
            if let ElementItems::Functions(functions) = element.items {
                for (slot, function) in (first..).zip(functions) {
                    self.slots.insert(function?, slot);
                }
            }
        }
        Ok(())
    }

    fn read_segments(&mut self, section: wasmparser::DataSectionReader) -> Result<(), Failure> {
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = data.kind else {
                return Err("data that is put into memory by code cannot be split".into());
            };
            let memory = constant(&offset_expr).ok_or("data lies at no constant place")?;
            self.segments.push(Segment { file: data.range.end - data.data.len(), memory });
        }
        Ok(())
    }

    fn read_names(&mut self, names: wasmparser::NameSectionReader) -> Result<(), Failure> {
        for part in names {
            if let Name::Function(functions) = part? {
                for function in functions {
                    let function = function?;
                    self.names.insert(function.index, function.name.to_owned());
                }
            }
        }
        Ok(())
    }

    fn read_symbols(&mut self, linking: &wasmparser::LinkingSectionReader) -> Result<(), Failure> {
        for part in linking.subsections() {
            let Linking::SymbolTable(symbols) = part? else { continue };
            for symbol in symbols {
                self.symbols.push(match symbol? {
                    SymbolInfo::Func { index, .. } => Symbol::Function(index),
                    SymbolInfo::Data { symbol: Some(data), .. } => Symbol::Data(data),
                    _ => Symbol::Other,
                });
            }
        }
        Ok(())
    }

    fn read_relocations(
        &mut self,
        entries: &wasmparser::RelocSectionReader,
        section: usize,
    ) -> Result<(), Failure> {
        for entry in entries.entries() {
            let entry = entry?;
            if is_address(&entry) {
                self.relocations.push((section + entry.offset as usize, entry.index));
            }
        }
        Ok(())
    }

    /// By function and by data what it names.
    fn links(&self) -> Links {
        let mut links = Links { data: self.data(), ..Links::default() };
        let numbers = self.data_numbers();
        let mut owners = self.data_owners(&numbers);
        owners.sort_by_key(|(file, _)| file.start);
        let mut functions: BTreeMap<u32, Named> =
            self.code.iter().map(|(_, number)| (*number, Named::default())).collect();
        for (place, symbol) in &self.relocations {
            let function = holder(&self.code, *place).and_then(|number| functions.get_mut(&number));
            let owner = match function {
                Some(function) => function,
                None => match holder(&owners, *place).and_then(|number| links.data.get_mut(number)) {
                    Some(datum) => &mut datum.names,
                    None => &mut links.rest,
                },
            };
            match self.symbols.get(*symbol as usize) {
                Some(Symbol::Function(number)) => owner.slots.extend(self.slots.get(number)),
                Some(Symbol::Data(_)) => owner.data.extend(numbers.get(symbol)),
                _ => {}
            }
        }
        for (number, named) in functions {
            let known =
                links.functions.entry(self.names.get(&number).cloned().unwrap_or_default()).or_default();
            known.slots.extend(named.slots);
            known.data.extend(named.data);
        }
        links
    }

    fn data_symbols(&self) -> impl Iterator<Item = (u32, DefinedDataSymbol)> {
        (0..).zip(&self.symbols).filter_map(|(number, symbol)| match symbol {
            Symbol::Data(data) => Some((number, *data)),
            _ => None,
        })
    }

    fn data(&self) -> Vec<Datum> {
        let place = |data: DefinedDataSymbol| {
            let start = self.segments.get(data.index as usize).map(|segment| segment.memory + data.offset);
            start.map_or(0..0, |start| start..start + data.size)
        };
        self.data_symbols().map(|(_, data)| Datum { place: place(data), names: Named::default() }).collect()
    }

    /// The place in [`Links::data`] of each symbol that is data.
    fn data_numbers(&self) -> BTreeMap<u32, usize> {
        self.data_symbols().enumerate().map(|(place, (symbol, _))| (symbol, place)).collect()
    }

    /// Where data lies in the file.
    fn data_owners(&self, numbers: &BTreeMap<u32, usize>) -> Vec<(Range<usize>, usize)> {
        let owner = |(symbol, data): (u32, DefinedDataSymbol)| {
            let start = self.segments.get(data.index as usize)?.file + data.offset as usize;
            Some((start..start + data.size as usize, *numbers.get(&symbol)?))
        };
        self.data_symbols().filter_map(owner).filter(|(file, _)| !file.is_empty()).collect()
    }
}

/// Whose stretch a place lies in; the stretches are in order.
fn holder<T: Copy>(stretches: &[(Range<usize>, T)], place: usize) -> Option<T> {
    let behind = stretches.partition_point(|(stretch, _)| stretch.start <= place);
    let (stretch, owner) = stretches.get(behind.checked_sub(1)?)?;
    stretch.contains(&place).then_some(*owner)
}

/// Whether a relocation is the address of a function or of data, rather than a number that the module itself explains.
fn is_address(entry: &RelocationEntry) -> bool {
    use RelocationType as Type;
    !matches!(
        entry.ty,
        Type::FunctionIndexLeb
            | Type::TypeIndexLeb
            | Type::GlobalIndexLeb
            | Type::GlobalIndexI32
            | Type::EventIndexLeb
            | Type::TableNumberLeb
            | Type::FunctionOffsetI32
            | Type::FunctionOffsetI64
            | Type::SectionOffsetI32
    )
}

fn constant(expression: &wasmparser::ConstExpr) -> Option<u32> {
    match expression.get_operators_reader().read().ok()? {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    }
}
