CREATE TABLE `current_decisions` (
	`chosen_node_id` text NOT NULL,
	`rejected_node_id` text NOT NULL,
	`run_id` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`author` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`chosen_node_id`, `rejected_node_id`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `current_decisions_run` ON `current_decisions` (`run_id`,`verdict`);--> statement-breakpoint
CREATE TABLE `exports` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`progress` real NOT NULL,
	`message` text,
	`recipe` text NOT NULL,
	`recipe_hash` text NOT NULL,
	`runs` text NOT NULL,
	`files` text NOT NULL,
	`manifest` text,
	`rows` integer NOT NULL,
	`bytes` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `datasets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`task` text NOT NULL,
	`sha256` text NOT NULL,
	`file_name` text,
	`question_count` integer NOT NULL,
	`rejected` text NOT NULL,
	`rejected_count` integer NOT NULL,
	`is_simulated` integer NOT NULL,
	`is_ready` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_sha256` ON `datasets` (`sha256`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`chosen_node_id` text NOT NULL,
	`rejected_node_id` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`author` text,
	`blind` integer,
	`left_node_id` text,
	`bulk` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `decisions_run` ON `decisions` (`run_id`,`id`);--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`base_url` text NOT NULL,
	`api_key` text,
	`api_key_env` text,
	`max_concurrency` integer NOT NULL,
	`requests_per_minute` integer,
	`tokens_per_minute` integer,
	`timeout_seconds` integer NOT NULL,
	`prices` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `failures` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`path` text NOT NULL,
	`role` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`attempts` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`tree_id`) REFERENCES `trees`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `failures_tree_path` ON `failures` (`tree_id`,`path`);--> statement-breakpoint
CREATE INDEX `failures_run` ON `failures` (`run_id`);--> statement-breakpoint
CREATE TABLE `nodes` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`parent_id` text,
	`role` text NOT NULL,
	`path` text NOT NULL,
	`path_key` text NOT NULL,
	`parent_key` text NOT NULL,
	`depth` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`verdict` text,
	`effective_verdict` text,
	`override` text,
	`claim` text,
	`value_numerator` integer,
	`value_denominator` integer,
	`leaves` integer DEFAULT 0 NOT NULL,
	`correct_leaves` integer DEFAULT 0 NOT NULL,
	`is_incomplete` integer DEFAULT false NOT NULL,
	`label` text,
	`local_label` text,
	`finish_reason` text,
	`answer` text,
	`judge` text,
	`model` text,
	`prompt_tokens` integer,
	`completion_tokens` integer,
	`cached_prompt_tokens` integer,
	`is_estimated` integer DEFAULT false NOT NULL,
	`cost_usd` real,
	`latency_ms` real,
	`seed` integer,
	`system_fingerprint` text,
	`request_id` text,
	`created_at` integer,
	`text` text NOT NULL,
	`reasoning` text,
	FOREIGN KEY (`tree_id`) REFERENCES `trees`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nodes_tree_path` ON `nodes` (`tree_id`,`path`);--> statement-breakpoint
CREATE INDEX `nodes_siblings` ON `nodes` (`tree_id`,`parent_key`,`ordinal`,`role`,`label`,`value_numerator`,`value_denominator`,`is_incomplete`,`id`);--> statement-breakpoint
CREATE INDEX `nodes_run_role_value` ON `nodes` (`run_id`,`role`,`value_numerator`,`value_denominator`);--> statement-breakpoint
CREATE TABLE `overrides` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`node_id` text NOT NULL,
	`run_id` text NOT NULL,
	`verdict` text,
	`author` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`node_id`) REFERENCES `nodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `overrides_node` ON `overrides` (`node_id`);--> statement-breakpoint
CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`dataset_id` text,
	`run_id` text,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`gold` text NOT NULL,
	`task` text NOT NULL,
	`meta` text NOT NULL,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questions_dataset_position` ON `questions` (`dataset_id`,`position`);--> statement-breakpoint
CREATE INDEX `questions_run` ON `questions` (`run_id`);--> statement-breakpoint
CREATE TABLE `role_counts` (
	`tree_id` text NOT NULL,
	`role` text NOT NULL,
	`run_id` text NOT NULL,
	`nodes` integer DEFAULT 0 NOT NULL,
	`correct` integer DEFAULT 0 NOT NULL,
	`unknown` integer DEFAULT 0 NOT NULL,
	`positives` integer DEFAULT 0 NOT NULL,
	`pairs` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tree_id`, `role`),
	FOREIGN KEY (`tree_id`) REFERENCES `trees`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `role_counts_run` ON `role_counts` (`run_id`,`role`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`protocol` text NOT NULL,
	`dataset_id` text,
	`status` text NOT NULL,
	`waiting_for` text,
	`waiting_until` integer,
	`waiting_reason` text,
	`config` text,
	`config_hash` text NOT NULL,
	`threshold` text NOT NULL,
	`unknown_leaves` text NOT NULL,
	`incomplete` text NOT NULL,
	`budget` text,
	`seed` integer,
	`trees_total` integer DEFAULT 0 NOT NULL,
	`nodes_total` integer DEFAULT 0 NOT NULL,
	`is_simulated` integer NOT NULL,
	`is_imported` integer NOT NULL,
	`is_deleted` integer DEFAULT false NOT NULL,
	`notices` text NOT NULL,
	`endpoints` text NOT NULL,
	`may_have_been_charged` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `runs_dataset` ON `runs` (`dataset_id`);--> statement-breakpoint
CREATE TABLE `search_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`node_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`run_id` text NOT NULL,
	FOREIGN KEY (`node_id`) REFERENCES `nodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_node` ON `search_entries` (`node_id`);--> statement-breakpoint
CREATE INDEX `search_entries_tree` ON `search_entries` (`tree_id`);--> statement-breakpoint
CREATE TABLE `trees` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`question_id` text NOT NULL,
	`position` integer NOT NULL,
	`status` text NOT NULL,
	`leaves` integer DEFAULT 0 NOT NULL,
	`correct_leaves` integer DEFAULT 0 NOT NULL,
	`unknown_leaves` integer DEFAULT 0 NOT NULL,
	`nodes_done` integer DEFAULT 0 NOT NULL,
	`nodes_total` integer DEFAULT 0 NOT NULL,
	`searched_nodes` integer DEFAULT 0 NOT NULL,
	`overrides` integer DEFAULT 0 NOT NULL,
	`disagreements` integer DEFAULT 0 NOT NULL,
	`value_numerator` integer,
	`value_denominator` integer,
	`role_values` text NOT NULL,
	`role_pairs` text NOT NULL,
	`pairs_total` integer DEFAULT 0 NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`retries` integer DEFAULT 0 NOT NULL,
	`prompt_tokens` integer DEFAULT 0 NOT NULL,
	`completion_tokens` integer DEFAULT 0 NOT NULL,
	`cost_usd` real DEFAULT 0 NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trees_run_position` ON `trees` (`run_id`,`position`);--> statement-breakpoint
CREATE INDEX `trees_run_status` ON `trees` (`run_id`,`status`);--> statement-breakpoint
CREATE INDEX `trees_question` ON `trees` (`question_id`);