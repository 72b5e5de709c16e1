//! The grammar of date expressions: from tokens to extents and meanings.
//!
//! Each rule looks at the tokens from one position and declines or says where the expression ends. Extents follow
//! TIMEX3: without the preposition ("Friday" in "on Friday"), with what narrows the date ("early March", "nearly two
//! years", "the past two months").

use super::meaning::{Grain, Meaning, Step, Stretch};
use super::tokens::{Line, Token};
use dateline_knowledge::{Calendar, CalendarList as List, CalendarWord, TimeUnit};
use dateline_record::{Day, Month, TimexType};

/// An expression from the asked position on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    /// The token behind it.
    pub end: usize,
    pub kind: TimexType,
    pub meaning: Meaning,
    /// What a time of day adds to the value of its day.
    pub clock: Option<String>,
}

impl Match {
    fn date(end: usize, meaning: Meaning) -> Self {
        Self { end, kind: TimexType::Date, meaning, clock: None }
    }

    fn fixed(end: usize, stretch: Stretch) -> Self {
        Self::date(end, Meaning::Fixed(stretch))
    }

    fn length(end: usize, value: String) -> Self {
        Self { end, kind: TimexType::Duration, meaning: Meaning::Length(value), clock: None }
    }

    fn recurring(end: usize, value: String) -> Self {
        Self { end, kind: TimexType::Set, meaning: Meaning::Recurring(value), clock: None }
    }

    fn at_time(self, end: usize, clock: String) -> Self {
        Self { end, kind: TimexType::Time, clock: Some(clock), ..self }
    }
}

/// Words that begin expressions and mean nothing alone. Most words of a text are neither these nor the calendar's.
const STARTS: [&str; 10] = ["the", "a", "an", "q", "at", "up", "more", "less", "fewer", "fiscal"];

/// The expression that begins at that token, the longest kind first.
pub(crate) fn expression(line: Line<'_>, at: usize, calendar: &Calendar) -> Option<Match> {
    let token = line.get(at)?;
    let found = || longest(line, at, calendar);
    if !may_begin(token, calendar) {
        debug_assert_eq!(found(), None, "“{}” begins an expression", token.text);
        return None;
    }
    found()
}

/// Whether some rule may fit from that token on: most words of a text begin nothing.
fn may_begin(token: &Token<'_>, calendar: &Calendar) -> bool {
    if !token.is_word() {
        return token.is_digits() || matches!(token.text, "'" | "’" | "‘");
    }
    let is_context = |meaning: &CalendarWord| matches!(meaning, CalendarWord::In(list) if list.is_context());
    !token.meanings.iter().all(is_context)
        || STARTS.iter().any(|word| token.text.eq_ignore_ascii_case(word))
        || (token.is_capital() && calendar.begins_holiday(token.text))
}

fn longest(line: Line<'_>, at: usize, calendar: &Calendar) -> Option<Match> {
    recurring(line, at)
        .or_else(|| clock(line, at))
        .or_else(|| holiday(line, at, calendar))
        .or_else(|| portion(line, at))
        .or_else(|| date(line, at))
        .or_else(|| length(line, at))
        .or_else(|| reference(line, at))
}

/// A day that is written with its month, in whichever order, with or without year and weekday.
pub(crate) fn day(line: Line<'_>, at: usize) -> Option<Match> {
    numeric(line, at)
        .or_else(|| with_weekday(line, at))
        .or_else(|| month_day(line, at))
        .or_else(|| day_month(line, at))
}

/// Any DATE, with a part of the day behind it.
fn date(line: Line<'_>, at: usize) -> Option<Match> {
    let found = day(line, at)
        .or_else(|| month(line, at))
        .or_else(|| weekday(line, at))
        .or_else(|| quarter(line, at))
        .or_else(|| relative_day(line, at))
        .or_else(|| stepped(line, at))
        .or_else(|| ago(line, at))
        .or_else(|| same_period(line, at))
        .or_else(|| decade(line, at))
        .or_else(|| century(line, at))
        .or_else(|| year(line, at))?;
    Some(part_behind(line, found))
}

/// "Friday morning", "yesterday afternoon".
fn part_behind(line: Line<'_>, found: Match) -> Match {
    let day =
        matches!(found.meaning, Meaning::Weekday(..) | Meaning::Shift(Grain::Day, _) | Meaning::MonthDay(..));
    match line.part(found.end).filter(|_| day && found.kind == TimexType::Date) {
        Some(code) => {
            let end = found.end + 1;
            found.at_time(end, format!("T{code}"))
        }
        None => found,
    }
}

// ---- written out ----------------------------------------------------------------------------------------------------

