//! Names whose bearer only the rest of the article tells: names that two actors share, initialisms, and names of bodies
//! that many states have ("National Assembly").

use super::read::{Reader, Who};
use super::{slug, warn};
use dateline_record::{ActorKind, Warning};
use std::collections::BTreeSet;

/// Gives shared names to the one bearer that the article also names otherwise, or whose state it names.
pub(crate) fn settle(reader: &mut Reader<'_>) -> Vec<Warning> {
    reader.namings.sort_by_key(|naming| naming.tokens.start);
    find_bodies_of_states(reader);
    let named: BTreeSet<Who> = reader.namings.iter().map(|naming| naming.who).collect();
    let mut warnings: Vec<Warning> = Vec::new();
    for shared in std::mem::take(&mut reader.shared) {
        let itself = |known: usize| named.contains(&Who::Known(known));
        let state = |known: usize| {
            let of = reader.known(known).and_then(|known| known.of.as_deref());
            of.and_then(|of| reader.names.by_id.get(of)).is_some_and(|of| itself(*of))
        };
        let only = |fits: &dyn Fn(usize) -> bool| {
            let mut fitting = shared.meanings.iter().filter(|(known, _)| fits(*known));
            fitting.next().copied().filter(|_| fitting.next().is_none())
        };
        if let Some((known, how)) = only(&itself).or_else(|| only(&state)) {
            reader.note_actor(shared.line, shared.tokens, known, how, None);
            continue;
        }
        let bearers: Vec<Who> = shared.meanings.iter().map(|(known, _)| Who::Known(*known)).collect();
        let warning = warn::ambiguous(reader, &shared.tokens, &bearers);
        if warnings.iter().all(|other| other.because != warning.because) {
            warnings.push(warning);
        }
    }
    warnings
}

/// A body that many states have is that of its owner, or of the state that the article names first, if the knowledge
/// has it: "National Assembly" in a story on South Korea.
fn find_bodies_of_states(reader: &mut Reader<'_>) {
    let state = |who: Who| match who {
        Who::Known(known) => reader.known(known).filter(|known| known.kind == ActorKind::State),
        _ => None,
    };
    let main = reader.namings.iter().find_map(|naming| state(naming.who));
    let known: Vec<Option<usize>> = reader
        .bodies
        .iter()
        .map(|body| {
            let owner = body.of.and_then(|of| reader.known(of)).filter(|_| body.of_state);
            let state = owner.or(main.filter(|_| body.name_only))?;
            let ids =
                [format!("{} of {}", body.name, state.name), format!("{} of the {}", body.name, state.name)];
            ids.iter().find_map(|name| reader.names.by_id.get(&slug(name)).copied())
        })
        .collect();
    for naming in &mut reader.namings {
        let Who::Body(body) = naming.who else { continue };
        if let Some(known) = known.get(body).copied().flatten() {
            naming.who = Who::Known(known);
        }
    }
}
