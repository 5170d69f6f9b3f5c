CREATE TABLE `machine_clocks` (
	`endpoint_id` text NOT NULL,
	`model` text NOT NULL,
	`counted_until` integer NOT NULL,
	PRIMARY KEY(`endpoint_id`, `model`),
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `machine_times` (
	`run_id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`model` text NOT NULL,
	`seconds` real NOT NULL,
	`usd` real NOT NULL,
	PRIMARY KEY(`run_id`, `endpoint_id`, `model`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `role_counts` ADD `identical` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `requests` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `retries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `answers` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `prompt_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `completion_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `cached_prompt_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `estimated_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `unkept_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `cost_usd` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `unkept_usd` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `role_counts` ADD `latency_ms` real DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE role_counts SET answers = told.answers, prompt_tokens = told.prompt_tokens, completion_tokens = told.completion_tokens, cached_prompt_tokens = told.cached_prompt_tokens, cost_usd = told.cost_usd, latency_ms = told.latency_ms
FROM (SELECT tree_id, role, count(latency_ms) AS answers, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(completion_tokens), 0) AS completion_tokens, coalesce(sum(cached_prompt_tokens), 0) AS cached_prompt_tokens, coalesce(sum(cost_usd), 0) AS cost_usd, coalesce(sum(latency_ms), 0) AS latency_ms FROM nodes GROUP BY tree_id, role) AS told
WHERE told.tree_id = role_counts.tree_id AND told.role = role_counts.role;