/// `2026-01-02`, `1/2/2026`, `02.01.2026`.
fn numeric(line: Line<'_>, at: usize) -> Option<Match> {
    let number = |at: usize| line.get(at).and_then(Token::number);
    let (first, second, third) = (number(at)?, number(at + 2)?, number(at + 4)?);
    let joined = (at + 1..at + 5).all(|at| line.joined(at));
    let mark = |mark: &str| joined && line.is(at + 1, mark) && line.is(at + 3, mark);
    let year =
        |at: usize| line.get(at).filter(|token| token.text.len() == 4).and(number(at)).map(u32::cast_signed);
    let end = at + 5;
    if let Some(year) = year(at).filter(|_| mark("-") || mark("/")) {
        return Day::new(year, second, third).map(|day| Match::fixed(end, Stretch::Day(day)));
    }
    let year = year(at + 4).filter(|_| mark("/") || mark(".") || mark("-"))?;
    // A full stop stands between day and month, never between month and day.
    let american = Day::new(year, first, second).filter(|_| !mark("."));
    let stretch = match (american, Day::new(year, second, first)) {
        (Some(one), Some(other)) if one != other => Stretch::Either(one.min(other), one.max(other)),
        (Some(day), _) | (None, Some(day)) => Stretch::Day(day),
        (None, None) => return None,
    };
    Some(Match::fixed(end, stretch))
}

/// "Monday, Aug. 25", "Friday 2 January 2026": the weekday must fit.
fn with_weekday(line: Line<'_>, at: usize) -> Option<Match> {
    let (weekday, short) = line.weekday(at)?;
    let next = if short { line.skip(at + 1, ".") } else { at + 1 };
    let next = line.skip(next, ",");
    let next = line.skip(next, "the");
    let found = numeric(line, next).or_else(|| month_day(line, next)).or_else(|| day_month(line, next))?;
    let meaning = match found.meaning {
        Meaning::MonthDay(month, day, _) => Meaning::MonthDay(month, day, Some(weekday)),
        meaning => meaning,
    };
    Some(Match::date(found.end, meaning))
}

/// A month's name with its full stop, and the token behind it.
fn month_name(line: Line<'_>, at: usize) -> Option<(u32, bool, usize)> {
    let (month, short) = line.month(at)?;
    let dot = short && line.is(at + 1, ".") && line.joined(at + 1);
    Some((month, short, at + 1 + usize::from(dot)))
}

/// A day of the month, as "2", "2nd", and the token behind it.
fn day_number(line: Line<'_>, at: usize) -> Option<(u32, usize)> {
    let token = line.get(at).filter(|token| token.text.len() <= 2)?;
    let day = token.number().filter(|day| (1..=31).contains(day))?;
    let ending = line.joined(at + 1) && line.is_any(at + 1, &["st", "nd", "rd", "th"]);
    let end = at + 1 + usize::from(ending);
    let clock = line.is(end, ":") && line.get(end + 1).is_some_and(Token::is_digits);
    let more = line.joined(end) && (line.is_any(end, &["%", "/"]) || clock || decimal(line, end));
    (!more && !line.has(end, List::NotAfter)).then_some((day, end))
}

/// A point or comma with digits behind it that belong to the number before.
fn decimal(line: Line<'_>, at: usize) -> bool {
    line.is_any(at, &[".", ","]) && line.joined(at + 1) && line.get(at + 1).is_some_and(Token::is_digits)
}

/// "December 29, 2025", "Sept. 5", "Jan 2nd".
fn month_day(line: Line<'_>, at: usize) -> Option<Match> {
    let (month, _, next) = month_name(line, at)?;
    let (day, end) = day_number(line, next)?;
    Some(with_year(line, end, month, day))
}

/// "29 Dec. 2025", "the 2nd of January".
fn day_month(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(at, "the");
    let (day, next) = day_number(line, start)?;
    let money = line.before(at).is_some_and(|mark| "$€£¥".contains(mark.text));
    let (month, _, end) = month_name(line, line.skip(next, "of")).filter(|_| !money)?;
    Some(with_year(line, end, month, day))
}

/// The year behind month and day, after a comma or not, or told as "last year".
fn with_year(line: Line<'_>, end: usize, month: u32, day: u32) -> Match {
    let next = line.skip(end, ",");
    let dated = line.year(next).and_then(|year| Day::new(year, month, day)).filter(|_| !counts(line, next));
    match dated {
        Some(day) => Match::fixed(next + 1, Stretch::Day(day)),
        None => Match::date(end, Meaning::MonthDay(month, day, None)),
    }
}

