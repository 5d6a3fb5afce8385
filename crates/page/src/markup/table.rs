//! Tags inside tables: WHATWG HTML 13.2.6.4.9 to 13.2.6.4.15.

use super::builder::{Builder, Mode, Start};
use super::formatting::Active;
use super::open::Scope;
use super::tag::Tag;
use super::token::Raw;
use super::tree::NONE;

const SECTIONS: [Tag; 3] = [Tag::Tbody, Tag::Tfoot, Tag::Thead];

impl<'a> Builder<'a> {
    #[expect(clippy::too_many_lines, reason = "a table: the start tags of the table modes of the standard")]
    pub(super) fn table_start(&mut self, mode: Mode, start: Start<'a>) {
        use Tag::*;
        match (mode, start.tag) {
            (Mode::Caption, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr) => {
                if self.end_caption() {
                    self.start_in(self.mode, start);
                }
            }
            (Mode::Cell, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr) => {
                if self.open.any_in_scope(&[Td, Th], Scope::Table) {
                    self.end_cell();
                    self.start_in(self.mode, start);
                }
            }
            (Mode::Caption | Mode::Cell, _) => self.body_start(start),

            (Mode::Columns, Html) => self.body_start(start),
            (Mode::Columns, Col) => self.insert_void(start),
            (Mode::Columns, Template) => {
                self.head_start(start);
            }
            (Mode::Columns, _) => {
                if self.leave_towards_body(mode) {
                    self.start_in(self.mode, start);
                }
            }

            (Mode::TableBody, Tr) => {
                self.clear_to_section();
                self.insert(start);
                self.mode = Mode::Row;
            }
            (Mode::TableBody, Th | Td) => {
                self.clear_to_section();
                self.insert_implied(Tr);
                self.mode = Mode::Row;
                self.start_in(Mode::Row, start);
            }
            (Mode::TableBody, Caption | Col | Colgroup | Tbody | Tfoot | Thead) => {
                if self.end_section(None) {
                    self.start_in(Mode::Table, start);
                }
            }

            (Mode::Row, Th | Td) => {
                self.open.clear_to(&[Tr, Template, Html]);
                self.insert(start);
                self.mode = Mode::Cell;
                self.active.push(Active::Marker);
            }
            (Mode::Row, Caption | Col | Colgroup | Tbody | Tfoot | Thead | Tr) => {
                if self.end_row() {
                    self.start_in(Mode::TableBody, start);
                }
            }

            (Mode::Table, Caption) => {
                self.clear_to_table();
                self.active.push(Active::Marker);
                self.insert(start);
                self.mode = Mode::Caption;
            }
            (Mode::Table, Colgroup) => {
                self.clear_to_table();
                self.insert(start);
                self.mode = Mode::Columns;
            }
            (Mode::Table, Col) => {
                self.clear_to_table();
                self.insert_implied(Colgroup);
                self.mode = Mode::Columns;
                self.start_in(Mode::Columns, start);
            }
            (Mode::Table, Tbody | Tfoot | Thead) => {
                self.clear_to_table();
                self.insert(start);
                self.mode = Mode::TableBody;
            }
            (Mode::Table, Td | Th | Tr) => {
                self.clear_to_table();
                self.insert_implied(Tbody);
                self.mode = Mode::TableBody;
                self.start_in(Mode::TableBody, start);
            }
            (_, Table) => {
                if self.open.in_scope(Table, Scope::Table) {
                    self.open.pop_until(&[Table]);
                    self.mode = self.mode_of_stack();
                    self.start_in(self.mode, start);
                }
            }
            (_, Style | Script | Template) => {
                self.head_start(start);
            }
            (_, Input) if self.is_hidden_input() => self.insert_void(start),
            (_, Form) => {
                if self.form == NONE && !self.open.has(Template) {
                    self.form = self.insert(start).id;
                    self.open.pop();
                }
            }
            _ => {
                self.foster = true;
                self.body_start(start);
                self.foster = false;
            }
        }
    }

    fn is_hidden_input(&self) -> bool {
        let kind = self.tokens.attributes().iter().find(|a| a.name.source.eq_ignore_ascii_case("type"));
        kind.is_some_and(|a| a.value.source.eq_ignore_ascii_case("hidden"))
    }

