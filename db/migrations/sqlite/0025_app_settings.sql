ALTER TABLE `apps` ADD `max_sign_in_age_ms` integer;--> statement-breakpoint
ALTER TABLE `apps` ADD `disabled_at` integer;--> statement-breakpoint
ALTER TABLE `apps` ADD `source` text DEFAULT 'added' NOT NULL;--> statement-breakpoint
ALTER TABLE `apps` ADD `preset` text;