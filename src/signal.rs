//! Values that the page follows, over Leptos' triggers, memos and stored values.
//!
//! Leptos makes all of a signal's code anew for each type of value. Here every value lies behind one type and only the
//! reading of it knows which it is. Like Leptos' own, both kinds are copied freely and end with their owner.

use leptos::prelude::{Get, GetUntracked, GetValue, LocalStorage, Memo, Notify, StoredValue, Track, Trigger};
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::UnwrapThrowExt;

/// A value that can be set, and followed.
pub struct Signal<T> {
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    changed: Trigger,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// With a first value.
    pub fn new(value: T) -> Self {
        let (value, changed) = stored(Rc::new(RefCell::new(value)));
        Signal { value, changed, of: PhantomData }
    }

    /// Reads the value and follows it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Reads the value.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        // OK because nothing reads a signal behind the end of its owner but frames, which ask first.
        let value = value(self.value).unwrap_throw();
        let cell = value.downcast_ref::<RefCell<T>>().unwrap_throw();
        read(&cell.borrow())
    }

    /// Changes the value and tells who follows it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(value) = value(self.value) {
            if let Some(cell) = value.downcast_ref::<RefCell<T>>() {
                change(&mut cell.borrow_mut());
            }
            self.changed.notify();
        }
    }

    /// Sets the value and tells who follows it.
    pub fn set(self, value: T) {
        self.update(|old| *old = value);
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.changed.track();
    }

    /// Tells who follows it.
    pub fn notify(self) {
        self.changed.notify();
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Signal::new(T::default())
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value, followed.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

fn stored(value: Rc<dyn Any>) -> (StoredValue<Rc<dyn Any>, LocalStorage>, Trigger) {
    (StoredValue::new_local(value), Trigger::new())
}

fn value(stored: StoredValue<Rc<dyn Any>, LocalStorage>) -> Option<Rc<dyn Any>> {
    stored.try_get_value()
}

/// A value that is made of others, and made again when they change.
pub struct Derived<T> {
    memo: Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// The value that this makes. Who follows it is told when it differs from the one before.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::from_last(move |_| make())
    }

    /// The value that this makes of the one before, which is `None` at first.
    pub fn from_last(make: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let make = move |last: Option<&Held>| {
            let last = last.and_then(|held| held.value.downcast_ref());
            Held { value: Arc::new(make(last)), same: same::<T> }
        };
        Derived { memo: derived(Box::new(make)), of: PhantomData }
    }

    /// Reads the value and follows it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        Self::read(&held(self.memo), read)
    }

    /// Reads the value.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        Self::read(&held_untracked(self.memo), read)
    }

    fn read<U>(held: &Held, read: impl FnOnce(&T) -> U) -> U {
        // OK because only `new` makes what is held.
        read(held.value.downcast_ref().unwrap_throw())
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    /// The value, followed.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value of any type, that knows when another is the same.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

/// Makes a value of the one before.
type Make = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn derived(make: Make) -> Memo<Held> {
    Memo::new(make)
}

fn held(memo: Memo<Held>) -> Held {
    memo.get()
}

fn held_untracked(memo: Memo<Held>) -> Held {
    memo.get_untracked()
}
