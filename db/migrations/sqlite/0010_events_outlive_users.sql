-- Events outlive the accounts that they are about. SQLite changes a foreign key by a new table only; nothing points to
-- this one. drizzle would select the new column from the old table, which SQLite reads as the text 'subject'.
CREATE TABLE `__new_security_events` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`subject` text,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`details` text NOT NULL,
	`browser` text NOT NULL,
	`ip_address` text NOT NULL,
	`actor` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_security_events`("id", "user_id", "subject", "at", "kind", "details", "browser", "ip_address", "actor") SELECT "id", "user_id", NULL, "at", "kind", "details", "browser", "ip_address", "actor" FROM `security_events`;--> statement-breakpoint
DROP TABLE `security_events`;--> statement-breakpoint
ALTER TABLE `__new_security_events` RENAME TO `security_events`;--> statement-breakpoint
CREATE INDEX `security_events_user_at` ON `security_events` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `security_events_at` ON `security_events` (`at`);--> statement-breakpoint
CREATE INDEX `security_events_kind_at` ON `security_events` (`kind`,`at`);--> statement-breakpoint
CREATE INDEX `security_events_by_admin` ON `security_events` (`at`) WHERE "security_events"."actor" is not null;--> statement-breakpoint
CREATE INDEX `security_events_actor` ON `security_events` (`actor`) WHERE "security_events"."actor" is not null;--> statement-breakpoint
CREATE INDEX `security_events_subject` ON `security_events` (`subject`,`at`) WHERE "security_events"."subject" is not null;