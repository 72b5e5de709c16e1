//! The answer to a query: ids and numbers, by dense ids. Texts and names come from `show`.

use crate::search::Note;
use crate::{ClauseKey, Facet, Part};
use dateline_record::{Day, Month, Span};

/// The answer of `Corpus::run`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many articles (or stories) were found. A story is found where any copy of it is, and meets the dates as well as
    /// the best of its found copies.
    pub found: Found,
    /// How many there are in the corpus.
    pub of: u32,
    /// Body sentences that [`crate::View::Passages`] without a value would list, where wanted.
    pub passages: u32,
    /// Rows in the wanted window: dense ids of articles, or of passages. A story stands there as the copy that leads it, or,
    /// where that is not found, as the first that is, in the order in which they lead.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub rows_total: u32,
    /// Counts of the wanted facets, in the order wanted.
    pub facets: Vec<FacetCounts>,
    /// Counts of the two clocks, where wanted.
    pub dates: Option<DateCounts>,
    /// Articles that clauses hide, where wanted.
    pub hidden: Hidden,
    /// Chosen values that this corpus does not hold: nothing meets them.
    pub unknown: Vec<(Facet, String)>,
    /// How the words were read, where that is not plain.
    pub notes: Vec<Note>,
    /// Parts that must be provided first: while there is one, everything else but `of` is empty and no answer.
    pub lacks: Vec<Part>,
}

/// A number of articles, split by how sure the query's date clauses are met. Without a date clause all are sure.
///
/// Included periods of one clock count together: an interval from 30 January to 2 February lies surely in "January or
/// February". An excluded period makes what overlaps it only possible. The mentioned dates of an article are met as well
/// as the best of them is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Their interval lies inside the period.
    pub sure: u32,
    /// Their interval overlaps it.
    pub possible: u32,
    /// There is a clause on publication, and they have no date of publication. (An article that mentions no date is
    /// known not to speak of a period, so it is not let in by one.)
    pub undated: u32,
}

impl Found {
    /// All of them.
    pub fn total(self) -> u32 {
        self.sure + self.possible + self.undated
    }
}

/// How a row meets the date clauses, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Surely, or there is no date clause.
    #[default]
    Sure,
    /// Its interval only overlaps.
    Possible,
    /// It has no date.
    Undated,
}

/// One row of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Dense id of the article or the passage.
    pub id: u32,
    /// How it meets the date clauses.
    pub fit: Fit,
}

/// The counts of one facet, each under every clause but this facet's own. A story counts once for each value that a found copy
/// of it has. Where the query must hold in one sentence, an
/// article counts for a value (source apart) if one sentence that meets the rest of the query holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// Articles that have it, by dense value id (the place in `Corpus::values(facet)`).
    pub counts: Vec<u32>,
    /// Articles without any value.
    pub none: u32,
    /// With two or more included values: how many articles are found with *or* and with *and* between them.
    pub any_all: Option<(u32, u32)>,
}

/// The counts of the two clocks, each under every clause but its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateCounts {
    /// Months of `published` in order; only months in which an article of the corpus may lie. An interval with an
    /// open end is taken to end with the last day that bounds any article of the corpus (to begin with the first); one of
    /// more than [`DateCounts::MOST_MONTHS`] months lies in none of them.
    pub published: Vec<MonthCount>,
    /// Their years, in order, counted for themselves: an interval inside a year is sure there.
    pub years: Vec<YearCount>,
    /// Articles whose publication is known only to lie in an interval longer than a month (more than 31 days, or with
    /// an open end); they also count as possible in each of its months.
    pub longer_than_a_month: u32,
    /// Articles without any date of publication.
    pub undated: u32,
    /// Articles that mention no date.
    pub nothing_mentioned: u32,
    /// What the strip draws above its line.
    pub published_bars: Vec<Bar>,
    /// What the strip draws below its line.
    pub mentioned_bars: Vec<Bar>,
}

impl DateCounts {
    /// A century: an interval longer than this dates nothing, and would fill the list of months.
    pub const MOST_MONTHS: i32 = 1200;
}

/// Articles of one year of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearCount {
    /// Which.
    pub year: i32,
    /// Articles surely published in it.
    pub sure: u32,
    /// Articles that may lie in it.
    pub possible: u32,
}

/// Articles of one month of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// Which.
    pub month: Month,
    /// Articles surely published in it.
    pub sure: u32,
    /// Articles that may lie in it.
    pub possible: u32,
}