/// "June 2025", "June last year", "in June", "last June".
fn month(line: Line<'_>, at: usize) -> Option<Match> {
    let (month, short, next) = month_name(line, at)?;
    let of = line.skip(line.skip(next, ","), "of");
    if let Some(year) = line.year(of).filter(|_| !counts(line, of)) {
        return Month::new(year, month).map(|month| Match::fixed(of + 1, Stretch::Month(month)));
    }
    if short {
        return None;
    }
    if let Some((by, end)) = year_step(line, of) {
        return Some(Match::date(end, Meaning::Month(month, Step::Year(by))));
    }
    is_bare_month(line, at, month).then(|| Match::date(next, Meaning::Month(month, Step::Bare)))
}

/// Whether a month's name alone is the month and no other word or name.
fn is_bare_month(line: Line<'_>, at: usize, month: u32) -> bool {
    if line.has_before(at, List::MonthBefore) || line.before(at).is_some_and(|mark| mark.text == "-") {
        return true;
    }
    let other_word = month == 3 || month == 5;
    let beside_name =
        |token: Option<&Token<'_>>| token.is_some_and(|token| token.is_word() && token.is_capital());
    !other_word && !beside_name(line.get(at + 1)) && !beside_name(line.before(at))
}

/// "last year", "this year", "next year": the step and the token behind it.
fn year_step(line: Line<'_>, at: usize) -> Option<(i32, usize)> {
    let (by, end) = step_word(line, at)?;
    let (unit, many) = line.unit(end)?;
    (unit.code == 'Y' && unit.times == 1 && !many).then_some((by, end + 1))
}

/// "last", "this", "next" and the token behind it.
fn step_word(line: Line<'_>, at: usize) -> Option<(i32, usize)> {
    let by = [(List::Last, -1), (List::This, 0), (List::Next, 1)];
    by.into_iter().find(|(list, _)| line.has(at, *list)).map(|(_, by)| (by, at + 1))
}

/// "2017" where a year may stand, "fiscal 2017", "the year 2000".
fn year(line: Line<'_>, at: usize) -> Option<Match> {
    let head = usize::from(line.is(at, "the") && line.is(at + 1, "year"));
    let start = at + head * 2;
    let start = if line.is(start, "fiscal") { line.skip(start + 1, "year") } else { start };
    let year = line.year(start)?;
    let prefixed = start > at;
    (prefixed || may_be_year(line, start, year)).then(|| Match::fixed(start + 1, Stretch::Year(year)))
}

fn may_be_year(line: Line<'_>, at: usize, year: i32) -> bool {
    if counts(line, at) || is_title(line, at) || !(1500..2100).contains(&year) {
        return false;
    }
    let bracket =
        line.before(at).is_some_and(|mark| mark.text == "(") && line.is_any(at + 1, &[")", ",", "-", "–"]);
    let determined = line.before(at).is_some_and(|word| {
        ["the", "this", "that", "a", "its", "their", "his", "her", "our", "s", "mid"]
            .iter()
            .any(|other| word.text.eq_ignore_ascii_case(other))
    });
    let modern = (1900..2100).contains(&year);
    let noun = line.get(at + 1).is_some_and(Token::is_word);
    line.has_before(at, List::YearBefore) || bracket || (modern && determined && noun)
}

/// "2017 troops", "2017-2018", "2017%": the digits count something or go on.
fn counts(line: Line<'_>, at: usize) -> bool {
    let unit = line.unit(at + 1).is_some_and(|(_, many)| many);
    let joined = line.joined(at + 1) && line.is_any(at + 1, &["%", ":", "/"]);
    line.has(at + 1, List::NotAfter) || unit || joined
}

/// "the 2018 Trade Act": a year in the title of a law or plan.
fn is_title(line: Line<'_>, at: usize) -> bool {
    (at + 1..at + 5)
        .take_while(|at| line.get(*at).is_some_and(Token::is_capital))
        .any(|at| line.has(at, List::TitleAfter))
}

/// "the 1990s", "the '90s", "the nineties".
fn decade(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(at, "the");
    let plural = |at: usize| {
        let mark = usize::from(line.is_any(at, &["'", "’"]) && line.joined(at));
        (line.is(at + mark, "s") && line.joined(at + mark)).then_some(at + mark + 1)
    };
    if let Some(year) = line.year(start).filter(|year| year % 10 == 0) {
        return Some(Match::fixed(plural(start + 1)?, Stretch::Decade(year / 10)));
    }
    if line.is_any(start, &["'", "’", "‘"]) && line.joined(start + 1) {
        let digits = line.get(start + 1).filter(|token| token.text.len() == 2)?;
        let decade = digits.number().filter(|number| number % 10 == 0)?;
        return Some(Match::fixed(plural(start + 2)?, Stretch::Decade(190 + decade.cast_signed() / 10)));
    }
    let words =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let place = words.iter().position(|word| line.is(start, word)).filter(|_| start > at)?;
    Some(Match::fixed(start + 1, Stretch::Decade(192 + i32::try_from(place).ok()?)))
}