    #[expect(clippy::too_many_lines, reason = "a table: the end tags of the table modes of the standard")]
    pub(super) fn table_end(&mut self, mode: Mode, tag: Tag, name: Raw<'a>) {
        use Tag::*;
        match (mode, tag) {
            (_, Template) => self.end_template(),

            (Mode::Caption, Caption) => {
                self.end_caption();
            }
            (Mode::Caption, Table) => {
                if self.end_caption() {
                    self.end_in(self.mode, tag, name);
                }
            }
            (Mode::Caption, Body | Col | Colgroup | Html | Tbody | Td | Tfoot | Th | Thead | Tr) => {}
            (Mode::Caption, _) => self.body_end(tag, name),

            (Mode::Cell, Td | Th) => {
                if self.open.in_scope(tag, Scope::Table) {
                    self.open.close_implied(None);
                    self.open.pop_until(&[tag]);
                    self.clear_active_to_marker();
                    self.mode = Mode::Row;
                }
            }
            (Mode::Cell, Body | Caption | Col | Colgroup | Html) => {}
            (Mode::Cell, Table | Tbody | Tfoot | Thead | Tr) => {
                if self.open.in_scope(tag, Scope::Table) {
                    self.end_cell();
                    self.end_in(self.mode, tag, name);
                }
            }
            (Mode::Cell, _) => self.body_end(tag, name),

            (Mode::Columns, Colgroup) => {
                self.leave_towards_body(mode);
            }
            (Mode::Columns, Col) => {}
            (Mode::Columns, _) => {
                if self.leave_towards_body(mode) {
                    self.end_in(self.mode, tag, name);
                }
            }

            (Mode::Row, Tr) => {
                self.end_row();
            }
            (Mode::Row, Table) => {
                if self.end_row() {
                    self.end_in(Mode::TableBody, tag, name);
                }
            }
            (Mode::Row, Tbody | Tfoot | Thead) => {
                if self.open.in_scope(tag, Scope::Table) && self.end_row() {
                    self.end_in(Mode::TableBody, tag, name);
                }
            }
            (Mode::TableBody, Tbody | Tfoot | Thead) => {
                self.end_section(Some(tag));
            }
            (Mode::TableBody, Table) => {
                if self.end_section(None) {
                    self.end_in(Mode::Table, tag, name);
                }
            }
            (_, Table) => {
                if self.open.in_scope(Table, Scope::Table) {
                    self.open.pop_until(&[Table]);
                    self.mode = self.mode_of_stack();
                }
            }
            (_, Body | Caption | Col | Colgroup | Html | Tbody | Td | Tfoot | Th | Thead | Tr) => {}
            _ => {
                self.foster = true;
                self.body_end(tag, name);
                self.foster = false;
            }
        }
    }

    fn clear_to_table(&mut self) {
        self.open.clear_to(&[Tag::Table, Tag::Template, Tag::Html]);
    }

    fn clear_to_section(&mut self) {
        self.open.clear_to(&[Tag::Tbody, Tag::Tfoot, Tag::Thead, Tag::Template, Tag::Html]);
    }

    fn end_caption(&mut self) -> bool {
        if !self.open.in_scope(Tag::Caption, Scope::Table) {
            return false;
        }
        self.open.close_implied(None);
        self.open.pop_until(&[Tag::Caption]);
        self.clear_active_to_marker();
        self.mode = Mode::Table;
        true
    }

    fn end_cell(&mut self) {
        self.open.close_implied(None);
        self.open.pop_until(&[Tag::Td, Tag::Th]);
        self.clear_active_to_marker();
        self.mode = Mode::Row;
    }

    fn end_row(&mut self) -> bool {
        if !self.open.in_scope(Tag::Tr, Scope::Table) {
            return false;
        }
        self.open.clear_to(&[Tag::Tr, Tag::Template, Tag::Html]);
        self.open.pop();
        self.mode = Mode::TableBody;
        true
    }

    /// Closes the section at hand: the one named, or whichever is open.
    fn end_section(&mut self, tag: Option<Tag>) -> bool {
        let open = match tag {
            Some(tag) => self.open.in_scope(tag, Scope::Table),
            None => self.open.any_in_scope(&SECTIONS, Scope::Table),
        };
        if open {
            self.clear_to_section();
            self.open.pop();
            self.mode = Mode::Table;
        }
        open
    }
}
