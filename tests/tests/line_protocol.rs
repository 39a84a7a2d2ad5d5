//! `vekha when` and `vekha who` answer every line with one line.

mod program;

use program::{vekha_with_bytes, vekha_with_input};

#[test]
fn every_line_has_an_answer_empty_ones_too() {
    for command in ["when", "who"] {
        let run = vekha_with_input(&[command], "до 1 сентября\n\nДиректор школы\\nУправление образования\n");
        let answers = run.json_lines();
        assert_eq!((run.status, answers.len()), (0, 3), "{command}: {}", run.err);
        assert_eq!(answers[1]["text"], "", "{command}");
        assert_eq!(answers[2]["text"], "Директор школы\nУправление образования", "{command}");
    }
}

#[test]
fn separators_of_lines_inside_a_phrase_are_escaped() {
    let run = vekha_with_input(&["when"], "май\u{2028}июнь\u{85}июль\n");
    assert_eq!(run.out.trim_end_matches('\n').lines().count(), 1);
    assert!(run.out.contains("\\u2028") && run.out.contains("\\u0085"), "{}", run.out);
    assert_eq!(run.json_lines()[0]["text"], "май\u{2028}июнь\u{85}июль");
}

#[test]
fn a_last_line_without_a_line_end_is_answered() {
    assert_eq!(vekha_with_input(&["who"], "Директор школы").json_lines().len(), 1);
    assert_eq!(vekha_with_input(&["when"], "").out, "");
}

#[test]
fn a_line_that_is_no_text_is_answered_and_named_and_the_others_keep_their_place() {
    let run = vekha_with_bytes(&["when"], b"\xec\xe0\xe9\nmay\n\xd0\xbc\xd0\xb0\xd0\xb9\n");
    let answers = run.json_lines();
    assert_eq!((run.status, answers.len()), (1, 3), "{}", run.err);
    assert!(run.err.contains("line 1"), "{}", run.err);
    assert_eq!(answers[2]["text"], "май");
}