/// "the 20th century".
fn century(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(at, "the");
    let number = line.get(start)?.number().filter(|number| (1..=21).contains(number))?;
    let ending = line.joined(start + 1) && line.is_any(start + 1, &["st", "nd", "rd", "th"]);
    let word = start + 2;
    let word = line.skip_hyphen(word);
    (ending && line.is(word, "century"))
        .then(|| Match::fixed(word + 1, Stretch::Century(number.cast_signed() - 1)))
}

// ---- counted from now -----------------------------------------------------------------------------------------------

/// "Monday", "last Friday", "this coming Sunday".
fn weekday(line: Line<'_>, at: usize) -> Option<Match> {
    let (weekday, short) = line.weekday(at)?;
    (!short).then(|| Match::date(at + 1, Meaning::Weekday(weekday, Step::Bare)))
}

/// "yesterday", "today", "tomorrow", "tonight".
fn relative_day(line: Line<'_>, at: usize) -> Option<Match> {
    let lists = [(List::Yesterday, -1), (List::Today, 0), (List::Tomorrow, 1), (List::Tonight, 0)];
    let (list, by) = lists.into_iter().find(|(list, _)| line.has(at, *list))?;
    let found = Match::date(at + 1, Meaning::Shift(Grain::Day, by));
    Some(if list == List::Tonight { found.at_time(at + 1, "TNI".to_owned()) } else { found })
}

/// "last month", "the coming week", "this past Friday", "next June", "last summer", "this morning", "the weekend".
fn stepped(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(at, "the");
    if line.is(start, "weekend") && start > at {
        return Some(Match::date(start + 1, Meaning::Shift(Grain::Weekend, -1)));
    }
    if line.has(start, List::Counted) {
        let unit = line.unit(start + 1).filter(|(unit, many)| !many && !unit.clock);
        return unit.map(|_| Match::date(start + 2, Meaning::Elsewhere));
    }
    let (mut by, mut next) = step_word(line, start)?;
    // "this coming Sunday", "this past Friday".
    if by == 0 && (line.has(next, List::Next) || line.is(next, "past")) {
        by = if line.is(next, "past") { -1 } else { 1 };
        next += 1;
    }
    let step = [Step::Last, Step::This, Step::Next].into_iter().nth(usize::try_from(by + 1).ok()?)?;
    stepped_unit(line, start, next, by).or_else(|| stepped_name(line, next, step))
}

fn stepped_unit(line: Line<'_>, start: usize, at: usize, by: i32) -> Option<Match> {
    if line.is(at, "weekend") {
        // "This weekend" is behind or ahead as the week runs: it belongs to the week of writing.
        return Some(Match::date(at + 1, Meaning::Shift(Grain::Weekend, by)));
    }
    if let Some(code) = line.part(at).filter(|_| by == 0 || line.is(at, "night")) {
        let day = Match::date(at + 1, Meaning::Shift(Grain::Day, by));
        return Some(day.at_time(at + 1, format!("T{code}")));
    }
    let (unit, many) = line.unit(at)?;
    let day = unit.code == 'D' && !line.is(start, "this");
    if many || unit.clock || day {
        return None;
    }
    let grain = grain(unit)?;
    Some(Match::date(at + 1, Meaning::Shift(grain, by)))
}

fn stepped_name(line: Line<'_>, at: usize, step: Step) -> Option<Match> {
    if let Some((weekday, false)) = line.weekday(at) {
        return Some(Match::date(at + 1, Meaning::Weekday(weekday, step)));
    }
    if let Some((month, false)) = line.month(at) {
        return Some(Match::date(at + 1, Meaning::Month(month, step)));
    }
    if let Some(season) = line.season(at) {
        return Some(Match::date(at + 1, Meaning::Season(season, step)));
    }
    let (quarter, end) = quarter_name(line, at)?;
    Some(Match::date(end, quarter_meaning(quarter, step)))
}

/// The unit that a shift counts in.
fn grain(unit: TimeUnit) -> Option<Grain> {
    Some(match (unit.code, unit.times) {
        ('D', _) => Grain::Day,
        ('W', _) => Grain::Week,
        ('M', 3) => Grain::Quarter,
        ('M', _) => Grain::Month,
        ('Y', 10) => Grain::Decade,
        ('Y', 100) => Grain::Century,
        ('Y', _) => Grain::Year,
        _ => return None,
    })
}

