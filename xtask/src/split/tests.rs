//! The splitter on small modules: the halves together give what the whole gives, and each holds what belongs to it.

use super::links::Datum;
use super::*;
use wasmi::{Engine, Linker, Store};

/// Starts through a gate, which calls moved and kept functions, by name and through the table, and reads data of both.
const WHOLE: &str = r#"(module
  (type $number (func (result i32)))
  (import "script" "one" (func $script (result i32)))
  (import "script" "two" (func $script_of_moved (result i32)))
  (memory (export "memory") 1)
  (global $stack (mut i32) (i32.const 1000))
  (table $functions 5 5 funcref)
  (elem (i32.const 1) func $kept_closure $moved_closure $kept_closure $unnamed)
  (data (i32.const 16) "keepmove")
  (func $start (export "start") (result i32)
    (i32.add (call $gate) (call_indirect (type $number) (i32.const 1))))
  (func $wide (export "wide") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $other_gate (local.get 0) (i64.const 5))) (else (i32.const 7))))
  (func $gate (result i32)
    (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
    (i32.add (i32.add (call $helper) (call $shared)) (call_indirect (type $number) (i32.const 2))))
  (func $other_gate (param i32 i64) (result i32)
    (i32.add (local.get 0) (i32.wrap_i64 (local.get 1))))
  (func $helper (result i32)
    (i32.add (i32.load8_u (i32.const 20)) (i32.add (call $script_of_moved) (global.get $stack))))
  (func $shared (result i32) (i32.add (i32.load8_u (i32.const 16)) (call $script)))
  (func $kept_closure (result i32) (call $shared))
  (func $moved_closure (result i32) (i32.const 40))
  (func $unnamed (result i32) (i32.const 50)))"#;

const GATES: [&str; 2] = ["gate", "other_gate"];

fn named(slots: &[u32], data: &[usize]) -> Named {
    Named { slots: slots.iter().copied().collect(), data: data.iter().copied().collect() }
}

/// What a linker would say of [`WHOLE`]. Nothing it knows names the last place of the table.
fn links() -> Links {
    let functions = [
        ("start", named(&[1], &[])),
        ("wide", named(&[], &[])),
        ("gate", named(&[2], &[])),
        ("other_gate", named(&[], &[])),
        ("helper", named(&[], &[1])),
        ("shared", named(&[], &[0])),
        ("kept_closure", named(&[], &[])),
        ("moved_closure", named(&[], &[])),
        ("unnamed", named(&[], &[])),
    ];
    let datum = |place, names| Datum { place, names };
    Links {
        functions: functions.map(|(name, named)| (name.to_owned(), named)).into(),
        data: vec![datum(16..20, named(&[3], &[])), datum(20..24, Named::default())],
        rest: Named::default(),
    }
}

fn halves(links: &Links, gates: &[&str]) -> Result<Halves, Failure> {
    split(&wat::parse_str(WHOLE).unwrap(), links, gates)
}

/// What an export gives, in these modules, each of which sees the ones before it. `None`: it traps.
fn call(modules: &[&[u8]], export: &str, argument: Option<i32>) -> Option<i32> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    linker.func_wrap("script", "one", || 1).unwrap();
    linker.func_wrap("script", "two", || 2).unwrap();
    let mut first = None;
    for module in modules {
        let module = wasmi::Module::new(&engine, module).unwrap();
        let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
        if first.is_none() {
            linker.instance(&mut store, FIRST, instance).unwrap();
            first = Some(instance);
        }
    }
    let first = first.unwrap();
    match argument {
        None => first.get_typed_func::<(), i32>(&store, export).unwrap().call(&mut store, ()),
        Some(argument) => {
            first.get_typed_func::<i32, i32>(&store, export).unwrap().call(&mut store, argument)
        }
    }
    .ok()
}

fn functions(module: &[u8]) -> usize {
    parse(module).unwrap().funcs.iter_local().count()
}

#[test]
fn the_halves_give_what_the_whole_gives() {
    let whole = wat::parse_str(WHOLE).unwrap();
    let Halves { first, later } = halves(&links(), &GATES).unwrap();
    for (export, argument) in [("start", None), ("wide", Some(0)), ("wide", Some(3))] {
        let expected = call(&[&whole], export, argument);
        assert!(expected.is_some());
        assert_eq!(call(&[&first, &later], export, argument), expected, "{export} {argument:?}");
    }
}

#[test]
fn a_gate_traps_until_the_second_half_is_there() {
    let Halves { first, .. } = halves(&links(), &GATES).unwrap();
    assert_eq!(call(&[&first], "start", None), None);
    assert_eq!(call(&[&first], "wide", Some(3)), None);
    assert_eq!(call(&[&first], "wide", Some(0)), Some(7), "what passes no gate works");
}

