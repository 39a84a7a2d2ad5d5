//! A corpus from outside: what an import does to it, and what a killed one leaves.
#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use vekha_corpus::{
    Corpus, CorpusError, Failure, ImportOptions, ImportReport, Limits, Outcome, Parser, Query, content_id,
};
use vekha_model::{Document, Roadmap};

/// Reads «Название\nмероприятие\nмероприятие»; a line `fail` is an error, a line `panic` a bug.
#[derive(Clone, Default)]
struct Lines {
    version: String,
    read: Arc<AtomicUsize>,
}

impl Parser for Lines {
    fn version(&self) -> &str {
        &self.version
    }

    fn parse(&self, bytes: &[u8], name: &str, _: &Limits) -> Result<(Document, Roadmap), Failure> {
        self.read.fetch_add(1, Ordering::Relaxed);
        let text = String::from_utf8_lossy(bytes).into_owned();
        assert!(!text.contains("panic"), "a bug on purpose");
        if text.contains("fail") {
            return Err(Failure { code: "damaged".into(), message: "a fault on purpose".into() });
        }
        let id = content_id(bytes);
        let mut lines = text.lines();
        let title = lines.next();
        let activity = |(number, line): (usize, &str)| {
            json!({"id": format!("{id}.{}", number + 1), "key": content_id(line.as_bytes()), "number": null, "path": [], "parent": null,
                "title": line, "result": null, "inherited": [], "read_as": "row", "source": {},
                "schedule": {"text": "по случаю", "rules": [], "occurrences": [], "connectives": [], "unparsed": [{"text": "по  случаю", "span": [0, 9]}]},
                "responsible": {"text": "школа", "unparsed": [], "parties": [{"text": "школа", "kind": "organization", "organization": "школа", "spans": []}]}})
        };
        let activities: Vec<_> = lines.enumerate().map(activity).collect();
        let roadmap = json!({"id": id, "lineage": id, "file": name, "format": "txt", "title": title, "period": null, "region": null,
            "municipality": null, "date": null, "number": null, "approved_by": null, "preamble": [], "closing": [], "tables": [], "notes": [],
            "leftover": [], "diagnostics": [{"code": "odd", "text": "invented"}], "activities": activities});
        let document = json!({"id": id, "name": name, "format": "txt", "blocks": [], "deleted_characters": 0, "hidden_characters": 0, "notes": []});
        Ok((serde_json::from_value(document).unwrap(), serde_json::from_value(roadmap).unwrap()))
    }
}

/// A folder of files and a corpus beside it.
struct Bench {
    folder: TempDir,
    parser: Lines,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap(), parser: Lines::default() };
        files.iter().for_each(|(name, text)| bench.write(name, text));
        bench
    }

    fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.files().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn corpus(&self) -> Corpus {
        Corpus::open_or_create(&self.out()).unwrap().with_parser(self.parser.clone())
    }

    fn import(&self) -> ImportReport {
        self.import_with(&ImportOptions::default())
    }

    fn import_with(&self, options: &ImportOptions) -> ImportReport {
        self.corpus().import(&[self.files()], options, &mut |_| {}, &AtomicBool::new(false)).unwrap()
    }

    /// How many files the parser was asked about since the last time.
    fn parsed(&self) -> usize {
        self.parser.read.swap(0, Ordering::Relaxed)
    }

    /// `1 read, 2 unchanged`.
    fn import_line(&self) -> String {
        let outcomes = self.import().outcomes;
        outcomes.iter().map(|(outcome, count)| format!("{count} {outcome}")).collect::<Vec<_>>().join(", ")
    }
}

/// The titles found, in order.
fn found(corpus: &Corpus, text: &str) -> Vec<String> {
    let answer = corpus.search(&Query { text: text.into(), limit: 10_000, ..Query::default() }).unwrap();
    assert_eq!(answer.total, answer.hits.len(), "{:?}", answer.remarks);
    answer.hits.into_iter().map(|hit| hit.activity.title).collect()
}