/// A quarter (1 to 4) or, as 5 and 6, a half of a year.
fn quarter_name(line: Line<'_>, at: usize) -> Option<(u32, usize)> {
    if line.is(at, "q") && line.joined(at + 1) {
        let number = line.get(at + 1)?.number().filter(|number| (1..=4).contains(number))?;
        return Some((number, at + 2));
    }
    let number = line.ordinal(at)?;
    let word = line.skip(line.skip_hyphen(at + 1), "fiscal");
    if line.is(word, "quarter") {
        return Some((number, word + 1));
    }
    (line.is(word, "half") && number <= 2).then_some((number + 4, word + 1))
}

fn quarter_meaning(quarter: u32, step: Step) -> Meaning {
    if quarter > 4 { Meaning::Half(quarter - 4, step) } else { Meaning::Quarter(quarter, step) }
}

/// "the first quarter of 2025", "third-quarter", "Q3 2025", "the second half of last year", "the 2024 third quarter".
fn quarter(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(line.skip(at, "the"), "fiscal");
    let dated = |year: i32, quarter: u32| {
        if quarter > 4 { Stretch::Half(year, quarter - 4) } else { Stretch::Quarter(year, quarter) }
    };
    if let Some(year) = line.year(start) {
        let (quarter, end) = quarter_name(line, line.skip(start + 1, "fiscal"))?;
        return Some(Match::fixed(end, dated(year, quarter)));
    }
    let (quarter, end) = quarter_name(line, start)?;
    let of = line.skip(line.skip(end, "of"), "fiscal");
    if let Some(year) = line.year(of) {
        return Some(Match::fixed(of + 1, dated(year, quarter)));
    }
    if let Some((by, end)) = year_step(line, of) {
        return Some(Match::date(end, quarter_meaning(quarter, Step::Year(by))));
    }
    // "The first half" alone is mostly one of a match or a book.
    (quarter <= 4).then(|| Match::date(end, Meaning::Quarter(quarter, Step::Bare)))
}

/// "two months ago", "a year earlier", "three days later", "several years ago".
fn ago(line: Line<'_>, at: usize) -> Option<Match> {
    let amount = amount(line, about(line, at))?;
    let end = amount.end;
    let from_now = line.is(end, "from") && line.is(end + 1, "now");
    let earlier = line.has(end, List::Earlier) && !line.is(end, "before");
    if earlier || line.has(end, List::Later) && !line.is(end, "after") {
        return Some(Match::date(end + 1, counted_from(&amount, if earlier { -1 } else { 1 })));
    }
    if !line.has(end, List::Ago) && !from_now {
        return None;
    }
    let (sign, end) = if from_now { (1, end + 2) } else { (-1, end + 1) };
    if amount.unit.clock {
        return Some(Match { kind: TimexType::Time, ..Match::date(end, Meaning::Elsewhere) });
    }
    let vague = Meaning::Reference(if from_now { "FUTURE_REF" } else { "PAST_REF" });
    let meaning =
        match amount.count.and_then(|count| i32::try_from(count.checked_mul(amount.unit.times)?).ok()) {
            Some(count) => Meaning::Shift(grain(TimeUnit { times: 1, ..amount.unit })?, sign * count),
            None => vague,
        };
    Some(Match::date(end, meaning))
}

/// "a year earlier", "two months later": counted from a date told before, where the count is known.
fn counted_from(amount: &Amount, sign: i32) -> Meaning {
    let count = amount.count.and_then(|count| i32::try_from(count.checked_mul(amount.unit.times)?).ok());
    let grain = grain(TimeUnit { times: 1, ..amount.unit });
    match (count, grain) {
        (Some(count), Some(grain)) => Meaning::From(None, grain, sign * count),
        _ => Meaning::Elsewhere,
    }
}

/// "the quarter", "the latest period", "the year-earlier quarter", "year-ago": a quarter told before, or the same one of
/// the year before.
fn same_period(line: Line<'_>, at: usize) -> Option<Match> {
    let start = line.skip(at, "the");
    let ago = line.is(start, "year") && line.is(line.skip_hyphen(start + 1), "ago");
    let earlier = line.is(start, "year") && line.is(line.skip_hyphen(start + 1), "earlier");
    if (ago || earlier) && line.skip_hyphen(start + 1) > start + 1 {
        let end = line.skip_hyphen(start + 1) + 1;
        let end = end + usize::from(line.is_any(end, &["quarter", "period"]));
        return Some(Match::date(end, Meaning::From(None, Grain::Year, -1)));
    }
    let latest = line.skip(start, "latest");
    let period = line.is(latest, "quarter") || (latest > start && line.is(latest, "period"));
    let other = line.is(latest + 1, "of") || line.is(latest + 1, "-");
    (start > at && period && !other).then(|| Match::date(latest + 1, Meaning::From(None, Grain::Quarter, 0)))
}

