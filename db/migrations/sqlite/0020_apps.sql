CREATE TABLE `app_groups` (
	`app_id` text NOT NULL,
	`group_id` text NOT NULL,
	PRIMARY KEY(`app_id`, `group_id`),
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_groups_group` ON `app_groups` (`group_id`);--> statement-breakpoint
CREATE TABLE `app_sessions` (
	`session_id_hash` text NOT NULL,
	`app_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	PRIMARY KEY(`session_id_hash`, `app_id`),
	FOREIGN KEY (`session_id_hash`) REFERENCES `sessions`(`id_hash`) ON UPDATE cascade ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_sessions_app` ON `app_sessions` (`app_id`);--> statement-breakpoint
CREATE TABLE `apps` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`open_to` text DEFAULT 'groups' NOT NULL,
	`demands` text DEFAULT 'second-factor' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `openid_clients` (
	`app_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`secret_hash` text,
	`old_secret_hash` text,
	`old_secret_until` integer,
	`redirect_uris` text NOT NULL,
	`pkce` text DEFAULT 'required' NOT NULL,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `openid_records` (
	`kind` text NOT NULL,
	`id_hash` text NOT NULL,
	`payload` text NOT NULL,
	`grant_id` text,
	`uid` text,
	`user_id` text,
	`app_id` text,
	`session_id_hash` text,
	`consumed_at` integer,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `id_hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id_hash`) REFERENCES `sessions`(`id_hash`) ON UPDATE cascade ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `openid_records_grant` ON `openid_records` (`grant_id`);--> statement-breakpoint
CREATE INDEX `openid_records_uid` ON `openid_records` (`uid`);--> statement-breakpoint
CREATE INDEX `openid_records_user` ON `openid_records` (`user_id`);--> statement-breakpoint
CREATE INDEX `openid_records_app` ON `openid_records` (`app_id`);--> statement-breakpoint
CREATE INDEX `openid_records_session` ON `openid_records` (`session_id_hash`);--> statement-breakpoint
CREATE INDEX `openid_records_expiry` ON `openid_records` (`expires_at`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	`sealed_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`signs_from` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signing_keys_generation` ON `signing_keys` (`generation`);