fn titles(corpus: &Corpus) -> Vec<String> {
    let mut titles: Vec<_> = corpus.documents().unwrap().into_iter().filter_map(|head| head.title).collect();
    titles.sort();
    titles
}

/// Every file under `documents/` with its bytes.
fn tree(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for shard in fs::read_dir(out.join("documents")).into_iter().flatten() {
        for file in fs::read_dir(shard.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            files.insert(path.strip_prefix(out).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
    files
}

/// That the derived parts hold what the truth holds, and no more.
fn assert_whole(corpus: &Corpus) {
    let documents = corpus.documents().unwrap();
    let files = tree(corpus.folder());
    assert_eq!(files.len(), documents.len());
    for head in &documents {
        let path = PathBuf::from(format!("documents/{}/{}.json", &head.id[..2], head.id));
        let roadmap: Roadmap = serde_json::from_slice(&files[&path]).unwrap();
        assert_eq!(Some(roadmap), corpus.document(&head.id).unwrap());
    }
    let activities: usize = documents.iter().map(|head| head.activities).sum();
    assert_eq!(found(corpus, "").len(), activities);
}

const PLANS: &[(&str, &str)] = &[
    ("а/план.txt", "План школы\nОбучение наставников\nСубботник"),
    ("б/план.txt", "План лицея\nЯрмарка профессий"),
    ("в.txt", "План сада\nПраздник ёлки"),
];

#[test]
fn what_has_not_changed_is_not_read_again() {
    let bench = Bench::new(PLANS);
    assert_eq!((bench.import_line(), bench.parsed()), ("3 read".into(), 3));
    assert_eq!((bench.import_line(), bench.parsed()), ("3 unchanged".into(), 0));
    let corpus = bench.corpus();
    assert_eq!(found(&corpus, "наставник"), ["Обучение наставников"]);
    assert_whole(&corpus);
    let before = corpus.state().unwrap();

    bench.write("в.txt", PLANS[2].1); // the same words, another date
    assert_eq!((bench.import_line(), bench.parsed()), ("3 unchanged".into(), 0));
    assert_eq!(bench.corpus().state().unwrap(), before, "nothing has changed");

    bench.import_with(&ImportOptions { again: true, ..ImportOptions::default() });
    assert_eq!(bench.parsed(), 3, "unless it is asked for");
}

#[test]
fn another_version_of_the_parser_reads_everything_again() {
    let mut bench = Bench::new(PLANS);
    bench.import();
    bench.parser.version = "2".into();
    bench.parsed();
    assert_eq!((bench.import_line(), bench.parsed()), ("3 read".into(), 3));
    assert_eq!((bench.import_line(), bench.parsed()), ("3 unchanged".into(), 0));
    assert_whole(&bench.corpus());
}

#[test]
fn the_same_content_under_two_paths_is_one_document() {
    let bench = Bench::new(PLANS);
    bench.write("копия.txt", PLANS[0].1);
    assert_eq!(bench.import_line(), "3 read, 1 duplicate");
    let id = content_id(PLANS[0].1.as_bytes());
    assert_eq!(bench.corpus().source_paths(&id).unwrap().len(), 2);

    bench.write("а/план.txt", "План школы, новый\nСубботник");
    assert_eq!(bench.import_line(), "1 read, 3 unchanged");
    assert_eq!(titles(&bench.corpus()), ["План лицея", "План сада", "План школы", "План школы, новый"]);

    bench.write("копия.txt", "План копии\nСубботник");
    assert_eq!(bench.import_line(), "1 read, 3 unchanged");
    let corpus = bench.corpus();
    assert_eq!(
        titles(&corpus),
        ["План копии", "План лицея", "План сада", "План школы, новый"],
        "no file holds the old one"
    );
    assert_eq!(found(&corpus, "наставник"), [""; 0]);
    assert_whole(&corpus);
}

#[test]
fn files_that_change_places_keep_their_documents() {
    let bench = Bench::new(&[("1.txt", "Первый\nРаз"), ("2.txt", "Второй\nДва")]);
    bench.import();
    bench.write("1.txt", "Третий план\nТри");
    bench.write("2.txt", "Первый\nРаз");
    assert_eq!(bench.import_line(), "2 read");
    let corpus = bench.corpus();
    assert_eq!(titles(&corpus), ["Первый", "Третий план"]);
    assert_whole(&corpus);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_run_goes_on() {
    let bench = Bench::new(PLANS);
    bench.write("а/сломан.txt", "fail");
    bench.write("а/ошибка.txt", "panic");
    bench.write(".скрыт", "");
    let report = bench.import();
    let problems: Vec<_> = report
        .problems
        .iter()
        .map(|file| (file.outcome, file.code.as_deref().unwrap(), file.message.as_deref().unwrap()))
        .collect();
    assert_eq!(
        problems,
        [(Outcome::Panic, "panic", "a bug on purpose"), (Outcome::Failed, "damaged", "a fault on purpose")]
    );
    assert_eq!((report.count(Outcome::Read), report.count(Outcome::Skipped)), (3, 1));
    bench.parsed();
    assert_eq!(bench.import_line(), "3 unchanged, 1 failed, 1 panic, 1 skipped");
    assert_eq!(bench.parsed(), 0, "a file that has not changed fails as it did");

    bench.write("в.txt", "fail now");
    assert_eq!(bench.import().count(Outcome::Failed), 2);
    assert_eq!(titles(&bench.corpus()), ["План лицея", "План сада", "План школы"], "the last good reading stays");
    bench.write("в.txt", "План сада, исправлен\nПраздник");
    bench.import();
    assert_eq!(titles(&bench.corpus()), ["План лицея", "План сада, исправлен", "План школы"]);

    let report = bench.corpus().report().unwrap();
    assert_eq!((report.documents, report.problems.len(), report.skipped["hidden"], report.notes["odd"]), (3, 2, 1, 3));
    assert_eq!((report.unread_dates[0].text.as_str(), report.unread_dates[0].count), ("по случаю", 4));
    let page = fs::read_to_string(bench.out().join("report.html")).unwrap();
    assert!(page.contains("a fault on purpose") && page.contains("по случаю"));
    assert!(fs::read_to_string(bench.out().join("report.json")).unwrap().contains("\"unread_dates\""));
}

#[test]
fn a_file_too_large_is_not_read() {
    let bench = Bench::new(PLANS);
    let options = ImportOptions { limits: Limits { file_bytes: 50, ..Limits::default() }, ..ImportOptions::default() };
    let report = bench.import_with(&options);
    assert_eq!((report.count(Outcome::Failed), report.problems[0].code.as_deref()), (2, Some("too_large")));
}

#[test]
fn a_vanished_file_is_marked_and_its_document_kept() {
    let bench = Bench::new(PLANS);
    bench.import();
    fs::rename(bench.files().join("в.txt"), bench.folder.path().join("в.txt")).unwrap();
    assert_eq!(bench.import_line(), "2 unchanged, 1 vanished");
    assert_eq!(titles(&bench.corpus()).len(), 3);
    fs::rename(bench.folder.path().join("в.txt"), bench.files().join("в.txt")).unwrap();
    assert_eq!(bench.import_line(), "3 unchanged");

    let elsewhere = [bench.files().join("а")];
    let report =
        bench.corpus().import(&elsewhere, &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert_eq!(report.count(Outcome::Vanished), 0, "what was not looked for has not vanished");
    let missing = [bench.files().join("нет.txt")];
    let report =
        bench.corpus().import(&missing, &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert_eq!(report.problems[0].code.as_deref(), Some("unreadable"));
}

/// Many small plans with some of everything.
fn many(count: usize) -> Bench {
    let bench = Bench::new(&[]);
    for number in 0..count {
        let text = match number % 50 {
            7 => "fail".to_owned(),
            9 => "План общий\nОбщее дело".to_owned(),
            _ => format!("План {number}\nОбучение наставников {number}\nСубботник в школе {}\nСеминар", number % 7),
        };
        bench.write(&format!("{}/{number}.txt", number % 5), &text);
    }
    bench
}

#[test]
fn the_number_of_threads_does_not_show() {
    let bench = many(300);
    let answers = [1, 2].map(|threads| {
        let out = bench.folder.path().join(format!("out{threads}"));
        let mut corpus = Corpus::open_or_create(&out).unwrap().with_parser(Lines::default());
        let files = Mutex::new(Vec::new());
        let options = ImportOptions { threads, ..ImportOptions::default() };
        let mut progress = |progress: vekha_corpus::Progress<'_>| {
            assert!(progress.done <= progress.total && progress.bytes <= progress.total_bytes);
            files.lock().unwrap().push(progress.file.clone());
        };
        let report = corpus.import(&[bench.files()], &options, &mut progress, &AtomicBool::new(false)).unwrap();
        let search = ["наставник", "школа -семинар", "\"обучение наставников\" 17", ""]
            .map(|text| corpus.search(&Query { text: text.into(), limit: 100, ..Query::default() }).unwrap());
        assert_whole(&corpus);
        (
            report,
            files.into_inner().unwrap(),
            search,
            corpus.state().unwrap(),
            tree(&out),
            fs::read(out.join("report.json")).unwrap(),
        )
    });
    let [one, two] = answers;
    assert_eq!((one.0, one.3), (two.0, two.3));
    assert!(one.1 == two.1 && one.2 == two.2 && one.4 == two.4 && one.5 == two.5);
}

#[test]
fn a_cancelled_import_leaves_a_good_corpus_and_the_next_one_goes_on() {
    let bench = many(300);
    let cancel = AtomicBool::new(false);
    let mut stop = |progress: vekha_corpus::Progress<'_>| cancel.store(progress.done >= 10, Ordering::Relaxed);
    let report = bench.corpus().import(&[bench.files()], &ImportOptions::default(), &mut stop, &cancel).unwrap();
    let done: usize = report.outcomes.values().sum();
    assert!(report.cancelled && (10..300).contains(&done), "{done}");
    assert_whole(&bench.corpus());
    bench.parsed();
    let report = bench.import();
    assert!(!report.cancelled && bench.parsed() <= 300 - done + 6);
    assert_whole(&bench.corpus());
}

#[test]
fn derived_parts_are_made_again_when_missing_damaged_or_behind() {
    let bench = Bench::new(PLANS);
    bench.import();
    let out = bench.out();
    let old = bench.folder.path().join("old-index");
    copy(&out.join("index"), &old);
    bench.write("г.txt", "План кружка\nВыставка наставников");
    bench.write("в.txt", "План сада, исправлен\nПраздник");
    bench.import();
    let good = tree(&out);
    let check = |what: &str| {
        let corpus = Corpus::open(&out).unwrap();
        assert_eq!(tree(&out), good, "{what}");
        assert_eq!(
            found(&corpus, "наставник"),
            ["Обучение наставников", "Выставка наставников"].map(String::from),
            "{what}"
        );
        assert_whole(&corpus);
    };
    check("as imported");
    fs::remove_dir_all(out.join("index")).unwrap();
    check("the index is missing");
    fs::remove_dir_all(out.join("index")).unwrap();
    copy(&old, &out.join("index"));
    check("the index is older");
    fs::write(out.join("index/meta.json"), "{").unwrap();
    check("the index is damaged");
    for file in fs::read_dir(out.join("index")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "term") {
            fs::write(path, "").unwrap();
        }
    }
    check("a file of the index is empty");
    fs::remove_dir_all(out.join("documents")).unwrap();
    check("the documents are missing");
    let (first, bytes) = good.first_key_value().unwrap();
    fs::write(out.join(first), &bytes[..bytes.len() / 2]).unwrap();
    check("a document is cut off");
    fs::write(out.join(first).with_file_name(format!("{}.json", "0".repeat(32))), "{}").unwrap();
    fs::write(out.join(first).with_extension("json.new"), "{").unwrap();
    check("there is a document too many, and one half written");

    let other = Bench::new(&[("x.txt", "Чужой план\nЧужое дело"), ("y.txt", "Другой план\nЧужое дело")]);
    other.import();
    other.write("x.txt", "Чужой план 2\nЧужое дело");
    other.import();
    fs::remove_dir_all(out.join("index")).unwrap();
    copy(&other.out().join("index"), &out.join("index"));
    check("the index is another corpus's");

    let mut corpus = Corpus::open(&out).unwrap();
    fs::write(out.join(first), vec![b' '; bytes.len()]).unwrap();
    corpus.rebuild_derived().unwrap();
    check("all is made again on demand");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, to).map(drop).unwrap() }
    }
}

/// Run as a process of its own by the test below, which kills it.
#[test]
#[ignore = "run by an_import_killed_at_any_moment_is_repaired"]
fn child_imports() {
    let Ok(folder) = std::env::var("VEKHA_TEST_FOLDER") else { return };
    let folder = PathBuf::from(folder);
    let mut corpus = Corpus::open_or_create(&folder.join("out")).unwrap().with_parser(Lines::default());
    let mut slowly = |_: vekha_corpus::Progress<'_>| std::thread::sleep(Duration::from_micros(300));
    let again = ImportOptions { again: true, ..ImportOptions::default() };
    corpus.import(&[folder.join("files")], &again, &mut slowly, &AtomicBool::new(false)).unwrap();
}

#[test]
fn an_import_killed_at_any_moment_is_repaired() {
    let bench = many(400);
    for milliseconds in [20, 60, 90, 120, 150, 200, 300] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_imports", "--ignored", "--nocapture"])
            .env("VEKHA_TEST_FOLDER", bench.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(&bench.corpus());
    }
    bench.import();
    let corpus = bench.corpus();
    assert_whole(&corpus);
    let fresh = bench.folder.path().join("fresh");
    let mut whole = Corpus::open_or_create(&fresh).unwrap().with_parser(Lines::default());
    whole.import(&[bench.files()], &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert_eq!(tree(&bench.out()), tree(&fresh));
    let found = |corpus: &Corpus| corpus.search(&Query { limit: 2_000, ..Query::default() }).unwrap();
    assert_eq!(found(&corpus), found(&whole));
}

#[test]
fn two_writers_do_not_meet_and_a_reader_sees_what_is_written() {
    let bench = Bench::new(PLANS);
    let reader = bench.corpus();
    let mut second = Corpus::open(&bench.out()).unwrap();
    let mut refused = None;
    let mut meanwhile = |_: vekha_corpus::Progress<'_>| {
        let error = second
            .import(&[bench.files()], &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false))
            .unwrap_err();
        refused = Some(matches!(error, CorpusError::Locked { .. }));
        Corpus::open(&bench.out()).unwrap();
    };
    bench
        .corpus()
        .import(&[bench.files()], &ImportOptions::default(), &mut meanwhile, &AtomicBool::new(false))
        .unwrap();
    assert_eq!(refused, Some(true));
    assert_eq!(found(&reader, "наставник"), ["Обучение наставников"]);
}

