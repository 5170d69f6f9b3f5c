-- The words of an entry, beside it; the texts themselves stay in nodes.
alter table search_entries add column words tsvector;
--> statement-breakpoint
create index search_entries_words on search_entries using gin (words);
