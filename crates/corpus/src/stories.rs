//! Which articles are copies of one story: the column that the builder writes and the corpus reads.
//!
//! Only stories of several copies stand in the bytes: how many there are; how many copies each has, the leader included; then
//! all copies, each story's leader in front. How copies are found is known to `copies`.

use crate::Corpus;
use crate::bytes::{Reader, Writer};
use crate::ranges::starts;

/// The stories of several copies.
#[derive(Default)]
pub(crate) struct Stories {
    /// By article, the article that leads its story.
    leaders: Vec<u32>,
}

/// Writes stories, each as its copies with the leader in front.
pub(crate) fn write(stories: &[Vec<u32>], first: &mut Writer) {
    first.numbers(stories.iter().map(|story| story.len() as u32));
    first.numbers(stories.iter().flatten().copied().collect::<Vec<u32>>().into_iter());
}

impl Stories {
    /// Reads what [`write()`] wrote; `None` where an article is in two stories, or is none of so many.
    pub fn read(reader: &mut Reader, articles: usize) -> Option<Self> {
        let starts = starts(&reader.numbers()?)?;
        let copies = reader.numbers()?;
        let mut leaders: Vec<u32> = (0..articles as u32).collect();
        let mut is_told = vec![false; articles];
        for (start, end) in starts.iter().zip(starts.iter().skip(1)) {
            let story = copies.get(*start as usize..*end as usize)?;
            for article in story {
                let told = is_told.get_mut(*article as usize)?;
                *leaders.get_mut(*article as usize)? = *story.first()?;
                if std::mem::replace(told, true) {
                    return None;
                }
            }
        }
        (starts.last().copied()? as usize == copies.len()).then_some(Self { leaders })
    }
}

impl Corpus {
    /// The article that leads the story of an article: its first copy, or itself where it has none.
    pub fn story_of(&self, article: u32) -> u32 {
        self.stories.leaders.get(article as usize).copied().unwrap_or(article)
    }

    /// The other articles of the story of an article, newest first.
    pub fn other_copies(&self, article: u32) -> Vec<u32> {
        let story = self.story_of(article);
        let copies = (0..).zip(&self.stories.leaders).filter(|(_, leader)| **leader == story);
        copies.map(|(copy, _)| copy).filter(|copy| *copy != article).collect()
    }
}
