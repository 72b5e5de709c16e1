//! Which articles are copies of one story: the column that the builder writes and the corpus reads, and what has to be
//! taken off counts of articles to make them counts of stories.
//!
//! Only stories of several copies stand in the bytes: how many there are; how many copies each has, the leader included; then
//! all copies, each story's leader in front. How copies are found is known to `copies`. A story counts once for each
//! value that a found copy of it has. What the copies of a story repeat is known beforehand for stories that are found whole,
//! which most are, and read off the copies for the others; a corpus without copies knows nothing and pays nothing.

use crate::bytes::{Reader, Writer};
use crate::column::{Column, Lists};
use crate::corpus::ByFacet;
use crate::set::Set;
use crate::{Corpus, Facet, Unit};

/// The stories of several copies.
#[derive(Default)]
pub(crate) struct Stories {
    /// By article, the number of its story; one beyond all where it has no copies.
    of: Vec<u32>,
    /// By story, its copies in the order in which they lead.
    copies: Lists,
    /// Articles that have copies.
    pub copied: Set,
    /// Those that do not lead their story.
    pub followers: Set,
}

/// What the copies of each story say more than once: each value as often as copies say it, less one.
#[derive(Default)]
pub(crate) struct Repeats {
    /// Values of facets; behind all of them "none".
    pub columns: ByFacet<Column>,
    /// Mentioned intervals; behind all of them "none".
    pub mentioned: Column,
    /// What `Clock` counts.
    pub published: Column,
}

/// Some articles as copies of stories.
#[derive(Clone, Default)]
pub(crate) struct Gathered {
    /// All of them.
    pub articles: Set,
    /// Of each story the first of its copies, in the order in which they lead.
    pub listed: Set,
    /// Stories of which all copies are there.
    whole: Set,
    /// Stories of which several copies are there, but not all.
    partly: Vec<u32>,
    /// Whether stories are counted, and not articles.
    pub is_stories: bool,
}

/// Puts the values that an article says behind others.
type Says<'a> = &'a dyn Fn(u32, &mut Vec<u32>);

/// Writes stories, each as its copies with the leader in front.
pub(crate) fn write(stories: &[Vec<u32>], first: &mut Writer) {
    first.numbers(stories.iter().map(|story| story.len() as u32));
    first.numbers(stories.iter().flatten().copied().collect::<Vec<u32>>().into_iter());
}

impl Stories {
    /// Reads what [`write()`] wrote; `None` where an article is in two stories, or is none of so many.
    pub fn read(reader: &mut Reader, articles: usize) -> Option<Self> {
        let copies = Lists { starts: reader.starts()?, numbers: reader.numbers()? };
        if copies.starts.last().copied()? as usize != copies.numbers.len() {
            return None;
        }
        if copies.numbers.is_empty() {
            return Some(Self::default());
        }
        let size = articles as u32;
        let (of, none) = (vec![u32::MAX; articles], || Set::none(size));
        let mut stories = Self { of, copies, copied: none(), followers: none() };
        for number in 0..stories.copies.count() {
            for (place, article) in stories.copies.of(number).iter().enumerate() {
                let story = stories.of.get_mut(*article as usize).filter(|story| **story == u32::MAX)?;
                *story = number as u32;
                stories.copied.insert(*article);
                if place > 0 {
                    stories.followers.insert(*article);
                }
            }
        }
        Some(stories)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.copies.count()
    }

    /// The copies of a story in the order in which they lead.
    pub fn copies(&self, story: usize) -> &[u32] {
        self.copies.of(story)
    }

    /// The copies of the story of an article; none where it has no copies.
    pub fn copies_of(&self, article: u32) -> &[u32] {
        self.of.get(article as usize).map_or(&[], |story| self.copies(*story as usize))
    }

    /// Shows what the copies of a story, of some articles where given, say more than once. `said` has a place for each value.
    fn each_repeat(
        &self,
        story: u32,
        of: Option<&Set>,
        says: Says,
        said: &mut [u32],
        mut see: impl FnMut(u32),
    ) {
        let copies = self.copies(story as usize).iter();
        let mut values = Vec::new();
        for copy in copies.filter(|copy| of.is_none_or(|of| of.has(**copy))) {
            says(*copy, &mut values);
            for value in values.drain(..) {
                let last = said.get_mut(value as usize);
                if last.is_some_and(|last| std::mem::replace(last, story) == story) {
                    see(value);
                }
            }
        }
    }

    /// What the copies of each story say more than once, of values below a size.
    fn repeats(&self, size: usize, says: Says) -> Column {
        let mut lists = Lists { starts: vec![0], numbers: Vec::new() };
        let mut said = vec![u32::MAX; size];
        for story in 0..self.count() as u32 {
            self.each_repeat(story, None, says, &mut said, |value| lists.numbers.push(value));
            lists.starts.push(lists.numbers.len() as u32);
        }
        Column::new(lists, size)
    }
}

impl Gathered {
    /// Whether several copies of any story are there.
    fn is_several(&self) -> bool {
        !self.partly.is_empty() || self.whole.next(0).is_some()
    }
}