/// "early March", "mid-2024", "late last year", "earlier this week", "the end of 2025".
fn portion(line: Line<'_>, at: usize) -> Option<Match> {
    if line.has(at, List::Portion) {
        let next = line.skip_hyphen(at + 1);
        let next = line.skip(next, "in");
        let found = date(line, next).or_else(|| bare_year(line, next))?;
        return is_long(&found.meaning).then_some(found);
    }
    let start = line.skip(at, "the");
    if start > at && line.has(start, List::Portion) {
        let decade = decade(line, line.skip_hyphen(start + 1));
        return decade.or_else(|| stepped_season(line, start + 1));
    }
    if line.has(start, List::Edge) && line.is(start + 1, "of") {
        return date(line, start + 2)
            .or_else(|| bare_year(line, start + 2))
            .filter(|found| is_long(&found.meaning));
    }
    None
}

/// "the early summer": of the year of writing.
fn stepped_season(line: Line<'_>, at: usize) -> Option<Match> {
    line.season(at).map(|season| Match::date(at + 1, Meaning::Season(season, Step::Bare)))
}

/// A year that the words before it prove to be one.
fn bare_year(line: Line<'_>, at: usize) -> Option<Match> {
    line.year(at).filter(|_| !counts(line, at)).map(|year| Match::fixed(at + 1, Stretch::Year(year)))
}

/// Whether it is long enough to have an early and a late part.
fn is_long(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Elsewhere | Meaning::Reference(_) | Meaning::Length(_) | Meaning::Recurring(_)
    )
}

// ---- times, lengths, what recurs ------------------------------------------------------------------------------------

/// "8:30 a.m. on Monday", "0830 GMT", "10 p.m. Wednesday", "noon Thursday".
fn clock(line: Line<'_>, at: usize) -> Option<Match> {
    let (time, end) = noon(line, at).or_else(|| hour(line, at))?;
    let end = end + usize::from(line.has(end, List::Zone));
    let next = line.skip(line.skip(end, ","), "on");
    let day = day(line, next).or_else(|| weekday(line, next)).or_else(|| relative_day(line, next));
    let found = day.unwrap_or_else(|| Match::date(end, Meaning::Shift(Grain::Day, 0)));
    let end = found.end;
    Some(found.at_time(end, time))
}

fn noon(line: Line<'_>, at: usize) -> Option<(String, usize)> {
    let time = [(List::Noon, "T12:00"), (List::Midnight, "T24:00")];
    let (_, time) = time.into_iter().find(|(list, _)| line.has(at, *list))?;
    Some((time.to_owned(), at + 1))
}

fn hour(line: Line<'_>, at: usize) -> Option<(String, usize)> {
    let token = line.get(at).filter(|token| token.is_digits())?;
    if token.text.len() == 4 && line.has(at + 1, List::Zone) {
        let (hour, minute) = (token.number()? / 100, token.number()? % 100);
        return (hour < 24 && minute < 60).then(|| (format!("T{hour:02}:{minute:02}"), at + 1));
    }
    let hour = token.number().filter(|hour| *hour < 25 && token.text.len() <= 2)?;
    let colon = line.is_any(at + 1, &[":", "."]) && line.joined(at + 1) && line.joined(at + 2);
    let minute = line.get(at + 2).filter(|token| colon && token.text.len() == 2).and_then(Token::number);
    let minute = minute.filter(|minute| *minute < 60);
    let end = if minute.is_some() { at + 3 } else { at + 1 };
    let half = half_of_day(line, end);
    if half.is_none() && !(minute.is_some() && line.has(end, List::Zone)) {
        return None;
    }
    let (noon, end) = half.unwrap_or((None, end));
    let hour = match noon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some((format!("T{hour:02}:{:02}", minute.unwrap_or(0)), end))
}

/// "a.m.", "pm": whether it is after noon, and the token behind it. The full stop that ends a sentence stays outside.
fn half_of_day(line: Line<'_>, at: usize) -> Option<(Option<bool>, usize)> {
    for (word, letter, after_noon) in [("am", "a", false), ("pm", "p", true)] {
        if line.is(at, word) {
            return Some((Some(after_noon), at + 1));
        }
        if line.is(at, letter) && line.is(at + 1, ".") && line.is(at + 2, "m") && line.joined(at + 2) {
            let dot = line.is(at + 3, ".") && line.joined(at + 3) && line.get(at + 4).is_some();
            return Some((Some(after_noon), at + 3 + usize::from(dot)));
        }
    }
    None
}