#[test]
fn what_is_no_corpus_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let line = |result: Result<Corpus, CorpusError>| {
        result.err().map(|error| error.to_string().replace(&*path.to_string_lossy(), "out")).unwrap_or_default()
    };
    assert_eq!(line(Corpus::open(path)), "out: there is no corpus here; `vekha import` makes one");
    assert_eq!(line(Corpus::open(&path.join("нет"))), "out/нет: there is no corpus here; `vekha import` makes one");
    fs::create_dir(path.join("documents")).unwrap();
    assert_eq!(
        line(Corpus::open_or_create(path)),
        "out: the folder holds `documents`, but no corpus; choose another folder"
    );
    fs::remove_dir(path.join("documents")).unwrap();
    fs::write(path.join("corpus.sqlite"), "это не база данных, а просто слова, и их довольно много".repeat(40))
        .unwrap();
    let damaged = "out/corpus.sqlite is damaged (file is not a database); move it away and import again";
    assert_eq!(line(Corpus::open(path)), damaged);
    assert_eq!(line(Corpus::open_or_create(path)), damaged);
    fs::remove_file(path.join("corpus.sqlite")).unwrap();
    Corpus::open_or_create(path).unwrap();
    Corpus::open(path).unwrap();
}

#[test]
fn documents_and_activities_are_known_by_the_beginning_of_their_ids() {
    let bench = Bench::new(PLANS);
    bench.import();
    let corpus = bench.corpus();
    let id = content_id(PLANS[0].1.as_bytes());
    assert_eq!(corpus.document(&id[..9]).unwrap().unwrap().title.as_deref(), Some("План школы"));
    assert_eq!(corpus.document_head(&id.to_uppercase()).unwrap().unwrap().activities, 2);
    assert_eq!(corpus.source_document(&id[..9]).unwrap().unwrap().id, id);
    assert_eq!(corpus.activity(&format!("{}.2", &id[..9])).unwrap().unwrap().activity.title, "Субботник");
    assert_eq!(corpus.activity(&content_id("Субботник".as_bytes())[..9]).unwrap().unwrap().document.id, id);
    assert!(
        corpus.document("zz").unwrap().is_none()
            && corpus.document("").unwrap().is_none()
            && corpus.activity("%").unwrap().is_none()
    );

    bench.write("д.txt", "План двора\nСубботник");
    bench.import();
    let key = content_id("Субботник".as_bytes());
    let newest = content_id("План двора\nСубботник".as_bytes());
    assert_eq!(corpus.activity(&key).unwrap().unwrap().document.id, newest, "a whole key is the newest edition's");
    let error = corpus.activity(&key[..9]).unwrap_err();
    assert!(matches!(error, CorpusError::Ambiguous { ids, .. } if ids.len() == 2));
}