#[test]
fn each_half_holds_what_belongs_to_it() {
    let Halves { first, later } = halves(&links(), &GATES).unwrap();
    // start, wide, shared, kept_closure and unnamed; both gates, helper and moved_closure.
    assert_eq!((functions(&first), functions(&later)), (5, 4));
    let has = |module: &[u8], text: &[u8]| module.windows(text.len()).any(|bytes| bytes == text);
    assert_eq!((has(&first, b"keep"), has(&first, b"move")), (true, false));
    assert_eq!((has(&later, b"keep"), has(&later, b"move")), (false, true));
    let later = parse(&later).unwrap();
    assert!(
        later.imports.iter().all(|import| import.module == FIRST),
        "scripts are called through the first"
    );
    let exports = parse(&first).unwrap().exports.iter().count();
    assert_eq!(exports, 3 + later.imports.iter().count(), "only what is asked for is exported");
}

#[test]
fn what_data_names_that_stays_stays() {
    let mut links = links();
    links.data[0].names.slots.insert(2);
    let Halves { first, later } = halves(&links, &GATES).unwrap();
    assert_eq!((functions(&first), functions(&later)), (6, 3));
    assert_eq!(
        call(&[&first, &later], "start", None),
        call(&[&wat::parse_str(WHOLE).unwrap()], "start", None)
    );
}

#[test]
fn data_under_data_that_stays_stays() {
    let mut links = links();
    links.data.push(Datum { place: 22..26, names: Named::default() });
    let Halves { first, later } = halves(&links, &GATES).unwrap();
    let has = |module: &[u8], text: &[u8]| module.windows(text.len()).any(|bytes| bytes == text);
    assert!(has(&first, b"keep\0\0ve") && has(&later, b"mo") && !has(&later, b"mov"));
}

#[test]
fn a_gate_that_stays_in_use_elsewhere_is_no_less_a_gate() {
    let mut links = links();
    // Its address is taken by what stays: the place in the table is empty until the second half comes.
    links.functions.get_mut("start").unwrap().slots.insert(2);
    let Halves { first, later } = halves(&links, &["gate", "other_gate", "moved_closure"]).unwrap();
    assert_eq!((functions(&first), functions(&later)), (5, 4));
    assert_eq!(
        call(&[&first, &later], "start", None),
        call(&[&wat::parse_str(WHOLE).unwrap()], "start", None)
    );
}

#[test]
fn what_cannot_be_split_is_an_error() {
    let error = |links: &Links, gates: &[&str]| halves(links, gates).err().map(|error| error.to_string());
    let missing = error(&links(), &["gate", "gone"]);
    assert_eq!(missing.as_deref(), Some("the module has no function gone: is it #[inline(never)]?"));
    let mut unknown = links();
    unknown.functions.remove("shared");
    let unknown = error(&unknown, &GATES);
    assert_eq!(unknown.as_deref(), Some("the linker knows no function shared: nothing can be split"));
    assert!(Links::read(&wat::parse_str(WHOLE).unwrap()).is_err(), "no linker wrote it");
    assert!(split(b"<!doctype html>", &links(), &GATES).is_err());
}

#[test]
fn the_same_module_gives_the_same_bytes() {
    let (one, other) = (halves(&links(), &GATES).unwrap(), halves(&links(), &GATES).unwrap());
    assert!(one.first == other.first && one.later == other.later);
}

/// Two functions and two pieces of data, as a linker leaves them: the first function names the second by its place in the
/// table and the first piece of data; that one names the second, which names the first function.
const LINKED: &str = r#"(module
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) func $one $two)
  (func $one (result i32) (drop (i32.const 2)) (i32.const 100))
  (func $two (result i32) (i32.const 0))
  (data (i32.const 100) "\6c\00\00\00____\01\00\00\00")
  (@custom "linking" (after data)
    "\02\08\1d\04"
    "\00\02\00\03one" "\00\02\01\03two"
    "\01\02\01a\00\00\08" "\01\02\01b\00\08\04")
  (@custom "reloc.CODE" (after data) "\00\03\01\04\01\04\07\02\00\00\0b\01")
  (@custom "reloc.DATA" (after data) "\00\02\05\07\03\00\02\0f\00"))"#;

#[test]
fn links_are_read_from_what_the_linker_left() {
    let links = Links::read(&wat::parse_str(LINKED).unwrap()).unwrap();
    let expected = Links {
        functions: [("one", named(&[2], &[0])), ("two", named(&[], &[]))]
            .map(|(name, named)| (name.to_owned(), named))
            .into(),
        data: vec![
            Datum { place: 100..108, names: named(&[], &[1]) },
            Datum { place: 108..112, names: named(&[1], &[]) },
        ],
        rest: Named::default(),
    };
    assert_eq!(links, expected);
}