/// So many units.
struct Amount {
    /// `None`: nobody counted.
    count: Option<u32>,
    unit: TimeUnit,
    /// The token behind the unit.
    end: usize,
    /// Whether it began with "a" or "an".
    one: bool,
    /// Whether a hyphen makes it an adjective: "six-month".
    hyphen: bool,
}

/// "two months", "a few days", "six-month", "20 more years", "a couple of weeks", "several years".
fn amount(line: Line<'_>, at: usize) -> Option<Amount> {
    let (count, number_end, one) = count(line, at)?;
    let next = line.skip_hyphen(number_end);
    let hyphen = next > number_end;
    let next = if line.is_any(next, &["more", "full", "consecutive", "straight", "additional"]) {
        next + 1
    } else {
        next
    };
    let (unit, many) = line.unit(next)?;
    let end = next + 1;
    // "three-quarters of", "a quarter of": a share of something.
    if unit.code == 'M' && unit.times == 3 && line.is(end, "of") && (hyphen || !many) {
        return None;
    }
    // "54 years old", "a six-year-old boy" are ages.
    let age = line.is(line.skip_hyphen(end), "old");
    (!age).then_some(Amount { count, unit, end, one, hyphen })
}

/// A number in digits or words, "a", "a few", "several": the count, the token behind it, whether it is "a".
fn count(line: Line<'_>, at: usize) -> Option<(Option<u32>, usize, bool)> {
    if line.is_any(at, &["a", "an"]) {
        if line.is(at + 1, "couple") {
            return Some((Some(2), line.skip(at + 2, "of"), false));
        }
        let vague = line.has(at + 1, List::Vague);
        return Some(if vague { (None, at + 2, false) } else { (Some(1), at + 1, true) });
    }
    if line.has(at, List::Vague) {
        return Some((None, at + 1, false));
    }
    if let Some(tens) = line.number_word(at) {
        let next = line.skip_hyphen(at + 1);
        let ones = line.number_word(next).filter(|ones| *ones < 10 && tens >= 20 && tens % 10 == 0);
        return Some(ones.map_or((Some(tens), at + 1, false), |ones| (Some(tens + ones), next + 1, false)));
    }
    let token = line.get(at).filter(|token| token.is_digits())?;
    if decimal(line, at + 1) && line.joined(at + 1) {
        return None;
    }
    let fraction = line.before(at).is_some_and(|mark| token.joined && [".", ",", "/"].contains(&mark.text));
    token.number().filter(|_| !fraction).map(|number| (Some(number), at + 1, false))
}

/// The ISO value of a length: `P2M`, `PT16H`, `PXY` where nobody counted.
fn iso_length(count: Option<u32>, unit: TimeUnit) -> Option<String> {
    let clock = if unit.clock { "T" } else { "" };
    let count = match count {
        Some(count) => count.checked_mul(unit.times)?.to_string(),
        None => "X".to_owned(),
    };
    Some(format!("P{clock}{count}{}", unit.code))
}

/// "two months", "nearly a decade", "the past two weeks", "recent months", "the past year".
fn length(line: Line<'_>, at: usize) -> Option<Match> {
    let at = about(line, at);
    let start = line.skip(at, "the");
    if line.has(start, List::Stretch)
        && let Some(found) = stretch(line, start)
    {
        return Some(found);
    }
    let before = line.before(at).is_some_and(|word| word.text == "in" || word.text == "for");
    if let Some((unit, true)) = line.unit(at).filter(|_| before) {
        return Some(Match::length(at + 1, iso_length(None, unit)?));
    }
    let counted = start > at
        && line.get(start).is_some_and(|token| token.is_digits() || line.number_word(start).is_some());
    let amount = amount(line, if counted { start } else { at })?;
    let rate = amount.one && !line.has_before(at, List::AmountBefore);
    if rate || counted && amount.hyphen {
        return None;
    }
    Some(Match::length(amount.end, iso_length(amount.count, amount.unit)?))
}

/// The position behind "nearly", "more than", "at least", "up to".
fn about(line: Line<'_>, at: usize) -> usize {
    let pairs = [
        ("more", "than"),
        ("less", "than"),
        ("at", "least"),
        ("up", "to"),
        ("at", "most"),
        ("fewer", "than"),
    ];
    if pairs.iter().any(|(first, second)| line.is(at, first) && line.is(at + 1, second)) {
        return at + 2;
    }
    at + usize::from(line.has(at, List::About))
}

