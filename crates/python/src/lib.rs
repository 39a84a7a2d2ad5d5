//! The Python package `vekha`: the same core as the command line, for scripts and for Spark.
//!
//! Values cross as JSON, so a dict in Python is what `vekha parse`, `when` and `who` print.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;

create_exception!(vekha, ReadError, PyValueError, "A file that gives no document; `.code` names the kind.");

/// The functions of `vekha._core`.
#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("ReadError", module.py().get_type::<ReadError>())?;
    module.add_function(wrap_pyfunction!(parse, module)?)?;
    module.add_function(wrap_pyfunction!(when, module)?)?;
    module.add_function(wrap_pyfunction!(who, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)
}

/// Reads the bytes of one file.
#[pyfunction]
fn parse<'py>(py: Python<'py>, data: &[u8], name: &str) -> PyResult<Bound<'py, PyAny>> {
    // Other Python threads go on meanwhile.
    let read = py.detach(|| {
        let document = vekha_read::read(data, name, &vekha_read::Limits::default())?;
        Ok::<_, vekha_read::ReadError>(vekha_roadmap::roadmap(&document))
    });
    match read {
        Ok(roadmap) => to_python(py, &roadmap),
        Err(error) => {
            let raised = ReadError::new_err(error.to_string());
            raised.value(py).setattr("code", error.code())?;
            Err(raised)
        }
    }
}

/// Reads a date phrase; `period` is the plan's years: `2021`, `2018-2020`, `2020/2021`, `2020-05-20..2023-12-31`.
#[pyfunction]
#[pyo3(signature = (text, period = None))]
fn when<'py>(py: Python<'py>, text: &str, period: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let period = period.map(str::parse::<vekha_when::Period>).transpose();
    let period = period.map_err(|error| PyValueError::new_err(error.to_string()))?;
    to_python(py, &vekha_when::read(text, period))
}

/// Reads a responsible cell.
#[pyfunction]
fn who<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    to_python(py, &vekha_who::read(text))
}

/// The JSON Schema of what `parse` returns.
#[pyfunction]
fn schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    to_python(py, &schemars::schema_for!(vekha_roadmap::model::Roadmap))
}

fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let text = serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.import("json")?.call_method1("loads", (text,))
}
