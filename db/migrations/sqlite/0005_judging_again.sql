CREATE TABLE `judge_changes` (
	`rejudging_id` text NOT NULL,
	`position` integer NOT NULL,
	`path_key` text NOT NULL,
	`node_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`path` text NOT NULL,
	`role` text NOT NULL,
	`from_verdict` text,
	`to_verdict` text NOT NULL,
	`reason` text NOT NULL,
	`is_overridden` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	PRIMARY KEY(`rejudging_id`, `position`, `path_key`),
	FOREIGN KEY (`rejudging_id`) REFERENCES `rejudgings`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `rejudged_trees` (
	`rejudging_id` text NOT NULL,
	`position` integer NOT NULL,
	`tree_id` text NOT NULL,
	`stamps` text NOT NULL,
	PRIMARY KEY(`rejudging_id`, `position`),
	FOREIGN KEY (`rejudging_id`) REFERENCES `rejudgings`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `rejudgings` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`status` text NOT NULL,
	`from_judge` text,
	`to_judge` text NOT NULL,
	`nodes_seen` integer NOT NULL,
	`trees_total` integer NOT NULL,
	`trees_done` integer NOT NULL,
	`next_position` integer NOT NULL,
	`counts` text NOT NULL,
	`author` text,
	`message` text,
	`created_at` integer NOT NULL,
	`applied_at` integer,
	`undone_at` integer,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `rejudgings_run` ON `rejudgings` (`run_id`,`created_at`);