/// Behind "past", "last", "next", "recent": a counted or uncounted stretch.
fn stretch(line: Line<'_>, at: usize) -> Option<Match> {
    if let Some(amount) = amount(line, at + 1).filter(|amount| !amount.one) {
        return Some(Match::length(amount.end, iso_length(amount.count, amount.unit)?));
    }
    let (unit, many) = line.unit(at + 1)?;
    if many && line.is(at, "recent") {
        return Some(Match::date(at + 2, Meaning::Reference("PAST_REF")));
    }
    if many && !line.is(at, "first") {
        return Some(Match::length(at + 2, iso_length(None, unit)?));
    }
    (line.is(at, "past") && !many)
        .then(|| iso_length(Some(1), unit).map(|value| Match::length(at + 2, value)))?
}

/// "every Monday", "each year", "daily", "Mondays", "every two weeks".
fn recurring(line: Line<'_>, at: usize) -> Option<Match> {
    let adverbs = [
        (List::Daily, "P1D"),
        (List::Weekly, "P1W"),
        (List::Monthly, "P1M"),
        (List::Yearly, "P1Y"),
        (List::Hourly, "PT1H"),
    ];
    if let Some((_, value)) = adverbs.into_iter().find(|(list, _)| line.has(at, *list)) {
        // "the Daily Star", "Weekly Review" are names of papers.
        let name = line.get(at).is_some_and(Token::is_capital) && at > 0;
        return (!name).then(|| Match::recurring(at + 1, value.to_owned()));
    }
    if !line.has(at, List::Every) {
        return None;
    }
    if let Some((weekday, false)) = line.weekday(at + 1) {
        return Some(Match::recurring(at + 2, format!("XXXX-WXX-{}", weekday + 1)));
    }
    if let Some((month, false)) = line.month(at + 1) {
        return Some(Match::recurring(at + 2, format!("XXXX-{month:02}")));
    }
    if let Some(code) = line.part(at + 1) {
        return Some(Match::recurring(at + 2, format!("XXXX-XX-XXT{code}")));
    }
    if let Some((unit, false)) = line.unit(at + 1) {
        return Some(Match::recurring(at + 2, iso_length(Some(1), unit)?));
    }
    let amount = amount(line, at + 1).filter(|amount| !amount.one)?;
    Some(Match::recurring(amount.end, iso_length(amount.count, amount.unit)?))
}

/// "now", "recently", "soon", "in the future", "in the past".
fn reference(line: Line<'_>, at: usize) -> Option<Match> {
    let lists = [(List::Present, "PRESENT_REF"), (List::Past, "PAST_REF"), (List::Future, "FUTURE_REF")];
    // "as soon as", "soon after" count from something else.
    let elsewhere = line.is_any(at + 1, &["as", "after", "before"])
        || line.before(at).is_some_and(|word| word.text == "as");
    if elsewhere {
        return None;
    }
    if let Some((_, value)) = lists.into_iter().find(|(list, _)| line.has(at, *list)) {
        return Some(Match::date(at + 1, Meaning::Reference(value)));
    }
    let start = line.skip(at, "the");
    let near = line.skip(start, "near");
    if start > at && line.is(near, "future") {
        return Some(Match::date(near + 1, Meaning::Reference("FUTURE_REF")));
    }
    let behind_in = line.before(at).is_some_and(|word| word.text.eq_ignore_ascii_case("in"));
    let in_the_past = start > at && line.is(start, "past") && behind_in;
    let next = start + 1;
    let stretch = line.unit(next).is_some() || count(line, next).is_some() || line.season(next).is_some();
    (in_the_past && !stretch).then(|| Match::date(start + 1, Meaning::Reference("PAST_REF")))
}

/// "Christmas Day", "New Year's Eve".
fn holiday(line: Line<'_>, at: usize, calendar: &Calendar) -> Option<Match> {
    line.get(at).filter(|token| token.is_capital() && calendar.begins_holiday(token.text))?;
    for holiday in calendar.holidays() {
        for name in &holiday.names {
            if let Some(end) = spelled(line, at, name) {
                return Some(Match::date(end, Meaning::MonthDay(holiday.month, holiday.day, None)));
            }
        }
    }
    None
}

/// The token behind a name of several words, whose apostrophes may be curly.
fn spelled(line: Line<'_>, at: usize, name: &str) -> Option<usize> {
    let mut next = at;
    for word in name.split(' ') {
        for (place, part) in word.split('\'').enumerate() {
            next = if place > 0 { line.is_any(next, &["'", "’"]).then_some(next + 1)? } else { next };
            next = line.is(next, part).then_some(next + 1)?;
        }
    }
    Some(next)
}
