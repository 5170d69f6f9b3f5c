ALTER TABLE `trees` ADD `local_disagreements` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `trees` ADD `value_line` text;--> statement-breakpoint
UPDATE trees SET local_disagreements = told.differing
FROM (SELECT tree_id, count(*) AS differing FROM nodes WHERE label <> local_label GROUP BY tree_id) AS told
WHERE told.tree_id = trees.id;
