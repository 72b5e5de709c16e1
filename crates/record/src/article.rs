//! The shapes of the record, field by field in the order in which they are printed.

use crate::{Day, Interval, Map, Span};
use serde::{Deserialize, Serialize};

/// Values of an evidence or a warning: names and numbers as text, in a fixed order.
pub type Values = Map<String, String>;

/// One news article and all that was found in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Always [`crate::SCHEMA`].
    pub schema: String,
    /// Made from the path (and member): same path, same id, whatever the text.
    pub id: String,
    /// Path below the corpus folder, with `/`.
    pub source: String,
    /// Which article of a file that holds several (`row 3`), or null.
    pub member: Option<String>,
    /// Whether [`Span`]s count in the file itself or in [`Article::text`].
    pub text_basis: TextBasis,
    /// The derived text; null when the basis is the file, unless it was asked for.
    pub text: Option<String>,
    /// The article's own part of the text.
    pub extent: Span,
    /// Whether the whole article is here.
    pub text_completeness: TextCompleteness,
    /// The headline's words; empty where the article has no text.
    pub headline: String,
    /// What the headline rests on.
    pub headline_basis: HeadlineBasis,
    /// Where it stands; null when it was stated by metadata outside the text.
    pub headline_span: Option<Span>,
    /// The summary lines above the story.
    pub key_points: Vec<TextAt>,
    /// BCP 47 tag; `und` where it could not be told.
    pub language: String,
    /// The outlet, else the agency; shown as "Source".
    pub provider: Option<Organ>,
    /// Who wrote it, if a news agency is named.
    pub agency: Option<Organ>,
    /// Where it was published, as stated.
    pub url: Option<String>,
    /// What front matter or columns stated and no field here holds.
    pub metadata: Map<String, String>,
    /// The line of places and day that opens a wire story.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub date_published: Published,
    /// Who made it.
    pub credits: Vec<Credit>,
    /// The text cut into blocks: in order, disjoint, covering every byte that is not white space.
    pub blocks: Vec<Block>,
    /// The sentences, in order, disjoint, inside blocks.
    pub sentences: Vec<Sentence>,
    /// People, states and organisations, in order of their first mention.
    pub actors: Vec<Actor>,
    /// What one actor does to another, where the text has a verb of the knowledge for it.
    pub relations: Vec<Relation>,
    /// Places that do not act.
    pub places: Vec<Place>,
    /// What it is about, most prominent first.
    pub topics: Vec<Topic>,
    /// The dates it speaks of, in order of the text.
    pub dates: Vec<Mentioned>,
    /// Who said what, in order of the text.
    pub quotes: Vec<Quote>,
    /// What was doubtful while reading.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The name of the outlet, else of the agency: what lists and filters call its source.
    #[must_use]
    pub fn source_name(&self) -> Option<&str> {
        self.provider.as_ref().or(self.agency.as_ref()).map(|organ| organ.name.as_str())
    }
}

/// Declares a fieldless enum whose JSON names are in kebab case, as the record writes them.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
    };
}

names! {
    /// Which text the spans count in.
    TextBasis {
        /// The file itself, byte for byte.
        File,
        /// The text that the record carries.
        Derived,
    }
}

names! {
    /// Whether the whole article is here.
    TextCompleteness {
        /// As far as can be told.
        Full,
        /// Its text was cut.
        Excerpt,
        /// Nothing says.
        Unknown,
    }
}

names! {
    /// What the headline rests on.
    HeadlineBasis {
        /// A headline line of the file, or metadata.
        Stated,
        /// The first key point.
        KeyPoint,
        /// The first sentence of the story.
        Lede,
    }
}

/// Words of the text and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextAt {
    /// As the text has them.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// An outlet or agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organ {
    /// Its usual name.
    pub name: String,
    /// From the knowledge, or null.
    pub wikidata: Option<String>,
    /// Where it is named; null when metadata outside the text states it.
    pub span: Option<Span>,
}

