CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`paths` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`owner` text NOT NULL,
	`since` integer NOT NULL,
	`tokens` integer NOT NULL,
	`usd` real NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attempts_run` ON `attempts` (`run_id`);--> statement-breakpoint
CREATE INDEX `attempts_owner` ON `attempts` (`owner`);--> statement-breakpoint
CREATE TABLE `endpoint_shares` (
	`endpoint_id` text NOT NULL,
	`process_id` text NOT NULL,
	`demand` integer NOT NULL,
	`granted` integer NOT NULL,
	`rate` real NOT NULL,
	`rate_held` real NOT NULL,
	`rate_held_until` integer,
	`closed_until` integer,
	`closed_reason` text,
	PRIMARY KEY(`endpoint_id`, `process_id`),
	FOREIGN KEY (`process_id`) REFERENCES `processes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `endpoint_shares_process` ON `endpoint_shares` (`process_id`);--> statement-breakpoint
CREATE TABLE `processes` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `runs` ADD `may_have_been_charged_tokens` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `may_have_been_charged_usd` real DEFAULT 0 NOT NULL;