-- The words of search_entries by rowid; the texts themselves stay in nodes.
create virtual table search_words using fts5(words, content='', contentless_delete=1, tokenize='unicode61');
--> statement-breakpoint
create trigger search_entries_deleted after delete on search_entries begin
  delete from search_words where rowid = old.id;
end;