/// An error as a program shows it that follows its sources.
fn whole_words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        words.push_str(&format!(": {source}"));
        next = source.source();
    }
    words
}

#[test]
fn an_error_says_what_it_says_once_and_where() {
    let bench = Bench::new(PLANS);
    bench.import();
    let database = bench.out().join("corpus.sqlite");
    let bytes = fs::read(&database).unwrap();
    let words = || {
        let opened = Corpus::open(&bench.out());
        let failed = opened.and_then(|corpus| corpus.documents().and_then(|_| corpus.report()).map(drop));
        failed.err().map(|error| whole_words(&error).replace(&*bench.folder.path().to_string_lossy(), "")).unwrap()
    };
    fs::write(&database, &bytes[..bytes.len() / 2]).unwrap();
    let damaged = "/out/corpus.sqlite is damaged (database disk image is malformed); move it away and import again";
    assert_eq!(words(), damaged, "cut off");
    let mut noise = bytes.clone();
    noise[4_096..].iter_mut().zip(0_u32..).for_each(|(byte, number)| *byte = (number.wrapping_mul(0x9E37) >> 8) as u8);
    fs::write(&database, noise).unwrap();
    assert_eq!(words(), damaged, "noise in it");
    fs::write(&database, &bytes).unwrap();
    fs::write(bench.folder.path().join("file"), "").unwrap();
    let error = Corpus::open_or_create(&bench.folder.path().join("file/out")).err().unwrap();
    assert_eq!(whole_words(&error).matches("os error").count(), 1, "{error}");
}

