//! The questions people ask, over a few invented plans.
#![allow(clippy::unwrap_used)] // a test may panic

use serde_json::{Value, json};
use vekha_model::{Roadmap, RuleKind};
use vekha_search::{Index, Query, SearchError};

const TAMBOV: &str = "00000000000000aa00000000000000aa";
const TOMSK: &str = "00000000000000bb00000000000000bb";

fn plans() -> Vec<Roadmap> {
    let tambov = plan(
        TAMBOV,
        json!({"name": "Тамбовская область", "iso": "RU-TAM", "oktmo": "68000000", "evidence": []}),
        json!({"name": "Верхнереченский район", "official_name": "Верхнереченский муниципальный район", "evidence": []}),
        vec![
            activity("Обучение наставников", json!({"result": "Приказ № 1104", "path": ["1. Кадровые условия"]})),
            activity(
                "Онлайн-семинары для учителей",
                json!({
                "schedule": {"text": "Сентябрь ежегодно", "rules": [{"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=9", "spans": []}],
                    "occurrences": [{"start": "2021-09-01", "end": "2021-09-30", "rule": 0}, {"start": "2022-09-01", "end": "2022-09-30", "rule": 0}],
                    "connectives": [], "unparsed": []},
                "responsible": {"text": "Директора школ, ВРИРО", "unparsed": [], "parties": [
                    {"text": "Директора школ", "kind": "post", "post": "Директора", "organization": "школы", "plural": true, "generic": true, "spans": []},
                    {"text": "ВРИРО", "kind": "organization", "organization": "ВРИРО", "spans": []}]}}),
            ),
            activity(
                "Совещание по исполнению 223-ФЗ",
                json!({
                "path": ["2. Закупки"], "result": "Протокол совещания с наставниками",
                "schedule": {"text": "до 30 мая", "rules": [{"kind": "once", "edtf": "XXXX-05-30", "deadline": true, "spans": []}],
                    "occurrences": [{"start": null, "end": "2022-05-30", "deadline": true, "rule": 0}], "connectives": [], "unparsed": []},
                "responsible": {"text": "Учителя школы, директор центра", "unparsed": [], "parties": [
                    {"text": "Учителя школы", "kind": "post", "post": "Учителя", "organization": "школа", "spans": []},
                    {"text": "директор центра", "kind": "post", "post": "Директор", "organization": "центр", "spans": []}]}}),
            ),
        ],
    );
    let tomsk = plan(
        TOMSK,
        json!({"name": "Томская область", "iso": "RU-TOM", "oktmo": "69000000", "evidence": []}),
        Value::Null,
        vec![
            activity(
                "Праздник ёлки для детей",
                json!({"schedule": {"text": "по графику в декабре", "occurrences": [],
                "rules": [{"kind": "by_schedule", "edtf": "XXXX-12", "spans": []}], "connectives": [], "unparsed": []}}),
            ),
            activity("Подготовка положения о наставничестве", json!({})),
        ],
    );
    vec![tomsk, tambov]
}

fn plan(id: &str, region: Value, municipality: Value, activities: Vec<Value>) -> Roadmap {
    let mut activities = activities;
    for (number, activity) in (1..).zip(&mut activities) {
        activity["id"] = json!(format!("{id}.{number}"));
    }
    serde_json::from_value(json!({
        "id": id, "lineage": id, "file": "План 1.docx", "format": "docx", "title": "План поддержки школ",
        "period": {"start": "2021-01-01", "end": "2022-12-31", "text": "на 2021-2022 годы", "places": []},
        "region": region, "municipality": municipality, "date": null, "number": null, "approved_by": null, "preamble": [],
        "closing": [], "tables": [], "notes": [], "leftover": [], "diagnostics": [], "activities": activities,
    }))
    .expect("a plan as the model has it")
}

fn activity(title: &str, more: Value) -> Value {
    let mut activity = json!({"id": "", "key": "", "number": null, "path": [], "parent": null, "title": title, "schedule": null,
        "responsible": null, "result": null, "inherited": [], "read_as": "row", "source": {}});
    for (name, value) in more.as_object().expect("an object") {
        activity[name] = value.clone();
    }
    activity
}

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    plans().iter().for_each(|plan| writer.replace_document(plan).unwrap());
    writer.commit("7 abc").unwrap();
    index.refresh().unwrap();
    index
}

/// The found activities as `aa.1 bb.2`, then the remarks.
fn line(index: &Index, query: &Query) -> String {
    let found = index.search(query).unwrap();
    assert!(found.total >= found.hits.len());
    let shown = found.hits.iter().map(|hit| hit.activity_id[30..].to_owned());
    shown.chain(found.remarks.iter().map(|note| format!("({})", note.code))).collect::<Vec<_>>().join(" ")
}

