//! How fast activities are indexed, and what a dictionary form costs against a stem: `cargo bench -p vekha-search`.
#![allow(missing_docs)] // criterion makes the functions

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vekha_model::Roadmap;
use vekha_search::{Index, Query};

const WORDS: &[&str] = &[
    "обучение",
    "наставников",
    "проведение",
    "семинара",
    "для",
    "учителей",
    "математики",
    "мониторинг",
    "качества",
    "образования",
    "онлайн-семинар",
    "подготовка",
    "приказа",
    "№",
    "1104",
    "о",
    "создании",
    "рабочей",
    "группы",
    "по",
    "вопросам",
    "развития",
    "школ",
];

/// A plan of fifty activities made of generic words, each plan in another order.
fn plan(number: usize) -> Roadmap {
    let mut plan: Roadmap =
        serde_json::from_str(include_str!("../examples/roadmap.json")).expect("the example is a roadmap");
    let one = plan.activities[0].clone();
    let words = |start: usize, count: usize| {
        (0..count).map(|n| WORDS[(start * 7 + n * (start % 5 + 1)) % WORDS.len()]).collect::<Vec<_>>().join(" ")
    };
    plan.id = format!("{number:032x}");
    plan.activities = (0..50)
        .map(|n| {
            let mut activity = one.clone();
            activity.id = format!("{}.{n}", plan.id);
            activity.title = words(number + n, 12);
            activity.result = Some(words(number * 3 + n, 20));
            activity
        })
        .collect();
    plan
}

fn filled(plans: &[Roadmap]) -> Index {
    let index = Index::in_memory().expect("memory");
    let mut writer = index.writer().expect("the only writer");
    plans.iter().for_each(|plan| writer.replace_document(plan).expect("memory"));
    writer.commit("1").expect("memory");
    index.refresh().expect("memory");
    index
}

fn bench(criterion: &mut Criterion) {
    let plans: Vec<Roadmap> = (0..200).map(plan).collect();
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(10_000));
    group.bench_function("10,000 activities", |bencher| bencher.iter(|| filled(black_box(&plans))));
    group.finish();

    let index = filled(&plans);
    let mut group = criterion.benchmark_group("search");
    let queries = [
        ("one word", "наставник"),
        ("three words", "обучение учителя математика"),
        ("phrase", "\"рабочая группа\""),
        ("beginning", "настав*"),
        ("everything", ""),
    ];
    for (name, text) in queries {
        let query = Query { text: text.to_owned(), ..Query::default() };
        group.bench_function(name, |bencher| bencher.iter(|| index.search(black_box(&query)).expect("memory")));
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
