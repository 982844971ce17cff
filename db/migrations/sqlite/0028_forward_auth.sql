CREATE TABLE `entry_tickets` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`session_id_hash` text NOT NULL,
	`bind_hash` text NOT NULL,
	`return_to` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`host`) REFERENCES `guarded_hosts`(`host`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id_hash`) REFERENCES `sessions`(`id_hash`) ON UPDATE cascade ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `entry_tickets_expiry` ON `entry_tickets` (`expires_at`);--> statement-breakpoint
CREATE INDEX `entry_tickets_session` ON `entry_tickets` (`session_id_hash`);--> statement-breakpoint
CREATE INDEX `entry_tickets_host` ON `entry_tickets` (`host`);--> statement-breakpoint
CREATE TABLE `guarded_hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`app_id` text NOT NULL,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `guarded_hosts_app` ON `guarded_hosts` (`app_id`);--> statement-breakpoint
CREATE TABLE `host_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`session_id_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`host`) REFERENCES `guarded_hosts`(`host`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id_hash`) REFERENCES `sessions`(`id_hash`) ON UPDATE cascade ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `host_sessions_session` ON `host_sessions` (`session_id_hash`,`host`);--> statement-breakpoint
CREATE INDEX `host_sessions_host` ON `host_sessions` (`host`);--> statement-breakpoint
ALTER TABLE `apps` ADD `remote_user` text DEFAULT 'id' NOT NULL;--> statement-breakpoint
ALTER TABLE `apps` ADD `open_paths` text DEFAULT '[]' NOT NULL;