CREATE TABLE `judge_rules` (
	`dataset_id` text NOT NULL,
	`version` integer NOT NULL,
	`rule` text NOT NULL,
	`note` text,
	`author` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`dataset_id`, `version`),
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `datasets` ADD `rule_version` integer;--> statement-breakpoint
ALTER TABLE `datasets` ADD `gold_check` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `gold_problem` text;--> statement-breakpoint
CREATE INDEX `questions_gold_problem` ON `questions` (`dataset_id`,`position`) WHERE "questions"."gold_problem" is not null;--> statement-breakpoint
ALTER TABLE `runs` ADD `judge` text;