//! What is written twice: where it stands for the first time, and where to put it.

use std::ops::Range;

use super::Complaint;

impl<'a> Complaint<'a> {
    /// Where the key or heading that is written twice stands for the first time.
    pub(super) fn first_time(&self) -> Option<Range<usize>> {
        let above = &self.text[..self.line.start];
        let written = self.written();
        let spot = |line: &str, needle: &str, start: usize| {
            let column = line.find(needle)?;
            Some(start + column..start + column + needle.len())
        };
        let mut start = 0;
        let mut found = None;
        if self.is_a_heading() {
            let heading: String = without_space(&self.text[self.line.clone()]);
            for line in above.split_inclusive('\n') {
                if without_space(line) == heading {
                    let column = line.rfind(written)?;
                    return Some(start + column..start + column + written.len());
                }
                start += line.len();
            }
            return None;
        }
        for line in above.split_inclusive('\n') {
            let key = line.trim_start();
            if key.starts_with('[') {
                found = None;
            } else if let Some(rest) = key.strip_prefix(written)
                && rest.trim_start().starts_with(['=', '.'])
            {
                found = found.or_else(|| spot(line, written, start));
            }
            start += line.len();
        }
        let (before, _) = self.around();
        found.or_else(|| {
            let column = before.find(written)?;
            Some(self.line.start + column..self.line.start + column + written.len())
        })
    }

    /// Where to put what stands partly in a line such as `horizon.base_year = 2025` and partly under a heading.
    pub(super) fn one_place(&self) -> String {
        let written = self.written();
        let heading = self.text[self.line.clone()].trim().trim_start_matches('[');
        let is_a_section = heading.starts_with(written) && heading[written.len()..].trim_start().starts_with(']');
        let part = |line: &'a str| line.trim_start().strip_prefix(written)?.strip_prefix('.')?.split(['=', ' ']).next();
        match self.text[..self.line.start].lines().find_map(part) {
            Some(key) => format!("put `{written}.{key}` under `[{written}]` too, as `{key}`"),
            None if is_a_section => format!("put all of it under `[{written}]`"),
            None => format!("write all of it in one place, such as `{written} = {{ value = 120, source = \"…\" }}`"),
        }
    }
}

fn without_space(line: &str) -> String {
    line.split('#').next().unwrap_or_default().split_whitespace().collect()
}
