//! Which articles are copies of one text: the same wire story as several outlets print it, cut, with another headline,
//! re-ordered, corrected, with words of the outlet around it.
//!
//! Each article leaves a sketch (see `sketch`): a sample of its shingles, which are hashed runs of words, and of its
//! figures. `candidates` finds pairs that share some of their rarest samples without comparing all with all; a pair is
//! verified by how much of the shorter text the longer one holds; `groups` joins verified pairs into stories and keeps
//! chains and round-ups apart. Only a build uses this; the page reads the finished column. Not recognised: translations,
//! texts told in other words, and texts too short to tell (see [`LEAST_SHINGLES`]).

mod candidates;
mod groups;
mod sketch;

use crate::Token;
use candidates::candidates;
use dateline_record::{Day, Interval};
use groups::{Groups, Link, without_round_ups};
use sketch::{Share, Sketch};

/// Of the shorter text's shingles, at least so many of a thousand are in the longer text. A story that is cut keeps its
/// sentences whole and holds 900 and more; an outlet's own words around a cut story bring it down to 600. A follow-up that
/// repeats the background of the day before holds 200 to 450. Larger values lose cut copies between long words of an
/// outlet's own, smaller ones take follow-ups in.
const CONTAINED: u32 = 550;

/// Of the figures of the text that has fewer, at least so many of a thousand are in the other. Two market reports share all
/// words but the figures; a correction changes one or a few of them. Larger values lose corrected copies of texts with few
/// figures, smaller ones join reports of a kind.
const SAME_FIGURES: u32 = 500;

/// With fewer figures than this on either side figures do not decide: one changed figure of three is a correction.
const LEAST_FIGURES: u32 = 4;

/// The shorter text has at least one shingle to so many of the longer one. A newspaper that prints less than a sixth of a
/// story prints a brief of its own, and what holds more than six times as much is a round-up.
const LARGEST_RATIO: u32 = 6;

/// An article with fewer shingles belongs to no other: lines like "Letters to the editor" recur and say nothing.
const LEAST_SHINGLES: u32 = 8;

/// Finds the copies among articles that are added one by one. Keeps about one kilobyte of each, and no text.
#[derive(Default)]
pub struct Copies {
    sketches: Vec<(u32, Sketch)>,
}

impl Copies {
    /// Without any article.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article by its number, with the tokens of its body's sentences. Headlines, key points, credits and boilerplate
    /// are better left out, since outlets write their own. Each number is added once.
    pub fn add(&mut self, article: u32, sentences: &[Vec<Token>]) {
        self.sketches.push((article, Sketch::of(sentences)));
    }

    /// The stories of several copies, each as the numbers of its copies, the one that was published first in front: the one
    /// with the earliest last possible day, so that of two the one leads that was surely out; an undated one never leads a
    /// dated one; ties go to the smaller number. `dates` are the intervals of publication, by number. The stories are in the
    /// order of their leaders; they do not depend on the order in which articles were added.
    pub fn stories(mut self, dates: &[Interval]) -> Vec<Vec<u32>> {
        self.sketches.sort_unstable_by_key(|(article, _)| *article);
        let (numbers, sketches): (Vec<u32>, Vec<Sketch>) = self.sketches.into_iter().unzip();
        let links = candidates(&sketches, |one, other| link(&sketches, one, other));
        let mut groups = Groups::new(sketches.len());
        for link in without_round_ups(links, &sketches) {
            groups.join(link, &sketches);
        }
        let number = |place: &u32| numbers.get(*place as usize).copied();
        let in_order = |group: &[u32]| {
            let mut story: Vec<u32> = group.iter().filter_map(number).collect();
            story.sort_unstable_by_key(|article| (first_out(dates, *article), *article));
            story
        };
        let mut stories: Vec<Vec<u32>> = groups.of_several().map(in_order).collect();
        stories.sort_unstable();
        stories
    }

    /// The same as the leader of each article, by number, which is the article itself where it has no copies.
    pub fn finish(self, dates: &[Interval]) -> Vec<u32> {
        let mut leaders: Vec<u32> = (0..dates.len() as u32).collect();
        for story in self.stories(dates) {
            for article in &story {
                let own = leaders.get_mut(*article as usize).zip(story.first());
                if let Some((own, leader)) = own {
                    *own = *leader;
                }
            }
        }
        leaders
    }
}

/// What orders the copies of a story: undated ones last, else by the last possible day, then by the first.
fn first_out(dates: &[Interval], article: u32) -> (bool, Option<Day>, Option<Day>) {
    let Interval { earliest, latest } = dates.get(article as usize).copied().unwrap_or_default();
    (earliest.is_none() && latest.is_none(), latest.or(earliest), earliest)
}

/// The link between two articles, where they are copies.
fn link(sketches: &[Sketch], one: u32, other: u32) -> Option<Link> {
    let (first, second) = (sketches.get(one as usize)?, sketches.get(other as usize)?);
    let share = copies(first, second)?;
    Some(Link { one, other, share })
}

/// How much two texts share, where that makes them copies of one.
fn copies(one: &Sketch, other: &Sketch) -> Option<Share> {
    let (short, long) =
        (one.shingles.count.min(other.shingles.count), one.shingles.count.max(other.shingles.count));
    if short < LEAST_SHINGLES || short.saturating_mul(LARGEST_RATIO) < long {
        return None;
    }
    let share = one.shingles.share(&other.shingles);
    (share.contained >= CONTAINED && same_figures(one, other)).then_some(share)
}

fn same_figures(one: &Sketch, other: &Sketch) -> bool {
    let fewer = one.figures.count.min(other.figures.count);
    fewer < LEAST_FIGURES || one.figures.share(&other.figures).contained >= SAME_FIGURES
}
