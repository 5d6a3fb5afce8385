//! The program `onrecord`.

use std::io::{BufRead, BufWriter, Read, Write};

use anyhow::Context;
use clap::Parser;
use onrecord_model::{MadeBy, Record, VERSION};
use onrecord_page::{Given, Kind};
use onrecord_read::Parts;

#[derive(Parser)]
enum Command {
    /// Read pages and print their records.
    Read {
        pages: Vec<String>,
        #[arg(long)]
        list: Option<String>,
        #[arg(long)]
        json: bool,
        #[arg(long = "as")]
        kind: Option<String>,
        #[arg(long)]
        only: Option<String>,
        #[arg(long)]
        published: Option<String>,
        #[arg(long)]
        threads: Option<usize>,
    },
    /// Print the JSON Schema of the record.
    Schema,
}

fn main() -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    match Command::parse() {
        Command::Schema => writeln!(out, "{:#}", onrecord_model::schema())?,
        Command::Read { pages, list, kind, only, published, .. } => {
            let kind = match kind.as_deref() {
                Some("html") => Some(Kind::Html),
                Some("dump") => Some(Kind::Dump),
                Some("clean") => Some(Kind::Clean),
                _ => None,
            };
            let has = |p: &str| only.as_deref().is_none_or(|o| o.split(',').any(|x| x == p));
            let parts = Parts {
                entities: has("entities"),
                statements: has("statements"),
                times: has("times"),
                figures: has("figures"),
                events: has("events"),
                expectations: has("expectations"),
            };
            let mut jobs: Vec<[String; 4]> = Vec::new();
            for page in pages {
                jobs.push([String::new(), page, String::new(), published.clone().unwrap_or_default()]);
            }
            if let Some(list) = list {
                for line in std::io::BufReader::new(std::fs::File::open(list)?).lines() {
                    let line = line?;
                    let mut fields = line.split('\t').map(str::to_owned);
                    jobs.push(std::array::from_fn(|_| fields.next().unwrap_or_default()));
                }
            }
            for [id, path, url, day] in jobs {
                let mut bytes = std::fs::read(&path).with_context(|| format!("cannot read {path}"))?;
                if path.ends_with(".gz") {
                    let mut plain = Vec::new();
                    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut plain)?;
                    bytes = plain;
                }
                let given = Given {
                    kind,
                    url: Some(url.as_str()).filter(|u| !u.is_empty()),
                    published: Some(day.as_str()).filter(|d| !d.is_empty()),
                };
                let opened = onrecord_page::open(&bytes, &given);
                let (mut page, article, mut notes) = (opened.page, opened.article, opened.notes);
                if let Some(language) = onrecord_read::language(&article) {
                    page.language = Some(language.into());
                }
                let facts = onrecord_read::read(&article, page.language.as_deref(), parts, &mut notes);
                let record = Record {
                    version: VERSION,
                    made_by: MadeBy { version: env!("CARGO_PKG_VERSION").into(), weights: String::new() },
                    id: if id.is_empty() { page.hash.clone() } else { id },
                    page,
                    article,
                    facts,
                    notes,
                };
                serde_json::to_writer(&mut out, &record)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
