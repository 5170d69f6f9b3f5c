CREATE TABLE `hub_access` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text,
	`token_env` text
);
--> statement-breakpoint
CREATE TABLE `hub_pushes` (
	`id` text PRIMARY KEY NOT NULL,
	`export_id` text NOT NULL,
	`hub_url` text NOT NULL,
	`repo` text NOT NULL,
	`is_private` integer NOT NULL,
	`status` text NOT NULL,
	`progress` real NOT NULL,
	`message` text,
	`url` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `exports`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `hub_pushes_export` ON `hub_pushes` (`export_id`,`created_at`);