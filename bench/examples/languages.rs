//! Prints what the corpus finds in the texts of `bench/languages`: one JSON array a line, of language, query and ids.

fn main() -> Result<(), dateline_corpus::OpenError> {
    for asked in dateline_bench::languages::answers()? {
        // Rust writes strings of these queries as JSON does.
        println!("[{:?}, {:?}, {:?}]", asked.language, asked.query, asked.found.iter().collect::<Vec<_>>());
    }
    Ok(())
}
