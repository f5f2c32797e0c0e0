//! Figures, as one JSON line a run and as tables for people.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

/// Named figures in the order of their columns, units in the names.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    columns: Vec<(String, f64)>,
    warnings: Vec<String>,
}

impl Figures {
    /// One more column.
    pub fn push(&mut self, name: &str, value: f64) {
        self.columns.push((name.to_owned(), value));
    }

    /// Something without which the figures mislead.
    pub fn warn(&mut self, what: String) {
        self.warnings.push(what);
    }

    /// A column's value.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.columns.iter().find(|(column, _)| column == name).map(|(_, value)| *value)
    }
}

/// One run: one row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The scenario; one table for each.
    pub scenario: String,
    /// Which server it was.
    pub label: String,
    /// Which step of the scenario, if it has any.
    pub step: String,
    /// What it came to.
    pub figures: Figures,
}

/// The label of the server that others are compared with.
pub const OURS: &str = "plenaria";

/// Columns that are compared, and whether less is better.
const COMPARED: [(&str, bool); 8] = [
    ("CPU s/M", true),
    ("p99 ms", true),
    ("complete max ms", true),
    ("CPU ms/join", true),
    ("KiB/connection", true),
    ("RSS peak MiB", true),
    ("most delivered/s", false),
    ("peak - filled MiB", true),
];

impl Row {
    /// One line of JSON.
    pub fn json(&self) -> String {
        let figures: Map<String, Value> =
            self.figures.columns.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        json!({
            "scenario": self.scenario,
            "label": self.label,
            "step": self.step,
            // An object has no order in JSON; the table wants one.
            "columns": self.figures.columns.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "figures": figures,
            "warnings": self.figures.warnings,
        })
        .to_string()
    }

    /// Reads what [`Row::json`] wrote.
    pub fn parse(line: &str) -> Option<Row> {
        let row: Value = serde_json::from_str(line).ok()?;
        let texts = |of: &Value| -> Vec<String> {
            of.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let columns = texts(&row["columns"]).into_iter().filter_map(|name| {
            let value = row["figures"][&name].as_f64()?;
            Some((name, value))
        });
        Some(Row {
            scenario: row["scenario"].as_str()?.to_owned(),
            label: row["label"].as_str()?.to_owned(),
            step: row["step"].as_str().unwrap_or_default().to_owned(),
            figures: Figures { columns: columns.collect(), warnings: texts(&row["warnings"]) },
        })
    }
}

/// Tables in Markdown, one for each scenario, with others' figures as multiples of ours.
pub fn tables(rows: &[Row]) -> String {
    let mut out = String::new();
    let mut done = BTreeSet::new();
    for Row { scenario, .. } in rows {
        if done.insert(scenario) {
            let of_scenario: Vec<&Row> = rows.iter().filter(|row| row.scenario == *scenario).collect();
            table(&mut out, scenario, &of_scenario);
        }
    }
    out
}

fn table(out: &mut String, scenario: &str, rows: &[&Row]) {
    let mut columns: Vec<&str> = Vec::new();
    for row in rows {
        for (name, _) in &row.figures.columns {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
    }
    let has_steps = rows.iter().any(|row| !row.step.is_empty());
    let (ours, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.label == OURS);
    let comparable = !ours.is_empty() && !others.is_empty();
    let compared: Vec<(&str, bool)> =
        COMPARED.into_iter().filter(|(name, _)| comparable && columns.contains(name)).collect();
    let mut heads: Vec<String> = vec!["server".to_owned()];
    heads.extend(has_steps.then(|| "step".to_owned()));
    heads.extend(columns.iter().map(|&name| name.to_owned()));
    heads.extend(compared.iter().map(|(name, less)| {
        if *less { format!("{name}, its / ours") } else { format!("{name}, ours / its") }
    }));
    // Writing into memory cannot fail.
    let _ = writeln!(out, "### {scenario}\n\n| {} |", heads.join(" | "));
    let _ = writeln!(
        out,
        "|{}",
        " --- |".repeat(1 + usize::from(has_steps))
            + &" ---: |".repeat(heads.len() - 1 - usize::from(has_steps))
    );
    for row in rows {
        let mut cells = vec![row.label.clone()];
        cells.extend(has_steps.then(|| row.step.clone()));
        cells.extend(columns.iter().map(|name| row.figures.get(name).map(number).unwrap_or_default()));
        let ours = rows.iter().find(|ours| ours.label == OURS && ours.step == row.step);
        for (name, less) in &compared {
            let pair = ours.and_then(|ours| Some((ours.figures.get(name)?, row.figures.get(name)?)));
            cells.push(match pair {
                Some((ours, its)) if row.label != OURS && ours > 0.0 && its > 0.0 => {
                    format!("{:.2}×", if *less { its / ours } else { ours / its })
                }
                _ => String::new(),
            });
        }
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
    let warnings = rows.iter().flat_map(|row| row.figures.warnings.iter().map(move |what| (row, what)));
    for (row, what) in warnings {
        let step = if row.step.is_empty() { String::new() } else { format!(", {}", row.step) };
        let _ = writeln!(out, "- {}{step}: {what}", row.label);
    }
    out.push('\n');
}

/// Three or so significant digits, thousands apart.
fn number(value: f64) -> String {
    let digits = match value.abs() {
        v if v >= 100.0 || v.fract() == 0.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 && digit.is_ascii_digit() && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, cpu: f64) -> Row {
        let mut figures = Figures::default();
        figures.push("delivered/s", 9_800.0);
        figures.push("CPU s/M", cpu);
        figures.warn("rough".to_owned());
        Row { scenario: "busy".to_owned(), label: label.to_owned(), step: String::new(), figures }
    }

    #[test]
    fn rows_survive_json() {
        let row = row(OURS, 5.25);
        assert_eq!(Row::parse(&row.json()).unwrap().json(), row.json());
        assert!(Row::parse("cargo: nonsense").is_none());
    }

    #[test]
    fn others_are_multiples_of_ours() {
        let text = tables(&[row(OURS, 5.0), row("other", 15.0)]);
        let expected = "### busy\n\n| server | delivered/s | CPU s/M | CPU s/M, its / ours |\n| --- | ---: | ---: | ---: |\n\
                        | plenaria | 9,800 | 5 |  |\n| other | 9,800 | 15 | 3.00× |\n\n- plenaria: rough\n- other: rough\n\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, 0.256, 3.456, 42.42, 1234.5, 1_234_567.0, -1000.0].map(number);
        assert_eq!(shown, ["0", "0.26", "3.46", "42.4", "1,234", "1,234,567", "-1,000"]);
    }
}