/// Fills the files of a corpus's index that end so with noise of the same length.
fn spoil_index(out: &Path, extension: &str) {
    for file in fs::read_dir(out.join("index")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|found| found == extension) {
            let length = fs::read(&path).unwrap().len() as u32;
            let noise: Vec<u8> = (0..length).map(|number| (number.wrapping_mul(0x9E37_79B9) >> 13) as u8).collect();
            fs::write(&path, noise).unwrap();
        }
    }
}

/// The same, with the footer that tantivy checks when it opens a file left as it is.
fn spoil_index_inside(out: &Path, extension: &str) {
    for file in fs::read_dir(out.join("index")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|found| found == extension) {
            let mut bytes = fs::read(&path).unwrap();
            let inner = bytes.len().saturating_sub(160);
            bytes[..inner]
                .iter_mut()
                .zip(0_u32..)
                .for_each(|(byte, number)| *byte = (number.wrapping_mul(0x9E37_79B9) >> 13) as u8);
            fs::write(&path, bytes).unwrap();
        }
    }
}

#[test]
fn an_index_that_opens_and_fails_later_is_made_again() {
    let bench = Bench::new(PLANS);
    bench.import();
    for (extension, spoil) in ["term", "idx", "store", "fast", "pos"]
        .iter()
        .flat_map(|e| [(e, spoil_index as fn(&Path, &str)), (e, spoil_index_inside)])
    {
        spoil(&bench.out(), extension);
        let corpus = bench.corpus();
        let answer = corpus.search(&Query { text: "наставник".into(), ..Query::default() });
        assert!(answer.is_ok(), "{extension}: {}", answer.unwrap_err());
        bench.import();
        assert_eq!(found(&bench.corpus(), "наставник"), ["Обучение наставников"], "{extension}: after an import");
    }
    spoil_index(&bench.out(), "term");
    assert_eq!(found(&bench.corpus(), "наставник"), ["Обучение наставников"], "without an import");
}

