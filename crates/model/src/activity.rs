use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Place, Responsible, Schedule};

/// One thing to be done: a row of the plan, a cell of a matrix, a point of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    /// Unique to this content: the document's id and the running number, `4f2a….17`.
    pub id: String,
    /// The same for this activity over editions and formats; 32 hexadecimal digits.
    pub key: String,
    /// As written, without the trailing dot; the automatic number as Word prints it.
    pub number: Option<String>,
    /// The section headings above it, outermost first.
    pub path: Vec<String>,
    /// The id of the activity it is a part of.
    pub parent: Option<String>,
    /// What is to be done, white space collapsed.
    pub title: String,
    /// The points of a list inside the cell; the title keeps them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// When; `null` where the plan does not say.
    pub schedule: Option<Schedule>,
    /// By whom; `null` where the plan does not say.
    pub responsible: Option<Responsible>,
    /// The words of the result column.
    pub result: Option<String>,
    /// Every other column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What comes from a merged cell or from the row above.
    pub inherited: Vec<Inherited>,
    /// What kind of place it was read from.
    pub read_as: ReadAs,
    /// Per field, the places it was read from.
    pub source: Source,
}

/// Per field (`title`, `schedule`, …), the places it was read from.
pub type Source = BTreeMap<String, Vec<Place>>;

/// A column that is none of the named ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// The column's header as written; empty if it has none.
    pub header: String,
    /// What the header says the column holds.
    pub role: Option<Role>,
    /// The cell's words, white space collapsed.
    pub text: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// «№ п/п».
    Number,
    /// «Мероприятие».
    Activity,
    /// «Сроки реализации».
    Dates,
    /// «Начало».
    Start,
    /// «Окончание».
    End,
    /// «Ответственные исполнители».
    Responsible,
    /// «Соисполнители».
    CoExecutors,
    /// «Планируемый результат».
    Result,
    /// «Объём финансирования».
    Funding,
    /// «Источник финансирования».
    FundingSource,
    /// «Бюджет».
    Budget,
    /// «Место проведения».
    Place,
    /// «Форма проведения».
    Form,
    /// «Нормативный документ».
    LegalBasis,
    /// «Показатель».
    Indicator,
    /// «Направление»: a section in a column.
    Section,
    /// «Примечание».
    Note,
}

/// A field that an activity takes from a merged cell or from the row above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Inherited {
    /// When.
    Schedule,
    /// By whom.
    Responsible,
    /// With what result.
    Result,
}

/// What kind of place an activity was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    /// A row of a table.
    Row,
    /// A cell of a matrix.
    Cell,
    /// A point of a numbered list, in a plan without a table.
    List,
    /// A paragraph, in a plan without a table.
    Paragraph,
}

/// `3.1 Анализ факторов | 2020-05/2020-08 | ЦЭ`: number, title, schedule and parties on one line.
impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = &self.number {
            write!(f, "{number} ")?;
        }
        write!(f, "{}", self.title)?;
        if let Some(schedule) = &self.schedule {
            write!(f, " | {}", schedule.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
        if let Some(responsible) = &self.responsible {
            write!(f, " | {}", responsible.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }
}
