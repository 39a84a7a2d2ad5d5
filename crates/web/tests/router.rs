//! The pages and answers over a corpus of two invented plans.
#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use serde_json::Value;
use tower::ServiceExt;
use vekha_corpus::{Corpus, ImportOptions, Query};
use vekha_web::{Pool, router};

const PLAN: &str = "План мероприятий (дорожная карта) по развитию наставничества в Верхнеольховском районе \
    Тамбовской области на 2021-2022 годы\n\n\
    № п/п\tМероприятие\tСрок\tОтветственный\tРезультат\n\
    1\tОбучение наставников (стаж < 5 & > 1)\tежегодно до 30 мая\tДиректора ОУ\tОбучены все\n\
    2\tСеминар «Школа & наставник»\tсентябрь 2021 г.\tУправление образования\tПроведён семинар\n\
    3\tОтчёт о работе\tкогда-нибудь потом\tУправление образования\tОтчёт\n";
const OTHER: &str =
    "План субботников на 2023 год\n\nМероприятие\tСрок\tОтветственный\nСубботник\tапрель\tДиректор школы\n";

struct Site {
    folder: tempfile::TempDir,
    router: Router,
}

struct Page {
    status: StatusCode,
    kind: String,
    body: String,
    response: Response<()>,
}

impl Page {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plans = [("plan.txt", PLAN), ("other.txt", OTHER)].map(|(name, text)| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        });
        let mut corpus = Corpus::open_or_create(&folder.path().join("out")).unwrap();
        corpus.import(&plans, &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap();
        let router = router(Pool::open(&folder.path().join("out")).unwrap());
        Self { folder, router }
    }

    fn corpus(&self) -> Corpus {
        Corpus::open(&Path::new(self.folder.path()).join("out")).unwrap()
    }

    async fn get(&self, url: &str) -> Page {
        self.ask(Request::get(url).header("host", "127.0.0.1:8080")).await
    }

    async fn ask(&self, request: axum::http::request::Builder) -> Page {
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(to_bytes(body, 10_000_000).await.unwrap().to_vec()).unwrap();
        let kind = parts.headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
        Page { status: parts.status, kind, body, response: Response::from_parts(parts, ()) }
    }

    fn hit(&self, words: &str) -> String {
        let found = self.corpus().search(&Query { text: words.into(), ..Query::default() }).unwrap();
        found.hits[0].activity.id.clone()
    }
}

/// «ремонт дорог» as an address writes it.
fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn a_search_shows_cards_with_its_words_marked() {
    let site = Site::new();
    let page = site.get(&format!("/?q={}", encoded("наставник"))).await;
    assert_eq!((page.status, page.kind.as_str()), (StatusCode::OK, "text/html; charset=utf-8"));
    let id = site.hit("обучение");
    let (document, _) = id.split_once('.').unwrap();
    let wanted = [
        "<html lang=\"ru\">",
        "Найдено: 3",
        "Обучение <mark>наставников</mark> (стаж &#60; 5 &#38; &#62; 1)",
        "Семинар «Школа &#38; <mark>наставник</mark>»",
        "Директора ОУ",
        "до 30.05.2021; до 30.05.2022",
        &format!("href=\"/activities/{id}\""),
        &format!("href=\"/documents/{document}\""),
        "value=\"наставник\"",
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|text| !page.body.contains(text)).collect();
    assert!(missing.is_empty(), "{missing:#?}\n{}", page.body);
}