#[test]
fn a_search_needs_nothing_but_the_database_and_the_index() {
    let bench = Bench::new(PLANS);
    bench.import();
    fs::remove_dir_all(bench.out().join("documents")).unwrap();
    fs::write(bench.out().join("documents"), "in the way").unwrap();
    let corpus = bench.corpus();
    assert_eq!(found(&corpus, "наставник"), ["Обучение наставников"]);
    let answer = corpus.search(&Query::default()).unwrap();
    assert_eq!(answer.remarks.iter().map(|note| note.code.as_str()).collect::<Vec<_>>(), ["documents_behind"]);
    fs::remove_file(bench.out().join("documents")).unwrap();
    assert_whole(&bench.corpus());
}

#[test]
fn a_corpus_that_cannot_be_written_is_searched() {
    let bench = Bench::new(PLANS);
    bench.import();
    let out = bench.out();
    // What stands where files should be made hinders even an administrator, whom permissions do not.
    for name in ["corpus.lock", "corpus.sqlite-wal", "corpus.sqlite-shm", "index/.tantivy-meta.lock"] {
        fs::remove_file(out.join(name)).ok();
        fs::create_dir(out.join(name)).unwrap();
    }
    let corpus = Corpus::open(&out).unwrap();
    assert_eq!(found(&corpus, "наставник"), ["Обучение наставников"]);
    assert_eq!(corpus.search(&Query::default()).unwrap().remarks, []);
    assert_eq!(corpus.documents().unwrap().len(), 3);
    let error = Corpus::open_or_create(&out).err().unwrap();
    assert!(error.to_string().starts_with(&*out.join("corpus.sqlite").to_string_lossy()), "{error}");
}