/// An interval of the strip with the articles that have it. Up to [`Bar::MOST`] different intervals stand for
/// themselves, in order of their first day, then of their last; above that they are gathered by month: a sure bar for what
/// lies inside it, and one that is not sure for what may, bounded as [`DateCounts::published`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// First day; `None` is open.
    pub first: Option<Day>,
    /// Last day; `None` is open.
    pub last: Option<Day>,
    /// False where the true date is one unknown day inside, or where longer intervals are gathered in this month.
    pub sure: bool,
    /// Articles of the corpus.
    pub all: u32,
    /// Articles found under every clause but this clock's own.
    pub found: u32,
}

impl Bar {
    /// More different intervals than this are gathered by month: about what a strip 1,100 pixels wide can hold apart.
    pub const MOST: usize = 60;
}

/// Articles that are not found, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// For each clause of the query, in order, how many articles it alone hides, that is, what removing it would add. A story
    /// is hidden where no copy of it is found, and removing any clause that alone hides a copy would add it.
    /// (What no one sentence holds together is hidden by [`ClauseKey::Together`], even if removing another clause would
    /// also do.)
    pub by_one: Vec<(ClauseKey, u32)>,
    /// Articles that one clause alone hides, newest first, at most [`Hidden::MOST`]; of a story the first such copy in the order in
    /// which they lead.
    pub listed: Vec<(u32, ClauseKey)>,
    /// How many articles are hidden by that many clauses (of a story's copies the one hidden by fewest counts): the first
    /// entry is for one clause; no zeros at the end.
    pub by_number: Vec<u32>,
}

impl Hidden {
    /// How many hidden articles are listed.
    pub const MOST: usize = 20;
}

/// A value of a facet, as the filters list it. Its place in the list is its dense id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueInfo {
    /// The id of the record.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// For a topic: the dense id of the broader one.
    pub broader: Option<u32>,
    /// Whether this actor is known by a short name alone ("Lee (name only)").
    pub name_only: bool,
    /// How many articles have it, without any clause.
    pub articles: u32,
}

/// What a search box offers while words are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which facet.
    pub facet: Facet,
    /// Dense value id.
    pub value: u32,
    /// How many articles have it.
    pub articles: u32,
}

/// An article as a row of the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Dense id.
    pub id: u32,
    /// The record's id.
    pub article: String,
    /// Its headline.
    pub headline: String,
    /// Whether the headline is only the first sentence.
    pub headline_is_lede: bool,
    /// BCP 47 tag of its words.
    pub language: String,
    /// First possible day of publication.
    pub earliest: Option<Day>,
    /// Last possible day of publication.
    pub latest: Option<Day>,
    /// False where the date is one unknown day inside.
    pub sure: bool,
    /// Outlet, else agency; `None` is unknown.
    pub source: Option<String>,
    /// Places of the dateline.
    pub places: Vec<String>,
    /// Up to two passages with what matched.
    pub snippets: Vec<Snippet>,
    /// Most named people: dense ids.
    pub people: Vec<u32>,
    /// Main topics: dense ids.
    pub topics: Vec<u32>,
    /// Number of quotes.
    pub quotes: u32,
    /// Of the query's excluded values, those that this article has.
    pub has_excluded: Vec<(Facet, u32)>,
}

/// Words of an article with what matched in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Dense id of the passage.
    pub passage: u32,
    /// The words.
    pub text: String,
    /// Whether words before or behind were cut.
    pub cut: (bool, bool),
    /// What matched, in bytes of `text`, in order, disjoint.
    pub marks: Vec<Span>,
}

/// A sentence as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Dense id.
    pub id: u32,
    /// Dense id of its article.
    pub article: u32,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// What matched, in bytes of `text`, in order, disjoint.
    pub marks: Vec<Span>,
}

/// About the corpus as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// Files read.
    pub files: u32,
    /// Articles in them.
    pub articles: u32,
    /// Stories of which they are copies.
    pub stories: u32,
    /// First and last day on which an article was surely published.
    pub published: Option<(Day, Day)>,
    /// Articles without any date of publication.
    pub undated: u32,
    /// Articles that name no actor.
    pub without_actor: u32,
    /// Articles under no topic.
    pub without_topic: u32,
    /// Articles of unknown source.
    pub without_source: u32,
    /// Files (or rows) that gave no article, and why.
    pub unread: Vec<Unread>,
    /// Hash of articles, knowledge and program version, in hexadecimal.
    pub edition: String,
}

/// A file that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Path below the corpus folder.
    pub source: String,
    /// Where in the file, in words ("row 12", "byte 1,204"), if anywhere in particular.
    pub place: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}