#[tokio::test]
async fn filters_and_pages_are_in_the_address() {
    let site = Site::new();
    let page = site.get("/?q=&year=2021&month=5&region=RU-TAM&limit=1&section=").await;
    assert!(page.body.contains("Найдено: 1") && page.body.contains("Обучение наставников"), "{}", page.body);
    assert!(page.body.contains("name=\"month\" value=\"5\" checked"), "{}", page.body);
    let first = site.get("/?limit=1&lang=en").await;
    assert!(first.body.contains("Found: 4") && first.body.contains("1–1 of 4"), "{}", first.body);
    assert!(first.body.contains("href=\"/?limit=1&#38;offset=1&#38;lang=en\""), "{}", first.body);
    assert!(!first.body.contains("rel=\"prev\""));
    let last = site.get("/?limit=1&offset=3").await;
    assert!(last.body.contains("rel=\"prev\" href=\"/?limit=1&#38;offset=2\"") && !last.body.contains("rel=\"next\""));
    assert!(site.get("/?offset=50").await.body.contains("На этой странице ничего нет"));
}

#[tokio::test]
async fn an_odd_query_is_answered_with_remarks() {
    let site = Site::new();
    let page = site.get(&format!("/?q={}", encoded("небывалость"))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Ничего не найдено"), "{}", page.body);
    assert!(page.body.contains("такого слова нет ни в одном мероприятии"), "{}", page.body);
}

#[tokio::test]
async fn the_json_is_what_the_corpus_answers_and_the_twin_says_the_same() {
    let site = Site::new();
    let query = Query { text: "наставник".into(), year: vec![2021], limit: 1, ..Query::default() };
    let corpus = site.corpus();
    let answer = serde_json::to_value(corpus.search(&query).unwrap()).unwrap();
    let id = site.hit("обучение");
    let (document, _) = id.split_once('.').unwrap();
    let roadmap = serde_json::to_value(corpus.document(document).unwrap()).unwrap();
    let entry = serde_json::to_value(corpus.activity(&id).unwrap()).unwrap();
    let key = entry["activity"]["key"].as_str().unwrap();
    let search = format!("?q={}&year=2021&limit=1", encoded("наставник"));
    let cases = [
        (format!("/search.json{search}&lang=en"), &answer),
        (format!("/api/v1/search{search}"), &answer),
        (format!("/documents/{document}.json"), &roadmap),
        (format!("/api/v1/documents/{document}"), &roadmap),
        (format!("/api/v1/documents/{}", &document[..8]), &roadmap),
        (format!("/activities/{id}.json"), &entry),
        (format!("/api/v1/activities/{id}"), &entry),
        (format!("/api/v1/activities/{key}"), &entry),
    ];
    for (url, wanted) in cases {
        let page = site.get(&url).await;
        assert_eq!((page.status, page.kind.as_str()), (StatusCode::OK, "application/json"), "{url}: {}", page.body);
        assert_eq!(&page.json(), wanted, "{url}");
    }
    let list = site.get("/api/v1/documents?limit=1").await.json();
    assert_eq!((list["total"].as_u64(), list["documents"].as_array().unwrap().len()), (Some(2), 1));
    assert_eq!(site.get("/documents.json?limit=1").await.json(), list);
}

#[tokio::test]
async fn a_phrase_and_a_cell_are_read_as_their_crates_read_them() {
    let site = Site::new();
    let period = "2021-2022".parse().unwrap();
    let phrase = "до 30 мая ежегодно";
    let when = site.get(&format!("/api/v1/when?text={}&period=2021-2022", encoded(phrase))).await;
    assert_eq!(when.json(), serde_json::to_value(vekha_when::read(phrase, Some(period))).unwrap());
    let cell = "Директора ОУ\nУправление образования";
    let who = site.get(&format!("/api/v1/who?text={}", encoded(cell))).await;
    assert_eq!(who.json(), serde_json::to_value(vekha_who::read(cell)).unwrap());
    assert_eq!(site.get("/api/v1/when?text=").await.status, StatusCode::OK, "an empty cell is a cell");
}

#[tokio::test]
async fn a_document_shows_its_evidence_its_activities_and_what_was_not_understood() {
    let site = Site::new();
    let id = site.hit("обучение");
    let (document, _) = id.split_once('.').unwrap();
    let page = site.get(&format!("/documents/{document}")).await;
    let wanted = [
        "<dt>Период</dt><dd>01.01.2021 – 31.12.2022",
        "Тамбовская область (RU-TAM,",
        "<q>Тамбовской области</q>",
        "Обучение наставников (стаж &#60; 5 &#38; &#62; 1)</a>",
        "Управление образования",
        &format!("href=\"/documents/{document}?lang=en\""),
        &format!("href=\"/documents/{document}.json\""),
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|text| !page.body.contains(text)).collect();
    assert!(missing.is_empty(), "{missing:#?}\n{}", page.body);
    let english = site.get(&format!("/documents/{document}?lang=en")).await.body;
    assert!(english.contains("2021-01-01 – 2022-12-31") && english.contains("<html lang=\"en\">"), "{english}");
    let list = site.get("/documents").await.body;
    assert!(list.contains(&format!("href=\"/documents/{document}\"")) && list.contains("План субботников"), "{list}");
}

#[tokio::test]
async fn an_activity_shows_rules_dates_and_the_words_of_each_place() {
    let site = Site::new();
    let page = site.get(&format!("/activities/{}", site.hit("обучение"))).await;
    let wanted = [
        "<code>&#60;=yearly;BYMONTH=5;BYMONTHDAY=30",
        "<li>до 30.05.2022</li>",
        "<q>ежегодно до 30 мая</q>",
        "<q>Обучение наставников (стаж &#60; 5 &#38; &#62; 1)</q>",
        "<q>Обучены все</q>",
        "должность",
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|text| !page.body.contains(text)).collect();
    assert!(missing.is_empty(), "{missing:#?}\n{}", page.body);
    let unread = site.get(&format!("/activities/{}", site.hit("отчёт о работе"))).await.body;
    assert!(unread.contains("<b>Не понято:</b>"), "{unread}");
}

#[tokio::test]
async fn a_problem_is_told_in_the_form_that_was_asked_for() {
    let site = Site::new();
    let document = site.hit("обучение").split_once('.').unwrap().0.to_owned();
    let cases = [
        ("/?colour=red", 400, "unknown parameter: colour"),
        ("/?year=now", 400, "year=now"),
        ("/?month=13", 400, "month=13"),
        ("/?limit=1001", 400, "limit=1001"),
        ("/?q=a&q=b", 400, "given twice"),
        ("/?q=%EF%F0", 400, "not in UTF-8"),
        ("/documents/%EF%F0", 400, "not in UTF-8"),
        ("/?lang=fr", 400, "lang=fr"),
        ("/search.json?size=3&colour=1", 400, "unknown parameter: size, colour"),
        ("/documents?q=1", 400, "unknown parameter: q"),
        (&format!("/documents/{document}.json?q=1"), 400, "unknown parameter: q"),
        ("/api/v1/when", 400, "missing parameter: text"),
        ("/api/v1/when?text=a&period=x", 400, "period=x"),
        ("/api/v1/who?cell=a", 400, "unknown parameter: cell"),
        ("/documents/zzzz", 404, "there is no such document: zzzz"),
        ("/documents/zzzz.json", 404, "there is no such document: zzzz"),
        ("/api/v1/activities/zzzz.1", 404, "there is no such activity: zzzz.1"),
        ("/activities/zzzz.1", 404, "there is no such activity: zzzz.1"),
        ("/nothing", 404, "there is no such page"),
        ("/api/v1/nothing", 404, "there is no such page"),
        ("/../../etc/passwd", 404, "there is no such page"),
    ];
    let mut faults = Vec::new();
    for (url, status, detail) in cases {
        // The language is English for programs, and for pages where it is asked for.
        let is_json = url.contains(".json") || url.contains("/api/");
        let asked = if is_json || url.contains("lang=") {
            url.to_owned()
        } else {
            format!("{url}{}lang=en", if url.contains('?') { '&' } else { '?' })
        };
        let page = site.get(&asked).await;
        let kind = if is_json { "application/problem+json" } else { "text/html; charset=utf-8" };
        let told =
            if is_json { page.json()["detail"].as_str().unwrap_or_default().to_owned() } else { page.body.clone() };
        let number = if is_json { page.json()["status"].as_u64() } else { Some(status) };
        if page.status.as_u16() != status as u16
            || page.kind != kind
            || !told.contains(detail)
            || number != Some(status)
        {
            faults.push(format!("{url}: {} {} {}", page.status, page.kind, page.body));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(site.get("/nothing").await.body.contains("такой страницы нет"), "Russian unless asked otherwise");
    let problem = site.get("/search.json?size=3").await.json();
    assert_eq!((problem["title"].as_str(), problem["parameters"][0].as_str()), (Some("Bad Request"), Some("size")));
}

#[tokio::test]
async fn nothing_can_be_changed() {
    let site = Site::new();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let request = Request::builder().method(method).uri("/api/v1/search").header("host", "localhost");
        let page = site.ask(request).await;
        assert_eq!((page.status.as_u16(), page.kind.as_str()), (405, "application/problem+json"), "{method}");
        assert!(page.header("allow").contains("GET"), "{method}: {:?}", page.header("allow"));
    }
    let head = site.ask(Request::head("/").header("host", "localhost")).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn a_strange_host_is_refused() {
    let site = Site::new();
    for host in ["example.org", "example.org:8080", "127.0.0.1.example.org", "192.168.0.1"] {
        let page = site.ask(Request::get("/search.json").header("host", host)).await;
        assert_eq!((page.status.as_u16(), page.kind.as_str()), (421, "application/problem+json"), "{host}");
        assert!(!page.body.contains("hits"), "{host}");
    }
    assert_eq!(site.ask(Request::get("/")).await.status.as_u16(), 421, "no host at all");
    let both = Request::get("http://example.org/").header("host", "localhost");
    assert_eq!(site.ask(both).await.status.as_u16(), 421, "the request line overrides the header");
    let twice = Request::get("/").header("host", "localhost").header("host", "example.org");
    assert_eq!(site.ask(twice).await.status.as_u16(), 421);
}

#[tokio::test]
async fn every_answer_forbids_scripts_and_everything_from_outside() {
    let site = Site::new();
    let id = site.hit("обучение");
    let urls = ["/", "/documents", &format!("/activities/{id}"), "/search.json", "/nothing", "/style.css", "/icon.svg"];
    for url in urls {
        let page = site.get(url).await;
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{url}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{url}");
        for outside in ["<script", "http://", "https://", "style=", "onclick", "@import"] {
            let body = page.body.replace("http://www.w3.org/2000/svg", "");
            assert!(!body.contains(outside), "{url} has `{outside}`");
        }
    }
    assert_eq!(site.get("/style.css").await.kind, "text/css; charset=utf-8");
}

#[tokio::test]
async fn words_of_the_visitor_cannot_break_the_page() {
    let site = Site::new();
    let evil = encoded("\"><script>alert(1)</script>'");
    for url in [
        format!("/?q={evil}&region={evil}&party={evil}"),
        format!("/?{evil}=1"),
        format!("/?year={evil}"),
        format!("/documents/{evil}"),
    ] {
        let page = site.get(&url).await.body;
        assert!(!page.contains("<script") && !page.contains("script>'"), "{url}: {page}");
    }
}

#[tokio::test]
async fn what_is_imported_meanwhile_is_found() {
    let site = Site::new();
    assert!(site.get("/").await.body.contains("Найдено: 4"));
    let path = site.folder.path().join("third.txt");
    fs::write(&path, "План на 2024 год\n\nМероприятие\tСрок\tОтветственный\nВысадка деревьев\tмай\tДиректор школы\n")
        .unwrap();
    site.corpus().import(&[path], &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert!(site.get(&format!("/?q={}", encoded("деревья"))).await.body.contains("Найдено: 1"));
}