#[cfg(unix)]
#[test]
fn permissions_are_named_where_they_are_wanting() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new(PLANS);
    bench.import();
    let out = bench.out();
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for file in fs::read_dir(out.join("index")).unwrap().chain(fs::read_dir(&out).unwrap()) {
        let path = file.unwrap().path();
        allow(&path, if path.is_dir() { 0o555 } else { 0o444 });
    }
    allow(&out, 0o555);
    let corpus = Corpus::open(&out).unwrap();
    assert_eq!(found(&corpus, "наставник"), ["Обучение наставников"]);
    allow(&out.join("corpus.sqlite"), 0o000);
    let is_administrator = fs::File::open(out.join("corpus.sqlite")).is_ok();
    let words = Corpus::open(&out).err().map(|error| error.to_string()).unwrap_or_default();
    allow(&out, 0o755);
    let wanted = format!("{}: Permission denied (os error 13)", out.join("corpus.sqlite").display());
    assert!(is_administrator || words == wanted, "{words}");
    for folder in ["index", "documents"] {
        allow(&out.join(folder), 0o755);
    }
}

#[test]
fn what_is_come_upon_and_no_document_is_skipped_and_what_is_asked_for_is_read() {
    let bench = Bench::new(PLANS);
    bench.import();
    bench.write("данные.json", "{\"title\": \"План\"}");
    bench.write("данные", "{\"title\": \"План\"}");
    bench.write("план.csv", "План кружка\nВыставка");
    copy(&bench.out(), &bench.files().join("прежний"));
    let report = bench.import();
    let skipped = bench.corpus().report().unwrap().skipped;
    assert_eq!(report.problems, []);
    assert_eq!(skipped, BTreeMap::from([("other_corpus".to_owned(), 1), ("other_kind".to_owned(), 3)]));

    let import = |name: &str| {
        let named = [bench.files().join(name)];
        bench.corpus().import(&named, &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap()
    };
    assert_eq!(import("план.csv").count(Outcome::Read), 1);
    bench.import();
    assert!(titles(&bench.corpus()).contains(&"План кружка".to_owned()), "what was read once stays");
    #[cfg(unix)]
    {
        fs::write(bench.folder.path().join("вне.txt"), "План вне\nДело").unwrap();
        std::os::unix::fs::symlink(bench.folder.path().join("вне.txt"), bench.files().join("ссылка.txt")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(bench.files().join("гнездо")).unwrap();
        assert_eq!(import("ссылка.txt").count(Outcome::Read), 1);
        let problem = &import("гнездо").problems[0];
        assert_eq!((problem.outcome, problem.code.as_deref()), (Outcome::Failed, Some("not_a_file")));
    }
}

#[test]
fn a_document_goes_by_the_name_of_a_file_that_is_there() {
    let bench = Bench::new(PLANS);
    bench.import();
    bench.parsed();
    fs::rename(bench.files().join("в.txt"), bench.files().join("я.txt")).unwrap();
    bench.import();
    let corpus = bench.corpus();
    let id = content_id(PLANS[2].1.as_bytes());
    let by_name = |name: &str| {
        let query = Query { document: Some(name.into()), ..Query::default() };
        corpus.search(&query).unwrap().total
    };
    assert_eq!((by_name("в.txt"), by_name("я.txt"), bench.parsed()), (0, 1, 0));
    assert_eq!(corpus.document_head(&id).unwrap().unwrap().file, "я.txt");
    assert_eq!(corpus.document(&id).unwrap().unwrap().file, "я.txt");
    assert_eq!(corpus.source_document(&id).unwrap().unwrap().name, "я.txt");
    assert_whole(&corpus);
    let state = corpus.state().unwrap();

    bench.write("копия.txt", PLANS[2].1);
    fs::rename(bench.files().join("а/план.txt"), bench.files().join("б/ещё.txt")).unwrap();
    fs::rename(bench.files().join("б/ещё.txt"), bench.files().join("а/план.txt")).unwrap();
    bench.import();
    assert_eq!(bench.corpus().state().unwrap(), state, "a name that a living file has is kept");
}
