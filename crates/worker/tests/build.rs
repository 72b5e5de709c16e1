//! The worker's function, natively. `cargo xtask test` also builds the module and compares its bytes (`xtask/src/worker.rs`).

use dateline_corpus::Corpus;

fn files(files: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
}

const STORY: &[u8] =
    b"LIMA, May 4 (Invented Wire) - Peru will host a meeting on trout farming, officials said on Monday.\n";
const TABLE: &[u8] = b"title,text\nTrout prices rise,Trout prices rose by a tenth in Lima.\nTrout prices fall,They fell again.\n";

#[test]
fn articles_and_what_gave_none_are_in_the_corpus() {
    let bytes =
        dateline_worker::build(&files(&[("b.txt", STORY), ("a.csv", TABLE), ("c.txt", b"\xff\xfe\x00")]));
    let corpus = Corpus::open(bytes).unwrap();
    let collection = corpus.collection();
    assert_eq!((collection.articles, collection.files), (3, 3));
    let unread: Vec<&str> = collection.unread.iter().map(|unread| unread.source.as_str()).collect();
    assert_eq!(unread, ["c.txt"]);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let one = dateline_worker::build(&files(&[("b.txt", STORY), ("a.csv", TABLE)]));
    let other = dateline_worker::build(&files(&[("a.csv", TABLE), ("b.txt", STORY)]));
    assert_eq!(one, other);
}

#[test]
fn no_files_give_an_empty_corpus() {
    let corpus = Corpus::open(dateline_worker::build(&[])).unwrap();
    assert_eq!(corpus.collection().articles, 0);
}