/// The line of places and day that opens a wire story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// Places as names are usually written: "Seoul" for "SEOUL".
    pub places: Vec<String>,
    /// From the first place to the closing bracket or dash.
    pub span: Span,
}

/// When the article was published: an interval with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// A time stamp as written, with its offset; null when none is stated.
    pub stated: Option<String>,
    /// The date as EDTF, or null when nothing is known.
    pub edtf: Option<String>,
    /// First possible day; null is open.
    pub earliest: Option<Day>,
    /// Last possible day; null is open.
    pub latest: Option<Day>,
    /// False where the true date is one unknown day inside.
    pub sure: bool,
    /// What it rests on.
    pub basis: PublishedBasis,
    /// Every step, in the order in which it was taken.
    pub evidence: Vec<Evidence>,
}

impl Published {
    /// The interval that a date filter uses.
    pub fn interval(&self) -> Interval {
        Interval { earliest: self.earliest, latest: self.latest }
    }

    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            stated: None,
            edtf: None,
            earliest: None,
            latest: None,
            sure: false,
            basis: PublishedBasis::Unknown,
            evidence: Vec::new(),
        }
    }
}

names! {
    /// What a date of publication rests on.
    PublishedBasis {
        /// Metadata or a full date line.
        Stated,
        /// Day and month of the dateline, the year inferred.
        Dateline,
        /// Only what the text mentions and the knowledge proves.
        Inferred,
        /// Nothing.
        Unknown,
    }
}

/// One reason: the code and its values are the contract, `because` is their English wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The words it rests on; null when it rests on metadata or on the knowledge.
    pub span: Option<Span>,
    /// In kebab case.
    pub code: String,
    /// What the wording fills in.
    pub values: Values,
    /// The English wording.
    pub because: String,
}

/// A person who made the article. People in credits are not actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// As written.
    pub name: String,
    /// What they did.
    pub role: CreditRole,
    /// Where; null when metadata outside the text states it.
    pub span: Option<Span>,
}

names! {
    /// What a credited person did.
    CreditRole {
        /// By-line or metadata.
        Author,
        /// "Reporting by", "Additional reporting by".
        Reporter,
        /// "Writing by".
        Writer,
        /// "Editing by".
        Editor,
        /// Photo credit.
        Photographer,
    }
}

/// A block of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Without white space at either end.
    pub span: Span,
}

names! {
    /// What a block is.
    BlockKind {
        /// Headline or sub-heading.
        Heading,
        /// A summary line.
        KeyPoint,
        /// Text of the story.
        Paragraph,
        /// Who reported, wrote, edited, photographed.
        Credit,
        /// Prompts, links and notices of the page.
        Boilerplate,
    }
}

/// A sentence. Body sentences are the passages and the denominator of every count by sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands.
    pub kind: SentenceKind,
    /// Without white space at either end.
    pub span: Span,
}

names! {
    /// Where a sentence stands.
    SentenceKind {
        /// In a paragraph.
        Body,
        /// In a heading.
        Heading,
        /// In a key point.
        KeyPoint,
    }
}

/// A person, state or organisation of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The knowledge's id, else made from the name.
    pub id: String,
    /// The usual name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// For an actor of the knowledge that has one there.
    pub wikidata: Option<String>,
    /// The state or organisation that the actor belongs to.
    pub of: Option<String>,
    /// As the text states them.
    pub roles: Vec<TextAt>,
    /// In order of the text.
    pub mentions: Vec<Mention>,
}

names! {
    /// What an actor is.
    ActorKind {
        /// A person.
        Person,
        /// A state or territory.
        State,
        /// A body, firm, party, ministry.
        Organisation,
    }
}

/// One naming of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words that name.
    pub span: Span,
    /// How they name.
    pub how: How,
    /// What the actor does there; null where it is not told.
    pub does: Option<Does>,
}

names! {
    /// How words name an actor.
    How {
        /// The full name.
        Name,
        /// Another known name or spelling.
        Alias,
        /// Surname or given name alone.
        ShortName,
        /// A capital or seat for the government.
        Metonym,
        /// "Chinese", "South Korean".
        Demonym,
        /// A title alone that can only be this actor.
        Title,
    }
}

