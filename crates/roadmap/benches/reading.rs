//! What the steps from bytes to a roadmap cost, each against the others in one run.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vekha_read::Limits;

fn steps(criterion: &mut Criterion) {
    for name in ["verhnetayozhny-biblioteki.docx", "verhnetayozhny-biblioteki.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(name);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let limits = Limits::default();
        let document = vekha_read::read(&bytes, name, &limits).expect("a sample is a document");
        let roadmap = vekha_roadmap::roadmap(&document);
        let dates: Vec<&str> =
            roadmap.activities.iter().filter_map(|activity| Some(activity.schedule.as_ref()?.text.as_str())).collect();
        let cells: Vec<&str> = roadmap
            .activities
            .iter()
            .filter_map(|activity| Some(activity.responsible.as_ref()?.text.as_str()))
            .collect();

        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(roadmap.activities.len() as u64));
        group.bench_function("read", |bench| bench.iter(|| vekha_read::read(black_box(&bytes), name, &limits)));
        group.bench_function("understand", |bench| bench.iter(|| vekha_roadmap::roadmap(black_box(&document))));
        group.bench_function("of that: when", |bench| {
            bench.iter(|| dates.iter().map(|text| vekha_when::read(text, None).rules.len()).sum::<usize>());
        });
        group.bench_function("of that: who", |bench| {
            bench.iter(|| cells.iter().map(|text| vekha_who::read(text).parties.len()).sum::<usize>());
        });
        group.finish();
    }
}

criterion_group!(benches, steps);
criterion_main!(benches);