impl Column {
    /// Appends the values of an article; where it has none a number behind all of them.
    pub fn says(&self, article: u32, values: &mut Vec<u32>) {
        let own = self.of(article as usize);
        values.extend_from_slice(own);
        values.extend(own.is_empty().then_some(self.value_count() as u32));
    }
}

impl Corpus {
    /// The article that leads the story of an article: its first copy, or itself where it has none.
    pub fn story_of(&self, article: u32) -> u32 {
        self.stories.copies_of(article).first().copied().unwrap_or(article)
    }

    /// The other articles of the story of an article, newest first.
    pub fn other_copies(&self, article: u32) -> Vec<u32> {
        let mut copies: Vec<u32> = self.stories.copies_of(article).to_vec();
        copies.retain(|copy| *copy != article);
        crate::order::sort(&mut copies);
        copies
    }

    /// Some articles as what is counted.
    pub(crate) fn gathered(&self, articles: Set, unit: Unit) -> Gathered {
        let stories = &self.stories;
        let is_stories = unit == Unit::Stories;
        let mut gathered = Gathered { listed: articles.clone(), articles, is_stories, ..Gathered::default() };
        if !is_stories || stories.count() == 0 {
            return gathered;
        }
        let mut followers = stories.followers.clone();
        followers.keep(&gathered.articles);
        gathered.listed.remove(&followers);
        gathered.whole = Set::none(stories.count() as u32);
        let mut counts = vec![0u32; stories.count()];
        for article in followers.members() {
            let story = stories.of.get(article as usize).copied().unwrap_or(u32::MAX);
            counts.get_mut(story as usize).into_iter().for_each(|count| *count += 1);
        }
        for (story, mut count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
            let copies = stories.copies(story as usize);
            let first = copies.iter().find(|copy| gathered.articles.has(**copy));
            if first == copies.first() {
                count += 1;
            } else {
                gathered.listed.insert(first.copied().unwrap_or(u32::MAX));
            }
            if count as usize == copies.len() {
                gathered.whole.insert(story);
            } else if count > 1 {
                gathered.partly.push(story);
            }
        }
        gathered
    }

    /// What the copies of stories repeat.
    pub(crate) fn repeats(&self) -> Repeats {
        let mut repeats = Repeats::default();
        if self.stories.count() == 0 {
            return repeats;
        }
        let of = |column: &Column| {
            self.stories.repeats(column.value_count() + 1, &|article, values| column.says(article, values))
        };
        for (repeats, column) in repeats.columns.0.iter_mut().zip(&self.columns.0) {
            *repeats = of(column);
        }
        repeats.mentioned = of(&self.mentioned_of);
        let mut lists = Lists { starts: vec![0], numbers: Vec::new() };
        for story in 0..self.stories.count() {
            lists.numbers.extend(self.published.repeats(&self.publications(story, None)));
            lists.starts.push(lists.numbers.len() as u32);
        }
        repeats.published = Column::new(lists, self.published.size());
        repeats
    }

    /// The intervals in which the copies of a story, of some articles where given, were published.
    fn publications(&self, story: usize, of: Option<&Set>) -> Vec<u32> {
        let copies = self.stories.copies(story).iter().filter(|copy| of.is_none_or(|of| of.has(**copy)));
        copies.map(|copy| self.publication(*copy as usize)).collect()
    }

    /// Takes off counts what copies of one story repeat. `repeats` has what those of whole stories do.
    pub(crate) fn take_repeats(
        &self,
        counts: &mut [u32],
        gathered: &Gathered,
        repeats: Option<&Column>,
        says: Says,
    ) {
        if !gathered.is_several() {
            return;
        }
        let mut said = vec![u32::MAX; counts.len()];
        let mut take = |story: u32| {
            self.stories.each_repeat(story, Some(&gathered.articles), says, &mut said, |value| {
                counts.get_mut(value as usize).into_iter().for_each(|count| *count = count.saturating_sub(1));
            });
        };
        gathered.partly.iter().for_each(|story| take(*story));
        match repeats {
            Some(repeats) => less(counts, repeats, gathered),
            None => gathered.whole.members().for_each(take),
        }
    }

    /// Takes off what `Clock` counts of publications what copies of one story repeat.
    pub(crate) fn take_repeated_dates(&self, counts: &mut [u32], gathered: &Gathered) {
        if !gathered.is_several() {
            return;
        }
        for story in &gathered.partly {
            let places = self.publications(*story as usize, Some(&gathered.articles));
            for value in self.published.repeats(&places) {
                counts.get_mut(value as usize).into_iter().for_each(|count| *count = count.wrapping_sub(1));
            }
        }
        less(counts, &self.repeats.published, gathered);
    }

    /// The column of what copies repeat of a facet's values.
    pub(crate) fn repeats_of(&self, facet: Facet) -> &Column {
        self.repeats.columns.of(facet)
    }
}

/// Takes off what whole stories repeat.
fn less(counts: &mut [u32], repeats: &Column, gathered: &Gathered) {
    for (count, repeated) in counts.iter_mut().zip(repeats.count(&gathered.whole)) {
        *count = count.wrapping_sub(repeated);
    }
}
