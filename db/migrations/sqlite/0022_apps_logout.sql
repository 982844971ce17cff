-- A row of app_sessions outlives its session: it is what the app has to be told.
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_app_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id_hash` text,
	`app_id` text NOT NULL,
	`user_id` text NOT NULL,
	`sid` text DEFAULT '' NOT NULL,
	`opened_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`notice_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`failed_at` integer,
	FOREIGN KEY (`session_id_hash`) REFERENCES `sessions`(`id_hash`) ON UPDATE cascade ON DELETE set null,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_app_sessions`("id", "session_id_hash", "app_id", "user_id", "opened_at", "last_used_at", "notice_at") SELECT lower(hex(randomblob(16))), a."session_id_hash", a."app_id", s."user_id", a."opened_at", a."opened_at", a."opened_at" FROM `app_sessions` a JOIN `sessions` s ON s."id_hash" = a."session_id_hash";--> statement-breakpoint
DROP TABLE `app_sessions`;--> statement-breakpoint
ALTER TABLE `__new_app_sessions` RENAME TO `app_sessions`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `app_sessions_one_each` ON `app_sessions` (`session_id_hash`,`app_id`,`sid`);--> statement-breakpoint
CREATE INDEX `app_sessions_app` ON `app_sessions` (`app_id`);--> statement-breakpoint
CREATE INDEX `app_sessions_user` ON `app_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `app_sessions_notice` ON `app_sessions` (`notice_at`) WHERE "app_sessions"."session_id_hash" is null;--> statement-breakpoint
ALTER TABLE `apps` ADD `description` text;--> statement-breakpoint
ALTER TABLE `apps` ADD `launch_url` text;--> statement-breakpoint
ALTER TABLE `apps` ADD `on_home` text DEFAULT 'shown' NOT NULL;--> statement-breakpoint
ALTER TABLE `openid_clients` ADD `post_logout_uris` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `openid_clients` ADD `backchannel_uri` text;--> statement-breakpoint
ALTER TABLE `openid_clients` ADD `ends_with` text DEFAULT 'session' NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified_at` integer;