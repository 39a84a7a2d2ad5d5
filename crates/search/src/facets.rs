use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::{FACETS, facet_field};
use crate::{Facet, FacetValue};

/// Counts the values that the activities of an answer have.
pub(crate) struct FacetCounter;

type Counts = [BTreeMap<String, usize>; FACETS.len()];

impl Collector for FacetCounter {
    type Fruit = Vec<Facet>;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let mut columns = Vec::new();
        for name in FACETS {
            let column = segment.fast_fields().str(&facet_field(name))?;
            let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
            columns.push((column, counts));
        }
        Ok(SegmentCounter { columns })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Counts>) -> tantivy::Result<Vec<Facet>> {
        let mut counts = Counts::default();
        for segment in segments {
            for (sum, counts) in counts.iter_mut().zip(segment) {
                counts.into_iter().for_each(|(value, count)| *sum.entry(value).or_default() += count);
            }
        }
        Ok(FACETS.into_iter().zip(counts).map(|(name, counts)| facet(name, counts)).collect())
    }
}

fn facet(name: &str, counts: BTreeMap<String, usize>) -> Facet {
    let mut values: Vec<_> = counts.into_iter().map(|(value, count)| FacetValue { value, count }).collect();
    if !matches!(name, "year" | "month") {
        values.sort_by_key(|value| Reverse(value.count)); // stable: equals stay in the order of the alphabet
    }
    Facet { name: name.to_owned(), values }
}

/// The counts in one segment, by the number of the value.
pub(crate) struct SegmentCounter {
    columns: Vec<(Option<StrColumn>, Vec<usize>)>,
}

impl SegmentCollector for SegmentCounter {
    type Fruit = Counts;

    fn collect(&mut self, entry: DocId, _: Score) {
        for (column, counts) in &mut self.columns {
            for number in column.iter().flat_map(|column| column.term_ords(entry)) {
                if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Counts {
        let mut found = Counts::default();
        for (values, (column, counts)) in found.iter_mut().zip(self.columns) {
            let Some(column) = column else { continue };
            for (number, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
                let mut value = String::new();
                if column.ord_to_str(number, &mut value).unwrap_or(false) {
                    values.insert(value, count);
                }
            }
        }
        found
    }
}
