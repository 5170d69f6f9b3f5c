CREATE TABLE `prompt_ids` (
	`tree_id` text NOT NULL,
	`parent_path` text NOT NULL,
	`role` text NOT NULL,
	`run_id` text NOT NULL,
	`model` text NOT NULL,
	`messages` text NOT NULL,
	`ids` text NOT NULL,
	PRIMARY KEY(`tree_id`, `parent_path`, `role`),
	FOREIGN KEY (`tree_id`) REFERENCES `trees`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `prompt_ids_run` ON `prompt_ids` (`run_id`,`role`);