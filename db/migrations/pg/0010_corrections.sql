ALTER TABLE "role_counts" ADD COLUMN "truncated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "trees" ADD COLUMN "corrections" jsonb;--> statement-breakpoint
UPDATE role_counts SET truncated = told.truncated
FROM (SELECT tree_id, role, count(*) AS truncated FROM nodes WHERE finish_reason = 'length' GROUP BY tree_id, role) AS told
WHERE told.tree_id = role_counts.tree_id AND told.role = role_counts.role;
