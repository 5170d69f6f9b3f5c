CREATE TABLE `audit_actions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`kind` text NOT NULL,
	`verdict` text,
	`changes` text NOT NULL,
	`undoes` integer,
	`author` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_actions_run` ON `audit_actions` (`run_id`,`id`);--> statement-breakpoint
CREATE TABLE `audit_sample_leaves` (
	`sample_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`node_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`verdict` text NOT NULL,
	PRIMARY KEY(`sample_id`, `ordinal`),
	FOREIGN KEY (`sample_id`) REFERENCES `audit_samples`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`node_id`) REFERENCES `nodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_sample_leaves_node` ON `audit_sample_leaves` (`node_id`);--> statement-breakpoint
CREATE TABLE `audit_samples` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`seed` integer NOT NULL,
	`per_verdict` integer NOT NULL,
	`counts` text NOT NULL,
	`nodes_seen` integer NOT NULL,
	`judge` text,
	`author` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_samples_run` ON `audit_samples` (`run_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `blind_verdicts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sample_id` text NOT NULL,
	`node_id` text NOT NULL,
	`verdict` text,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`sample_id`) REFERENCES `audit_samples`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`node_id`) REFERENCES `nodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `blind_verdicts_sample` ON `blind_verdicts` (`sample_id`,`id`);--> statement-breakpoint
CREATE INDEX `blind_verdicts_node` ON `blind_verdicts` (`node_id`);--> statement-breakpoint
CREATE TABLE `gold_marks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`question_id` text NOT NULL,
	`run_id` text,
	`kind` text NOT NULL,
	`gold_before` text NOT NULL,
	`gold_after` text NOT NULL,
	`changes` text NOT NULL,
	`undoes` integer,
	`author` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `gold_marks_question` ON `gold_marks` (`question_id`,`id`);--> statement-breakpoint
CREATE INDEX `gold_marks_run` ON `gold_marks` (`run_id`,`id`);--> statement-breakpoint
CREATE TABLE `suspicions` (
	`node_id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`tree_id` text NOT NULL,
	`position` integer NOT NULL,
	`path_key` text NOT NULL,
	`signal` text NOT NULL,
	`signals` text NOT NULL,
	`rank` integer NOT NULL,
	`alike_key` text,
	`turns_to` text NOT NULL,
	`values_turned` integer DEFAULT 0 NOT NULL,
	`labels_turned` integer DEFAULT 0 NOT NULL,
	`pairs_added` integer DEFAULT 0 NOT NULL,
	`pairs_removed` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`node_id`) REFERENCES `nodes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `suspicions_run_rank` ON `suspicions` (`run_id`,`rank`,`position`,`path_key`);--> statement-breakpoint
CREATE INDEX `suspicions_run_signal` ON `suspicions` (`run_id`,`signal`,`rank`,`position`,`path_key`,`labels_turned`,`pairs_added`,`pairs_removed`);--> statement-breakpoint
CREATE INDEX `suspicions_alike` ON `suspicions` (`run_id`,`alike_key`);--> statement-breakpoint
CREATE INDEX `suspicions_tree` ON `suspicions` (`tree_id`);--> statement-breakpoint
ALTER TABLE `questions` ADD `gold_mark` text;--> statement-breakpoint
CREATE INDEX `questions_gold_mark` ON `questions` (`id`) WHERE "questions"."gold_mark" is not null;--> statement-breakpoint
ALTER TABLE `trees` ADD `audited_by` text;--> statement-breakpoint
CREATE INDEX `trees_audited` ON `trees` (`run_id`,`audited_by`,`status`);