names! {
    /// What an actor does in a mention.
    Does {
        /// Says something, reported or quoted.
        Speaks,
        /// Is the subject of a verb.
        Acts,
        /// Neither.
        SpokenOf,
    }
}

/// What one actor does to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Actor id.
    pub from: String,
    /// Actor id.
    pub to: String,
    /// A verb of the knowledge, in its base form.
    pub verb: String,
    /// Whether it happened.
    pub form: RelationForm,
    /// The sentence.
    pub span: Span,
    /// The words that say it.
    pub cue: Span,
}

names! {
    /// Whether a relation happened.
    RelationForm {
        /// Told as done.
        Happened,
        /// To come.
        Planned,
        /// Told as not done.
        Denied,
        /// Somebody says that it happened.
        Reported,
    }
}

/// A place that does not act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The knowledge's id, else made from the name.
    pub id: String,
    /// The usual name.
    pub name: String,
    /// From the knowledge, or null.
    pub wikidata: Option<String>,
    /// In order of the text.
    pub mentions: Vec<PlaceMention>,
}

/// One naming of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// The words.
    pub span: Span,
}

/// A topic with words of its own; broader ones are added by the corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Topic {
    /// The knowledge's id.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// The id of the broader topic, or null at the top.
    pub broader: Option<String>,
    /// IPTC Media Topics code, or null.
    pub media_topic: Option<String>,
    /// 0 to 1: share of the article's topic evidence.
    pub score: f32,
    /// Main or in passing.
    pub prominence: Prominence,
    /// In order of the text.
    pub mentions: Vec<TopicMention>,
}

names! {
    /// How prominent a topic is.
    Prominence {
        /// In headline, key point, first paragraph, or in three sentences.
        Main,
        /// Less than that.
        Passing,
    }
}

/// Words that put an article under a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicMention {
    /// The words.
    pub span: Span,
    /// `topic/list/number` in `knowledge/topics.toml`.
    pub rule: String,
}

/// A date or time expression of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentioned {
    /// Where.
    pub span: Span,
    /// The words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// TIMEX3 value, resolved against the date of publication; null if it cannot be.
    pub value: Option<String>,
    /// For DATE and TIME what a timeline plots; null otherwise.
    pub edtf: Option<String>,
    /// First possible day.
    pub earliest: Option<Day>,
    /// Last possible day.
    pub latest: Option<Day>,
    /// False where the true date is one unknown day or month inside.
    pub sure: bool,
    /// Past or to come when written; null where it is not told.
    pub tense: Option<Tense>,
    /// Why it has that value.
    pub evidence: Vec<Evidence>,
}

impl Mentioned {
    /// The interval that a date filter uses.
    pub fn interval(&self) -> Interval {
        Interval { earliest: self.earliest, latest: self.latest }
    }
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

names! {
    /// Past or to come when written.
    Tense {
        /// Before publication.
        Past,
        /// After publication.
        ToCome,
    }
}

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// What was said, with its quotation marks.
    pub span: Span,
    /// How it is given.
    pub kind: QuoteKind,
    /// Actor id, or null.
    pub speaker: Option<String>,
    /// The words that name the speaker where the cue stands: "Lee", "he", "analysts".
    pub speaker_text: Option<TextAt>,
    /// Actor ids; empty where not sure.
    pub about: Vec<String>,
    /// The words that say that it was said.
    pub cue: Option<TextAt>,
}

names! {
    /// How words of a speaker are given.
    QuoteKind {
        /// A whole quotation.
        Direct,
        /// A quoted fragment inside the reporter's sentence.
        Mixed,
        /// In the reporter's words.
        Indirect,
    }
}

/// Something doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// In kebab case.
    pub code: String,
    /// What the wording fills in.
    pub values: Values,
    /// The English wording.
    pub because: String,
    /// Where, if anywhere in particular.
    pub span: Option<Span>,
}