fn check(cases: &[(Query, &str)]) {
    let index = index();
    let miss = |(query, expected): &(Query, &str)| {
        let got = line(&index, query);
        let shown = format!("{query:?}: {got}, not {expected}").replace("None", "");
        (got != *expected).then_some(shown)
    };
    let wrong: Vec<_> = cases.iter().filter_map(miss).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn text(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

#[test]
fn words_are_found_in_any_form_the_title_first() {
    check(&[
        (text("наставник"), "aa.1 aa.3 bb.2"),
        (text("наставничеством"), "bb.2 aa.1 aa.3"),
        (text("ребенок"), "bb.1"),
        (text("ЁЛКА"), "bb.1"),
        (text("семинар"), "aa.2"),
        (text("онлайн-семинар"), "aa.2"),
        (text("онлайн семинарам"), "aa.2"),
        (text("1104"), "aa.1"),
        (text("№1104"), "aa.1"),
        (text("223-фз"), "aa.3"),
        (text("закупка"), "aa.3"),
        (text("вриро"), "aa.2"),
        (text("сентябрь"), "aa.2"),
        (text("план поддержки"), "aa.2 bb.1 bb.2 aa.3 aa.1"),
    ]);
}

#[test]
fn the_query_language_is_understood() {
    check(&[
        (text("совещания наставников"), "aa.3"),
        (text("\"обучение наставника\""), "aa.1"),
        (text("\"наставник обучение\""), "(unknown_word)"),
        (text("наставник -закупки"), "aa.1 bb.2"),
        (text("-наставник -наставничество"), "aa.2 bb.1"),
        (text("елка ИЛИ семинар"), "bb.1 aa.2"),
        (text("настав*"), "aa.1 bb.2 aa.3"),
        (text("учитель \"для"), "aa.2 (unclosed_quote)"),
        (text("???"), "aa.1 aa.2 aa.3 bb.1 bb.2 (no_words)"),
        (text("наставник синхрофазотрон"), "(unknown_word)"),
    ]);
}

#[test]
fn a_region_is_known_by_code_and_by_name_in_any_form() {
    let region = |name: &str| Query { region: Some(name.to_owned()), ..Query::default() };
    check(&[
        (region("RU-TAM"), "aa.1 aa.2 aa.3"),
        (region("ru-tom"), "bb.1 bb.2"),
        (region("68000000"), "aa.1 aa.2 aa.3"),
        (region("Тамбовская область"), "aa.1 aa.2 aa.3"),
        (region("в Тамбовской области"), "aa.1 aa.2 aa.3"),
        (region("Тамбовской области"), "aa.1 aa.2 aa.3"),
        (region("область, тамбовская"), "aa.1 aa.2 aa.3"),
        (region("тамбовская"), "aa.1 aa.2 aa.3"),
        (region("Тамбов"), "aa.1 aa.2 aa.3 (name_by_beginning)"),
        (region("Томск…"), "bb.1 bb.2"),
        (region("область"), "aa.1 aa.2 aa.3 bb.1 bb.2"),
        (region("Лунная область"), "(unknown_name)"),
        (region(" "), "aa.1 aa.2 aa.3 bb.1 bb.2 (no_words)"),
    ]);
}

#[test]
fn dates_filter_by_year_and_month_together() {
    let dates = |year: &[i16], month: &[u8]| Query { year: year.to_vec(), month: month.to_vec(), ..Query::default() };
    check(&[
        (dates(&[2021], &[]), "aa.1 aa.2 bb.1 bb.2"),
        (dates(&[2022], &[]), "aa.1 aa.2 aa.3 bb.1 bb.2"),
        (dates(&[], &[9]), "aa.2"),
        (dates(&[], &[5, 12]), "aa.3 bb.1"),
        (dates(&[2021], &[5, 9]), "aa.2"),
        (dates(&[2022], &[5]), "aa.3"),
        (dates(&[2019], &[]), ""),
        (dates(&[-1], &[]), ""),
        (dates(&[], &[13, 9]), "aa.2 (no_such_month)"),
    ]);
}

#[test]
fn parties_sections_documents_and_kinds_filter() {
    let party = |name: &str| Query { party: Some(name.to_owned()), ..Query::default() };
    let document = |id: &str| Query { document: Some(id.to_owned()), ..Query::default() };
    check(&[
        (party("директор"), "aa.2 aa.3"),
        (party("врИРО"), "aa.2"),
        (party("директор школы"), "aa.2"),
        (party("центра директор"), "aa.3"),
        (party("министр"), "(unknown_name)"),
        (Query { municipality: Some("верхнереченского района".into()), ..Query::default() }, "aa.1 aa.2 aa.3"),
        (Query { section: Some("кадровое условие".into()), ..Query::default() }, "aa.1"),
        (Query { kind: vec![RuleKind::Once, RuleKind::BySchedule], ..Query::default() }, "aa.3 bb.1"),
        (document(TOMSK), "bb.1 bb.2"),
        (document("00000000000000AA"), "aa.1 aa.2 aa.3"),
        (document("план 1.DOCX"), "aa.1 aa.2 aa.3 bb.1 bb.2"),
        (document("ffff"), "(unknown_name)"),
        (
            Query {
                region: Some("RU-TAM".into()),
                year: vec![2022],
                month: vec![9],
                party: Some("ВРИРО".into()),
                ..text("учитель")
            },
            "aa.2",
        ),
    ]);
}

#[test]
fn limit_and_offset_cut_the_list_and_not_the_total() {
    let index = index();
    let query = Query { limit: 2, offset: 1, ..Query::default() };
    assert_eq!(line(&index, &query), "aa.2 aa.3");
    assert_eq!(index.search(&query).unwrap().total, 5);
    assert_eq!(index.search(&Query { limit: 0, ..Query::default() }).unwrap().total, 5);
    assert_eq!(line(&index, &Query { offset: usize::MAX, limit: usize::MAX, ..Query::default() }), "");
}

#[test]
fn answers_are_counted_by_what_they_have() {
    let line = |query: &Query| {
        let facet = |facet: vekha_search::Facet| {
            let values: Vec<_> = facet.values.iter().map(|value| format!("{} {}", value.value, value.count)).collect();
            format!("{}: {}", facet.name, values.join(", "))
        };
        index().facets(query).unwrap().into_iter().map(facet).collect::<Vec<_>>()
    };
    let all = [
        "region: Тамбовская область 3, Томская область 2",
        "municipality: Верхнереченский район 3",
        "year: 2021 4, 2022 5",
        "month: 05 1, 09 1, 12 1",
        "kind: by_schedule 1, once 1, recurring 1",
    ];
    assert_eq!(line(&Query { limit: 1, ..Query::default() }), all);
    assert_eq!(line(&text("елка"))[0], "region: Томская область 1");
}

#[test]
fn a_snippet_shows_the_words_as_written() {
    let found = index().search(&text("приказ 1104")).unwrap();
    let hit = &found.hits[0];
    let marked: Vec<_> = hit.highlights.iter().map(|span| span.of(&hit.snippet)).collect();
    assert_eq!((hit.field.as_str(), hit.snippet.as_str()), ("result", "Приказ № 1104"));
    assert_eq!(marked, ["Приказ", "1104"]);
}

#[test]
fn a_replaced_document_leaves_nothing_of_the_old_one() {
    let index = index();
    let mut writer = index.writer().unwrap();
    let mut changed = plans().remove(1);
    changed.activities.truncate(1);
    writer.replace_document(&changed).unwrap();
    writer.delete_document(TOMSK);
    writer.commit("8").unwrap();
    assert_eq!(index.len(), 5, "what is committed is seen after a refresh");
    index.refresh().unwrap();
    assert_eq!(line(&index, &Query::default()), "aa.1");
}

#[test]
fn an_index_on_disk_is_opened_with_its_state_and_has_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Index::open(folder.path()), Err(SearchError::Broken(_))));
    let index = Index::create(folder.path()).unwrap();
    assert_eq!(index.state().unwrap(), None);
    let mut writer = index.writer().unwrap();
    assert!(matches!(index.writer(), Err(SearchError::Locked)));
    plans().iter().for_each(|plan| writer.replace_document(plan).unwrap());
    writer.commit("7 abc").unwrap();
    writer.close().unwrap();

    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.state().unwrap().as_deref(), Some("7 abc"));
    assert!(index.is_sound());
    assert_eq!(line(&index, &text("наставник")), "aa.1 aa.3 bb.2");
}

#[test]
fn how_the_index_is_cut_into_segments_does_not_show() {
    let answers = |commits: usize| {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for (number, plan) in plans().iter().cycle().take(40).enumerate() {
            let mut plan = plan.clone();
            plan.id = format!("{number:08x}{:024}", 0);
            plan.activities.iter_mut().for_each(|activity| activity.id = format!("{}.{}", plan.id, activity.title));
            writer.replace_document(&plan).unwrap();
            if number % commits == 0 {
                writer.commit("1").unwrap();
            }
        }
        writer.commit("2").unwrap();
        index.refresh().unwrap();
        ["наставник", "план школы -елка", "настав* ИЛИ семинар", ""]
            .map(|query| index.search(&Query { limit: 60, ..text(query) }).unwrap())
    };
    let (many, one) = (answers(1), answers(100));
    for (many, one) in many.iter().zip(&one) {
        assert_eq!(many.total, one.total);
        let differs = many.hits.iter().zip(&one.hits).find(|(many, one)| many != one);
        assert_eq!(differs, None);
    }
}
