//! Words and marks of a text: the one tokeniser that actors, topics, dates and quotes share.
